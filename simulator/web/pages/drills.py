"""Drills: what is due, and one moment at a time.

A drill has the id that its review will have. Until it is decided, its draft says how to make it
again: the same case with the same seed and the learner's own words. Afterwards its review does. So
what is kept here only saves time, and any worker of a server can answer. If the draft is gone,
another drill is begun.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from simulator.analysis.stop import never
from simulator.engine.acts import WAIT, NotOnOffer
from simulator.engine.events import Event
from simulator.library.find import library_cards
from simulator.messages import current_language, say
from simulator.practice.clock import local_day
from simulator.practice.drill_plan import Due, Reason
from simulator.practice.drills import Drill, NoDrill, Outcome, begin_drill, due_again
from simulator.practice.due_plan import Plan, plan_of
from simulator.practice.next_drill import nothing_to_do, prepare
from simulator.render.drill_text import Kind, result_lines
from simulator.render.transcript import Line, lines_of
from simulator.render.write_html import languages_of
from simulator.scenario.text import brief, clean_line
from simulator.store.drill_review import DrillReview
from simulator.store.identity import is_id
from simulator.store.play_store import StoreProblem
from simulator.web.pages.http import BadForm, NotHere, Request, Response, see_other
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room, keep


@dataclass(frozen=True, slots=True)
class Row:
    """A situation: its id and name, and when it is due."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A drill that waits for a decision: what makes it again, and the learner's own words."""

    scenario: str
    moment: str
    reason: Reason
    seed: int
    digest: str
    own: str = ""


def show(room: Room, request: Request) -> Response:
    """Return what is due today and later; the query can name a situation to drill now."""
    situation = request.query.get("situation", "")
    return _overview(room, situation, "")


def begin(room: Room, request: Request) -> Response:
    """Prepare the next drill that is due, or one of the situation that the form names."""
    situation = request.form.get("situation", "")
    # Before the drill is prepared: a situation that does not exist is a page with 404.
    name = _name(room, situation) if situation else ""
    found = prepare(room.workspace, room.store, situation, None, never)
    if found.drill is None:
        return _overview(room, situation, found.problem or nothing_to_do(found.plan, name))
    _save(room, found.drill)
    return _lead_to(room, found.drill, situation)


def show_one(room: Room, request: Request, name: str) -> Response:
    """Return a drill as it stands; if it is gone, begin another one."""
    situation = request.query.get("situation", "")
    drill = _drill(room, name)
    if drill is None:
        return _anew(room, name, situation)
    lines, anew = bool(request.query.get("lines")), bool(request.query.get("anew"))
    return _one(room, drill, situation, lines=lines, anew=anew)


def decide(room: Room, request: Request, name: str) -> Response:
    """Do what the learner decided; a drill that is decided already is shown as it stands."""
    form = request.form
    situation, drill = form.get("situation", ""), _drill(room, name)
    if drill is None:
        return _anew(room, name, situation)
    if drill.outcome is not None:
        return _lead_to(room, drill, situation)
    # The form with the lines has no field for words; those that were saved before must stay.
    if "words" in form:
        drill.write(form["words"])
    try:
        if "words" in form:
            _save(room, drill)
        if form.get("do") == "speak":
            return _lead_to(room, drill, situation, lines="1")
        wait = form.get("do") == "wait"
        drill.decide(room.store, WAIT if wait else drill.session.act_for(form.get("line", "")))
    except NotOnOffer as refused:
        raise BadForm(say("web.not_on_offer")) from refused
    except StoreProblem as problem:
        # The drill still waits, with the learner's own words.
        return _one(room, drill, situation, lines="line" in form, trouble=str(problem))
    # After the decision is saved: if a crash leaves the draft, ``_drill`` finds the review first.
    room.drafts.drop(name)
    return _lead_to(room, drill, situation)


def _save(room: Room, drill: Drill) -> None:
    """Save the draft of a drill; raise StoreProblem."""
    case, setup = drill.case, drill.session.setup
    draft = Draft(
        case.scenario,
        case.moment,
        drill.reason,
        setup.seed,
        setup.program.scenario.digest,
        drill.own,
    )
    keep(room.drills, drill.review, drill)
    room.drafts.save(drill.review, json.dumps(asdict(draft)).encode())


def _drill(room: Room, name: str) -> Drill | None:
    """Return a drill as it stands, whichever worker began it or decided it; None if it is gone."""
    # The draft of an uploaded file has a name that is no id, and must not be read as a drill.
    if not is_id(name):
        return None
    review = next((one for one in room.store.drill_reviews() if one.id == name), None)
    if review is not None:
        return _decided(room, name, review)
    text = room.drafts.load(name)
    if text is None:
        return None
    draft = Draft(**json.loads(text))
    drill = room.drills.get(name)
    if drill is None or drill.outcome is not None:
        drill = _made_again(room, name, draft)
    if drill is not None:
        # Another worker may have saved other words since.
        drill.own = draft.own
        keep(room.drills, name, drill)
    return drill


def _decided(room: Room, name: str, review: DrillReview) -> Drill | None:
    drill = room.drills.get(name)
    outcome = drill.outcome if drill is not None else None
    if outcome is not None and _same_act(outcome.review, review):
        return drill
    # It was decided elsewhere, or the process was started again meanwhile.
    # A review has no reason, and the page of a decided drill shows none.
    draft = Draft(review.scenario, review.moment, "due", review.seed, review.digest)
    drill = _made_again(room, name, draft)
    if drill is None:
        return None
    try:
        drill.recall(review)
    except NotOnOffer:
        return None
    keep(room.drills, name, drill)
    return drill


def _same_act(one: DrillReview, other: DrillReview) -> bool:
    return (one.act, one.option) == (other.act, other.option)


def _made_again(room: Room, name: str, draft: Draft) -> Drill | None:
    """Return the undecided drill of a draft; None if its scenario is gone or was edited."""
    plan = _plan(room)
    case = plan.cases.at((draft.scenario, draft.moment))
    if case is None:
        return None
    last = plan.schedule.last(case.situation)
    try:
        due = Due(case.situation, case, draft.reason)
        drill = begin_drill(room.workspace, due, last, draft.seed)
    except NoDrill:
        return None
    # ``begin_drill`` has given it an id of its own.
    drill.review = name
    # In an edited scenario the same seed can lead to other turns and other lines.
    same = drill.session.setup.program.scenario.digest == draft.digest
    return drill if same else None


def _overview(room: Room, situation: str, trouble: str) -> Response:
    name = _name(room, situation) if situation else ""
    plan = _plan(room)
    due = [Row(one.situation, _sentence(room, plan, one.situation, one.reason)) for one in plan.due]
    today = {one.situation for one in plan.due}
    order = sorted(plan.schedule.due.items(), key=lambda one: (one[1], one[0]))
    later = [Row(id_, _sentence(room, plan, id_, "later")) for id_, _ in order if id_ not in today]
    return page(
        room,
        "drills.html.j2",
        say("web_drills.title"),
        at="drills",
        status=422 if trouble else 200,
        trouble=trouble,
        situation=situation,
        name=name,
        due=due,
        later=later,
        nothing="" if due else nothing_to_do(plan, ""),
    )


def _one(
    room: Room,
    drill: Drill,
    situation: str,
    *,
    lines: bool = False,
    anew: bool = False,
    trouble: str = "",
) -> Response:
    scenario = drill.session.setup.program.scenario
    outcome = drill.outcome
    # A drill that was asked for is no part of what is due, so no next one is offered after it.
    left = len(_plan(room).due) if outcome is not None and not situation else 0
    return page(
        room,
        "drill.html.j2",
        say("web_drills.one"),
        at="drills",
        status=503 if trouble else 200,
        trouble=trouble,
        drill=drill,
        situation=situation,
        heard=_lines(drill.heard, drill),
        answered=_lines(outcome.events, drill) if outcome is not None else [],
        results=_results(room, drill, outcome) if outcome is not None else [],
        lines=lines,
        anew=anew,
        left=left,
        scenario_language=languages_of(scenario.language, current_language())["scenario"],
    )


def _results(room: Room, drill: Drill, outcome: Outcome) -> list[tuple[Kind, str]]:
    schedule = _plan(room).schedule
    # The review is saved, so the schedule has it; unless the file of sessions was replaced.
    due = schedule.due.get(outcome.review.situation) or due_again(schedule, outcome.review)
    return list(result_lines(drill, outcome, due))


def _lines(events: Iterable[Event], drill: Drill) -> list[Line]:
    return list(lines_of(drill.session, events))


def _anew(room: Room, name: str, situation: str) -> Response:
    """Begin another drill in place of one that is not in memory; raise NotHere if none can be."""
    if not is_id(name):
        raise NotHere(say("web.no_page"))
    # It was decided, but its scenario is gone or was edited: there is nothing to show or to do.
    if any(review.id == name for review in room.store.drill_reviews()):
        return see_other(room.url("/drills"))
    # Only for its NotHere.
    if situation:
        _name(room, situation)
    found = prepare(room.workspace, room.store, situation, None, never)
    if found.drill is None:
        return see_other(room.url("/drills"))
    _save(room, found.drill)
    return _lead_to(room, found.drill, situation, anew="1")


def _lead_to(room: Room, drill: Drill, situation: str, **query: str) -> Response:
    return see_other(room.url(f"/drills/{drill.review}", situation=situation, **query))


def _plan(room: Room) -> Plan:
    cards = library_cards(room.workspace)
    return plan_of(room.workspace, room.store, cards, room.store.plays())


def _sentence(room: Room, plan: Plan, situation: str, state: str) -> str:
    due = plan.schedule.due.get(situation)
    day = local_day(due.isoformat()) if due is not None else ""
    found = room.workspace.catalogue.situations.get(situation)
    name = found.name if found is not None else clean_line(situation)
    return say(f"drills.listed_{state}", name=name, day=day)


def _name(room: Room, situation: str) -> str:
    """Return the name of a situation; raise NotHere."""
    found = room.workspace.catalogue.situations.get(situation)
    if found is None:
        raise NotHere(say("web_drills.no_situation", name=brief(situation)))
    return found.name
