"""Clean text: which characters may be shown, and functions that find or replace the others.

Textual and Rich pass ESC, OSC and C1 sequences through to the terminal, so a scenario, a name or a
pasted note could write to the clipboard, change the window title or reverse the text direction.
Every string from outside is checked here: scenario files are rejected with the position of the
character (``language.reader``), and what a person types is cleaned.
"""

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_NEVER = (
    r"\x00-\x08\x0b-\x1f"  # C0 except tab and line feed; includes ESC and carriage return
    r"\x7f-\x9f"  # DEL and C1
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    r"\u2028\u2029"  # line and paragraph separator
    r"\ud800-\udfff"  # surrogates
    r"\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    # Invisible: soft hyphen, fillers, zero width space, invisible operators, byte order mark,
    # interlinear annotations, controls of shorthand, music and hieroglyphs, blank Braille,
    # variation selectors, tags.
    r"\xad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164"
    r"\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
_JOINERS = r"\u200c\u200d"
_SELECTORS = r"\ufe0e\ufe0f"
_MONGOLIAN_SELECTORS = r"\u180b-\u180f"

# The characters next to which joiners and selectors are legitimate. The ranges are written out
# because Python's Unicode tables change between versions, and the verdict on a file must not.
_CURSIVE = (
    r"\u0620-\u065f\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u070d\u0710-\u07ff\u0840-\u088e"
    r"\u08a0-\u08e1\u08e3-\u08ff\u1820-\u18aa\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    r"\U0001e900-\U0001e94b"
)
_VIRAMA = (
    r"\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u1039\u103a\u17d2"
    r"\u1a60\u1b44\u1baa\u1bab\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed"
    r"\U00011046\U000110b9\U00011133\U000111c0\U0001134d\U00011442\U000114c2\U000115bf\U0001163f"
    r"\U000116b6"
)
_MONGOLIAN = r"\u1820-\u18aa"
_EMOJI = (
    r"\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f"
    r"\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# The first class consumes one character; the group after it then decides, by looking behind and
# ahead, whether that character is forbidden in this context.
_FORBIDDEN_CHARACTER = re.compile(
    f"[{_NEVER}{_JOINERS}{_SELECTORS}{_MONGOLIAN_SELECTORS}](?:(?<=[{_NEVER}])"
    # Zero width non-joiner: allowed after a virama, or between two letters of a cursive script.
    rf"|(?<=\u200c)(?<![{_VIRAMA}]\u200c)(?!(?<=[{_CURSIVE}]\u200c)[{_CURSIVE}])"
    # Zero width joiner: allowed next to a virama, on exactly one side of a cursive letter (none on
    # the other side), or between emoji.
    rf"|(?<=\u200d)(?<![{_VIRAMA}]\u200d)(?![{_VIRAMA}])"
    rf"(?!(?<=[{_CURSIVE}]\u200d)(?![{_CURSIVE}]))(?!(?<![{_CURSIVE}]\u200d)[{_CURSIVE}])"
    rf"(?!(?<=[{_EMOJI}]\u200d)[{_EMOJI}])(?!(?<=[{_EMOJI}]\ufe0f\u200d)[{_EMOJI}])"
    # Text or emoji presentation selector: allowed after an emoji, or in a keycap sequence.
    rf"|(?<=[{_SELECTORS}])(?<![{_EMOJI}].)(?!(?<=[0-9#*]\ufe0f)\u20e3)"
    # Mongolian variation selector: allowed after a Mongolian letter.
    rf"|(?<=[{_MONGOLIAN_SELECTORS}])(?<![{_MONGOLIAN}].))"
)
_NOT_SEEN = re.compile(f"[{_JOINERS}{_SELECTORS}{_MONGOLIAN_SELECTORS}]")


def forbidden_character(text: str) -> re.Match[str] | None:
    """Return the match of the first character that may not be shown, or None.

    Invisible characters are allowed only if a script or an emoji needs them.
    """
    # A fast path for most texts. Without isascii(), printable but invisible marks would pass.
    if text.isascii() and text.isprintable():
        return None
    return _FORBIDDEN_CHARACTER.search(text)


def as_seen(text: str) -> str:
    """Return ``text`` without invisible characters, so that texts that look the same are equal."""
    return _NOT_SEEN.sub("", clean_line(text))


def clean_text(text: str) -> str:
    """Return ``text`` with line feeds as line ends, and U+FFFD for each forbidden character."""
    # Line ends first: a carriage return is a forbidden character.
    return _FORBIDDEN_CHARACTER.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(text: str) -> str:
    """Return ``text`` on one line, with U+FFFD for each forbidden character.

    White space is collapsed to single spaces. It is for names, file names and messages.
    """
    return " ".join(clean_text(text).split())


def brief(text: str, most: int = 60) -> str:
    """Return ``text`` on one clean line, cut after ``most`` characters, for quoting user input."""
    line = clean_line(text)
    return line if len(line) <= most else f"{line[:most].rstrip()} ..."


def character_name(character: str) -> str:
    """Return a character's code point and name, such as ``U+202E RIGHT-TO-LEFT OVERRIDE``.

    A character without a Unicode name is called "control character" or "unnamed character".
    """
    name = unicodedata.name(
        character, "control character" if ord(character) < 0xA0 else "unnamed character"
    )
    return f"U+{ord(character):04X} {name}"
