"""Read play plans (``plays/NAME.yaml``) and check them against their scenario."""

from collections.abc import Mapping
from pathlib import Path

from simulator.engine.plan import LETS_GO, BetweenAct, Expected, LiveAct, Plan
from simulator.language.document import LARGEST_FILE, Document
from simulator.language.findings import START, Finding, Findings, Mark
from simulator.language.library_shapes import (
    BetweenActShape,
    LiveActShape,
    PlanShape,
    RangeShape,
)
from simulator.language.reader import read
from simulator.language.validate import validate
from simulator.library.files import read_file, reason, shown
from simulator.scenario.model import Moment, Scenario
from simulator.scenario.text import clean_line

NUMBERS = (
    *("percent", "credit", "best", "chance", "always_wait", "always_speak", "harms"),
    *("hits", "misses", "false_alarms", "correct_rejections", "left_to_others"),
    *("noticing_score", "words_score", "words_chance", "spoke_between", "timing_only"),
)
"""The numbers of a play for which a plan can state an expectation."""


def load_plan(path: Path, scenario: Scenario) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Return a plan of ``scenario``, or None if it cannot be played, and its findings."""
    try:
        text = read_file(path, LARGEST_FILE)
    except OSError as error:
        findings = Findings(shown(path))
        findings.add("F101", START, reason=reason(error))
        return None, findings.sorted()
    return load_plan_text(text, str(path), scenario)


def load_plan_text(
    text: bytes, shown: str, scenario: Scenario
) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Return a plan of ``scenario`` from its text; findings use ``shown`` as the file's name."""
    findings = Findings(clean_line(shown))
    document = read(text, findings.file, findings)
    shape = (
        validate(document, PlanShape, findings)
        if document is not None and not findings.errors
        else None
    )
    if shape is None or document is None:
        return None, findings.sorted()
    _check(shape, document, scenario, findings)
    return (None if findings.errors else _plan(shape)), findings.sorted()


def _check(shape: PlanShape, document: Document, scenario: Scenario, findings: Findings) -> None:
    for name in shape.expect:
        if name not in NUMBERS:
            near = findings.nearest(name, NUMBERS)
            findings.add("P103", document.key(("expect", name)), near=near, name=name)
    everywhere = {option.id for moment in scenario.moments() for option in moment.options} | {
        "wait"
    }
    if shape.otherwise is not None and shape.otherwise not in everywhere:
        near = findings.nearest(shape.otherwise, sorted(everywhere))
        mark = document.value(("otherwise",))
        findings.add("P102.anywhere", mark, near=near, name=shape.otherwise)
    if shape.acts and isinstance(shape.acts, dict) != (shape.mode == "guided"):
        # Acts of the other form cannot be compared with the moments, so none is checked.
        message = "P101.guided" if shape.mode == "guided" else "P101.live"
        findings.add(message, document.value(("acts",)))
        return
    moments = {moment.id: moment for moment in scenario.moments()}
    if isinstance(shape.acts, dict):
        for name, act in shape.acts.items():
            place = ("acts", name)
            marks = (document.key(place), document.value(place))
            _check_act(moments, name, act, ["wait"], marks, findings)
    else:
        _check_live(shape.acts, scenario, document, findings)


def _check_act(
    moments: Mapping[str, Moment],
    name: str,
    act: str,
    more: list[str],
    marks: tuple[Mark, Mark],
    findings: Findings,
) -> bool:
    """Check one act, which is an option or one of ``more``.

    The marks are those of the moment's name and of the act. Return False if there is no such
    moment.
    """
    if name not in moments:
        findings.add("P102.moment", marks[0], near=findings.nearest(name, moments), name=name)
        return False
    options = [option.id for option in moments[name].options] + more
    if act not in options:
        near = findings.nearest(act, options)
        findings.add("P102.option", marks[1], near=near, moment=name, name=act)
    return True


def _check_live(
    acts: list[LiveActShape | BetweenActShape],
    scenario: Scenario,
    document: Document,
    findings: Findings,
) -> None:
    moments = {moment.id: moment for moment in scenario.moments()}
    taken: set[str] = set()
    for i, act in enumerate(acts):
        said = document.value(("acts", i, "act"))
        if isinstance(act, BetweenActShape):
            _check_between(act, scenario, said, findings)
            continue
        marks = (document.value(("acts", i, "moment")), said)
        if not _check_act(moments, act.moment, act.act, ["wait", LETS_GO], marks, findings):
            continue
        turns = len(moments[act.moment].turns)
        if act.after > turns:
            mark = document.value(("acts", i, "after"))
            findings.add("P104.after", mark, moment=act.moment, turns=turns, after=act.after)
        # A moment is judged once: a second act in it would never be played.
        if act.moment in taken and act.act != "wait":
            findings.add("P104.twice", marks[0], moment=act.moment)
        if act.act != "wait":
            taken.add(act.moment)


def _check_between(
    act: BetweenActShape, scenario: Scenario, mark: Mark, findings: Findings
) -> None:
    """Check an act outside moments: there must be a line of its kind."""
    lines = [line.do for line in scenario.between] or list(scenario.catalogue.kinds)
    known = [*dict.fromkeys(lines), LETS_GO]
    if act.act not in known:
        findings.add("P102.between", mark, near=findings.nearest(act.act, known), name=act.act)


def _plan(shape: PlanShape) -> Plan:
    guided: dict[str, str] = {}
    live: list[LiveAct] = []
    between: list[BetweenAct] = []
    for act in shape.acts if isinstance(shape.acts, list) else ():
        if isinstance(act, BetweenActShape):
            between.append(BetweenAct(act.turn, act.act))
        elif act.act != "wait":  # a live play waits by itself, so a wait is no act
            live.append(LiveAct(act.moment, act.after, act.act))
    if isinstance(shape.acts, dict):
        guided = dict(shape.acts)
    return Plan(
        id=shape.play,
        mode=shape.mode,
        seed=shape.seed,
        about=shape.about,
        guided=guided,
        live=tuple(live),
        between=tuple(between),
        otherwise=shape.otherwise,
        expect={name: _expected(value) for name, value in shape.expect.items()},
    )


def _expected(value: float | RangeShape) -> Expected:
    if isinstance(value, RangeShape):
        return Expected(value.min, value.max)
    return Expected(value, value)
