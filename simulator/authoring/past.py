"""Find reasons that speak of something before their moment, which a play may not have met.

A reason is shown where its moment is played. "Last time" and "once more" are right only if every
play has met what they speak of.
"""

import re
from collections.abc import Iterator

from simulator.authoring.discovery import Discovery
from simulator.engine.cfg import ControlFlow
from simulator.scenario.model import Moment, Place, below
from simulator.scenario.problem import problem
from simulator.scenario.pronouns import is_english

# "Again" alone is often said of the group ("the case goes home again"), so it counts of "you" only.
_ANOTHER_TIME = re.compile(
    r"\b(?:last time|once again|a second time|as before|you \w++ again)\b", re.IGNORECASE
)
# Later in a script these mostly speak of the case, or of what has just been said.
_BEFORE = re.compile(r"\b(?:earlier|once more)\b", re.IGNORECASE)


def spoken_of_too_early(flow: ControlFlow) -> Iterator[Discovery]:
    """Yield each reason that speaks of the past, in a moment before which one may be missing."""
    program = flow.program
    if not is_english(program.scenario.language):
        return
    for number, moment in enumerate(program.moments):
        for words, place in _past(moment, first=number == 0):
            if number == 0:
                found = problem("M367", "say_it_without", words=words, moment=moment.id)
                yield Discovery(found, place)
                continue
            skipped = _skipped(flow, number)
            if skipped:
                found = problem(
                    "M367.path", "say_it_without", words=words, moment=moment.id, name=skipped
                )
                yield Discovery(found, place)


def _past(moment: Moment, *, first: bool) -> Iterator[tuple[str, Place]]:
    """Yield the words about the past in the reasons of a moment, with the place of the reason."""
    reasons = [(option.why, below(option.place, "why")) for option in moment.options]
    reasons.append((moment.passing.why, below(moment.passing.place, "why")))
    for why, place in reasons:
        match = _ANOTHER_TIME.search(why.source) or (first and _BEFORE.search(why.source))
        if match:
            yield match[0], place


def _skipped(flow: ControlFlow, number: int) -> str:
    """Return the nearest earlier moment that a play to this one may not have met, or ""."""
    program = flow.program
    at = program.meets[number]
    for earlier in reversed(range(number)):
        if flow.reachable(avoiding=program.meets[earlier])[at]:
            return program.moments[earlier].id
    return ""
