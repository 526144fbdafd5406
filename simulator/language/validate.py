"""Validate a document against its shape, and turn each pydantic error into a finding.

A finding has the line and column of the error; pydantic's own messages are never shown. What a
finding says is decided in ``shape_problems``.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.language.document import Document, Place
from simulator.language.findings import Findings, Mark
from simulator.language.shape_problems import BELOW_A_STEP, TRANSLATIONS, Wrong
from simulator.language.shapes import FIELDS
from simulator.language.simple_step_shapes import BESIDE_SPEAKER
from simulator.language.step_shapes import HEADS
from simulator.scenario.nearest import Nearest, nearest_name
from simulator.scenario.problem import Problem

Model = TypeVar("Model", bound=BaseModel)


def validate(document: Document, model: type[Model], findings: Findings) -> Model | None:
    """Return the document as ``model``; if it is invalid, add every error and return None."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        for details, place in _without_echoes(list(_leaves(error, document))):
            if findings.full:
                break
            found = _translate(details, place, document, findings.nearest)
            findings.add_problem(_mark(details, place, document), found)
        return None


Leaf = tuple[ErrorDetails, Place]


def _without_echoes(leaves: list[Leaf]) -> Iterator[Leaf]:
    """Yield the errors without those that follow from another one in the same place.

    If a key is misspelt, it is missing as well; and of an option that begins with its kind, two
    keys are missing.
    """
    extra: dict[Place, list[str]] = {}
    for details, place in leaves:
        if details["type"] == "extra_forbidden":
            extra.setdefault(place[:-1], []).append(str(place[-1]))
    missing = {place for details, place in leaves if details["type"] == "missing"}
    for details, place in leaves:
        if details["type"] == "missing":
            names = extra.get(place[:-1], [])
            if any(_is_other_spelling(name, str(place[-1])) for name in names) or (
                place[-1] == "do" and names
            ):
                continue
        elif details["type"] == "no_words" and extra.get(place) and (*place, "do") in missing:
            continue
        yield details, place


def _is_other_spelling(name: str, key: str) -> bool:
    return nearest_name(name.lower(), [key]) == key


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
    head = _head_below(details, place, document)
    if head is not None:
        return document.key((*place[:-1], head))
    if details["type"] == "string_type" and place[-1] in BELOW_A_STEP:
        return document.key(place)  # a key with a dash too many; its value is on another line
    # "[key]" is what pydantic adds to the location of a wrong key of a dict.
    if details["type"] in _AT_THE_KEY or details["loc"][-1:] == ("[key]",):
        return document.key(place)
    return document.value(place)


def _head_below(details: ErrorDetails, place: Place, document: Document) -> str | None:
    """Return the key of a step that was written below a spoken line without a dash of its own."""
    if details["type"] != "extra_forbidden":
        return None
    step = _value(document, place[:-1])
    if not isinstance(step, dict) or not step or next(iter(step)) != place[-1]:
        return None
    return next((key for key in step if key in HEADS), None) if place[-1] not in FIELDS else None


def _value(document: Document, place: Place) -> Any:
    """Return the value at a place that exists."""
    value = document.data
    for part in place:
        value = value[part]
    return value


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


def _translate(
    details: ErrorDetails, place: Place, document: Document, nearest: Nearest
) -> Problem:
    # A tag is in brackets (``step_tag``), so it differs from every ordinary key.
    # Below these keys each entry is a spoken line: without a union there is no tag.
    spoken = "(turn)" in details["loc"] or "turns" in place[-3:-2] or "vary" in place[-4:-3]
    wrong = Wrong(
        place,
        details.get("ctx") or {},
        details["input"],
        spoken,
        nearest,
        details["loc"],
        _head_below(details, place, document),
        _people(document),
        _value(document, place[:-1]) if details["type"] == "extra_forbidden" else None,
    )
    translate = TRANSLATIONS.get(details["type"])
    return wrong.problem("S203") if translate is None else translate(wrong)


def _people(document: Document) -> tuple[str, ...]:
    cast = document.data.get("cast") if isinstance(document.data, dict) else None
    return tuple(cast) if isinstance(cast, dict) else ()
