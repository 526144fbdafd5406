"""The chance line and the spread, against thousands of plays by chance of a whole scenario."""

from collections import Counter
from math import sqrt
from random import Random

import pytest

from simulator.analysis.distribution import PERCENTS, distribution
from simulator.analysis.explore import explore
from simulator.analysis.values import analyse
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.events import Acted, Passed
from simulator.engine.pause import pause
from simulator.engine.program import compile_scenario
from simulator.engine.setup import Setup
from simulator.engine.step import start, step
from tests.plays import flagship_scenario

pytestmark = [pytest.mark.slow, pytest.mark.unmutated]

PLAYS = 4_000
SEED = 20_261_122


def test_plays_by_chance_fare_as_the_analysis_says() -> None:
    scenario = flagship_scenario()
    program = compile_scenario(scenario)
    analysis = analyse(explore(program), "guided")
    percents = _sampled(Setup(program, "guided", 1), float(analysis.best))
    mean = sum(percents) / PLAYS
    deviation = sqrt(sum((percent - mean) ** 2 for percent in percents) / PLAYS)
    assert abs(mean - analysis.yardstick().chance) < 4 * deviation / sqrt(PLAYS)
    shares, counts = (
        distribution(analysis).shares,
        Counter(int(percent + 1e-9) for percent in percents),
    )
    assert len(shares) == PERCENTS
    for percent, share in enumerate(shares):
        error = sqrt(share * (1 - share) / PLAYS)
        assert abs(counts[percent] / PLAYS - share) < 5 * error + 2 / PLAYS


def _sampled(setup: Setup, best: float) -> list[float]:
    scenario = setup.program.scenario
    worth: dict[tuple[str, str], float] = {}
    for moment in scenario.moments():
        for option in (*moment.options, None):
            credit = moment.credit(option, moment.ask) * moment.weight
            worth[moment.id, option.id if option else ""] = float(credit)
    chance = Random(SEED)
    return [_one(setup, worth, chance) / best * 100 for _ in range(PLAYS)]


def _one(setup: Setup, worth: dict[tuple[str, str], float], chance: Random) -> float:
    """Play once, choosing evenly among the options and waiting; return the credit earned."""
    earned = 0.0
    state = start(setup)
    while not (now := pause(setup, state)).ended:
        offered: list[Act] = [Take(option.id) for option in now.options] if now.asks else []
        state, events = step(setup, state, chance.choice([*offered, WAIT]))
        for event in events:
            if isinstance(event, Acted):
                earned += worth[event.moment, event.option]
            elif isinstance(event, Passed):
                earned += worth[event.moment, ""]
    return earned
