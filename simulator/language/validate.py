"""Validate a document against its shape, and turn each pydantic error into a finding.

A finding has the line and column of the error and a sentence in plain English.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.language.findings import Findings, Mark
from simulator.language.reader import Document, Place
from simulator.language.shapes import FIELDS, HEADS, NAME

Model = TypeVar("Model", bound=BaseModel)


def validate(document: Document, model: type[Model], findings: Findings) -> Model | None:
    """Return the document as ``model``; if it is invalid, add every error and return None."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        for details, place in _leaves(error, document):
            if findings.full:
                break
            code, sentence, hint = _translate(details, place, document, findings.nearest)
            findings.add(code, _mark(details, place, document), sentence, hint)
        return None


def _leaves(error: ValidationError, document: Document) -> Iterator[tuple[ErrorDetails, Place]]:
    """Yield one error for each place.

    Pydantic reports an error for each branch of a union. Of these, keep the one that got furthest
    into the file, or else the first. A missing key is always kept: nothing can be found inside it.
    """
    placed: dict[Place, ErrorDetails] = {}
    for details in error.errors(include_url=False, include_context=True):
        placed.setdefault(_place(details, document.data), details)
    around = {place[:i] for place in placed for i in range(len(place))}
    return (
        (details, place)
        for place, details in placed.items()
        if place not in around or details["type"] == "missing"
    )


def _mark(details: ErrorDetails, place: Place, document: Document) -> Mark:
    """Return where to report an error: at a key if the key is wrong, or lacks one below it."""
    if details["type"] == "missing":
        return document.key(place[:-1])
    if details["type"] == "extra_forbidden" or details["loc"][-1:] == ("[key]",):
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
            part = next(key for key in here if key not in ("breaks", "when"))
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


Translated = tuple[str, str, str]
"""A finding's code, sentence and hint."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """One pydantic error.

    It has the key's name, pydantic's context, the value given, and the keys beside it. ``spoken``
    is True in a spoken line; ``nearest`` suggests a known name.
    """

    name: str
    context: Mapping[str, Any]
    given: Any
    spoken: bool
    beside: Mapping[str, Any]
    nearest: Callable[[str, Collection[str]], str]


def _translate(
    details: ErrorDetails,
    place: Place,
    document: Document,
    nearest: Callable[[str, Collection[str]], str],
) -> Translated:
    name = _name(place)
    context = details.get("ctx") or {}
    spoken = "(turn)" in details["loc"]
    wrong = _Wrong(name, context, details["input"], spoken, _beside(place, document.data), nearest)
    translate = _SENTENCES.get(details["type"])
    if translate is None:
        return "S203", f"'{name}' does not have the form it should have.", ""
    return translate(wrong)


def _name(place: Place) -> str:
    """Return the name of what is at ``place``: its key, or the list's with the item's number."""
    if not place:
        return "the file"
    if isinstance(place[-1], int):
        return f"{_name(place[:-1])}, item {place[-1] + 1}"
    return place[-1]


def _beside(place: Place, data: Any) -> Mapping[str, Any]:
    """Return the mapping that contains ``place``, or an empty one if a list contains it."""
    for part in place[:-1]:
        data = data[part]  # all but the last part of a place exist
    return data if isinstance(data, dict) else {}


def _unknown_key(wrong: _Wrong) -> Translated:
    if wrong.given is None and not wrong.name.isidentifier():
        return (
            "S202",
            f"'{wrong.name}' is taken for a key of its own.",
            "Inside braces a comma ends a text: quote the text.",
        )
    if wrong.spoken:
        hint = (
            wrong.nearest(wrong.name, ("breaks", "when", *HEADS))
            or "A line begins with a dash: '- name: text'."
        )
        return "S202", f"'{wrong.name}' does not belong to a spoken line.", hint
    elsewhere = "This key belongs somewhere else." if wrong.name in FIELDS else ""
    return (
        "S202",
        f"There is no key '{wrong.name}' here.",
        elsewhere or wrong.nearest(wrong.name, FIELDS),
    )


def _two_lines(wrong: _Wrong) -> Translated:
    return (
        "S202",
        "A spoken line has one speaker and one text.",
        "A line begins with a dash: '- name: text'.",
    )


def _missing(wrong: _Wrong) -> Translated:
    if wrong.name in ("speaker", "text"):
        return (
            "S201",
            "This step says nothing: it needs a speaker, or a key such as phase, cue or goto.",
            "",
        )
    return "S201", f"The key '{wrong.name}' is missing here.", ""


def _wrong_type(wanted: str) -> Callable[[_Wrong], Translated]:
    """Return a translation for values that are not ``wanted``."""

    def translate(wrong: _Wrong) -> Translated:
        quote = wanted == "a text" and isinstance(wrong.given, int | float)
        return (
            "S203",
            f"'{wrong.name}' should be {wanted}.",
            "Put it in quotes if it is meant as text." if quote else "",
        )

    return translate


def _not_listed(wrong: _Wrong) -> Translated:
    expected = str(wrong.context.get("expected", "")).replace("'", "")
    known = [word.strip() for word in expected.replace(" or ", ", ").split(",")]
    return (
        "S204",
        f"'{wrong.name}' is one of: {', '.join(known)}.",
        wrong.nearest(str(wrong.given), known),
    )


def _too_small(wrong: _Wrong) -> Translated:
    if "gt" in wrong.context:
        return "S205", f"'{wrong.name}' should be more than {wrong.context['gt']:g}.", ""
    return "S205", f"'{wrong.name}' should be {wrong.context.get('ge', 0):g} or more.", ""


def _too_large(wrong: _Wrong) -> Translated:
    return "S205", f"'{wrong.name}' should be {wrong.context.get('le', 0):g} or less.", ""


def _too_few(wrong: _Wrong) -> Translated:
    return (
        "S206",
        f"'{wrong.name}' is empty; it needs at least {wrong.context.get('min_length', 1)}.",
        "",
    )


def _too_long(wrong: _Wrong) -> Translated:
    return (
        "S206",
        f"'{wrong.name}' is too long; {wrong.context.get('max_length')} characters is the most.",
        "",
    )


def _pattern(wrong: _Wrong) -> Translated:
    if wrong.context.get("pattern") == NAME:
        return "S207", f"'{wrong.given}' cannot name a state: small letters a-z, digits and _.", ""
    return "S207", f"'{wrong.given}' is no id: small letters a-z, digits and hyphens.", ""


_SENTENCES: dict[str, Callable[[_Wrong], Translated]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "two_lines": _two_lines,
    "string_type": _wrong_type("a text"),
    "int_type": _wrong_type("a whole number"),
    "int_from_float": _wrong_type("a whole number"),
    "float_type": _wrong_type("a number"),
    "bool_type": _wrong_type("true or false"),
    "list_type": _wrong_type("a list (lines that begin with a dash)"),
    "dict_type": _wrong_type("a mapping (lines of 'key: value')"),
    "model_type": _wrong_type("a mapping (lines of 'key: value')"),
    "model_attributes_type": _wrong_type("a mapping (lines of 'key: value')"),
    "literal_error": _not_listed,
    "greater_than": _too_small,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "string_too_short": _too_few,
    "too_short": _too_few,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
}
