"""Validate a document against its shape, and turn each pydantic error into a finding.

A finding has the line and column of the error; pydantic's own messages are never shown.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from unicodedata import combining, normalize

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.language.findings import Findings, Mark
from simulator.language.reader import Document, Place
from simulator.language.shape_types import NAME
from simulator.language.shapes import FIELDS, ClimateShape, KeyShape
from simulator.language.simple_step_shapes import BESIDE_SPEAKER, SPEAKERS
from simulator.language.step_shapes import HEADS
from simulator.language.yaml_slips import begins_with_sign, sign_problem
from simulator.scenario.nearest import Nearest, nearest_name
from simulator.scenario.problem import Problem, Value, problem
from simulator.scenario.text import brief

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


@dataclass(frozen=True, slots=True)
class _Wrong:
    """One pydantic error.

    It has the place, pydantic's context and the value given. ``spoken`` is True in a spoken line;
    ``nearest`` finds a known name; ``around`` are the tags of the shapes around it, ``head`` the
    key of another step that begins below a spoken line, ``people`` those of the cast, ``beside``
    the keys and values beside it.
    """

    place: Place
    context: Mapping[str, Any]
    given: Any
    spoken: bool
    nearest: Nearest
    around: tuple[str | int, ...] = ()
    head: str | None = None
    people: tuple[str, ...] = ()
    beside: Any = None

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
    spoken = "(turn)" in details["loc"] or "turns" in place[-3:-2] or "vary" in place[-4:-3]
    wrong = _Wrong(
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
    translate = _TRANSLATIONS.get(details["type"])
    return wrong.problem("S203") if translate is None else translate(wrong)


def _people(document: Document) -> tuple[str, ...]:
    cast = document.data.get("cast") if isinstance(document.data, dict) else None
    return tuple(cast) if isinstance(cast, dict) else ()


def _tail(place: Place) -> Place:
    """Return the last key of a place with the numbers of list items after it."""
    last = max((i for i, part in enumerate(place) if isinstance(part, str)), default=0)
    return place[last:]


_WRONG_HOME = {
    ("(leave)", "missed"): "S202.leave_waited",
    ("(leave)", "ripe"): "S202.leave_ask",
    ("(leave)", "late"): "S202.leave_ask",
    ("(cue)", "waited"): "S202.cue_missed",
    ("(cue)", "ask"): "S202.cue_ripe",
}
"""The messages for keys of cues in leaves, and the other way round."""


_INSIDE: dict[str, type[BaseModel]] = {"key": KeyShape, "climate": ClimateShape}
"""The shapes with few keys, by the key that they are below."""


def _unknown_key(wrong: _Wrong) -> Problem:
    # In {a: this, and that}, YAML takes "and that" for a key without a value.
    if wrong.given is None and wrong.name.isdigit():
        return wrong.problem("S202.own_key", "point_or_quotes")
    if wrong.given is None and not wrong.name.isidentifier():
        return wrong.problem("S202.own_key", "comma_in_braces")
    if wrong.head is not None:
        return problem("S202.new_step", "begin_with_a_dash", name=wrong.head)
    if wrong.spoken:
        return _in_spoken_line(wrong)
    if wrong.name in (*wrong.people, *SPEAKERS) and "script" in wrong.place:
        return problem("S202.new_line", "begin_with_a_dash", name=wrong.name)
    if (*wrong.around[-2:-1], wrong.name) in _WRONG_HOME:
        if wrong.name == "missed" and "waited" in wrong.beside:
            return problem("S202.of_a_cue", "move_to_its_cue", name=wrong.name)
        message = _WRONG_HOME[str(wrong.around[-2]), wrong.name]
        return wrong.problem(message, name=wrong.name)
    if "options" in wrong.around[-3:-1] and isinstance(wrong.given, str):
        return _in_option(wrong)
    shape = _INSIDE.get(str(wrong.place[-2])) if len(wrong.place) > 1 else None
    if shape is not None:
        return wrong.problem("S202", "keys_here", known=tuple(shape.model_fields))
    if wrong.name in FIELDS:
        return wrong.problem("S202", "belongs_elsewhere")
    near = wrong.nearest(wrong.name.lower(), FIELDS)
    return wrong.problem("S202", near=near)


def _in_spoken_line(wrong: _Wrong) -> Problem:
    """Return what is wrong with a further key of a spoken line."""
    if wrong.name in (*wrong.people, *SPEAKERS):
        person = "S202.person" if wrong.name in wrong.people else "S202.new_line"
        return problem(person, "begin_with_a_dash", name=wrong.name)
    near = wrong.nearest(wrong.name, (*BESIDE_SPEAKER, *HEADS))
    return wrong.problem("S202.spoken_line", "dash_begins_a_line", near)


def _in_option(wrong: _Wrong) -> Problem:
    """Return what is wrong with an unknown key of an option: perhaps it is meant as its kind."""
    near = wrong.nearest(wrong.name.lower(), FIELDS)
    if "do" in wrong.beside and (near or wrong.name in FIELDS):
        return wrong.problem("S202", "" if near else "belongs_elsewhere", near)
    return problem("S202.option", "do_and_say", name=wrong.name)


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
    if wrong.given is None and wrong.place[:1] == ("cases",):
        return wrong.problem("S202.own_key", "comma_in_braces")
    if wrong.given is None:
        return wrong.problem("S203.nothing", "write_behind_the_colon", name=wrong.name)
    number = isinstance(wrong.given, int | float)
    return wrong.problem("S203.text", "quote_a_number" if number else "")


_DECIMAL_COMMA = re.compile(r"(\d{1,9}),(\d{1,9})")
_PERCENT = re.compile(r"(\d{1,3}) ?%")
_SIGNED = re.compile(r"([+\-\u2010-\u2015\u2212]) ?(\d{1,9})")


def _not_a_number(wrong: _Wrong) -> Problem:
    given = str(wrong.given).strip()
    if match := _DECIMAL_COMMA.fullmatch(given):
        return wrong.problem("S203.comma", "with_a_point", number=f"{match[1]}.{match[2]}")
    if match := _PERCENT.fullmatch(given):
        return wrong.problem("S203.percent", "write_plain", plain=f"{int(match[1]) / 100:g}")
    return wrong.problem("S203.number", "such_as_a_share" if wrong.name == "credit" else "")


def _not_whole(wrong: _Wrong) -> Problem:
    if match := _SIGNED.fullmatch(str(wrong.given).strip()):
        sign = "+" if match[1] == "+" else "-"
        return wrong.problem("S203.sign", "write_plain", plain=f"{sign}{match[2]}")
    return wrong.problem("S203.whole_number", "such_as_one")


_TRUTHS = {"yes": "true", "y": "true", "on": "true", "true": "true"}
_FALSEHOODS = {"no": "false", "n": "false", "off": "false", "false": "false"}


def _not_a_truth(wrong: _Wrong) -> Problem:
    plain = (_TRUTHS | _FALSEHOODS).get(str(wrong.given).lower(), "")
    return wrong.problem("S203.truth", "write_plain" if plain else "", plain=plain)


def _not_a_list(wrong: _Wrong) -> Problem:
    given = wrong.given
    if wrong.given is None:
        return wrong.problem("S203.nothing", "list_below", name=wrong.name)
    if isinstance(given, str) and (sign := begins_with_sign(given)):
        return sign_problem(sign)
    if isinstance(given, str) and "\n" not in given and len(given) < 80:
        return wrong.problem("S203.list", "square_brackets", given=brief(given))
    return wrong.problem("S203.list", "dashes_below")


_NO_SPACE = re.compile(r"([\w-]++):\S")


def _not_lines(wrong: _Wrong) -> Problem:
    """Return what is wrong with a text in place of lines with keys."""
    given = wrong.given
    if not wrong.place:
        return problem("S203.empty" if given is None else "S203.no_scenario")
    if given is None:
        return wrong.problem("S203.nothing", "keys_below", name=wrong.name)
    if isinstance(given, str) and (match := _NO_SPACE.match(given)):
        return problem("Y129", "space_after_colon", name=match[1])
    if wrong.name in ("waited", "missed"):
        return problem("S203.text_behind", "why_below", name=wrong.name)
    if isinstance(wrong.place[-1], int):
        return problem("S203.entry", "speaker_and_colon")
    if "cast" in wrong.place or "absent" in wrong.place:
        return problem("S203.person", "name_and_role", name=wrong.name)
    return wrong.problem("S203.mapping", "keys_below", name=wrong.name)


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
    bound = wrong.context.get("le", 0)
    if bound == 1 and isinstance(wrong.given, int | float) and 1 < wrong.given <= 100:
        plain = f"{wrong.given / 100:g}"
        return wrong.problem(
            "S205.at_most", "share_of_one", bound=bound, given=wrong.given, plain=plain
        )
    return wrong.problem("S205.at_most", bound=bound)


def _too_few(wrong: _Wrong) -> Problem:
    return wrong.problem("S206.empty", least=wrong.context.get("min_length", 1))


def _too_long(wrong: _Wrong) -> Problem:
    return wrong.problem("S206.too_long", most=wrong.context.get("max_length", 0))


def _pattern(wrong: _Wrong) -> Problem:
    # The error does not say which field it is, but only names of the state have this pattern.
    state = wrong.context.get("pattern") == NAME
    name = str(wrong.given)
    plain = _as_id(name, "_" if state else "-")
    hint = "write_plain" if plain else ""
    return problem("S207.state" if state else "S207", hint, name=name, plain=plain)


_NO_LETTERS = re.compile(r"[^a-z0-9]++")


def _as_id(name: str, between: str) -> str:
    """Return an id that looks like a name: without accents, with ``between`` for spaces."""
    plain = normalize("NFKD", brief(name).replace("ß", "ss").lower())
    letters = "".join(character for character in plain if not combining(character))
    return _NO_LETTERS.sub(between, letters).strip(between)


_TRANSLATIONS: dict[str, Callable[[_Wrong], Problem]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "two_lines": _two_lines,
    "no_words": _no_words,
    "two_wordings": _two_wordings,
    "string_type": _not_a_text,
    "int_type": _not_whole,
    "int_from_float": _not_whole,
    "float_type": _not_a_number,
    "bool_type": _not_a_truth,
    "list_type": _not_a_list,
    "dict_type": _not_lines,
    "model_type": _not_lines,
    "model_attributes_type": _not_lines,
    "literal_error": _not_listed,
    "greater_than": _too_small,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "string_too_short": _too_few,
    "too_short": _too_few,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
}
