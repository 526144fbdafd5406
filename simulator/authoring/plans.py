"""Play plans (``plays/NAME.yaml``) read and checked against their scenario."""

from pathlib import Path

from simulator.authoring.diagnostics import START, Finding, Findings
from simulator.authoring.reader import Document, read
from simulator.authoring.shapes import LiveActShape, PlanShape, RangeShape
from simulator.authoring.validate import validate
from simulator.play.plan import Expected, LiveAct, Plan
from simulator.scenario.condition import suggestion
from simulator.scenario.model import Scenario
from simulator.scenario.text import clean_line


def load_plan(path: Path, scenario: Scenario) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Load a plan of ``scenario``; None where an error keeps it from being played."""
    findings = Findings(clean_line(str(path)))
    try:
        document = read(path.read_bytes(), findings.file, findings)
    except OSError as error:
        findings.add("F101", START, f"This file cannot be read: {error.strerror or error}.")
        return None, findings.sorted()
    shape = validate(document, PlanShape, findings) if document is not None and not findings.errors else None
    if shape is None or document is None:
        return None, findings.sorted()
    _check_acts(shape, document, scenario, findings)
    return (None if findings.errors else _plan(shape)), findings.sorted()


def _check_acts(shape: PlanShape, document: Document, scenario: Scenario, findings: Findings) -> None:
    if shape.acts and isinstance(shape.acts, dict) != (shape.mode == "guided"):
        wanted = "a mapping of moments to options" if shape.mode == "guided" else "a list of {moment, after, act}"
        findings.add("P101", document.value(("acts",)), f"In a {shape.mode} plan, 'acts' is {wanted}.")
        return
    moments = {moment.id: moment for moment in scenario.moments()}
    for i, (moment, option) in enumerate(_acts(shape)):
        place = ("acts", moment) if shape.mode == "guided" else ("acts", i, "moment")
        if moment not in moments:
            mark = document.key(place) if shape.mode == "guided" else document.value(place)
            findings.add("P102", mark, f"There is no moment '{moment}'.", suggestion(moment, moments))
            continue
        options = [o.id for o in moments[moment].options] + ["wait"]
        if option not in options:
            place = place if shape.mode == "guided" else ("acts", i, "act")
            findings.add("P102", document.value(place), f"'{moment}' has no option '{option}'.", suggestion(option, options))


def _acts(shape: PlanShape) -> list[tuple[str, str]]:
    if isinstance(shape.acts, dict):
        return list(shape.acts.items())
    return [(act.moment, act.act) for act in shape.acts]


def _plan(shape: PlanShape) -> Plan:
    return Plan(
        id=shape.play,
        mode=shape.mode,
        seed=shape.seed,
        about=shape.about,
        guided=dict(shape.acts) if isinstance(shape.acts, dict) else {},
        live=tuple(_live(act) for act in shape.acts if act.act != "wait") if isinstance(shape.acts, list) else (),
        otherwise=shape.otherwise,
        expect={name: _expected(value) for name, value in shape.expect.items()},
    )


def _live(act: LiveActShape) -> LiveAct:
    return LiveAct(act.moment, act.after, act.act)


def _expected(value: float | RangeShape) -> Expected:
    if isinstance(value, RangeShape):
        return Expected(value.min, value.max)
    return Expected(value, value)
