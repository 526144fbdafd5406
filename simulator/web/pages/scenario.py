"""The page of a scenario: its briefing, how it is to be played, and the sessions of it so far."""

from pathlib import Path

from simulator.library.find import library_files
from simulator.messages import say
from simulator.practice.home import HomeData, Played, ToPlay
from simulator.practice.open_play import new_play, play_of
from simulator.practice.play_options import PlayOptions
from simulator.render import library_text as text
from simulator.scenario.text import brief, clean_line
from simulator.store.play_store import StoreProblem
from simulator.web.pages.begin import asked_mode, begun, options_in, settings_of, what_begins
from simulator.web.pages.http import NotHere, Request, Response
from simulator.web.pages.layout import page
from simulator.web.pages.library import best_and_chance, home_data, row_of
from simulator.web.pages.room import Room


def show(room: Room, request: Request, name: str) -> Response:
    """Return the briefing of a scenario; the query can ask for a mode, feedback and a seed."""
    options = options_in(request.query, usual_options(room))
    new = new_play(room.workspace, scenario_file(room, name), options)
    saved = _saved(room)
    entry = next((one for one in saved.home.scenarios() if one.card.id == name), None)
    return page(
        room,
        "scenario.html.j2",
        clean_line(new.scenario.title),
        at="library",
        name=name,
        facts=_facts(entry),
        practised=_practised(entry),
        sessions=[(_again(one), row_of(room.store, one)) for one in _sessions(saved, name)],
        **what_begins(new),
    )


def begin(room: Room, request: Request) -> Response:
    """Begin a play of a scenario; a form that is sent twice begins one play."""
    form = request.form
    file = scenario_file(room, form.get("scenario", ""))
    # ``new_play`` takes another mode if the scenario is not made for this one; ``play_of`` refuses
    # it if the form asks for it.
    new = new_play(room.workspace, file, options_in(form, usual_options(room)))
    return begun(room, play_of(new.loaded, new.options, asked_mode(form)))


def usual_options(room: Room) -> PlayOptions:
    """Return the mode and feedback of new sessions."""
    settings = settings_of(room)
    return PlayOptions(settings.mode, settings.feedback)


def scenario_file(room: Room, name: str) -> Path:
    """Return the file of a scenario of the library by its id; raise NotHere."""
    # Compared with the names that there are: a path is made of nothing that a browser sent.
    found = (file for file in library_files(room.workspace) if file.parent.name == name)
    file = next(found, None)
    if file is None:
        raise NotHere(say("web_scenario.none", name=brief(name)))
    return file


def _saved(room: Room) -> HomeData:
    try:
        return home_data(room)
    except StoreProblem:
        # The briefing can be read all the same; beginning says what is wrong.
        return HomeData(())


def _facts(entry: ToPlay | None) -> tuple[str, ...]:
    return () if entry is None else (text.facts(entry.card)[0], *best_and_chance(entry))


def _practised(entry: ToPlay | None) -> list[tuple[str, tuple[str, ...]]]:
    """Return the ground rules and situations of a scenario, as far as they may be named."""
    if entry is None or not entry.names_situations:
        return []
    found = [
        (say("library.rules"), entry.card.rule_names),
        (say("library.situations"), entry.card.situation_names),
    ]
    return [(heading, names) for heading, names in found if names]


def _sessions(saved: HomeData, name: str) -> list[Played]:
    return [one for one in saved.played if one.play.scenario == name]


def _again(entry: Played) -> dict[str, object]:
    """Return the query of the briefing of a session like this one."""
    play = entry.play
    return {"mode": play.mode, "feedback": play.feedback, "seed": play.seed}
