"""The exact values that plays of a scenario are scored against.

These are the yardstick and, at each decision, the value of every act. They need only one number per
state: the most credit that can still be earned. ``Exact`` holds these numbers; ``to_data`` and
``from_data`` save and restore it without exploring every play again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import blake2b
from typing import Any

from simulator.analysis.block_follower import BlockFollower, Key
from simulator.analysis.blocks import ActEdge, Block, BlockMoment
from simulator.analysis.decisions import action_values
from simulator.analysis.explore import MOST_STATES, WAITED, Graph, act_name, available, explore
from simulator.analysis.prices import Prices, price
from simulator.analysis.stop import Stop, never
from simulator.analysis.values import Analysis, analyse
from simulator.engine.execution import Position
from simulator.engine.instructions import Branch
from simulator.engine.program import Program
from simulator.engine.state import State
from simulator.messages import say
from simulator.scenario.model import MODES, Mode
from simulator.scoring.scorecard import Yardstick

MOST_PERCENT = 100.001
"""The largest valid percent of the best; sums of floats may be a little above 100."""


class TooLarge(Exception):
    """Raised if the search was truncated, so that the scenario has no exact values.

    ``by`` is what stopped the search. ``lasting`` is true if the scenario is too large, so that the
    same limit would stop the search again; it is false if the caller stopped it.
    """

    def __init__(self, by: str, *, lasting: bool) -> None:
        super().__init__(say("report.too_large", limit=by))
        self.by = by
        self.lasting = lasting


@dataclass(frozen=True)
class ActionValues:
    """The value of every act at every decision, in one mode.

    ``best`` maps each state to the most that can still be earned from it, in units.
    """

    follower: BlockFollower
    prices: Prices
    yardstick: Yardstick
    best: Mapping[Key, int]

    def acts(self, state: State) -> dict[str, Fraction]:
        """Map each act available at this decision to its value in credit.

        The value includes the best play afterwards.
        """
        return {
            act: Fraction(value, self.prices.unit)
            for act, value in self._by_turn(state)[state.spoken].items()
        }

    def waited_out(self, state: State) -> Fraction:
        """Return the value in credit of saying nothing more in this moment.

        The value includes the best play afterwards.
        """
        by_turn = self._by_turn(state)
        return Fraction(by_turn[max(by_turn)][WAITED], self.prices.unit)

    def best_acts(self, state: State) -> tuple[str, ...]:
        """Return the acts with the highest value in this moment.

        The candidates are its options, said at their best time, and waiting until the moment is
        over.
        """
        by_turn = self._by_turn(state)
        values: dict[str, int] = {}
        for acts in by_turn.values():
            for act, value in acts.items():
                values[act] = max(value, values.get(act, 0))
        # Waiting counts after the last turn; before it, the leader can still speak later.
        del values[WAITED]
        values[WAITED] = by_turn[max(by_turn)][WAITED]
        top = max(values.values())
        return tuple(act for act, value in values.items() if value == top)

    def _by_turn(self, state: State) -> dict[int, dict[str, int]]:
        """Map each turn of the play's current moment to its available acts and their values.

        Values are in units; waiting is the last act.
        """
        position = state.position
        met = self.follower.moments[position.at]
        spoken = []
        for i, edge in available(met, position):
            spoken.append((i, edge.option, self._after(edge, position)))
        passing = self._after(met.passing, position)
        prices = self.prices.at(met.meet, position.judged)
        found = {}
        for after, (waiting, *options), _ in action_values(prices, spoken, passing):
            found[after] = {
                act_name(met.meet.moment, act): value for act, value in (*options, waiting)
            }
        return found

    def _after(self, edge: ActEdge, position: Position) -> int:
        """Return the most that can still be earned after this act."""
        position = self.follower.follow(edge, position)
        # No decision follows. It is not UNSEEN, because a truncated graph has no exact values.
        return 0 if position.at < 0 else self.best[self.follower.key(position)]


@dataclass(frozen=True)
class Exact:
    """The exact values of one program in both modes.

    In most programs both share their states and the best of each state: guided play asks in time,
    and live play can act in time. They differ if an option is available in live play only, or if
    the time of an act matters later. Chance and the policies are defined for guided play only; live
    play is compared with these as well.
    """

    guided: ActionValues
    live: ActionValues

    @classmethod
    def of(cls, program: Program, limit: int = MOST_STATES, stop: Stop = never) -> "Exact":
        """Explore every play of a program.

        Raise TooLarge if there are more than ``limit`` states, or if ``stop`` ends the search.
        """
        return cls.of_graphs(*explore_modes(program, limit, stop))

    @classmethod
    def of_graphs(cls, guided: Graph, live: Graph) -> "Exact":
        """Compute the values of a program's graphs; raise TooLarge if one is truncated.

        Both are the same object if the modes are alike.
        """
        for graph in (guided, live):
            if graph.truncated:
                raise TooLarge(graph.truncated, lasting=not graph.interrupted)
        analysis = analyse(guided, "guided")
        yardstick = analysis.yardstick()
        values = _values(analysis, yardstick)
        if live is guided:
            return cls(values, replace(values, prices=price(guided.program, "live")))
        of_live = analyse(live, "live")
        return cls(values, _values(of_live, replace(yardstick, best=of_live.best)))

    def mode(self, mode: str) -> ActionValues:
        """Return the values of one mode."""
        return self.live if mode == "live" else self.guided

    def to_data(self) -> dict[str, Any]:
        """Serialise everything that is slow to compute.

        ``states`` has one row per state: its key and its best value. ``live`` has the best credit
        and the states of live play, or None if they are those of guided play.
        """
        live = None
        if self.live.best is not self.guided.best:
            live = {"best": str(self.live.yardstick.best), "states": _rows(self.live)}
        yardstick = _written(self.guided.yardstick)
        return {"yardstick": yardstick, "states": _rows(self.guided), "live": live}

    @classmethod
    def from_data(cls, program: Program, data: Mapping[str, Any]) -> "Exact":
        """Restore the values of a program from what ``to_data`` returned.

        Raise ValueError, TypeError or KeyError if the data are invalid. Every row is checked
        against the program. Missing rows cannot be detected without exploring every play again.
        """
        yardstick = _read(data["yardstick"])
        guided = _restored(program, "guided", yardstick, data["states"])
        live = data["live"]
        if live is None:
            return cls(guided, replace(guided, prices=price(program, "live")))
        yardstick = replace(yardstick, best=_credit(live["best"]))
        return cls(guided, _restored(program, "live", yardstick, live["states"]))


def explore_modes(
    program: Program, limit: int = MOST_STATES, stop: Stop = never
) -> tuple[Graph, Graph]:
    """Explore guided and live play; return the same graph twice if the modes are alike."""
    guided = explore(program, limit, stop)
    if _alike(program):
        return guided, guided
    return guided, explore(program, limit, stop, "live")


def _alike(program: Program) -> bool:
    """Return whether both modes have the same states, each with the same best value."""
    if not program.same_in_both_modes:
        return False
    guided, live = (price(program, mode) for mode in MODES)
    return _most(guided) == _most(live)


def _most(prices: Prices) -> list[tuple[int, ...]]:
    """Return the most that each way to act earns, in every moment and after every loss."""
    every = [*prices.moments]
    for mending in prices.mending.values():
        every += mending
    return [each.most for each in every]


def _values(analysis: Analysis, yardstick: Yardstick) -> ActionValues:
    graph = analysis.graph
    # The values of END, ENDLESS and UNSEEN follow those of the nodes, and have no keys.
    best = dict(zip(graph.keys, analysis.least.best, strict=False))
    return ActionValues(graph.follower, analysis.prices, yardstick, best)


def _rows(values: ActionValues) -> list[list[Any]]:
    # In hexadecimal, because Python refuses decimal integers of more than 4,300 digits.
    return [
        [at, *numbers, hex(judged), best] for (at, numbers, judged), best in values.best.items()
    ]


def _restored(
    program: Program, mode: Mode, yardstick: Yardstick, rows: list[list[Any]]
) -> ActionValues:
    """Return the values of one mode; raise ValueError, TypeError or KeyError for invalid rows."""
    follower = BlockFollower(program, mode)
    prices = price(program, mode)
    # Each moment is judged at most once, so no state can be worth more than this.
    most = sum(max([*moment.most, moment.passing]) for moment in prices.moments)
    best = {}
    for row in rows:
        *key, value = row
        # Not ``isinstance``: ``true`` in JSON becomes a bool, which is an int in Python.
        if type(value) is not int or not 0 <= value <= most:
            raise ValueError("not what can be earned")
        best[_key(follower, key)] = value
    return ActionValues(follower, prices, yardstick, best)


def _key(follower: BlockFollower, row: list[Any]) -> Key:
    """Return the state key of a row; raise ValueError or KeyError if the program has none such.

    The row has the instruction, each value, and the judgements in hex.
    """
    at, *values, in_hex = row
    judged = int(in_hex, 16)
    pick, mask = follower.parts[at]
    width = len(pick(follower.program.start_values))
    # A negative integer has bits outside every mask, so the last test refuses it, too.
    if len(values) != width or not all(type(value) is int for value in values) or judged & ~mask:
        raise ValueError("no such state")
    return at, tuple(values), judged


def fingerprint(program: Program) -> str:
    """Return a hash of everything that exact values depend on.

    That is the compiled program, the parts of a state's key, and the prices. The digest of a
    scenario covers only its text; the fingerprint also changes if another version of this software
    compiles the same text differently.
    """
    hashed = [_outline_of_mode(program, mode) for mode in MODES]
    return blake2b(repr(hashed).encode(), digest_size=16).hexdigest()


def _outline_of_mode(program: Program, mode: Mode) -> tuple[object, ...]:
    """Return everything that the values of one mode depend on as numbers and strings."""
    follower = BlockFollower(program, mode)
    # ``pick`` is a function; applied to the indices, it returns those that it selects.
    every_place = tuple(range(len(program.start_values)))
    parts = []
    for at, (pick, mask) in follower.parts.items():
        parts.append((at, follower.moments[at].own, pick(every_place), mask))
    outlines = [_outline(program, block) for block in follower.blocks.values()]
    return outlines, parts, program.start_values, price(program, mode)


def _outline(program: Program, block: Block) -> tuple[object, ...]:
    """Return a block as numbers and strings: its successors, changes, condition and moment."""
    instruction = program.code[block.last]
    # The source, because a compiled condition is a function, whose ``repr`` differs in every run.
    asked = instruction.condition.source if isinstance(instruction, Branch) else ""
    following = [after.at if after else None for after in (block.next, block.otherwise)]
    moment = _outline_moment(block.moment) if block.moment else None
    return block.at, block.last, block.changes, asked, following, moment


def _outline_moment(moment: BlockMoment) -> tuple[object, ...]:
    """Return a moment as numbers and strings: its conditions and its successors."""
    options = moment.meet.moment.options
    conditions = [option.when.source if option.when else "" for option in options]
    acts = [(edge.judged, edge.block.at) for edge in (*moment.ways, moment.passing)]
    return moment.meet.number, conditions, acts, moment.after.at


def _written(yardstick: Yardstick) -> list[Any]:
    policies = (yardstick.always_wait, yardstick.always_speak, yardstick.timing_only)
    return [str(yardstick.best), yardstick.chance, *policies]


def _read(written: list[Any]) -> Yardstick:
    best, *percents = written
    if not all(_is_percent(percent) for percent in percents):
        raise ValueError("no yardstick")
    chance, wait, speak, timing = map(float, percents)
    return Yardstick(_credit(best), chance, wait, speak, timing)


def _credit(written: object) -> Fraction:
    """Return an amount of credit; raise ValueError if the text is not one."""
    if not isinstance(written, str) or not _CREDIT.fullmatch(written):
        raise ValueError("no credit")
    return Fraction(written)


# ``Fraction`` also reads exponents, and 1e999999999 from a damaged file would fill the memory.
_CREDIT = re.compile(r"[0-9]{1,99}(/[1-9][0-9]{0,98})?")


def _is_percent(value: object) -> bool:
    return (
        isinstance(value, float | int)
        and not isinstance(value, bool)
        # Also refuses NaN, which Python's JSON reader accepts.
        and 0 <= value <= MOST_PERCENT
    )
