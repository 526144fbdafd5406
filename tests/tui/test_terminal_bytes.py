"""The program on a real terminal that sends more than keys, goes away without a word, or shows
what went wrong.
"""

import os
import random
import sys
from pathlib import Path

import pytest

from simulator.engine.acts import Take
from simulator.scenario.text import forbidden_character
from tests.tui.test_terminal_input import REPLIES
from tests.tui.test_terminals import (
    MODES,
    PLAY,
    SPEAK_OR_WAIT,
    WHICH_WORDS,
    Terminal,
    Twin,
    nothing_is_lost,
    own_words,
    saved,
    sit_down,
    speak,
    started,
)

BROKEN = b"\xfc\xc3(\xe2\x82\xf0\x9f\xff\xc0"
"""Bytes that are no UTF-8."""


def still_asks(home: Path, terminal: Terminal, twin: Twin) -> None:
    """After all that was sent the program is there, keys are keys, and nothing was decided."""
    terminal.press("\x1bOP")
    terminal.until("The group talks at your reading pace", "esc Close")
    terminal.press("q")
    terminal.until(SPEAK_OR_WAIT)
    assert terminal.process.poll() is None
    assert saved(home) == twin.records


def test_late_replies_of_the_terminal_decide_nothing(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        for reply in REPLIES.values():
            terminal.send(reply)
        still_asks(tmp_path, terminal, twin)
        speak(terminal, twin)
        terminal.press("\x11")
        assert terminal.gone() == 0
    nothing_is_lost(tmp_path, terminal, twin)


def noise(length: int) -> bytes:
    """Random bytes, the same each time, in which everything but the keys that could decide is
    there.

    Letters, digits and Enter stand inside sequences and strings, where they are none.
    """
    draw = random.Random(11)
    made = bytearray()
    while len(made) < length:
        inside = bytes(draw.choice(b"0123456789;wio\r1?:") for _ in range(draw.randrange(30)))
        made += draw.choice(
            [
                draw.randbytes(6).translate(None, bytes(range(0x80))),
                b"\x1b]" + inside + draw.choice([b"\x07", b"\x1b\\", b"\x9c"]),
                b"\x1b" + draw.choice([b"P", b"_", b"^", b"X"]) + inside + b"\x1b\\",
                b"\x1b[?"
                + inside.translate(None, b"wio\r")
                + draw.choice([b"c", b"n", b"$y", b"t"]),
                b"\x1b[M" + draw.randbytes(3).translate(None, bytes(range(0x20))).ljust(3, b"\xd1"),
                b"\x1b[" + inside.translate(None, b"wio\r?:") + b"\x18",
            ]
        )
        made += b"\x1b\\"  # ends what a lonely byte of C1 may have begun
    return bytes(made)


def test_thousands_of_random_bytes_at_a_question_decide_nothing(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        terminal.send(noise(4_000))
        still_asks(tmp_path, terminal, twin)


@pytest.mark.parametrize(
    "stray",
    [BROKEN, b"\x1b[M \xd1\x31", b"\x1b[200~half a paste \xe2"],
    ids=["bytes", "mouse", "paste"],
)
def test_bytes_that_are_not_utf_8_do_not_end_the_program(tmp_path: Path, stray: bytes) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        terminal.send(stray + b"\x1b[201~")
        still_asks(tmp_path, terminal, twin)


def test_bytes_that_are_not_utf_8_are_seen_in_a_field(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        terminal.press("o")
        terminal.until("f1 Help")
        terminal.send("Fr\xe4ulein".encode("latin-1"))
        terminal.until("Fr\ufffdulein")
        terminal.press("\r")
        terminal.until("1 Speak  2 Wait")
        terminal.press("i")
        terminal.until("Your words: Fr\ufffdulein", WHICH_WORDS)
        terminal.press("1")
        terminal.until("to continue.", twin.act(Take(twin.session.pause.options[0].id)))
    assert list(own_words(tmp_path).values()) == ["Fr\ufffdulein"]


def test_own_words_that_are_pasted_are_kept_whole(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        sit_down(terminal)
        terminal.press("o")
        terminal.until("f1 Help")
        terminal.press(
            "\x1b[200~I would say nothing yet.\r\nAnd then ask\nabout her hands.\n\x1b[201~"
        )
        terminal.until("about her hands.")
        terminal.press("\r")
        terminal.until("1 Speak  2 Wait")
        terminal.press("i")
        terminal.until("Your words: I would say nothing yet. And then ask about her hands.")
    assert list(own_words(tmp_path).values()) == [
        "I would say nothing yet. And then ask about her hands."
    ]


def test_a_terminal_that_goes_away_without_a_signal_ends_the_program(tmp_path: Path) -> None:
    before = os.times().children_user  # of all programs that this process has started
    with started(tmp_path, *PLAY, signals=False) as terminal:
        twin = sit_down(terminal)
        terminal.hang_up()
        assert terminal.gone() == 129
        assert os.times().children_user - before < 60
    nothing_is_lost(tmp_path, terminal, twin)


FAILS = """
import sys
from simulator.cli import main
from simulator.tui.group import GroupScreen

def broken(screen):
    own_words = "what she really thinks"
    raise RuntimeError("a slip \\x1b[5m in the program")

GroupScreen.action_why = broken
sys.exit(main())
"""


def test_an_error_of_the_program_is_told_without_what_was_typed_and_the_terminal_is_given_back(
    tmp_path: Path,
) -> None:
    with started(tmp_path, *PLAY, program=(sys.executable, "-c", FAILS), signals=False) as terminal:
        twin = sit_down(terminal)
        terminal.press("y")
        assert terminal.gone() == 1
    last = terminal.written[terminal.written.rindex("\x1b[?1049l") :]
    assert "The program stopped because of an internal error." in last
    assert "RuntimeError: a slip \ufffd[5m in the program" in last
    assert "what she really thinks" not in last.replace('own_words = "what she really thinks"', "")
    assert forbidden_character(last[last.index("The program stopped") :].replace("\r", "")) is None
    for mode in MODES:
        assert terminal.written.rfind(f"\x1b[?{mode}l") > terminal.written.rfind(
            f"\x1b[?{mode}h"
        ), mode
    assert saved(tmp_path) == twin.records
