"""Check what a scenario has beside its script: header, people, cases and state."""

import keyword
from collections.abc import Iterator
from typing import Any

from simulator.language import shapes, simple_step_shapes, step_shapes
from simulator.language.cases import text_keys
from simulator.language.document import Place
from simulator.language.scope import Scope
from simulator.scenario.catalogue import is_written_out
from simulator.scenario.model import CLIMATE, below
from simulator.scenario.pronouns import PRONOUNS, PRONOUNS_KEY
from simulator.scenario.text import as_seen

# Keys with a meaning of their own in a spoken line or in a step.
_RESERVED_SPEAKERS = {
    *simple_step_shapes.SPEAKERS,
    *simple_step_shapes.BESIDE_SPEAKER,
    *step_shapes.HEADS,
}
# The words of conditions; ``and``, ``or`` and ``not`` are among Python's.
_RESERVED_NAMES = {"true", "false", "did", "missed", "waited", *keyword.kwlist}

_LINES = ("title", "teaser", "objectives", "content_note", "cast", "absent", "cases")
"""The keys whose texts are each one line."""


def check_head(shape: shapes.ScenarioShape, scope: Scope) -> None:
    """Report unknown, reserved and repeated names, and what cases and texts get wrong."""
    scope.listed("M301.format", ("format",), shape.format, scope.catalogue.formats)
    for i, source in enumerate(shape.sources):
        if not is_written_out(source):
            scope.listed("M301.source", ("sources", i), source, scope.catalogue.sources)
    for key in shape.cast:
        if key in _RESERVED_SPEAKERS:
            scope.error("M304.person", ("cast", key), key=True, name=key)
        if key in shape.absent:
            scope.error("M302.in_cast", ("absent", key), key=True, name=key)
    _check_cases(shape, scope)
    _check_state(shape, scope)
    _check_lines(scope)
    _check_names(shape, scope)


def _check_lines(scope: Scope) -> None:
    """Report a line end inside a one-line text; one at the end, as a block text has, is ignored."""
    for key in _LINES:
        for text, place in _texts(scope.document.data.get(key), (key,)):
            if "\n" in text.rstrip("\n"):
                scope.findings.add("S208", scope.document.value(place), "one_line_or_folded")


def _texts(data: Any, place: Place) -> Iterator[tuple[str, Place]]:
    """Yield every text in plain data with its place."""
    if isinstance(data, str):
        yield data, place
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(value, below(place, key))


def _check_names(shape: shapes.ScenarioShape, scope: Scope) -> None:
    """Report two names that look the same but differ in their characters."""
    seen: dict[str, str] = {}
    for part, people in (("cast", shape.cast), ("absent", shape.absent)):
        for key, person in people.items():
            other = seen.setdefault(as_seen(person.name), person.name)
            if other != person.name:
                place = (part, key, "name")
                scope.error("Y103.looks_the_same", place, "type_by_hand", name=person.name)


def _check_cases(shape: shapes.ScenarioShape, scope: Scope) -> None:
    keys = [text_keys(case) for case in shape.cases]
    every = sorted(frozenset().union(*keys))
    for i, case in enumerate(keys):
        if len(case) < len(every):  # report the first missing key by name, the others by number
            missing = next(key for key in every if key not in case)
            others = len(every) - len(case) - 1
            if others:
                scope.error("M305.several", ("cases", i), name=missing, count=others)
            else:
                scope.error("M305", ("cases", i), name=missing)
        # In a text, ``{name}`` could mean either. Sorted, because a set has another order in each
        # run.
        for key in sorted(case & shape.cast.keys()):
            scope.error("M302.person", ("cases", i, key), key=True, name=key)
    _check_pronouns(shape, scope)


def _check_pronouns(shape: shapes.ScenarioShape, scope: Scope) -> None:
    """Report mappings that are no pronouns, and pronouns that are unknown or differ in people."""
    people = sorted(scope.cast | scope.absent)
    first: frozenset[str] | None = None
    for i, case in enumerate(shape.cases):
        for key, value in case.items():
            # The shape allows a mapping under any key of a case.
            if isinstance(value, dict) and key != PRONOUNS_KEY:
                mark = scope.document.value(("cases", i, key))
                scope.findings.add("S203.text", mark, place=(key,))
        place = ("cases", i, PRONOUNS_KEY)
        given = case.get(PRONOUNS_KEY)
        if not isinstance(given, dict):  # in the first edition it was a key as any other
            continue
        if not scope.english:
            scope.error("M361", place, "case_keys", key=True, language=shape.language)
            continue
        for person, pronoun in given.items():
            if person not in people:
                near = scope.findings.nearest(person, people)
                scope.error("M301.anybody", below(place, person), near=near, key=True, name=person)
            if pronoun not in PRONOUNS:
                near = scope.findings.nearest(pronoun, PRONOUNS)
                mark = scope.document.value(below(place, person))
                scope.findings.add("S204", mark, near=near, place=(person,), known=tuple(PRONOUNS))
        first = frozenset(given) if first is None else first
        # Whichever case is drawn, the same placeholders must be there to fill in.
        if frozenset(given) != first:
            names = tuple(sorted(first ^ frozenset(given)))
            scope.error("M362", place, key=True, names=names)


def _check_state(shape: shapes.ScenarioShape, scope: Scope) -> None:
    for name, value in shape.state.items():
        place = ("state", name)
        if name in _RESERVED_NAMES:
            scope.error("M304.state", place, key=True, name=name)
        if name in CLIMATE:
            scope.error("M302.climate", place, key=True, name=name)
        if isinstance(value, shapes.NumberShape) and not value.min <= value.start <= value.max:
            low, high = value.min, value.max
            scope.error("M306.start", place, name=name, value=value.start, low=low, high=high)
