"""The scoring rules of the scenario language, implemented a second time for the tests.

Nothing here asks the program for a time, a factor, a loss or a score. ``Account`` is what a play
has earned so far; ``Reading`` is what a whole play earned, noticed and said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from simulator.engine.acts import Act, LetGo, Remark, Take
from simulator.engine.events import Acted, Event, Passed
from simulator.engine.instructions import Meet
from simulator.engine.pause import pause
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.engine.state import State
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.model import Moment, Option, Scenario, Timing

Earned = tuple[tuple[str, Fraction], ...]
"""The weighted credit earned in each moment that a later one may mend, by the moment's id."""


def when(moment: Moment, after: int, catalogue: Catalogue) -> Timing:
    """Return the time of an act in a moment after this turn, counted from 1."""
    if moment.leave:
        return "timely"
    broken = {rule for turn in moment.turns[:after] for rule in turn.breaks}
    urgent = any(catalogue.rules[rule].safety for rule in broken)
    if after < moment.ripe and not urgent:
        return "early"
    return "late" if after > moment.late else "timely"


def available(setup: Setup, state: State) -> tuple[Option, ...]:
    """Return the options of the moment that play is in, in the file's order."""
    meet = setup.program.code[state.at]
    assert isinstance(meet, Meet)
    values, judged = state.values, state.judged
    return tuple(
        option
        for option in meet.moment.options
        if state.spoken >= option.after
        and (option.when is None or option.when.evaluate(values, judged))
    )


@dataclass(frozen=True)
class Account:
    """The credit of a play so far, and what later moments need to know of it."""

    credit: Fraction = Fraction(0)
    earned: Earned = ()

    def after(self, scenario: Scenario, events: Iterable[Event]) -> "Account":
        """Return the account after these events."""
        account = self
        for event in events:
            if isinstance(event, Passed):
                moment = scenario.moment(event.moment)
                account = account._judged(scenario, moment, moment.passing.credit)
            elif isinstance(event, Acted):
                moment = scenario.moment(event.moment)
                (option,) = (each for each in moment.options if each.id == event.option)
                factor = option.timing[when(moment, event.after, scenario.catalogue)]
                credit = option.credit * (1 if moment.leave else factor)
                account = account._judged(scenario, moment, credit)
        return account

    def _judged(self, scenario: Scenario, moment: Moment, credit: Fraction) -> "Account":
        gained = weighted = credit * moment.weight
        if moment.mends:
            lost = Fraction(0)  # what was not judged was not lost
            for name, amount in self.earned:
                if name == moment.mends:
                    lost = best_of(scenario.moment(name)) - amount
            gained = max(Fraction(0), min(weighted, lost))
        earned = self.earned
        if any(each.mends == moment.id for each in scenario.moments()):
            earned = (*earned, (moment.id, weighted))
        return Account(self.credit + gained, earned)


def best_of(moment: Moment) -> Fraction:
    """Return the largest weighted credit of any act in a moment, with timing 1."""
    amounts = [moment.passing.credit, *(option.credit for option in moment.options)]
    return max(amounts) * moment.weight


class Played(NamedTuple):
    """One act of a play: the state before it, and what happened."""

    state: State
    act: Act
    events: tuple[Event, ...]


def acts_of(session: Session, acts: Iterable[Act]) -> list[Played]:
    """Do these acts and return them with their states; stop if the meeting is over."""
    done = []
    for act in acts:
        if session.ended:
            break
        state = session.state
        done.append(Played(state, act, tuple(session.act(act))))
    return done


@dataclass(frozen=True)
class Reading:
    """What a play earned, noticed and said."""

    credit: Fraction
    hits: int
    misses: int
    false_alarms: int
    rejections: int
    left_to_others: int
    spoke_between: int
    noticing: float | None
    words: float | None
    words_chance: float | None


def read(setup: Setup, play: Sequence[Played]) -> Reading:
    """Read the score off a play."""
    scenario = setup.program.scenario
    account = Account()
    outcomes: list[str] = []
    chosen, best, random = Fraction(0), Fraction(0), Fraction(0)
    between = 0
    for state, act, events in play:
        account = account.after(scenario, events)
        outcomes += [_passed(scenario, event) for event in events if isinstance(event, Passed)]
        if isinstance(act, Remark) or (
            isinstance(act, LetGo) and pause(setup, state).moment is None
        ):
            between += 1
        if isinstance(act, Take):
            (moment,) = (scenario.moment(e.moment) for e in events if isinstance(e, Acted))
            outcomes.append("false alarm" if moment.leave else "hit")
            if not moment.leave:
                offered = {option.id: option.credit for option in available(setup, state)}
                chosen += offered[act.option]
                best += max(offered.values())
                random += sum(offered.values(), Fraction(0)) / len(offered)
    hits, misses = outcomes.count("hit"), outcomes.count("miss")
    alarms, rejections = outcomes.count("false alarm"), outcomes.count("rejection")
    noticing = None
    if hits + misses and alarms + rejections:
        rejected = Fraction(rejections, alarms + rejections + between)
        noticing = float((Fraction(hits, hits + misses) + rejected) / 2 * 100)
    return Reading(
        credit=account.credit,
        hits=hits,
        misses=misses,
        false_alarms=alarms,
        rejections=rejections,
        left_to_others=outcomes.count("left"),
        spoke_between=between,
        noticing=noticing,
        words=float(chosen / best * 100) if best else None,
        words_chance=float(random / best * 100) if best else None,
    )


def _passed(scenario: Scenario, event: Passed) -> str:
    moment = scenario.moment(event.moment)
    if moment.leave:
        return "rejection"
    return "left" if moment.passing.by else "miss"
