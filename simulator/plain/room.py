"""Plain mode from the library to the debrief: each question is two, speak or wait, then which words."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from simulator.analysis.worth import TooLarge
from simulator.authoring.cards import Card, problem
from simulator.authoring.library import Loaded, load
from simulator.debrief.another_way import NO_MOMENT, behind
from simulator.debrief.contents import Line
from simulator.debrief.kept import debrief_of
from simulator.debrief.render import render
from simulator.debrief.told import NOTE, reason, told
from simulator.learner.manner import Manner
from simulator.learner.plays import KeptPlay, begin, branch, following, go_on
from simulator.learner.programmes import NoPart, Part
from simulator.learner.store import Play, Store, StoreProblem
from simulator.plain import lines
from simulator.plain.console import Console, Left
from simulator.plain.lobby import Lobby
from simulator.play.events import Event, Spoken
from simulator.play.program import compile_scenario
from simulator.play.step import WAIT, Act, Setup, Take
from simulator.scenario.model import LEADER
from simulator.scenario.text import clean_line


def enter(
    store: Store,
    loaded: Loaded | None,
    resumed: Play | None,
    manner: Manner,
    source: TextIO | None = None,
    target: TextIO | None = None,
    part: Part | None = None,
) -> int:
    """Play in plain lines until the debrief, or until the learner leaves; the exit status is 0 either way.

    Without a ``source`` and a ``target`` these are the standard streams.
    A programme goes on from each debrief to its next ``part``.
    """
    console = Console(source or sys.stdin, target or sys.stdout)
    room: _Room | None = None
    try:
        room = _Room(console, _opened(console, store, loaded, resumed, manner, part))
        while (following := room.play()) is not None:
            room.sit(_begun(console, store, following.load(), following.manner(manner), following))
    except NoPart as why:
        console.say(str(why))
    except Left as left:
        _say_goodbye(console, room, left)
    except KeyboardInterrupt:
        _say_goodbye(console, room, Left(at_end_of_input=False))
    return 0


def preview(kept: KeptPlay, source: TextIO | None = None, target: TextIO | None = None) -> int:
    """Play on from where a preview stands, in plain lines; the exit status is 0."""
    console = Console(source or sys.stdin, target or sys.stdout)
    room = _Room(console, kept)
    try:
        console.say_all(lines.preview_lines(kept))
        room.play()
    except Left as left:
        _say_goodbye(console, room, left)
    except KeyboardInterrupt:
        _say_goodbye(console, room, Left(at_end_of_input=False))
    return 0


def _opened(
    console: Console, store: Store, loaded: Loaded | None, resumed: Play | None, manner: Manner, part: Part | None
) -> KeptPlay:
    """Open what was asked for, or else what is chosen from the library."""
    if resumed is not None:
        return _gone_on(console, store, resumed)
    if loaded is not None:
        return _begun(console, store, loaded, manner, part)
    return _chosen(console, store, manner)


def _chosen(console: Console, store: Store, manner: Manner) -> KeptPlay:
    """Open what is chosen from the library; a play that cannot be opened leads back to it."""
    while True:
        match Lobby(console, store).choose():
            case Play() as resumed:
                try:
                    return _gone_on(console, store, resumed)
                except StoreProblem as lost:
                    console.say(str(lost), "")
            case Part() as part:
                return _begun(console, store, part.load(), part.manner(manner), part)
            case Card(path=path):
                loaded = load(Path(path))
                if loaded.scenario is None:
                    raise NoPart(f"This scenario does not load. {problem(loaded)}")
                return _begun(console, store, loaded, manner, None)


def _gone_on(console: Console, store: Store, resumed: Play) -> KeptPlay:
    kept = go_on(store, resumed)
    console.say(f"Going on with '{clean_line(kept.play.title)}', play {kept.play.id}.", "")
    room = _Room(console, kept)
    room.tell(kept.session.events)
    room.settle()
    console.say_all(lines.resumed_lines(kept))
    return kept


def _begun(console: Console, store: Store, loaded: Loaded, manner: Manner, part: Part | None) -> KeptPlay:
    """Brief the learner, and begin a play once that is wanted: whoever leaves before has begun nothing."""
    assert loaded.scenario is not None
    manner = manner.drawn()
    assert manner.seed is not None
    if part is not None:
        console.say_all(lines.part_lines(part))
    console.say_all(lines.briefing_lines(Setup(compile_scenario(loaded.scenario), manner.mode, manner.seed)))
    console.ask("Enter begins.")
    return begin(store, loaded, manner, part)


class _Room:
    """One play, from where it stands to its debrief; leading it another way opens the other play in its place."""

    def __init__(self, console: Console, kept: KeptPlay) -> None:
        self.console = console
        self.sit(kept)

    def sit(self, kept: KeptPlay) -> None:
        """Take this play."""
        self.kept = kept
        self.session = kept.session
        self.owed: list[Line] = []
        self.enter_decides = True

    def play(self) -> Part | None:
        """Play to the debrief, as many ways as are wanted; return the part of a programme that is to be led next."""
        self.tell(self.session.events[self.kept.heard :] if self.kept.preview else ())
        if self.kept.continuation is not None:
            self.console.choose("Enter continues in the new version, q leaves everything as it was.", 0)
        while True:
            while not self.session.ended:
                if self.session.setup.mode == "live" or self.session.pause.asks:
                    self.ask()
                else:
                    self.do(WAIT)
            self.settle()
            self.console.say("", "The meeting is over.", "")
            self.look_back()
            part = following(self.kept)
            if self.kept.preview or not self.another_way_wanted(part):
                return part

    def another_way_wanted(self, part: Part | None) -> bool:
        """Ask what comes after the debrief; whether it is another way of this play, which is then in its place."""
        onward = f"Enter goes on to {part.told}" if part is not None else "Enter leaves"
        return self.console.choose(f"{onward}, t leads a moment another way.", 0, ("t",)) == "t" and self.another_way()

    def look_back(self) -> None:
        """Say the debrief, and how to have it again."""
        try:
            self.console.say(render(debrief_of(self.kept), "text"))
        except TooLarge as problem:
            self.console.say(str(problem))
        number = self.kept.play.id
        kept = f"Kept as play {number}: balint-sim debrief {number} --format html -o debrief.html"
        self.console.say("The preview ends; nothing of it is kept." if self.kept.preview else kept)

    def do(self, act: Act) -> None:
        """Do one act and write what came of it."""
        self.tell(self.kept.act(act))

    def tell(self, events: Iterable[Event]) -> None:
        """Write what was heard and seen; where feedback is wanted now, what the group did comes first and then the reason."""
        for event in events:
            self.console.say_all(lines.transcript_lines(told(self.session, (event,))))
            if isinstance(event, Spoken) and event.speaker != LEADER:
                self.settle()
            why = reason(self.session, event) if self.kept.play.feedback == "now" else ""
            if why:
                self.owed.append(Line(NOTE, "", why))

    def settle(self) -> None:
        """Give the reasons that are owed."""
        self.console.say_all(lines.transcript_lines(self.owed))
        self.owed = []

    def ask(self) -> None:
        """Ask the first question: speak or wait?"""
        guided = self.session.pause.asks and self.session.setup.mode == "guided"
        if guided:
            self.settle()
        prompt = "Speak or wait? Enter waits, 1 speaks." if guided else "Enter goes on, 1 speaks."
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
        """Let the leader say it first; then ask which words.

        What is pasted here may have more lines than one, and where they are not known from a paste (in a pipe) they are the
        answers to the questions that follow. So until something else was answered, Enter alone decides nothing.
        """
        words = self.console.hear("What would you say? Enter ends it; it is kept and never scored.")
        if self.kept.own_words(words):
            self.console.say("Kept.")
        self.enter_decides = False
        self.ask_words()

    def ask_words(self) -> None:
        """Ask the second question: which words?"""
        now = self.session.pause
        acts: list[Act] = [*(Take(option.id) for option in now.options), *now.remarks]
        if not acts:
            self.console.say("There is nothing to say here.")
            return
        self.console.say_all(lines.option_lines(self.session))
        wait = "Enter" if self.enter_decides else "w"
        prompt = f"Which words? A number, or {wait} to wait after all; b goes back."
        answer = self.choose(prompt, len(acts), ("w", "b"))
        if answer in ("", "w"):
            self.do(WAIT)
        elif answer != "b":
            self.do(acts[int(answer) - 1])

    def another_way(self) -> bool:
        """Go back to a moment and lead it differently; whether it was done."""
        moments = behind(self.kept)
        if not moments:
            self.console.say(NO_MOMENT)
            return False
        self.console.say_all(lines.moment_lines(moments))
        prompt = "Back to which moment? A number, or Enter to stay. The first play stays and counts."
        answer = self.choose(prompt, len(moments), ("b",))
        if answer in ("", "b"):
            return False
        self.sit(branch(self.kept.store, self.kept, moments[int(answer) - 1].moment))
        self.console.say_all(lines.branch_lines(self.kept))
        return True

    def choose(self, prompt: str, count: int, others: Iterable[str] = ()) -> str:
        """Ask one question; help and status are answered on the way."""
        known = ("?", "s", *others)
        while (answer := self.console.choose(prompt, count, known, enter=self.enter_decides)) in ("?", "s"):
            if answer == "?":
                self.console.say_all(lines.help_lines(lines.PREVIEW_HELP if self.kept.preview else lines.HELP))
            else:
                self.console.say_all(lines.status_lines(self.session))
        self.enter_decides = True
        return answer


def _say_goodbye(console: Console, room: _Room | None, left: Left) -> None:
    reason = "The input has ended. " if left.at_end_of_input else ""
    kept = room.kept if room is not None else None
    if kept is None:
        console.say(f"{reason}Goodbye.")
    elif kept.preview:
        console.say("", f"{reason}The preview ends; nothing of it is kept.")
    elif kept.session.ended:
        part = following(kept)
        onward = f" {part.told} comes next: balint-sim play --resume" if part is not None else ""
        console.say(f"{reason}This play is finished and kept.{onward}")
    elif kept.continuation is not None:
        console.say("", f"{reason}Nothing was decided here, so play {kept.play.id} stays as it was.")
    else:
        console.say("", f"{reason}Everything is kept. Go on here with: balint-sim play{_resuming(kept)}")


def _resuming(kept: KeptPlay) -> str:
    """What goes on with this play: its number is needed unless it is the latest."""
    latest = next(iter(kept.store.unfinished()), None)
    return " --resume" if latest is not None and latest.id == kept.play.id else f" --resume {kept.play.id}"
