"""Open a play: begin a new one, or continue a saved one.

The command line, plain mode and the full screen all make a request and pass it to ``open_play``. A
front end can show the briefing of a ``NewPlay`` first: nothing is saved before it is opened.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from simulator.library.cards import problem
from simulator.library.scenarios import Loaded, Unloadable, load
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.home import Openable, Played, ToFollow
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import begin, go_on
from simulator.practice.programmes import NotPlayable, Part
from simulator.practice.saved_play import SavedPlay
from simulator.scenario.model import Mode, Scenario
from simulator.store.play_store import Play, PlayStore


@dataclass(frozen=True, slots=True)
class NewPlay:
    """A play to begin: of a scenario that loaded, and perhaps as this session of a programme."""

    loaded: Loaded
    options: PlayOptions
    part: Part | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario to be played."""
        return self.loaded.scenario


Request = NewPlay | Play
"""What to open: a new play, or a saved one to continue."""


def new_play(workspace: Workspace, path: Path, options: PlayOptions) -> NewPlay:
    """Return a new play of the scenario in this file, in a mode that it is made for.

    Raise NotPlayable if it does not load.
    """
    loaded = load(path, workspace.catalogue)
    if isinstance(loaded, Unloadable):
        raise NotPlayable(say("library.scenario_does_not_load", problem=problem(loaded)))
    return play_of(loaded, options)


def play_of(loaded: Loaded, options: PlayOptions, mode: Mode | None = None) -> NewPlay:
    """Return a new play of a loaded scenario, in the ``mode`` that was asked for.

    If none was, and the scenario is not made for the mode of the options, it is played in the other
    one. Raise NotPlayable if it is not made for ``mode``.
    """
    if mode is None:
        modes = loaded.scenario.modes
        mode = options.mode if options.mode in modes else modes[0]
    refusal = not_made_for(loaded.scenario, mode)
    if refusal:
        raise NotPlayable(refusal)
    return NewPlay(loaded, replace(options, mode=mode))


def not_made_for(scenario: Scenario, mode: Mode) -> str:
    """Return a sentence if a scenario is not made for this mode, or an empty string."""
    if mode in scenario.modes:
        return ""
    return say(f"library.only_{scenario.modes[0]}", title=scenario.title)


def new_part(
    workspace: Workspace, part: Part, options: PlayOptions, mode: Mode | None = None
) -> NewPlay:
    """Return a new play of a session of a programme, which determines mode and feedback.

    ``mode`` is the one that was asked for, if any. Raise NotPlayable if the programme or the
    scenario does not load, or if the scenario is not made for ``mode``.
    """
    new = play_of(part.load(workspace), part.play_options(options), mode)
    return replace(new, part=part)


def request_for(workspace: Workspace, entry: Openable, options: PlayOptions) -> Request:
    """Return the request that opens an entry of the home screen.

    Raise NotPlayable if its scenario or its programme cannot be played.
    """
    if isinstance(entry, Played):
        # Not loaded here: ``go_on`` handles a scenario that was edited, moved or deleted.
        return entry.play
    if isinstance(entry, ToFollow):
        return new_part(workspace, entry.part, options)
    return new_play(workspace, Path(entry.card.path), options)


def open_play(workspace: Workspace, store: PlayStore, request: Request) -> SavedPlay:
    """Begin or continue a play; raise StoreProblem if it cannot be saved or read."""
    if isinstance(request, Play):
        return go_on(workspace, store, request)
    return begin(workspace, store, request.loaded, request.options, request.part)
