"""The names that are defined in a scenario; look-ups report a finding for an unknown name."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from typing import Protocol

from simulator.language.document import Document, Place
from simulator.language.findings import Findings
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.condition import (
    Condition,
    ConditionError,
    Judgeable,
    Names,
    compile_condition,
)
from simulator.scenario.model import Variable, below
from simulator.scenario.nearest import three_nearest
from simulator.scenario.placeholders import Words, bad_placeholders, parse_words
from simulator.scenario.problem import Value
from simulator.scenario.pronouns import FORMS, PRONOUNS
from simulator.scenario.text import brief

NEVER = Condition("false", lambda v, j: 0)
"""Stands in for a condition that could not be compiled."""


MOST_LISTED = 20
"""The largest number of names that a hint lists."""


_PRONOUN_WORDS = frozenset(
    ("sub", "obj", "poss", "ref", *(word for forms in PRONOUNS.values() for word in forms))
)
"""What is written for a pronoun by somebody who does not know its placeholder."""


class Named(Protocol):
    """An entry of the catalogue with a printed name."""

    @property
    def name(self) -> str:
        """The printed name."""


class Titled(Protocol):
    """An entry of the catalogue with a printed title."""

    @property
    def title(self) -> str:
        """The printed title."""


def _printed(entry: Titled | Named) -> str:
    return str(getattr(entry, "name", "") or getattr(entry, "title", ""))


@dataclass(slots=True)
class Scope:
    """The names of one scenario."""

    document: Document
    findings: Findings
    catalogue: Catalogue
    cast: frozenset[str]
    absent: frozenset[str]
    case_keys: frozenset[str]
    variables: tuple[Variable, ...]
    moments: Mapping[str, Judgeable]
    mending: frozenset[str]
    """The ids of the moments that mend another one."""
    labels: frozenset[str]
    english: bool = True
    """Whether placeholders begin sentences with a capital letter."""
    pronouns: frozenset[str] = frozenset()
    """The placeholders for pronouns that every case has."""
    places: dict[str, int] = field(init=False)
    names: Names = field(init=False)
    people: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Number the variables and collect the names that conditions may use."""
        self.places = {variable.name: i for i, variable in enumerate(self.variables)}
        self.names = Names(
            numbers={v.name: i for i, v in enumerate(self.variables) if not v.flag},
            flags={v.name: i for i, v in enumerate(self.variables) if v.flag},
            moments=self.moments,
            nearest=self.findings.nearest,
        )
        self.people = self.cast | self.absent | self.case_keys | self.pronouns

    def error(
        self,
        message: str,
        place: Place,
        hint: str = "",
        near: str = "",
        *,
        key: bool = False,
        **values: Value,
    ) -> None:
        """Add an error at the value (or, with ``key``, the key) at ``place``."""
        mark = self.document.key(place) if key else self.document.value(place)
        self.findings.add(message, mark, hint, near, **values)

    def known(self, message: str, place: Place, name: str, names: Collection[str]) -> bool:
        """Return whether ``name`` is one of ``names``; add an error with ``message`` if not."""
        if name in names:
            return True
        near = self.findings.nearest(name, names)
        # A list of names does not help beside a likely one, or if it is long.
        if near or not 0 < len(names) <= MOST_LISTED:
            self.error(message, place, near=near, name=name)
        else:
            # A set has another order in each run.
            known = tuple(sorted(names) if isinstance(names, Set) else names)
            self.error(message, place, "one_of", name=name, known=known)
        return False

    def listed(
        self, message: str, place: Place, name: str, entries: Mapping[str, Titled | Named]
    ) -> bool:
        """Return whether ``name`` is an id of the catalogue; add an error with ``message`` if not.

        A printed name, which a glossary or a debrief shows, is answered with its id.
        """
        if name in entries:
            return True
        printed = {_printed(entry).casefold(): id_ for id_, entry in entries.items()}
        id_ = printed.get(name.casefold()) or printed.get(
            self.findings.nearest(name.casefold(), printed), ""
        )
        near = self.findings.nearest(name.lower(), entries)
        # A printed name that is exactly right says more than an id that is only similar.
        if near and not printed.get(name.casefold()):
            self.error(message, place, near=near, name=name)
        elif id_:
            self.error(message, place, "its_id", name=name, id=id_)
        elif len(entries) <= MOST_LISTED:
            self.error(message, place, "one_of", name=name, known=tuple(entries))
        else:
            # Cut, because this search is not limited by the budget of ``findings``.
            nearest = three_nearest(brief(name), entries)
            self.error(message, place, "nearest_three", name=name, known=nearest)
        return False

    def words(self, text: str, place: Place, *, case_only: bool = False) -> Words:
        """Parse the placeholders of ``text`` and check them.

        With ``case_only``, as in people's own names, only the case's keys are allowed.
        """
        if "{" not in text and "}" not in text:  # most texts have no placeholder
            return Words(text, (text,))
        for bad in bad_placeholders(text):
            hint, person, near = self._pronoun(bad.found.strip("{} "))
            hint = hint or "double_the_brace"
            self.error("M321", place, hint, near, found=bad.found, person=person)
        # A name is used inside sentences as well, so it is not written with a capital letter.
        words = parse_words(text, capitals=self.english and not case_only)
        allowed = self.case_keys if case_only else self.people
        # Sorted, because the order of a set differs from run to run.
        for name in sorted(words.names - allowed):
            hint, person, near = self._pronoun(name)
            if not hint:
                near = near or self.findings.nearest(name, sorted(allowed))
            self.error("M320", place, hint, near, name=name, person=person)
        return words

    def _pronoun(self, name: str) -> tuple[str, str, str]:
        """Return the hint for a placeholder that is meant as a pronoun, its person, a near name.

        ``name`` is what is in the braces; the three are empty if no pronoun seems to be meant.
        """
        person, dot, form = name.partition(".")
        if not dot and name.lower() in _PRONOUN_WORDS:
            given = {placeholder.partition(".")[0] for placeholder in self.pronouns}
            # Any person will do for the example that the hint gives.
            person, form = next(iter(sorted(given or self.absent)), ""), name
        if not self.english or not form or person not in self.cast | self.absent:
            return "", "", ""
        if f"{person}.they" not in self.pronouns:
            return "give_pronouns", person, ""
        near = "" if form.lower() in _PRONOUN_WORDS else self.findings.nearest(form, FORMS)
        return "forms_of_pronouns", person, f"{person}.{near}" if near else ""

    def condition(self, source: str | bool, place: Place) -> Condition:
        """Return the compiled condition; if it is invalid, report why and return ``NEVER``."""
        # YAML reads ``when: true`` as a bool, but conditions are compiled from text.
        text = str(source).lower() if isinstance(source, bool) else source
        # The suggestions are limited as well: ``names`` uses the budget of ``findings``.
        compiled = compile_condition(text, self.names)
        if isinstance(compiled, ConditionError):
            mark = self.document.inside(place, text, compiled.column)
            self.findings.add_problem(mark, compiled.problem)
            return NEVER
        return compiled

    def optional_condition(self, source: str | bool | None, place: Place) -> Condition | None:
        """Return the compiled ``when`` of the step at ``place``, or None if it has none."""
        return None if source is None else self.condition(source, below(place, "when"))
