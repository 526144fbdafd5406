"""Write a flow chart as Mermaid text (a ``flowchart``).

All text from a scenario is quoted, with every character that could mean something to Mermaid,
Markdown or HTML replaced by its character code. Node ids are our own, because a moment called
``end`` would otherwise close a Mermaid block.
"""

from collections.abc import Iterable, Iterator

from simulator.render.flow_chart import Box, Chart, Edge, legend
from simulator.render.widths import wrap
from simulator.scenario.text import clean_line

_WIDTH = 44  # characters per line of a label
_PLAIN = " ,.-'()"  # punctuation that is safe unescaped


def mermaid(chart: Chart) -> str:
    """Return the chart as the text of a Mermaid diagram."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    ids = {box.id: f"m{i}" for i, box in enumerate(chart.boxes)}
    yield "flowchart TD"
    # Mermaid writes these two into the picture for screen readers.
    yield f"  accTitle: {_bare(chart.title)}"
    yield f"  accDescr: {_bare(' '.join(chart.sentences))}"
    for box in chart.boxes:
        yield f"  {ids[box.id]}{_shape(box)}"
    for edge in chart.edges:
        yield f"  {ids[edge.source]} {_arrow(edge)} {ids[edge.target]}"
    yield f"  notes[{_label(chart.sentences + legend())}]"
    yield "  classDef exemplary stroke-width:4px"
    yield "  classDef lost stroke-dasharray:6 4"
    yield from _class("exemplary", [ids[box.id] for box in chart.boxes if box.exemplary])
    yield from _class("lost", [ids[box.id] for box in chart.boxes if not box.reached])


def _class(name: str, nodes: list[str]) -> Iterator[str]:
    # Mermaid refuses a class without nodes.
    if nodes:
        yield f"  class {','.join(nodes)} {name}"


def _shape(box: Box) -> str:
    label = _label(box.lines)
    # Mermaid's brackets are shapes: rounded corners, a rectangle, a stadium.
    return {"cue": f"({label})", "leave": f"[{label}]", "": f"([{label}])"}[box.kind]


def _arrow(edge: Edge) -> str:
    line = "-->"
    if edge.exemplary:
        line = "==>"
    elif not edge.taken:
        line = "-.->"
    return f"{line}|{_label(edge.lines)}|" if edge.lines else line


def _label(lines: Iterable[str]) -> str:
    """Return the lines as one quoted label."""
    wrapped: list[str] = []
    for line in lines:
        wrapped += wrap(clean_line(line), _WIDTH, break_on_hyphens=False)
    return f'"{"<br/>".join(map(_escaped, wrapped))}"'


def _escaped(text: str) -> str:
    # Mermaid's character codes are those of HTML without the ``&``.
    return "".join(c if c.isalnum() or c in _PLAIN else f"#{ord(c)};" for c in text)


def _bare(text: str) -> str:
    """Return a text for places where Mermaid cannot quote: letters, digits, a little punctuation.

    Every other character becomes a space.
    """
    spaced = "".join(c if c.isalnum() or c in _PLAIN else " " for c in clean_line(text))
    return " ".join(spaced.split())
