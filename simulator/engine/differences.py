"""What an edit changed about decisions that were made before it: what was heard, and how they are judged."""

from collections.abc import Iterator, Mapping

from simulator.engine.draw import draw
from simulator.engine.events import Acted, Event, Remarked, Spoken, Waited
from simulator.engine.session import Record, Session
from simulator.engine.step import Setup
from simulator.scenario.model import Moment

Heard = list[tuple[str, str, str]]
"""Turns as they were heard: form, speaker and text."""


def differences(before: Session, now: Session) -> Iterator[str]:
    """Yield a sentence for each difference between a play as it was and the same decisions in the edited version.

    The decisions of ``now`` are the first of those of ``before``.
    """
    case = _other_case(before.setup, now.setup)
    yield from case or _other_words(before, now)
    for moment, record in _decided(now).items():
        was = before.setup.program.scenario.moment(moment)
        changed = list(_judged_by(was, now.setup.program.scenario.moment(moment), record))
        if changed:
            yield f"Your choice in '{moment}' is now judged differently: {'; '.join(changed)}."


def _other_case(before: Setup, now: Setup) -> list[str]:
    """Say what is different about the case that the seed draws."""
    was, drawn = _case(before), _case(now)
    changed = [
        f"{drawn[key]} in place of {was[key]}"
        for key in was
        if drawn.get(key, was[key]) != was[key]
    ]
    if not changed:
        return []
    return [
        f"The case is another one now ({', '.join(changed)}), so you hear other words than before."
    ]


def _case(setup: Setup) -> Mapping[str, str]:
    cases = setup.program.scenario.cases
    return cases[draw(setup.seed, "case", len(cases))] if cases else {}


def _other_words(before: Session, now: Session) -> Iterator[str]:
    """Say before which decisions the group now says something else."""
    pairs = zip(_heard(before.events), _heard(now.events), strict=False)
    changed = dict.fromkeys(moment for (moment, was), (_, heard) in pairs if was != heard)
    if changed:
        moments = " and ".join(f"'{moment}'" for moment in changed)
        yield f"The group now says something else before you decide in {moments}."


def _heard(events: list[Event]) -> Iterator[tuple[str, Heard]]:
    """Yield for each decision its moment, and what was heard since the one before; not the leader's own choices."""
    heard: Heard = []
    own = False
    for event in events:
        match event:
            case Acted(moment=moment) | Waited(moment=moment):
                yield moment, heard
                heard = []
            case Spoken(form=form, speaker=speaker, text=text) if not own:
                heard.append((form, speaker, text))
            case _:
                pass
        own = isinstance(event, Acted | Remarked)


def _decided(session: Session) -> dict[str, Record]:
    """Map each moment in which something was decided to the last decision in it."""
    return {record.moment: record for record in session.records if record.moment}


def _judged_by(was: Moment, now: Moment, record: Record) -> Iterator[str]:
    """Yield what is different about how a decision is judged."""
    if was.leave != now.leave:
        yield "it is now best left alone" if now.leave else "it now calls for the leader"
    if record.act == "take":
        yield from _words_judged_by(was, now, record)
    elif was.passing.credit != now.passing.credit:
        yield "its credit"
    if was.weight != now.weight:
        yield "the weight of the moment"
    if was.rules != now.rules:
        yield "the ground rules at stake"


def _words_judged_by(was: Moment, now: Moment, record: Record) -> Iterator[str]:
    before, option = was.option(record.option), now.option(record.option)
    if before.credit != option.credit:
        yield "its credit"
    if before.breaks != option.breaks:
        yield "the ground rules it breaks"
    timing = was.timing(record.after), now.timing(record.after)
    if timing[0] != timing[1] and was.leave == now.leave:
        yield f"it was {timing[0]} before and is {timing[1]} now"
