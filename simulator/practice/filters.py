"""Filter the entries of the home screen by what they practise, their level, and their words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from simulator.library.cards import level_order
from simulator.messages import say
from simulator.messages.lists import enumerated
from simulator.practice.home import Entry, Home, Played, Section, Suggested, ToFollow, ToPlay
from simulator.scenario.text import clean_line


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: an id for each facet (empty: any), unplayed scenarios only, and words.

    An entry matches if it contains every word of ``text``.
    """

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
        """Return a copy of this filter with ``value`` in the field ``field``."""
        # Any, because mypy cannot check a field of ``replace`` that is given by name.
        changed: dict[str, Any] = {field: value}
        return replace(self, **changed)


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Facet:
    """One attribute by which entries can be filtered.

    ``field`` is its field in ``Filter``, and ``of`` a function that returns the values of an entry:
    names by id.
    """

    field: str
    of: Callable[[ToPlay | Played], Mapping[str, str]]

    @property
    def name(self) -> str:
        """Its label."""
        return say(f"home.facet_{self.field}")

    def chosen(self, value: str) -> str:
        """Describe a filter by this value, given by its name."""
        return say(f"home.only_{self.field}", value=value)


FACETS = (
    # Levels and styles have no entries in the catalogue: their ids are words to read.
    Facet("level", lambda one: _named((one.card.level,), (one.card.level,))),
    Facet("style", lambda one: _named((one.card.style,), (one.card.style,))),
    Facet("format", lambda one: _named((one.card.format,), (one.card.format_name,))),
    Facet("rule", lambda one: _named(one.card.rules, one.card.rule_names)),
    Facet("situation", lambda one: _situations(one)),
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: its id and name, and how many scenarios would match with it.

    The other facets of the filter stay as they are.
    """

    id: str
    name: str
    count: int


def matching(entries: Iterable[Entry], wanted: Filter) -> list[Entry]:
    """Return the matching entries, in their order.

    A play matches if its scenario does. A programme matches by its words alone, and the suggestion
    only if nothing is filtered.
    """
    words = clean_line(wanted.text).casefold().split()
    return [entry for entry in entries if _matches(entry, wanted, words)]


def narrowed(home: Home, wanted: Filter) -> Home:
    """Return ``home`` with only the matching entries; sections without any are left out."""
    sections = (
        Section(section.name, tuple(matching(section.entries, wanted))) for section in home.sections
    )
    return Home(tuple(section for section in sections if section.entries))


def values(facet: Facet, scenarios: Sequence[ToPlay], wanted: Filter) -> list[Value]:
    """Return every value of a facet in the library, sorted by name (levels from the easiest)."""
    names: dict[str, str] = {}
    for entry in scenarios:
        names.update(facet.of(entry))
    # The facet's own value is cleared: each value is counted as if it were chosen instead.
    counts: Counter[str] = Counter()
    for left in matching(scenarios, wanted.wanting(facet.field, "")):
        if isinstance(left, ToPlay):
            counts.update(facet.of(left).keys())
    order = sorted(names, key=lambda id_: (level_order(id_), names[id_].casefold()))
    return [Value(id_, names[id_], counts[id_]) for id_ in order]


def in_words(wanted: Filter, scenarios: Iterable[ToPlay]) -> str:
    """Describe a filter: ``foundation level, No advice, not yet played, with the words "van"``."""
    entries = list(scenarios)
    parts = []
    for facet in FACETS:
        chosen = getattr(wanted, facet.field)
        if chosen:
            names = (facet.of(entry).get(chosen) for entry in entries)
            # The id stands for the name if the last scenario with this value was removed.
            parts.append(facet.chosen(next(filter(None, names), chosen)))
    if wanted.unplayed:
        parts.append(say("home.unplayed"))
    if wanted.text.strip():
        parts.append(say("home.with_words", words=clean_line(wanted.text)))
    return enumerated(parts)


def _matches(entry: Entry, wanted: Filter, words: Sequence[str]) -> bool:
    if isinstance(entry, Suggested):
        return not wanted
    if isinstance(entry, ToFollow):
        return _follows(entry, wanted, words)
    chosen = ((facet, getattr(wanted, facet.field)) for facet in FACETS)
    if not all(value in facet.of(entry) for facet, value in chosen if value):
        return False
    # A play is never unplayed; a scenario is until its first play.
    if wanted.unplayed and not (isinstance(entry, ToPlay) and not entry.begun):
        return False
    return not words or _has(entry, words)


def _follows(entry: ToFollow, wanted: Filter, words: Sequence[str]) -> bool:
    """Return True if a programme matches; a filter with a facet is for scenarios only."""
    if any(getattr(wanted, facet.field) for facet in FACETS) or (wanted.unplayed and entry.begun):
        return False
    text = "\n".join((entry.programme.title, entry.programme.about, *entry.titles)).casefold()
    return all(word in text for word in words)


def _has(entry: ToPlay | Played, words: Sequence[str]) -> bool:
    card, situations = entry.card, _situations(entry).values()
    # A line break is in no word of the filter, so nothing matches across two texts.
    text = "\n".join((card.title, card.teaser, *card.rule_names, *situations)).casefold()
    return all(word in text for word in words)


def _situations(entry: ToPlay | Played) -> dict[str, str]:
    """Return the situations of an entry as far as they may be named."""
    if not entry.names_situations:
        return {}
    return _named(entry.card.situations, entry.card.situation_names)


def _named(ids: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """Return the names by id, without an empty id, which stands for no value."""
    # Not strict: both lists come from the cache, and can differ in length there.
    return {id_: name for id_, name in zip(ids, names, strict=False) if id_}
