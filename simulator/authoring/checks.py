"""What loads and plays, and yet is a slip or teaches little: phases out of order, words twice, moments without a choice."""

from collections.abc import Iterator

from simulator.authoring.diagnostics import Findings
from simulator.authoring.reader import Document, Place
from simulator.authoring.shapes import FIELDS
from simulator.scenario.model import Moment, PhaseStep, Scenario, Turn, walk

MOST_TURNS = 5_000
"""Turns a scenario may have, those of moments and side ways included."""


def check(scenario: Scenario, document: Document, findings: Findings) -> None:
    """Note in ``findings`` what a scenario that could be built still has wrong with it."""
    turns = sum(isinstance(step, Turn) for step in walk(scenario.script))
    if turns > MOST_TURNS:
        findings.add("Y124", document.key(("script",)), f"This scenario has {turns:,} turns; {MOST_TURNS:,} is the most.")
    _cut_texts(document, findings)
    for code, place, sentence, hint in (*_phases(scenario), *_moments(scenario)):
        findings.add(code, document.value(place), sentence, hint)
    if not any(moment.leave for moment in scenario.moments()):
        sentence = "There is no moment that is best left alone, so speaking always is the best policy."
        findings.add("M344", document.key(("script",)), sentence, "Add a 'leave'.")


_PROSE = {"title", "teaser", "objectives", "content_note", "name", "about", "say", "why", "end"}
_SENTENCES = {"say", "why", "end", "silence", "aside"}
"""Keys whose texts are sentences, so that one without an end was cut."""


def _cut_texts(document: Document, findings: Findings) -> None:
    """Note where ``#`` cuts what is spoken or shown; any key that is none of the language's is a speaker or a case's."""
    for place, mark in document.cut.items():
        key = next((part for part in reversed(place) if isinstance(part, str)), "")
        if document.lines[mark.line - 1][mark.column : mark.column + 1] == " ":
            cut = place[0] == "script" and (key in _SENTENCES or key not in FIELDS)
        else:
            cut = key in _PROSE or key not in FIELDS
        if cut:
            sentence = "What follows this # is a note to YAML, and is not shown."
            findings.add("Y119", mark, sentence, "Put the text in quotes if it belongs to it; write a note as '# note'.")


Note = tuple[str, Place, str, str]


def _phases(scenario: Scenario) -> Iterator[Note]:
    order = [phase.phase for phase in scenario.format.phases]
    latest = -1
    for step in walk(scenario.script):
        if isinstance(step, PhaseStep):
            here = order.index(step.phase)
            if here < latest:
                sentence = f"In this format '{step.phase}' comes before '{order[latest]}'."
                yield "M340", (*step.place, "phase"), sentence, f"The order is {', '.join(order)}."
            latest = max(latest, here)


def _moments(scenario: Scenario) -> Iterator[Note]:
    for moment in scenario.moments():
        yield from _same_words(moment)
        worth = {option.credit for option in moment.options}
        if moment.leave:
            worth.add(moment.passing.credit)
        if len(worth) == 1:
            sentence = f"In '{moment.id}' no choice of words is better or worse than another."
            yield "M343", moment.place, sentence, "Give options that tempt and differ in credit."


def _same_words(moment: Moment) -> Iterator[Note]:
    said: dict[str, str] = {}
    for option in moment.options:
        words = "".join(character for character in option.say.source.casefold() if character.isalnum())
        if words in said:
            sentence = f"'{option.id}' says the same words as '{said[words]}'; nobody could tell them apart."
            yield "M342", (*option.place, "say"), sentence, ""
        said.setdefault(words, option.id)
