"""A play under way: the one object that both front ends hold. It keeps the events and asks for each act to be kept first.

``journal`` is called with the record of every act before the session shows what came of it; if it raises, nothing has
happened. State is the fold of the events: ``replay`` of the records gives the same session again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from simulator.engine.events import Event, PhaseBegan, Spoken
from simulator.engine.program import Begin, Meet
from simulator.engine.step import (
    WAIT,
    Act,
    NotOnOffer,
    Pause,
    Remark,
    Setup,
    State,
    Take,
    Wait,
    is_over,
    pause,
    start,
    step,
)
from simulator.scenario.model import CLIMATE
from simulator.scenario.text import clean_line, clean_text


@dataclass(frozen=True, slots=True)
class Record:
    """One act as it is kept. It names the moment, the turn it came after and the option, never a position in the file.

    ``say`` is what the leader said, so that a later edit of the words can be noticed. Outside moments ``moment`` is empty;
    a remark's ``option`` is its kind and its ``after`` the number of the wording.
    """

    act: Literal["wait", "take", "remark"]
    moment: str = ""
    after: int = 0
    option: str = ""
    say: str = ""


Journal = Callable[[Record], None]


@dataclass(frozen=True, slots=True)
class View:
    """What a front end needs to draw: plain data.

    ``minute`` is the meeting's clock, ``length`` the minute in which its last phase ends, ``climate`` safety, focus and depth.
    """

    pause: Pause
    phase: str
    minute: float
    length: int
    climate: tuple[tuple[str, int], ...]
    turns: int


class Session:
    """One play from its first line to its end."""

    def __init__(self, setup: Setup, journal: Journal) -> None:
        """Stand before the first line; ``journal`` keeps every record durably before anything is shown of it."""
        self.setup = setup
        self.state: State = start(setup)
        self.events: list[Event] = []
        self.records: list[Record] = []
        self.journal = journal
        self._phase = ""
        self._minute = 0.0
        self._length = setup.program.length
        self._turns = 0
        self._note_clock()

    @property
    def pause(self) -> Pause:
        """What the leader may do now."""
        return pause(self.setup, self.state)

    @property
    def ended(self) -> bool:
        """Whether the meeting is over."""
        return is_over(self.setup, self.state)

    def act(self, act: Act, journal: Journal | None = None) -> tuple[Event, ...]:
        """Do one act: keep it, then let it happen; return what happened. Raises NotOnOffer, or what the journal raises.

        With a ``journal`` this act is kept there, instead of in the session's.
        """
        before = self.pause
        state, events = step(self.setup, self.state, act)
        record = _record(act, before, events)
        (journal or self.journal)(record)
        self._happened(state, events, record)
        return events

    def ends_with(self, act: Act) -> bool:
        """Whether the meeting would be over after this act; nothing happens. Raises NotOnOffer."""
        state, _ = step(self.setup, self.state, act)
        return pause(self.setup, state).ended

    def replay(self, records: Iterable[Record]) -> None:
        """Do again what has been kept already; raises NotOnOffer where a record does not fit.

        The leader's lines are those that were saved, also if the catalogue or the program would word them otherwise today.
        """
        for record in records:
            before = self.pause
            state, events = step(self.setup, self.state, act_of(record))
            if not _fits(record, before):
                raise NotOnOffer(f"'{record.act}' in '{record.moment}' is not what comes next.")
            self._happened(state, _as_said(events, record), record)

    def view(self) -> View:
        """Return what there is to draw besides the transcript; costs the same however long the play is."""
        values = self.state.values
        names = [variable.name for variable in self.setup.program.scenario.variables]
        climate = tuple((name, values[names.index(name)]) for name in CLIMATE)
        return View(self.pause, self._phase, self._minute, self._length, climate, self._turns)

    def transcript(self) -> list[Spoken | PhaseBegan]:
        """Everything heard and seen so far, with the phases it fell in."""
        return [event for event in self.events if isinstance(event, Spoken | PhaseBegan)]

    def _happened(self, state: State, events: tuple[Event, ...], record: Record) -> None:
        self.state = state
        self.events += events
        self.records.append(record)
        for event in events:
            if isinstance(event, PhaseBegan):
                self._phase = event.phase
            elif isinstance(event, Spoken):
                self._turns += 1
        self._note_clock()

    def _note_clock(self) -> None:
        program, state = self.setup.program, self.state
        minute = program.minutes[state.at]
        instruction = program.code[state.at]
        if isinstance(instruction, Meet) and state.spoken:
            share = state.spoken / len(instruction.moment.turns)
            minute += share * max(0.0, program.minutes[state.at + 1] - minute)
        if not self._phase and isinstance(instruction, Begin):
            self._phase = instruction.phase
        if state.at < program.circle:  # after the end the clock stands
            self._minute = max(self._minute, minute)


def act_of(record: Record) -> Act:
    """The act that a record keeps; raises NotOnOffer where it keeps none."""
    match record.act:
        case "take":
            return Take(record.option)
        case "remark":
            return Remark(record.option, record.after, clean_line(record.say))
        case "wait":
            return WAIT
        case _:
            raise NotOnOffer(f"There is no act '{record.act}'.")


def _fits(record: Record, before: Pause) -> bool:
    """Whether a saved act was done where the play stands now, so that no other moment is ever taken for its own."""
    moment = before.moment.id if before.moment is not None else ""
    return record.moment == moment and (record.act == "remark" or record.after == before.after)


def _as_said(events: tuple[Event, ...], record: Record) -> tuple[Event, ...]:
    """Put the words that were saved into the leader's line, if they are others."""
    said = clean_text(record.say)
    if record.act != "take" or not said:
        return events
    for at, event in enumerate(events):
        if isinstance(event, Spoken):
            return (*events[:at], replace(event, text=said), *events[at + 1 :])
    return events


def _record(act: Act, before: Pause, events: tuple[Event, ...]) -> Record:
    moment = before.moment.id if before.moment is not None else ""
    said = next((event.text for event in events if isinstance(event, Spoken)), "")
    match act:
        case Wait():
            return Record("wait", moment, before.after)
        case Take(option=option):
            return Record("take", moment, before.after, option, said)
        case Remark(kind=kind, wording=wording):
            return Record("remark", "", wording, kind, said)
