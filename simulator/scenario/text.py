"""Clean text: which characters may be shown, and the one function that takes the others out.

Textual and Rich pass ESC, OSC and C1 sequences through to the terminal, so a scenario, a name or a pasted note could write
to the clipboard, retitle the window or turn text around. Every string from outside goes through here: scenario files are
refused with the place of the character (``authoring.reader``), what a person types is cleaned.
"""

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_FORBIDDEN = (
    r"\x00-\x08\x0b-\x1f"  # C0 but tab and line feed; ESC and carriage return are among them
    r"\x7f-\x9f"  # DEL and C1
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of the direction of writing
    r"\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # what is not seen: joiners (but ZWJ, for emoji), byte order marks, notes
    r"\u2028\u2029"  # line and paragraph separator
    r"\ud800-\udfff"  # surrogates
    r"\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    r"\U000e0000-\U000e007f"  # tags: invisible text
)
_FORBIDDEN_CHARACTER = re.compile(f"[{_FORBIDDEN}]")


def forbidden_character(text: str) -> re.Match[str] | None:
    """Find the first character that may not be shown, or None."""
    return _FORBIDDEN_CHARACTER.search(text)


def clean_text(text: str) -> str:
    """Return ``text`` with line ends folded to line feeds and every character that may not be shown made U+FFFD."""
    return _FORBIDDEN_CHARACTER.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(text: str) -> str:
    """Return ``text`` clean and on one line, white space folded: for names, file names and messages."""
    return " ".join(clean_text(text).split())


def brief(text: str, most: int = 60) -> str:
    """Return ``text`` on one clean line, cut after ``most`` characters: to repeat what somebody typed."""
    line = clean_line(text)
    return line if len(line) <= most else f"{line[:most].rstrip()} ..."


def character_name(character: str) -> str:
    """Name a character for a person: ``U+202E RIGHT-TO-LEFT OVERRIDE``; controls have no Unicode name, only a number."""
    name = unicodedata.name(character, "control character" if ord(character) < 0xA0 else "unnamed character")
    return f"U+{ord(character):04X} {name}"
