"""Validate a document against its shape, and turn each pydantic error into a finding.

A finding has the line and column of the error; pydantic's own messages are never shown.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.language.findings import Findings, Mark
from simulator.language.reader import Document, Place
from simulator.language.shape_types import NAME
from simulator.language.shapes import FIELDS
from simulator.language.simple_step_shapes import BESIDE_SPEAKER
from simulator.language.step_shapes import HEADS
from simulator.scenario.nearest import Nearest
from simulator.scenario.problem import Problem, Value, problem

Model = TypeVar("Model", bound=BaseModel)


def validate(document: Document, model: type[Model], findings: Findings) -> Model | None:
    """Return the document as ``model``; if it is invalid, add every error and return None."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        for details, place in _leaves(error, document):
            if findings.full:
                break
            found = _translate(details, place, document, findings.nearest)
            findings.add_problem(_mark(details, place, document), found)
        return None


def _leaves(error: ValidationError, document: Document) -> Iterator[tuple[ErrorDetails, Place]]:
    """Yield one error for each place.

    Pydantic reports an error for each branch of a union. Of these, keep the one that got furthest
    into the file, or else the first. A missing key is always kept: nothing can be found inside it.
    So is an option without words, which is reported at the option.
    """
    placed: dict[Place, ErrorDetails] = {}
    for details in error.errors(include_url=False, include_context=True):
        placed.setdefault(_place(details, document.data), details)
    # Every place that has another error inside.
    around: set[Place] = set()
    for place in placed:
        around.update(place[:i] for i in range(len(place)))
    return (
        (details, place)
        for place, details in placed.items()
        if place not in around or details["type"] in ("missing", "no_words")
    )


_AT_THE_KEY = ("extra_forbidden", "no_words", "two_wordings")
"""The errors of pydantic, and of the shapes, that are about a key and not about its value."""


def _mark(details: ErrorDetails, place: Place, document: Document) -> Mark:
    """Return where to report an error: at a key if the key is wrong, or lacks one below it."""
    if details["type"] == "missing":
        return document.key(place[:-1])
    # "[key]" is what pydantic adds to the location of a wrong key of a dict.
    if details["type"] in _AT_THE_KEY or details["loc"][-1:] == ("[key]",):
        return document.key(place)
    return document.value(place)


def _place(details: ErrorDetails, data: Any) -> Place:
    """Convert pydantic's location to a path in the file.

    Union tags are left out, because they are not in the file. A turn's ``text`` becomes its
    speaker, the key under which the file has the text.
    """
    place: list[str | int] = []
    here: Any = data
    for part in details["loc"]:
        if (
            part == "text"
            and isinstance(here, dict)
            and part not in here
            and details["type"] != "missing"
        ):
            part = next(key for key in here if key not in BESIDE_SPEAKER)
        # Neither a key nor a list item: a tag, or the name of a field that the file does not have.
        inside = isinstance(here, dict) and part in here
        if not inside and not (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        ):
            continue
        here = here[part]
        place.append(part)
    if details["type"] == "missing":
        place.append(details["loc"][-1])  # not in the file, so the loop left it out
    return tuple(place)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """One pydantic error.

    It has the place, pydantic's context and the value given. ``spoken`` is True in a spoken line;
    ``nearest`` finds a known name.
    """

    place: Place
    context: Mapping[str, Any]
    given: Any
    spoken: bool
    nearest: Nearest

    @property
    def name(self) -> str:
        """The last key of the place; for an item of a list, that is the key of the list."""
        return next((part for part in reversed(self.place) if isinstance(part, str)), "")

    def problem(self, message: str, hint: str = "", near: str = "", **values: Value) -> Problem:
        return problem(message, hint, near, place=_tail(self.place), **values)


def _translate(
    details: ErrorDetails, place: Place, document: Document, nearest: Nearest
) -> Problem:
    # A tag is in brackets (``step_tag``), so it differs from every ordinary key.
    spoken = "(turn)" in details["loc"]
    wrong = _Wrong(place, details.get("ctx") or {}, details["input"], spoken, nearest)
    translate = _TRANSLATIONS.get(details["type"])
    return wrong.problem("S203") if translate is None else translate(wrong)


def _tail(place: Place) -> Place:
    """Return the last key of a place with the numbers of list items after it."""
    last = max((i for i, part in enumerate(place) if isinstance(part, str)), default=0)
    return place[last:]


def _unknown_key(wrong: _Wrong) -> Problem:
    # In {a: this, and that}, YAML takes "and that" for a key without a value.
    if wrong.given is None and not wrong.name.isidentifier():
        return wrong.problem("S202.own_key", "comma_in_braces")
    if wrong.spoken:
        near = wrong.nearest(wrong.name, (*BESIDE_SPEAKER, *HEADS))
        return wrong.problem("S202.spoken_line", "dash_begins_a_line", near)
    if wrong.name in FIELDS:
        return wrong.problem("S202", "belongs_elsewhere")
    return wrong.problem("S202", near=wrong.nearest(wrong.name, FIELDS))


def _two_lines(wrong: _Wrong) -> Problem:
    return problem("S202.two_lines", "dash_begins_a_line")


def _missing(wrong: _Wrong) -> Problem:
    # Fields of ``TurnShape`` that no file has: the line has neither a speaker nor another head.
    if wrong.name in ("speaker", "text"):
        return problem("S201.says_nothing")
    return wrong.problem("S201")


def _no_words(wrong: _Wrong) -> Problem:
    return problem("S201.no_words")


def _two_wordings(wrong: _Wrong) -> Problem:
    return problem("S202.two_wordings", "take_one_out")


def _not_a_text(wrong: _Wrong) -> Problem:
    number = isinstance(wrong.given, int | float)
    return wrong.problem("S203.text", "quote_a_number" if number else "")


def _always(message: str) -> Callable[[_Wrong], Problem]:
    """Return a translation that does not depend on the value given."""
    return lambda wrong: wrong.problem(message)


def _not_listed(wrong: _Wrong) -> Problem:
    # Pydantic lists the choices in a sentence only: "'a', 'b' or 'c'".
    expected = str(wrong.context.get("expected", "")).replace("'", "")
    known = tuple(word.strip() for word in expected.replace(" or ", ", ").split(","))
    return wrong.problem("S204", near=wrong.nearest(str(wrong.given), known), known=known)


def _too_small(wrong: _Wrong) -> Problem:
    if "gt" in wrong.context:
        return wrong.problem("S205.more_than", bound=wrong.context["gt"])
    return wrong.problem("S205.at_least", bound=wrong.context.get("ge", 0))


def _too_large(wrong: _Wrong) -> Problem:
    return wrong.problem("S205.at_most", bound=wrong.context.get("le", 0))


def _too_few(wrong: _Wrong) -> Problem:
    return wrong.problem("S206.empty", least=wrong.context.get("min_length", 1))


def _too_long(wrong: _Wrong) -> Problem:
    return wrong.problem("S206.too_long", most=wrong.context.get("max_length", 0))


def _pattern(wrong: _Wrong) -> Problem:
    # The error does not say which field it is, but only names of the state have this pattern.
    state = wrong.context.get("pattern") == NAME
    return problem("S207.state" if state else "S207", name=str(wrong.given))


_TRANSLATIONS: dict[str, Callable[[_Wrong], Problem]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "two_lines": _two_lines,
    "no_words": _no_words,
    "two_wordings": _two_wordings,
    "string_type": _not_a_text,
    "int_type": _always("S203.whole_number"),
    "int_from_float": _always("S203.whole_number"),
    "float_type": _always("S203.number"),
    "bool_type": _always("S203.truth"),
    "list_type": _always("S203.list"),
    "dict_type": _always("S203.mapping"),
    "model_type": _always("S203.mapping"),
    "model_attributes_type": _always("S203.mapping"),
    "literal_error": _not_listed,
    "greater_than": _too_small,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "string_too_short": _too_few,
    "too_short": _too_few,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
}
