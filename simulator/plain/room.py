"""Plain mode from the library to the debrief.

At each decision the learner is asked two questions: speak or wait, then what to say.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from simulator.analysis.exact import TooLarge
from simulator.engine.events import Event, Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.step import WAIT, Act, Setup, Take
from simulator.library.cards import Card, problem
from simulator.library.scenarios import Loaded, load
from simulator.plain import lines
from simulator.plain.console import Console, Left
from simulator.plain.lobby import Lobby
from simulator.practice.branches import NO_MOMENT, behind
from simulator.practice.debriefs import debrief_of
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import SavedPlay, begin, branch, following, go_on
from simulator.practice.programmes import NoPart, Part
from simulator.render.debrief import render
from simulator.render.transcript import NOTE, Line, lines_of, reason
from simulator.scenario.model import LEADER
from simulator.scenario.text import clean_line
from simulator.store.store import Play, Store, StoreProblem

PREVIEW_OVER = "The preview is over; nothing was saved."


def enter(
    store: Store,
    loaded: Loaded | None,
    resumed: Play | None,
    play_options: PlayOptions,
    source: TextIO | None = None,
    target: TextIO | None = None,
    part: Part | None = None,
) -> int:
    """Play in plain mode until the debrief, or until the learner leaves; return the exit status 0.

    ``source`` and ``target`` default to the standard streams. A programme continues from each
    debrief to its next part.
    """
    console = Console(source or sys.stdin, target or sys.stdout)
    room: _Room | None = None
    try:
        room = _Room(console, _opened(console, store, loaded, resumed, play_options, part))
        while (following := room.play()) is not None:
            room.sit(
                _begun(
                    console,
                    store,
                    following.load(),
                    following.play_options(play_options),
                    following,
                )
            )
    except NoPart as why:
        console.say(str(why))
    except Left as left:
        _say_goodbye(console, room, left)
    except KeyboardInterrupt:
        _say_goodbye(console, room, Left(at_end_of_input=False))
    return 0


def preview(saved: SavedPlay, source: TextIO | None = None, target: TextIO | None = None) -> int:
    """Play a preview from its moment on, in plain mode; return the exit status 0."""
    console = Console(source or sys.stdin, target or sys.stdout)
    room = _Room(console, saved)
    try:
        console.say_all(lines.preview_lines(saved))
        room.play()
    except Left as left:
        _say_goodbye(console, room, left)
    except KeyboardInterrupt:
        _say_goodbye(console, room, Left(at_end_of_input=False))
    return 0


def _opened(
    console: Console,
    store: Store,
    loaded: Loaded | None,
    resumed: Play | None,
    play_options: PlayOptions,
    part: Part | None,
) -> SavedPlay:
    """Open what the command line asked for, or else what the learner chooses from the library."""
    if resumed is not None:
        return _continued(console, store, resumed)
    if loaded is not None:
        return _begun(console, store, loaded, play_options, part)
    return _chosen(console, store, play_options)


def _chosen(console: Console, store: Store, play_options: PlayOptions) -> SavedPlay:
    """Open what the learner chooses from the library; ask again if a play cannot be opened."""
    while True:
        match Lobby(console, store).choose():
            case Play() as resumed:
                try:
                    return _continued(console, store, resumed)
                except StoreProblem as lost:
                    console.say(str(lost), "")
            case Part() as part:
                return _begun(console, store, part.load(), part.play_options(play_options), part)
            case Card(path=path):
                loaded = load(Path(path))
                if loaded.scenario is None:
                    raise NoPart(f"This scenario does not load. {problem(loaded)}")
                return _begun(console, store, loaded, play_options, None)


def _continued(console: Console, store: Store, resumed: Play) -> SavedPlay:
    """Continue a saved play: print what was heard before, and what changed in the scenario."""
    saved = go_on(store, resumed)
    console.say(f"Continuing '{clean_line(saved.play.title)}', session {saved.play.id}.", "")
    room = _Room(console, saved)
    room.tell(saved.session.events)
    room.settle()
    console.say_all(lines.resumed_lines(saved))
    return saved


def _begun(
    console: Console, store: Store, loaded: Loaded, play_options: PlayOptions, part: Part | None
) -> SavedPlay:
    """Print the briefing, and begin a play after Enter; nothing is saved if the learner leaves."""
    assert loaded.scenario is not None
    play_options = play_options.drawn()
    assert play_options.seed is not None
    if part is not None:
        console.say_all(lines.part_lines(part))
    console.say_all(
        lines.briefing_lines(
            Setup(compile_scenario(loaded.scenario), play_options.mode, play_options.seed)
        )
    )
    console.ask("Press Enter to begin.")
    return begin(store, loaded, play_options, part)


class _Room:
    """One play, from its current state to its debrief; a new attempt replaces it (``sit``)."""

    def __init__(self, console: Console, saved: SavedPlay) -> None:
        self.console = console
        self.sit(saved)

    def sit(self, saved: SavedPlay) -> None:
        """Switch to this play."""
        self.saved = saved
        self.session = saved.session
        self.owed: list[Line] = []
        self.enter_decides = True

    def play(self) -> Part | None:
        """Play to the debrief, once for each attempt; return the programme's next part, or None."""
        self.tell(self.session.events[self.saved.heard :] if self.saved.preview else ())
        if self.saved.continuation is not None:
            self.console.choose(
                "Enter continues in the new version, q leaves everything as it was.", 0
            )
        while True:
            while not self.session.ended:
                if self.session.setup.mode == "live" or self.session.pause.asks:
                    self.ask()
                else:
                    self.do(WAIT)
            self.settle()
            self.console.say("", "The meeting is over.", "")
            self.look_back()
            part = following(self.saved)
            if self.saved.preview or not self.another_way_wanted(part):
                return part

    def another_way_wanted(self, part: Part | None) -> bool:
        """Ask what to do after the debrief; return True if a new attempt has replaced this play."""
        onward = f"Enter continues with {part.as_text}" if part is not None else "Enter leaves"
        prompt = f"{onward}, t tries again from an earlier moment."
        return self.console.choose(prompt, 0, ("t",)) == "t" and self.another_way()

    def look_back(self) -> None:
        """Print the debrief, and the command that saves it as a page."""
        try:
            self.console.say(render(debrief_of(self.saved), "text"))
        except TooLarge as problem:
            self.console.say(str(problem))
        number = self.saved.play.id
        command = f"balint-sim debrief {number} --format html -o debrief.html"
        saved = f"Saved as session {number}: {command}"
        self.console.say(PREVIEW_OVER if self.saved.preview else saved)

    def do(self, act: Act) -> None:
        """Carry out one act, and print its events."""
        self.tell(self.saved.act(act))

    def tell(self, events: Iterable[Event]) -> None:
        """Print events; with feedback now, print each reason after the group's reaction."""
        for event in events:
            self.console.say_all(lines.transcript_lines(lines_of(self.session, (event,))))
            if isinstance(event, Spoken) and event.speaker != LEADER:
                self.settle()
            why = reason(self.session, event) if self.saved.play.feedback == "now" else ""
            if why:
                self.owed.append(Line(NOTE, "", why))

    def settle(self) -> None:
        """Print the reasons that are due."""
        self.console.say_all(lines.transcript_lines(self.owed))
        self.owed = []

    def ask(self) -> None:
        """Ask the first question: speak or wait?"""
        guided = self.session.pause.asks and self.session.setup.mode == "guided"
        if guided:
            self.settle()
        prompt = "Speak or wait? Enter waits, 1 speaks." if guided else "Enter continues, 1 speaks."
        if not self.enter_decides:
            prompt = "Speak or wait? w waits, 1 speaks."
        answer = self.choose(prompt, 1, ("w", "o", "t") if guided else ("w", "t"))
        if answer == "o":
            self.ask_own_words()
        elif answer == "t":
            self.another_way()
        elif answer == "1":
            self.ask_words()
        elif answer in ("", "w"):
            self.do(WAIT)

    def ask_own_words(self) -> None:
        """Save the leader's own words, then ask what to say.

        A paste may have several lines. In a pipe they cannot be recognised as a paste, and become
        the answers to the next questions. So Enter alone decides nothing until another answer has
        been given.
        """
        words = self.console.hear(
            "What would you say? Enter ends it; it is saved and never scored."
        )
        if self.saved.own_words(words):
            self.console.say("Saved.")
        self.enter_decides = False
        self.ask_words()

    def ask_words(self) -> None:
        """Ask the second question: what to say."""
        now = self.session.pause
        acts: list[Act] = [*(Take(option.id) for option in now.options), *now.remarks]
        if not acts:
            self.console.say("There is nothing to say here.")
            return
        self.console.say_all(lines.option_lines(self.session))
        wait = "Enter" if self.enter_decides else "w"
        prompt = f"What will you say? A number, or {wait} to wait after all; b goes back."
        answer = self.choose(prompt, len(acts), ("w", "b"))
        if answer in ("", "w"):
            self.do(WAIT)
        elif answer != "b":
            self.do(acts[int(answer) - 1])

    def another_way(self) -> bool:
        """Ask for an earlier moment and start a new attempt from it; return True if it started."""
        moments = behind(self.saved)
        if not moments:
            self.console.say(NO_MOMENT)
            return False
        self.console.say_all(lines.moment_lines(moments))
        prompt = (
            "Back to which moment? A number, or Enter to stay. "
            "Only your first play counts towards your progress."
        )
        answer = self.choose(prompt, len(moments), ("b",))
        if answer in ("", "b"):
            return False
        self.sit(branch(self.saved.store, self.saved, moments[int(answer) - 1].moment))
        self.console.say_all(lines.branch_lines(self.saved))
        return True

    def choose(self, prompt: str, count: int, others: Iterable[str] = ()) -> str:
        """Ask one question and return its answer; ``?`` and ``s`` are answered here."""
        known = ("?", "s", *others)
        while (answer := self.console.choose(prompt, count, known, enter=self.enter_decides)) in (
            "?",
            "s",
        ):
            if answer == "?":
                self.console.say_all(
                    lines.help_lines(lines.PREVIEW_HELP if self.saved.preview else lines.HELP)
                )
            else:
                self.console.say_all(lines.status_lines(self.session))
        self.enter_decides = True
        return answer


def _say_goodbye(console: Console, room: _Room | None, left: Left) -> None:
    reason = "The input has ended. " if left.at_end_of_input else ""
    saved = room.saved if room is not None else None
    if saved is None:
        console.say(f"{reason}Goodbye.")
    elif saved.preview:
        console.say("", f"{reason}{PREVIEW_OVER}")
    elif saved.session.ended:
        part = following(saved)
        onward = f" Next: {part.as_text}: balint-sim play --resume" if part is not None else ""
        console.say(f"{reason}This session is finished and saved.{onward}")
    elif saved.continuation is not None:
        console.say(
            "", f"{reason}Nothing was decided here, so session {saved.play.id} is unchanged."
        )
    else:
        console.say(
            "", f"{reason}Everything is saved. Continue with: balint-sim play{_resuming(saved)}"
        )


def _resuming(saved: SavedPlay) -> str:
    """Return the option that continues this play, with its number unless it is the latest."""
    latest = next(iter(saved.store.unfinished()), None)
    return (
        " --resume"
        if latest is not None and latest.id == saved.play.id
        else f" --resume {saved.play.id}"
    )
