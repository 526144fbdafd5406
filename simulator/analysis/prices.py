"""Compute the credit of every act of every moment, in whole units.

The unit is chosen so that every amount is an integer, so sums are exact and fast.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from simulator.engine.instructions import Meet
from simulator.engine.program import Program
from simulator.scenario.condition import Judged
from simulator.scenario.model import Mode, Moment
from simulator.scoring.evidence import contribution


@dataclass(frozen=True, slots=True)
class Price:
    """The credit of the acts of one moment, in units.

    Ways to act have the indexes of ``Meet.ways``. ``taken[turn]`` maps the ways available after a
    turn to their credit, for each turn at which the leader decides, in order. ``passing`` is the
    credit of saying nothing. For each way, ``most`` and ``least`` have the extremes over its turns,
    and ``turns`` their number. In guided play there is one turn, so that ``most`` is the credit of
    each way.
    """

    taken: dict[int, dict[int, int]]
    passing: int
    most: tuple[int, ...]
    least: tuple[int, ...]
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of all moments in one mode, in the order of the script.

    ``unit`` is the number of units in one credit. The prices of a moment that mends another depend
    on what was lost there: ``mending`` has, by the moment's number, its prices for each position in
    ``Loss.amounts``. Its price in ``moments`` is that for the largest loss.
    """

    mode: Mode
    unit: int
    moments: tuple[Price, ...]
    mending: Mapping[int, tuple[Price, ...]]

    def at(self, meet: Meet, judged: Judged) -> Price:
        """Return the price of a moment in a play with these judgements."""
        if meet.mends is None:
            return self.moments[meet.number]
        return self.mending[meet.number][meet.mends.position(judged)]


def price(program: Program, mode: Mode) -> Prices:
    """Compute the credit of every act in this mode."""
    unit = _unit(program.moments)
    moments = []
    mending = {}
    for number, at in enumerate(program.meets):
        meet = program.code[at]
        assert isinstance(meet, Meet)
        # A moment that mends nothing ignores the loss.
        losses = meet.mends.amounts if meet.mends is not None else (Fraction(0),)
        found = tuple([_price(meet, mode, unit, lost) for lost in losses])
        moments.append(found[-1])
        if meet.mends is not None:
            mending[number] = found
    return Prices(mode, unit, tuple(moments), mending)


def _unit(moments: tuple[Moment, ...]) -> int:
    """Return the common denominator of every credit that can be earned or lost."""
    denominators = {1}
    for moment in moments:
        weight = moment.weight
        # One turn of each timing: the first, the first timely one, the last.
        factors = {moment.timing(after) for after in (1, moment.timely_from, len(moment.turns))}
        denominators.add(_denominator(moment.passing.credit, weight))
        for option in moment.options:
            denominators.add(_denominator(option.credit, weight))
            for timing in factors:
                denominators.add(_denominator(option.credit, weight, option.timing[timing]))
    return lcm(*denominators)


def _denominator(*factors: Fraction) -> int:
    """Return the denominator of a product.

    Like the product itself, but without a ``Fraction`` for each step, which would take several
    times as long.
    """
    over = under = 1
    for factor in factors:
        top, bottom = factor.as_integer_ratio()
        over *= top
        under *= bottom
    return under // gcd(over, under)


def _price(meet: Meet, mode: Mode, unit: int, lost: Fraction) -> Price:
    """Compute the credit of the acts of one moment.

    ``lost`` is what the play has lost in the moment that this one mends.
    """
    moment = meet.moment
    taken: dict[int, dict[int, int]] = {after: {} for after in moment.pauses(mode)}
    earned: list[list[int]] = []
    for i, way in enumerate(meet.ways(mode)):
        option = moment.options[way.option]
        found = [_units(moment, moment.credit(option, after), lost, unit) for after in way.turns]
        for after, units in zip(way.turns, found, strict=True):
            taken[after][i] = units
        earned.append(found)
    return Price(
        taken,
        _units(moment, moment.passing.credit, lost, unit),
        tuple(map(max, earned)),
        tuple(map(min, earned)),
        tuple(map(len, earned)),
    )


def _units(moment: Moment, credit: Fraction, lost: Fraction, unit: int) -> int:
    """Return what a moment adds to the credit of a play, in units."""
    top, bottom = contribution(moment, credit, lost).as_integer_ratio()
    # Exact: the unit is a multiple of the denominator.
    return top * (unit // bottom)
