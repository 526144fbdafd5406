"""Find what ``--resume`` continues."""

from pathlib import Path

from simulator.cli.refusal import Refusal
from simulator.library.cards import Card
from simulator.library.files import real_path, text_to_path
from simulator.library.find import find_by_id, find_scenario, library_cards, not_found
from simulator.library.find_programmes import find_programme
from simulator.library.scenarios import FILE, find_by_path
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.lists import listed
from simulator.practice.home import Entry, HomeData, Played, ToFollow, home_of
from simulator.practice.places import scenario_file
from simulator.practice.programmes import NotPlayable, belongs, known_programmes
from simulator.scenario.text import brief, clean_line
from simulator.store.play_store import Play, PlayStore

MOST_DIGITS = 9
"""The maximum number of digits in a play number."""


def left_off(workspace: Workspace, store: PlayStore, name: str | None) -> Entry | None:
    """Return the play or programme that was left unfinished last.

    With a ``name`` (an id or a path), return the last one of that scenario or programme. A number
    names that play, even if another one continues it in an edited version of its scenario.
    """
    if name is not None and (numbered := _numbered(workspace, store, name)) is not None:
        return numbered
    plays = store.plays()
    programmes = known_programmes(workspace, plays)
    saved = HomeData(library_cards(workspace), plays, programmes=programmes)
    for entry in home_of(saved).entries():
        if not entry.going:
            continue
        # A named programme is returned even if it cannot continue: the caller says why.
        if _can_go_on(workspace, entry) if name is None else _means(workspace, name, entry):
            return entry
    return None


def nothing_to_continue(workspace: Workspace, store: PlayStore, name: str | None) -> str:
    """Return why ``--resume`` continues nothing: no such name, or nothing of it is unfinished."""
    if name is None:
        return say("cli_play.nothing_unfinished")
    known = find_scenario(workspace, name) is not None or find_programme(workspace, name)
    unfinished = sorted(play.number for play in store.plays() if play.ended is None)
    numbers = listed(list(map(str, unfinished)))
    hint = say("cli_play.unfinished", count=len(unfinished), numbers=numbers)
    hint = hint if unfinished else ""
    # A file or a scenario can have a number as its name.
    if name.isdecimal() and not known:
        return say("cli_play.no_session", number=brief(name), hint=hint).rstrip()
    if not known:
        return not_found(workspace, name)
    return say("cli_play.nothing_unfinished_of", name=clean_line(name), hint=hint).rstrip()


def _numbered(workspace: Workspace, store: PlayStore, name: str) -> Entry | None:
    # SQLite raises OverflowError above 64 bits, and ``int`` refuses 4,300 digits. A file or a
    # scenario whose name is a number takes precedence.
    if not name.isdecimal() or len(name) > MOST_DIGITS or find_by_path(name) is not None:
        return None
    if find_by_id(workspace, name) is not None:
        return None
    play = store.numbered(int(name))
    if play is None:
        return None
    if play.ended is not None:
        raise Refusal(say("cli_play.finished", number=play.number))
    return Played(play, Card(play.place.scenario, play.scenario, play.title))


def _can_go_on(workspace: Workspace, entry: Entry) -> bool:
    """Return whether an entry can continue; a play always can, because it saves its own text."""
    if not isinstance(entry, ToFollow):
        return True
    try:
        entry.part.load(workspace)
    except NotPlayable:
        return False
    return True


def _means(workspace: Workspace, name: str, entry: Entry) -> bool:
    """Return whether an entry belongs to the file that a name means, or else to this id."""
    found = find_by_path(name)
    # A name may be that of a scenario's folder.
    paths = [real_path(path) for path in (found, found / FILE)] if found is not None else []
    match entry:
        case Played(play=play) if found is not None:
            return _by_path(workspace, play, paths) or _in(workspace, play, name)
        case ToFollow(programme=programme) if found is not None:
            return real_path(text_to_path(programme.path)) in paths
        case Played(play=play):
            return name in (play.scenario, play.programme)
        case ToFollow(programme=programme):
            return name == programme.id
        case _:
            return False


def _by_path(workspace: Workspace, play: Play, paths: list[Path]) -> bool:
    """Return whether the scenario or the programme of a play is one of these files."""
    files = [scenario_file(workspace, play)]
    if play.place.programme:
        files.append(text_to_path(play.place.programme))
    return any(file is not None and real_path(file) in paths for file in files)


def _in(workspace: Workspace, play: Play, name: str) -> bool:
    """Return whether a play belongs to the programme in the file of this name."""
    programme = find_programme(workspace, name)
    return programme is not None and belongs(play, programme)
