"""The library in plain mode: a numbered list of what can be played, with search and filters.

From here the learner can also watch demonstrations, read debriefs and look words up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from simulator.analysis.exact import TooLarge
from simulator.library.cards import Card
from simulator.library.find import library_cards
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.plain.answers import LIBRARY, help_lines
from simulator.plain.console import Console
from simulator.plain.glossary import every_word, explained, unknown
from simulator.plain.watching import tell
from simulator.practice.clock import local_day
from simulator.practice.debriefs import debrief_of
from simulator.practice.demonstration import NoDemonstration, demonstration_of
from simulator.practice.figures import Figures, known_figures, scores_at_hand
from simulator.practice.filters import EVERYTHING, FACETS, in_words, matching, values
from simulator.practice.home import Entry, HomeData, Played, ToFollow, ToPlay, begin_with, home_of
from simulator.practice.plays import look_back
from simulator.practice.programmes import known_programmes
from simulator.render import library_text as text
from simulator.render.debrief import render
from simulator.render.widths import WIDTH, wrap
from simulator.scenario.text import brief
from simulator.store.play_store import PlayStore, StoreProblem

MOST_TO_GO_ON = 3
"""The largest number of unfinished entries in the list: the latest ones."""

MOST_DIGITS = 9
"""The largest number of digits in a typed number; ``int`` refuses very long ones."""

MOST_SCORED = 12
"""The most scores of finished plays that are computed before the list is printed.

They come from cached analyses; no scenario is analysed for them.
"""


class Lobby:
    """The learner's list, and the filter that applies to it."""

    def __init__(self, console: Console, workspace: Workspace, store: PlayStore) -> None:
        self.console = console
        self.workspace = workspace
        self.store = store
        plays = store.plays()
        self.saved = HomeData(
            library_cards(workspace),
            plays,
            Figures(),
            known_programmes(workspace, plays),
            store.replaced(),
        )
        self.wanted = EVERYTHING
        self.add_figures()

    def choose(self) -> Entry:
        """Ask until a scenario, a programme or an unfinished play is chosen; raise Left on q."""
        self.console.say(say("plain.welcome"))
        while True:
            # Again after each command, because numbers mean the rows printed last.
            entries = self.listed()
            self.console.say("", *self.lines(entries))
            answer = self.console.ask(say("plain.which_entry"))
            taken = self.taken(entries, answer)
            if taken is not None:
                return taken

    def add_figures(self) -> None:
        """Add the figures that are available without analysing a scenario."""
        saved, workspace = self.saved, self.workspace
        known = known_figures(workspace.cache, saved.cards, saved.plays, saved.figures)
        found = scores_at_hand(workspace, self.store, saved.plays, known, MOST_SCORED)
        self.saved = replace(saved, figures=found)

    def listed(self) -> list[Entry]:
        """Return the entries of the list: unfinished ones, then scenarios, then programmes.

        On a first start, the scenario to begin with comes first. Entries that do not load are left
        out, and the filter applies.
        """
        made = home_of(self.saved)
        unfinished = [entry for entry in made.entries() if entry.going]
        playable = [entry for entry in made.scenarios() if not entry.problem]
        programmes = [entry for entry in made.programmes() if not entry.problem]
        return matching([*unfinished[:MOST_TO_GO_ON], *playable, *programmes], self.wanted)

    def lines(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Yield the lines that describe the filter and the entries."""
        if self.wanted:
            described = in_words(self.wanted, home_of(self.saved).scenarios())
            yield say("library.only", filter=described)
        if not entries:
            yield say("library.nothing_matches")
        for i, entry in enumerate(entries, 1):
            yield from _entry(
                i, entry, begin_with(self.saved.cards) if self.saved.first_start else None
            )

    def taken(self, entries: Sequence[Entry], answer: str) -> Entry | None:
        """Carry out an answer; return the entry that it chose, or None if it was a command."""
        if answer.startswith("/"):
            self.wanted = (
                replace(self.wanted, text=answer[1:]) if answer[1:].strip() else EVERYTHING
            )
        elif answer == "?":
            self.console.say_all(help_lines(LIBRARY))
        elif answer == "f":
            self.narrow()
        elif answer == "d":
            self.look_back()
        elif answer == "g" or answer.startswith("g "):
            self.explain(answer[1:].strip())
        elif answer.startswith("w ") and (entry := _numbered(entries, answer[2:])) is not None:
            self.watch(entry)
        # Enter alone opens the first entry.
        elif (entry := _numbered(entries, answer or "1")) is not None:
            return entry
        else:
            what = say("plain.not_available", answer=brief(answer))
            self.console.say(f"{what} {say('plain.type_for_help')}")
        return None

    def explain(self, word: str) -> None:
        """Print what a word means; without a word, print the whole list of words."""
        catalogue = self.workspace.catalogue
        said = list(explained(catalogue, word) if word else every_word(catalogue))
        if not said:
            unknown_word = say("plain.no_such_word", word=word)
            said.append(f"{unknown_word} {unknown(catalogue, word)}".rstrip())
        self.console.say_all(said)

    def narrow(self) -> None:
        """Ask for a filter and its value, and apply it."""
        # Last comes a filter without values, which the facets do not have.
        names = [*(facet.name for facet in FACETS), say("plain.unplayed")]
        self.console.say(*(f"{i}  {name}" for i, name in enumerate(names, 1)))
        chosen = self.console.choose(say("plain.which_filter"), len(names))
        if chosen == str(len(names)):
            self.wanted = self.wanted.wanting("unplayed", True)
        elif chosen:
            facet = FACETS[int(chosen) - 1]
            found = values(facet, home_of(self.saved).scenarios(), self.wanted)
            self.console.say(
                *(f"{i}  {value.name} ({value.count})" for i, value in enumerate(found, 1))
            )
            prompt = say("plain.which_value", facet=facet.name)
            which = self.console.choose(prompt, len(found))
            if which:
                self.wanted = self.wanted.wanting(facet.field, found[int(which) - 1].id)

    def look_back(self) -> None:
        """List the finished plays, and print the debrief of the chosen one."""
        finished = home_of(self.saved).finished()
        if not finished:
            self.console.say(say("plain.no_debriefs"))
            return
        for i, entry in enumerate(finished, 1):
            self.console.say(f"{i}  {_finished(entry)}")
        chosen = self.console.choose(say("plain.which_debrief"), len(finished))
        if chosen:
            try:
                saved = look_back(self.workspace, self.store, finished[int(chosen) - 1].play)
                # A debrief analyses the scenario, so more scores may be available afterwards.
                self.console.say(render(debrief_of(self.workspace, saved), "text"))
                self.add_figures()
            except (TooLarge, StoreProblem) as problem:
                self.console.say(str(problem))

    def watch(self, entry: Entry) -> None:
        """Print the demonstration of a scenario."""
        if isinstance(entry, ToFollow):
            self.console.say(say("library.no_demonstration_of_programme"))
            return
        try:
            tell(self.console, demonstration_of(self.workspace, Path(entry.card.path)))
        except NoDemonstration as problem:
            self.console.say(str(problem))


def _numbered(entries: Sequence[Entry], answer: str) -> Entry | None:
    number = answer.strip()
    if not number.isdecimal() or len(number) > MOST_DIGITS or not 1 <= int(number) <= len(entries):
        return None
    return entries[int(number) - 1]


def _entry(number: int, entry: Entry, first: Card | None) -> Iterator[str]:
    """Yield the lines of one entry; ``first`` is the scenario to begin with on a first start."""
    yield f"{number}  {_headline(entry, first)}"
    if isinstance(entry, ToFollow) and not entry.going:
        yield from _indented(entry.programme.about)
    if isinstance(entry, ToPlay):
        yield from _indented(entry.card.teaser)
        yield from _indented(_figures(entry))


def _headline(entry: Entry, first: Card | None) -> str:
    title = text.title_of(entry)
    match entry:
        case Played():
            begun = say("library.begun_on", day=local_day(entry.play.started))
            about = text.listed(begun, text.origin(entry))
            return say("library.continue_session", title=title, facts=about)
        case ToFollow(going=True):
            return say(
                "library.continue_programme",
                programme=title,
                place=entry.part.place,
                title=text.next_title(entry),
            )
        case ToFollow():
            return say("library.programme_entry", title=title, sessions=text.listed(*entry.titles))
        case ToPlay(card=card):
            facts = text.level_and_minutes(card)
            if card is first:
                return say("library.first_entry", title=title, facts=facts)
            return say("library.scenario_entry", title=title, facts=facts)


def _finished(entry: Played) -> str:
    """Return a finished play: its title, its day, what it earned and what it continues."""
    day = local_day(entry.play.started)
    branch = say("library.attempt") if entry.branch else ""
    earned = text.score(entry)
    return text.listed(
        text.title_of(entry), day, branch, earned.value if earned.known else "", text.origin(entry)
    )


def _figures(entry: ToPlay) -> str:
    """Return the learner's best, and the chance line if it is known."""
    best, chance = text.best(entry), text.chance(entry)
    return f"{best.sentence} {chance.sentence}" if chance.known else best.sentence


def _indented(paragraph: str) -> list[str]:
    return wrap(paragraph, WIDTH, initial_indent="   ", subsequent_indent="   ")
