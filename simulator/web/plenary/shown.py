"""What the pages show of a room, as plain data for templates: lines, bars, chairs and the key."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from simulator.course.plenary import Plenary
from simulator.course.plenary_events import SILENCE, Count
from simulator.course.plenary_view import Heard, Key, RoundView
from simulator.engine.events import Spoken
from simulator.engine.prompt import Offer
from simulator.engine.seats import Seat, Seats
from simulator.messages import say
from simulator.render.names import phase_name, rule_names
from simulator.render.numbers import number, whole
from simulator.render.transcript import offer_text
from simulator.scenario.model import LEADER


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the transcript."""

    form: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How many chose something; ``share`` is a whole percent, and ``taken`` whether it was done."""

    choice: str
    words: str
    votes: int
    share: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A choice with the author's judgement of it, in words."""

    words: str
    credit: str
    why: str
    breaks: str
    best: bool


def lines(state: Plenary, heard: Iterable[Heard]) -> list[Said]:
    """Return the lines of a transcript."""
    return [_said(state, line) for line in heard]


def seats(state: Plenary) -> Sequence[Seat]:
    """Return the chairs of the circle as they are now."""
    circle = Seats(state.setup)
    circle.hear(state.now.events)
    return circle.seats()


def bars(counts: Iterable[Count], offers: Iterable[Offer] = (), taken: str = "") -> list[Bar]:
    """Return a spread."""
    counts = tuple(counts)
    words = {offer.id: offer_text(offer) for offer in offers}
    total = sum(count.votes for count in counts)
    found = []
    for count in counts:
        text = words.get(count.choice) or say(f"plenary_web.choice_{count.choice}")
        share = whole(100 * count.votes / total) if total else "0"
        found.append(Bar(count.choice, text, count.votes, share, count.choice == taken))
    return found


def taken_words(played: RoundView) -> str:
    """Return what the leader said in a round, or that nothing was said; empty before that."""
    if not played.taken:
        return ""
    if played.taken == SILENCE:
        return say("plenary_web.taken_silence")
    words = {offer.id: offer_text(offer) for offer in played.offers}
    return say("plenary_web.taken", words=words.get(played.taken, ""))


def judged(state: Plenary, key: Key) -> Iterator[Judged]:
    """Yield each choice of a round with the author's judgement."""
    catalogue = state.setup.program.scenario.catalogue
    for line in key.lines:
        words = line.words or say("plenary_web.say_nothing")
        breaks = ", ".join(rule_names(catalogue, line.breaks))
        best = line.choice in key.best
        yield Judged(words, number(float(line.credit)), line.why, breaks, best)


def said_before(state: Plenary, number_of_round: int) -> str:
    """Return the last words before a round; empty if its attempt is not kept."""
    for attempt in (state.now, state.first):
        if number_of_round in attempt.rounds:
            heard = attempt.heard[state.rounds[number_of_round - 1].acts]
            for event in reversed(attempt.events[:heard]):
                if isinstance(event, Spoken):
                    return event.text
    return ""


def percent(share: Fraction | float | None) -> str:
    """Return a share in percent, or a dash if there is none."""
    return say("plenary_web.none") if share is None else f"{whole(float(share) * 100)} %"


def _said(state: Plenary, line: Heard) -> Said:
    if line.phase:
        return Said("phase", "", phase_name(line.phase))
    if line.form == "ask":
        return Said("reflect", say("debrief.to_yourself"), line.text)
    who = state.setup.names.get(line.speaker, "")
    if line.speaker == LEADER:
        who = say("debrief.leader")
    text = line.text
    if line.seconds:
        text = say("meeting.silence", text=text, count=line.seconds)
    return Said(line.form, who, text)
