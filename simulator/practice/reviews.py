"""The reviews from which it is computed what to drill: those of drills, and those of sessions.

A card is a situation, a kind of hard moment. It enters when a moment of that kind was missed or
cost something in a finished session, and that session counts as its first review. Later sessions
count as reviews, too. So does every drill.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.analysis.stop import Stop, never
from simulator.library.cache_values import list_in, text_in, whole_in
from simulator.library.file_cache import Kind, form_of
from simulator.library.workspace import Workspace
from simulator.practice.ratings import BEST, BEST_TWICE, COSTLY, loss, rating_of
from simulator.store.drill_review import DrillReview
from simulator.store.play_store import Play, PlayStore, StoreProblem

if TYPE_CHECKING:
    from simulator.engine.program import Program
    from simulator.scoring.evidence import Judgement

ENTRY = "reviews"
"""The entry of the cache with the reviews that sessions are."""

FORM = 1
"""Increase this if the ratings or the entry change within a version of the program."""

KIND = Kind("", form_of("reviews", FORM), largest=32_000_000, personal=True)


@dataclass(frozen=True, slots=True)
class Review:
    """One review of a situation: when, on which case, and how well (``ratings.py``).

    ``at`` is a UTC time in ISO format; ``drilled`` is false if it is a moment of a session.
    """

    at: str
    situation: str
    scenario: str
    moment: str
    rating: int
    drilled: bool = True


def reviews_of(
    workspace: Workspace, store: PlayStore, plays: Sequence[Play], stop: Stop = never
) -> list[Review]:
    """Return all reviews that count, the earliest first.

    ``plays`` are all saved plays. What is not cached of them is computed, and cached.
    """
    played = played_reviews(workspace, store, plays, stop)
    return counting(played, map(of_drill, store.drill_reviews()))


def counting(played: Iterable[Review], drilled: Iterable[Review]) -> list[Review]:
    """Return the reviews that count: of each situation, from the first that is not a success on.

    A drill counts in any case: who was asked for a situation has it as a card.
    """
    entered: set[str] = set()
    counted = []
    for review in sorted((*played, *drilled), key=lambda one: (one.at, one.situation)):
        if review.drilled or review.rating < BEST:
            entered.add(review.situation)
        if review.situation in entered:
            counted.append(review)
    return counted


def of_drill(review: DrillReview) -> Review:
    """Return the saved review of a drill as it is scheduled."""
    return Review(review.at, review.situation, review.scenario, review.moment, review.rating)


def played_reviews(
    workspace: Workspace, store: PlayStore, plays: Sequence[Play], stop: Stop = never
) -> list[Review]:
    """Return the reviews that finished plays are; a play that cannot be replayed has none."""
    known = _cached(workspace)
    found: dict[str, list[tuple[str, str, int]]] = {}
    programs: dict[str, Program | None] = {}
    for play in plays:
        if not _counts(play) or stop(0, 0):
            continue
        rated = known.get(_name(play))
        if rated is None:
            if play.digest not in programs:
                programs[play.digest] = _program(workspace, store, play.digest)
            rated = _rated(store, play, programs[play.digest])
        found[_name(play)] = rated
    if found != known and not stop(0, 0):
        # Replaced as a whole, so that reviews of deleted plays disappear.
        workspace.cache.put(
            KIND, ENTRY, {name: list(map(list, rows)) for name, rows in found.items()}
        )
    return [one for play in plays for one in _reviews(play, found.get(_name(play), []))]


def worst_by_situation(judgements: "Iterable[Judgement]") -> list[tuple[str, str, int]]:
    """Return situation, moment and rating of the worst moment of each situation in a play."""
    worst: dict[str, tuple[str, int]] = {}
    for judged in judgements:
        situation = judged.moment.situation
        if not situation:
            continue
        # Of a moment in which nothing was said, it is not known which lines were available.
        lines = judged.offered or judged.moment.options
        rated = rating_of(loss(judged.moment, judged.credit, lines, judged.moment.ask))
        if situation not in worst or rated < worst[situation][1]:
            worst[situation] = (judged.moment.id, rated)
    return [(situation, moment, rated) for situation, (moment, rated) in worst.items()]


def _counts(play: Play) -> bool:
    """Return whether a play is finished and the first one of its family."""
    return play.ended is not None and play.branch_of is None


def _program(workspace: Workspace, store: PlayStore, digest: str) -> "Program | None":
    """Return the compiled scenario of this digest; None if it cannot be read any more.

    Once for all its plays: to read it takes longer than to replay one.
    """
    from simulator.engine.program import compile_scenario
    from simulator.library.scenarios import Loaded, load_text

    try:
        text = store.text(digest)
    except StoreProblem:  # whoever opens a play of it is told
        return None
    loaded = load_text(text, digest, workspace.catalogue) if text is not None else None
    return compile_scenario(loaded.scenario) if isinstance(loaded, Loaded) else None


def _rated(store: PlayStore, play: Play, program: "Program | None") -> list[tuple[str, str, int]]:
    """Return what a play shows of each situation in it; nothing if it cannot be replayed."""
    if program is None:
        return []
    from simulator.engine.acts import NotOnOffer
    from simulator.engine.session import Session
    from simulator.engine.setup import Setup
    from simulator.scoring.evidence import evidence

    session = Session(Setup(program, play.mode, play.seed), lambda record: None)
    try:
        session.replay(store.records(play.id))
    except (StoreProblem, NotOnOffer):
        return []
    return worst_by_situation(evidence(program.scenario, session.events))


def _reviews(play: Play, rated: Iterable[tuple[str, str, int]]) -> list[Review]:
    at = play.ended or play.started
    return [
        Review(at, situation, play.scenario, moment, rating, drilled=False)
        for situation, moment, rating in rated
    ]


def _name(play: Play) -> str:
    return f"{play.id} {play.digest}"


def _cached(workspace: Workspace) -> dict[str, list[tuple[str, str, int]]]:
    return workspace.cache.get(KIND, ENTRY, _decoded) or {}


def _decoded(saved: Any) -> dict[str, list[tuple[str, str, int]]]:
    return {text_in(name): [_row(*list_in(row, 3)) for row in rows] for name, rows in saved.items()}


def _row(situation: Any, moment: Any, rating: Any) -> tuple[str, str, int]:
    return text_in(situation), text_in(moment), whole_in(rating, COSTLY, BEST_TWICE)
