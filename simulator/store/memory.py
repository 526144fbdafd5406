"""Plays in memory: for previews, demonstrations, tests and visitors whose plays are not saved."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from simulator.messages import say
from simulator.store.deleting import deletion
from simulator.store.drill_review import DrillReview, in_order
from simulator.store.export import VERSION, exported, plain_text
from simulator.store.identity import new_id
from simulator.store.merge import check_texts, merge
from simulator.store.play_store import (
    AnotherWindow,
    Document,
    First,
    OwnWords,
    Play,
    SavedAct,
    StoreProblem,
    Summary,
    Version,
    WholePlay,
    numbers,
    utc_now,
)

if TYPE_CHECKING:
    from simulator.engine.records import Record


class MemoryStore:
    """A ``PlayStore`` that is lost when it is closed; see there for what the methods do."""

    def __init__(
        self, now: Callable[[], str] = utc_now, *, new_id: Callable[[], str] = new_id
    ) -> None:
        self._now = now
        self._new_id = new_id
        self._learner = new_id()
        self._wholes: dict[str, WholePlay] = {}
        self._texts: dict[str, bytes] = {}
        self._reviews: dict[str, DrillReview] = {}
        self._lock = RLock()
        self._changes = 0  # calls that may have changed something

    @property
    def learner(self) -> str:
        """The learner's UUID."""
        return self._learner

    @property
    def backup(self) -> Path | None:
        """None: nothing is migrated."""
        return None

    @property
    def version(self) -> Version | None:
        """What differs if anything may have changed; see ``PlayStore``."""
        return (self._changes,)

    def close(self) -> None:
        """Do nothing: there is nothing to close."""

    def begin(self, play: Play, text: bytes) -> Play:
        """Save a new play and the text of its scenario."""
        with self._all_or_nothing():
            self._texts[play.digest] = text
            return self._insert_new(play)

    def act(self, play: str, revision: int, record: "Record", *, last: bool = False) -> None:
        """Save an act that was made on this revision."""
        with self._all_or_nothing():
            whole = self._whole(play)
            if revision != len(whole.acts):
                if whole.records[revision : revision + 1] != [record]:
                    raise AnotherWindow
                return
            self._put(replace(whole, acts=(*whole.acts, SavedAct(record, self._now()))))
            self._change(play, replaced_by=None)
            if last:
                self.finish(play)

    def keep_own_words(
        self, play: str, moment: str, after: int, text: str, revision: int | None = None
    ) -> None:
        """Save the leader's own words for a moment."""
        with self._all_or_nothing():
            whole = self._whole(play)
            if revision is not None and revision != len(whole.acts):
                raise AnotherWindow
            self._put(_with_words(whole, OwnWords(moment, after, text, self._now())))
            self._change(play, replaced_by=None)

    def finish(self, play: str) -> None:
        """Save the end of a play, unless it is saved already."""
        with self._all_or_nothing():
            if self._whole(play).play.ended is None:
                self._change(play, ended=self._now())

    def replace(self, old: Play, revision: int, new: Play, text: bytes, first: First) -> Play:
        """Save a play that continues ``old`` in an edited scenario."""
        with self._all_or_nothing():
            before = self._whole(old.id)
            if len(before.acts) != revision or before.play.replaced_by is not None:
                raise AnotherWindow
            self._texts[new.digest] = text
            new = replace(new, branch_of=old.branch_of, branched_at=old.branched_at)
            new = replace(new, programme=old.programme, part=old.part, follows=old.follows)
            new = replace(new, place=replace(new.place, programme=old.place.programme))
            saved = self._insert_new(new)
            for number, record in enumerate(first.records):
                self.act(saved.id, number, record)
            self._put(replace(self._whole(saved.id), own_words=before.own_words))
            if first.own_words is not None:
                self.keep_own_words(saved.id, *first.own_words)
            if first.last:
                self.finish(saved.id)
            self._move_branches(old.id, saved.id)
            self._change(old.id, replaced_by=saved.id)
            return self._whole(saved.id).play

    def branch(self, play: Play, moment: str, acts: int, asked: Collection[str] = ()) -> Play:
        """Save a branch with the first ``acts`` acts of ``play``."""
        with self._all_or_nothing():
            before = self._whole(play.id)
            new = replace(play, started="", branch_of=play.branch_of or play.id)
            new = replace(new, branched_at=moment, programme="", part=0, follows=None)
            saved = self._insert_new(replace(new, place=replace(play.place, programme="")))
            shared = before.acts[:acts]
            met = {*(act.record.moment for act in shared), *asked}
            words = tuple(one for one in before.own_words if one.moment in met)
            self._put(WholePlay(saved, shared, words))
            return saved

    def delete(self, play: str) -> int:
        """Delete a play and what goes with it; see ``PlayStore``."""
        with self._all_or_nothing():
            found = deletion([whole.play for whole in self._wholes.values()], play)
            for gone in found.plays:
                del self._wholes[gone]
            for stays, follows in found.follows.items():
                self._change(stays, follows=follows)
        return len(found.plays)

    def plays(self) -> list[Play]:
        """Return every play that was not replaced, the latest first."""
        return self._selected(lambda play: play.replaced_by is None)

    def unfinished(self) -> list[Play]:
        """Return the unfinished plays, the latest first."""
        return [play for play in self.plays() if play.ended is None]

    def finished(self) -> list[Play]:
        """Return the finished plays, the latest first."""
        return [play for play in self.plays() if play.ended is not None]

    def branches(self, play: str) -> list[Play]:
        """Return all branches of this first play, the latest first."""
        return [branch for branch in self.plays() if branch.branch_of == play]

    def replaced(self) -> list[Play]:
        """Return every play that another continues in an edited scenario, the latest first."""
        return self._selected(lambda play: play.replaced_by is not None)

    def predecessors(self, play: str) -> list[Play]:
        """Return the plays that this one continues in an edited scenario, the latest first."""
        return self._selected(lambda earlier: earlier.replaced_by == play)

    def play(self, play: str) -> Play | None:
        """Return the play with this id, or None."""
        with self._lock:
            found = self._wholes.get(play)
        return found.play if found is not None else None

    def numbered(self, number: int) -> Play | None:
        """Return the play with this number, or None."""
        return next(iter(self._selected(lambda play: play.number == number)), None)

    def revision(self, play: str) -> int:
        """Return the number of acts of a play."""
        with self._lock:
            return len(self._wholes[play].acts) if play in self._wholes else 0

    def records(self, play: str) -> "list[Record]":
        """Return the acts of a play in order."""
        with self._lock:
            return self._wholes[play].records if play in self._wholes else []

    def act_times(self, play: str) -> list[str]:
        """Return the times at which the acts of a play were first saved."""
        with self._lock:
            acts = self._wholes[play].acts if play in self._wholes else ()
        return [act.at for act in acts]

    def own_words(self, play: str) -> dict[str, str]:
        """Return the leader's own words of a play, by moment."""
        with self._lock:
            words = self._wholes[play].own_words if play in self._wholes else ()
        return {one.moment: one.text for one in words}

    def with_own_words(self, moment: str) -> frozenset[str]:
        """Return the ids of the plays with own words of this moment; see ``PlayStore``."""
        with self._lock:
            return frozenset(
                play
                for play, whole in self._wholes.items()
                if any(words.moment == moment for words in whole.own_words)
            )

    def text(self, digest: str) -> bytes | None:
        """Return the text of the scenario with this digest, or None."""
        with self._lock:
            return self._texts.get(digest)

    def add_drill_review(self, review: DrillReview) -> DrillReview:
        """Save a review of a drill."""
        new = replace(review, id=review.id or self._new_id(), at=review.at or self._now())
        with self._lock:
            self._changes += 1
            self._reviews.setdefault(new.id, new)
        return new

    def drilled(self) -> tuple[int, DrillReview | None]:
        """Return the number of reviews of drills, and the latest one."""
        reviews = self.drill_reviews()
        return len(reviews), reviews[-1] if reviews else None

    def drill_reviews(self) -> list[DrillReview]:
        """Return every review of a drill, the earliest first."""
        with self._lock:
            return in_order(list(self._reviews.values()))

    def export(self) -> dict[str, Any]:
        """Return all saved data of the learner and the scenarios' texts."""
        with self._lock:
            by_number = sorted(self._wholes.values(), key=lambda whole: whole.play.number)
            by_id = numbers([whole.play for whole in by_number])
            return {
                "version": VERSION,
                "learner": self._learner,
                "plays": [exported(whole, by_id) for whole in by_number],
                "drill_reviews": [asdict(review) for review in self.drill_reviews()],
                "scenario_texts": {
                    digest: plain_text(text) for digest, text in sorted(self._texts.items())
                },
            }

    def merge(self, document: Document, *, dry_run: bool = False) -> Summary:
        """Add the plays and reviews of an export, all or none."""
        with self._all_or_nothing():
            merged = merge(self._wholes, document, self._reviews)
            check_texts(merged.added, document, self._texts.__contains__)
            if dry_run:
                return merged.summary
            if document.learner and not self._wholes:
                self._learner = document.learner
            for whole in merged.added:
                digest = whole.play.digest
                if digest in document.texts:
                    # A text that is here stays: the imported one need not be that of the digest.
                    self._texts.setdefault(digest, document.texts[digest])
                self._put(replace(whole, play=replace(whole.play, number=self._next_number())))
            for whole in merged.extended:
                self._extend(whole)
            self._reviews.update({review.id: review for review in merged.reviews})
            return merged.summary

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """Hold the lock, and undo all changes if the body raises."""
        with self._lock:
            # Shallow copies are enough, because plays and texts are immutable.
            before = dict(self._wholes), dict(self._texts), self._learner
            try:
                yield
            except BaseException:
                self._wholes, self._texts, self._learner = before
                raise
            finally:
                self._changes += 1

    def _whole(self, play: str) -> WholePlay:
        if play not in self._wholes:
            raise StoreProblem(say("store.no_session", id=play))
        return self._wholes[play]

    def _put(self, whole: WholePlay) -> None:
        self._wholes[whole.play.id] = whole

    def _change(self, play: str, **changes: Any) -> None:
        whole = self._whole(play)
        self._put(replace(whole, play=replace(whole.play, **changes)))

    def _extend(self, whole: WholePlay) -> None:
        before = self._whole(whole.play.id).play
        replaced_by = whole.play.replaced_by
        self._put(whole)
        # Another play of this import may have moved it to another family.
        self._change(before.id, branch_of=before.branch_of)
        if replaced_by is not None and before.replaced_by is None:
            self._move_branches(before.id, replaced_by)

    def _move_branches(self, old: str, new: str) -> None:
        for whole in list(self._wholes.values()):
            if whole.play.branch_of == old:
                self._change(whole.play.id, branch_of=new)

    def _next_number(self) -> int:
        return max((whole.play.number for whole in self._wholes.values()), default=0) + 1

    def _insert_new(self, play: Play) -> Play:
        new = replace(play, id=self._new_id(), number=self._next_number())
        new = replace(new, started=play.started or self._now(), ended=None, replaced_by=None)
        self._put(WholePlay(new))
        return new

    def _selected(self, wanted: Callable[[Play], bool]) -> list[Play]:
        with self._lock:
            plays = [whole.play for whole in self._wholes.values() if wanted(whole.play)]
        return sorted(plays, key=lambda play: -play.number)


def _with_words(whole: WholePlay, words: OwnWords) -> WholePlay:
    others = [one for one in whole.own_words if one.moment != words.moment]
    in_order = sorted((*others, words), key=lambda one: (one.at, one.moment))
    return replace(whole, own_words=tuple(in_order))
