"""The library in plain lines: a numbered list, narrowed by words or by what scenarios practise; demonstrations; past plays."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import wrap

from simulator.analysis.exact import TooLarge
from simulator.library.cards import Card
from simulator.library.find import library_cards
from simulator.library.find_programmes import library_programmes
from simulator.library.scenarios import load
from simulator.plain.console import WIDTH, Console
from simulator.plain.glossary import every_word, explained, unknown
from simulator.plain.lines import help_lines
from simulator.plain.watching import tell
from simulator.practice.clock import local_day
from simulator.practice.debriefs import debrief_of
from simulator.practice.demonstration import NoDemonstration, demonstration
from simulator.practice.figures import Figures, known_figures, scores_at_hand
from simulator.practice.filters import EVERYTHING, FACETS, in_words, matching, values
from simulator.practice.home import Entry, Kept, Played, ToFollow, ToPlay, begin_with, shelf
from simulator.practice.plays import look_back
from simulator.practice.programmes import Part
from simulator.render.debrief import render
from simulator.scenario.text import brief
from simulator.store.store import Play, Store, StoreProblem

HELP = """\
A number takes what stands there; Enter alone takes 1. q leaves.
A programme is several scenarios in an order; after each debrief it goes on to the next.
/ and some words narrows the list to what has them: /silence. A / alone shows everything again.
f narrows it by level, style, format, ground rule, situation, or to what you have not played.
w and a number lets you watch a scenario being led well: w 2.
d lists your finished plays, to read their debriefs.
g and a word explains it: g contain. g alone lists what can be explained."""

MOST_TO_GO_ON = 3
"""Unfinished plays in the list; the latest are those one looks for."""

MOST_DIGITS = 9
"""In a number that is typed."""

MOST_SCORED = 12
"""Scores of finished plays that are worked out before the list is printed; no scenario is analysed for them."""


class Lobby:
    """The list as this learner has it, and what it is narrowed to."""

    def __init__(self, console: Console, store: Store) -> None:
        self.console = console
        self.store = store
        self.kept = Kept(
            library_cards(), store.plays(), Figures(), library_programmes(), store.replaced()
        )
        self.wanted = EVERYTHING
        self.add_figures()

    def choose(self) -> Card | Play | Part:
        """Ask until a scenario, a programme or an unfinished play is taken; raises Left."""
        self.console.say("The Balint leader simulator: a practice room.")
        while True:
            entries = self.listed()
            self.console.say("", *self.lines(entries))
            answer = self.console.ask("Which one? Enter takes 1, ? helps, q leaves.")
            taken = self.taken(entries, answer)
            if isinstance(taken, Played):
                return taken.play
            if isinstance(taken, ToPlay):
                return taken.card
            if isinstance(taken, ToFollow):
                return taken.part

    def add_figures(self) -> None:
        """Add the figures that are known by now; what would have to be analysed for them is not."""
        known = known_figures(self.kept.cards, self.kept.plays, self.kept.figures)
        self.kept = replace(
            self.kept, figures=scores_at_hand(self.store, self.kept.plays, known, MOST_SCORED)
        )

    def listed(self) -> list[Entry]:
        """What stands in the list: what to go on with, then scenarios (on a first start the one to begin with), programmes."""
        made = shelf(self.kept)
        unfinished = [entry for entry in made.entries() if entry.going]
        playable = [entry for entry in made.scenarios() if not entry.card.problem]
        programmes = [entry for entry in made.programmes() if not entry.programme.problem]
        return matching([*unfinished[:MOST_TO_GO_ON], *playable, *programmes], self.wanted)

    def lines(self, entries: Sequence[Entry]) -> Iterator[str]:
        """The list, and what it is narrowed to."""
        if self.wanted:
            told = in_words(self.wanted, shelf(self.kept).scenarios())
            yield f"Only: {told}. / alone shows everything."
        if not entries:
            yield "Nothing is like that."
        for i, entry in enumerate(entries, 1):
            yield from _entry(
                i, entry, begin_with(self.kept.cards) if self.kept.first_start else None
            )

    def taken(self, entries: Sequence[Entry], answer: str) -> Entry | None:
        """Do what was answered; the entry that was taken, if one was."""
        if answer.startswith("/"):
            self.wanted = (
                replace(self.wanted, text=answer[1:]) if answer[1:].strip() else EVERYTHING
            )
        elif answer == "?":
            self.console.say_all(help_lines(HELP))
        elif answer == "f":
            self.narrow()
        elif answer == "d":
            self.look_back()
        elif answer == "g" or answer.startswith("g "):
            self.explain(answer[1:].strip())
        elif answer.startswith("w ") and (entry := _numbered(entries, answer[2:])) is not None:
            self.watch(entry)
        elif (entry := _numbered(entries, answer or "1")) is not None:
            return entry
        else:
            self.console.say(f"'{brief(answer)}' is not available here. ? shows what is.")
        return None

    def explain(self, word: str) -> None:
        """Say what a word means; without one, which there are."""
        said = list(explained(word) if word else every_word())
        self.console.say_all(said or [f"There is no '{word}' here. {unknown(word)}".rstrip()])

    def narrow(self) -> None:
        """Ask by what to narrow the list, and to which value."""
        names = [*(facet.name for facet in FACETS), "Not yet played"]
        self.console.say(*(f"{i}  {name}" for i, name in enumerate(names, 1)))
        chosen = self.console.choose("Narrow by what? Enter stays.", len(names))
        if chosen == str(len(names)):
            self.wanted = self.wanted.wanting("unplayed", True)
        elif chosen:
            facet = FACETS[int(chosen) - 1]
            found = values(facet, shelf(self.kept).scenarios(), self.wanted)
            self.console.say(
                *(f"{i}  {value.name} ({value.count})" for i, value in enumerate(found, 1))
            )
            which = self.console.choose(f"{facet.name}: which? Enter stays.", len(found))
            if which:
                self.wanted = self.wanted.wanting(facet.field, found[int(which) - 1].id)

    def look_back(self) -> None:
        """List the finished plays, and say the debrief of one."""
        finished = shelf(self.kept).finished()
        if not finished:
            self.console.say("You have not finished a play yet.")
            return
        for i, entry in enumerate(finished, 1):
            self.console.say(
                f"{i}  {entry.play.title}, {local_day(entry.play.started)}{_earned(entry)}{_origin(entry)}"
            )
        chosen = self.console.choose("Whose debrief? A number, or Enter to go back.", len(finished))
        if chosen:
            try:
                kept = look_back(self.store, finished[int(chosen) - 1].play)
                self.console.say(render(debrief_of(kept), "text"))
                self.add_figures()
            except (TooLarge, StoreProblem) as problem:
                self.console.say(str(problem))

    def watch(self, entry: Entry) -> None:
        """Tell the demonstration of a scenario."""
        if isinstance(entry, ToFollow):
            self.console.say("Each of its scenarios has its own demonstration.")
            return
        loaded = load(Path(entry.card.path))
        try:
            if loaded.scenario is not None:
                tell(self.console, demonstration(loaded))
        except NoDemonstration as problem:
            self.console.say(str(problem))


def _numbered(entries: Sequence[Entry], answer: str) -> Entry | None:
    number = answer.strip()
    if not number.isdecimal() or len(number) > MOST_DIGITS or not 1 <= int(number) <= len(entries):
        return None
    return entries[int(number) - 1]


def _entry(number: int, entry: Entry, first: Card | None) -> Iterator[str]:
    """The lines of one entry; ``first`` is the scenario to begin with on a first start."""
    match entry:
        case Played():
            yield f"{number}  Go on with '{entry.play.title}' (begun {local_day(entry.play.started)}{_origin(entry)})"
        case ToFollow(going=True):
            yield f"{number}  Go on with {entry.part.told}: '{entry.titles[entry.part.number]}'"
        case ToFollow():
            yield f"{number}  {entry.programme.title} (a programme: {', '.join(entry.titles)})"
            yield from _indented(entry.programme.about)
        case ToPlay(card=card):
            minutes = f", {card.minutes} minutes" if card.minutes else ""
            yield f"{number}  {card.title} ({card.level}{minutes}){': a good one to begin with' if card is first else ''}"
            yield from _indented(card.teaser)
            yield f"   {_figures(entry)}"


def _indented(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="   ", subsequent_indent="   ")


def _figures(entry: ToPlay) -> str:
    best = "Not yet played" if not entry.begun else "Not yet finished" if not entry.plays else ""
    if entry.best is not None:
        best = f"Your best: {entry.best:.0f} percent"
    return (
        f"{best}. Chance line: {entry.chance:.0f} percent."
        if entry.chance is not None
        else f"{best}."
    )


def _origin(entry: Played) -> str:
    return f", {entry.origin}" if entry.origin else ""


def _earned(entry: Played) -> str:
    branch = ", another way" if entry.branch else ""
    return f"{branch}, {entry.score.percent:.0f} percent" if entry.score is not None else branch
