"""What a panel handed in, as the sheets that ``balint-sim panel`` reads, and judged."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast

from simulator.authoring.mark_sheet import DECISION, MarkedLine, Sheet, acts_on_paper, sheet_of
from simulator.authoring.panel import Judged, judge
from simulator.authoring.write_screenplay import screenplay
from simulator.authoring.write_sheet import sheet_csv
from simulator.course.days import day_of
from simulator.course.marking import Given, Marking, MarkingProblem, Markings, Marks
from simulator.library.scenarios import Loaded, load_text
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.scenario.model import Scenario
from simulator.scenario.panel import Decision, Rating

SEED: Final = 1
"""Orders the letters on the sheets; the members saw each an order of their own."""

MOST_KEPT: Final = 50

_kept: dict[str, Scenario] = {}
"""Scenarios by the ids of markings, which never change."""


def marked_scenario(markings: Markings, workspace: Workspace, marking: Marking) -> Scenario:
    """Return the scenario of a marking as it was when it was opened; raise MarkingProblem."""
    found = _kept.get(marking.id)
    if found is not None:
        return found
    loaded = load_text(markings.text(marking.id), marking.scenario, workspace.catalogue)
    if not isinstance(loaded, Loaded):
        raise MarkingProblem(say("marking.unreadable", title=marking.title))
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[marking.id] = loaded.scenario
    return loaded.scenario


def letters_on_sheet(scenario: Scenario, seed: int) -> dict[tuple[int, str], str]:
    """Return the letter on the sheets for each line of a paper with another seed."""
    letters = {act: letter for (_, letter), act in acts_on_paper(scenario, SEED).items()}
    return {place: letters[act] for place, act in acts_on_paper(scenario, seed).items()}


def sheets_of(scenario: Scenario, handed_in: Sequence[Marks]) -> list[Sheet]:
    """Return a sheet for each member, without a name."""
    empty = sheet_of(screenplay(scenario, SEED, 0), "panel")
    nothing = Given("", "")
    return [
        replace(
            empty,
            lines=tuple(
                _filled(line, marks.get((str(line.moment), line.letter), nothing))
                for line in empty.lines
            ),
        )
        for marks in handed_in
    ]


def _filled(line: MarkedLine, given: Given) -> MarkedLine:
    if not given.mark:
        return replace(line, remark=given.reason)
    if line.letter == DECISION:
        return replace(line, remark=given.reason, decision=cast("Decision", given.mark))
    return replace(line, remark=given.reason, rating=cast("Rating", given.mark))


def judged_marking(scenario: Scenario, marking: Marking, handed_in: Sequence[Marks]) -> Judged:
    """Return the panel that a closed marking makes."""
    assert marking.closed is not None
    # Plus 1, because ``day_of`` takes the end of a day.
    return judge(scenario, sheets_of(scenario, handed_in), day_of(marking.closed + 1))


def sheet_files(scenario: Scenario, handed_in: Sequence[Marks]) -> list[tuple[str, bytes]]:
    """Return the name and content of a file for each sheet."""
    sheets = sheets_of(scenario, handed_in)
    width = max(2, len(str(len(sheets))))
    return [
        # With the mark by which spreadsheets recognise UTF-8.
        (f"sheet-{number:0{width}}.csv", sheet_csv(sheet).encode("utf-8-sig"))
        for number, sheet in enumerate(sheets, 1)
    ]


def sheets_zip(scenario: Scenario, handed_in: Sequence[Marks]) -> bytes:
    """Return the files of all sheets in one; the same sheets are the same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sheet_files(scenario, handed_in):
            # The earliest time that the format has: when it was made is nobody's business.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return data.getvalue()
