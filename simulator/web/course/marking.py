"""A member of the panel marks a scenario, moment by moment, without its key and without the others.

Until a member has handed in, nothing of the key and of what others marked is in any page: the lines
are named by letters, in an order drawn for each member, and never by the ids of the scenario.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from simulator.authoring.screenplay import Screenplay
from simulator.authoring.write_screenplay import screenplay
from simulator.course.marked_sheets import letters_on_sheet, marked_scenario
from simulator.course.marking import (
    LONGEST_REASON,
    QUESTION,
    Given,
    Marking,
    MarkingProblem,
    Marks,
)
from simulator.messages import current_language, say
from simulator.render.blind_steps import BlindLine, BlindStep, blind_steps
from simulator.render.panel_words import HEADS, rating_name
from simulator.render.print_page import people_table
from simulator.render.write_html import languages_of
from simulator.scenario.model import Scenario
from simulator.scenario.panel import DECISIONS, RATINGS
from simulator.web.course.fields import one_of
from simulator.web.course.layout import page
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import BadForm, NotHere, Response, see_other

_SEEDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a moment is marked."""

    number: int
    decided: bool
    marked: int
    lines: int

    @property
    def state(self) -> str:
        """Return which sentence says it."""
        if not self.decided:
            return "open"
        return "done" if self.marked == self.lines else "begun"


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a member has before them: the marking, its moments in their order, and their marks."""

    marking: Marking
    scenario: Scenario
    play: Screenplay
    steps: tuple[BlindStep, ...]
    marks: Marks

    def step(self, number: str) -> BlindStep:
        """Return the moment of a path; raise NotHere."""
        found = [one for one in self.steps if str(one.number) == number]
        if not found:
            raise NotHere(say("web.no_page"))
        return found[0]

    def letters(self, step: BlindStep) -> dict[str, str]:
        """Return the letter on the sheets of each line of a moment, by that on the page."""
        found = letters_on_sheet(self.scenario, self.play.seed)
        return {line.letter: found[step.number, line.letter] for line in step.lines}

    def given(self, step: BlindStep, letter: str) -> Given:
        """Return what the member said of a line, by its letter on the sheets, or the question."""
        return self.marks.get((str(step.number), letter), Given("", ""))

    def progress(self, step: BlindStep) -> Progress:
        """Return how much of a moment is marked."""
        marked = [one for one in self.letters(step).values() if self.given(step, one).mark]
        decided = bool(self.given(step, QUESTION).mark)
        return Progress(step.number, decided, len(marked), len(step.lines))

    def after(self, step: BlindStep) -> BlindStep | None:
        """Return the next moment, or None."""
        rest = self.steps[self.steps.index(step) + 1 :]
        return rest[0] if rest else None


def show(site: Site, visit: Visit, marking: str) -> Response:
    """Return what there is to mark, how far the member is, and how to go on."""
    known = site.markings.known(visit.here.id, marking)
    done = site.markings.handed_in(known.id, visit.me.id)
    title = say("marking.title", title=known.title)
    if done or not known.open:
        return page(site, visit, "marking_over.html.j2", title, marking=known, done=done)
    desk = _desk(site, visit, known)
    progress = [desk.progress(step) for step in desk.steps]
    waiting = [one.number for one in progress if not (one.decided and one.marked)]
    return page(
        site,
        visit,
        "marking.html.j2",
        title,
        marking=known,
        scenario=desk.scenario,
        people=people_table(desk.play),
        progress=progress,
        ready=len(progress) - len(waiting),
        following=waiting[0] if waiting else None,
        begun=any(one.decided for one in progress),
        path=_path(visit, known),
        lang=_lang(desk.scenario),
    )


def show_moment(site: Site, visit: Visit, marking: str, number: str) -> Response:
    """Return a moment: the question, and once it is answered the lines."""
    desk = _open_desk(site, visit, marking)
    step = desk.step(number)
    letters = desk.letters(step)
    return page(
        site,
        visit,
        "marking_moment.html.j2",
        say("marking.moment", number=step.number, title=desk.marking.title),
        step=step,
        place=desk.steps.index(step) + 1,
        count=len(desk.steps),
        choice=desk.given(step, QUESTION),
        lines=[(line, desk.given(step, letters[line.letter])) for line in step.lines],
        marks=[*((mark, rating_name(mark)) for mark in HEADS), ("", say("marking.unmarked"))],
        decisions=DECISIONS,
        longest=LONGEST_REASON,
        saved=visit.request.query.get("saved", ""),
        path=_path(visit, desk.marking),
        lang=_lang(desk.scenario),
    )


def decide(site: Site, visit: Visit, marking: str, number: str) -> Response:
    """Save whether the member would speak; only then the lines are shown."""
    desk = _open_desk(site, visit, marking)
    step = desk.step(number)
    choice = one_of(visit, "choice", *DECISIONS)
    given = {QUESTION: Given(choice, visit.form.get("reason", ""))}
    site.markings.save(visit.here.id, marking, visit.me.id, str(step.number), given)
    return see_other(f"{_moment_path(visit, desk, step)}?saved=choice#lines")


def mark(site: Site, visit: Visit, marking: str, number: str) -> Response:
    """Save the marks of a moment in place of earlier ones, and go on if that is wanted."""
    desk = _open_desk(site, visit, marking)
    step = desk.step(number)
    # Only a form that is none of ours comes here: the lines are shown after the decision.
    if not desk.given(step, QUESTION).mark:
        raise MarkingProblem(say("marking.decide_first"))
    then = one_of(visit, "then", "next", "stay")
    letters = desk.letters(step)
    given = {letters[line.letter]: _given(visit, line) for line in step.lines}
    site.markings.save(visit.here.id, marking, visit.me.id, str(step.number), given)
    following = desk.after(step)
    if then == "stay":
        return see_other(f"{_moment_path(visit, desk, step)}?saved=marks")
    if following is None:
        return see_other(_path(visit, desk.marking))
    return see_other(_moment_path(visit, desk, following))


def ask_hand_in(site: Site, visit: Visit, marking: str) -> Response:
    """Return a page that says what handing in does, and what is still open."""
    desk = _open_desk(site, visit, marking)
    progress = [desk.progress(step) for step in desk.steps]
    return page(
        site,
        visit,
        "marking_hand_in.html.j2",
        say("marking.hand_in"),
        marking=desk.marking,
        missing=[one for one in progress if one.state != "done"],
        nothing=not any(one.decided or one.marked for one in progress),
        path=_path(visit, desk.marking),
    )


def hand_in(site: Site, visit: Visit, marking: str) -> Response:
    """Hand in what is marked, for good."""
    # Without `_open_desk`, because handing in again is no mistake: a second press, another device.
    site.markings.hand_in(visit.here.id, marking, visit.me.id)
    return see_other(f"/courses/{visit.here.id}/marking/{marking}")


def _open_desk(site: Site, visit: Visit, marking: str) -> _Desk:
    """Return the desk of a member who can still mark; raise MarkingProblem."""
    known = site.markings.known(visit.here.id, marking)
    # For the page alone. Saving checks both again, in the transaction that writes.
    if site.markings.handed_in(known.id, visit.me.id):
        raise MarkingProblem(say("marking.handed_in_already"))
    if not known.open:
        raise MarkingProblem(say("marking.closed"))
    return _desk(site, visit, known)


def _desk(site: Site, visit: Visit, known: Marking) -> _Desk:
    scenario = marked_scenario(site.markings, site.workspace, known)
    play = screenplay(scenario, _seed(known.id, visit.me.id), 0)
    marks = site.markings.draft(known.id, visit.me.id)
    return _Desk(known, scenario, play, blind_steps(play), marks)


def _seed(marking: str, person: str) -> int:
    """Return what orders the lines for a member: the same on each device, and nowhere saved."""
    drawn = blake2b(f"{marking}/{person}".encode(), digest_size=8).digest()
    return 1 + int.from_bytes(drawn) % _SEEDS


def _given(visit: Visit, line: BlindLine) -> Given:
    found = visit.form.get(f"mark-{line.letter}", "")
    if found not in ("", *RATINGS):
        raise BadForm(say("course_web.bad_form"))
    return Given(found, visit.form.get(f"reason-{line.letter}", ""))


def _path(visit: Visit, marking: Marking) -> str:
    return f"/courses/{visit.here.id}/marking/{marking.id}"


def _moment_path(visit: Visit, desk: _Desk, step: BlindStep) -> str:
    return f"{_path(visit, desk.marking)}/moments/{step.number}"


def _lang(scenario: Scenario) -> str:
    """Return the language of the scenario's texts if it is not that of the page."""
    return languages_of(scenario.language, current_language())["scenario"]


def to_mark(site: Site, visit: Visit) -> Sequence[tuple[Marking, bool]]:
    """Return the markings of the course, each with whether the member has handed in."""
    found = site.markings.all(visit.here.id)
    mine = [(one, site.markings.handed_in(one.id, visit.me.id)) for one in found]
    # A closed one stays for those who handed in, as they may read its report.
    return [(one, done) for one, done in mine if one.open or done]
