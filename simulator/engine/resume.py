"""Continue a play after its scenario was edited, as far as that makes sense.

Records name moments and options by id. The leader's decisions are repeated one by one. Between
them the group continues for as many turns as were recorded, more if turns were added, and fewer if
a decision comes sooner. Resuming stops at the first decision that does not fit, at a moment that
was not there before, and before the end, so it never continues on the wrong branch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.engine.acts import WAIT, NotOnOffer
from simulator.engine.differences import differences
from simulator.engine.events import Spoken
from simulator.engine.notes import Note, note
from simulator.engine.records import Record, act_of
from simulator.engine.session import Session
from simulator.scenario.model import Moment


@dataclass(frozen=True, slots=True)
class Repeated:
    """How far the decisions of a play could be repeated.

    ``changes`` are the differences; ``whole`` is true if no decision was lost.
    """

    changes: tuple[Note, ...] = ()
    whole: bool = True


class _DoesNotFit(Exception):
    """A decision cannot be repeated, for the reason in ``why``."""

    def __init__(self, why: Note) -> None:
        super().__init__(why.message)
        self.why = why


def resume_changed(
    session: Session, records: Sequence[Record], before: Session | None = None
) -> Repeated:
    """Repeat ``records`` of an earlier version in ``session``, which is new and has no acts yet.

    Repeated acts go through the session's journal. ``before`` is the original play, if it can still
    be read; with it, the changes also list the differences in the repeated decisions.
    """
    following = _Following(session, before)
    stopped: list[Note] = []
    try:
        following.follow(records)
    except _DoesNotFit as problem:
        stopped = [problem.why]
    different = differences(before, session) if before is not None else ()
    return Repeated((*following.changes, *different, *following.ahead, *stopped), whole=not stopped)


class _Following:
    """Repeats the acts of an earlier version in ``session``.

    ``changes`` are notes about the leader's own lines; ``ahead`` says why play has stopped at a
    decision that was not made before.
    """

    def __init__(self, session: Session, before: Session | None) -> None:
        self.session = session
        self.changes: list[Note] = []
        self.ahead: list[Note] = []
        self._moments_now = _moments(session)
        self._moments_before = _moments(before) if before is not None else None

    def follow(self, records: Sequence[Record]) -> None:
        """Repeat the acts; raise _DoesNotFit at the first one that cannot be repeated."""
        advanced = True
        for place, record in enumerate(records):
            if record.act == "wait" and not record.moment:  # a turn outside of moments
                advanced = self._drift()
                continue
            advanced = True
            self._reach(record)
            self._not_too_short(record, records[place + 1 :])
            self._repeat(record)
        now = self.session.pause
        # The last recorded turns could not be repeated, because a decision comes sooner than
        # before.
        if now.asks and now.moment is not None and not advanced:
            self.ahead.append(self._at_another(now.moment))

    def _drift(self) -> bool:
        """Advance one turn, but not past a decision or to the end; return whether it advanced."""
        if self.session.pause.asks or self.session.state.speaking or self._about_to_end():
            return False
        self.session.act(WAIT)
        return True

    def _reach(self, wanted: Record) -> None:
        """Advance to the decision in ``wanted``; raise _DoesNotFit if it does not come next."""
        # A script that now loops ends as well: the engine ends it after MOST_UNASKED turns.
        while True:
            now = self.session.pause
            if now.asks and now.moment is not None:
                if (now.moment.id, now.after) == (wanted.moment, wanted.after):
                    return
                raise _DoesNotFit(self._unlike(now.moment, wanted))
            # Outside moments, the leader can speak anywhere in live play.
            if not wanted.moment and self.session.setup.mode == "live" and not now.ended:
                return
            # While the leader is speaking, nobody else says anything.
            if now.speaking or not wanted.moment or self._about_to_end():
                raise _DoesNotFit(self._lost(wanted))
            self.session.act(WAIT)

    def _not_too_short(self, record: Record, later: Sequence[Record]) -> None:
        """Raise _DoesNotFit if this wait would end a moment that has later decisions.

        That happens if the moment has fewer turns than before.
        """
        now = self.session.pause
        at_last_turn = now.moment is not None and now.after == len(now.moment.turns)
        if record.act != "wait" or not at_last_turn:
            return
        if any(record.moment == other.moment for other in later):
            raise _DoesNotFit(note("shorter", moment=record.moment))

    def _repeat(self, record: Record) -> None:
        try:
            events = self.session.act(act_of(record))
        except NotOnOffer as error:
            raise _DoesNotFit(_not_available(record)) from error
        said = next((event.text for event in events if isinstance(event, Spoken)), "")
        # Only an option can have another line now; outside moments the saved words are repeated.
        if record.act == "take" and said != record.say:
            self.changes.append(note("own_line", moment=record.moment, line=said))

    def _about_to_end(self) -> bool:
        return self.session.ended or self.session.ends_with(WAIT)

    def _lost(self, wanted: Record) -> Note:
        """Return a note saying that the meeting ends before this act."""
        if not wanted.moment:
            return note("ends_earlier")
        if wanted.moment not in self._moments_now:
            return note("gone", moment=wanted.moment)
        return note("not_met", moment=wanted.moment)

    def _unlike(self, moment: Moment, wanted: Record) -> Note:
        """Return a note saying how the decision at hand differs from the one that was made."""
        if moment.id == wanted.moment:
            return note("other_turn", moment=moment.id)
        if wanted.moment and wanted.moment not in self._moments_now:
            return note("gone_before", moment=wanted.moment, reached=moment.id)
        return self._at_another(moment)

    def _at_another(self, moment: Moment) -> Note:
        """Return a note saying why play has reached a decision that was not made before."""
        # Decisions in this moment were repeated already, so it has more turns than before.
        if any(record.moment == moment.id for record in self.session.records):
            why = "longer"
        elif self._moments_before is None:
            why = "new_or_earlier"
        elif moment.id in self._moments_before:
            why = "earlier"
        else:
            why = "new"
        return note(why, moment=moment.id)


def _not_available(record: Record) -> Note:
    """Return a note saying that what the leader said can no longer be said."""
    if record.moment:
        return note("line_gone", moment=record.moment, line=record.option or record.kind)
    return note("remark_gone", line=record.option or record.kind)


def _moments(session: Session) -> frozenset[str]:
    return frozenset(moment.id for moment in session.setup.program.scenario.moments())
