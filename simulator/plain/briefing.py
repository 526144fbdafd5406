"""The briefing in plain mode: read before a play begins, with its mode and feedback to choose."""

from dataclasses import replace
from pathlib import Path

from simulator.engine.setup import FeedbackTime
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.plain import lines
from simulator.plain.answers import BRIEFING, HELP, LEAVE, TO_LIBRARY, help_lines
from simulator.plain.console import Console
from simulator.plain.watching import tell
from simulator.practice.demonstration import NoDemonstration, demonstration_of
from simulator.practice.open_play import NewPlay, not_made_for
from simulator.practice.play_options import PlayOptions
from simulator.render.briefing import briefing
from simulator.scenario.model import Mode


def brief(
    console: Console, workspace: Workspace, new: NewPlay, *, from_library: bool
) -> NewPlay | None:
    """Print a briefing; return the play as it is to begin, or None to go back to the library.

    Nothing is saved if the learner leaves. The options must have a seed.
    """
    answers = (*BRIEFING, *((TO_LIBRARY,) if from_library else ()), HELP, LEAVE)
    _print(console, new)
    while True:
        match console.choose(say("plain.begin"), answers):
            case "":
                return new
            case "b":
                return None
            case "?":
                console.say_all(help_lines(answers))
            case "r":
                _print(console, new)
            case "d":
                _watch(console, workspace, new.loaded.path)
            case key:
                new = _changed(console, new, key)


def _print(console: Console, new: NewPlay) -> None:
    options = new.options
    assert options.seed is not None
    if new.part is not None:
        console.say_all(lines.part_lines(new.part))
    shown = briefing(new.scenario, options.seed)
    console.say_all(lines.briefing_lines(shown))
    console.say_all(lines.option_lines(options))
    console.say(shown.length)


def _changed(console: Console, new: NewPlay, key: str) -> NewPlay:
    """Return the play with another mode (``m``) or time of feedback (``f``), and print them."""
    options = _other_mode(new.options) if key == "m" else _other_feedback(new.options)
    refusal = not_made_for(new.scenario, options.mode)
    if refusal:
        console.say(refusal)
        return new
    console.say_all(lines.option_lines(options))
    return replace(new, options=options)


def _other_mode(options: PlayOptions) -> PlayOptions:
    mode: Mode = "live" if options.mode == "guided" else "guided"
    return replace(options, mode=mode)


def _other_feedback(options: PlayOptions) -> PlayOptions:
    feedback: FeedbackTime = "end" if options.feedback == "now" else "now"
    return replace(options, feedback=feedback)


def _watch(console: Console, workspace: Workspace, path: Path) -> None:
    try:
        tell(console, demonstration_of(workspace, path))
    except NoDemonstration as problem:
        console.say(str(problem))
