"""The play itself: ``step(setup, state, act) -> (state, events)``, pure, and defined for every act that ``pause`` offers.

One step is one turn: the group says the next thing, or the leader does. Guided play halts once in every moment and asks;
live play never halts, and the leader may act after any turn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from simulator.engine.draw import draw, order
from simulator.engine.events import (
    Acted,
    Ended,
    Event,
    Passed,
    PhaseBegan,
    Remarked,
    Spoken,
    Waited,
)
from simulator.engine.program import (
    MOST_SILENT,
    Begin,
    Draw,
    Finish,
    Meet,
    Over,
    Program,
    Say,
    follow,
)
from simulator.scenario.condition import Judged, Values
from simulator.scenario.model import LEADER, Moment, Option, Scenario, Turn, names_in_case
from simulator.scenario.placeholders import Words

Mode = Literal["guided", "live"]

REMARKS = 5
"""Lines on offer outside moments."""

MOST_UNASKED = 10_000
"""Turns in a row without a moment to decide in, after which the meeting ends: the script leads in a circle, or nearly."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Say nothing: the group goes on. At a guided halt, and in a live moment, this is a judged act."""


@dataclass(frozen=True, slots=True)
class Take:
    """Say the words of this option of the moment."""

    option: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Say the ``wording``-th (from 0) of the catalogue's wordings of this kind, outside any moment (live play).

    ``said`` is empty, or in a saved play the words that were said: the catalogue may have other wordings by now.
    """

    kind: str
    wording: int = 0
    said: str = ""


Act = Wait | Take | Remark
WAIT = Wait()


class NotOnOffer(ValueError):
    """An act that cannot be done here; the state is unchanged."""


@dataclass(frozen=True)
class Setup:
    """What is fixed for a whole play: the program, the mode, the seed, and what is drawn from it."""

    program: Program
    mode: Mode
    seed: int
    names: dict[str, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Draw the case."""
        object.__setattr__(self, "names", drawn_names(self.program.scenario, self.seed))

    def fill(self, words: Words) -> str:
        """Put the drawn case and the people's names into ``words``."""
        return words.fill(self.names)


def drawn_names(scenario: Scenario, seed: int) -> dict[str, str]:
    """What each placeholder stands for in the case that this seed draws."""
    cases = len(scenario.cases)
    return dict(names_in_case(scenario, draw(seed, "case", cases) if cases else 0))


@dataclass(frozen=True, slots=True)
class State:
    """Where a play stands: the loud instruction to come, or (``spoken`` > 0) the moment or vary one is in the middle of.

    ``open`` says that the moment may still be acted in; ``again`` that it was judged before, so that only its words are met.
    ``unasked`` counts the turns since the last moment that could be decided in.
    """

    at: int
    values: Values
    judged: Judged
    spoken: int = 0
    open: bool = False
    again: bool = False
    unasked: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Pause:
    """What the leader may do now.

    ``asks`` is true at a guided halt and inside a live moment: here waiting and speaking are judged. ``options`` are those
    on offer, in the order of the screen; outside moments ``remarks`` are, some of the catalogue's wordings, drawn each turn.
    """

    ended: bool = False
    asks: bool = False
    moment: Moment | None = None
    after: int = 0
    options: tuple[Option, ...] = ()
    remarks: tuple[Remark, ...] = ()


def start(setup: Setup) -> State:
    """The state before anything has been said."""
    program = setup.program
    return _at(program, 0, program.start_values, 0)


def is_over(setup: Setup, state: State) -> bool:
    """Whether the meeting is over; what else ``pause`` says is not worked out for it."""
    return isinstance(setup.program.code[state.at], Over)


def pause(setup: Setup, state: State) -> Pause:
    """Say what may be done in ``state``."""
    instruction = setup.program.code[state.at]
    if is_over(setup, state):
        return Pause(ended=True)
    if (
        isinstance(instruction, Meet)
        and state.open
        and (setup.mode == "live" or state.spoken == instruction.moment.ask)
    ):
        moment = instruction.moment
        return Pause(
            asks=True, moment=moment, after=state.spoken, options=_on_offer(setup, state, moment)
        )
    return Pause(remarks=_remarks(setup, state) if setup.mode == "live" else ())


def step(setup: Setup, state: State, act: Act) -> tuple[State, tuple[Event, ...]]:
    """Do one act; return the state after it and what happened. Raises NotOnOffer for an act that ``pause`` does not offer."""
    now = pause(setup, state)
    if now.ended:
        raise NotOnOffer("The meeting is over.")
    match act:
        case Wait():
            return _go_on(setup, state, now)
        case Take(option=wanted):
            for option in now.options:
                if option.id == wanted and now.moment is not None:
                    return _take(setup, state, now.moment, option)
            raise NotOnOffer(f"'{wanted}' is not on offer here.")
        case Remark():
            return state, tuple(_remark(setup, now, act))


def _on_offer(setup: Setup, state: State, moment: Moment) -> tuple[Option, ...]:
    shuffled = (
        moment.options[i] for i in order(setup.seed, f"options/{moment.id}", len(moment.options))
    )
    return tuple(
        o for o in shuffled if o.when is None or o.when.evaluate(state.values, state.judged)
    )


def _remarks(setup: Setup, state: State) -> tuple[Remark, ...]:
    """As many lines as a moment has, so that the length of the list does not tell a moment from none."""
    kinds = list(setup.program.scenario.catalogue.kinds.values())
    name = f"remarks/{state.at}/{state.spoken}"
    drawn = [kinds[i] for i in order(setup.seed, name, len(kinds))[:REMARKS]]
    return tuple(
        Remark(kind.id, draw(setup.seed, f"{name}/{kind.id}", len(kind.say))) for kind in drawn
    )


def _take(
    setup: Setup, state: State, moment: Moment, option: Option
) -> tuple[State, tuple[Event, ...]]:
    meet = setup.program.code[state.at]
    assert isinstance(meet, Meet)
    number = moment.options.index(option)
    events = (
        Acted(moment.id, option.id, state.spoken, moment.timing(state.spoken)),
        Spoken(LEADER, LEADER, setup.fill(option.say), option.breaks),
    )
    return _at(
        setup.program, meet.options[number], state.values, state.judged | meet.took(number)
    ), events


def _remark(setup: Setup, now: Pause, act: Remark) -> Iterator[Event]:
    kind = setup.program.scenario.catalogue.kinds.get(act.kind)
    said = act.said
    if not said and kind is not None and 0 <= act.wording < len(kind.say):
        said = kind.say[act.wording]
    if not now.remarks or not said:
        raise NotOnOffer("That cannot be said here.")
    yield Remarked(act.kind, act.wording)
    yield Spoken(LEADER, LEADER, said)
    if kind is not None and kind.heard:
        yield Spoken(
            "aside",
            "",
            kind.heard[draw(setup.seed, f"heard/{act.kind}/{act.wording}", len(kind.heard))],
        )


def _go_on(setup: Setup, state: State, now: Pause) -> tuple[State, tuple[Event, ...]]:
    events: list[Event] = []
    if now.asks and now.moment is not None:
        events.append(Waited(now.moment.id, now.after))
        state = replace(state, open=setup.mode == "live")
    for _ in range(MOST_SILENT if state.unasked < MOST_UNASKED else 0):
        state, loud = _turn(setup, state, events)
        if loud:
            return state, tuple(events)
    return _turn(setup, replace(state, at=setup.program.circle), events)[0], tuple(events)


def _turn(setup: Setup, state: State, events: list[Event]) -> tuple[State, bool]:
    """Do what stands next; the flag says that something was said or the play ended, so that the step is done."""
    program, instruction = setup.program, setup.program.code[state.at]
    match instruction:
        case Say(turn=turn):
            events.append(_spoken(setup, turn))
            return _at(program, state.at + 1, state.values, state.judged, state.unasked + 1), True
        case Begin(phase=phase):
            events.append(PhaseBegan(phase))
            return _at(program, state.at + 1, state.values, state.judged, state.unasked), False
        case Draw():
            return _drawn(setup, state, instruction, events), True
        case Meet():
            return _in_moment(setup, state, instruction, events)
        case Finish():
            if instruction.step is not None and instruction.step.words is not None:
                events.append(Spoken(LEADER, LEADER, setup.fill(instruction.step.words)))
            events.append(Ended(instruction.reason))
            return replace(state, at=program.over), True
        case _:
            raise AssertionError(f"a state never stands at {instruction!r}")


def _drawn(setup: Setup, state: State, instruction: Draw, events: list[Event]) -> State:
    chosen = instruction.alternatives[
        draw(setup.seed, f"vary/{instruction.number}", len(instruction.alternatives))
    ]
    events.append(_spoken(setup, chosen[state.spoken]))
    if state.spoken + 1 < len(chosen):
        return replace(state, spoken=state.spoken + 1, unasked=state.unasked + 1)
    return _at(setup.program, state.at + 1, state.values, state.judged, state.unasked + 1)


def _in_moment(setup: Setup, state: State, meet: Meet, events: list[Event]) -> tuple[State, bool]:
    moment = meet.moment
    if state.spoken < len(moment.turns):
        if state.spoken == 0:
            again = state.judged & meet.bits.judged != 0
            state = replace(state, open=not again, again=again)
        events.append(_spoken(setup, moment.turns[state.spoken], moment.id, state.spoken + 1))
        return replace(
            state, spoken=state.spoken + 1, unasked=state.unasked + 1 if state.again else 0
        ), True
    if state.again:
        return _at(setup.program, meet.after, state.values, state.judged, state.unasked), False
    events.append(Passed(moment.id))
    return _at(setup.program, meet.passing, state.values, state.judged | meet.passed), False


def _spoken(setup: Setup, turn: Turn, moment: str | None = None, number: int = 0) -> Spoken:
    return Spoken(turn.form, turn.speaker, setup.fill(turn.words), turn.breaks, moment, number)


def _at(program: Program, at: int, values: Values, judged: Judged, unasked: int = 0) -> State:
    at, values = follow(program, at, values, judged)
    return State(at, values, judged, unasked=unasked)
