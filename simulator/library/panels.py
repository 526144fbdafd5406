"""Read the panel beside a scenario (``panel.yaml``) and check it against the scenario."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.language.document import LARGEST_FILE, Document
from simulator.language.findings import START, Finding, Findings
from simulator.library.files import look, read_file, reason, shown
from simulator.scenario.lines_code import lines_code
from simulator.scenario.model import Moment, Scenario
from simulator.scenario.panel import DECISIONS, RATINGS, Panel, PanelMoment, PanelReason
from simulator.scenario.text import clean_line

if TYPE_CHECKING:  # see ``load_panel_text``
    from simulator.language.library_shapes import PanelMomentShape, PanelShape

FILE = "panel.yaml"

OTHER_LINES = "K104"
"""The code of the finding that other lines were marked than those of the scenario."""

WAIT = "wait"
"""The act of saying nothing, in a panel as in a play."""


def panel_file(scenario_file: Path) -> Path | None:
    """Return the panel beside a scenario's file, or None if there is none."""
    file = scenario_file.parent / FILE
    return None if look(file) == "nothing" else file


def load_panel(path: Path, scenario: Scenario) -> tuple[Panel | None, tuple[Finding, ...]]:
    """Return the panel in a file and its findings.

    It is None if it has an error, and if other lines were marked than those of this scenario, which
    is a warning.
    """
    try:
        text = read_file(path, LARGEST_FILE)
    except OSError as error:
        findings = Findings(shown(path))
        findings.add("F101", START, reason=reason(error))
        return None, findings.sorted()
    return load_panel_text(text, shown(path), scenario)


def load_panel_text(
    text: bytes, shown: str, scenario: Scenario
) -> tuple[Panel | None, tuple[Finding, ...]]:
    """Return a panel from its text; findings use ``shown`` as the file's name."""
    # Imported here, because most scenarios have no panel, and a browser takes seconds for these.
    from simulator.language.library_shapes import PanelShape
    from simulator.language.reader import read
    from simulator.language.validate import validate

    findings = Findings(clean_line(shown))
    document = read(text, findings.file, findings)
    if document is None or findings.errors:
        return None, findings.sorted()
    shape = validate(document, PanelShape, findings)
    if shape is None:
        return None, findings.sorted()
    if shape.panel != scenario.id:
        mark = document.value(("panel",))
        findings.add("K101", mark, name=shape.panel, expected=scenario.id)
    elif shape.lines != lines_code(scenario):
        # What it names may be gone from the scenario, so nothing else of it is checked.
        findings.add(OTHER_LINES, document.value(("lines",)), "mark_again", version=shape.version)
        return None, findings.sorted()
    else:
        _check(shape, document, scenario, findings)
    return (None if findings.errors else _built(shape)), findings.sorted()


def _check(shape: "PanelShape", document: Document, scenario: Scenario, findings: Findings) -> None:
    moments = {moment.id: moment for moment in scenario.moments()}
    for name, found in shape.moments.items():
        if name not in moments:
            near = findings.nearest(name, moments)
            findings.add("K102.moment", document.key(("moments", name)), near=near, name=name)
            continue
        _check_acts(moments[name], found, document, findings)
        _check_counts(name, found, shape.members, document, findings)


def _check_acts(
    moment: Moment, found: "PanelMomentShape", document: Document, findings: Findings
) -> None:
    """Report lines that the moment does not have, and marks that a reason cannot have."""
    acts = [option.id for option in moment.options] + [WAIT]
    named = [(act, document.key(("moments", moment.id, "lines", act))) for act in found.lines]
    for at, given in enumerate(found.reasons):
        place = ("moments", moment.id, "reasons", at)
        if given.line:
            named.append((given.line, document.value((*place, "line"))))
        if given.mark is not None and (given.mark in DECISIONS) == bool(given.line):
            mark = document.value((*place, "mark"))
            findings.add("K103.mark", mark, given=given.mark)
    for act, mark in named:
        if act not in acts:
            near = findings.nearest(act, acts)
            findings.add("K102.option", mark, near=near, moment=moment.id, name=act)


def _check_counts(
    moment: str, found: "PanelMomentShape", members: int, document: Document, findings: Findings
) -> None:
    """Report counts that are higher than the number of members."""
    place = ("moments", moment)
    counted: list[tuple[tuple[str, ...], Mapping[str, int]]] = []
    counted.append(((*place, "choice"), _plain(found.choice)))
    counted += [((*place, "lines", act), _plain(counts)) for act, counts in found.lines.items()]
    for where, counts in counted:
        if sum(counts.values()) > members:
            mark = document.value(where)
            findings.add("K103", mark, count=sum(counts.values()), members=members)


def _plain(counts: Mapping[Any, int]) -> Mapping[str, int]:
    """Return counts under any text."""
    return counts


def _built(shape: "PanelShape") -> Panel:
    moments = {id_: _moment(found) for id_, found in shape.moments.items()}
    return Panel(shape.panel, shape.version, shape.lines, shape.date, shape.members, moments)


def _moment(found: "PanelMomentShape") -> PanelMoment:
    ratings = {
        act: {rating: counts[rating] for rating in RATINGS if rating in counts}
        for act, counts in found.lines.items()
    }
    reasons = (PanelReason(given.line, given.mark or "", given.says) for given in found.reasons)
    decisions = {
        decision: found.choice[decision] for decision in DECISIONS if decision in found.choice
    }
    return PanelMoment(decisions, ratings, tuple(reasons))
