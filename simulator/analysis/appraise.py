"""A finished play appraised: its scorecard, with percent, chance line and the cost of each choice from the exact analysis."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from simulator.analysis.explore import MOST_STATES, WAITED, explore
from simulator.analysis.values import Analysis, analyse, yardstick
from simulator.play.events import Event
from simulator.play.program import Program
from simulator.play.session import Record, Session, act_of
from simulator.play.step import Setup, start, step
from simulator.scoring.evidence import evidence
from simulator.scoring.scorecard import Scorecard, scorecard


@dataclass(frozen=True, slots=True)
class Exact:
    """The exact analysis of one program in both modes: what any play of it is measured by."""

    guided: Analysis
    live: Analysis

    @classmethod
    def of(cls, program: Program, limit: int = MOST_STATES) -> "Exact":
        """Analyse a program."""
        graph = explore(program, limit)
        return cls(analyse(graph, "guided"), analyse(graph, "live"))

    def mode(self, mode: str) -> Analysis:
        """The analysis of one mode."""
        return self.live if mode == "live" else self.guided


def appraise(session: Session, exact: Exact) -> Scorecard:
    """Score a play, finished or not."""
    return appraise_events(session.setup, session.events, session.records, exact)


def appraise_events(setup: Setup, events: Sequence[Event], records: Sequence[Record], exact: Exact) -> Scorecard:
    """Score the events of a play; ``records`` are the acts they came from."""
    scenario = setup.program.scenario
    played = exact.mode(setup.mode)
    costs: dict[str, Fraction] = {}
    for choice in choices(setup, records, played):
        costs[choice.moment] = costs.get(choice.moment, Fraction(0)) + choice.cost
    return scorecard(scenario, evidence(scenario, events), yardstick(exact.guided, played), costs)


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision of a play: what it gave away (credit), and the acts that its moment asked for (``Analysis.best_acts``)."""

    moment: str
    act: str
    after: int
    cost: Fraction
    best: tuple[str, ...]


def choices(setup: Setup, records: Sequence[Record], played: Analysis) -> tuple[Choice, ...]:
    """Return every decision of a play, waiting turns included, in order."""
    state = start(setup)
    found = []
    for record in records:
        if record.moment:
            act = record.option if record.act == "take" else WAITED
            node = played.graph.node_at(state.at, state.values, state.judged)
            values = played.acts(node, record.after)
            cost = max(values.values()) - values[act]
            found.append(Choice(record.moment, act, record.after, cost, played.best_acts(node)))
        state, _ = step(setup, state, act_of(record))
    return tuple(found)
