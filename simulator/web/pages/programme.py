"""The page of a programme: its sessions, where the learner is, and the briefing of the next one."""

from dataclasses import dataclass, replace

from simulator.library.find import library_cards
from simulator.library.programmes import Programme
from simulator.messages import say
from simulator.practice.home import ToFollow
from simulator.practice.open_play import new_part
from simulator.practice.programmes import (
    Part,
    belongs,
    first_part,
    known_programmes,
    next_part,
    to_go_on,
)
from simulator.render import library_text as text
from simulator.render.briefing import programme_text
from simulator.scenario.text import brief, clean_line, clean_text
from simulator.store.play_store import Play, number_of
from simulator.web.pages.begin import asked_mode, begun, options_in, what_begins
from simulator.web.pages.http import NotHere, Request, Response
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room
from simulator.web.pages.scenario import usual_options


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a programme: its title and facts about it, the last of them the learner's."""

    title: str
    facts: str
    is_next: bool = False


def show(room: Room, request: Request, name: str) -> Response:
    """Return a programme with the briefing of its next session.

    That is the session after the play that the query names, or after the latest one; with
    ``start`` in the query, it is the first one.
    """
    if request.query.get("start"):
        part = first_part(_programme(room, name))
    else:
        part = _part(room, name, request.query.get("after", "")) or _where_one_is(room, name)
    programme = part.programme
    new = new_part(room.workspace, part, usual_options(room).drawn())
    options = options_in(request.query, new.options)
    # A link can have the mode of another session; a briefing is shown all the same.
    if options.mode not in new.scenario.modes:
        options = replace(options, mode=new.options.mode)
    new = replace(new, options=options)
    return page(
        room,
        "programme.html.j2",
        clean_line(programme.title),
        at="library",
        name=name,
        about=clean_text(programme.about),
        frame=clean_line(programme.format_name),
        sessions=_sessions(room, part),
        part=part,
        scenario_title=clean_line(new.scenario.title),
        how=programme_text(part),
        after=number_of(room.store, part.follows) if part.follows is not None else "",
        total=len(programme.meetings),
        unfinished=_unfinished(room, programme),
        # After the last session the page shows the first one again, and says that all were led.
        finished=part.follows is None and _is_finished(room, programme),
        **what_begins(new),
    )


def begin(room: Room, request: Request, name: str) -> Response:
    """Begin a session of a programme: the first, or the one after a play that the form names."""
    form = request.form
    after = form.get("after", "")
    part = _part(room, name, after) or first_part(_programme(room, name))
    # Unlike a briefing, a form with a mode that the scenario is not made for is refused.
    new = new_part(room.workspace, part, usual_options(room), asked_mode(form))
    options = options_in(form, new.options)
    return begun(room, replace(new, options=options))


def _programme(room: Room, name: str) -> Programme:
    """Return the programme with this id, of the library or of a play; raise NotHere."""
    for programme in known_programmes(room.workspace, room.store.plays()):
        if programme.id == name:
            return programme
    raise NotHere(say("web_scenario.no_programme", name=brief(name)))


def _part(room: Room, name: str, after: str) -> Part | None:
    """Return the session after the play with a number; None without a number. Raise NotHere."""
    if not after:
        return None
    play = room.play(after)
    # A programme continues from the first play, and not from another attempt.
    first = room.store.play(play.branch_of) if play.branch_of is not None else play
    plays = room.store.plays()
    known = known_programmes(room.workspace, plays)
    part = next_part(first, plays, known) if first is not None else None
    # The number comes from the request, so it can be that of any play.
    if part is None or part.programme.id != name or first is None or first.ended is None:
        raise NotHere(say("web_scenario.no_next", number=play.number))
    return part


def _where_one_is(room: Room, name: str) -> Part:
    """Return the next session of a programme that was begun, or else its first one."""
    plays = room.store.plays()
    for part in to_go_on(plays, known_programmes(room.workspace, plays)):
        if part.programme.id == name:
            return part
    return first_part(_programme(room, name))


def _sessions(room: Room, part: Part) -> list[Session]:
    """Return the sessions of a programme, with what was led already and what comes next."""
    titles = {card.id: card.title for card in library_cards(room.workspace)}
    entry = ToFollow(part, ())
    found = []
    for number, meeting in enumerate(part.programme.meetings):
        is_next = number == part.number
        mark = say("web_scenario.next") if is_next else text.led_already(entry, number)
        facts = text.listed(say(f"web.mode_{meeting.mode}"), mark)
        # A scenario beside a programme need not be in the library; its id then stands for it.
        title = clean_line(titles.get(meeting.scenario, meeting.scenario))
        found.append(Session(title, facts, is_next))
    return found


def _is_finished(room: Room, programme: Programme) -> bool:
    last = len(programme.meetings) - 1
    plays = room.store.finished()
    return any(belongs(play, programme) and play.part == last for play in plays)


def _unfinished(room: Room, programme: Programme) -> Play | None:
    """Return the latest unfinished play of a programme."""
    plays = room.store.unfinished()
    return next((play for play in plays if belongs(play, programme)), None)
