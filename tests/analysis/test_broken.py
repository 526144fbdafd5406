"""The proof can fail: enumeration detects an analysis that forgets state or times acts wrongly."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from simulator.analysis import block_follower
from simulator.analysis import values as valuing
from simulator.analysis.liveness import Liveness, liveness
from simulator.engine.cfg import ControlFlow
from simulator.scenario.model import Moment, Option, Timing
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


def always_timely(moment: Moment, after: int) -> Timing:
    return "timely"


def one_turn_late(moment: Moment, after: int) -> Timing:
    return moment.timing(after + 1)


@pytest.mark.parametrize("broken", [always_timely, one_turn_late])
def test_broken_timing_is_found_out(
    broken: Callable[[Moment, int], Timing], monkeypatch: pytest.MonkeyPatch
) -> None:
    def price(moment: Moment, option: Option | None, after: int) -> Fraction:
        if option is None:
            return moment.passing.credit
        return option.credit * option.timing[broken(moment, after)]

    monkeypatch.setattr(valuing, "credit_of", price)
    with pytest.raises((AssertionError, KeyError)):
        assert_puzzles_agree()


def test_the_puzzles_agree_where_nothing_is_broken() -> None:
    assert_puzzles_agree()
