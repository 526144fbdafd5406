"""Another way: the moments of a play to which one can go back, and where a play left the first one; for both front ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.engine.session import Record, Session
from simulator.practice.plays import KeptPlay, moments_met
from simulator.scenario.model import Moment, Turn

NO_MOMENT = "No moment has come yet to which you could go back."
ABOUT = (
    "Go back to a moment and lead it another way. Both plays are kept, and the debrief compares them; only the first counts "
    "for progress."
)


@dataclass(frozen=True, slots=True)
class Behind:
    """A moment of a play: its id, the line that was heard before the leader could act, and what the leader did."""

    moment: str
    heard: str
    did: str


@dataclass(frozen=True, slots=True)
class Fork:
    """Where a play left the first one: after so many of its events; and a sentence that says so."""

    events: int
    told: str


def behind(kept: KeptPlay) -> list[Behind]:
    """The moments in which something was decided, in order."""
    return list(_behind(kept))


def fork(kept: KeptPlay) -> Fork | None:
    """Where this play left the first one; None for a first play."""
    if kept.play.branch_of is None:
        return None
    records = kept.session.records
    shared = next(
        (i for i, record in enumerate(records) if record.moment == kept.play.branched_at),
        len(records),
    )
    again = Session(kept.session.setup, lambda record: None)
    again.replay(records[:shared])
    told = f"From here on, another way. Play {kept.play.branch_of} was the first; only the first counts for progress."
    return Fork(len(again.events), told)


def _behind(kept: KeptPlay) -> Iterator[Behind]:
    setup = kept.session.setup
    did = {record.moment: record for record in kept.session.records}
    for moment_id, _ in moments_met(kept):
        heard = _heard_before(setup.program.scenario.moment(moment_id))
        yield Behind(moment_id, setup.fill(heard.words), _did(did[moment_id]))


def _heard_before(moment: Moment) -> Turn:
    """The last words before guided play asks; where there are none, the last thing seen."""
    heard = moment.turns[: moment.ask]
    return next((turn for turn in reversed(heard) if turn.form == "say"), heard[-1])


def _did(record: Record) -> str:
    return f"You: {record.say}" if record.act == "take" else "You waited."
