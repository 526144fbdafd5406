"""A play in progress: the object that both front ends hold.

``journal`` is called with the record of every act before the session shows any result of it; if it
raises, the session is unchanged. The state follows from the acts alone: ``replay`` of the records
gives the same session again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from simulator.engine.acts import Act, NotOnOffer
from simulator.engine.events import Event, LetGo, PhaseBegan, Spoken
from simulator.engine.instructions import Begin, Meet
from simulator.engine.pause import is_over, open_moment, pause
from simulator.engine.prompt import Prompt, act_for, prompt
from simulator.engine.records import Record, act_of, record_of
from simulator.engine.setup import Setup
from simulator.engine.state import Pause, State
from simulator.engine.step import start, step
from simulator.scenario.model import CLIMATE
from simulator.scenario.text import clean_text

Journal = Callable[[Record], None]


@dataclass(frozen=True, slots=True)
class View:
    """The data that a front end draws; like its prompt, it holds nothing of the author's key.

    ``passed`` is the share (0 to 1) of the phase's time that has passed. ``minute`` is the clock of
    the meeting, ``length`` the minute in which its last phase ends. ``climate`` has safety, focus
    and depth, and ``turns`` counts the turns so far.
    """

    prompt: Prompt
    phase: str
    passed: float
    minute: float
    length: int
    climate: tuple[tuple[str, int], ...]
    turns: int


class Session:
    """One play from its first line to its end.

    ``turns`` counts what was heard and seen so far: the group's turns and the leader's lines.
    """

    def __init__(self, setup: Setup, journal: Journal) -> None:
        """Start before the first line; ``journal`` must save a record durably before it returns."""
        self.setup = setup
        self.state: State = start(setup)
        self.events: list[Event] = []
        self.records: list[Record] = []
        self.journal = journal
        self._pause: Pause | None = None
        self._prompt: Prompt | None = None
        self._phase = ""
        self._minute = 0.0
        self._span = setup.program.spans[self.state.at]
        self._length = setup.program.length
        self.turns = 0
        self._note_clock()

    @property
    def pause(self) -> Pause:
        """The acts available to the leader now, with the author's judgement of each.

        It is for the engine, scoring and review; a front end gets the ``prompt``.
        """
        if self._pause is None:  # drawing the order of the lines hashes: once for each state
            self._pause = pause(self.setup, self.state)
        return self._pause

    @property
    def prompt(self) -> Prompt:
        """What a learner may see of the acts available now."""
        if self._prompt is None:
            self._prompt = prompt(self.setup, self.pause)
        return self._prompt

    def act_for(self, offer: str) -> Act:
        """Return the act that says the line of this offer of the ``prompt``; raise NotOnOffer."""
        return act_for(self.setup, self.pause, offer)

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
        state, events = step(self.setup, self.state, act)
        record = record_of(act, *self._reached(), events)
        # Saved first: if this raises, nothing has changed and nothing was shown.
        (journal or self.journal)(record)
        self._happened(state, events, record)
        return events

    def ends_with(self, act: Act) -> bool:
        """Return whether this act would end the meeting, without doing it.

        Raise NotOnOffer for an act that is not available.
        """
        state, _ = step(self.setup, self.state, act)
        return is_over(self.setup, state)

    def replay(self, records: Iterable[Record]) -> None:
        """Repeat saved acts without saving them again; raise NotOnOffer if a record does not fit.

        The leader's lines are the saved ones, even if the catalogue or the program would word them
        differently today.
        """
        for record in records:
            state, events = step(self.setup, self.state, act_of(record))
            # An option with the same id may be available in another moment or after another turn.
            if (record.moment, record.after) != self._reached():
                raise NotOnOffer(f"The saved act '{record.act}' in '{record.moment}' does not fit.")
            self._happened(state, _as_said(events, record), record)

    def view(self) -> View:
        """Return what there is to draw besides the transcript.

        The cost does not grow with the length of the play.
        """
        values = self.state.values
        names = [variable.name for variable in self.setup.program.scenario.variables]
        climate = tuple((name, values[names.index(name)]) for name in CLIMATE)
        start, minutes = self._span
        passed = min(1.0, max(0.0, (self._minute - start) / minutes)) if minutes else 1.0
        return View(
            self.prompt, self._phase, passed, self._minute, self._length, climate, self.turns
        )

    def transcript(self) -> list[Spoken | PhaseBegan | LetGo]:
        """Return everything heard and seen so far, and the beginning of each phase."""
        return [event for event in self.events if isinstance(event, Spoken | PhaseBegan | LetGo)]

    def _reached(self) -> tuple[str, int]:
        """Return the moment in which an act is judged now, and the turn it comes after.

        Outside moments they are an empty text and 0, as in a ``Record``.
        """
        moment = open_moment(self.setup, self.state)
        return (moment.id, self.state.spoken) if moment is not None else ("", 0)

    def _happened(self, state: State, events: tuple[Event, ...], record: Record) -> None:
        self.state = state
        self._pause = self._prompt = None
        self.events += events
        self.records.append(record)
        for event in events:
            if isinstance(event, PhaseBegan):
                self._phase = event.phase
                self._span = self.setup.program.spans[state.at]
            elif isinstance(event, Spoken):
                self.turns += 1
        self._note_clock()

    def _note_clock(self) -> None:
        """Update the minute, which never goes back even if the script does, and the first phase."""
        program, state = self.setup.program, self.state
        minute = program.minutes[state.at]
        instruction = program.code[state.at]
        if isinstance(instruction, Meet) and state.spoken:
            # In the middle of a moment, add the part of its minutes that has passed.
            share = state.spoken / len(instruction.moment.turns)
            # The next instruction is the first consequence. It may begin an earlier phase, hence
            # the 0.
            minute += share * max(0.0, program.minutes[state.at + 1] - minute)
        if not self._phase and isinstance(instruction, Begin):
            self._phase = instruction.phase
        if state.at < program.loop_end:  # the clock stops at the end
            self._minute = max(self._minute, minute)


def _as_said(events: tuple[Event, ...], record: Record) -> tuple[Event, ...]:
    """Return the events of a saved act with the leader's line replaced by the saved one."""
    said = clean_text(record.say)
    if record.act != "take" or not said:
        return events
    for at, event in enumerate(events):
        if isinstance(event, Spoken):
            return (*events[:at], replace(event, text=said), *events[at + 1 :])
    return events
