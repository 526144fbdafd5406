"""The exact values that plays of a scenario are scored against.

These are the yardstick and, at each decision, the value of every act. They need only one number per
state: the most credit that can still be earned. ``Exact`` holds these numbers; ``to_data`` and
``from_data`` save and restore it without exploring every play again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b
from typing import Any

from simulator.analysis.block_follower import BlockFollower, Key
from simulator.analysis.blocks import ActEdge, Block, BlockMoment
from simulator.analysis.decisions import action_values
from simulator.analysis.explore import MOST_STATES, WAITED, Graph, act_name, available, explore
from simulator.analysis.stop import Stop, never
from simulator.analysis.values import Prices, analyse, price
from simulator.engine.execution import Position
from simulator.engine.program import Branch, Program
from simulator.engine.step import State
from simulator.messages import say
from simulator.scenario.model import Mode
from simulator.scoring.scorecard import Yardstick

MOST_PERCENT = 100.001
"""The largest valid percent of the best; sums of floats may be a little above 100."""


MODES: tuple[Mode, ...] = ("guided", "live")


class TooLarge(Exception):
    """Raised if the search was truncated, so that the scenario has no exact values.

    ``by`` is what stopped the search. ``lasting`` is true if the scenario is too large, so that the
    same limit would stop the search again; it is false if the caller stopped it.
    """

    def __init__(self, by: str, *, lasting: bool = True) -> None:
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

        The candidates are its options, said in time, and waiting until the moment is over.
        """
        by_turn = self._by_turn(state)
        moment = self.follower.moments[state.at].meet.moment
        timely = by_turn[moment.ask if self.prices.mode == "guided" else moment.ripe]
        # Waiting counts after the last turn; before it, the leader can still speak later.
        values = {**timely, WAITED: by_turn[max(by_turn)][WAITED]}
        top = max(values.values())
        return tuple(act for act, value in values.items() if value == top)

    def _by_turn(self, state: State) -> dict[int, dict[str, int]]:
        """Map each turn of the play's current moment to its available acts and their values.

        Values are in units; waiting is the last act.
        """
        position = state.position
        met = self.follower.moments[position.at]
        spoken = [(i, self._after(edge, position)) for i, edge in available(met, position)]
        passing = self._after(met.passing, position)
        prices = self.prices.moments[met.meet.number]
        found = {}
        for after, (waiting, *options) in action_values(prices, spoken, passing):
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

    Both share their yardstick and the best of each state. Guided play asks in time, and live play
    can act in time, so that the most that an act can earn is the same in both. Chance and the
    policies are defined for guided play only; live play is compared with these as well.
    """

    guided: ActionValues
    live: ActionValues

    @classmethod
    def of(cls, program: Program, limit: int = MOST_STATES, stop: Stop = never) -> "Exact":
        """Explore every play of a program.

        Raise TooLarge if there are more than ``limit`` states, or if ``stop`` ends the search.
        """
        return cls.of_graph(explore(program, limit, stop))

    @classmethod
    def of_graph(cls, graph: Graph) -> "Exact":
        """Compute the values of a graph; raise TooLarge if it is truncated."""
        if graph.truncated:
            raise TooLarge(graph.truncated, lasting=not graph.interrupted)
        analysis = analyse(graph, "guided")
        # The values of END, ENDLESS and UNSEEN follow those of the nodes, and have no keys.
        best = dict(zip(graph.keys, analysis.least.best, strict=False))
        return _both_modes(graph.follower, analysis.yardstick(), best)

    def mode(self, mode: str) -> ActionValues:
        """Return the values of one mode."""
        return self.live if mode == "live" else self.guided

    def to_data(self) -> dict[str, Any]:
        """Serialise everything that is slow to compute.

        ``states`` has one row per state: its key and its best value.
        """
        # In hexadecimal, because Python refuses decimal integers of more than 4,300 digits.
        rows = [
            [at, *values, hex(judged), best]
            for (at, values, judged), best in self.guided.best.items()
        ]
        return {"yardstick": _written(self.guided.yardstick), "states": rows}

    @classmethod
    def from_data(cls, program: Program, data: Mapping[str, Any]) -> "Exact":
        """Restore the values of a program from what ``to_data`` returned.

        Raise ValueError, TypeError or KeyError if the data are invalid. Every row is checked
        against the program. Missing rows cannot be detected without exploring every play again.
        """
        follower = BlockFollower(program)
        prices = price(program.scenario, "guided")
        # Each moment is judged at most once, so no state can be worth more than this.
        most = sum(max(*moment.most, moment.passing) for moment in prices.moments)
        best = {}
        for row in data["states"]:
            *key, value = row
            # Not ``isinstance``: ``true`` in JSON becomes a bool, which is an int in Python.
            if type(value) is not int or not 0 <= value <= most:
                raise ValueError("not what can be earned")
            best[_key(follower, key)] = value
        return _both_modes(follower, _read(data["yardstick"]), best)


def _both_modes(follower: BlockFollower, yardstick: Yardstick, best: Mapping[Key, int]) -> Exact:
    scenario = follower.program.scenario
    guided, live = (
        ActionValues(follower, price(scenario, mode), yardstick, best) for mode in MODES
    )
    return Exact(guided, live)


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
    follower = BlockFollower(program)
    # ``pick`` is a function; applied to the indices, it returns those that it selects.
    every_place = tuple(range(len(program.start_values)))
    parts = []
    for at, (pick, mask) in follower.parts.items():
        parts.append((at, follower.moments[at].own, pick(every_place), mask))
    prices = []
    for mode in MODES:
        of_mode = price(program.scenario, mode)
        prices.append((of_mode.unit, of_mode.moments))
    outlines = [_outline(program, block) for block in follower.blocks.values()]
    hashed = (outlines, parts, program.start_values, prices)
    return blake2b(repr(hashed).encode(), digest_size=16).hexdigest()


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
    acts = [(edge.judged, edge.block.at) for edge in (*moment.options, moment.passing)]
    return moment.meet.number, conditions, acts, moment.after.at


def _written(yardstick: Yardstick) -> list[Any]:
    return [str(yardstick.best), yardstick.chance, yardstick.always_wait, yardstick.always_speak]


def _read(written: list[Any]) -> Yardstick:
    best, *percents = written
    if (
        not isinstance(best, str)
        or not _CREDIT.fullmatch(best)
        or not all(_is_percent(percent) for percent in percents)
    ):
        raise ValueError("no yardstick")
    chance, wait, speak = map(float, percents)
    return Yardstick(Fraction(best), chance, wait, speak, 0.0)


# ``Fraction`` also reads exponents, and 1e999999999 from a damaged file would fill the memory.
_CREDIT = re.compile(r"[0-9]{1,99}(/[1-9][0-9]{0,98})?")


def _is_percent(value: object) -> bool:
    return (
        isinstance(value, float | int)
        and not isinstance(value, bool)
        # Also refuses NaN, which Python's JSON reader accepts.
        and 0 <= value <= MOST_PERCENT
    )
