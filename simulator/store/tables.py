"""The tables of the store: their migrations, and the values that a valid row can have.

The tables are not STRICT, because SQLite before 3.37 cannot read those; CHECK constraints do the
same. An older store still has STRICT tables, with the same columns.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime


def _text(name: str, more: str = "") -> str:
    return f"{name} TEXT NOT NULL {more} CHECK (typeof({name}) = 'text')"


def _number(name: str, more: str = "") -> str:
    return f"{name} INTEGER NOT NULL {more} CHECK (typeof({name}) = 'integer')"


def _reference(name: str) -> str:
    return f"{name} INTEGER REFERENCES play CHECK (typeof({name}) IN ('integer', 'null'))"


MIGRATIONS = (
    f"""
    CREATE TABLE scenario_text (
        {_text("digest", "PRIMARY KEY")}, text BLOB NOT NULL CHECK (typeof(text) = 'blob')
    );
    CREATE TABLE play (
        id INTEGER PRIMARY KEY, {_text("scenario")}, {_text("title")}, {_text("path")},
        {_text("digest", "REFERENCES scenario_text")}, {_text("mode")}, {_text("feedback")},
        {_number("seed")}, {_text("started")},
        ended TEXT CHECK (typeof(ended) IN ('text', 'null')), {_reference("replaced_by")}
    );
    CREATE TABLE act (
        {_number("play", "REFERENCES play ON DELETE CASCADE")}, {_number("number")}, {_text("act")},
        {_text("moment")}, {_number("after")}, {_text("option")}, {_text("say")}, {_text("at")},
        PRIMARY KEY (play, number)
    ) WITHOUT ROWID;
    """,
    f"""
    CREATE TABLE own_words (
        {_number("play", "REFERENCES play ON DELETE CASCADE")}, {_text("moment")},
        {_number("after")}, {_text("text")}, {_text("at")}, PRIMARY KEY (play, moment)
    ) WITHOUT ROWID;
    ALTER TABLE play ADD COLUMN {_reference("branch_of")};
    ALTER TABLE play ADD COLUMN {_text("branched_at", "DEFAULT ''")};
    """,
    f"""
    ALTER TABLE play ADD COLUMN {_text("programme", "DEFAULT ''")};
    ALTER TABLE play ADD COLUMN {_number("part", "DEFAULT 0")};
    ALTER TABLE play ADD COLUMN {_reference("follows")};
    """,
)
"""One script for each version of the tables; ``PRAGMA user_version`` counts the scripts applied."""

Check = Callable[[object], bool]


def _is_text(value: object) -> bool:
    # Invalid UTF-8 is decoded to lone surrogates (``database._text``).
    return isinstance(value, str) and not any(
        "\ud800" <= character <= "\udfff" for character in value
    )


def _is_number(value: object) -> bool:
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
    "id": _is_number,
    "scenario": _is_text,
    "title": _is_text,
    "path": _is_text,
    "digest": _is_text,
    "mode": _one_of("guided", "live"),
    "feedback": _one_of("now", "end"),
    "seed": _is_number,
    "started": _is_time,
    "ended": _or_none(_is_time),
    "branch_of": _or_none(_is_number),
    "branched_at": _is_text,
    "programme": _is_text,
    "part": _is_number,
    "follows": _or_none(_is_number),
    "replaced_by": _or_none(_is_number),
}
"""The columns of a play, in the order of ``store.Play``'s fields."""

RECORD: Mapping[str, Check] = {
    "act": _one_of("wait", "take", "remark"),
    "moment": _is_text,
    "after": _is_number,
    "option": _is_text,
    "say": _is_text,
}
"""The columns of an act, in the order of ``records.Row``."""

OWN_WORDS: Mapping[str, Check] = {"moment": _is_text, "text": _is_text}
SCENARIO_TEXT: Mapping[str, Check] = {"text": lambda value: isinstance(value, bytes)}


def wrong_column(columns: Mapping[str, Check], row: Iterable[object]) -> str | None:
    """Return the first column whose value this program cannot have written, or None."""
    for (name, check), value in zip(columns.items(), row, strict=True):
        if not check(value):
            return name
    return None
