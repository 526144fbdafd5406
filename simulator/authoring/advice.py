"""Advice on a scenario that loads: what a play would not trip over, and a group would notice.

Examples are a line that answers what nobody has said yet, a member who never speaks, and signs that
a word processor has left in a text.
"""

import re
from collections.abc import Iterator
from typing import Any

from simulator.authoring.heard import heard_too_early
from simulator.language.document import Document, Place
from simulator.scenario.model import (
    CLIMATE,
    If,
    Moment,
    Scenario,
    Turn,
    below,
    walk,
)
from simulator.scenario.problem import Problem, problem
from simulator.scenario.pronouns import PRONOUNS, PRONOUNS_KEY, is_english

Note = tuple[Place, Problem]
"""A problem and its place."""


def advice(scenario: Scenario, document: Document) -> Iterator[Note]:
    """Yield everything that may be better, each with its place."""
    yield from heard_too_early(scenario)
    yield from _two_meanings(scenario)
    yield from _unread_state(scenario)
    yield from _unused_case_keys(scenario, document)
    yield from _silent_people(scenario)
    yield from _presenters(scenario)
    yield from _signs(document)
    yield from _ripe(scenario, document)
    if not is_english(scenario.language):
        yield ("language",), problem("M374", language=scenario.language)


def _two_meanings(scenario: Scenario) -> Iterator[Note]:
    """Yield a note for each absent person whose name is not what the placeholder says."""
    for person in scenario.absent.values():
        for number, case in enumerate(scenario.cases):
            said, name = case.get(person.id, ""), person.name.fill(case)
            # "The sister" for "sister" is no other name.
            if said.casefold() not in name.casefold():
                place = ("cases", number, person.id)
                yield place, problem("M368", "other_key", said=said, name=person.id, person=name)
                break


# The quoted ids of conditions match first, so that they are not taken for names of the state.
_NAMES = re.compile(r"'[^']*'|\"[^\"]*\"|([A-Za-z_][A-Za-z0-9_]*)")


def _unread_state(scenario: Scenario) -> Iterator[Note]:
    """Yield a note for each name of the state that no condition asks about."""
    read = {
        match[1]
        for condition in _conditions(scenario)
        for match in _NAMES.finditer(condition)
        if match[1]
    }
    for variable in scenario.variables:
        if variable.name not in CLIMATE and variable.name not in read:
            yield ("state", variable.name), problem("M369", "ask_or_drop", name=variable.name)


def _conditions(scenario: Scenario) -> Iterator[str]:
    """Yield the source of every condition."""
    for step in walk(scenario.script):
        if isinstance(step, If):
            yield step.condition.source
        if isinstance(step, Moment):
            yield from (option.when.source for option in step.options if option.when is not None)
        when = getattr(step, "when", None)
        if when is not None:
            yield when.source


def _texts(data: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield every text in plain data with its place."""
    # Not by recursion: the reader bounds the depth, and a stack keeps the order of the file.
    stack = [(place, data)]
    while stack:
        here, value = stack.pop()
        if isinstance(value, str):
            yield here, value
        elif isinstance(value, dict):
            stack += [(below(here, key), value[key]) for key in reversed(value)]
        elif isinstance(value, list):
            stack += [(below(here, i), value[i]) for i in reversed(range(len(value)))]


_KEY = re.compile(r"\{ *+([A-Za-z0-9_-]++)")


def _unused_case_keys(scenario: Scenario, document: Document) -> Iterator[Note]:
    """Yield a note for each key of the cases that no text uses."""
    used = {match[1] for _, text in _texts(document.data, ()) for match in _KEY.finditer(text)}
    for key in scenario.cases[0] if scenario.cases else ():
        if key not in used and key not in scenario.absent:
            yield ("cases", 0, key), _unused_key(key, scenario.cases[0][key])


def _unused_key(key: str, text: str) -> Problem:
    """Return the problem of a key that no text uses; perhaps it is meant as people's pronouns."""
    if key == PRONOUNS_KEY and text in PRONOUNS:
        return problem("M370", "pronouns_of_whom", name=key, pronoun=text)
    return problem("M370", "use_or_drop", name=key)


def _silent_people(scenario: Scenario) -> Iterator[Note]:
    """Yield a note for each member or presenter who never speaks.

    A co-leader may be silent as the trainee is, and a guest looks on.
    """
    speak = {step.speaker for step in walk(scenario.script) if isinstance(step, Turn)}
    acts = {moment.passing.by for moment in scenario.moments()}
    # Who is addressed, or does the leader's work, has a part without a line.
    acts |= {option.to for moment in scenario.moments() for option in moment.options}
    for person in scenario.cast.values():
        if person.role in ("presenter", "member") and person.id not in speak | acts:
            yield ("cast", person.id), problem("M371", "line_or_guest", name=person.id)


def _presenters(scenario: Scenario) -> Iterator[Note]:
    """Yield a note if nobody presents, or more people than the format has presentations.

    In a format in which nobody sits back, as in a round, any number can present.
    """
    presenters = [person.id for person in scenario.cast.values() if person.role == "presenter"]
    if not presenters:
        yield ("cast",), problem("M372", "give_the_role")
        return
    phases = scenario.format.phases
    most = max(1, sum(phase.phase == "presentation" for phase in phases))
    if len(presenters) > most and any(phase.sits_back for phase in phases):
        place = below(("cast",), presenters[1])
        yield place, problem("M372.several", "one_presents", names=tuple(presenters))


_ENTITY = re.compile(r"&(?:#\d++|#x[0-9A-Fa-f]++|amp|quot|apos|nbsp|lt|gt);")
_TWO_BRACES = re.compile(r"\{\{ *+[A-Za-z_][\w-]*+ *+\}\}")
_PERCENT = re.compile(r"%[A-Za-z_]\w*+%")
_ODD_SPACE = re.compile("[\u00a0\u2002\u2003\u2009\u202f\u3000]")
# What can close each opening quote, which differs between languages.
_PAIRS = {
    "\u201c": "\u201d\u201c",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u2018": "\u2019",
}


def _signs(document: Document) -> Iterator[Note]:
    """Yield a note for each text with signs that a word processor or a web page has left in it."""
    english = str(document.data.get("language", "en")).startswith("en")
    for place, text in _texts(document.data, ()):
        # These are shown as they stand, so every sign in them may be meant.
        if place[:1] in (("title",), ("teaser",), ("objectives",), ("sources",)):
            continue
        if found := _sign(text.strip(), english):
            yield place, found


def _sign(text: str, english: bool) -> Problem | None:
    if match := _ENTITY.search(text):
        return problem("M373.entity", "write_the_sign", sign=match[0])
    if _TWO_BRACES.search(text):
        return problem("M373.braces", "single_brace")
    if match := _PERCENT.search(text):
        return problem("M373.percent", "in_braces", sign=match[0], name=match[0].strip("%"))
    # A no-break space is usual before the colon and inside the quotes of French.
    if english and _ODD_SPACE.search(text):
        return problem("M373.space", "type_a_space")
    closing = _PAIRS.get(text[:1], "")
    # With a closing quote inside, the quotes enclose only a part of the text.
    if closing and not any(sign in text[1:-1] for sign in closing):
        return problem("M373.quotes", "drop_the_quotes", sign=text[0])
    return None


def _ripe(scenario: Scenario, document: Document) -> Iterator[Note]:
    """Yield a note for each cue of several turns that does not say when it is ripe."""
    for moment in scenario.moments():
        if moment.leave or len(moment.turns) < 2 or "guided" not in scenario.modes:
            continue
        if "ripe" not in _at(document.data, moment.place):
            found = problem("M375", "say_ripe", moment=moment.id, turns=len(moment.turns))
            yield below(moment.place, "cue"), found


def _at(data: Any, place: Place) -> Any:
    for part in place:
        data = data[part]
    return data
