"""A film of screens as one animated SVG, which any browser plays.

All frames stand beside each other, and the film moves by one width at a time behind a window of
that width. Equal rows are drawn once. Nothing is fetched, and no script runs. Whoever asks the
browser for less motion sees one frame, which stands still.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

CELL, LINE, SIZE = 8.4, 17, 14
"""Width and height of a cell, and the size of the font, in pixels."""

CAPTION = 26
"""The height of the strip below the screen, with the key that was pressed."""

TIMES = 3
"""How often the film is played before it stands still."""

Rows = tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True)
class Frame:
    """One screen, the seconds it is shown, and the text below it."""

    rows: Rows
    seconds: float
    caption: str = ""


@dataclass(frozen=True)
class Colours:
    """The colours of a terminal's text and ground."""

    text: str
    ground: str


def film(frames: list[Frame], still: int, colours: Colours, title: str) -> str:
    """Draw a film as SVG; ``still`` is the frame that is shown to those who want no motion."""
    columns = sum(segment.cell_length for segment in frames[0].rows[0])
    width = round(columns * CELL)
    height = len(frames[0].rows) * LINE
    drawn: dict[str, str] = {}
    strip = "\n".join(
        _frame(frame, number * width, height, drawn, colours) for number, frame in enumerate(frames)
    )
    rows = "\n".join(f'<g id="{name}">{row}</g>' for row, name in drawn.items())
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + CAPTION}" role="img">
<title>{escape(title)}</title>
<style>
text {{ font: {SIZE}px "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  white-space: pre; fill: {colours.text} }}
.b {{ font-weight: bold }} .i {{ font-style: italic }} .u {{ text-decoration: underline }}
#film {{ transform: translateX({-still * width}px) }}
@media (prefers-reduced-motion: no-preference) {{
  #film {{ animation: film {sum(frame.seconds for frame in frames):g}s step-end {TIMES} }}
}}
@keyframes film {{
{_keyframes(frames, width)}
}}
</style>
<defs>
{rows}
</defs>
<rect width="100%" height="100%" fill="{colours.ground}"/>
<g id="film">
{strip}
</g>
</svg>
"""


def _keyframes(frames: list[Frame], width: int) -> str:
    whole, begun, rules = sum(frame.seconds for frame in frames), 0.0, []
    for number, frame in enumerate(frames):
        rules.append(
            f"  {100 * begun / whole:.2f}% {{ transform: translateX({-number * width}px) }}"
        )
        begun += frame.seconds
    return "\n".join(rules)


def _frame(frame: Frame, x: int, height: int, drawn: dict[str, str], colours: Colours) -> str:
    parts = []
    for number, row in enumerate(frame.rows):
        shape = _row(row, colours)
        if shape:
            name = drawn.setdefault(shape, f"r{len(drawn)}")
            parts.append(f'<use href="#{name}" x="{x}" y="{number * LINE}"/>')
    caption = f'<text x="{x + CELL:g}" y="{height + 18}">{escape(frame.caption)}</text>'
    return "".join((*parts, caption))


def _row(row: Iterable[Segment], colours: Colours) -> str:
    """Draw the grounds and texts of a row, each at its column and exactly as wide as its cells."""
    column, parts = 0, []
    for segment in row:
        style, cells = segment.style or Style(), segment.cell_length
        text, ground = _hex(style.color, colours.text), _hex(style.bgcolor, colours.ground)
        if style.reverse:
            text, ground = ground, text
        x, long = f"{column * CELL:g}", f"{cells * CELL:g}"
        if ground != colours.ground:
            parts.append(f'<rect x="{x}" width="{long}" height="{LINE}" fill="{ground}"/>')
        before = len(segment.text) - len(segment.text.lstrip(" "))
        words = segment.text.strip(" ")
        if words:
            parts.append(_text(column + before, words, style, text, colours))
        column += cells
    return "".join(parts)


def _text(column: int, words: str, style: Style, colour: str, colours: Colours) -> str:
    cells = Segment(words).cell_length
    looks = (("b", style.bold), ("i", style.italic), ("u", style.underline))
    looks_like = " ".join(name for name, is_so in looks if is_so)
    names = f' class="{looks_like}"' if looks_like else ""
    fill = f' style="fill:{colour}"' if colour != colours.text else ""
    x, long = f"{column * CELL:g}", f"{cells * CELL:g}"
    return f'<text x="{x}" y="13" textLength="{long}"{names}{fill}>{escape(words)}</text>'


def _hex(colour: Color | None, usual: str) -> str:
    if colour is None or colour.is_default:
        return usual
    return colour.get_truecolor().hex
