"""The proof can fail: enumeration detects an analysis that forgets state or times acts wrongly.

It also detects one that is wrong about what was lost, and wrong about which lines are available.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from simulator.analysis import block_follower, prices
from simulator.analysis.liveness import Liveness, liveness
from simulator.engine.cfg import ControlFlow
from simulator.engine.instructions import Meet
from simulator.scenario.condition import Judged
from simulator.scenario.model import Mode, Moment, Timing
from simulator.scoring.evidence import contribution
from tests.analysis.test_exact import MODES, PUZZLES, assert_values_agree
from tests.scripts import scripted

pytestmark = pytest.mark.slow

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


def forgets_losses(cfg: ControlFlow) -> Liveness:
    """Remember what was done, but nothing of what it lost."""
    live = liveness(cfg)
    lost = 0
    for at in cfg.program.meets:
        meet = cfg.program.code[at]
        assert isinstance(meet, Meet)
        lost |= meet.loss.bits if meet.loss is not None else 0
    return replace(live, masks=[mask & ~(lost << live.width) for mask in live.masks])


def assert_puzzles_agree() -> None:
    for puzzle in PUZZLES.values():
        for mode in MODES:
            assert_values_agree(scripted(puzzle), mode)


@pytest.mark.parametrize("broken", [forgets_values, forgets_acts, looks_no_further, forgets_losses])
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


def test_a_bad_time_that_loses_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Play and analysis share ``took``, so a mistake in it makes neither of them differ."""
    right = Meet.took

    def wrong(meet: Meet, option: int, after: int) -> Judged:
        return right(meet, option, meet.moment.ripe)

    monkeypatch.setattr(Meet, "took", wrong)
    with pytest.raises((AssertionError, KeyError)):
        assert_puzzles_agree()


def test_prices_that_ignore_the_loss_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(moment: Moment, credit: Fraction, lost: Fraction) -> Fraction:
        return credit * moment.weight

    monkeypatch.setattr(prices, "contribution", wrong)
    with pytest.raises((AssertionError, KeyError)):
        assert_puzzles_agree()


@pytest.mark.parametrize("lost", [Fraction(0), Fraction(10)])
def test_a_moment_that_always_loses_the_same_is_found_out(
    lost: Fraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prices, "contribution", _with(lost))
    with pytest.raises((AssertionError, KeyError)):
        assert_puzzles_agree()


def _with(lost: Fraction) -> Callable[[Moment, Fraction, Fraction], Fraction]:
    return lambda moment, credit, _: contribution(moment, credit, lost)


def test_lines_that_are_available_too_soon_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Play and analysis share ``offered``, too."""

    def wrong(moment: Moment, after: int) -> tuple[int, ...]:
        return tuple(range(len(moment.options)))

    monkeypatch.setattr(Moment, "offered", wrong)
    with pytest.raises((AssertionError, KeyError)):
        assert_puzzles_agree()


def test_protection_that_counts_as_early_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Play and analysis share ``timing``, too."""

    def wrong(moment: Moment, after: int) -> Timing:
        if moment.leave:
            return "timely"
        if after < moment.ripe:
            return "early"
        return "timely" if after <= moment.late else "late"

    monkeypatch.setattr(Moment, "timing", wrong)
    with pytest.raises((AssertionError, KeyError)):
        assert_puzzles_agree()


def test_the_puzzles_agree_where_nothing_is_broken() -> None:
    assert_puzzles_agree()
