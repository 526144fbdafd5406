"""Checks on a scenario that loads: mistakes that do not stop a play, and weak teaching.

Examples are phases out of order, two options with the same words, and moments without a choice.
"""

from collections.abc import Generator, Iterator, Mapping
from itertools import chain

from simulator.language.document import Document, Place
from simulator.language.findings import Findings
from simulator.language.shapes import FIELDS
from simulator.scenario.model import If, Moment, PhaseStep, Scenario, Step, Turn, below, walk
from simulator.scenario.problem import Problem, problem

MOST_TURNS = 5_000
"""Largest number of turns in a scenario, including those of moments and branches."""


FEWEST_BETWEEN = 5
"""Smallest number of lines under ``between``."""


def check(scenario: Scenario, document: Document, findings: Findings) -> None:
    """Add to ``findings`` what is still wrong with a scenario that could be built."""
    turns = sum(isinstance(step, Turn) for step in walk(scenario.script))
    if turns > MOST_TURNS:
        findings.add("Y124", document.key(("script",)), turns=turns, most=MOST_TURNS)
    _cut_texts(document, findings)
    found_at = chain(
        _phases(scenario), _clock(scenario), _moments(scenario), _never_asked(scenario)
    )
    for place, found in found_at:
        findings.add_problem(document.value(place), found)
    _lines_between(scenario, document, findings)
    if not any(moment.leave for moment in scenario.moments()):
        findings.add("M344", document.key(("script",)), "add_a_leave")


def _lines_between(scenario: Scenario, document: Document, findings: Findings) -> None:
    """Report a list of lines between moments that is so short that its length says something."""
    if "between" not in document.data:  # the catalogue's wordings are available instead
        return
    count = len(scenario.between)
    key = document.key(("between",))
    if count < FEWEST_BETWEEN:
        findings.add("M363", key, "write_five", count=count, least=FEWEST_BETWEEN)
        return
    longest = max(scenario.moments(), key=lambda moment: len(moment.options), default=None)
    if longest is not None and len(longest.options) > count:
        options = len(longest.options)
        findings.add("M365", key, "write_as_many", moment=longest.id, options=options, count=count)


_SENTENCES = {
    *("say", "why", "end", "silence", "aside", "coach", "gesture", "aim", "text", "reflect"),
    "heard",
}
"""Keys whose texts are sentences, so that one without an end was cut."""

_PROSE = _SENTENCES | {
    *("title", "teaser", "objectives", "content_note", "name", "about", "note"),
}
"""Keys whose texts are words of a language, and no ids, numbers or conditions."""


def _cut_texts(document: Document, findings: Findings) -> None:
    """Report each ``#`` that cuts off a spoken or displayed text.

    A key that is not in ``FIELDS`` is a speaker or a key of a case, so its value is such a text.
    """
    for place, mark in document.cut.items():
        # the innermost key: a place may end with the numbers of list items
        key = next((part for part in reversed(place) if isinstance(part, str)), "")
        # "# so" looks like a note, so only the unfinished sentence before it is suspicious. "#4"
        # is suspicious in any text.
        if document.lines[mark.line - 1][mark.column : mark.column + 1] == " ":
            cut = place[0] in ("script", "between") and (key in _SENTENCES or key not in FIELDS)
        else:
            cut = key in _PROSE or key not in FIELDS
        if cut:
            findings.add("Y119", mark, "quote_or_note")


Note = tuple[Place, Problem]
"""A problem and its place."""


def _phases(scenario: Scenario) -> Iterator[Note]:
    """Yield a note for each phase that comes after a later phase of the format."""
    order = [phase.phase for phase in scenario.format.phases]
    latest = -1
    for step in walk(scenario.script):
        if isinstance(step, PhaseStep):
            # The phase is one of the format's, or the scenario would not have loaded.
            here = order.index(step.phase)
            if here < latest:
                found = problem(
                    "M340", "phase_order", phase=step.phase, later=order[latest], order=tuple(order)
                )
                yield below(step.place, "phase"), found
            latest = max(latest, here)


def _clock(scenario: Scenario) -> Iterator[Note]:
    """Yield a note for each phase that begins no later than the one before it.

    Only minutes that the scenario itself gives are looked at, and the phases next to them.
    """
    yield from _rising(scenario.script, None, scenario.format.starts())


def _rising(
    steps: tuple[Step, ...], before: PhaseStep | None, starts: Mapping[str, int]
) -> Generator[Note, None, PhaseStep | None]:
    """Yield the notes of ``_clock`` for these steps, and return the latest phase after them.

    ``before`` is the phase before the first step. Of several branches, play takes one, so each
    begins in that phase.
    """
    for step in steps:
        if isinstance(step, PhaseStep):
            if before is not None and not _rises(before, step, starts):
                found = problem(
                    "M364",
                    phase=step.phase,
                    minute=_minute(step, starts),
                    before=before.phase,
                    earlier=_minute(before, starts),
                )
                yield below(step.place, "phase" if step.clock is None else "clock"), found
            before = step
        ends = [before]
        for branch in _branches(step):
            ends.append((yield from _rising(branch, before, starts)))
        phases = [phase for phase in ends if phase is not None]
        # Play takes one of the branches, so the next phase has to come after the latest of all.
        before = max(phases, key=lambda phase: _minute(phase, starts), default=None)
    return before


def _branches(step: Step) -> tuple[tuple[Step, ...], ...]:
    """Return the lists of steps inside a step, of which play takes one."""
    match step:
        case If():
            return step.then, step.otherwise
        case Moment():
            return *(option.then for option in step.options), step.passing.then
        case _:
            return ()


def _rises(before: PhaseStep, step: PhaseStep, starts: Mapping[str, int]) -> bool:
    if before.clock is None and step.clock is None:
        return True  # then the format's order decides, and ``_phases`` reports it
    return _minute(before, starts) < _minute(step, starts)


def _minute(step: PhaseStep, starts: Mapping[str, int]) -> int:
    return starts[step.phase] if step.clock is None else step.clock


def _moments(scenario: Scenario) -> Iterator[Note]:
    """Yield notes for moments with equal options, with no better and worse one, or no name."""
    for moment in scenario.moments():
        yield from _same_words(moment)
        worth = {option.credit for option in moment.options}
        if moment.leave:  # in a leave, waiting counts as one of the choices
            worth.add(moment.passing.credit)
        if len(worth) == 1:
            yield moment.place, problem("M343", "options_that_differ", moment=moment.id)
        if moment.situation is None and moment.title is None:
            yield moment.place, problem("M348", "situation_or_title", moment=moment.id)


def _never_asked(scenario: Scenario) -> Iterator[Note]:
    """Yield a note for each option that comes only after guided play has asked."""
    if "guided" not in scenario.modes:
        return
    for moment in scenario.moments():
        for option in moment.options:
            if option.after > moment.ask:
                found = problem(
                    "M346", "modes_live", option=option.id, after=option.after, ask=moment.ask
                )
                yield below(option.place, "after"), found


def _same_words(moment: Moment) -> Iterator[Note]:
    """Yield a note for each option whose letters and digits equal those of an earlier option."""
    # Punctuation is ignored: lines that differ only in it are the same choice to a learner.
    said: dict[str, str] = {}
    for option in moment.options:
        words = "".join(
            character for character in option.say.source.casefold() if character.isalnum()
        )
        if words in said:
            found = problem("M342", option=option.id, other=said[words])
            yield below(option.place, "say"), found
        said.setdefault(words, option.id)
