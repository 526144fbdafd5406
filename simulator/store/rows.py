"""Plays as rows, for a host that saves them itself: the storage of a browser.

``RowStore`` holds everything in memory. ``changes`` hands out what is new as rows, which the host
saves in one transaction before it shows the answer to an act; after a start, or if saving failed, a
new store is made from the rows that were saved. So what is shown is always saved.

A row is a key, a list of texts that begins with the kind of row, and a value as JSON can hold it;
None in place of a value means that the row is deleted. Every value is validated when it is read
(``tables.py``), because a browser's storage can be changed by hand.
"""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

from simulator.engine.records import from_row, to_row
from simulator.messages import say
from simulator.store import tables
from simulator.store.drill_review import DrillReview
from simulator.store.export import plain_text
from simulator.store.identity import new_id
from simulator.store.memory import MemoryStore
from simulator.store.play_store import (
    OwnWords,
    Place,
    Play,
    SavedAct,
    StoreProblem,
    WholePlay,
    utc_now,
)

VERSION = 1
"""The version of the rows; increase it if a program that knows only older ones cannot read them."""

Key = tuple[str, ...]
Row = tuple[Key, Any]

KINDS = ("version", "learner", "play", "act", "own_words", "scenario_text", "drill_review")
"""The kinds of rows. A host may save others beside them, which are ignored here."""

_PLAY = {**tables.PLAY, **tables.PLACE}


class RowStore(MemoryStore):
    """A ``PlayStore`` whose changes are handed out as rows."""

    def __init__(
        self,
        rows: Iterable[tuple[Sequence[str], Any]] = (),
        now: Callable[[], str] = utc_now,
        *,
        new_id: Callable[[], str] = new_id,
    ) -> None:
        """Make a store from the rows that were saved; raise StoreProblem if they are damaged."""
        super().__init__(now, new_id=new_id)
        reader = _Reader(rows)
        if reader.is_empty:
            self._handed_out = _Saved("", {}, {}, {})
            return
        self._learner = reader.learner()
        self._wholes = reader.wholes()
        self._texts = reader.texts()
        self._reviews = reader.reviews()
        self._handed_out = self._as_it_is()

    def changes(self) -> list[Row]:
        """Return the rows that were changed since the last call, in an order that never varies."""
        with self._lock:
            before, now = self._handed_out, self._as_it_is()
            self._handed_out = now
        rows: list[Row] = []
        if before.learner != now.learner:
            rows += [(("version",), VERSION), (("learner",), now.learner)]
        for play in before.wholes.keys() | now.wholes.keys():
            was, is_now = before.wholes.get(play), now.wholes.get(play)
            # A whole play is immutable, so most are skipped without a look at their acts.
            if was is not is_now:
                rows += _changed(_rows_of(was), _rows_of(is_now))
        rows += _changed(_text_rows(before), _text_rows(now))
        rows += _changed(_review_rows(before), _review_rows(now))
        return sorted(rows, key=lambda row: row[0])

    def forget_all(self) -> None:
        """Delete everything, and become the store of a new learner."""
        with self._lock:
            self._changes += 1
            self._wholes.clear()
            self._texts.clear()
            self._reviews.clear()
            self._learner = self._new_id()

    def _as_it_is(self) -> "_Saved":
        return _Saved(self._learner, dict(self._wholes), dict(self._texts), dict(self._reviews))


@dataclass(frozen=True, slots=True)
class _Saved:
    """Everything in a store at one time."""

    learner: str
    wholes: Mapping[str, WholePlay]
    texts: Mapping[str, bytes]
    reviews: Mapping[str, DrillReview]


def _rows_of(whole: WholePlay | None) -> dict[Key, Any]:
    if whole is None:
        return {}
    play, place = whole.play, whole.play.place
    columns = [getattr(play, name) for name in tables.PLAY]
    rows: dict[Key, Any] = {("play", play.id): [*columns, place.scenario, place.programme]}
    for number, act in enumerate(whole.acts):
        # With zeros, so that the rows of a play are sorted as its acts are.
        rows["act", play.id, f"{number:06}"] = [*to_row(act.record), act.at]
    for words in whole.own_words:
        rows["own_words", play.id, words.moment] = list(astuple(words))
    return rows


def _text_rows(saved: _Saved) -> dict[Key, Any]:
    return {("scenario_text", digest): text for digest, text in saved.texts.items()}


def _review_rows(saved: _Saved) -> dict[Key, Any]:
    return {("drill_review", review): one for review, one in saved.reviews.items()}


def _changed(before: Mapping[Key, Any], now: Mapping[Key, Any]) -> list[Row]:
    """Return the rows that are new, changed or deleted."""
    changed = [(key, _plain(value)) for key, value in now.items() if before.get(key) != value]
    return [*changed, *((key, None) for key in before if key not in now)]


def _plain(value: Any) -> Any:
    """Return a value of a row as JSON can hold it."""
    if isinstance(value, DrillReview):
        return list(astuple(value))
    return plain_text(value) if isinstance(value, bytes) else value


class _Reader:
    """Reads saved rows, and checks them."""

    def __init__(self, rows: Iterable[tuple[Sequence[str], Any]]) -> None:
        self._by_kind: dict[str, list[tuple[Key, Any]]] = {kind: [] for kind in KINDS}
        for key, value in rows:
            if key[0] in self._by_kind:
                self._by_kind[key[0]].append((tuple(key), value))
        for found in self._by_kind.values():
            found.sort(key=lambda row: row[0])
        self._check_version()
        self._acts = _by_play(self._by_kind["act"])
        self._words = _by_play(self._by_kind["own_words"])

    @property
    def is_empty(self) -> bool:
        """Whether nothing was saved yet."""
        return not any(self._by_kind.values())

    def learner(self) -> str:
        """Return the learner's id."""
        for key, value in self._by_kind["learner"]:
            return str(_checked(tables.LEARNER, key, [value])[0])
        raise _damaged("learner")

    def wholes(self) -> dict[str, WholePlay]:
        """Return the plays by their ids."""
        wholes = [self._whole(key, value) for key, value in self._by_kind["play"]]
        # As they were begun: a store lists them in this order.
        wholes.sort(key=lambda whole: whole.play.number)
        return {whole.play.id: whole for whole in wholes}

    def texts(self) -> dict[str, bytes]:
        """Return the texts of the scenarios by their digests."""
        return {key[1]: _text(value) for key, value in self._by_kind["scenario_text"]}

    def reviews(self) -> dict[str, DrillReview]:
        """Return the reviews of drills by their ids."""
        rows = self._by_kind["drill_review"]
        found = [DrillReview(*_checked(tables.DRILL_REVIEW, *row)) for row in rows]
        return {review.id: review for review in found}

    def _check_version(self) -> None:
        if self.is_empty:
            return
        versions = [value for _, value in self._by_kind["version"]]
        if len(versions) != 1 or not isinstance(versions[0], int) or versions[0] < 1:
            raise _damaged("version")
        if versions[0] > VERSION:
            raise StoreProblem(say("store.newer", name=say("store.in_browser")))

    def _whole(self, key: Key, value: Any) -> WholePlay:
        row = _checked(_PLAY, key, value)
        fields = len(tables.PLAY)
        play = replace(Play(*row[:fields]), place=Place(*row[fields:]))
        if key != ("play", play.id):
            raise _damaged("id")
        acts = [_act(*numbered) for numbered in enumerate(self._acts.get(play.id, []))]
        rows = self._words.get(play.id, [])
        words = [OwnWords(*_checked(tables.OWN_WORDS, *row)) for row in rows]
        words.sort(key=lambda one: (one.at, one.moment))
        return WholePlay(play, tuple(acts), tuple(words))


def _by_play(rows: Iterable[tuple[Key, Any]]) -> dict[str, list[tuple[Key, Any]]]:
    found: dict[str, list[tuple[Key, Any]]] = {}
    for key, value in rows:
        if len(key) != 3:
            raise _damaged(key[0])
        found.setdefault(key[1], []).append((key, value))
    return found


def _act(number: int, row: tuple[Key, Any]) -> SavedAct:
    key, value = row
    if key[2] != f"{number:06}":
        raise _damaged("act")
    act, moment, after, option, words, at = _checked(tables.TIMED_RECORD, key, value)
    return SavedAct(from_row((act, moment, after, option, words)), at)


def _checked(columns: Mapping[str, tables.Check], key: Key, row: Any) -> list[Any]:
    """Return the columns of a row; raise StoreProblem if one is invalid."""
    if not isinstance(row, list) or len(row) != len(columns):
        raise _damaged(key[0])
    wrong = tables.wrong_column(columns, [row])
    if wrong is not None:
        raise _damaged(wrong)
    return row


def _damaged(what: str) -> StoreProblem:
    return StoreProblem(say("store.damaged", name=say("store.in_browser"), what=what))


def _text(value: Any) -> bytes:
    """Return the text of a scenario, as ``plain_text`` wrote it."""
    try:
        if isinstance(value, dict):
            return base64.b64decode(value["base64"], validate=True)
        return str.encode(value, "utf-8")
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged("a scenario's text") from error
