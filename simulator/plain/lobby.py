"""The library in plain mode: a numbered list of what can be played, with search and filters.

From here the learner can also watch demonstrations, read debriefs and look words up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from simulator.analysis.exact import TooLarge
from simulator.library.cards import Card, begin_with
from simulator.library.find import library_cards
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.plain import answers
from simulator.plain.console import Console, not_available
from simulator.plain.drilling import Drilling
from simulator.plain.glossary import UNWRAPPED, every_word, explained, unknown
from simulator.plain.page_lines import page_lines
from simulator.plain.reacting import ask_reaction
from simulator.plain.watching import tell
from simulator.practice.awaiting import awaiting_reaction
from simulator.practice.clock import local_day
from simulator.practice.debriefs import debrief_of
from simulator.practice.demonstration import NoDemonstration, demonstration_of
from simulator.practice.due_plan import today_of
from simulator.practice.due_today import today_at_hand
from simulator.practice.figures import Figures, known_figures, scores_at_hand
from simulator.practice.filters import EVERYTHING, FACETS, Filter, in_words, matching, values
from simulator.practice.home import (
    Entry,
    HomeData,
    Openable,
    Played,
    Suggested,
    ToFollow,
    ToPlay,
    home_of,
)
from simulator.practice.plays import look_back
from simulator.practice.programmes import known_programmes
from simulator.practice.progress import progress_of
from simulator.render import library_text as text
from simulator.render.debrief_sections import page
from simulator.render.progress_sections import progress_page
from simulator.store.play_store import PlayStore, StoreProblem

MOST_TO_GO_ON = 3
"""The largest number of unfinished entries in the list: the latest ones."""

MOST_DIGITS = 9
"""The largest number of digits in a typed number; ``int`` refuses very long ones."""

MOST_COUNTED_FIRST = 100
"""The most sessions with which the drills that are due are counted before the list is printed.

After an update all sessions are replayed for it once, which can take a while with many.
"""

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
        plays, cards = store.plays(), library_cards(workspace)
        self.saved = HomeData(
            cards,
            plays,
            Figures(),
            known_programmes(workspace, plays),
            store.replaced(),
            today_at_hand(workspace, store, plays),
        )
        if len(plays) <= MOST_COUNTED_FIRST:
            self.count_due()
        self.wanted = EVERYTHING
        self.entries: list[Entry] = []  # as they were listed last: numbers mean these
        self.add_figures()

    def choose(self) -> Openable:
        """Ask until a scenario, a programme or an unfinished play is chosen; raise Left on q.

        The list is printed at the first time only, and then when it is asked for or changes.
        """
        if not self.entries:
            self.console.say(say("plain.welcome"), "")
            self.print_list()
            if self.count_due() and self.suggested is not None:
                self.console.say("", text.due(self.suggested))
        while True:
            available = answers.library_answers(filtered=bool(self.wanted))
            typed = self.console.ask(answers.prompt(say("plain.which_entry"), available))
            taken = self.taken(typed)
            if taken is not None:
                return taken

    def count_due(self) -> bool:
        """Count the drills that are due, unless the number is known; return whether it counted."""
        saved = self.saved
        if not saved.plays or (saved.today is not None and saved.today.due is not None):
            return False
        today = today_of(self.workspace, self.store, saved.cards, saved.plays)
        self.saved = replace(saved, today=today)
        return True

    def print_list(self) -> None:
        """Print the list, as it is now."""
        self.entries = self.listed()
        self.console.say_all(self.lines(self.entries))

    def add_figures(self) -> None:
        """Add the figures that are available without analysing a scenario."""
        saved, workspace = self.saved, self.workspace
        known = known_figures(workspace.cache, saved.cards, saved.plays, saved.figures)
        found = scores_at_hand(workspace, self.store, saved.plays, known, MOST_SCORED)
        awaited = awaiting_reaction(self.store, saved.plays)
        self.saved = replace(saved, figures=found, awaited=awaited)

    def listed(self) -> list[Entry]:
        """Return the entries of the list: the suggestion, unfinished ones, scenarios, programmes.

        On a first start, the scenario to begin with comes first. Entries that do not load are left
        out, and the filter applies.
        """
        made = home_of(self.saved)
        unfinished = [entry for entry in made.entries() if entry.going]
        playable = [entry for entry in made.scenarios() if not entry.problem]
        programmes = [entry for entry in made.programmes() if not entry.problem]
        every = [*unfinished[:MOST_TO_GO_ON], *playable, *programmes]
        return matching(_suggested_first(every, self.suggested), self.wanted)

    @property
    def suggested(self) -> Suggested | None:
        """The suggestion of today; None on a first start."""
        entries = home_of(self.saved).entries()
        return next((entry for entry in entries if isinstance(entry, Suggested)), None)

    def lines(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Yield the lines that describe the filter and the entries."""
        if self.wanted:
            described = in_words(self.wanted, home_of(self.saved).scenarios())
            yield say("library.only", filter=described)
        elif self.suggested is not None:
            yield from _suggestion(self.suggested)
        if not entries:
            yield say("library.nothing_matches")
        for i, entry in enumerate(entries, 1):
            yield from _entry(
                i, entry, begin_with(self.saved.cards) if self.saved.first_start else None
            )

    def taken(self, typed: str) -> Openable | None:
        """Carry out an answer; return the entry that it chose, or None if it was a command."""
        if typed.startswith("/"):
            text_typed = typed[1:].strip()
            self.filter(replace(self.wanted, text=text_typed) if text_typed else EVERYTHING)
        elif typed.startswith("d ") and (entry := _numbered(self.entries, typed[2:])) is not None:
            return self.watch(entry)
        elif typed == "g" or typed.startswith("g "):
            self.explain(typed[1:].strip())
        # Enter alone opens the first entry.
        elif (entry := _numbered(self.entries, typed or "1")) is not None:
            return self.opened(entry)
        else:
            self.command(typed)
        return None

    def opened(self, entry: Entry) -> Openable | None:
        """Return what an entry opens; if it is the drills, drill, and return None."""
        if not isinstance(entry, Suggested):
            return entry
        if entry.opens is None and entry.suggestion.step == "drill":
            self.drill()
        return entry.opens

    def drill(self) -> None:
        """Drill what is due."""
        try:
            Drilling(self.console, self.workspace, self.store).all_due()
            today = today_at_hand(self.workspace, self.store, self.saved.plays)
            self.saved = replace(self.saved, today=today)
            self.count_due()
        except StoreProblem as problem:
            self.console.say(str(problem))

    def command(self, letter: str) -> None:
        """Carry out a command that is one letter."""
        match letter:
            case "?":
                available = answers.library_answers(filtered=bool(self.wanted))
                self.console.say_all(answers.help_lines(available))
            case "l":
                self.print_list()
            case "f":
                self.narrow()
            case "x" if self.wanted:
                self.filter(EVERYTHING)
            case "t":
                self.drill()
            case "v":
                self.look_back()
            case "p":
                self.show_progress()
            case _:
                self.console.say(not_available(letter))

    def filter(self, wanted: Filter) -> None:
        """Apply a filter, and print what it leaves."""
        self.wanted = wanted
        self.print_list()

    def explain(self, word: str) -> None:
        """Print what a word means; without a word, print the whole list of words."""
        catalogue = self.workspace.catalogue
        whole = UNWRAPPED
        said = list(explained(catalogue, word, whole) if word else every_word(catalogue, whole))
        if not said:
            unknown_word = say("plain.no_such_word", word=word)
            said.append(f"{unknown_word} {unknown(catalogue, word)}".rstrip())
        self.console.say_all(said)

    def narrow(self) -> None:
        """Ask for a filter and its value, and apply it."""
        # Last comes a filter without values, which the facets do not have.
        names = [*(facet.name for facet in FACETS), say("plain.unplayed")]
        chosen = self.number_of(say("plain.which_filter"), names)
        if chosen == len(names):
            self.filter(self.wanted.wanting("unplayed", True))
        elif chosen:
            facet = FACETS[chosen - 1]
            found = values(facet, home_of(self.saved).scenarios(), self.wanted)
            names = [say("plain.value", name=value.name, count=value.count) for value in found]
            which = self.number_of(say("plain.which_value", facet=facet.name), names)
            if which:
                self.filter(self.wanted.wanting(facet.field, found[which - 1].id))

    def number_of(self, question: str, names: Sequence[str]) -> int:
        """List names; return the number of the chosen one, or 0 to go back."""
        for i, name in enumerate(names, 1):
            self.console.say(say("plain.numbered", number=i, text=name))
        known = (*answers.numbers(len(names), "filter.choose"), answers.BACK)
        return int(self.console.choose(question, known) or 0)

    def look_back(self) -> None:
        """List the finished plays, and print the debrief of the chosen one."""
        finished = home_of(self.saved).finished()
        if not finished:
            self.console.say(say("plain.no_debriefs"))
            return
        chosen = self.number_of(say("plain.which_debrief"), list(map(_finished, finished)))
        if chosen:
            try:
                saved = look_back(self.workspace, self.store, finished[chosen - 1].play)
                ask_reaction(self.console, saved)
                # A debrief analyses the scenario, so more scores may be available afterwards.
                made = page(debrief_of(self.workspace, saved))
                self.console.say_all(page_lines(made, folded=True))
                self.add_figures()
                if self.console.choose("", (answers.DEBRIEF_IN_FULL, answers.BACK)) == "a":
                    self.console.say_all(page_lines(made))
            except (TooLarge, StoreProblem) as problem:
                self.console.say(str(problem))

    def show_progress(self) -> None:
        """Print what all finished plays show together."""
        try:
            made = progress_of(self.workspace, self.store)
        except StoreProblem as problem:
            self.console.say(str(problem))
        else:
            self.console.say_all(page_lines(progress_page(made, self.workspace.catalogue)))

    def watch(self, entry: Entry) -> Openable | None:
        """Print the demonstration of a scenario; return the entry if the learner will lead it."""
        if isinstance(entry, Suggested):
            if entry.opens is None:
                self.console.say(say("library.no_demonstration_of_drills"))
                return None
            entry = entry.opens
        if isinstance(entry, ToFollow):
            self.console.say(say("library.no_demonstration_of_programme"))
            return None
        try:
            seen = tell(self.console, demonstration_of(self.workspace, Path(entry.card.path)))
        except NoDemonstration as problem:
            self.console.say(str(problem))
            return None
        return entry if seen and self.console.choose("", answers.WATCHED) == "l" else None


def _suggested_first(entries: Sequence[Entry], suggested: Suggested | None) -> list[Entry]:
    """Return the entries with what is suggested first, which Enter alone opens."""
    if suggested is None or suggested.suggestion.step == "none":
        return list(entries)
    first = suggested if suggested.opens is None else suggested.opens
    return [first, *(entry for entry in entries if entry.key != first.key)]


def _suggestion(entry: Suggested) -> Iterator[str]:
    """Yield when the learner was here last, what is due, and the next step with its reason."""
    yield text.last_time(entry)
    yield text.due(entry)
    yield f"{text.next_step(entry)} {text.why(entry)}"
    yield ""


def _numbered(entries: Sequence[Entry], answer: str) -> Entry | None:
    number = answer.strip()
    if not number.isdecimal() or len(number) > MOST_DIGITS or not 1 <= int(number) <= len(entries):
        return None
    return entries[int(number) - 1]


def _entry(number: int, entry: Entry, first: Card | None) -> Iterator[str]:
    """Yield the lines of one entry; ``first`` is the scenario to begin with on a first start."""
    yield say("plain.numbered", number=number, text=_headline(entry))
    if isinstance(entry, ToFollow) and not entry.going:
        yield say("library.programme_of", sessions=text.listed(*entry.titles))
        if entry.programme.about:
            yield entry.programme.about
    if isinstance(entry, ToPlay):
        what = "first" if entry.card is first else "scenario"
        yield say(f"library.{what}_entry", facts=text.level_and_minutes(entry.card))
        if entry.card.teaser:
            yield entry.card.teaser
        # Figures mean something once the learner has some, and are tedious to hear before.
        if text.best(entry).known:
            yield _figures(entry)
        elif entry.awaited:
            yield text.best(entry).sentence


def _headline(entry: Entry) -> str:
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
        case _:
            return title


def _finished(entry: Played) -> str:
    """Return a finished play: its title, its day, what it earned and what it continues."""
    day = local_day(entry.play.started)
    branch = say("library.attempt") if entry.branch else ""
    figure = text.score(entry)
    earned = figure.value if figure.known or entry.awaited else ""
    return text.listed(text.title_of(entry), day, branch, earned, text.origin(entry))


def _figures(entry: ToPlay) -> str:
    """Return the learner's best, and the chance line if it is known."""
    best, chance = text.best(entry), text.chance(entry)
    return f"{best.sentence} {chance.sentence}" if chance.known else best.sentence
