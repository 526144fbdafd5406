"""The file that a learner writes for a trainer: what was agreed to, as JSON, or its withdrawal.

A trainer imports files from anywhere, so reading bounds every size, checks every type, and reports
one line for each problem.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as Invalid

from simulator.messages import say
from simulator.practice.course_code import typed_code
from simulator.practice.sharing import Attempt, Drilled, Figures, SharedMoment, SharedWords
from simulator.scenario.model import Mode
from simulator.scenario.text import clean_line, clean_text
from simulator.scoring.evidence import Outcome

FORMAT = "balint-sim-share"
VERSION = 1

LARGEST = 10_000_000
"""Most bytes of a file: many times what a year of practice needs."""

MOST_PLAYS = 2_000
MOST_MOMENTS = 200
LONGEST_ID = 64
LONGEST_LINE = 200
LONGEST_WORDS = 20_000
MOST_CREDIT = 100
MOST_PROBLEMS = 5
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEY = re.compile(r"[0-9a-f]{32}")
"""How many problems of one file are reported."""

What = Literal["share", "withdraw"]


@dataclass(frozen=True, slots=True)
class SharedFile:
    """What is in a file; ``written`` is a local day, ``learner`` the id in this course."""

    what: What
    course: str
    learner: str
    wording: str
    written: str
    figures: tuple[Figures, ...] = ()
    own_words: tuple[SharedWords, ...] | None = None


class BadShared(Exception):
    """A file is none that a learner wrote for a course; ``problems`` has a line for each reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def shared_json(shared: SharedFile) -> str:
    """Return the text of a file."""
    # By their names, so that a field of another dataclass cannot get into it unseen.
    made: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "what": shared.what,
        "course": shared.course,
        "learner": shared.learner,
        "wording": shared.wording,
        "written": shared.written,
        "figures": [asdict(figures) for figures in shared.figures],
    }
    if shared.own_words is not None:
        made["own_words"] = [_words(words) for words in shared.own_words]
    return json.dumps(made, indent=1) + "\n"


def figures_json(figures: Figures) -> str:
    """Return the figures of a session as a server saves them."""
    return json.dumps(asdict(figures), separators=(",", ":"))


def figures_in(document: str) -> Figures:
    """Return the figures that ``figures_json`` has written."""
    return _figures(_Figures.model_validate_json(document))


def words_json(words: SharedWords) -> str:
    """Return the own words of a session as a server saves them."""
    return json.dumps(_words(words), separators=(",", ":"))


def _words(words: SharedWords) -> dict[str, Any]:
    said = [{"moment": moment, "text": text} for moment, text in words.words]
    return {"play": words.play, "scenario": words.scenario, "words": said}


def _is_day(value: str) -> str:
    if not _DAY.fullmatch(value):
        raise ValueError("this is not a day")
    return date.fromisoformat(value).isoformat()


def _is_hash(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise ValueError("this is not an id of 32 digits")
    return value


def _is_code(value: str) -> str:
    if typed_code(value) != value:
        raise ValueError("this is not the code of a course")
    return value


_Line = Annotated[str, StringConstraints(max_length=LONGEST_LINE), AfterValidator(clean_line)]
# As ids of the scenario language are (``language/shape_types.py``), and a twin is two of them.
_Named = Annotated[str, StringConstraints(max_length=LONGEST_ID, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
_Id = Annotated[str, StringConstraints(max_length=LONGEST_ID, pattern=r"^([a-z0-9][a-z0-9_-]*)?$")]
_Twin = Annotated[str, StringConstraints(max_length=2 * LONGEST_ID + 1, pattern=r"^[a-z0-9_.-]*$")]
_Text = Annotated[str, StringConstraints(max_length=LONGEST_WORDS), AfterValidator(clean_text)]
_Hash = Annotated[str, AfterValidator(_is_hash)]
_Day = Annotated[str, AfterValidator(_is_day)]
_Code = Annotated[str, AfterValidator(_is_code)]
_Credit = Annotated[float, Field(ge=0, le=MOST_CREDIT, allow_inf_nan=False)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class _Moment(_Shape):
    id: _Named
    kind: Literal["cue", "leave"]
    situation: _Id
    spoke: bool
    option: _Id
    credit: _Credit
    best: _Credit
    outcome: Outcome
    twin: _Twin
    drill: Drilled


class _Figures(_Shape):
    play: _Hash
    scenario: _Named
    title: _Line
    version: int = Field(ge=0, lt=2**31)
    digest: _Named
    played: _Day
    mode: Mode
    seed: int = Field(ge=-(2**63), lt=2**63)
    attempt: Attempt
    moments: tuple[_Moment, ...] = Field(max_length=MOST_MOMENTS, strict=False)


class _SaidWords(_Shape):
    moment: _Named
    text: _Text


class _Words(_Shape):
    play: _Hash
    scenario: _Named
    words: tuple[_SaidWords, ...] = Field(max_length=MOST_MOMENTS, strict=False)


class _File(_Shape):
    format: Literal["balint-sim-share"]
    version: Literal[1]
    what: What
    course: _Code
    learner: _Hash
    wording: _Line
    written: _Day
    figures: tuple[_Figures, ...] = Field(max_length=MOST_PLAYS, strict=False)
    own_words: tuple[_Words, ...] | None = Field(default=None, max_length=MOST_PLAYS, strict=False)


def read_shared(data: bytes) -> SharedFile:
    """Return what is in a file; raise BadShared."""
    if len(data) > LARGEST:
        raise BadShared([say("sharing.too_large", megabytes=LARGEST // 1_000_000)])
    try:
        made = json.loads(data)
    # Nested too deeply, a number too long, not UTF-8, or not JSON.
    except (ValueError, RecursionError):
        raise BadShared([say("sharing.not_json")]) from None
    if not isinstance(made, dict) or made.get("format") != FORMAT:
        raise BadShared([say("sharing.not_shared")])
    version = made.get("version")
    if type(version) is not int:  # True equals 1
        raise BadShared([say("sharing.not_shared")])
    if version > VERSION:
        raise BadShared([say("sharing.newer")])
    try:
        shape = _File.model_validate(made)
    except Invalid as error:
        # Without the cause, which quotes the data of the file.
        raise BadShared(_problems(error)) from None
    _check(shape)
    return _shared(shape)


def _problems(error: Invalid) -> list[str]:
    found = error.errors(include_url=False, include_input=False)
    lines = []
    for each in found[:MOST_PROBLEMS]:
        place = ", ".join(str(part) for part in each["loc"])[:LONGEST_LINE]
        problem = clean_line(each["msg"])
        lines.append(say("sharing.invalid", place=clean_line(place), problem=problem))
    if len(found) > MOST_PROBLEMS:
        lines.append(say("sharing.more_problems", count=len(found) - MOST_PROBLEMS))
    return lines


def _check(shape: _File) -> None:
    """Raise BadShared for what each shape alone cannot say."""
    problems = []
    plays = [figures.play for figures in shape.figures]
    if len(set(plays)) < len(plays):
        problems.append(say("sharing.play_twice"))
    for figures in shape.figures:
        if len({moment.id for moment in figures.moments}) < len(figures.moments):
            problems.append(say("sharing.moment_twice", play=figures.play))
        if not all(map(_agrees, figures.moments)):
            problems.append(say("sharing.contradicts", play=figures.play))
    first = [figures.scenario for figures in shape.figures if figures.attempt == "first"]
    if len(set(first)) < len(first):
        problems.append(say("sharing.first_twice"))
    words = [each.play for each in shape.own_words or ()]
    if len(set(words)) < len(words) or not set(words) <= set(plays):
        problems.append(say("sharing.words_of_none"))
    if shape.what == "withdraw" and (shape.figures or shape.own_words):
        problems.append(say("sharing.withdraws_and_shares"))
    if problems:
        raise BadShared(problems[:MOST_PROBLEMS])


def _agrees(moment: _Moment) -> bool:
    """Return whether what was done and what it counts as are possible together."""
    if moment.spoke != bool(moment.option):
        return False
    if moment.kind == "leave":
        return moment.outcome == ("false_alarm" if moment.spoke else "correct_rejection")
    allowed = {"hit"} if moment.spoke else {"miss", "left_to_others"}
    return moment.outcome in allowed


def _shared(shape: _File) -> SharedFile:
    words = None
    if shape.own_words is not None:
        words = tuple(
            SharedWords(
                each.play,
                each.scenario,
                tuple((said.moment, said.text) for said in each.words),
            )
            for each in shape.own_words
        )
    return SharedFile(
        shape.what,
        shape.course,
        shape.learner,
        shape.wording,
        shape.written,
        tuple(map(_figures, shape.figures)),
        words,
    )


def _figures(shape: _Figures) -> Figures:
    moments = tuple(SharedMoment(**moment.model_dump()) for moment in shape.moments)
    return Figures(**{**shape.model_dump(exclude={"moments"}), "moments": moments})
