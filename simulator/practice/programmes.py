"""Follow a programme: its first session, and the next one after a play."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from simulator.library import scenarios as library
from simulator.library.cards import problem
from simulator.library.files import is_file, text_to_path
from simulator.library.find import not_found, of_other_installation
from simulator.library.find_programmes import find_in, library_programmes, read_programme
from simulator.library.programmes import Programme, is_programme
from simulator.library.scenarios import Loaded, Unloadable
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.play_options import PlayOptions
from simulator.store.play_store import Play

if TYPE_CHECKING:  # the engine is imported when a play is opened, so that the library opens sooner
    from simulator.engine.setup import FeedbackTime
    from simulator.scenario.model import Mode

T = TypeVar("T")


class NotPlayable(Exception):
    """A scenario, or a session of a programme, cannot be played; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A session of a programme that is to be played.

    ``number`` counts from 0, and ``follows`` is the play before (None: this is the first session).
    ``mode`` and ``feedback`` are the programme's, or those that the learner chose in earlier plays.
    """

    programme: Programme
    number: int
    mode: "Mode"
    feedback: "FeedbackTime"
    follows: str | None = None

    @property
    def scenario(self) -> str:
        """The id of its scenario."""
        return self.programme.meetings[self.number].scenario

    def load(self, workspace: Workspace) -> Loaded:
        """Load its scenario, from beside the programme or from the library.

        Raise NotPlayable if the programme or the scenario does not load or is not found.
        """
        if self.programme.problem:
            raise NotPlayable(
                say("library.programme_does_not_load", problem=self.programme.problem)
            )
        file = find_in(workspace, self.programme, self.scenario)
        if file is None:
            raise NotPlayable(not_found(workspace, self.scenario))
        loaded = library.load(file, workspace.catalogue)
        if isinstance(loaded, Unloadable):
            raise NotPlayable(
                say("library.session_does_not_load", id=self.scenario, problem=problem(loaded))
            )
        return loaded

    @property
    def place(self) -> str:
        """Its number and the number of sessions: ``1 of 2``."""
        return say("plays.part", number=self.number + 1, total=len(self.programme.meetings))

    @property
    def as_text(self) -> str:
        """Its programme and number: ``An evening with two cases, 1 of 2``."""
        return say(
            "plays.programme_part",
            programme=self.programme.title,
            number=self.number + 1,
            total=len(self.programme.meetings),
        )

    def play_options(self, play_options: PlayOptions) -> PlayOptions:
        """Return the options with this session's mode and feedback; the seed stays."""
        return replace(play_options, mode=self.mode, feedback=self.feedback)

    def begun(self, play: Play) -> Play:
        """Return a new play, marked as a play of this session."""
        # A programme that comes with the program is found by its id, wherever it is installed.
        file = "" if self.programme.is_shipped else self.programme.path
        play = replace(play, place=replace(play.place, programme=file))
        return replace(play, programme=self.programme.id, part=self.number, follows=self.follows)


def belongs(play: Play, programme: Programme) -> bool:
    """Return True if a play was begun in this programme.

    Another programme of the same id is told apart by its file, as long as that exists. Plays of
    older versions have a file even of a programme that comes with the program.
    """
    if play.programme != programme.id:
        return False
    file = play.place.programme
    if not file:
        return True
    path = text_to_path(file)
    shipped = text_to_path(programme.path).parent.parent
    other = programme.is_shipped and of_other_installation(path, shipped)
    return file == programme.path or other or not is_file(path)


def first_part(programme: Programme) -> Part:
    """Return the first session of a programme.

    A programme that does not load has no sessions. The part returned for it is a placeholder, of
    which only the fields and ``load``, which raises NotPlayable, may be used.
    """
    return _part(programme, 0) if programme.meetings else Part(programme, 0, "guided", "now")


def known_programmes(workspace: Workspace, plays: Iterable[Play]) -> list[Programme]:
    """Return the library's programmes, and those of these plays that are not in the library."""
    programmes = library_programmes(workspace)
    named = {play.place.programme for play in plays if _programme_of(play, programmes) is None}
    # Sorted, because the order of a set differs from run to run.
    paths = [text_to_path(name) for name in sorted(named - {""})]
    elsewhere = [path for path in paths if is_file(path) and is_programme(path)]
    return [*programmes, *(read_programme(workspace, path) for path in elsewhere)]


def next_part(play: Play, plays: Iterable[Play], programmes: Iterable[Programme]) -> Part | None:
    """Return the session after a play; None after the last, and for a play of no programme.

    ``plays`` has the plays before it: the mode or feedback that the learner chose in one of them
    applies to the rest. ``programmes`` has the programme of the play, if it still exists.
    """
    if not play.programme:
        return None
    programme = _programme_of(play, programmes)
    if programme is None or play.part + 1 >= len(programme.meetings):
        return None
    meetings = programme.meetings
    # The programme may have been edited, and have fewer sessions than when a play was begun.
    led = _led_so_far(play, {one.id: one for one in plays})
    led = [one for one in led if one.part < len(meetings)]
    following = _part(programme, play.part + 1, play.id)
    mode = _chosen((one.mode, meetings[one.part].mode) for one in led)
    feedback = _chosen((one.feedback, meetings[one.part].feedback) for one in led)
    return replace(following, mode=mode or following.mode, feedback=feedback or following.feedback)


def _led_so_far(play: Play, plays: Mapping[str, Play]) -> list[Play]:
    """Return the plays of a programme up to this one, in order."""
    led = [play]
    # The limit on the length ends the loop if a damaged store has a cycle of plays.
    while led[0].follows is not None and led[0].follows in plays and len(led) <= play.part:
        led.insert(0, plays[led[0].follows])
    return led


def _chosen(sessions: Iterable[tuple[T, T]]) -> T | None:
    """Return the learner's last choice that differed from the default, or None.

    ``sessions`` are pairs of the value played and the value in the programme. The default is the
    earlier choice, if there is one, and otherwise the programme's.
    """
    choice: T | None = None
    for played, in_programme in sessions:
        if played != (choice or in_programme):
            choice = played
    return choice


def to_go_on(plays: Sequence[Play], programmes: Sequence[Programme]) -> Iterator[Part]:
    """Yield the next session of each programme that was left between two sessions.

    ``plays`` are all saved plays, the latest first.
    """
    followed = {play.follows for play in plays}
    for play in plays:
        # A programme continues from its last play only, not from each one before it.
        if play.ended is None or play.id in followed:
            continue
        following = next_part(play, plays, programmes)
        if following is not None:
            yield following


def _part(programme: Programme, number: int, follows: str | None = None) -> Part:
    meeting = programme.meetings[number]
    return Part(programme, number, meeting.mode, meeting.feedback, follows)


def _programme_of(play: Play, programmes: Iterable[Programme]) -> Programme | None:
    for programme in programmes:
        if belongs(play, programme) and not programme.problem:
            return programme
    return None
