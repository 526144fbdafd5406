"""Filters: which of the entries of a shelf are wanted, by what they practise, whom they are for, and the words in them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from simulator.library.cards import Card, level_order
from simulator.practice.home import Entry, Section, Shelf, ToFollow, ToPlay
from simulator.scenario.text import clean_line


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted: ids (empty: any), only what was never played, and ``text`` whose every word has to be found."""

    rule: str = ""
    situation: str = ""
    level: str = ""
    format: str = ""
    style: str = ""
    unplayed: bool = False
    text: str = ""

    def __bool__(self) -> bool:
        return self != EVERYTHING

    def wanting(self, field: str, value: str | bool) -> "Filter":
        """The same with another value in one field."""
        changed: dict[str, Any] = {field: value}
        return replace(self, **changed)


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Facet:
    """One side by which entries differ: the filter's field, its name, how a chosen value is told, a card's ids and names."""

    field: str
    name: str
    told: str
    of: Callable[[Card], Mapping[str, str]]


FACETS = (
    Facet("level", "Level", "{} level", lambda card: _named((card.level,), (card.level,))),
    Facet("style", "House style", "{} style", lambda card: _named((card.style,), (card.style,))),
    Facet("format", "Format", "{}", lambda card: _named((card.format,), (card.format_name,))),
    Facet("rule", "Ground rule at stake", "{}", lambda card: _named(card.rules, card.rule_names)),
    Facet(
        "situation", "Situation", "{}", lambda card: _named(card.situations, card.situation_names)
    ),
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: its id and name, and how many scenarios it would leave, all else of the filter as it is."""

    id: str
    name: str
    count: int


def matching(entries: Iterable[Entry], wanted: Filter) -> list[Entry]:
    """The entries that are wanted, in their order; a play is judged by its scenario, a programme by its words alone."""
    words = clean_line(wanted.text).casefold().split()
    return [entry for entry in entries if _matches(entry, wanted, words)]


def narrowed(shelf: Shelf, wanted: Filter) -> Shelf:
    """A shelf with the wanted entries alone."""
    sections = (
        Section(section.name, tuple(matching(section.entries, wanted)))
        for section in shelf.sections
    )
    return Shelf(tuple(section for section in sections if section.entries))


def values(facet: Facet, scenarios: Sequence[ToPlay], wanted: Filter) -> list[Value]:
    """Every value of a facet in the library, by name (levels from the easiest)."""
    names = {id_: name for entry in scenarios for id_, name in facet.of(entry.card).items()}
    left = matching(scenarios, wanted.wanting(facet.field, ""))
    counts = Counter(
        id_ for entry in left if isinstance(entry, ToPlay) for id_ in facet.of(entry.card)
    )
    order = sorted(names, key=lambda id_: (level_order(id_), names[id_].casefold()))
    return [Value(id_, names[id_], counts[id_]) for id_ in order]


def in_words(wanted: Filter, scenarios: Iterable[ToPlay]) -> str:
    """Say what a filter wants: ``foundation level, No advice, not yet played, with the words "van"``."""
    cards = [entry.card for entry in scenarios]
    told = []
    for facet in FACETS:
        chosen = getattr(wanted, facet.field)
        if chosen:
            names = (facet.of(card).get(chosen) for card in cards)
            told.append(facet.told.format(next(filter(None, names), chosen)))
    told += ["not yet played"] if wanted.unplayed else []
    told += [f'with the words "{clean_line(wanted.text)}"'] if wanted.text.strip() else []
    return ", ".join(told)


def _matches(entry: Entry, wanted: Filter, words: Sequence[str]) -> bool:
    if isinstance(entry, ToFollow):
        return _follows(entry, wanted, words)
    chosen = ((facet, getattr(wanted, facet.field)) for facet in FACETS)
    if not all(value in facet.of(entry.card) for facet, value in chosen if value):
        return False
    if wanted.unplayed and not (isinstance(entry, ToPlay) and not entry.begun):
        return False
    return not words or _has(entry.card, words)


def _follows(entry: ToFollow, wanted: Filter, words: Sequence[str]) -> bool:
    """Whether a programme is wanted; what its scenarios practise is asked of them."""
    if any(getattr(wanted, facet.field) for facet in FACETS) or (wanted.unplayed and entry.begun):
        return False
    text = "\n".join((entry.programme.title, entry.programme.about, *entry.titles)).casefold()
    return all(word in text for word in words)


def _has(card: Card, words: Sequence[str]) -> bool:
    text = "\n".join((card.title, card.teaser, *card.rule_names, *card.situation_names)).casefold()
    return all(word in text for word in words)


def _named(ids: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    return {id_: name for id_, name in zip(ids, names, strict=False) if id_}
