"""What the wall and the phones of a plenary may see, and what the host may besides.

A view is a function of the room's state and of how many have voted: plain data that can be sent to
a browser. It holds nothing of the author's key until the host has shown it: no credit, no reason,
no broken ground rule, and no spread of a vote that is open. ``Heard`` has fewer fields than the
engine's events for this reason.
"""

from dataclasses import dataclass
from fractions import Fraction

from simulator.course.plenary import Plenary, Question, Round, ShownWords, Stage, majority
from simulator.course.plenary_events import SILENCE, Answer, Count
from simulator.engine.events import Asked, Event, PhaseBegan, SeatChanged, Spoken
from simulator.engine.prompt import Offer


@dataclass(frozen=True, slots=True)
class Heard:
    """One line of the transcript: a turn, or with ``phase`` the beginning of a phase.

    ``speaker`` and ``to`` are ids of people of the cast; ``form`` is the engine's. A question to
    oneself has the form ``ask``.
    """

    form: str
    text: str
    speaker: str = ""
    to: str = ""
    seconds: int = 0
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many phones have joined the room, and how many of them answered the open question."""

    joined: int = 0
    voted: int = 0


@dataclass(frozen=True, slots=True)
class KeyLine:
    """The author's judgement of one choice of a round, 0 to 1 without the moment's weight.

    ``choice`` is the id of an offer or ``SILENCE``; ``words`` are empty for silence. ``breaks`` are
    the ids of ground rules.
    """

    choice: str
    words: str
    credit: Fraction
    why: str
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a round: whether it asked for words or for silence, and each choice's worth.

    ``answer`` is ``speak`` at a cue and ``wait`` at a leave. ``lines`` begin with silence.
    """

    answer: Answer
    lines: tuple[KeyLine, ...]

    @property
    def best(self) -> tuple[str, ...]:
        """The choices with the highest credit."""
        most = max(line.credit for line in self.lines)
        return tuple(line.choice for line in self.lines if line.credit == most)


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as everybody sees it; ``key`` is None until the host has shown it.

    ``offers`` are empty until the lines are put to the vote or one of them was taken: to read them
    would help with the question whether to speak.
    """

    number: int
    attempt: int
    offers: tuple[Offer, ...]
    answers: tuple[Count, ...] | None
    words: tuple[Count, ...] | None
    taken: str
    own_words: tuple[ShownWords, ...]
    key: Key | None


@dataclass(frozen=True, slots=True)
class RoomView:
    """What the wall and every phone may see.

    ``number`` grows with each act of the host. ``round`` is the one that is open or was played
    last, ``rounds`` all of them. ``heard`` is the transcript of the latest attempt, ``out`` the
    people who are out of the circle.
    """

    code: str
    title: str
    number: int
    stage: Stage
    question: Question
    attempt: int
    heard: tuple[Heard, ...]
    out: tuple[str, ...]
    round: RoundView | None
    rounds: tuple[RoundView, ...]
    tally: Tally
    debrief_shown: bool
    closed: bool


def view(room: Plenary, code: str, tally: Tally) -> RoomView:
    """Return what everybody in the room may see."""
    current = room.round
    return RoomView(
        code,
        room.setup.program.scenario.title,
        room.number,
        room.stage,
        room.question,
        room.attempts,
        tuple(line for event in room.now.events if (line := _heard(event)) is not None),
        _out(room.now.events),
        round_view(room, current) if current is not None else None,
        tuple(round_view(room, each) for each in room.rounds),
        tally,
        room.debrief_shown,
        room.closed,
    )


def round_view(room: Plenary, played: Round) -> RoundView:
    """Return what everybody in the room may see of a round."""
    shows_key = played.key_shown or room.debrief_shown
    asked = played.words is not None or (room.round == played and room.stage == "words")
    # A line that was taken is heard in the transcript, so its offers need not be hidden.
    said = played.taken not in ("", SILENCE)
    return RoundView(
        played.number,
        played.attempt,
        played.offers if asked or said or shows_key else (),
        played.answers,
        played.words,
        played.taken,
        played.own_words,
        key(room, played) if shows_key else None,
    )


def proposal(room: Plenary) -> str:
    """Return what the room would take by its majority: an offer's id, ``SILENCE``, or "" if tied.

    A majority for speaking that has not voted on the lines yet proposes nothing.
    """
    current = room.round
    if current is None or room.stage not in ("answers_shown", "words_shown"):
        return ""
    if room.stage == "words_shown":
        return majority(current.words or ())
    return SILENCE if majority(current.answers or ()) == "wait" else ""


def key(room: Plenary, played: Round) -> Key:
    """Return the author's judgement of a round; only for what may show it."""
    setup = room.setup
    moment = setup.program.scenario.moment(played.moment)
    silence = KeyLine(SILENCE, "", moment.passing.credit, setup.fill(moment.passing.why))
    lines = [silence]
    for offer, option_id in zip(played.offers, played.options, strict=True):
        option = moment.option(option_id)
        credit = moment.credit(option, played.after)
        why = setup.fill(option.why)
        lines.append(KeyLine(offer.id, offer.words, credit, why, option.breaks))
    return Key("wait" if moment.leave else "speak", tuple(lines))


def _heard(event: Event) -> Heard | None:
    match event:
        case PhaseBegan(phase):
            return Heard("phase", "", phase=phase)
        case Spoken():
            return Heard(event.form, event.text, event.speaker, event.to, event.seconds)
        case Asked(text):
            return Heard("ask", text)
        case _:
            return None


def _out(events: tuple[Event, ...]) -> tuple[str, ...]:
    """Return the people who are out of the circle, in the order in which they left."""
    out: list[str] = []
    for event in events:
        if isinstance(event, SeatChanged):
            if event.person in out:
                out.remove(event.person)
            if event.out:
                out.append(event.person)
    return tuple(out)
