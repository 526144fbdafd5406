"""The values that a valid row of the store can have."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

Check = Callable[[object], bool]


def _is_text(value: object) -> bool:
    if not isinstance(value, str):
        return False
    # Most texts are ASCII, and a library with thousands of plays reads many.
    if value.isascii():
        return True
    # Invalid UTF-8 is decoded to lone surrogates (``database._text``).
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _is_number(value: object) -> bool:
    # Bools need no check: SQLite has none.
    return isinstance(value, int)


def _is_time(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _one_of(*values: str) -> Check:
    return lambda value: value in values


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


PLAY: Mapping[str, Check] = {
    "id": _is_text,
    "number": _is_number,
    "scenario": _is_text,
    "title": _is_text,
    "digest": _is_text,
    "mode": _one_of("guided", "live"),
    "feedback": _one_of("now", "end"),
    "seed": _is_number,
    "started": _is_time,
    "ended": _or_none(_is_time),
    "branch_of": _or_none(_is_text),
    "branched_at": _is_text,
    "programme": _is_text,
    "part": _is_number,
    "follows": _or_none(_is_text),
    "replaced_by": _or_none(_is_text),
}
"""The columns of a play, in the order of ``Play``'s fields."""

PLACE: Mapping[str, Check] = {"place.scenario": _is_text, "place.programme": _is_text}
"""The columns of a play's place, in the order of ``Place``'s fields."""

RECORD: Mapping[str, Check] = {
    "act": _one_of("wait", "take", "remark", "between", "began", "let-go"),
    "moment": _is_text,
    "after": _is_number,
    "option": _is_text,
    "say": _is_text,
}
"""The columns of an act, in the order of ``records.Row``."""

TIMED_RECORD: Mapping[str, Check] = {**RECORD, "at": _is_text}
"""The columns of an act and the time at which it was saved."""

ACT_TIME: Mapping[str, Check] = {"at": _is_text}
OWN_WORDS: Mapping[str, Check] = {
    "moment": _is_text,
    "after": _is_number,
    "text": _is_text,
    "at": _is_text,
}
PLAY_ID: Mapping[str, Check] = {"id": _is_text}
DRILL_REVIEW: Mapping[str, Check] = {
    "id": _is_text,
    "at": _is_time,
    "situation": _is_text,
    "scenario": _is_text,
    "digest": _is_text,
    "moment": _is_text,
    "seed": _is_number,
    "act": _one_of("wait", "take"),
    "option": _is_text,
    "rating": lambda value: value in (1, 2, 3, 4),
    "own_words": _is_text,
}
"""The columns of a review of a drill, in the order of ``DrillReview``'s fields."""

COUNT: Mapping[str, Check] = {"count": _is_number}
LEARNER: Mapping[str, Check] = {"id": _is_text}
SCENARIO_TEXT: Mapping[str, Check] = {"text": lambda value: isinstance(value, bytes)}


def wrong_column(columns: Mapping[str, Check], rows: Sequence[Sequence[object]]) -> str | None:
    """Return a column with a value that this program cannot have written, or None."""
    # Column by column, which takes half of the time: a learner has thousands of rows.
    for (name, check), values in zip(columns.items(), zip(*rows, strict=True), strict=bool(rows)):
        if not all(map(check, values)):
            return name
    return None
