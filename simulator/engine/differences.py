"""How an edit affects earlier decisions: the lines heard before them, and how they are judged."""

from collections.abc import Iterator, Mapping

from simulator.engine.draw import draw
from simulator.engine.events import Acted, Event, LetGo, Remarked, Spoken, Waited
from simulator.engine.notes import Note, note
from simulator.engine.records import Record
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import Moment

Heard = list[tuple[str, str, str]]
"""Turns as (form, speaker, text)."""


def differences(before: Session, now: Session) -> Iterator[Note]:
    """Yield a note for each difference between a play and its decisions in an edited version.

    ``now`` has repeated the decisions of ``before``, or the first ones of them. Changed lines are
    not listed if the drawn case differs, because that explains them already.
    """
    case = _case_differences(before.setup, now.setup)
    yield from case or _changed_lines(before, now)
    for moment, record in _decided(now).items():
        was = before.setup.program.scenario.moment(moment)
        reasons = tuple(_judged_by(was, now.setup.program.scenario.moment(moment), record))
        if reasons:
            yield note("judged", moment=moment, reasons=reasons)


def _case_differences(before: Setup, now: Setup) -> list[Note]:
    """Return a note about the changes of the case that the seed draws, if there are any."""
    was, drawn = _case(before), _case(now)
    changed = []
    for key, former in was.items():
        if drawn.get(key, former) != former:
            changed.append(note("case_change", now=drawn[key], before=former))
    if not changed:
        return []
    return [note("case", changes=tuple(changed))]


def _case(setup: Setup) -> Mapping[str, str]:
    cases = setup.program.scenario.cases
    return cases[draw(setup.seed, "case", len(cases))] if cases else {}


def _changed_lines(before: Session, now: Session) -> Iterator[Note]:
    """Yield a note that names the decisions before which the group's lines have changed."""
    # strict=False, because ``now`` may have made fewer decisions than ``before``.
    pairs = zip(_heard(before.events), _heard(now.events), strict=False)
    # A dict instead of a set, because it preserves the order of the moments.
    changed = dict.fromkeys(moment for (moment, was), (_, heard) in pairs if was != heard)
    if changed:
        moments = tuple(note("moment", moment=moment) for moment in changed)
        yield note("lines_before", moments=moments)


def _heard(events: list[Event]) -> Iterator[tuple[str, Heard]]:
    """Yield for each decision its moment and the turns heard since the previous decision.

    The leader's chosen lines and remarks are left out.
    """
    heard: Heard = []
    own = False  # true if the previous event was the leader's act, which its own line follows
    for event in events:
        match event:
            case Acted(moment=moment) | Waited(moment=moment) | LetGo(moment=moment) if moment:
                yield moment, heard
                heard = []
            case Spoken(form=form, speaker=speaker, text=text) if not own:
                heard.append((form, speaker, text))
            case _:
                pass
        own = isinstance(event, Acted | Remarked)


def _decided(session: Session) -> dict[str, Record]:
    """Return the last decision in each moment that had one."""
    return {record.moment: record for record in session.records if record.moment}


def _judged_by(was: Moment, now: Moment, record: Record) -> Iterator[Note]:
    """Yield a phrase for each change in how a decision is judged."""
    if was.leave != now.leave:
        yield note("judged_leave" if now.leave else "judged_cue")
    if record.act == "take":
        yield from _option_judged_by(was, now, record)
    elif was.passing.credit != now.passing.credit:
        yield note("judged_credit")
    if was.weight != now.weight:
        yield note("judged_weight")
    if was.rules != now.rules:
        yield note("judged_rules")


def _option_judged_by(was: Moment, now: Moment, record: Record) -> Iterator[Note]:
    """Yield a phrase for each change in how the chosen option is judged."""
    before, option = was.option(record.option), now.option(record.option)
    if before.credit != option.credit:
        yield note("judged_credit")
    if before.breaks != option.breaks:
        yield note("judged_breaks")
    timing = was.timing(record.after), now.timing(record.after)
    # A moment that is now a leave (or no longer one) is reported already.
    if timing[0] != timing[1] and was.leave == now.leave:
        yield note("judged_timing", before=(note(timing[0]),), now=(note(timing[1]),))
