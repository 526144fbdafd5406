"""What every store of plays does, and the data that it returns.

A ``PlayStore`` holds the plays of one learner. There are two: ``SqliteStore`` saves them in a file,
``MemoryStore`` forgets them. Practice and the front ends know only what is in this module.

A play is known by its ``id``, a UUID, everywhere and for ever; people use its ``number``, which is
small and which each store gives anew. The revision of a play is the number of its saved acts. An
act names the revision on which it was made, so that one made twice is saved once, and one made in
an old window is refused.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from simulator.messages import say
from simulator.store.drill_review import DrillReview

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.engine.records import Record
    from simulator.engine.setup import FeedbackTime
    from simulator.scenario.model import Mode


Version = tuple[int, ...]
"""A version of everything in a store; it is only compared with another one of the same store."""


class StoreProblem(Exception):
    """The store cannot be read or written; the message says why. No saved data is lost."""


class AnotherWindow(StoreProblem):
    """Another window has continued this play meanwhile."""

    def __init__(self) -> None:
        super().__init__(say("store.another_window"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of a play are on this machine, as hints; empty: in the library, or unknown.

    They are never exported, and a play continues without them: its scenario's text is saved.
    """

    scenario: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """One saved play; ``started`` and ``ended`` are UTC times in ISO format.

    ``id`` and ``number`` are given by the store (empty and 0: not saved yet). All references are
    ids. ``ended`` is None while the play is unfinished. ``replaced_by`` is the play that continues
    this one in an edited version of the scenario.

    A branch is another attempt from a moment (``branched_at``) on; ``branch_of`` is the first play
    of its family, even if it branched off another branch.

    ``programme`` is the id of the programme in which the play was begun (empty: none). ``part`` is
    the number of the session, from 0, and ``follows`` the play of the session before.
    """

    id: str
    number: int
    scenario: str
    title: str
    digest: str
    mode: "Mode"
    feedback: "FeedbackTime"
    seed: int
    started: str
    ended: str | None = None
    branch_of: str | None = None
    branched_at: str = ""
    programme: str = ""
    part: int = 0
    follows: str | None = None
    replaced_by: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class First:
    """What is saved together with the start of a play that continues another.

    ``records`` are its acts; with ``last``, the final one ends the play. ``own_words`` are a
    moment, the turn they were written after, and the text.
    """

    records: "Sequence[Record]" = ()
    own_words: tuple[str, int, str] | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class SavedAct:
    """An act and the UTC time at which it was saved."""

    record: "Record"
    at: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The leader's own words for a moment, the turn they were written after, and the UTC time.

    ``moment`` is its id; for an answer to a question to oneself, the key of the question, and
    ``after`` is 0.
    """

    moment: str
    after: int
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class WholePlay:
    """A play, its acts in order, and its own words by moment."""

    play: Play
    acts: tuple[SavedAct, ...] = ()
    own_words: tuple[OwnWords, ...] = ()

    @property
    def records(self) -> "list[Record]":
        """The acts without their times."""
        return [act.record for act in self.acts]


@dataclass(frozen=True, slots=True)
class Document:
    """An export that was read and validated. All references of its plays are ids of plays in it.

    ``learner`` is empty if it was written before learners had ids. ``texts`` are those of the
    scenarios, by digest; one that was damaged is missing.
    """

    learner: str
    plays: tuple[WholePlay, ...]
    texts: Mapping[str, bytes]
    drill_reviews: tuple[DrillReview, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The number of plays in a document that are new, longer than here, or here already.

    ``different`` are those that were continued both here and there; they stay as they are here.
    ``reviews`` is the number of new reviews of drills.
    """

    added: int = 0
    extended: int = 0
    skipped: int = 0
    different: int = 0
    reviews: int = 0


class BadImport(Exception):
    """A file cannot be imported; the message says why. Nothing was imported."""


class PlayStore(Protocol):
    """The plays of one learner. Every method raises StoreProblem, with nothing changed.

    What a writing method has saved is durable when it returns. All methods can be called from any
    thread.
    """

    @property
    def learner(self) -> str:
        """The learner's UUID, made once for each store."""

    @property
    def backup(self) -> "Path | None":
        """The copy that was made because opening the store migrated it; None if it did not."""

    @property
    def version(self) -> Version | None:
        """What differs from before if anything that is saved may have changed, whoever saved it.

        It is found without waiting; None if it cannot be.
        """

    def close(self) -> None:
        """Close the store."""

    def begin(self, play: Play, text: bytes) -> Play:
        """Save a new play and the text of its scenario; return it with ``id`` and ``number``.

        If ``started`` is empty, it is set to the current time.
        """

    def act(self, play: str, revision: int, record: "Record", *, last: bool = False) -> None:
        """Save an act that was made on this revision; with the ``last`` one, the play ends.

        If the same act was saved on this revision before, nothing is changed. Raise AnotherWindow
        if the play has another act there, or has fewer acts than ``revision``. If another play
        had replaced this one, it is no longer marked as replaced. If this raises, it can be called
        again, also with another act.
        """

    def keep_own_words(
        self, play: str, moment: str, after: int, text: str, revision: int | None = None
    ) -> None:
        """Save the leader's own words for a moment, in place of earlier ones.

        Answers to questions to oneself are saved in the same way: ``moment`` is then the key of the
        question (``engine.reflections``), and ``after`` is 0.

        Raise AnotherWindow if the play is not at ``revision``.
        """

    def finish(self, play: str) -> None:
        """Save the end of a play, unless it is saved already."""

    def replace(self, old: Play, revision: int, new: Play, text: bytes, first: First) -> Play:
        """Save a play that continues ``old`` in an edited scenario, and mark ``old`` as replaced.

        The new play gets the old one's own words, its place as a branch and as the first play of
        its branches, and its part of a programme. It starts with the acts and own words in
        ``first``. Raise AnotherWindow if ``old`` is not at ``revision`` or is replaced already. If
        this raises, it can be called again.
        """

    def branch(self, play: Play, moment: str, acts: int, asked: Collection[str] = ()) -> Play:
        """Save a branch with the first ``acts`` acts of ``play`` and its own words up to there.

        ``asked`` are the keys of the questions to oneself up to there, whose answers come along.
        ``play`` stays unchanged, and its programme continues from it, not from the branch. The acts
        and words keep the times at which they were first saved.
        """

    def delete(self, play: str) -> int:
        """Delete a play, other attempts from it, and the plays that it continued in an edit.

        Return how many plays were deleted, 0 if there is none with this id. Reviews of drills and
        the texts of scenarios stay. See ``deleting.py``.
        """

    def plays(self) -> list[Play]:
        """Return every play that was not replaced, the latest first."""

    def unfinished(self) -> list[Play]:
        """Return the unfinished plays, the latest first."""

    def finished(self) -> list[Play]:
        """Return the finished plays, the latest first."""

    def branches(self, play: str) -> list[Play]:
        """Return all branches of this first play, including branches of branches, latest first."""

    def replaced(self) -> list[Play]:
        """Return every play that another continues in an edited scenario, the latest first."""

    def predecessors(self, play: str) -> list[Play]:
        """Return the plays that this one continues in an edited scenario, the latest first."""

    def play(self, play: str) -> Play | None:
        """Return the play with this id, or None."""

    def numbered(self, number: int) -> Play | None:
        """Return the play with this number, or None."""

    def revision(self, play: str) -> int:
        """Return the number of acts of a play, without reading them."""

    def records(self, play: str) -> "list[Record]":
        """Return the acts of a play in order."""

    def act_times(self, play: str) -> list[str]:
        """Return the UTC times at which the acts of a play were first saved, in their order."""

    def own_words(self, play: str) -> dict[str, str]:
        """Return the leader's own words of a play by moment, and answers by the question's key."""

    def with_own_words(self, moment: str) -> frozenset[str]:
        """Return the ids of the plays with own words of this moment, or an answer of this key."""

    def text(self, digest: str) -> bytes | None:
        """Return the text of the scenario with this digest, or None if it is not in the store."""

    def add_drill_review(self, review: DrillReview) -> DrillReview:
        """Save a review of a drill; return it with ``id`` and ``at``, which may be empty before.

        A review whose id is saved already is not saved again. If this raises, it can be called
        again with the same id.
        """

    def drilled(self) -> tuple[int, DrillReview | None]:
        """Return the number of reviews of drills, and the latest one."""

    def drill_reviews(self) -> list[DrillReview]:
        """Return every review of a drill, the earliest first."""

    def export(self) -> dict[str, Any]:
        """Return all saved data of the learner and the scenarios' texts, as one snapshot."""

    def merge(self, document: Document, *, dry_run: bool = False) -> Summary:
        """Add the plays and reviews of an export, all or none; return what was added and skipped.

        If nothing was played here, the store takes over the learner's id. With ``dry_run``, only
        return what would be added. Raise BadImport if the text of a scenario is missing.
        """


def number_of(store: PlayStore, play: str) -> int:
    """Return the number of the play with this id, 0 if there is none."""
    found = store.play(play)
    return found.number if found is not None else 0


def numbers(plays: Sequence[Play]) -> Mapping[str, int]:
    """Return the numbers of plays by id."""
    return {play.id: play.number for play in plays}


def utc_now() -> str:
    """Return the current time in UTC, to the second, in ISO format."""
    return datetime.now(UTC).isoformat(timespec="seconds")
