"""Draw a chart on the terminal: bars of characters, or Textual's sparkline.

Each bar follows the sentence that has the same numbers. The characters have ASCII forms in
``ascii_only.py``.
"""

from collections.abc import Iterator

from textual.widget import Widget
from textual.widgets import Sparkline, Static

from simulator.messages import say
from simulator.render.numbers import whole
from simulator.render.sections import Chart, ChartPoint
from simulator.tui.hanging import Paragraph, Paragraphs
from simulator.tui.text import content

CELLS = 40
"""The length of a bar, for 100 percent."""

FULL, RANGE, REST, VALUE, CHANCE = "█▒·◆│"


class Spark(Sparkline):
    """Textual's sparkline in one colour that can be seen, two columns for each value."""

    DEFAULT_CSS = """
    Spark {
        height: 3;
        margin: 1 0;
    }
    Spark > .sparkline--max-color, Spark > .sparkline--min-color {
        color: $primary;
    }
    """


def chart_widgets(chart: Chart) -> Iterator[Widget]:
    """Yield the widgets of a chart: its label, the drawing, and the sentences of its table."""
    yield Static(content((chart.label, "bold")))
    if chart.kind == "line":
        values = [point.value for point in chart.rows if point.value is not None]
        if len(values) > 1:
            spark = Spark(values)
            spark.styles.width = 2 * len(values)
            yield spark
            low, high = whole(min(values)), whole(max(values))
            about = say("progress.spark", low=low, high=high)
            yield Static(content((about, "$text-muted")))
        lines = [Paragraph(content(row.line), content("  ")) for row in chart.table.rows]
        yield Paragraphs(lines)
        return
    yield Static(content((_legend(chart), "$text-muted")))
    rows = []
    for point, row in zip(chart.rows, chart.table.rows, strict=True):
        rows.append(Paragraph(content(row.line), content("  ")))
        rows.append(Paragraph(content((bar(point), "$primary")), content("  ")))
    yield Paragraphs(rows)


def _legend(chart: Chart) -> str:
    ranged = any(point.low is not None for point in chart.rows)
    return say("progress.legend" if ranged else "progress.legend_chance")


def bar(point: ChartPoint) -> str:
    """Return a bar: full up to the lower end of the interval, then the interval with the value.

    Without an interval it is full up to the value. The chance line stands over everything.
    """
    cells = [REST] * CELLS
    if point.value is not None:
        low = point.value if point.low is None else point.low
        high = point.value if point.high is None else point.high
        for at in range(CELLS):
            middle = (at + 0.5) * 100 / CELLS
            if middle <= low:
                cells[at] = FULL
            elif middle <= high:
                cells[at] = RANGE
        if point.low is not None:
            cells[_cell(point.value)] = VALUE
    if point.chance is not None:
        cells[_cell(point.chance)] = CHANCE
    return "".join(cells)


def _cell(percent: float) -> int:
    # 100 percent is the end of the last cell.
    return min(CELLS - 1, max(0, int(percent * CELLS / 100)))
