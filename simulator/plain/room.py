"""Plain mode from the library to the debrief: each question is two, speak or wait, then which words."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from simulator.analysis.worth import TooLarge
from simulator.authoring.cards import Card
from simulator.authoring.library import Loaded, load
from simulator.debrief.contents import debrief
from simulator.debrief.render import render
from simulator.debrief.told import told
from simulator.learner.exact import exact_of
from simulator.learner.library import library_cards
from simulator.learner.plays import KeptPlay, Manner, begin, go_on
from simulator.learner.store import Play, Store
from simulator.plain import lines
from simulator.plain.console import Console, Left
from simulator.play.events import Event
from simulator.play.step import WAIT, Act, Take


def enter(
    store: Store,
    loaded: Loaded | None,
    resumed: Play | None,
    manner: Manner,
    source: TextIO = sys.stdin,
    target: TextIO = sys.stdout,
) -> int:
    """Play in plain lines until the debrief, or until the learner leaves; the exit status is 0 either way."""
    console = Console(source, target)
    kept: KeptPlay | None = None
    try:
        kept = _opened(console, store, loaded, resumed, manner)
        _Room(console, kept).play()
    except Left as left:
        _say_goodbye(console, kept, left)
    except KeyboardInterrupt:
        _say_goodbye(console, kept, Left(at_end_of_input=False))
    return 0


def preview(kept: KeptPlay, source: TextIO = sys.stdin, target: TextIO = sys.stdout) -> int:
    """Play on from where a preview stands, in plain lines; the exit status is 0."""
    console = Console(source, target)
    try:
        console.say_all(lines.preview_lines(kept))
        _Room(console, kept).play()
    except Left as left:
        _say_goodbye(console, kept, left)
    except KeyboardInterrupt:
        _say_goodbye(console, kept, Left(at_end_of_input=False))
    return 0


def _opened(console: Console, store: Store, loaded: Loaded | None, resumed: Play | None, manner: Manner) -> KeptPlay:
    if resumed is None and loaded is None:
        chosen = _choose(console, store)
        if isinstance(chosen, Play):
            resumed = chosen
        else:
            loaded = load(Path(chosen.path))
    if resumed is not None:
        kept = go_on(store, resumed)
        console.say(f"Going on with '{kept.play.title}', play {kept.play.id}.", *kept.resumed.changes, "")
        _Room(console, kept).tell(kept.session.events)
        return kept
    assert loaded is not None
    kept = begin(store, loaded, manner)
    console.say_all(lines.briefing_lines(kept))
    console.ask("Enter begins.")
    return kept


def _choose(console: Console, store: Store) -> Card | Play:
    """The library as a numbered list; what is unfinished comes first and is what Enter takes."""
    playable = [card for card in library_cards() if not card.problem]
    choices: list[Card | Play] = [*store.unfinished()[:3], *playable]
    console.say("The Balint leader simulator: a practice room.", "")
    for i, choice in enumerate(choices, 1):
        if isinstance(choice, Play):
            console.say(f"{i}  Go on with '{choice.title}' (begun {choice.started[:10]})")
        else:
            minutes = f", {choice.minutes} minutes" if choice.minutes else ""
            console.say(f"{i}  {choice.title} ({choice.level}{minutes})", f"   {choice.teaser}")
    answer = console.choose("Which one? Enter takes 1, q leaves.", len(choices), ("?",))
    while answer == "?":
        answer = console.choose(lines.HELP, len(choices), ("?",))
    return choices[int(answer or 1) - 1]


class _Room:
    """One play, from where it stands to its debrief."""

    def __init__(self, console: Console, kept: KeptPlay) -> None:
        self.console = console
        self.kept = kept
        self.session = kept.session

    def play(self) -> None:
        self.tell(self.session.events[self.kept.heard :] if self.kept.preview else ())
        while not self.session.ended:
            if self.session.setup.mode == "live" or self.session.pause.asks:
                self.ask()
            else:
                self.do(WAIT)
        self.console.say("", "The meeting is over.", "")
        try:
            exact = exact_of(self.session.setup.program)
            self.console.say(render(debrief(self.session, exact), "text"))
        except TooLarge as problem:
            self.console.say(str(problem))
        number = self.kept.play.id
        kept = f"Kept as play {number}: balint-sim debrief {number} --format html -o debrief.html"
        self.console.say("The preview ends; nothing of it is kept." if self.kept.preview else kept)

    def do(self, act: Act) -> None:
        """Do one act and write what came of it."""
        self.tell(self.kept.act(act))

    def tell(self, events: Iterable[Event]) -> None:
        """Write what was heard and seen, and the feedback if it is wanted now."""
        said = told(self.session, events, self.kept.play.feedback == "now")
        self.console.say_all(lines.transcript_lines(said))

    def ask(self) -> None:
        """Ask the first question: speak or wait?"""
        guided = self.session.pause.asks and self.session.setup.mode == "guided"
        prompt = "Speak or wait? Enter waits, 1 speaks." if guided else "Enter goes on, 1 speaks."
        answer = self.choose(prompt, 1)
        if answer == "1":
            self.ask_words()
        elif answer == "":
            self.do(WAIT)

    def ask_words(self) -> None:
        """Ask the second question: which words?"""
        options = self.session.pause.options
        acts: list[Act] = [Take(option.id) for option in options] or list(self.session.pause.remarks)
        if not self.session.pause.options and not self.session.pause.remarks:
            self.console.say("There is nothing to say here.")
            return
        self.console.say_all(lines.option_lines(self.session))
        answer = self.choose("Which words? A number, or Enter to wait after all; b goes back.", len(acts))
        if answer == "":
            self.do(WAIT)
        elif answer != "b":
            self.do(acts[int(answer) - 1])

    def choose(self, prompt: str, count: int) -> str:
        """Ask one question; help and status are answered on the way."""
        while (answer := self.console.choose(prompt, count, ("?", "b", "s"))) in ("?", "s"):
            if answer == "?":
                self.console.say(lines.PREVIEW_HELP if self.kept.preview else lines.HELP)
            else:
                self.console.say_all(lines.status_lines(self.session))
        return answer


def _say_goodbye(console: Console, kept: KeptPlay | None, left: Left) -> None:
    reason = "The input has ended. " if left.at_end_of_input else ""
    if kept is None:
        console.say(f"{reason}Goodbye.")
    elif kept.preview:
        console.say("", f"{reason}The preview ends; nothing of it is kept.")
    elif kept.session.ended:
        console.say(f"{reason}This play is finished and kept.")
    else:
        console.say("", f"{reason}Everything is kept. Go on here with: balint-sim play --resume")
