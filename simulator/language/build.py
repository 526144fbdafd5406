"""Build a scenario from its shapes: look up names, compile conditions, parse placeholders.

An unknown name becomes a finding and building continues, so that an author sees all mistakes at
once.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.language import shapes, simple_step_shapes, step_shapes
from simulator.language.cases import (
    all_of_cases,
    pronoun_placeholders,
    pronouns_of,
    text_keys,
    values_of,
)
from simulator.language.check_head import check_head
from simulator.language.document import Document, Place
from simulator.language.findings import Findings, Mark
from simulator.language.scope import Scope
from simulator.language.script import build_script, passing_key
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.condition import Judgeable
from simulator.scenario.model import (
    CLIMATE,
    BetweenLine,
    Person,
    Role,
    Scenario,
    Step,
    Variable,
    below,
)
from simulator.scenario.pronouns import is_english

LANGUAGE = 1
"""Version of the language.

It is part of a scenario's digest, so that saved plays detect a change of meaning.
"""


def build(
    shape: shapes.ScenarioShape,
    document: Document,
    catalogue: Catalogue,
    findings: Findings,
    own_format: Any = None,
) -> Scenario | None:
    """Return the scenario, or None if an error in ``findings`` keeps it from loading.

    ``own_format`` is the content of the scenario's format, if it is one of the author's own.
    """
    scope = _scope(shape, document, catalogue, findings)
    check_head(shape, scope)
    parts = _parts(scope, shape)
    # From here on every name is known; with errors the parts may be stand-ins.
    if findings.errors:
        return None
    # With numbers as they are spelled: 1.5 and 1.50 are heard differently.
    content = {**document.data, "cases": all_of_cases(parts.cases, parts.pronouns)}
    return _scenario(scope, shape, parts, digest(content, catalogue, own_format))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is built from the shapes of a scenario, beside its header."""

    cast: dict[str, Person]
    absent: dict[str, Person]
    cases: tuple[dict[str, str], ...]
    pronouns: tuple[dict[str, str], ...]
    between: tuple[BetweenLine, ...]
    script: tuple[Step, ...]


def _parts(scope: Scope, shape: shapes.ScenarioShape) -> _Parts:
    """Build the parts of a scenario; report errors to the scope."""
    cast, absent = _people(scope, shape)
    return _Parts(
        cast,
        absent,
        tuple(values_of(scope.document, i, case) for i, case in enumerate(shape.cases)),
        tuple(pronouns_of(case) for case in shape.cases),
        _between(scope, shape),
        build_script(scope, shape.style, shape.script),
    )


def _scenario(
    scope: Scope, shape: shapes.ScenarioShape, parts: _Parts, content_hash: str
) -> Scenario:
    return Scenario(
        id=shape.scenario,
        version=shape.version,
        language=shape.language,
        title=shape.title,
        teaser=shape.teaser,
        level=shape.level,
        style=shape.style,
        format=scope.catalogue.formats[shape.format],
        minutes=shape.minutes,
        objectives=tuple(shape.objectives),
        sources=tuple(shape.sources),
        content_note=shape.content_note,
        key_basis=shape.key.basis,
        cast=parts.cast,
        absent=parts.absent,
        cases=parts.cases,
        variables=scope.variables,
        script=parts.script,
        digest=content_hash,
        catalogue=scope.catalogue,
        # The shape allows a file to name a mode twice.
        modes=tuple(dict.fromkeys(shape.modes)),
        between=parts.between,
        pronouns=parts.pronouns if any(parts.pronouns) else (),
    )


def digest(data: Any, catalogue: Catalogue, own_format: Any = None) -> str:
    """Return a hash of a scenario's content and of the timing factors it is scored by.

    A format of the author's own is part of the content. Those of the program are not, as they were
    not in the first edition. Comments and layout of the file do not affect it.
    """
    # As text: JSON has no fractions, and a float would round them.
    timing = {key: str(timing.factor) for key, timing in catalogue.timing.items()}
    # The same text for the same data, whatever the order of the keys in the file.
    parts = [LANGUAGE, timing, data]
    # Left out if there is none: a null would change the digests that saved plays have.
    if own_format is not None:
        parts.append(own_format)
    content = json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    # Half of the hash is enough to tell texts apart, and shorter in names of files.
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:32]


def _people(
    scope: Scope, shape: shapes.ScenarioShape
) -> tuple[dict[str, Person], dict[str, Person]]:
    """Return the people of the cast and the absent ones, by id."""
    cast, absent = {}, {}
    for key, person in shape.cast.items():
        cast[key] = _person(scope, key, person, person.role, ("cast", key))
    for key, missing in shape.absent.items():
        absent[key] = _person(scope, key, missing, "absent", ("absent", key))
    return cast, absent


def _between(scope: Scope, shape: shapes.ScenarioShape) -> tuple[BetweenLine, ...]:
    """Return the lines that live play offers between moments."""
    lines = []
    for i, line in enumerate(shape.between or ()):
        place: Place = ("between", i)
        scope.listed("M301.kind", below(place, "do"), line.do, scope.catalogue.kinds)
        heard = scope.words(line.heard, below(place, "heard")) if line.heard is not None else None
        words = scope.words(line.say, below(place, "say"))
        lines.append(BetweenLine(line.do, words, heard, place))
    return tuple(lines)


def _scope(
    shape: shapes.ScenarioShape, document: Document, catalogue: Catalogue, findings: Findings
) -> Scope:
    """Collect the names that a scenario defines, and report duplicates and misplaced labels."""
    moments, mending = _moments(shape, document, findings)
    case_keys: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    if shape.cases:  # only a key of every case can be filled in, whichever case is drawn
        case_keys = frozenset.intersection(*map(text_keys, shape.cases))
        pronouns = frozenset.intersection(*map(pronoun_placeholders, shape.cases))
    return Scope(
        document=document,
        findings=findings,
        catalogue=catalogue,
        cast=frozenset(shape.cast),
        absent=frozenset(shape.absent),
        case_keys=case_keys,
        variables=tuple(_variables(shape)),
        moments=moments,
        mending=mending,
        labels=_labels(shape, document, findings),
        english=is_english(shape.language),
        pronouns=pronouns,
    )


def _moments(
    shape: shapes.ScenarioShape, document: Document, findings: Findings
) -> tuple[dict[str, Judgeable], frozenset[str]]:
    """Return the moments as conditions see them, by id, and the ids of those that mend another."""
    moments: dict[str, Judgeable] = {}
    mending = set()
    first = 0
    for step, place in _walk(shape.script, ("script",)):
        if not isinstance(step, step_shapes.AnyMomentShape):
            continue
        leave = isinstance(step, step_shapes.LeaveShape)
        name = step_shapes.moment_id(step)
        # The ids are those of ``script.option``. Conditions need them before options are built.
        moment = Judgeable(first, leave, tuple(option.id or option.do for option in step.options))
        mark = document.value(below(place, "leave" if leave else "cue"))
        _once(moments, name, moment, "M302.moment", mark, findings)
        first = moment.end
        if step.mends is not None:
            mending.add(name)
    return moments, frozenset(mending)


def _labels(shape: shapes.ScenarioShape, document: Document, findings: Findings) -> frozenset[str]:
    """Return the labels; report duplicates, and those that are not at the top level."""
    labels: dict[str, Place] = {}
    for step, place in _walk(shape.script, ("script",)):
        if isinstance(step, simple_step_shapes.LabelShape):
            mark = document.value(below(place, "label"))
            _once(labels, step.label, place, "M302.label", mark, findings)
            if len(place) > 2:  # a top-level step is at ("script", number)
                findings.add("M303", mark)
    return frozenset(labels)


def _once(
    known: dict[str, Any], name: str, value: Any, message: str, mark: Mark, findings: Findings
) -> None:
    """Add ``name`` to ``known``; report it if it is already there, and keep the first value."""
    if name in known:
        findings.add(message, mark, "another_id", name=name)
    known.setdefault(name, value)


def _walk(steps: list[step_shapes.StepShape], place: Place) -> Iterator[tuple[Any, Place]]:
    """Yield every step with its place, nested ones too, in the order of ``Scenario.moments``.

    The bits of the moments are numbered in this order, so the two must agree.
    """
    for i, step in enumerate(steps):
        here = below(place, i)
        yield step, here
        if isinstance(step, step_shapes.IfShape):
            yield from _walk(step.then, below(here, "then"))
            yield from _walk(step.else_, below(here, "else"))
        elif isinstance(step, step_shapes.AnyMomentShape):
            for k, option in enumerate(step.options):
                yield from _walk(option.then, below(here, "options", k, "then"))
            key, passing = passing_key(step)
            yield from _walk(passing.then, below(here, key, "then"))


def _variables(shape: shapes.ScenarioShape) -> Iterator[Variable]:
    """Yield the climate's three variables, then those of the author's state."""
    # First and in this order, which ``review.climate`` relies on.
    for name in CLIMATE:
        yield Variable(name, getattr(shape.climate, name), 0, 10)
    for name, value in shape.state.items():
        if isinstance(value, bool):
            # The engine's state has whole numbers only, so a flag is 0 or 1.
            yield Variable(name, int(value), 0, 1, flag=True)
        else:
            yield Variable(name, value.start, value.min, value.max)


def _person(
    scope: Scope,
    key: str,
    person: shapes.PersonShape | shapes.AbsentShape,
    role: Role,
    place: Place,
) -> Person:
    return Person(
        key,
        scope.words(person.name, below(place, "name"), case_only=True),
        role,
        scope.words(person.about, below(place, "about")),
    )
