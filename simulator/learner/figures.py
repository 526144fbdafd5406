"""Figures of the library: the chance line of every scenario and the score of every finished play.

Either may take a moment to work out, so both are kept on the disk, and whoever shows a library takes what is known and has the
rest come in one by one.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import simulator
from simulator.analysis.patience import Stop, never
from simulator.authoring.cards import Card
from simulator.learner.exact import exact_of, known_chance
from simulator.learner.folders import home
from simulator.learner.store import Play, Store, StoreProblem

FORM = 1
"""Counts up when scoring, or the form of the file of scores, changes within a version of the program."""

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
            score = _score(store, play, stop)
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


def _read(cards: Iterable[Card], known: Figures) -> dict[str, float | None]:
    """The chance lines that were worked out before, as far as they are not known yet."""
    found = {card.digest: known_chance(card.digest) for card in cards if card.digest and card.digest not in known.chances}
    return {digest: chance for digest, chance in found.items() if chance is not None}


def _chance(card: Card, stop: Stop) -> float | None:
    from simulator.analysis.worth import TooLarge
    from simulator.authoring.library import load
    from simulator.play.program import compile_scenario

    scenario = load(Path(card.path)).scenario
    if scenario is None:  # it was changed a moment ago
        return None
    try:
        return exact_of(compile_scenario(scenario), stop).guided.yardstick.chance
    except TooLarge:
        return None


def _score(store: Store, play: Play, stop: Stop) -> Score | None:
    from simulator.analysis.appraise import appraise
    from simulator.analysis.worth import TooLarge
    from simulator.learner.plays import look_back

    try:
        session = look_back(store, play).session
        card = appraise(session, exact_of(session.setup.program, stop))
    except (StoreProblem, TooLarge):
        return None
    return Score(card.percent, card.yardstick.chance)


def _scores_file() -> Path:
    return home() / "scores.json"


def _kept_scores() -> dict[str, Score]:
    try:
        kept = json.loads(_scores_file().read_text("utf-8"))
        if kept["form"] != _form():
            return {}
        return {str(name): Score(float(percent), float(chance)) for name, (percent, chance) in kept["scores"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):  # not there, or damaged
        return {}


def _keep_scores(plays: Iterable[Play], scores: Mapping[int, Score | None]) -> None:
    file = _scores_file()
    known = ((play, scores.get(play.id)) for play in plays)
    kept = {_name(play): (score.percent, score.chance) for play, score in known if score is not None}
    draft = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):  # it is worked out again, nothing else
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_text(json.dumps({"form": _form(), "scores": kept}), "utf-8")
        draft.replace(file)


def _name(play: Play) -> str:
    """A name that no other play will ever have, not even in a store that was begun anew."""
    return f"{play.id} {play.started} {play.digest}"


def _form() -> str:
    return f"{simulator.__version__}/{FORM}"
