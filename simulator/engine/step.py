"""The rules of play: ``step(setup, state, act) -> (state, events)``.

``step`` is pure, and defined for every act that ``pause`` offers. One step is one turn: somebody in
the group speaks, or the leader does. Guided play pauses once in every moment and asks for a
decision; live play never pauses, and the leader can act after any turn. To act there is to begin to
speak (``Begin``): time stands still until the leader has said a line or let it go (``LetGo``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

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
from simulator.engine.program import Ask, ChangeSeat, Draw, Finish, Meet, Program, Say
from simulator.engine.program import Begin as BeginPhase
from simulator.scenario.condition import Evaluate, Judged, Values
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

    ``cache`` is filled by ``step`` and ``pause``, and is not part of what a setup is.
    """

    program: Program
    mode: Mode
    seed: int
    names: dict[str, str] = field(init=False, compare=False, repr=False)
    cache: "_Cache" = field(init=False, compare=False, repr=False, default_factory=lambda: _Cache())

    def __post_init__(self) -> None:
        """Draw the case; the dataclass is frozen, so plain assignment would raise."""
        object.__setattr__(self, "names", drawn_names(self.program.scenario, self.seed))

    def fill(self, words: Words) -> str:
        """Return ``words`` with the drawn case and the people's names put in."""
        return words.fill(self.names)


class _Cache:
    """What the plays of a setup share: the events of their turns and acts.

    Texts depend on the setup alone. Most steps find their events here, and make only a new state.
    """

    def __init__(self) -> None:
        # By instruction, turns spoken, and true if the leader has just said nothing in a moment.
        self.turns: dict[tuple[int, int, bool], _HeardTurn | None] = {}
        # By instruction and turns spoken.
        self.options: dict[tuple[int, int], _Options] = {}
        # By instruction, turns spoken, true if the leader has begun to speak, available options.
        self.pauses: dict[tuple[int, int, bool, tuple[int, ...]], Pause] = {}
        # By instruction, turns spoken, available options, and the id of the one that is taken.
        self.taken: dict[tuple[int, int, tuple[int, ...], str], _Taken] = {}


class _HeardTurn(NamedTuple):
    """A turn: its events; in a moment, the moment's judged bit (else None).

    The bit says if the moment was judged before; it is 0 if the moment cannot be met again.
    """

    events: tuple[Event, ...]
    judged: Judged | None


class _Options(NamedTuple):
    """The options of a moment that are written for a turn, with their conditions.

    ``conditions`` is empty if no option has one.
    """

    numbers: tuple[int, ...]
    conditions: tuple[Evaluate | None, ...]


class _Taken(NamedTuple):
    """What happens if an option is taken: events, the bits to set, and where play continues."""

    events: tuple[Event, ...]
    judged: Judged
    to: int


def drawn_names(scenario: Scenario, seed: int) -> dict[str, str]:
    """Return the text of each placeholder, for the case that this seed draws."""
    cases = len(scenario.cases)
    return dict(names_in_case(scenario, draw(seed, "case", cases) if cases else 0))


class State(NamedTuple):
    """The state of a play.

    ``at`` is the index of the next loud instruction, or of the current one while play is inside a
    moment or ``vary``; ``spoken`` counts the turns of it that have been spoken. ``open`` is true
    while the leader can still act in the moment. ``again`` is true if the moment was judged before,
    so that only its turns are repeated. ``unasked`` counts the turns since the last moment with a
    decision; it changes nothing but the end of a loop. ``speaking`` is true while the leader has
    begun to speak in live play.

    The first three are those of a ``Position``. They are not one object of their own, and this is a
    named tuple, because a state is made for every turn.
    """

    at: int
    values: Values
    judged: Judged
    spoken: int = 0
    open: bool = False
    again: bool = False
    unasked: int = 0
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
    return state.at == setup.program.over


def open_moment(setup: Setup, state: State) -> Moment | None:
    """Return the moment in which an act is judged now; None outside moments.

    This is cheaper than ``pause``, because it draws no lines.
    """
    if not state.open:
        return None
    # Not checked by ``isinstance``, because every turn comes here: only a ``Meet`` opens a state.
    moment: Moment = setup.program.code[state.at].moment  # type: ignore[union-attr]
    return moment if state.spoken == moment.ask or setup.mode == "live" else None


def pause(setup: Setup, state: State) -> Pause:
    """Return the acts available in ``state``."""
    moment = open_moment(setup, state) if state.open else None
    if moment is not None:
        offered = _offered(setup, state, moment)
        place = state.at, state.spoken, state.speaking, offered
        found = setup.cache.pauses.get(place)
        if found is None:
            options = _shown(setup, moment, offered)
            found = Pause(False, True, moment, state.spoken, options, speaking=state.speaking)
            setup.cache.pauses[place] = found
        return found
    if state.at == setup.program.over:
        return _OVER
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


def _offered(setup: Setup, state: State, moment: Moment) -> tuple[int, ...]:
    """Return the indexes of the available options, in the file's order."""
    place = state.at, state.spoken
    written = setup.cache.options.get(place)
    if written is None:
        numbers = moment.offered(state.spoken)
        conditions = [moment.options[number].when for number in numbers]
        tests = tuple(each.evaluate if each is not None else None for each in conditions)
        written = setup.cache.options[place] = _Options(numbers, tests if any(tests) else ())
    if not written.conditions:
        return written.numbers
    offered = []
    for number, holds in zip(written.numbers, written.conditions, strict=True):
        if holds is None or holds(state.values, state.judged):
            offered.append(number)
    return tuple(offered)


def _shown(setup: Setup, moment: Moment, offered: tuple[int, ...]) -> tuple[Option, ...]:
    """Return the available options in the order of the screen."""
    # The order depends on no turn, so that lines do not move while the leader reads them.
    shuffled = order(setup.seed, f"options/{moment.id}", len(moment.options))
    return tuple([moment.options[i] for i in shuffled if i in offered])


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


def _take(setup: Setup, state: State, wanted: str) -> tuple[State, tuple[Event, ...]]:
    moment = open_moment(setup, state)
    if moment is None:
        raise NotOnOffer(f"'{wanted}' is not available here.")
    place = state.at, state.spoken, _offered(setup, state, moment), wanted
    found = setup.cache.taken.get(place)
    if found is None:
        found = setup.cache.taken[place] = _taken(setup, *place)
    program, judged = setup.program, state.judged | found.judged
    at, values = follow(program, found.to, state.values, judged)
    return State(at, values, judged), found.events


def _taken(setup: Setup, at: int, after: int, offered: tuple[int, ...], wanted: str) -> _Taken:
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
            return _Taken(events, meet.took(number, after), meet.options[number])
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
    if state.speaking and not act.said and act not in _remarks(setup, state):
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
    moment = open_moment(setup, state) if opened else None
    asked = moment is not None
    if asked and setup.mode == "guided":
        # Guided play asks once in a moment; in live play the leader can act after a later turn.
        opened = False
    try:
        turn = setup.cache.turns[at, spoken, asked]
    except KeyError:
        turn = setup.cache.turns[at, spoken, asked] = _heard_turn(setup, at, spoken, moment)
    if turn is None or unasked >= MOST_UNASKED:
        return _wait_longer(setup, state._replace(open=opened), moment)
    events, bit = turn
    if bit is None:
        at, values = follow(setup.program, at + 1, values, judged)
        return State(at, values, judged, 0, False, False, unasked + 1), events
    if spoken == 0:
        again = judged & bit != 0  # a moment is judged only once
        opened = not again
    # A moment that was judged before asks nothing, so a loop through it is still a loop.
    return State(at, values, judged, spoken + 1, opened, again, unasked + 1 if again else 0), events


def _heard_turn(setup: Setup, at: int, spoken: int, asked: Moment | None) -> _HeardTurn | None:
    """Return the next turn, if it is one of the script or of a moment; None for all else.

    ``asked`` is the moment in which the leader has said nothing.
    """
    waited = (Waited(asked.id, spoken),) if asked is not None else ()
    match setup.program.code[at]:
        case Say(turn=turn):
            return _HeardTurn((_spoken(setup, turn),), None)
        case Meet(moment=moment, bits=bits) if spoken < len(moment.turns):
            said = _spoken(setup, moment.turns[spoken], moment.id, spoken + 1)
            # Without a jump back no moment is met again, and a test of very many bits is saved.
            return _HeardTurn((*waited, said), bits.judged if setup.program.loops else 0)
        case _:
            return None


def _wait_longer(
    setup: Setup, state: State, asked: Moment | None
) -> tuple[State, tuple[Event, ...]]:
    """Continue with whatever is not a plain turn until something is said or the play ends.

    ``asked`` is the moment in which the leader has said nothing.
    """
    events: list[Event] = []
    if asked is not None:
        events.append(Waited(asked.id, state.spoken))
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
    events.append(_spoken(setup, chosen[state.spoken]))
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
