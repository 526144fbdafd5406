"""What ``--resume`` goes on with."""

from pathlib import Path

from simulator.authoring.cards import Card
from simulator.cli.refusal import Refusal
from simulator.learner.library import find_scenario, library_cards
from simulator.learner.programmes import NoPart, belongs, find_programme, library_programmes
from simulator.learner.shelf import Entry, Kept, Played, ToFollow, shelf
from simulator.learner.store import Play, Store

MOST_DIGITS = 9
"""In the number of a play that is typed."""


def left_off(store: Store, name: str | None) -> Entry | None:
    """The play or programme that was left off last; with a ``name`` (an id or a path) the last of that one.

    The number of a play is that play, also if another one continues it in an edited version of its scenario.
    """
    if name is not None and (numbered := _numbered(store, name)) is not None:
        return numbered
    kept = Kept(library_cards(), store.plays(), programmes=library_programmes())
    going = (entry for entry in shelf(kept).entries() if entry.going)
    return next((entry for entry in going if (_can_go_on(entry) if name is None else _means(name, entry))), None)


def _numbered(store: Store, name: str) -> Entry | None:
    if not name.isdecimal() or len(name) > MOST_DIGITS or find_scenario(name) is not None:
        return None
    for play in [*store.plays(), *store.replaced()]:
        if play.id == int(name):
            if play.ended is not None:
                raise Refusal(f"Play {play.id} is finished. 'balint-sim debrief {play.id}' shows it.")
            return Played(play, Card(play.path, play.scenario, play.title))
    return None


def _can_go_on(entry: Entry) -> bool:
    """Whether nothing that is broken stands in the way; a play keeps its own text and always can."""
    if not isinstance(entry, ToFollow):
        return True
    try:
        entry.part.load()
    except NoPart:
        return False
    return True


def _means(name: str, entry: Entry) -> bool:
    found = find_scenario(name)  # an id, or the path of any file
    path = str(found.resolve()) if found is not None else ""
    match entry:
        case Played(play=play):
            return name in (play.scenario, Path(play.programme).stem) or path == play.path or _in(play, name)
        case ToFollow(programme=programme):
            return name == programme.id or path == programme.path
        case _:
            return False


def _in(play: Play, name: str) -> bool:
    """Whether a play belongs to the programme in the file of this name."""
    programme = find_programme(name)
    return programme is not None and belongs(play, programme)
