"""The rules of play: ``step(setup, state, act) -> (state, events)``.

``step`` is pure, and defined for every act that ``pause`` offers. One step is one turn: somebody in
the group speaks, or the leader does. Guided play pauses once in every moment and asks for a
decision; live play never pauses, and the leader can act after any turn. To act there is to begin to
speak (``Begin``): time stands still until the leader has said a line or let it go (``LetGo``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from simulator.engine.between import drawn_lines, own_line, wording
from simulator.engine.draw import draw, order
from simulator.engine.events import (
    Acted,
    Asked,
    Began,
    Ended,
    Event,
    Passed,
    PhaseBegan,
    Remarked,
    SeatChanged,
    Spoken,
    Waited,
)

# Two acts have the names of an event and of an instruction.
from simulator.engine.events import LetGo as LetGoEvent
from simulator.engine.execution import MOST_SILENT, Position, follow
from simulator.engine.program import Ask, ChangeSeat, Draw, Finish, Meet, Over, Program, Say
from simulator.engine.program import Begin as BeginPhase
from simulator.scenario.condition import Judged, Values
from simulator.scenario.model import LEADER, Mode, Moment, Option, Scenario, Turn, names_in_case
from simulator.scenario.placeholders import Words

FeedbackTime = Literal["now", "end"]
"""When the reasons for the leader's acts are shown: during the play, or only in the debrief."""

REMARKS = 5
"""The number of lines available outside moments in a scenario that has no moments."""

MOST_UNASKED = 10_000
"""The number of turns in a row without a decision after which the meeting ends.

A script that gets there loops, or nearly does.
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """Say nothing; the group continues. At a guided pause and in a live moment, this is judged."""


@dataclass(frozen=True, slots=True)
class Take:
    """Say the line of this option of the moment."""

    option: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Speak outside any moment (live play).

    ``wording`` counts from 0. It is the index of the line in the scenario's ``between``, which has
    this kind, or, if ``between`` is false, the index among the catalogue's wordings of the kind.
    ``said`` is empty, except in a saved play, which has the words that were said, because the
    scenario and the catalogue may have other ones by now.
    """

    kind: str
    wording: int = 0
    said: str = ""
    between: bool = False


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin to speak (live play): the lines are shown, and time stands still."""


@dataclass(frozen=True, slots=True)
class LetGo:
    """Say nothing after all. In a moment, nothing more can be said in it."""


Act = Wait | Take | Remark | Begin | LetGo
WAIT, BEGIN, LET_GO = Wait(), Begin(), LetGo()


class NotOnOffer(ValueError):
    """The act is not available here; the state is unchanged."""


@dataclass(frozen=True)
class Setup:
    """The constants of a play: the program, the mode, the seed.

    ``names`` has the drawn case and the people's names, by placeholder.
    """

    program: Program
    mode: Mode
    seed: int
    names: dict[str, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Draw the case; the dataclass is frozen, so plain assignment would raise."""
        object.__setattr__(self, "names", drawn_names(self.program.scenario, self.seed))

    def fill(self, words: Words) -> str:
        """Return ``words`` with the drawn case and the people's names put in."""
        return words.fill(self.names)


def drawn_names(scenario: Scenario, seed: int) -> dict[str, str]:
    """Return the text of each placeholder, for the case that this seed draws."""
    cases = len(scenario.cases)
    return dict(names_in_case(scenario, draw(seed, "case", cases) if cases else 0))


@dataclass(frozen=True, slots=True)
class State:
    """The state of a play.

    ``at`` is the index of the next loud instruction, or of the current one while play is inside a
    moment or ``vary``; ``spoken`` counts the turns of it that have been spoken. ``open`` is true
    while the leader can still act in the moment. ``again`` is true if the moment was judged before,
    so that only its turns are repeated. ``unasked`` counts the turns since the last moment with a
    decision; it is not compared, because it changes nothing but the end of a loop. ``speaking`` is
    true while the leader has begun to speak in live play.

    The first three are those of a ``Position``. They are not one object of their own, because a
    state is made for every turn.
    """

    at: int
    values: Values
    judged: Judged
    spoken: int = 0
    open: bool = False
    again: bool = False
    unasked: int = field(default=0, compare=False)
    speaking: bool = False

    @property
    def position(self) -> Position:
        """The instruction, the values and the judgements."""
        return Position(self.at, self.values, self.judged)


@dataclass(frozen=True, slots=True)
class Pause:
    """The acts available to the leader.

    ``asks`` is true at a guided pause and inside a live moment: here, waiting and speaking are
    judged. ``after`` is the number of the moment's last spoken turn. ``options`` are the available
    ones, in the order of the screen. Outside moments, live play has ``remarks`` instead: as many
    lines as a moment has, drawn anew each turn. While the leader is ``speaking``, only one of these
    lines or letting go is possible.
    """

    ended: bool = False
    asks: bool = False
    moment: Moment | None = None
    after: int = 0
    options: tuple[Option, ...] = ()
    remarks: tuple[Remark, ...] = ()
    speaking: bool = False


# Shared, because they are immutable and most turns of guided play return one of them.
_OVER, _NOTHING = Pause(ended=True), Pause()


def start(setup: Setup) -> State:
    """Return the state before anything has been said."""
    program = setup.program
    return _state_at(program, 0, program.start_values, 0)


def is_over(setup: Setup, state: State) -> bool:
    """Return whether the meeting is over; cheaper than ``pause``."""
    return isinstance(setup.program.code[state.at], Over)


def open_moment(setup: Setup, state: State) -> Moment | None:
    """Return the moment in which an act is judged now; None outside moments.

    This is cheaper than ``pause``, because it draws no lines.
    """
    instruction = setup.program.code[state.at]
    if not isinstance(instruction, Meet) or not state.open:
        return None
    moment = instruction.moment
    return moment if setup.mode == "live" or state.spoken == moment.ask else None


def pause(setup: Setup, state: State) -> Pause:
    """Return the acts available in ``state``."""
    if is_over(setup, state):
        return _OVER
    moment = open_moment(setup, state)
    if moment is not None:
        options = _available(setup, state, moment)
        return Pause(False, True, moment, state.spoken, options, speaking=state.speaking)
    if setup.mode == "guided":
        return _NOTHING
    return Pause(remarks=_remarks(setup, state), speaking=state.speaking)


def remark_words(setup: Setup, act: Remark) -> str:
    """Return what a remark says; an empty text if there is no such line."""
    if act.said:  # from a saved play
        return act.said
    scenario = setup.program.scenario
    if act.between:
        line = own_line(scenario, act.kind, act.wording)
        return setup.fill(line.say) if line is not None else ""
    return wording(scenario.catalogue.kinds.get(act.kind), act.wording)


def step(setup: Setup, state: State, act: Act) -> tuple[State, tuple[Event, ...]]:
    """Do one act; return the state after it and its events.

    Raise NotOnOffer for an act that ``pause`` does not offer. Live play also accepts a line without
    ``Begin`` before it: plans and plays that were saved before there was a ``Begin`` have none.
    """
    if is_over(setup, state):
        raise NotOnOffer("The meeting is over.")
    moment = open_moment(setup, state)
    match act:
        case Wait():
            return _wait(setup, state, moment)
        case Take(option=wanted):
            return _take(setup, state, _option_number(state, moment, wanted))
        case Remark():
            return _remark(setup, state, moment, act)
        case Begin():
            return _begin(setup, state, moment)
        case LetGo():
            return _let_go(state, moment)


def _available(setup: Setup, state: State, moment: Moment) -> tuple[Option, ...]:
    # The order depends on no turn, so that lines do not move while the leader reads them.
    shuffled = _order_of_options(setup.seed, moment.id, len(moment.options))
    options = [moment.options[i] for i in shuffled]
    return tuple([option for option in options if _is_available(state, option, state.spoken)])


@lru_cache(maxsize=1_000)  # hashing takes longer than everything else in a pause
def _order_of_options(seed: int, moment: str, count: int) -> tuple[int, ...]:
    return order(seed, f"options/{moment}", count)


def _is_available(state: State, option: Option, after: int) -> bool:
    if option.after > after:
        return False
    return option.when is None or bool(option.when.evaluate(state.values, state.judged))


def _remarks(setup: Setup, state: State) -> tuple[Remark, ...]:
    """Return the lines drawn for this turn, as many as one of the moments would have now."""
    scenario = setup.program.scenario
    place = f"{state.at}/{state.spoken}"
    lines = drawn_lines(scenario, setup.seed, place, _count(setup, state, place))
    return tuple([Remark(kind, i, between=bool(scenario.between)) for kind, i in lines])


def _count(setup: Setup, state: State, place: str) -> int:
    """Return the number of lines available after a drawn turn of a drawn moment, if met now.

    The length of the list must not reveal whether this is a moment.
    """
    moments = setup.program.moments
    if not moments:
        return REMARKS
    moment = moments[draw(setup.seed, f"count/{place}", len(moments))]
    turns = moment.pauses("live")
    after = turns[draw(setup.seed, f"count/{place}/turn", len(turns))]
    return sum(_is_available(state, option, after) for option in moment.options)


def _option_number(state: State, moment: Moment | None, wanted: str) -> int:
    """Return the index of an available option; raise NotOnOffer if there is none with this id."""
    for number, option in enumerate(moment.options if moment is not None else ()):
        if option.id == wanted and _is_available(state, option, state.spoken):
            return number
    raise NotOnOffer(f"'{wanted}' is not available here.")


def _take(setup: Setup, state: State, number: int) -> tuple[State, tuple[Event, ...]]:
    meet = setup.program.code[state.at]
    assert isinstance(meet, Meet)
    moment, option = meet.moment, meet.moment.options[number]
    available = [o.id for o in moment.options if _is_available(state, o, state.spoken)]
    acted = Acted(moment.id, option.id, state.spoken, moment.timing(state.spoken), tuple(available))
    judged = state.judged | meet.took(number, state.spoken)
    after = _state_at(setup.program, meet.options[number], state.values, judged)
    return after, (acted, _said(setup, option))


def _said(setup: Setup, option: Option) -> Spoken:
    """Return what is heard, or seen if it is a gesture, when the leader takes an option."""
    words = setup.fill(option.say)
    if option.gesture:
        return Spoken("aside", "", words, option.breaks, to=option.to)
    return Spoken(LEADER, LEADER, words, option.breaks, to=option.to)


def _remark(
    setup: Setup, state: State, moment: Moment | None, act: Remark
) -> tuple[State, tuple[Event, ...]]:
    words = remark_words(setup, act)
    if setup.mode != "live" or moment is not None or not words:
        raise NotOnOffer("That cannot be said here.")
    # A saved play may have another line than the one that is drawn today.
    if state.speaking and not act.said and act not in _remarks(setup, state):
        raise NotOnOffer("That cannot be said here.")
    events = (Remarked(act.kind, act.wording), Spoken(LEADER, LEADER, words))
    return replace(state, speaking=False), (*events, *_heard(setup, act))


def _heard(setup: Setup, act: Remark) -> Iterator[Spoken]:
    """Yield how the group reacts to a remark, if anything is written for it."""
    scenario = setup.program.scenario
    if act.between:
        line = own_line(scenario, act.kind, act.wording)
        if line is not None and line.heard is not None:
            yield Spoken("aside", "", setup.fill(line.heard))
        return
    # The catalogue may no longer have the kind of a saved remark.
    kind = scenario.catalogue.kinds.get(act.kind)
    if kind is not None and kind.heard:
        number = draw(setup.seed, f"heard/{act.kind}/{act.wording}", len(kind.heard))
        yield Spoken("aside", "", kind.heard[number])


def _begin(setup: Setup, state: State, moment: Moment | None) -> tuple[State, tuple[Event, ...]]:
    if setup.mode != "live" or state.speaking:
        raise NotOnOffer("One cannot begin to speak here.")
    return replace(state, speaking=True), (Began(moment.id if moment is not None else ""),)


def _let_go(state: State, moment: Moment | None) -> tuple[State, tuple[Event, ...]]:
    if not state.speaking:
        raise NotOnOffer("There is nothing to let go.")
    # A moment is judged by one act only, so the rest of its turns is waited out.
    after = replace(state, speaking=False, open=False)
    return after, (LetGoEvent(moment.id if moment is not None else ""),)


def _wait(setup: Setup, state: State, moment: Moment | None) -> tuple[State, tuple[Event, ...]]:
    """Continue until something is said or the play ends."""
    if state.speaking:
        raise NotOnOffer("Time stands still while the leader is speaking.")
    events: list[Event] = []
    if moment is not None:
        events.append(Waited(moment.id, state.spoken))
        # Guided play asks once in a moment; in live play the leader can act after a later turn.
        if setup.mode == "guided":
            state = replace(state, open=False)
    if state.unasked < MOST_UNASKED:
        # Several instructions may run before something is said: phases begin, moments pass.
        for _ in range(MOST_SILENT):
            state, done = _run_next(setup, state, events)
            if done:
                return state, tuple(events)
    # The script loops: end the meeting.
    state, _ = _run_next(setup, replace(state, at=setup.program.loop_end), events)
    return state, tuple(events)


def _run_next(setup: Setup, state: State, events: list[Event]) -> tuple[State, bool]:
    """Run the next instruction and append its events.

    The flag is true if something was said or the play ended, which completes the step.
    """
    program, instruction = setup.program, setup.program.code[state.at]
    match instruction:
        case Say(turn=turn):
            events.append(_spoken(setup, turn))
            return _next_state(program, state, state.unasked + 1), True
        case BeginPhase(phase=phase):
            events.append(PhaseBegan(phase))
            return _next_state(program, state, state.unasked), False
        case ChangeSeat(step=change):
            events.append(SeatChanged(change.person, change.out))
            if change.words is None:
                return _next_state(program, state, state.unasked), False
            events.append(Spoken("aside", "", setup.fill(change.words)))
            return _next_state(program, state, state.unasked + 1), True
        case Ask(question=question):
            events.append(Asked(setup.fill(question)))
            # Counted like a turn, so that a loop of questions ends.
            return _next_state(program, state, state.unasked + 1), True
        case Draw():
            return _vary(setup, state, instruction, events), True
        case Meet():
            return _in_moment(setup, state, instruction, events)
        case Finish():
            if instruction.step is not None and instruction.step.words is not None:
                events.append(Spoken(LEADER, LEADER, setup.fill(instruction.step.words)))
            events.append(Ended(instruction.reason))
            return replace(state, at=program.over), True
        case _:
            raise AssertionError(f"no state is at a silent instruction: {instruction!r}")


def _vary(setup: Setup, state: State, instruction: Draw, events: list[Event]) -> State:
    """Say the next turn of the drawn alternative."""
    alternatives = instruction.alternatives
    # Drawn again for each turn, with the same result, so that a state need not contain it.
    chosen = alternatives[draw(setup.seed, f"vary/{instruction.number}", len(alternatives))]
    events.append(_spoken(setup, chosen[state.spoken]))
    if state.spoken + 1 < len(chosen):
        return replace(state, spoken=state.spoken + 1, unasked=state.unasked + 1)
    return _next_state(setup.program, state, state.unasked + 1)


def _in_moment(setup: Setup, state: State, meet: Meet, events: list[Event]) -> tuple[State, bool]:
    """Say the next turn of a moment, or leave the moment after its last turn."""
    moment = meet.moment
    if state.spoken < len(moment.turns):
        opened, again = state.open, state.again
        if state.spoken == 0:
            again = state.judged & meet.bits.judged != 0  # a moment is judged only once
            opened = not again
        spoken = state.spoken + 1
        events.append(_spoken(setup, moment.turns[state.spoken], moment.id, spoken))
        # A moment that was judged before asks nothing, so a loop through it is still a loop.
        unasked = state.unasked + 1 if again else 0
        # Not ``replace``, which takes six times as long; most turns of a play are made here.
        return State(state.at, state.values, state.judged, spoken, opened, again, unasked), True
    if state.again:
        after = _state_at(setup.program, meet.after, state.values, state.judged, state.unasked)
        return after, False
    events.append(Passed(moment.id))
    judged = state.judged | meet.passed
    return _state_at(setup.program, meet.passing, state.values, judged), False


def _spoken(setup: Setup, turn: Turn, moment: str | None = None, number: int = 0) -> Spoken:
    words = setup.fill(turn.words)
    return Spoken(turn.form, turn.speaker, words, turn.breaks, moment, number, seconds=turn.seconds)


def _next_state(program: Program, state: State, unasked: int) -> State:
    """Return the state at the instruction after the current one."""
    return _state_at(program, state.at + 1, state.values, state.judged, unasked)


def _state_at(program: Program, at: int, values: Values, judged: Judged, unasked: int = 0) -> State:
    """Execute the silent instructions from ``at`` on; return the state at the next loud one."""
    at, values = follow(program, at, values, judged)
    return State(at, values, judged, unasked=unasked)
