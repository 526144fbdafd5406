"""Going on with a play after its scenario was edited: as far as it still makes sense, and never on the wrong branch.

Records name moments and options. The leader's decisions are done again one by one; between them the group goes on by itself,
as many turns as were heard, more where turns were added and fewer where a decision comes sooner. It stops at the first
decision that does not fit, at a moment that was not there before, and before the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.engine.differences import differences
from simulator.engine.events import Spoken
from simulator.engine.session import Record, Session, act_of
from simulator.engine.step import WAIT, NotOnOffer
from simulator.scenario.model import Moment

MOST_EVENTS = 20_000
"""Events after which a changed script is taken to lead in a circle."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """How far a play could be followed: ``changes`` are sentences about what is different, ``whole`` that nothing was lost."""

    changes: tuple[str, ...] = ()
    whole: bool = True


class _DoesNotFit(Exception):
    """A decision cannot be repeated; the sentence says why."""


def resume_changed(
    session: Session, records: Sequence[Record], before: Session | None = None
) -> Resumed:
    """Follow ``records`` of an earlier version in ``session``, which stands before the first line of the new one.

    What is followed goes through the session's journal. ``before`` is the play as it was, if it can still be read; with it the
    changes also say what is different about the decisions that were repeated.
    """
    following = _Following(session, before)
    stopped: list[str] = []
    try:
        following.follow(records)
    except _DoesNotFit as why:
        stopped = [str(why)]
    different = differences(before, session) if before is not None else ()
    return Resumed((*following.changes, *different, *following.ahead, *stopped), whole=not stopped)


class _Following:
    """Repeats the acts of an earlier version in ``session``.

    ``changes`` are sentences about the lines that were said; ``ahead`` says why play stands at a question that is new.
    """

    def __init__(self, session: Session, before: Session | None) -> None:
        self.session = session
        self.changes: list[str] = []
        self.ahead: list[str] = []
        self._here = _moments(session)
        self._there = _moments(before) if before is not None else None

    def follow(self, records: Sequence[Record]) -> None:
        """Repeat the acts; raises _DoesNotFit at the first that cannot be."""
        went_on = True
        for place, record in enumerate(records):
            if record.act == "wait" and not record.moment:
                went_on = self._drift()
                continue
            went_on = True
            self._reach(record)
            self._not_too_short(record, records[place + 1 :])
            self._repeat(record)
        now = self.session.pause
        if now.asks and now.moment is not None and not went_on:
            self.ahead.append(self._at_another(now.moment))

    def _drift(self) -> bool:
        """Let the group go on one turn, but into no decision and not to the end; return whether it did."""
        if self.session.pause.asks or self._about_to_end():
            return False
        self.session.act(WAIT)
        return True

    def _reach(self, wanted: Record) -> None:
        """Let the group go on to the decision that ``wanted`` was."""
        while True:
            now = self.session.pause
            if now.asks and now.moment is not None:
                if (now.moment.id, now.after) == (wanted.moment, wanted.after):
                    return
                raise _DoesNotFit(self._unlike(now.moment, wanted))
            if not wanted.moment and now.remarks:
                return
            if len(self.session.events) > MOST_EVENTS:
                raise _DoesNotFit(self._lost(wanted, "is not reached any more"))
            if not wanted.moment or self._about_to_end():
                raise _DoesNotFit(self._lost(wanted, "no longer comes"))
            self.session.act(WAIT)

    def _not_too_short(self, record: Record, later: Sequence[Record]) -> None:
        """Stop where this wait would let a moment pass in which more was decided, because the moment has fewer turns now."""
        now = self.session.pause
        goes_by = (
            record.act == "wait" and now.moment is not None and now.after == len(now.moment.turns)
        )
        if goes_by and any(record.moment == other.moment for other in later):
            raise _DoesNotFit(
                f"The moment '{record.moment}' is shorter now than when you decided; decide there anew."
            )

    def _repeat(self, record: Record) -> None:
        try:
            events = self.session.act(act_of(record))
        except NotOnOffer as error:
            where = f"in '{record.moment}'" if record.moment else "between the moments"
            raise _DoesNotFit(
                f"What you said {where} ({record.option}) is no longer available; decide there anew."
            ) from error
        said = next((event.text for event in events if isinstance(event, Spoken)), "")
        if record.act == "take" and said != record.say:
            self.changes.append(f"Your line in '{record.moment}' now reads: {said}")

    def _about_to_end(self) -> bool:
        return self.session.ended or self.session.ends_with(WAIT)

    def _lost(self, wanted: Record, how: str) -> str:
        """Say that what was done is not reached."""
        if not wanted.moment:
            return "What you said between the moments comes after the end now."
        if wanted.moment not in self._here:
            return f"{_gone(wanted.moment)}; from here on you decide."
        return f"The moment '{wanted.moment}', where you made a decision, {how}."

    def _unlike(self, moment: Moment, wanted: Record) -> str:
        """Say how a decision is another one than that which was made."""
        if moment.id == wanted.moment:
            return f"In the moment '{moment.id}' the decision comes at another turn than before; from here on you decide."
        if wanted.moment and wanted.moment not in self._here:
            return f"{_gone(wanted.moment)}; from '{moment.id}' on you decide."
        return self._at_another(moment)

    def _at_another(self, moment: Moment) -> str:
        """Say why play stands at a moment to which it did not come before."""
        if any(record.moment == moment.id for record in self.session.records):
            why = "is longer than before"
        elif self._there is None:
            why = "is new here or comes earlier than before"
        elif moment.id in self._there:
            why = "comes earlier than before"
        else:
            why = "is new here"
        return f"The moment '{moment.id}' {why}; from here on you decide."


def _gone(moment: str) -> str:
    return f"The moment '{moment}', where you made a decision, is gone or has another name"


def _moments(session: Session) -> frozenset[str]:
    return frozenset(moment.id for moment in session.setup.program.scenario.moments())
