"""Check the input of the terminal: bytes in, Textual's messages out.

Textual's own parser treats an unknown sequence as typed keys, letter by letter. But a terminal may
answer late, or answer a query of another program: its colours, its name, its attributes. So this
module splits the input into sequences, and Textual gets only complete ones:

* control strings (OSC, DCS, APC, PM and SOS) are dropped, whatever is in them and however they
  end;
* a control sequence (CSI, SS3) is dropped unless Textual knows it: keys, mouse, focus, paste,
  size and mode reports;
* bytes that are not UTF-8 become U+FFFD;
* a sequence that stays unfinished is dropped after a while (``patience``, ``silence``); only a
  lone ESC is a key.

The output does not depend on how the bytes were split into reads. There is no clock here: the
driver calls ``silence`` after the terminal has been silent (``simulator/tui/terminal.py``).
"""

import re
from codecs import getincrementaldecoder
from typing import Literal

from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.message import Message

from simulator.scenario.text import REPLACEMENT

UNFINISHED = 1.0
"""Seconds of silence after which an unfinished sequence or control string is dropped."""

UNFINISHED_PASTE = 3.0
"""Seconds of silence after which a paste without an end is taken as it is."""

MOST_PASTED = 200_000
"""Characters of one paste; a field takes far fewer."""

LONGEST = 256
"""Characters of a control sequence; of a longer one only the end is waited for."""

_TEXTUALS_LONGEST = 32
"""Above this length Textual's parser gives a sequence up and takes it for keys."""

_LARGEST_WINDOW = 2_000
"""Rows or columns that a size report may name; more would make Textual lay out a screen that
fills the memory.
"""

ESC = "\x1b"
CANCELS = "\x18\x1a"
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_STRINGS = frozenset("PX]^_")  # DCS, SOS, OSC, PM, APC
# One byte in place of ESC and a letter.
_C1 = {0x8F: "O", 0x90: "P", 0x98: "X", 0x9B: "[", 0x9D: "]", 0x9E: "^", 0x9F: "_"}
_STRING_TERMINATOR = 0x9C
# CSI 48 ; rows ; columns ; height ; width t; each number may have parts behind colons.
_SIZE = re.compile(r"\x1b\[48" + r";(\d+)(?::[:\d]*)?" * 4 + "t")
_SURROGATES = re.compile("[\ud800-\udfff]")

State = Literal["ground", "escape", "sequence", "string", "string escape", "mouse", "paste"]


class WholeSequences(XTermParser):
    """Textual's parser, given whole sequences only.

    It uses private parts of Textual (pinned to 8.2): what the parser waits for, how it makes
    keys, and its table of keys. Textual has no public way to ask whether a sequence is known.
    """

    def typed(self, sign: str) -> list[Message]:
        """Return the messages of one typed character."""
        return list(self.feed(sign))

    def whole(self, sequence: str) -> list[Message]:
        """Return the messages of a whole sequence; none if Textual does not know it."""
        if not _possible(sequence):
            return []
        try:
            if len(sequence) > _TEXTUALS_LONGEST:
                return [key for key in self._sequence_to_key_events(sequence) if _writable(key)]
            messages = list(self.feed(sequence))
        except (ValueError, ArithmeticError):
            # Numbers that no terminal sends: a character beyond Unicode, a window of 0 pixels.
            self._begin_again()
            return []
        if self._awaiting.timeout is not None:
            # It does not know the sequence, and waits for its rest.
            self._begin_again()
            return []
        return [one for one in messages if not isinstance(one, Key) or _writable(one)]

    def with_alt(self, sign: str) -> list[Message]:
        """Return the messages of a character typed with Alt: the terminal sent it behind an ESC."""
        if ESC + sign in ANSI_SEQUENCES_KEYS:
            return self.whole(ESC + sign)
        keys = self._sequence_to_key_events(sign, alt=True)
        # Alt and Enter is not Enter: Textual would leave the Alt out where a key has a name.
        return [key if key.key.startswith("alt+") else Key(f"alt+{key.key}", None) for key in keys]

    def _begin_again(self) -> None:
        Parser.__init__(self)  # and not our own: what is known of the window's size stays


def _possible(sequence: str) -> bool:
    """Return False for a size report with an impossible window size; True for all else."""
    size = _SIZE.fullmatch(sequence)
    if size is None:
        return True
    rows, columns, *pixels = map(int, size.groups())
    return 0 < rows <= _LARGEST_WINDOW and 0 < columns <= _LARGEST_WINDOW and all(pixels)


def _writable(key: Key) -> bool:
    return key.character is None or not _SURROGATES.search(key.character)


class TerminalInput:
    """Converts the bytes of a terminal, in reads of any size, into messages for Textual."""

    def __init__(self) -> None:
        # Each byte that is not UTF-8 becomes one surrogate, so that it can still be seen which
        # byte it was.
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self._parser = WholeSequences()
        self._state: State = "ground"
        self._sequence = ""
        self._mouse_bytes = 0
        self._pasted: list[str] = []
        self._end_of_paste = 0
        self._messages: list[Message] = []

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages that these bytes complete."""
        return self._fed(self._decoder.decode(data))

    def silence(self) -> list[Message]:
        """Return the messages of unfinished input; called after ``patience`` seconds of silence."""
        self._messages = self._fed(self._decoder.decode(b"", final=True))
        self._decoder.reset()
        state, self._state = self._state, "ground"
        if state == "escape":
            self._press_escape()
        elif state == "paste":
            self._paste()
        messages, self._messages = self._messages, []
        return messages

    @property
    def patience(self) -> float | None:
        """Seconds to wait for more before ``silence`` is called; None if nothing is unfinished."""
        match self._state:
            case "ground":
                return UNFINISHED if self._decoder.getstate()[0] else None
            case "escape":
                return constants.ESCAPE_DELAY
            case "paste":
                return UNFINISHED_PASTE
            case _:
                return UNFINISHED

    def _fed(self, text: str) -> list[Message]:
        for sign in text:
            self._take(sign)
        messages, self._messages = self._messages, []
        return messages

    def _take(self, sign: str) -> None:
        match self._state:
            case "ground":
                self._take_typed(sign)
            case "escape":
                self._take_after_escape(sign)
            case "sequence":
                self._take_in_sequence(sign)
            case "string":
                self._take_in_string(sign)
            case "string escape":
                self._take_after_escape_in_string(sign)
            case "mouse":
                self._take_mouse_byte(sign)
            case "paste":
                self._take_pasted(sign)

    def _take_typed(self, sign: str) -> None:
        control = _c1(sign)
        if sign == ESC:
            self._begin("escape", ESC)
        elif control in _C1:
            self._begin("escape", ESC)
            self._take_after_escape(_C1[control])
        elif control is None:
            self._messages += self._parser.typed(_SURROGATES.sub(REPLACEMENT, sign))

    def _take_after_escape(self, sign: str) -> None:
        if sign == ESC:
            self._press_escape()
        elif sign in "[O":
            self._begin("sequence", ESC + sign)
        elif sign in _STRINGS:
            self._begin("string")
        else:
            self._begin("ground")
            # ESC \ ends a string that was broken off before.
            if sign != "\\" and not _is_raw(sign) and _c1(sign) is None:
                self._messages += self._parser.with_alt(sign)

    def _take_in_sequence(self, sign: str) -> None:
        if self._sequence == "\x1b[" and sign == "M":
            self._mouse_bytes = 0
            self._begin("mouse")
        elif self._is_final(sign):
            self._finish(self._sequence + sign)
        # Parameters, intermediate characters, and the second [ of the Linux console.
        elif " " <= sign <= "[":
            # One character above LONGEST is stored: by its length ``_finish`` knows what to drop.
            if len(self._sequence) <= LONGEST:
                self._sequence += sign
        else:
            self._interrupted(sign)

    def _is_final(self, sign: str) -> bool:
        """Return True if this character ends the sequence."""
        if self._sequence == "\x1b[" and sign == "[":  # the Linux console: F1 is ESC [ [ A
            return False
        # rxvt ends a key with $ if Shift is held; elsewhere more comes after a $.
        return "@" <= sign <= "~" or (sign == "$" and self._sequence + sign in ANSI_SEQUENCES_KEYS)

    def _take_in_string(self, sign: str) -> None:
        if sign == ESC:
            self._state = "string escape"
        elif sign == "\x07" or sign in CANCELS or _c1(sign) == _STRING_TERMINATOR:
            self._begin("ground")

    def _take_after_escape_in_string(self, sign: str) -> None:
        if sign == "\\":
            self._begin("ground")
        else:  # any other sequence ends the string, as in a terminal
            self._begin("escape", ESC)
            if sign != ESC:
                self._take_after_escape(sign)

    def _take_mouse_byte(self, sign: str) -> None:
        """Count the three bytes (32 to 255) of an old mouse report, which Textual does not use."""
        if sign < " ":
            self._interrupted(sign)
            return
        # Two of the three bytes may have been decoded as one character.
        self._mouse_bytes += 1 if _is_raw(sign) else len(sign.encode())
        if self._mouse_bytes >= 3:
            self._begin("ground")

    def _take_pasted(self, sign: str) -> None:
        if sign == PASTE_ENDS[self._end_of_paste]:
            self._end_of_paste += 1
            if self._end_of_paste == len(PASTE_ENDS):
                self._end_of_paste = 0
                self._begin("ground")
                self._paste()
            return
        rest = PASTE_ENDS[: self._end_of_paste]
        # The end begins with the only ESC in it, so no other part of it can begin it again.
        self._end_of_paste = 1 if sign == ESC else 0
        if len(self._pasted) < MOST_PASTED:
            self._pasted += rest if sign == ESC else rest + sign

    def _finish(self, sequence: str) -> None:
        self._begin("ground")
        if sequence == PASTE_BEGINS:
            self._begin("paste")
        elif sequence != PASTE_ENDS and len(sequence) <= LONGEST:
            self._messages += self._parser.whole(sequence)

    def _interrupted(self, sign: str) -> None:
        """Drop an unfinished sequence; the character that interrupted it is typed text."""
        self._begin("ground")
        if sign not in CANCELS:
            self._take_typed(sign)

    def _begin(self, state: State, sequence: str = "") -> None:
        self._state = state
        self._sequence = sequence

    def _press_escape(self) -> None:
        self._messages.append(Key("escape", ESC))

    def _paste(self) -> None:
        # Textual's parser removes NUL from a paste as well.
        text = _SURROGATES.sub(REPLACEMENT, "".join(self._pasted)).replace("\x00", "")
        self._pasted.clear()
        self._end_of_paste = 0
        if text:
            self._messages.append(Paste(text))


def _is_raw(sign: str) -> bool:
    """Return True if this surrogate represents a byte that is not UTF-8."""
    return "\udc80" <= sign <= "\udcff"


def _c1(sign: str) -> int | None:
    """Return the number of a C1 control character, sent as UTF-8 or as the bare byte."""
    code = ord(sign) - 0xDC00 if _is_raw(sign) else ord(sign)
    return code if 0x80 <= code <= 0x9F else None
