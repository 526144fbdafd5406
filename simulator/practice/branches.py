"""List the moments of a play from which a branch can start, and find where a branch starts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.engine.records import Record
from simulator.engine.session import Session
from simulator.messages import say
from simulator.practice.saved_play import SavedPlay, moments_met
from simulator.scenario.model import Moment, Scenario, Turn
from simulator.scenario.moment_names import moment_title
from simulator.store.play_store import number_of


@dataclass(frozen=True, slots=True)
class Behind:
    """A moment of a play to which the leader can go back.

    ``moment`` is its id, ``heard`` the line heard before the leader could act, and ``did`` what
    the leader did. ``name`` is its name in the debrief, and ``cost`` what it cost; they are empty
    and None if they are not known, or not to be known yet.
    """

    moment: str
    heard: str
    did: str
    name: str = ""
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Fork:
    """Where a branch starts: after this number of events, with a sentence that says so."""

    events: int
    sentence: str


def shows_moments(saved: SavedPlay) -> bool:
    """Return whether the moments of a play may be listed.

    In live play they may not before the end, because the list shows whether a moment is open.
    """
    return saved.session.setup.mode == "guided" or saved.session.ended


def has_moments(saved: SavedPlay) -> bool:
    """Return whether there is a moment to which the leader can go back, and may know of it."""
    return shows_moments(saved) and any(record.moment for record in saved.session.records)


def behind(saved: SavedPlay, costs: Mapping[str, float] | None = None) -> list[Behind]:
    """Return the moments in which something was decided, in order.

    ``costs`` has what they cost, by their ids, as far as it is known. A name tells what a moment
    was about, so there is none as long as the reasons are put off.
    """
    named = saved.session.ended or saved.play.feedback == "now"
    return list(_behind(saved, named, costs or {}))


def fork(saved: SavedPlay) -> Fork | None:
    """Return where this branch starts in the first play; None if it is a first play itself."""
    sentence = fork_sentence(saved)
    if not sentence:
        return None
    records = saved.session.records
    # Until the branch decides something in this moment, all of its records are shared ones.
    shared = next(
        (i for i, record in enumerate(records) if record.moment == saved.play.branched_at),
        len(records),
    )
    # The shared acts are replayed, without saving them, to count their events.
    again = Session(saved.session.setup, lambda record: None)
    again.replay(records[:shared])
    return Fork(len(again.events), sentence)


def fork_sentence(saved: SavedPlay) -> str:
    """Return the sentence that says of which play this is another attempt; empty if of none."""
    if saved.play.branch_of is None:
        return ""
    return say("plays.from_here", first=number_of(saved.store, saved.play.branch_of))


def _behind(saved: SavedPlay, named: bool, costs: Mapping[str, float]) -> Iterator[Behind]:
    setup = saved.session.setup
    scenario = setup.program.scenario
    # Live play has a record for each turn waited; the dict keeps the last one, which decided.
    did = {record.moment: record for record in saved.session.records}
    for moment_id, _ in moments_met(saved):
        moment, decided = scenario.moment(moment_id), did[moment_id]
        yield Behind(
            moment_id,
            setup.fill(_heard_before(moment, decided).words),
            _did(scenario, decided),
            setup.fill(moment_title(moment, scenario.catalogue)) if named else "",
            costs.get(moment_id),
        )


def _heard_before(moment: Moment, decided: Record) -> Turn:
    """Return the last words before the decision; if there are none, the last thing seen.

    Who said nothing in live play decided it after each turn: those before guided play asks tell
    best what the moment was about.
    """
    spoke = decided.act != "wait"
    heard = moment.turns[: decided.after if spoke else moment.ask]
    return next((turn for turn in reversed(heard) if turn.form == "say"), heard[-1])


def _did(scenario: Scenario, record: Record) -> str:
    if record.act != "take":
        return say("plays.you_said_nothing")
    if scenario.moment(record.moment).option(record.option).gesture:
        return say("meeting.stage_direction", text=record.say)
    return say("plays.you_said", words=record.say)
