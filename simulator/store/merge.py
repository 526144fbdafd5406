"""Decide what an export adds to the plays and reviews in a store.

Nothing is read or written here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from simulator.messages import say
from simulator.store.drill_review import DrillReview
from simulator.store.play_store import BadImport, Document, OwnWords, Summary, WholePlay


@dataclass(frozen=True, slots=True)
class Merge:
    """What is to be saved: new plays, plays that are here, as they will be, and new reviews.

    An extended play begins with the acts that it has here.
    """

    added: tuple[WholePlay, ...]
    extended: tuple[WholePlay, ...]
    summary: Summary
    reviews: tuple[DrillReview, ...] = ()


def merge(
    here: Mapping[str, WholePlay], document: Document, reviewed: Collection[str] = ()
) -> Merge:
    """Return what a document adds to the plays that are ``here``, by id.

    ``reviewed`` are the ids of the reviews of drills that are here.
    """
    added = []
    extended = []
    different = 0
    for there in document.plays:
        ours = here.get(there.play.id)
        if ours is None:
            added.append(there)
        elif not _agree(ours, there):
            different += 1
        elif (both := _extended(ours, there)) != ours:
            extended.append(both)
    skipped = len(document.plays) - len(added) - len(extended) - different
    reviews = tuple(one for one in document.drill_reviews if one.id not in reviewed)
    summary = Summary(len(added), len(extended), skipped, different, len(reviews))
    return Merge(tuple(added), tuple(extended), summary, reviews)


def check_texts(
    added: Iterable[WholePlay], document: Document, has_text: Callable[[str], bool]
) -> None:
    """Raise BadImport if the scenario of a new play is neither in the document nor here."""
    for whole in added:
        digest = whole.play.digest
        if digest not in document.texts and not has_text(digest):
            raise BadImport(say("store.import_no_text", title=whole.play.title))


def _agree(ours: WholePlay, there: WholePlay) -> bool:
    """Return whether the acts of one version of a play begin with all those of the other."""
    # Not strict: one of them can have been continued.
    pairs = zip(ours.records, there.records, strict=False)
    same_play = ours.play.digest == there.play.digest and ours.play.seed == there.play.seed
    return same_play and all(one == other for one, other in pairs)


def _extended(ours: WholePlay, there: WholePlay) -> WholePlay:
    """Return our version of a play with what theirs has besides.

    Theirs may be older and have words that are not here: an answer to a question is no act.
    """
    if len(there.acts) < len(ours.acts):
        return replace(ours, own_words=_words(ours, there))
    # A play in which something was done is no longer replaced (``PlayStore.act``).
    continued = len(there.acts) > len(ours.acts)
    replaced_by = None if continued else ours.play.replaced_by
    play = replace(
        ours.play,
        ended=ours.play.ended or there.play.ended,
        replaced_by=replaced_by or there.play.replaced_by,
    )
    acts = (*ours.acts, *there.acts[len(ours.acts) :])
    return WholePlay(play, acts, _words(ours, there))


def _words(ours: WholePlay, there: WholePlay) -> tuple[OwnWords, ...]:
    """Return the own words of both; for one moment, the later ones."""
    words = {one.moment: one for one in ours.own_words}
    for one in there.own_words:
        if one.moment not in words or one.at > words[one.moment].at:
            words[one.moment] = one
    return tuple(sorted(words.values(), key=lambda one: (one.at, one.moment)))
