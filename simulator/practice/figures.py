"""Figures of the library: the chance line of every scenario and the score of every finished play.

Either may take a moment to work out, so both are kept on the disk, and whoever shows a library takes what is known and has the
rest come in one by one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis.stop import Stop, never
from simulator.library.cache_files import cache, cached, form_of, list_in, percent_in, text_in
from simulator.library.cards import Card
from simulator.library.folders import caches
from simulator.store.exact_cache import exact_at_hand, exact_of, first_look
from simulator.store.store import Play, Store, StoreProblem

if TYPE_CHECKING:
    from simulator.analysis.exact import Exact
    from simulator.engine.program import Program

FORM = 2
"""Counts up when scoring, or the form of the file of scores, changes within a version of the program."""

LARGEST = 16_000_000
"""Bytes of the file of scores that are read: many times what ten thousand plays need."""

AT_ONCE = 40
"""Chance lines that are read before a library is shown: more than a screen holds."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a finished play earned, in percent of the best, and the chance line of its scenario as it was then."""

    percent: float
    chance: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known: chance lines (percent) by a scenario's digest, scores by a play's id; None where none can be had."""

    chances: Mapping[str, float | None] = field(default_factory=dict)
    scores: Mapping[int, Score | None] = field(default_factory=dict)

    def and_also(self, other: "Figures") -> "Figures":
        """These and others; where both know something, the others are newer."""
        return Figures({**self.chances, **other.chances}, {**self.scores, **other.scores})


def known_figures(cards: Sequence[Card], plays: Iterable[Play], known: Figures) -> Figures:
    """Add to ``known`` what can be read in no time: the scores, and the chance lines of the first cards."""
    kept = _kept_scores()
    scores = {play.id: kept[_name(play)] for play in plays if _name(play) in kept}
    return known.and_also(Figures(_read(cards[:AT_ONCE], known), scores))


def worked_out(
    store: Store, cards: Sequence[Card], plays: Sequence[Play], known: Figures, stop: Stop = never
) -> Iterator[Figures]:
    """Yield ever fuller figures: first what can be read, then what has to be worked out, a play or a scenario at a time.

    Ends early where ``stop`` says so.
    """
    if read := _read(cards, known):
        known = known.and_also(Figures(chances=read))
        yield known
    for play in plays:
        if play.ended is not None and play.id not in known.scores:
            score = _score(store, play, partial(_exact, stop=stop))
            if stop(0, 0):
                return
            known = known.and_also(Figures(scores={play.id: score}))
            _keep_scores(plays, known.scores)
            yield known
    for card in cards:
        if card.digest and card.digest not in known.chances:
            chance = _chance(card, stop)
            if stop(0, 0):
                return
            known = known.and_also(Figures(chances={card.digest: chance}))
            yield known


def scores_at_hand(store: Store, plays: Sequence[Play], known: Figures, most: int) -> Figures:
    """Add the scores of up to ``most`` finished plays that can be had without looking at every play of their scenarios."""
    missing = [play for play in plays if play.ended is not None and play.id not in known.scores]
    found = {play.id: _score(store, play, exact_at_hand) for play in missing[:most]}
    known = known.and_also(
        Figures(scores={play: score for play, score in found.items() if score is not None})
    )
    if found:
        _keep_scores(plays, known.scores)
    return known


def _read(cards: Iterable[Card], known: Figures) -> dict[str, float | None]:
    """The chance lines that were worked out before (None: too large), as far as they are not known yet."""
    found = {
        card.digest: first_look(card.digest)
        for card in cards
        if card.digest and card.digest not in known.chances
    }
    return {digest: look.chance for digest, look in found.items() if look is not None}


def _chance(card: Card, stop: Stop) -> float | None:
    from simulator.analysis.exact import TooLarge
    from simulator.engine.program import compile_scenario
    from simulator.library.scenarios import load

    scenario = load(Path(card.path)).scenario
    if scenario is None:  # it was changed a moment ago
        return None
    try:
        return _exact(compile_scenario(scenario), stop).guided.yardstick.chance
    except TooLarge:
        return None


def _exact(program: "Program", stop: Stop) -> "Exact":
    """The exact values of a program, looked for as far as a check goes: nobody has asked for this figure."""
    from simulator.analysis.explore import MOST_STATES_OF_A_CHECK

    return exact_of(program, stop, MOST_STATES_OF_A_CHECK)


def _score(store: Store, play: Play, exact_values: "Callable[[Program], Exact]") -> Score | None:
    from simulator.analysis.exact import TooLarge
    from simulator.analysis.score_play import appraise
    from simulator.practice.plays import look_back

    try:
        session = look_back(store, play).session
        card = appraise(session, exact_values(session.setup.program))
    except (StoreProblem, TooLarge):
        return None
    return Score(card.percent, card.yardstick.chance)


def _scores_file() -> Path:
    return caches() / "scores.json"


def _kept_scores() -> dict[str, Score]:
    return cached(_scores_file(), form_of("scores", FORM), LARGEST, _scores) or {}


def _scores(lines: list[Any]) -> dict[str, Score]:
    (kept,) = lines
    return {text_in(name): _score_again(*list_in(score, 2)) for name, score in kept.items()}


def _score_again(percent: Any, chance: Any) -> Score:
    return Score(percent_in(percent), percent_in(chance))


def _keep_scores(plays: Iterable[Play], scores: Mapping[int, Score | None]) -> None:
    known = ((play, scores.get(play.id)) for play in plays)
    kept = {
        _name(play): [score.percent, score.chance] for play, score in known if score is not None
    }
    cache(_scores_file(), form_of("scores", FORM), [kept])


def _name(play: Play) -> str:
    """A name that no other play will ever have, not even in a store that was begun anew."""
    return f"{play.id} {play.started} {play.digest}"
