"""Enumerate every play with the real ``step``, without the analysis, to check the exact values.

What a play earns comes from ``scoring_rules``. A play that never ends (or that is stopped because
the script loops in silence) earns nothing more and does not count as a path.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.events import Ended, Event, Spoken
from simulator.engine.pause import pause
from simulator.engine.setup import Setup
from simulator.engine.state import Pause, State
from simulator.engine.step import start, step
from simulator.scenario.model import Scenario
from tests.scoring_rules import Account, Earned, available


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


class Point(NamedTuple):
    """A decision of a play: the engine's state, and what was earned in moments that can be mended.

    The second is not taken from the state, so that a state which forgets it is found out.
    """

    state: State
    earned: Earned


@dataclass
class Enumeration:
    """All plays of one setup; ``decisions`` maps each point to its choices."""

    setup: Setup
    decisions: dict[Point, tuple[Choice, ...]] = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)

    def whole(self) -> Tally:
        """What the scenario's plays earn, from the start."""
        return self.onward(start(self.setup), (), ())

    def onward(self, state: State, events: tuple[Event, ...], earned: Earned) -> Tally:
        """Let the group go on from here to the next decision, and tally what follows.

        ``earned`` is from before these events.
        """
        passed: set[State] = set()
        account = Account(earned=earned)
        while True:
            account = account.after(self.setup.program.scenario, events)
            self.heard |= {event.text for event in events if isinstance(event, Spoken)}
            now = pause(self.setup, state)
            if now.asks:
                point = Point(state, account.earned)
                return self.decided(point, now).plus(account.credit)
            if state in passed or any(
                isinstance(event, Ended) and event.reason == "loop" for event in events
            ):
                return NEVER_ENDS.plus(account.credit)
            if now.ended:
                return ENDED.plus(account.credit)
            passed.add(state)
            state, events = step(self.setup, state, WAIT)

    def decided(self, point: Point, now: Pause) -> Tally:
        """Try every act here."""
        assert now.moment is not None
        self.met.add(now.moment.id)
        self.offered |= {f"{now.moment.id}.{option.id}" for option in now.options}
        if point not in self.decisions:
            self.assert_asked_by_the_rules(point.state, now)
            acts: list[Act] = [WAIT, *(Take(option.id) for option in now.options)]
            self.decisions[point] = tuple(self.tried(point, act) for act in acts)
        return _tally(self.decisions[point], now.moment.leave)

    def assert_asked_by_the_rules(self, state: State, now: Pause) -> None:
        """Guided play asks once, live play after every turn; options wait for their turn."""
        moment = now.moment
        assert moment is not None
        last = len(moment.turns)
        if self.setup.mode == "guided":
            assert state.spoken == (moment.ask if moment.leave else moment.ripe)
        else:
            assert 1 <= state.spoken <= last
        asked_again = self.setup.mode == "live" and state.spoken < last
        following = pause(self.setup, step(self.setup, state, WAIT)[0])
        again = following.asks and following.moment is moment
        assert again == asked_again
        assert sorted(now.options, key=id) == sorted(available(self.setup, state), key=id)

    def often(self) -> dict[Point, Fraction]:
        """How often plays by chance come to each decision, walked play by play."""
        found: dict[Point, Fraction] = {}
        waiting = [(self._next_decision(start(self.setup), (), ()), Fraction(1))]
        while waiting:
            point, share = waiting.pop()
            if point is not None:
                found[point] = found.get(point, Fraction(0)) + share
                acts = self.decisions[point]
                for choice in acts:
                    after, events = step(self.setup, point.state, choice.act)
                    reached = self._next_decision(after, events, point.earned)
                    waiting.append((reached, share / len(acts)))
        return found

    def _next_decision(
        self, state: State, events: tuple[Event, ...], earned: Earned
    ) -> Point | None:
        account = Account(earned=earned)
        passed: set[State] = set()
        while True:
            account = account.after(self.setup.program.scenario, events)
            now = pause(self.setup, state)
            if now.asks:
                return Point(state, account.earned)
            if now.ended or state in passed:
                return None
            passed.add(state)
            state, events = step(self.setup, state, WAIT)

    def tried(self, point: Point, act: Act) -> Choice:
        after, events = step(self.setup, point.state, act)
        return Choice(act, self.onward(after, events, point.earned))


def earned(scenario: Scenario, events: tuple[Event, ...]) -> Fraction:
    """Work out what a whole play earned, by the rules of the scenario language."""
    return Account().after(scenario, events).credit


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
