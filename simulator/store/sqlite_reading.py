"""Read the plays in an SQLite file.

Every row is validated when it is read (see ``tables.py``), because the file can be damaged. The
export alone is not, so that a damaged store can be exported as far as possible.
"""

import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator.store import tables
from simulator.store.database import Database
from simulator.store.drill_review import DrillReview
from simulator.store.export import VERSION, plain, plain_text
from simulator.store.play_store import OwnWords, Place, Play, SavedAct, Version, WholePlay

if TYPE_CHECKING:
    from simulator.engine.records import Record

MOST_TEXT = 10_000_000
"""Most bytes of a scenario's text that are unpacked, so that a damaged row cannot fill the memory.

The reader of scenarios rejects files of a tenth of that.
"""

_PLAY_FIELDS = ", ".join(f"play.{name}" for name in tables.PLAY)
_PLACE_FIELDS = ", ".join(f"COALESCE({name}, '')" for name in tables.PLACE)
_PLAYS = (
    f"SELECT {_PLAY_FIELDS}, {_PLACE_FIELDS} FROM play "  # noqa: S608 - our own names
    "LEFT JOIN place ON place.play = play.number"
)

RECORD_FIELDS = ", ".join(tables.RECORD)
OWN_FIELDS = ", ".join(tables.OWN_WORDS)
NUMBER_OF = "(SELECT number FROM play WHERE id = ?)"
"""The number of the play with an id, which is its key in the other tables."""

_RECORDS = f"SELECT {RECORD_FIELDS}, at FROM act WHERE play = {NUMBER_OF} ORDER BY number"  # noqa: S608
# Acts are numbered from 0. Counting them would take longer with every act.
COUNT_OF_ACTS = f"SELECT COALESCE(MAX(number) + 1, 0) FROM act WHERE play = {NUMBER_OF}"  # noqa: S608
_ACT_TIMES = f"SELECT at FROM act WHERE play = {NUMBER_OF} ORDER BY number"  # noqa: S608
_OWN_WORDS = f"SELECT {OWN_FIELDS} FROM own_words WHERE play = {NUMBER_OF} ORDER BY at, moment"  # noqa: S608
_WITH_OWN_WORDS = (
    "SELECT id FROM play JOIN own_words ON own_words.play = play.number WHERE moment = ?"
)

REVIEW_FIELDS = ", ".join(tables.DRILL_REVIEW)
_REVIEWS = f"SELECT {REVIEW_FIELDS} FROM drill_review ORDER BY at, id"  # noqa: S608 - our own names
_LAST_REVIEW = f"SELECT {REVIEW_FIELDS} FROM drill_review ORDER BY at DESC, id DESC LIMIT 1"  # noqa: S608

_EXPORTED_PLAYS = """
    SELECT number AS id, id AS uuid, scenario, title, '' AS path, digest, mode, feedback, seed,
        started, ended,
        (SELECT number FROM play AS other WHERE other.id = play.branch_of) AS branch_of,
        branched_at, programme, part,
        (SELECT number FROM play AS other WHERE other.id = play.follows) AS follows,
        (SELECT number FROM play AS other WHERE other.id = play.replaced_by) AS replaced_by
    FROM play ORDER BY number
"""
_EXPORTED_ACTS = f"SELECT number, {RECORD_FIELDS}, at FROM act WHERE play = ? ORDER BY number"  # noqa: S608
_EXPORTED_WORDS = f"SELECT {OWN_FIELDS} FROM own_words WHERE play = ? ORDER BY at, moment"  # noqa: S608


class SqliteReader:
    """The reading half of ``SqliteStore``; see ``PlayStore`` for what the methods return."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def learner(self) -> str:
        """The learner's UUID."""
        rows = self._sound(tables.LEARNER, "SELECT id FROM learner LIMIT 1")
        if not rows:
            raise self._database.damaged("learner")
        return str(rows[0][0])

    @property
    def version(self) -> Version | None:
        """What differs if anything may have changed; see ``PlayStore``."""
        return self._database.version

    def plays(self) -> list[Play]:
        """Return every play that was not replaced, the latest first."""
        return self._plays("replaced_by IS NULL")

    def unfinished(self) -> list[Play]:
        """Return the unfinished plays, the latest first."""
        return self._plays("replaced_by IS NULL AND ended IS NULL")

    def finished(self) -> list[Play]:
        """Return the finished plays, the latest first."""
        return self._plays("replaced_by IS NULL AND ended IS NOT NULL")

    def branches(self, play: str) -> list[Play]:
        """Return all branches of this first play, including branches of branches, latest first."""
        return self._plays("replaced_by IS NULL AND branch_of = ?", play)

    def replaced(self) -> list[Play]:
        """Return every play that another continues in an edited scenario, the latest first."""
        return self._plays("replaced_by IS NOT NULL")

    def predecessors(self, play: str) -> list[Play]:
        """Return the plays that this one continues in an edited scenario, the latest first."""
        return self._plays("replaced_by = ?", play)

    def play(self, play: str) -> Play | None:
        """Return the play with this id, or None."""
        return next(iter(self._plays("id = ?", play)), None)

    def numbered(self, number: int) -> Play | None:
        """Return the play with this number, or None."""
        return next(iter(self._plays("number = ?", number)), None)

    def revision(self, play: str) -> int:
        """Return the number of acts of a play."""
        ((count,),) = self._sound(tables.COUNT, COUNT_OF_ACTS, play)
        return int(count)

    def records(self, play: str) -> "list[Record]":
        """Return the acts of a play in order."""
        return [act.record for act in self._acts(play)]

    def act_times(self, play: str) -> list[str]:
        """Return the times at which the acts of a play were first saved."""
        return [at for (at,) in self._sound(tables.ACT_TIME, _ACT_TIMES, play)]

    def own_words(self, play: str) -> dict[str, str]:
        """Return the leader's own words of a play, by moment."""
        return {words.moment: words.text for words in self._own_words(play)}

    def with_own_words(self, moment: str) -> frozenset[str]:
        """Return the ids of the plays with own words of this moment; see ``PlayStore``."""
        return frozenset(play for (play,) in self._sound(tables.PLAY_ID, _WITH_OWN_WORDS, moment))

    def text(self, digest: str) -> bytes | None:
        """Return the text of the scenario with this digest, or None if it is not in the store."""
        query = "SELECT text FROM scenario_text WHERE digest = ?"
        for (packed,) in self._sound(tables.SCENARIO_TEXT, query, digest):
            with self._database.problems():
                text = _unpacked(packed)
            if text is None:
                raise self._database.damaged("a scenario's text")
            return text
        return None

    def drilled(self) -> tuple[int, DrillReview | None]:
        """Return the number of reviews of drills, and the latest one."""
        (count,) = self._sound(tables.COUNT, "SELECT COUNT(*) FROM drill_review")[0]
        rows = self._sound(tables.DRILL_REVIEW, _LAST_REVIEW)
        return count, DrillReview(*rows[0]) if rows else None

    def drill_reviews(self) -> list[DrillReview]:
        """Return every review of a drill, the earliest first."""
        return [DrillReview(*row) for row in self._sound(tables.DRILL_REVIEW, _REVIEWS)]

    def export(self) -> dict[str, Any]:
        """Return all saved data of the learner and the scenarios' texts, as one snapshot."""
        # DEFERRED: reading takes no write lock, and the transaction makes it one snapshot.
        with self._database.transaction("DEFERRED"):
            plays = self._rows(_EXPORTED_PLAYS)
            for play in plays:
                play["acts"] = self._rows(_EXPORTED_ACTS, play["id"])
                play["own_words"] = self._rows(_EXPORTED_WORDS, play["id"])
            learner = self._db.execute("SELECT id FROM learner LIMIT 1").fetchone()
            return {
                "version": VERSION,
                "learner": plain(learner[0]) if learner else "",
                "plays": plays,
                "drill_reviews": self._rows(_REVIEWS),
                "scenario_texts": self._texts(),
            }

    @property
    def _db(self) -> sqlite3.Connection:
        return self._database.connection

    def _whole(self, play: Play) -> WholePlay:
        return WholePlay(play, tuple(self._acts(play.id)), tuple(self._own_words(play.id)))

    def _acts(self, play: str) -> list[SavedAct]:
        from simulator.engine.records import from_row

        rows = self._sound(tables.TIMED_RECORD, _RECORDS, play)
        return [
            SavedAct(from_row((act, moment, after, option, say)), at)
            for act, moment, after, option, say, at in rows
        ]

    def _own_words(self, play: str) -> list[OwnWords]:
        return [OwnWords(*row) for row in self._sound(tables.OWN_WORDS, _OWN_WORDS, play)]

    def _texts(self) -> dict[str, Any]:
        rows = self._db.execute("SELECT digest, text FROM scenario_text ORDER BY digest")
        return {str(plain(digest)): _plain_text(packed) for digest, packed in rows}

    def _rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        found = self._db.execute(query, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, map(plain, row), strict=True)) for row in found]

    def _plays(self, where: str, *values: object) -> list[Play]:
        """Return the plays that satisfy an SQL condition, the latest first."""
        query = f"{_PLAYS} WHERE {where} ORDER BY number DESC"
        rows = self._sound({**tables.PLAY, **tables.PLACE}, query, *values)
        return list(map(_play, rows))

    def _sound(
        self, columns: Mapping[str, tables.Check], query: str, *values: object
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a query; raise StoreProblem if one is invalid (``tables.py``)."""
        with self._database.problems():
            rows: list[tuple[Any, ...]] = self._db.execute(query, values).fetchall()
        wrong = tables.wrong_column(columns, rows)
        if wrong is not None:
            raise self._database.damaged(wrong)
        return rows


def _play(row: Sequence[Any]) -> Play:
    fields = len(tables.PLAY)
    play, place = Play(*row[:fields]), row[fields:]
    # Most plays have no place; to copy thousands of them for nothing takes a while.
    return replace(play, place=Place(*place)) if any(place) else play


def _plain_text(packed: object) -> object:
    """Return a scenario's text: a string, base64 if it is not UTF-8, or None if it is damaged."""
    try:
        text = _unpacked(packed) if isinstance(packed, bytes) else None
    except zlib.error:
        text = None
    return None if text is None else plain_text(text)


def _unpacked(packed: bytes) -> bytes | None:
    """Return the unpacked text, or None if it is cut off or too large; raise zlib.error."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(packed, MOST_TEXT)
    # ``eof`` is false for a text that is cut off, and for one that was not unpacked completely.
    return text if unpacking.eof else None
