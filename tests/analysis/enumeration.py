"""Enumerate every play with the real ``step``, without the analysis, to check the exact values.

A play that never ends (or that is stopped because the script loops in silence) earns nothing more
and does not count as a path.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from simulator.engine.events import Acted, Ended, Event, Passed, Spoken
from simulator.engine.step import WAIT, Act, Pause, Setup, State, Take, pause, start, step
from simulator.scenario.model import Scenario

FACTORS = {"early": Fraction(1, 2), "timely": Fraction(1), "late": Fraction(1, 2)}


@dataclass(frozen=True)
class Tally:
    """What the plays from one point on earn; all in exact fractions.

    ``spread`` is the probability of each credit in plays by chance.
    """

    best: Fraction = Fraction(0)
    worst: Fraction = Fraction(0)
    chance: Fraction = Fraction(0)
    wait: Fraction = Fraction(0)
    speak: Fraction = Fraction(0)
    timing: Fraction = Fraction(0)
    paths: int = 0
    spread: tuple[tuple[Fraction, Fraction], ...] = ((Fraction(0), Fraction(1)),)

    def plus(self, credit: Fraction) -> "Tally":
        """The same, where this much is earned on the way in any case."""
        spread = tuple((amount + credit, share) for amount, share in self.spread)
        return Tally(
            best=self.best + credit,
            worst=self.worst + credit,
            chance=self.chance + credit,
            wait=self.wait + credit,
            speak=self.speak + credit,
            timing=self.timing + credit,
            paths=self.paths,
            spread=spread,
        )


ENDED = Tally(paths=1)
NEVER_ENDS = Tally()


@dataclass(frozen=True)
class Choice:
    """One act at one decision, and what the plays that begin with it earn from there on."""

    act: Act
    value: Tally


@dataclass
class Enumeration:
    """All plays of one setup; ``decisions`` maps each complete state to its choices."""

    setup: Setup
    decisions: dict[State, tuple[Choice, ...]] = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)

    def whole(self) -> Tally:
        """What the scenario's plays earn, from the start."""
        return self.onward(start(self.setup), ())

    def onward(self, state: State, events: tuple[Event, ...]) -> Tally:
        """Let the group go on from here to the next decision, and tally what follows."""
        passed: set[State] = set()
        credit = Fraction(0)
        while True:
            credit += earned(self.setup.program.scenario, events)
            self.heard |= {event.text for event in events if isinstance(event, Spoken)}
            now = pause(self.setup, state)
            if now.asks:
                return self.decided(state, now).plus(credit)
            if state in passed or any(
                isinstance(event, Ended) and event.reason == "loop" for event in events
            ):
                return NEVER_ENDS.plus(credit)
            if now.ended:
                return ENDED.plus(credit)
            passed.add(state)
            state, events = step(self.setup, state, WAIT)

    def decided(self, state: State, now: Pause) -> Tally:
        """Try every act here."""
        assert now.moment is not None
        self.met.add(now.moment.id)
        self.offered |= {f"{now.moment.id}.{option.id}" for option in now.options}
        if state not in self.decisions:
            acts: list[Act] = [WAIT, *(Take(option.id) for option in now.options)]
            self.decisions[state] = tuple(self.tried(state, act) for act in acts)
        return _tally(self.decisions[state], now.moment.leave)

    def often(self) -> dict[State, Fraction]:
        """How often plays by chance come to each decision, walked play by play."""
        found: dict[State, Fraction] = {}
        waiting = [(self._next_decision(start(self.setup)), Fraction(1))]
        while waiting:
            state, share = waiting.pop()
            if state is not None:
                found[state] = found.get(state, Fraction(0)) + share
                acts = self.decisions[state]
                for choice in acts:
                    after, _ = step(self.setup, state, choice.act)
                    waiting.append((self._next_decision(after), share / len(acts)))
        return found

    def _next_decision(self, state: State) -> State | None:
        passed: set[State] = set()
        while not pause(self.setup, state).asks:
            if pause(self.setup, state).ended or state in passed:
                return None
            passed.add(state)
            state, _ = step(self.setup, state, WAIT)
        return state

    def tried(self, state: State, act: Act) -> Choice:
        after, events = step(self.setup, state, act)
        return Choice(act, self.onward(after, events))


def earned(scenario: Scenario, events: tuple[Event, ...]) -> Fraction:
    """Work out what these events earn, by the rules of language.md."""
    return sum(_credits(scenario, events), Fraction(0))


def _credits(scenario: Scenario, events: tuple[Event, ...]) -> Iterator[Fraction]:
    for event in events:
        if isinstance(event, Passed):
            moment = scenario.moment(event.moment)
            yield moment.passing.credit * moment.weight
        elif isinstance(event, Acted):
            moment = scenario.moment(event.moment)
            timing = (
                "early"
                if event.after < moment.ripe
                else "late"
                if event.after > moment.late
                else "timely"
            )
            factor = Fraction(1) if moment.leave else FACTORS[timing]
            yield moment.option(event.option).credit * factor * moment.weight


def _tally(choices: tuple[Choice, ...], leave: bool) -> Tally:
    values = [choice.value for choice in choices]
    waited, spoken = values[0], values[1:] or values
    timely = values[:1] if leave else spoken
    return Tally(
        best=max(value.best for value in values),
        worst=min(value.worst for value in values),
        chance=sum((value.chance for value in values), Fraction(0)) / len(values),
        wait=waited.wait,
        speak=sum((value.speak for value in spoken), Fraction(0)) / len(spoken),
        timing=sum((value.timing for value in timely), Fraction(0)) / len(timely),
        paths=sum(value.paths for value in values),
        spread=_mixed(values),
    )


def _mixed(values: list[Tally]) -> tuple[tuple[Fraction, Fraction], ...]:
    shares: dict[Fraction, Fraction] = {}
    for value in values:
        for amount, share in value.spread:
            shares[amount] = shares.get(amount, Fraction(0)) + share / len(values)
    return tuple(sorted(shares.items()))
