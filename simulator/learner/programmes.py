"""Programmes as this learner plays them: which there are, what comes first, and what comes after a play."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from simulator.authoring import library
from simulator.authoring.cards import problem
from simulator.authoring.library import Loaded
from simulator.authoring.programmes import Meeting, Programme, beside, is_programme, load_programme, programme_files
from simulator.authoring.remembered import remembered
from simulator.learner.folders import home
from simulator.learner.library import find_scenario, not_found
from simulator.learner.manner import Manner
from simulator.learner.store import Play

FORM = 1
"""Counts up when what the cache says of a programme changes within a version of the program."""


class NoPart(Exception):
    """A session of a programme that cannot be led; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A session of a programme that is to be led: the ``number``-th, from 0, after the play ``follows`` (None: the first).

    ``mode`` and ``feedback`` are the programme's, or those that the learner chose in the play before.
    """

    programme: Programme
    number: int
    mode: str
    feedback: str
    follows: int | None = None

    @property
    def scenario(self) -> str:
        """The id of its scenario."""
        return self.programme.meetings[self.number].scenario

    def load(self) -> Loaded:
        """Load its scenario, from beside the programme or from the library; raises NoPart where it cannot be played."""
        if self.programme.problem:
            raise NoPart(f"This programme does not load. {self.programme.problem}")
        file = beside(Path(self.programme.path), self.scenario) or find_scenario(self.scenario)
        if file is None:
            raise NoPart(not_found(self.scenario))
        loaded = library.load(file)
        if loaded.scenario is None:
            raise NoPart(f"The scenario '{self.scenario}' does not load. {problem(loaded)}")
        return loaded

    @property
    def place(self) -> str:
        """Which of how many it is: ``1 of 2``."""
        return f"{self.number + 1} of {len(self.programme.meetings)}"

    @property
    def told(self) -> str:
        """Which part of what it is: ``An evening with two cases, 1 of 2``."""
        return f"{self.programme.title}, {self.place}"

    def manner(self, manner: Manner) -> Manner:
        """How it is played: as the programme says, but for the seed, which is the learner's if there is one."""
        return replace(manner, mode="live" if self.mode == "live" else "guided", feedback=self.feedback)

    def begun(self, play: Play) -> Play:
        """A new play, marked as one of this part."""
        return replace(play, programme=self.programme.path, part=self.number, follows=self.follows)


def library_programmes() -> list[Programme]:
    """Every programme that comes with the program, by its title."""
    made = remembered(programme_files(library.shipped()), home() / "programmes.json", FORM, _read, asdict, _again)
    return sorted(made, key=lambda programme: (programme.title, programme.path))


def find_programme(name: str) -> Programme | None:
    """Find a programme by its id in the library, or by the path of its file."""
    for programme in library_programmes():
        if programme.id == name:
            return programme
    path = Path(name)
    return _read(path) if path.is_file() and is_programme(path) else None


def first_part(programme: Programme) -> Part:
    """What a programme begins with; one that does not load has no sessions, and nothing may be asked of its part."""
    return _part(programme, 0) if programme.meetings else Part(programme, 0, "guided", "now")


def next_part(play: Play, programmes: Iterable[Programme] | None = None) -> Part | None:
    """What comes after a play of a programme; None after the last, and after a play of no programme.

    ``programmes`` are those of the library, where they are known already. A programme that is gone from where it was is
    looked for in the library, by its id.
    """
    if not play.programme:
        return None
    programme = _programme_of(play, library_programmes() if programmes is None else programmes)
    if programme is None or play.part + 1 >= len(programme.meetings):
        return None
    following = _part(programme, play.part + 1, play.id)
    asked = programme.meetings[play.part]
    if (play.mode, play.feedback) == (asked.mode, asked.feedback):
        return following
    return replace(following, mode=play.mode, feedback=play.feedback)


def to_go_on(plays: Sequence[Play], programmes: Sequence[Programme]) -> Iterator[Part]:
    """What is next where a programme was broken off between two sessions; ``plays`` are all there are, the latest first."""
    followed = {play.follows for play in plays}
    for play in plays:
        following = next_part(play, programmes) if play.ended is not None and play.id not in followed else None
        if following is not None:
            yield following


def _read(path: Path) -> Programme:
    return load_programme(path, find_scenario)[0]


def _part(programme: Programme, number: int, follows: int | None = None) -> Part:
    meeting = programme.meetings[number]
    return Part(programme, number, meeting.mode, meeting.feedback, follows)


def _programme_of(play: Play, programmes: Iterable[Programme]) -> Programme | None:
    path = Path(play.programme)
    known = list(programmes)
    for programme in known:
        if programme.path == play.programme and not programme.problem:
            return programme
    if path.is_file():
        loaded = _read(path)
        return None if loaded.problem else loaded
    return next((programme for programme in known if programme.id == path.stem and not programme.problem), None)


def _again(kept: dict[str, Any]) -> Programme:
    return Programme(**{**kept, "meetings": tuple(Meeting(**meeting) for meeting in kept["meetings"])})
