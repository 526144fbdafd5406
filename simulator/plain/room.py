"""Plain mode from the library to the debrief, and leaving it."""

import sys
from dataclasses import replace
from typing import TextIO

from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.plain import lines
from simulator.plain.briefing import brief
from simulator.plain.console import Console, Left
from simulator.plain.drilling import Drilling
from simulator.plain.lobby import Lobby
from simulator.plain.meeting import Meeting
from simulator.practice.open_play import NewPlay, Request, new_part, open_play, request_for
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import following
from simulator.practice.programmes import NotPlayable
from simulator.practice.saved_play import SavedPlay
from simulator.scenario.text import clean_line
from simulator.store.play_store import Play, PlayStore, StoreProblem


def enter(
    workspace: Workspace,
    store: PlayStore,
    request: Request | None,
    play_options: PlayOptions,
    source: TextIO | None = None,
    target: TextIO | None = None,
) -> int:
    """Play in plain mode until the debrief, or until the learner leaves; return the exit status 0.

    Without a request, the learner chooses from the library. ``source`` and ``target`` default to
    the standard streams. A programme continues from each debrief to its next part.
    """
    console = Console(source or sys.stdin, target or sys.stdout)
    # None until a play is open: the goodbye then names nothing to continue.
    meeting: Meeting | None = None
    try:
        if request is None:
            saved = _chosen(console, workspace, store, play_options)
        else:
            saved = _opened(console, workspace, store, request)
        meeting = Meeting(console, workspace, saved)
        while (part := meeting.play()) is not None:
            new = new_part(workspace, part, play_options)
            meeting.sit(_opened(console, workspace, store, new))
    except NotPlayable as why:
        console.say(str(why))
    except Left as left:
        _say_goodbye(console, meeting, left)
    except KeyboardInterrupt:
        # Ctrl-C leaves like ``q``: everything is saved, so the exit status is not 130.
        _say_goodbye(console, meeting, Left(at_end_of_input=False))
    return 0


def preview(
    workspace: Workspace,
    saved: SavedPlay,
    source: TextIO | None = None,
    target: TextIO | None = None,
) -> int:
    """Play a preview from its moment on, in plain mode; return the exit status 0."""
    console = Console(source or sys.stdin, target or sys.stdout)
    meeting = Meeting(console, workspace, saved)
    try:
        console.say_all(lines.preview_lines(saved))
        meeting.play()
    except Left as left:
        _say_goodbye(console, meeting, left)
    except KeyboardInterrupt:
        _say_goodbye(console, meeting, Left(at_end_of_input=False))
    return 0


def drill(
    workspace: Workspace,
    store: PlayStore,
    situation: str = "",
    source: TextIO | None = None,
    target: TextIO | None = None,
) -> int:
    """Drill what is due, or one situation; return the exit status 0."""
    console = Console(source or sys.stdin, target or sys.stdout)
    drilling = Drilling(console, workspace, store)
    try:
        if situation:
            drilling.of_situation(situation, workspace.catalogue.situations[situation].name)
        else:
            drilling.all_due()
    except Left as left:
        _say_goodbye(console, None, left)
    except KeyboardInterrupt:
        _say_goodbye(console, None, Left(at_end_of_input=False))
    return 0


def _chosen(
    console: Console, workspace: Workspace, store: PlayStore, play_options: PlayOptions
) -> SavedPlay:
    """Open what the learner chooses from the library; ask again if it is not opened after all."""
    lobby = Lobby(console, workspace, store)
    while True:
        request = request_for(workspace, lobby.choose(), play_options)
        if isinstance(request, NewPlay):
            # Nothing can be saved if this fails, so the next choice would fail as well.
            saved = _begun(console, workspace, store, request, from_library=True)
            if saved is not None:
                return saved
        else:
            try:
                return _continued(console, workspace, store, request)
            except StoreProblem as lost:
                console.say(str(lost), "")
                lobby = Lobby(console, workspace, store)


def _opened(
    console: Console, workspace: Workspace, store: PlayStore, request: Request
) -> SavedPlay:
    """Open a play: print the briefing of a new one, or where a saved one is."""
    if not isinstance(request, NewPlay):
        return _continued(console, workspace, store, request)
    saved = _begun(console, workspace, store, request, from_library=False)
    assert saved is not None  # there is no library to go back to
    return saved


def _begun(
    console: Console, workspace: Workspace, store: PlayStore, new: NewPlay, *, from_library: bool
) -> SavedPlay | None:
    """Print the briefing of a new play, and begin it; return None to go back to the library."""
    # Drawn before the briefing, because the seed decides which case it describes.
    drawn = replace(new, options=new.options.drawn())
    wanted = brief(console, workspace, drawn, from_library=from_library)
    return None if wanted is None else open_play(workspace, store, wanted)


def _continued(console: Console, workspace: Workspace, store: PlayStore, play: Play) -> SavedPlay:
    """Open a saved play; print where it is, and what changed in its scenario."""
    saved = open_play(workspace, store, play)
    title, number = clean_line(saved.play.title), saved.play.number
    console.say(say("plain.continuing", title=title, number=number))
    console.say_all(lines.resumed_lines(saved))
    console.say_all(lines.where_lines(saved.session))
    return saved


def _say_goodbye(console: Console, meeting: Meeting | None, left: Left) -> None:
    goodbye = [say("plain.goodbye")]
    if meeting is not None:
        goodbye = [_goodbye(meeting.workspace, meeting.saved)]
        if meeting.saved.preview or not meeting.session.ended:
            console.say("")
    if left.at_end_of_input:
        # On a line of its own: the command in the other one should not be wrapped.
        goodbye.insert(0, say("plain.input_ended"))
    console.say_all(goodbye)


def _goodbye(workspace: Workspace, saved: SavedPlay) -> str:
    """Return what is saved of a play that the learner leaves, and how to continue."""
    if saved.preview:
        return say("plain.preview_over")
    if saved.session.ended:
        part = following(workspace, saved)
        if part is None:
            return say("plain.finished")
        return say(
            "plain.finished_next", part=part.as_text, command="balint-sim --plain play --resume"
        )
    if saved.continuation is not None:
        return say("plain.unchanged", number=saved.play.number)
    return say("plain.all_saved", command=f"balint-sim --plain play{_resuming(saved)}")


def _resuming(saved: SavedPlay) -> str:
    """Return the ``--resume`` option of the command that continues this play."""
    # ``--resume`` alone continues the latest play, which may be another one by now.
    latest = next(iter(saved.store.unfinished()), None)
    return (
        " --resume"
        if latest is not None and latest.id == saved.play.id
        else f" --resume {saved.play.number}"
    )
