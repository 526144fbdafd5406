"""The exact values that plays of a scenario are scored against.

These are the yardstick and, at each decision, the value of every act. They need only one number per
state: the most credit that can still be earned. ``Exact`` holds these numbers for both modes;
``plain`` and ``again`` serialise and restore it without exploring every play again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b
from typing import Any

from simulator.analysis.blocks import Met, Run
from simulator.analysis.decisions import worths
from simulator.analysis.explore import MOST_STATES, WAITED, Graph, Key, Reading, explore, on_offer
from simulator.analysis.stop import Stop, never
from simulator.analysis.values import Prices, analyse, price
from simulator.engine.program import Branch, Program
from simulator.engine.step import Mode, State
from simulator.messages import say
from simulator.scenario.condition import Judged, Values
from simulator.scoring.scorecard import Yardstick

MOST_PERCENT = 100.001
"""The largest valid percent of the best; sums of floats may be a little above 100."""


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
class Worth:
    """The values of one mode; ``best`` maps each state to the most still to be earned, in units."""

    reading: Reading
    prices: Prices
    yardstick: Yardstick
    best: Mapping[Key, int]

    def acts(self, state: State) -> dict[str, Fraction]:
        """Map each act available at this decision to its value in credit.

        The value includes the best play afterwards.
        """
        return {
            act: Fraction(value, self.prices.unit)
            for act, value in self._worths(state)[state.spoken].items()
        }

    def best_acts(self, state: State) -> tuple[str, ...]:
        """Return the acts with the highest value in this moment.

        The candidates are its options, said in time, and waiting until the moment is over.
        """
        by_turn = self._worths(state)
        moment = self.reading.met[state.at].meet.moment
        timely = by_turn[moment.ask if self.prices.mode == "guided" else moment.ripe]
        values = {**timely, WAITED: by_turn[max(by_turn)][WAITED]}
        top = max(values.values())
        return tuple(act for act, value in values.items() if value == top)

    def _worths(self, state: State) -> dict[int, dict[str, int]]:
        """Map each turn of the play's current moment to its available acts and their values.

        Values are in units; waiting is the last act.
        """
        met = self.reading.met[state.at]
        options, values, judged = met.meet.moment.options, state.values, state.judged
        ways = [
            (i, self._after(way.run, values, judged | way.judged))
            for i, way in on_offer(met, values, judged)
        ]
        passing = self._after(met.passing.run, values, judged | met.passing.judged)
        return {
            after: {
                options[act].id if act >= 0 else WAITED: value
                for act, value in (*acts[1:], acts[0])
            }
            for after, acts in worths(self.prices.moments[met.meet.number], ways, passing)
        }

    def _after(self, run: Run, values: Values, judged: Judged) -> int:
        """Return the most that can still be earned by a play that continues with this run."""
        at, values = self.reading.onward(run, values, judged)
        return 0 if at < 0 else self.best[self.reading.key(at, values, judged)]


@dataclass(frozen=True)
class Exact:
    """The exact values of one program in both modes."""

    guided: Worth
    live: Worth

    @classmethod
    def of(cls, program: Program, limit: int = MOST_STATES, stop: Stop = never) -> "Exact":
        """Explore every play of a program.

        Raise TooLarge if there are more than ``limit`` states, or if ``stop`` ends the search.
        """
        return cls.seen(explore(program, limit, stop))

    @classmethod
    def seen(cls, graph: Graph) -> "Exact":
        """Compute the values of a graph; raise TooLarge if it is truncated."""
        if graph.truncated:
            raise TooLarge(graph.truncated, lasting=not graph.interrupted)
        guided, live = analyse(graph, "guided"), analyse(graph, "live")
        # Chance and the policies are defined for guided play only; live play shares its lines.
        line = guided.yardstick()
        measure = Yardstick(live.best, line.chance, line.always_wait, line.always_speak)
        bests = (
            dict(zip(graph.keys, analysis.least.best, strict=False)) for analysis in (guided, live)
        )
        return cls(
            Worth(graph.reading, guided.prices, line, next(bests)),
            Worth(graph.reading, live.prices, measure, next(bests)),
        )

    def mode(self, mode: str) -> Worth:
        """Return the values of one mode."""
        return self.live if mode == "live" else self.guided

    def plain(self) -> dict[str, Any]:
        """Serialise everything that is slow to compute.

        ``yardsticks`` has one entry per mode. ``states`` has one row per state: its key and its
        best value in both modes.
        """
        bests = zip(self.guided.best.values(), self.live.best.values(), strict=True)
        rows = [
            [at, *values, hex(judged), *best]
            for (at, values, judged), best in zip(self.guided.best, bests, strict=True)
        ]
        return {
            "yardsticks": [_written(worth.yardstick) for worth in (self.guided, self.live)],
            "states": rows,
        }

    @classmethod
    def again(cls, program: Program, plain: Mapping[str, Any]) -> "Exact":
        """Restore the values of a program from the data that ``plain`` returned.

        Raise ValueError, TypeError or KeyError if the data are invalid. Every row is checked
        against the program. Missing rows cannot be detected without exploring every play again.
        """
        reading = Reading(program)
        rows = plain["states"]
        keys = [_key(reading, row) for row in rows]
        found = []
        for mode, column in _COLUMNS.items():
            prices = price(program.scenario, mode)
            most = sum(max(*moment.most, moment.passing) for moment in prices.moments)
            values = [row[column] for row in rows]
            if not all(type(value) is int and 0 <= value <= most for value in values):
                raise ValueError("not what can be earned")
            best = dict(zip(keys, values, strict=True))
            found.append(Worth(reading, prices, _read(plain["yardsticks"][column]), best))
        return cls(*found)


_COLUMNS: dict[Mode, int] = {"guided": -2, "live": -1}
"""The index of a mode's best value in a row, and of its yardstick in the list of both."""


def _key(reading: Reading, row: list[Any]) -> Key:
    """Return the state key of a row; raise ValueError or KeyError if the program has none such."""
    # A row is: the instruction, the values, the judgements in hex, then the best of both modes.
    at, values, judged = row[0], tuple(row[1:-3]), int(row[-3], 16)
    pick, mask = reading.parts[at]
    width = len(pick(reading.program.start_values))
    if len(values) != width or not all(type(value) is int for value in values) or judged & ~mask:
        raise ValueError("no such state")
    return at, values, judged


def fingerprint(program: Program) -> str:
    """Return a hash of everything that exact values depend on.

    That is the compiled program, the parts of a state's key, and the prices. The digest of a
    scenario covers only its text; the fingerprint also changes if another version of this software
    compiles the same text differently.
    """
    reading = Reading(program)
    hashed = (
        [_outline(program, run) for run in reading.runs.values()],
        [
            (at, reading.met[at].own, pick(tuple(range(len(program.start_values)))), mask)
            for at, (pick, mask) in reading.parts.items()
        ],
        program.start_values,
        [
            (prices.unit, prices.moments)
            for prices in (price(program.scenario, mode) for mode in _COLUMNS)
        ],
    )
    return blake2b(repr(hashed).encode(), digest_size=16).hexdigest()


def _outline(program: Program, run: Run) -> tuple[object, ...]:
    """Return a run as numbers and strings: its successors, changes, condition and moment."""
    instruction = program.code[run.last]
    asked = instruction.condition.source if isinstance(instruction, Branch) else ""
    ways = (run.on.at if run.on else None, run.otherwise.at if run.otherwise else None)
    return run.at, run.last, run.changes, asked, ways, _outline_met(run.met) if run.met else None


def _outline_met(met: Met) -> tuple[object, ...]:
    """Return a moment as numbers and strings: its conditions and its successors."""
    conditions = [option.when.source if option.when else "" for option in met.meet.moment.options]
    ways = [(way.judged, way.run.at) for way in (*met.options, met.passing)]
    return met.meet.number, conditions, ways, met.after.at


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
    return Yardstick(Fraction(best), chance, wait, speak)


_CREDIT = re.compile(r"[0-9]{1,99}(/[1-9][0-9]{0,98})?")


def _is_percent(value: object) -> bool:
    return (
        isinstance(value, float | int)
        and not isinstance(value, bool)
        and 0 <= value <= MOST_PERCENT
    )
