"""A page with every kind of part, with folded sections and links to moments."""

from dataclasses import replace

from simulator.render.debrief_sections import page
from simulator.render.debrief_words import sign
from simulator.render.sections import (
    Bullets,
    Chart,
    ChartPoint,
    Page,
    Paragraph,
    Row,
    Section,
    Strip,
    StripCell,
    Table,
)
from simulator.review.debrief import Debrief
from tests.review.test_debrief import of_plan

PHASES = ("Presentation", "Questions of fact", "Group work")
MOMENTS_OF_A_PHASE = 3

BARS = (
    ChartPoint("Tolerate silence and uncertainty", 62.5, 40, 80, 35),
    ChartPoint("Protect the presenter", 0, 0, 45, 30),
    ChartPoint("No advice", None),
    ChartPoint("Confidentiality", 100, 70, 100, 50),
)
LINE = tuple(
    ChartPoint(f"2026-11-{day:02}", (day * 37) % 100, None, None, 35) for day in range(1, 14)
)


def every_part(plan: str = "the-curious") -> Page:
    """Return the debrief of a plan, with a section that has drawings of every kind besides."""
    made = of_plan(plan)
    whole = page(made)
    first, *others = whole.sections
    sections = (first, _drawings(made), *others)
    return replace(whole, sections=sections, day="2026-11-27")


def _drawings(made: Debrief) -> Section:
    parts = (
        Strip(_cells(made), "The session at a glance"),
        Bullets(tuple(Paragraph(m.title, moment=m.id) for m in made.costliest)),
        Paragraph("It is not on this page.", moment="elsewhere"),
        Chart("bars", "Shares by ground rule", BARS, _table(BARS)),
        Chart("line", "Shares over time", LINE, _table(LINE)),
    )
    return Section("drawings", "The session in drawings", parts)


def _cells(made: Debrief) -> tuple[StripCell, ...]:
    return tuple(
        StripCell(
            sign(moment),
            "a word or two",
            moment.title,
            moment.id,
            PHASES[min(place // MOMENTS_OF_A_PHASE, len(PHASES) - 1)],
        )
        for place, moment in enumerate(made.moments)
    )


def _table(points: tuple[ChartPoint, ...]) -> Table:
    rows = tuple(
        Row(
            (point.name, _whole(point.value), _whole(point.low), _whole(point.high)),
            f"{point.name}: {_whole(point.value)} percent.",
        )
        for point in points
    )
    return Table(("What", "Percent", "From", "To"), rows)


def _whole(value: float | None) -> str:
    return "no" if value is None else f"{value:.0f}"
