"""A play in progress: the object that both front ends hold.

``journal`` is called with the record of every act before the session shows any result of it; if it
raises, the session is unchanged. The state follows from the acts alone: ``replay`` of the records
gives the same session again.
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
    """One act as it is saved.

    It names the moment, the turn it came after and the option, never a position in the file.
    ``say`` is what the leader said, so that a later edit of the line can be detected. Outside
    moments ``moment`` is empty; for a remark, ``option`` is its kind and ``after`` the number of
    the wording.
    """

    act: Literal["wait", "take", "remark"]
    moment: str = ""
    after: int = 0
    option: str = ""
    say: str = ""


Journal = Callable[[Record], None]


@dataclass(frozen=True, slots=True)
class View:
    """The data that a front end draws.

    ``minute`` is the meeting's clock, ``length`` the minute in which its last phase ends,
    ``climate`` has safety, focus and depth, and ``turns`` counts the turns so far.
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
        """Start before the first line; ``journal`` must save a record durably before it returns."""
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
        """The acts available to the leader now."""
        return pause(self.setup, self.state)

    @property
    def ended(self) -> bool:
        """Whether the meeting is over."""
        return is_over(self.setup, self.state)

    def act(self, act: Act, journal: Journal | None = None) -> tuple[Event, ...]:
        """Do one act: save it, then update the session; return its events.

        Raise NotOnOffer for an act that is not available, and whatever the journal raises; in both
        cases the session is unchanged. With a ``journal``, this act is saved there instead of in
        the session's own.
        """
        before = self.pause
        state, events = step(self.setup, self.state, act)
        record = _record(act, before, events)
        (journal or self.journal)(record)
        self._happened(state, events, record)
        return events

    def ends_with(self, act: Act) -> bool:
        """Return whether this act would end the meeting, without doing it.

        Raise NotOnOffer for an act that is not available.
        """
        state, _ = step(self.setup, self.state, act)
        return pause(self.setup, state).ended

    def replay(self, records: Iterable[Record]) -> None:
        """Repeat saved acts without saving them again; raise NotOnOffer if a record does not fit.

        The leader's lines are the saved ones, even if the catalogue or the program would word them
        differently today.
        """
        for record in records:
            before = self.pause
            state, events = step(self.setup, self.state, act_of(record))
            if not _fits(record, before):
                raise NotOnOffer(f"The saved act '{record.act}' in '{record.moment}' does not fit.")
            self._happened(state, _as_said(events, record), record)

    def view(self) -> View:
        """Return what there is to draw besides the transcript.

        The cost does not grow with the length of the play.
        """
        values = self.state.values
        names = [variable.name for variable in self.setup.program.scenario.variables]
        climate = tuple((name, values[names.index(name)]) for name in CLIMATE)
        return View(self.pause, self._phase, self._minute, self._length, climate, self._turns)

    def transcript(self) -> list[Spoken | PhaseBegan]:
        """Return everything heard and seen so far, and the beginning of each phase."""
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
        """Update the minute, which never goes back even if the script does, and the first phase."""
        program, state = self.setup.program, self.state
        minute = program.minutes[state.at]
        instruction = program.code[state.at]
        if isinstance(instruction, Meet) and state.spoken:
            # In the middle of a moment, add the part of its minutes that has passed.
            share = state.spoken / len(instruction.moment.turns)
            minute += share * max(0.0, program.minutes[state.at + 1] - minute)
        if not self._phase and isinstance(instruction, Begin):
            self._phase = instruction.phase
        if state.at < program.loop_end:  # the clock stops at the end
            self._minute = max(self._minute, minute)


def act_of(record: Record) -> Act:
    """Return the act in a record; raise NotOnOffer if its kind is unknown."""
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
    """Return whether a saved act belongs to the moment and turn that the play has reached."""
    moment = before.moment.id if before.moment is not None else ""
    # The ``after`` of a remark is the number of a wording, so there is no turn to compare.
    return record.moment == moment and (record.act == "remark" or record.after == before.after)


def _as_said(events: tuple[Event, ...], record: Record) -> tuple[Event, ...]:
    """Return the events of a saved act with the leader's line replaced by the saved one."""
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
