"""Programmes as this learner plays them: which there are, what comes first, and what comes after a play."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.library import scenarios as library
from simulator.library.cards import problem
from simulator.library.files import is_file, text_to_path
from simulator.library.find import not_found, of_other_installation
from simulator.library.find_programmes import (
    find_in,
    is_shipped,
    library_programmes,
    read_programme,
)
from simulator.library.programmes import Programme, is_programme
from simulator.library.scenarios import Loaded
from simulator.practice.play_options import Manner
from simulator.store.store import Play


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
        file = find_in(self.programme, self.scenario)
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
        return replace(
            manner, mode="live" if self.mode == "live" else "guided", feedback=self.feedback
        )

    def begun(self, play: Play) -> Play:
        """A new play, marked as one of this part."""
        return replace(
            play, programme=known_as(self.programme), part=self.number, follows=self.follows
        )


def known_as(programme: Programme) -> str:
    """What a play keeps of its programme: the id if it comes with the program, wherever that is installed; else the path."""
    return programme.id if is_shipped(programme) else programme.path


def belongs(play: Play, programme: Programme) -> bool:
    """Whether a play was begun in this programme. Older plays keep a path, also of a programme that came with the program."""
    path = text_to_path(play.programme)
    if play.programme == programme.path:
        return True
    if path.stem != programme.id or known_as(programme) != programme.id:
        return False
    return play.programme == programme.id or of_other_installation(path) or not is_file(path)


def first_part(programme: Programme) -> Part:
    """What a programme begins with; one that does not load has no sessions, and nothing may be asked of its part."""
    return _part(programme, 0) if programme.meetings else Part(programme, 0, "guided", "now")


def next_part(
    play: Play, plays: Iterable[Play], programmes: Iterable[Programme] | None = None
) -> Part | None:
    """What comes after a play of a programme; None after the last, and after a play of no programme.

    ``plays`` has the plays before it: what the learner chose in one of them holds for the rest. ``programmes`` are those of the
    library, where they are known already.
    """
    if not play.programme:
        return None
    programme = _programme_of(play, library_programmes() if programmes is None else programmes)
    if programme is None or play.part + 1 >= len(programme.meetings):
        return None
    led = _led_so_far(play, {one.id: one for one in plays})
    asked = programme.meetings
    following = _part(programme, play.part + 1, play.id)
    mode = _chosen((one.mode, asked[one.part].mode) for one in led if one.part < len(asked))
    feedback = _chosen(
        (one.feedback, asked[one.part].feedback) for one in led if one.part < len(asked)
    )
    return replace(following, mode=mode or following.mode, feedback=feedback or following.feedback)


def _led_so_far(play: Play, plays: Mapping[int, Play]) -> list[Play]:
    """The plays of a programme up to this one, in order."""
    led = [play]
    while led[0].follows is not None and led[0].follows in plays and len(led) <= play.part:
        led.insert(0, plays[led[0].follows])
    return led


def _chosen(sessions: Iterable[tuple[str, str]]) -> str:
    """What the learner chose last in the place of what was asked for; empty where nothing was ever chosen."""
    wish = ""
    for done, asked in sessions:
        wish = done if done != (wish or asked) else wish
    return wish


def to_go_on(plays: Sequence[Play], programmes: Sequence[Programme]) -> Iterator[Part]:
    """What is next where a programme was broken off between two sessions; ``plays`` are all there are, the latest first."""
    followed = {play.follows for play in plays}
    for play in plays:
        following = (
            next_part(play, plays, programmes)
            if play.ended is not None and play.id not in followed
            else None
        )
        if following is not None:
            yield following


def _part(programme: Programme, number: int, follows: int | None = None) -> Part:
    meeting = programme.meetings[number]
    return Part(programme, number, meeting.mode, meeting.feedback, follows)


def _programme_of(play: Play, programmes: Iterable[Programme]) -> Programme | None:
    for programme in programmes:
        if belongs(play, programme) and not programme.problem:
            return programme
    path = text_to_path(play.programme)
    loaded = read_programme(path) if is_file(path) and is_programme(path) else None
    return loaded if loaded is not None and not loaded.problem else None
