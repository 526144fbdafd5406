"""The proof can fail: enumeration detects an analysis that forgets state or times acts wrongly."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from simulator.analysis import block_follower, prices
from simulator.analysis.liveness import Liveness, liveness
from simulator.engine.cfg import ControlFlow
from simulator.engine.program import Meet
from simulator.scenario.model import Mode, Moment
from tests.analysis.test_exact import MODES, PUZZLES, assert_values_agree
from tests.scripts import scripted

Broken = Callable[[ControlFlow], Liveness]


def forgets_values(cfg: ControlFlow) -> Liveness:
    """Remember nothing of climate and state."""
    live = liveness(cfg)
    return replace(live, masks=[mask >> live.width << live.width for mask in live.masks])


def forgets_acts(cfg: ControlFlow) -> Liveness:
    """Remember nothing of what was done."""
    live = liveness(cfg)
    return replace(live, masks=[mask & (1 << live.width) - 1 for mask in live.masks])


def looks_no_further(cfg: ControlFlow) -> Liveness:
    """Remember only what the very next condition reads: nothing is carried across a moment."""
    live = liveness(cfg)
    met = set(cfg.program.meets)
    return replace(live, masks=[0 if at in met else mask for at, mask in enumerate(live.masks)])


def assert_puzzles_agree() -> None:
    for puzzle in PUZZLES.values():
        for mode in MODES:
            assert_values_agree(scripted(puzzle), mode)


@pytest.mark.parametrize("broken", [forgets_values, forgets_acts, looks_no_further])
def test_broken_liveness_is_found_out(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_follower, "liveness", broken)
    with pytest.raises((AssertionError, KeyError)):
        assert_puzzles_agree()


def always_timely(moment: Moment) -> Moment:
    return replace(moment, timely_from=1, late=len(moment.turns))


def one_turn_late(moment: Moment) -> Moment:
    return replace(moment, timely_from=max(1, moment.timely_from - 1), late=moment.late - 1)


@pytest.mark.parametrize("broken", [always_timely, one_turn_late])
def test_broken_timing_is_found_out(
    broken: Callable[[Moment], Moment], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = prices._price

    def wrong(meet: Meet, mode: Mode, unit: int, lost: Fraction) -> prices.Price:
        return right(replace(meet, moment=broken(meet.moment)), mode, unit, lost)

    monkeypatch.setattr(prices, "_price", wrong)
    with pytest.raises((AssertionError, KeyError)):
        assert_puzzles_agree()


def test_the_puzzles_agree_where_nothing_is_broken() -> None:
    assert_puzzles_agree()
