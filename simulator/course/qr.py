"""The address of a room as a QR code, for the wall and for a terminal.

The address and the code in letters belong beside it, everywhere: not everybody can scan.
"""

import io

import segno


def svg(address: str, title: str) -> str:
    """Return a QR code as an SVG element with a title, without a size, style or script."""
    return str(_code(address).svg_inline(svgclass=None, lineclass=None, omitsize=True, title=title))


def text(address: str) -> str:
    """Return a QR code as lines of half blocks, for a dark terminal; about 17 lines."""
    out = io.StringIO()
    code = _code(address)
    rows = [[*row] for row in code.matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        out.write("".join(_BLOCKS[bool(a), bool(b)] for a, b in zip(upper, lower, strict=True)))
        out.write("\n")
    return out.getvalue()


_BLOCKS = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
"""By the darkness of the upper and the lower half; light is drawn, for terminals that are dark."""


def _code(address: str) -> segno.QRCode:
    # Level M: some 15 % of a code may be lost by a bad projector and light on the wall.
    return segno.make_qr(address, error="m", boost_error=False)
