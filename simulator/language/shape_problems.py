"""Say what is wrong with a key or a value, for each sort of error that pydantic reports."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize

from pydantic import BaseModel

from simulator.language.document import Place
from simulator.language.shape_types import NAME
from simulator.language.shapes import FIELDS, ClimateShape, KeyShape
from simulator.language.simple_step_shapes import BESIDE_SPEAKER, SPEAKERS
from simulator.language.slips_of_lists import begins_with_sign, sign_problem
from simulator.language.step_shapes import HEADS
from simulator.scenario.nearest import Nearest
from simulator.scenario.problem import Problem, Value, problem
from simulator.scenario.text import brief


@dataclass(frozen=True, slots=True)
class Wrong:
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
        """Return a problem with this error's place among its values."""
        return problem(message, hint, near, place=_tail(self.place), **values)


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


def _unknown_key(wrong: Wrong) -> Problem:
    # In {a: this, and that}, YAML takes "and that" for a key without a value.
    # A decimal comma does the same: {a: 0,5} has the key 5.
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
    # Pydantic's location ends with the tag of the step's shape and then the key.
    if (*wrong.around[-2:-1], wrong.name) in _WRONG_HOME:
        if wrong.name == "missed" and "waited" in wrong.beside:
            return problem("S202.of_a_cue", "move_to_its_cue", name=wrong.name)
        message = _WRONG_HOME[str(wrong.around[-2]), wrong.name]
        return wrong.problem(message, name=wrong.name)
    # In an option, the location ends with options, a number and the key.
    if "options" in wrong.around[-3:-1] and isinstance(wrong.given, str):
        return _in_option(wrong)
    shape = _INSIDE.get(str(wrong.place[-2])) if len(wrong.place) > 1 else None
    if shape is not None:
        return wrong.problem("S202", "keys_here", known=tuple(shape.model_fields))
    if wrong.name in FIELDS:
        return wrong.problem("S202", "belongs_elsewhere")
    key = _MEANT.get(wrong.name.lower()) if "options" in wrong.around[-3:-1] else None
    near = key or wrong.nearest(wrong.name.lower(), FIELDS)
    return wrong.problem("S202", near=near)


_MEANT = {
    **dict.fromkeys(("follow-up", "followup", "answer", "response", "reply", "reaction"), "then"),
    **dict.fromkeys(("reason", "because", "explanation", "rationale"), "why"),
    **dict.fromkeys(("score", "points", "value", "worth"), "credit"),
    **dict.fromkeys(("kind", "type", "intervention"), "do"),
    **dict.fromkeys(("words", "line", "text"), "say"),
}
"""What an unknown key of an option most likely means; none of them looks like the right key."""


def _in_spoken_line(wrong: Wrong) -> Problem:
    """Return what is wrong with a further key of a spoken line."""
    if wrong.name in (*wrong.people, *SPEAKERS):
        person = "S202.person" if wrong.name in wrong.people else "S202.new_line"
        return problem(person, "begin_with_a_dash", name=wrong.name)
    near = wrong.nearest(wrong.name, (*BESIDE_SPEAKER, *HEADS))
    return wrong.problem("S202.spoken_line", "dash_begins_a_line", near)


def _in_option(wrong: Wrong) -> Problem:
    """Return what is wrong with an unknown key of an option: perhaps it is meant as its kind."""
    near = _MEANT.get(wrong.name.lower()) or wrong.nearest(wrong.name.lower(), FIELDS)
    if "do" in wrong.beside and (near or wrong.name in FIELDS):
        return wrong.problem("S202", "" if near else "belongs_elsewhere", near)
    return problem("S202.option", "do_and_say", name=wrong.name)


def _two_lines(wrong: Wrong) -> Problem:
    return problem("S202.two_lines", "dash_begins_a_line")


def _missing(wrong: Wrong) -> Problem:
    # Fields of ``TurnShape`` that no file has: the line has neither a speaker nor another head.
    if wrong.name in ("speaker", "text"):
        return problem("S201.says_nothing")
    return wrong.problem("S201")


def _no_words(wrong: Wrong) -> Problem:
    return problem("S201.no_words")


def _two_wordings(wrong: Wrong) -> Problem:
    return problem("S202.two_wordings", "take_one_out")


def _not_a_text(wrong: Wrong) -> Problem:
    if wrong.given is None and wrong.place[:1] == ("cases",):
        return wrong.problem("S202.own_key", "comma_in_braces")
    if wrong.given is None:
        return wrong.problem("S203.nothing", "write_behind_the_colon", name=wrong.name)
    if _has_a_dash_too_many(wrong):
        return problem("S203.no_line", "take_the_dash_away", name=wrong.name)
    number = isinstance(wrong.given, int | float)
    return wrong.problem("S203.text", "quote_a_number" if number else "")


BELOW_A_STEP = frozenset(
    ("then", "else", "options", "turns", "missed", "waited", "effect", "set", "rules", "timing")
)
"""Keys with something below them that belong to a step, and begin none."""


def _has_a_dash_too_many(wrong: Wrong) -> bool:
    """Return whether a key of a step was written with a dash, like a line of somebody."""
    return wrong.spoken and wrong.name in BELOW_A_STEP and wrong.name not in wrong.people


_DECIMAL_COMMA = re.compile(r"(\d{1,9}),(\d{1,9})")

_PERCENT = re.compile(r"(\d{1,3}) ?%")

_SIGNED = re.compile(r"([+\-\u2010-\u2015\u2212]) ?(\d{1,9})")


def _not_a_number(wrong: Wrong) -> Problem:
    given = str(wrong.given).strip()
    if match := _DECIMAL_COMMA.fullmatch(given):
        return wrong.problem("S203.comma", "with_a_point", number=f"{match[1]}.{match[2]}")
    if match := _PERCENT.fullmatch(given):
        return wrong.problem("S203.percent", "write_plain", plain=f"{int(match[1]) / 100:g}")
    return wrong.problem("S203.number", "such_as_a_share" if wrong.name == "credit" else "")


def _not_whole(wrong: Wrong) -> Problem:
    if match := _SIGNED.fullmatch(str(wrong.given).strip()):
        sign = "+" if match[1] == "+" else "-"
        return wrong.problem("S203.sign", "write_plain", plain=f"{sign}{match[2]}")
    if wrong.name in ("ripe", "late", "ask", "after"):
        hint = "number_of_a_turn"
    else:
        hint = "such_as_one" if "effect" in wrong.place else ""
    return wrong.problem("S203.whole_number", hint)


_TRUTHS = {"yes": "true", "y": "true", "on": "true", "true": "true"}

_FALSEHOODS = {"no": "false", "n": "false", "off": "false", "false": "false"}


def _not_a_truth(wrong: Wrong) -> Problem:
    plain = (_TRUTHS | _FALSEHOODS).get(str(wrong.given).lower(), "")
    return wrong.problem("S203.truth", "write_plain" if plain else "", plain=plain)


def _not_a_list(wrong: Wrong) -> Problem:
    given = wrong.given
    if wrong.given is None:
        return wrong.problem("S203.nothing", "list_below", name=wrong.name)
    if isinstance(given, str) and (sign := begins_with_sign(given)):
        return sign_problem(sign)
    if isinstance(given, str) and "\n" not in given and len(given) < 80:
        return wrong.problem("S203.list", "square_brackets", given=brief(given))
    return wrong.problem("S203.list", "dashes_below")


_NO_SPACE = re.compile(r"([\w-]++):\S")


def _not_lines(wrong: Wrong) -> Problem:
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
    return wrong.problem("S203.lines", "keys_below", name=wrong.name)


def _not_listed(wrong: Wrong) -> Problem:
    # Pydantic lists the choices in a sentence only: "'a', 'b' or 'c'".
    expected = str(wrong.context.get("expected", "")).replace("'", "")
    known = tuple(word.strip() for word in expected.replace(" or ", ", ").split(","))
    return wrong.problem("S204", near=wrong.nearest(str(wrong.given), known), known=known)


def _too_small(wrong: Wrong) -> Problem:
    if "gt" in wrong.context:
        return wrong.problem("S205.more_than", bound=wrong.context["gt"])
    return wrong.problem("S205.at_least", bound=wrong.context.get("ge", 0))


def _too_large(wrong: Wrong) -> Problem:
    bound = wrong.context.get("le", 0)
    # Somebody wrote a percentage.
    if bound == 1 and isinstance(wrong.given, int | float) and 1 < wrong.given <= 100:
        plain = f"{wrong.given / 100:g}"
        return wrong.problem(
            "S205.at_most", "share_of_one", bound=bound, given=wrong.given, plain=plain
        )
    return wrong.problem("S205.at_most", bound=bound)


def _too_few(wrong: Wrong) -> Problem:
    return wrong.problem("S206.empty", least=wrong.context.get("min_length", 1))


def _too_long(wrong: Wrong) -> Problem:
    return wrong.problem("S206.too_long", most=wrong.context.get("max_length", 0))


def _pattern(wrong: Wrong) -> Problem:
    # The error does not say which field it is, but only names of the state have this pattern.
    state = wrong.context.get("pattern") == NAME
    name = str(wrong.given)
    plain = _as_id(name, "_" if state else "-")
    hint = "write_plain" if plain else ""
    return problem("S207.state" if state else "S207", hint, name=name, plain=plain)


_NO_LETTERS = re.compile(r"[^a-z0-9]++")


def _as_id(name: str, between: str) -> str:
    """Return an id that looks like a name: without accents, with ``between`` for spaces."""
    # NFKD takes accents off their letters, but has no other form of ß.
    plain = normalize("NFKD", brief(name).replace("ß", "ss").lower())
    letters = "".join(character for character in plain if not combining(character))
    return _NO_LETTERS.sub(between, letters).strip(between)


TRANSLATIONS: dict[str, Callable[[Wrong], Problem]] = {
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
