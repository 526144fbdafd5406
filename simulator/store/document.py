"""Read an export (``export.py``) that is to be imported.

It may come from anywhere. Sizes are bounded, types checked, texts cleaned and references resolved
before anything is saved.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from simulator.engine.records import ActKind, from_row
from simulator.messages import say
from simulator.scenario.text import clean_line, clean_text
from simulator.store.drill_review import DrillReview
from simulator.store.export import VERSION
from simulator.store.identity import id_of_old_play, id_of_programme, is_id
from simulator.store.play_store import BadImport, Document, OwnWords, Play, SavedAct, WholePlay

LARGEST = 200_000_000
"""Most bytes of an import: many times what ten thousand plays need."""

MOST_PLAYS = 100_000
MOST_ACTS = 100_000
MOST_TEXTS = 10_000
MOST_REVIEWS = 1_000_000
LONGEST_TEXT = 10_000_000
LONGEST_WORDS = 20_000
LONGEST_LINE = 1_000
# SQLite has no larger integers; sqlite3 would raise OverflowError in the middle of an import.
_INT64 = 2**63

# ``fromisoformat`` takes any character between the date and the time.
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{1,20}(Z|[+-][0-9:]{1,15})")


def _is_time(value: str) -> str:
    if not _TIME.fullmatch(value) or datetime.fromisoformat(value).tzinfo is None:
        raise ValueError("this is not a time")
    return value


def _is_id(value: str) -> str:
    if not is_id(value):
        raise ValueError("this is not a UUID")
    return value


_Line = Annotated[str, StringConstraints(max_length=LONGEST_LINE), AfterValidator(clean_line)]
_Words = Annotated[str, StringConstraints(max_length=LONGEST_WORDS), AfterValidator(clean_text)]
_Time = Annotated[str, AfterValidator(_is_time)]
_Id = Annotated[str, AfterValidator(_is_id)]
_Whole = Annotated[int, Field(ge=0, lt=_INT64)]


class _Shape(BaseModel):
    # Unknown keys are ignored: ``version`` alone says whether a document can be read.
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class _Act(_Shape):
    number: _Whole
    act: ActKind
    moment: _Line
    after: _Whole
    option: _Line
    say: _Words
    at: _Time


class _OwnWords(_Shape):
    moment: _Line
    after: _Whole
    text: _Words
    at: _Time


class _Play(_Shape):
    id: _Whole
    uuid: _Id | None = None
    scenario: _Line
    title: _Line
    path: str = Field(default="", max_length=LONGEST_WORDS)
    digest: _Line
    mode: Literal["guided", "live"]
    feedback: Literal["now", "end"]
    seed: int = Field(ge=-_INT64, lt=_INT64)
    started: _Time
    ended: _Time | None
    branch_of: _Whole | None = None
    branched_at: _Line = ""
    programme: str = Field(default="", max_length=LONGEST_WORDS)
    part: _Whole = 0
    follows: _Whole | None = None
    replaced_by: _Whole | None = None
    # Not strict: JSON has lists, and pydantic's strict mode accepts only tuples here.
    acts: tuple[_Act, ...] = Field(max_length=MOST_ACTS, strict=False)
    own_words: tuple[_OwnWords, ...] = Field(default=(), max_length=MOST_ACTS, strict=False)

    @property
    def play_id(self) -> str:
        """Its id, which plays of older versions get from what was saved of them."""
        return self.uuid or id_of_old_play(self.model_dump(include=_OLD))

    def whole(self, ids: Mapping[int, str]) -> WholePlay:
        """Return the play; ``ids`` are those of all plays, by number."""
        play = Play(
            id=ids[self.id],
            number=0,
            scenario=self.scenario,
            title=self.title,
            digest=self.digest,
            mode=self.mode,
            feedback=self.feedback,
            seed=self.seed,
            started=self.started,
            ended=self.ended,
            branch_of=self._referred(self.branch_of, ids),
            branched_at=self.branched_at,
            programme=clean_line(id_of_programme(self.programme)),
            part=self.part,
            follows=self._referred(self.follows, ids),
            replaced_by=self._referred(self.replaced_by, ids),
        )
        acts = [
            SavedAct(from_row((act.act, act.moment, act.after, act.option, act.say)), act.at)
            for act in self.acts
        ]
        words = {
            one.moment: OwnWords(one.moment, one.after, one.text, one.at) for one in self.own_words
        }
        return WholePlay(play, tuple(acts), tuple(words.values()))

    def _referred(self, number: int | None, ids: Mapping[int, str]) -> str | None:
        if number is None:
            return None
        if number not in ids:
            raise BadImport(say("store.import_reference", number=self.id, other=number))
        return ids[number]


_OLD = {"id", "scenario", "path", "digest", "mode", "seed", "started"}


class _Encoded(_Shape):
    # Base64 takes four characters for three bytes; twice the length is enough.
    base64: str = Field(max_length=2 * LONGEST_TEXT)


_ScenarioText = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)] | _Encoded | None


class _Review(_Shape):
    id: _Id
    at: _Time
    situation: _Line
    scenario: _Line
    digest: _Line
    moment: _Line
    seed: int = Field(ge=-_INT64, lt=_INT64)
    act: Literal["wait", "take"]
    option: _Line
    rating: Literal[1, 2, 3, 4]
    own_words: _Words = ""


class _Export(_Shape):
    version: int
    learner: _Id | None = None
    plays: tuple[_Play, ...] = Field(max_length=MOST_PLAYS, strict=False)
    drill_reviews: tuple[_Review, ...] = Field(default=(), max_length=MOST_REVIEWS, strict=False)
    scenario_texts: dict[_Line, _ScenarioText] = Field(default_factory=dict, max_length=MOST_TEXTS)


def read_document(data: bytes) -> Document:
    """Return the document in an export; raise BadImport for anything that is not a valid one."""
    if len(data) > LARGEST:
        raise BadImport(say("store.import_too_large", megabytes=LARGEST // 1_000_000))
    made = _decoded(data)
    version = made.get("version") if isinstance(made, dict) else None
    if not isinstance(version, int) or version < 1:
        raise BadImport(say("store.import_not_an_export"))
    if version > VERSION:
        raise BadImport(say("store.import_newer"))
    try:
        shape = _Export.model_validate(made)
    except ValidationError as error:
        # Without the cause, which quotes the data of the file.
        raise BadImport(_first_error(error)) from None
    return _document(shape)


def _decoded(data: bytes) -> Any:
    try:
        return json.loads(data)
    # Nested too deeply, a number too long, not UTF-8, or not JSON.
    except (ValueError, RecursionError) as error:
        raise BadImport(say("store.import_not_json")) from error


def _document(shape: _Export) -> Document:
    ids = {play.id: play.play_id for play in shape.plays}
    if len(ids) < len(shape.plays) or len(set(ids.values())) < len(ids):
        # Two plays have the same number or the same UUID.
        raise BadImport(say("store.import_twice"))
    for play in shape.plays:
        if [act.number for act in play.acts] != list(range(len(play.acts))):
            raise BadImport(say("store.import_acts", number=play.id))
    if len({review.id for review in shape.drill_reviews}) < len(shape.drill_reviews):
        raise BadImport(say("store.import_review_twice"))
    for name in ("branch_of", "follows", "replaced_by"):
        _check_no_cycle(name, shape.plays)
    texts = {digest: _bytes(text) for digest, text in shape.scenario_texts.items()}
    return Document(
        shape.learner or "",
        tuple(play.whole(ids) for play in shape.plays),
        {digest: text for digest, text in texts.items() if text is not None},
        tuple(DrillReview(**review.model_dump()) for review in shape.drill_reviews),
    )


def _check_no_cycle(name: str, plays: Sequence[_Play]) -> None:
    """Raise BadImport if a play leads back to itself by following one kind of reference."""
    following = {play.id: getattr(play, name) for play in plays}
    safe: set[int] = set()
    for start in following:
        path: set[int] = set()
        at: int | None = start
        while at is not None and at not in safe:
            if at in path:
                raise BadImport(say("store.import_cycle", number=start))
            path.add(at)
            at = following.get(at)
        safe |= path


def _bytes(text: str | _Encoded | None) -> bytes | None:
    try:
        if isinstance(text, _Encoded):
            return base64.b64decode(text.base64, validate=True)
        return None if text is None else text.encode("utf-8")
    except ValueError as error:  # also a lone surrogate
        raise BadImport(say("store.import_text")) from error


def _first_error(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False)[0]
    place = ", ".join(str(part) for part in found["loc"])[:LONGEST_LINE]
    return say("store.import_invalid", place=clean_line(place), problem=clean_line(found["msg"]))
