"""Draw a flow chart as an SVG picture: no script, no link, no external resource.

Everything drawn is also described in words. Text is escaped, cleaned and wrapped by counting
characters, because the fonts of the machine that displays it are unknown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from simulator.messages import say
from simulator.render.flow_chart import Box, Chart, Edge, legend
from simulator.render.layered import Layout, Link, Point, lay_out
from simulator.render.widths import width as cells
from simulator.render.widths import wrap
from simulator.scenario.text import clean_line

# Sizes in pixels. The letter widths are generous estimates for the fonts of the style sheet below.
_MARGIN = 24.0
_LINE = 17.0
_TITLE_LINE = 26.0
_LETTER = 7.6
_BOLD = 8.6
_TITLE_LETTER = 11.0
_PAD = 10.0
# The part of a line above its 13px letters, which would make the upper padding look larger.
_LEADING = 4.0
# Maximum letters per line: in a box, on an edge, and in the text above the chart.
_BOX_LETTERS = 40
_WAY_LETTERS = 34
_HEAD_LETTERS = 88
_TITLE_LETTERS = 60

_CSS = """
text { font: 13px "DejaVu Sans", Verdana, "Segoe UI", sans-serif; fill: #1b1b1b; }
.name { font-weight: bold; }
.title { font-size: 18px; font-weight: bold; }
.box { fill: #f4f6f8; stroke: #35506b; stroke-width: 1.5; }
.end { fill: #e6e6e6; }
.way { fill: none; stroke: #35506b; stroke-width: 1.5; }
.head { fill: #35506b; stroke: none; }
.note { fill: #ffffff; stroke: #b6c0ca; stroke-width: 1; }
.exemplary { stroke-width: 4; }
.lost { stroke-dasharray: 7 5; }
"""


@dataclass(frozen=True, slots=True)
class _Card:
    """A box with its wrapped lines. The labels of edges are cards too, with class ``note``."""

    lines: tuple[str, ...]
    marks: str
    round: float
    named: bool = True

    @property
    def size(self) -> tuple[float, float]:
        if not self.lines:  # an edge without a label: a point at which its two halves meet
            return 1.0, 0.0
        # The name of a box is bold, and so wider than the lines below it.
        first = cells(self.lines[0]) * (_BOLD if self.named else _LETTER)
        longest = max(first, *(cells(line) * _LETTER for line in self.lines))
        return longest + 2 * _PAD, len(self.lines) * _LINE + 2 * _PAD - _LEADING


def svg(chart: Chart) -> str:
    """Return the chart as the text of an SVG file."""
    cards = _cards(chart)
    links: list[Link] = []
    for i, edge in enumerate(chart.edges):
        links += _links(i, edge)
    laid = lay_out({name: card.size for name, card in cards.items()}, links)
    head = _lines_of(chart.sentences + legend(), _HEAD_LETTERS)
    title = _wrapped(chart.title, _TITLE_LETTERS)
    head_top = _MARGIN + len(title) * _TITLE_LINE
    top = head_top + len(head) * _LINE + _MARGIN
    texts = max(max(map(cells, head)) * _LETTER, max(map(cells, title)) * _TITLE_LETTER)
    width = max(laid.width, texts) + 2 * _MARGIN
    left = (width - laid.width) / 2
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        # With this role a screen reader reads title and desc, and skips the letters in the picture.
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title about" '
        f'width="{width:.0f}" height="{top + laid.height + _MARGIN:.0f}" '
        f'viewBox="0 0 {width:.0f} {top + laid.height + _MARGIN:.0f}">',
        f'<title id="title">{_safe(chart.title)}</title>',
        f'<desc id="about">{_safe(" ".join(_description(chart)))}</desc>',
        f"<style>{_CSS}</style>",
        # A viewer with a dark background would otherwise show dark letters on it.
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    parts += _text(title, _MARGIN, _MARGIN, _TITLE_LINE, "title")
    parts += _text(head, _MARGIN, head_top, _LINE, "")
    parts.append(f'<g transform="translate({left:.1f} {top:.1f})">')
    parts += _drawn_edges(chart, laid)
    for name, card in cards.items():
        parts += _drawn_card(card, laid.boxes[name])
    parts += ["</g>", "</svg>", ""]
    return "\n".join(parts)


def _cards(chart: Chart) -> dict[str, _Card]:
    """Return a card for every box and every edge label, each edge after the box it hangs below."""
    order = {box.id: i for i, box in enumerate(chart.boxes)}
    below: dict[str, list[int]] = {}
    for i, edge in enumerate(chart.edges):
        # Of the upper end: an edge that leads up hangs below its target.
        below.setdefault(min(edge.source, edge.target, key=order.__getitem__), []).append(i)
    cards: dict[str, _Card] = {}
    for box in chart.boxes:
        cards[box.id] = _card(box)
        for i in below.get(box.id, ()):
            cards[_name(i)] = _note(chart.edges[i])
    return cards


def _card(box: Box) -> _Card:
    return _Card(
        _lines_of(box.lines, _BOX_LETTERS),
        f"box{'' if box.kind else ' end'}{_marks(box.exemplary, box.reached)}",
        # The shape tells a cue from a leave without colour.
        14.0 if box.kind == "cue" else 0.0,
    )


def _note(edge: Edge) -> _Card:
    lines = _lines_of(edge.lines, _WAY_LETTERS)
    return _Card(lines, f"note{'' if edge.taken else ' lost'}", 4.0, named=False)


def _lines_of(texts: Iterable[str], letters: int) -> tuple[str, ...]:
    lines: list[str] = []
    for text in texts:
        lines += _wrapped(text, letters)
    return tuple(lines)


def _marks(exemplary: bool, real: bool) -> str:
    return f"{' exemplary' if exemplary else ''}{'' if real else ' lost'}"


def _name(number: int) -> str:
    return f"way {number}"  # no moment has a space in its id


def _links(number: int, edge: Edge) -> tuple[Link, Link]:
    # The label lies between two links: from the source to it, and from it to the target.
    kind = _marks(edge.exemplary, edge.taken)
    return (edge.source, _name(number), kind), (_name(number), edge.target, kind)


def _drawn_edges(chart: Chart, laid: Layout) -> Iterator[str]:
    """Yield the edges, the exemplary ones last so that they are drawn on top."""
    order = {box.id: i for i, box in enumerate(chart.boxes)}
    for i, edge in sorted(enumerate(chart.edges), key=lambda pair: pair[1].exemplary):
        down = order[edge.source] < order[edge.target]
        # Two links for each edge, in this order. The points of a link always lead down, so the
        # arrow of an edge that leads up is at its first point.
        first, second = laid.links[2 * i : 2 * i + 2]
        marks = _marks(edge.exemplary, edge.taken)
        yield f'<path class="way{marks}" d="{_curve(first)}"/>'
        yield f'<path class="way{marks}" d="{_curve(second)}"/>'
        yield _arrow_head(second[-1] if down else second[0], down, 8.0 if edge.exemplary else 6.0)


def _curve(points: Iterable[Point]) -> str:
    (x, y), *rest = points
    parts = [f"M{x:.1f} {y:.1f}"]
    for to_x, to_y in rest:
        # With both control points at half the height, a curve begins and ends vertically.
        middle = (y + to_y) / 2
        parts.append(f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    return " ".join(parts)


def _arrow_head(tip: Point, down: bool, size: float) -> str:
    (x, y), back = tip, -1.6 * size if down else 1.6 * size
    return (
        f'<path class="head" d="M{x:.1f} {y:.1f} L{x - size:.1f} {y + back:.1f} '
        f'L{x + size:.1f} {y + back:.1f} Z"/>'
    )


def _drawn_card(card: _Card, top: Point) -> Iterator[str]:
    if not card.lines:
        return
    width, height = card.size
    x, y = top[0] - width / 2, top[1]
    yield (
        f'<rect class="{card.marks}" x="{x:.1f}" y="{y:.1f}" '
        f'width="{width:.1f}" height="{height:.1f}" rx="{card.round:g}"/>'
    )
    yield from _text(card.lines, x + _PAD, y + _PAD - _LEADING, _LINE, "name" if card.named else "")


def _text(lines: Iterable[str], x: float, y: float, step: float, first: str) -> Iterator[str]:
    """Yield lines of text, starting at the upper left corner.

    ``first`` is the class of the first line, or of all lines if it is ``title``.
    """
    for i, line in enumerate(lines):
        marks = f' class="{first}"' if first and (i == 0 or first == "title") else ""
        # SVG places the baseline of a line, which is at about 0.8 of its height.
        yield f'<text x="{x:.1f}" y="{y + (i + 0.8) * step:.1f}"{marks}>{_safe(line)}</text>'


def _description(chart: Chart) -> Iterator[str]:
    """Yield sentences that describe the whole picture, for screen readers."""
    names = {box.id: box.lines[0] for box in chart.boxes}
    yield from chart.sentences
    for box in chart.boxes:
        yield f"{_stop('; '.join(box.lines))}"
        for edge in chart.edges:
            if edge.source == box.id:
                yield _described(edge, _stop(names[edge.target]))


def _described(edge: Edge, target: str) -> str:
    if not edge.lines:
        return say("flow.then_on_to", target=target)
    return say("flow.on_to", acts=", ".join(edge.lines), target=target)


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _wrapped(line: str, letters: int) -> list[str]:
    """Wrap a line at ``letters``; a letter of double width counts as two."""
    return wrap(clean_line(line), letters, break_on_hyphens=False)


def _safe(text: str) -> str:
    return escape(clean_line(text), quote=True)
