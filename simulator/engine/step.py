"""The rules of play: ``step(setup, state, act) -> (state, events)``.

``step`` is pure, and defined for every act that ``pause`` offers. One step is one turn: somebody in
the group speaks, or the leader does. Guided play pauses once in every moment and asks for a
decision; live play never pauses, and the leader can act after any turn. To act there is to begin to
speak (``Begin``): the group pauses until the leader has said a line or let it go (``LetGo``).
"""

from collections.abc import Iterator

from simulator.engine.acts import Act, Begin, LetGo, NotOnOffer, Remark, Take, Wait
from simulator.engine.between import own_line
from simulator.engine.draw import draw
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
from simulator.engine.events import LetGo as LetGoEvent
from simulator.engine.execution import MOST_SILENT, follow
from simulator.engine.instructions import Ask, ChangeSeat, Draw, Finish, Meet, Say
from simulator.engine.instructions import Begin as BeginPhase
from simulator.engine.pause import open_moment, options_available, remark_words, remarks_available
from simulator.engine.program import Program
from simulator.engine.setup import HeardTurn, Setup, TakenOption
from simulator.engine.state import State
from simulator.scenario.condition import Judged, Values
from simulator.scenario.model import LEADER, Moment, Option, Turn

MOST_UNASKED = 10_000
"""The number of turns in a row without a decision after which the meeting ends.

A script that gets there loops, or nearly does.
"""


_new = tuple.__new__
"""Makes a state from all its fields, in half the time of calling ``State``."""


def start(setup: Setup) -> State:
    """Return the state before anything has been said."""
    program = setup.program
    return _state_at(program, 0, program.start_values, 0)


def step(setup: Setup, state: State, act: Act) -> tuple[State, tuple[Event, ...]]:
    """Do one act; return the state after it and its events.

    Raise NotOnOffer for an act that ``pause`` does not offer. Live play also accepts a line without
    ``Begin`` before it: plans and plays that were saved before there was a ``Begin`` have none.
    """
    if state.at == setup.program.over:
        raise NotOnOffer("The meeting is over.")
    # In the order of their frequency, because a ``match`` of classes takes much longer.
    kind = type(act)
    if kind is Wait:
        return _wait(setup, state)
    if kind is Take:
        return _take(setup, state, act.option)  # type: ignore[union-attr]
    moment = open_moment(setup, state)
    match act:
        case Remark():
            return _remark(setup, state, moment, act)
        case Begin():
            return _begin(setup, state, moment)
        case LetGo():
            return _let_go(state, moment)
        case _:
            raise AssertionError(f"no such act: {act!r}")


def _take(setup: Setup, state: State, wanted: str) -> tuple[State, tuple[Event, ...]]:
    moment = open_moment(setup, state)
    if moment is None:
        raise NotOnOffer(f"'{wanted}' is not available here.")
    place = state.at, state.spoken, options_available(setup, state, moment), wanted
    found = setup.cache.taken.get(place)
    if found is None:
        found = setup.cache.taken[place] = _taken(setup, *place)
    program, judged = setup.program, state.judged | found.judged
    at, values = follow(program, found.to, state.values, judged)
    return _new(State, (at, values, judged, 0, False, False, 0, False)), found.events


def _taken(setup: Setup, at: int, after: int, offered: tuple[int, ...], wanted: str) -> TakenOption:
    """Return what happens if an option is taken; raise NotOnOffer if it is not available."""
    meet = setup.program.code[at]
    assert isinstance(meet, Meet)
    moment = meet.moment
    for number in offered:
        option = moment.options[number]
        if option.id == wanted:
            available = tuple(moment.options[i].id for i in offered)
            acted = Acted(moment.id, wanted, after, moment.timing(after), available)
            events = acted, _said(setup, option)
            to = setup.program.jumped(meet.options[number])
            return TakenOption(events, meet.took(number, after), to)
    raise NotOnOffer(f"'{wanted}' is not available here.")


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
    if state.speaking and not act.said and act not in remarks_available(setup, state):
        raise NotOnOffer("That cannot be said here.")
    events = (Remarked(act.kind, act.wording), Spoken(LEADER, LEADER, words))
    return state._replace(speaking=False), (*events, *_heard(setup, act))


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
    return state._replace(speaking=True), (Began(moment.id if moment is not None else ""),)


def _let_go(state: State, moment: Moment | None) -> tuple[State, tuple[Event, ...]]:
    if not state.speaking:
        raise NotOnOffer("There is nothing to let go.")
    # A moment is judged by one act only, so the rest of its turns is waited out.
    after = state._replace(speaking=False, open=False)
    return after, (LetGoEvent(moment.id if moment is not None else ""),)


def _wait(setup: Setup, state: State) -> tuple[State, tuple[Event, ...]]:
    """Continue until something is said or the play ends."""
    # Unpacked at once: this runs for every turn, and reading a field takes longer.
    at, values, judged, spoken, opened, again, unasked, speaking = state
    if speaking:
        raise NotOnOffer("Time stands still while the leader is speaking.")
    try:
        turn = setup.cache.turns[at, spoken, opened]
    except KeyError:
        turn = setup.cache.turns[at, spoken, opened] = _heard_turn(setup, state)
    if turn is None or unasked >= MOST_UNASKED:
        return _wait_longer(setup, state)
    events, bit, to, loud, opened = turn
    if bit is None:
        if not loud:
            to, values = follow(setup.program, to, values, judged)
        return _new(State, (to, values, judged, 0, False, False, unasked + 1, False)), events
    if spoken == 0:
        again = judged & bit != 0  # a moment is judged only once
        opened = not again
    # A moment that was judged before asks nothing, so a loop through it is still a loop.
    unasked = unasked + 1 if again else 0
    return _new(State, (at, values, judged, spoken + 1, opened, again, unasked, False)), events


def _heard_turn(setup: Setup, state: State) -> HeardTurn | None:
    """Return the next turn, if it is one of the script or of a moment; None for all else."""
    program, at, spoken = setup.program, state.at, state.spoken
    match program.code[at]:
        case Say(turn=turn):
            to = program.jumped(at + 1)
            return HeardTurn((spoken_turn(setup, turn),), None, to, program.is_loud(to))
        case Meet(moment=moment, bits=bits) if spoken < len(moment.turns):
            said = spoken_turn(setup, moment.turns[spoken], moment.id, spoken + 1)
            # Without a jump back no moment is met again, and a test of very many bits is saved.
            bit = bits.judged if program.loops else 0
            opened = _still_open(setup, state)
            return HeardTurn((*_waited(setup, state), said), bit, open=opened)
        case _:
            return None


def _waited(setup: Setup, state: State) -> tuple[Waited, ...]:
    """Return the event of saying nothing in a moment, if the leader could act in one."""
    moment = open_moment(setup, state)
    return (Waited(moment.id, state.spoken),) if moment is not None else ()


def _still_open(setup: Setup, state: State) -> bool:
    """Return whether the leader can act in this moment after saying nothing.

    Guided play asks once in a moment; in live play the leader can act after a later turn.
    """
    return state.open and (setup.mode == "live" or open_moment(setup, state) is None)


def _wait_longer(setup: Setup, state: State) -> tuple[State, tuple[Event, ...]]:
    """Continue with whatever is not a plain turn until something is said or the play ends."""
    events: list[Event] = [*_waited(setup, state)]
    state = state._replace(open=_still_open(setup, state))
    if state.unasked < MOST_UNASKED:
        # Several instructions may run before something is said: phases begin, moments pass.
        for _ in range(MOST_SILENT):
            state, done = _run_next(setup, state, events)
            if done:
                return state, tuple(events)
    # The script loops: end the meeting.
    state, _ = _run_next(setup, state._replace(at=setup.program.loop_end), events)
    return state, tuple(events)


def _run_next(setup: Setup, state: State, events: list[Event]) -> tuple[State, bool]:
    """Run the next instruction and append its events.

    The flag is true if something was said or the play ended, which completes the step.
    """
    program, instruction = setup.program, setup.program.code[state.at]
    match instruction:
        case Say():
            return _next_turn(setup, state, events), True
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
            if state.spoken < len(instruction.moment.turns):
                return _next_turn(setup, state, events), True
            return _leave_moment(setup, state, instruction, events), False
        case Finish():
            if instruction.step is not None and instruction.step.words is not None:
                events.append(Spoken(LEADER, LEADER, setup.fill(instruction.step.words)))
            events.append(Ended(instruction.reason))
            return state._replace(at=program.over), True
        case _:
            raise AssertionError(f"no state is at a silent instruction: {instruction!r}")


def _vary(setup: Setup, state: State, instruction: Draw, events: list[Event]) -> State:
    """Say the next turn of the drawn alternative."""
    alternatives = instruction.alternatives
    # Drawn again for each turn, with the same result, so that a state need not contain it.
    chosen = alternatives[draw(setup.seed, f"vary/{instruction.number}", len(alternatives))]
    events.append(spoken_turn(setup, chosen[state.spoken]))
    if state.spoken + 1 < len(chosen):
        return state._replace(spoken=state.spoken + 1, unasked=state.unasked + 1)
    return _next_state(setup.program, state, state.unasked + 1)


def _next_turn(setup: Setup, state: State, events: list[Event]) -> State:
    state, said = _wait(setup, state)
    events += said
    return state


def _leave_moment(setup: Setup, state: State, meet: Meet, events: list[Event]) -> State:
    # A moment is judged only once; met again, it leads on without consequences.
    if state.again:
        return _state_at(setup.program, meet.after, state.values, state.judged, state.unasked)
    events.append(Passed(meet.moment.id))
    judged = state.judged | meet.passed
    return _state_at(setup.program, meet.passing, state.values, judged)


def spoken_turn(setup: Setup, turn: Turn, moment: str | None = None, number: int = 0) -> Spoken:
    """Return the event of a turn, with its placeholders filled; see ``Spoken``."""
    words = setup.fill(turn.words)
    return Spoken(turn.form, turn.speaker, words, turn.breaks, moment, number, seconds=turn.seconds)


def _next_state(program: Program, state: State, unasked: int) -> State:
    """Return the state at the instruction after the current one."""
    return _state_at(program, state.at + 1, state.values, state.judged, unasked)


def _state_at(program: Program, at: int, values: Values, judged: Judged, unasked: int = 0) -> State:
    """Execute the silent instructions from ``at`` on; return the state at the next loud one."""
    at, values = follow(program, at, values, judged)
    return State(at, values, judged, unasked=unasked)
