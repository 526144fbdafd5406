"""What a terminal sends: keys, and much that is none. Whatever it is and however it is cut, only
keys are keys.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import AppBlur, AppFocus, Key, MouseDown, Paste, Resize
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from simulator.tui.terminal_input import (
    LONGEST,
    MOST_PASTED,
    UNFINISHED,
    UNFINISHED_PASTE,
    TerminalInput,
)

REPLIES = {
    "the colour of the background": b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    "the same, ended by BEL": b"\x1b]10;rgb:1w2w/1111/2222\x07",
    "primary attributes": b"\x1b[?62;1;2;4;22c",
    "secondary attributes": b"\x1b[>41;351;0c",
    "tertiary attributes": b"\x1bP!|7E565445\x1b\\",
    "name and version": b"\x1bP>|WezTerm 20240203-110809\x1b\\",
    "graphics": b"\x1b_Gi=31;OK\x1b\\",
    "a private message": b"\x1b^1w1w\x1b\\",
    "a start of string": b"\x1bX1w1w\x1b\\",
    "the clipboard": b"\x1b]52;c;MXcx\x07",
    "a setting": b"\x1bP1$r0m\x1b\\",
    "a capability": b"\x1bP1+r544e=787465726d\x1b\\",
    "a mode that nobody asked for": b"\x1b[?1016;2$y",
    "a mode of the other kind": b"\x1b[4;1$y",
    "the size of the window": b"\x1b[8;24;80t",
    "the size in pixels": b"\x1b[4;480;800t",
    "the title": b"\x1b]l1w2\x1b\\",
    "the status": b"\x1b[0n",
    "light or dark": b"\x1b[?997;1n",
    "flags of the keyboard": b"\x1b[?1u",
    "a checksum": b"\x1bP1!~1111\x1b\\",
    "a graphic with letters outside ASCII": "\x1b]0;w\u00fc\u001b\\".encode(),
    "eight bits": b"\x9b>41;351;0c",
    "a string of eight bits": b"\x9d11;rgb:1111\x9c",
    "the same as UTF-8": "\x9d11;rgb:1111\x9c".encode(),
    "an old mouse report": b"\x1b[M !1",
    "an old mouse report right of column 95": b"\x1b[M \xd1\x31",
    "an old mouse report that is a letter": b"\x1b[M \xd1\xa1",
    "a size that no window has": b"\x1b[48;99999;99999;1;1t",
    "a size without pixels": b"\x1b[48;24;80;0;0t",
    "a character beyond Unicode": b"\x1b[99999999u",
    "half a character": b"\x1b[55296;;55296u",
    "another keyboard's letter": b"\x1b[97:65;1u",
    "a very long sequence": b"\x1b[" + b"1;" * LONGEST + b"m",
    "a very long string": b"\x1b]" + b"1w" * 20_000 + b"\x07",
}
"""None of these is a key, by what it says."""

KEYS = {
    "a": b"a",
    "enter": b"\r",
    "up": b"\x1b[A",
    "f1": b"\x1bOP",
    "f2": b"\x1b[[B",
    "ctrl+q": b"\x11",
    "shift+end": b"\x1b[8$",
    "alt+x": b"\x1bx",
    "alt+enter": b"\x1b\r",
    "ctrl+p": b"\x1b[112;5u",
    "pageup": b"\x1b[5~",
    "backspace": b"\x7f",
}
"""Keys by Textual's names for them, as terminals send them."""


def heard(*pieces: bytes) -> list[Message]:
    """The messages of these pieces, with silence after them until nothing is unfinished."""
    source = TerminalInput()
    messages = [message for piece in pieces for message in source.feed(piece)]
    while source.patience is not None:
        messages += source.silence()
    return messages


def told(messages: list[Message]) -> list[str]:
    return [repr((type(message).__name__, *message.__rich_repr__())) for message in messages]


def keys(messages: list[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, Key)]


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_of_the_terminal_is_no_key_however_it_is_cut(name: str) -> None:
    reply = REPLIES[name]
    assert keys(heard(reply)) == []
    assert keys(heard(*(reply[at : at + 1] for at in range(len(reply))))) == []
    assert keys(heard(b"x" + reply + b"y")) == ["x", "y"]


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_that_breaks_off_is_dropped_and_the_next_key_counts(name: str) -> None:
    reply = REPLIES[name]
    for cut in range(2, min(len(reply), 60)):
        source = TerminalInput()
        messages = source.feed(reply[:cut])
        while source.patience is not None:
            messages += source.silence()
        assert set(keys(messages)) <= {"replacement_character"}, cut
        assert keys(source.feed(b"w")) == ["w"], cut


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_a_key_however_it_is_cut(name: str) -> None:
    sent = KEYS[name]
    assert keys(heard(sent)) == [name]
    assert keys(heard(*(sent[at : at + 1] for at in range(len(sent))))) == [name]


def test_what_textual_asks_a_terminal_for_still_arrives() -> None:
    focus, blur, press, resize, synchronised = heard(
        b"\x1b[I", b"\x1b[O", b"\x1b[<0;5;7M", b"\x1b[48;24;80;480;800t", b"\x1b[?2026;2$y"
    )
    assert isinstance(focus, AppFocus)
    assert isinstance(blur, AppBlur)
    assert isinstance(press, MouseDown)
    assert (press.x, press.y) == (4, 6)
    assert isinstance(resize, Resize)
    assert resize.size == (80, 24)
    assert isinstance(synchronised, TerminalSupportsSynchronizedOutput)


def test_esc_alone_is_a_key_as_soon_as_textual_would_take_it_for_one() -> None:
    source = TerminalInput()
    assert source.feed(b"\x1b") == []
    assert source.patience == pytest.approx(0.1)
    assert keys(source.silence()) == ["escape"]
    assert source.patience is None
    assert keys(heard(b"\x1b\x1b")) == ["escape", "escape"]


def test_an_unfinished_string_waits_for_its_end_and_is_dropped_after_a_while() -> None:
    source = TerminalInput()
    assert source.feed(b"\x1b]11;rgb:") == []
    assert source.patience == UNFINISHED
    assert source.feed(b"1111/1111/1111\x1b") == []
    assert source.feed(b"\\") == []
    assert source.patience is None
    assert source.feed(b"\x1b]11;1") == []
    assert source.silence() == []
    assert keys(source.feed(b"w")) == ["w"]


def test_another_sequence_ends_a_string_that_was_not_finished() -> None:
    assert keys(heard(b"\x1b]11;rgb:1\x1b[A")) == ["up"]
    assert keys(heard(b"\x1b]11;rgb:1\x18w")) == ["w"]


def test_a_paste_is_one_whatever_is_in_it() -> None:
    (paste,) = heard(b"\x1b[200~wi1\r\x1b]11;q\x07\xfc\x1b[2", b"00~\x00\x1b[20", b"1~")
    assert isinstance(paste, Paste)
    assert paste.text == "wi1\r\x1b]11;q\x07\ufffd\x1b[200~"


def test_a_paste_without_an_end_is_taken_after_a_while_and_keys_are_keys_again() -> None:
    source = TerminalInput()
    assert source.feed(b"\x1b[200~so it goes\x1b[2") == []
    assert source.patience == UNFINISHED_PASTE
    (paste,) = source.silence()
    assert isinstance(paste, Paste)
    assert paste.text == "so it goes"
    assert keys(source.feed(b"w")) == ["w"]
    assert heard(b"\x1b[201~") == []


def test_a_paste_without_measure_does_not_fill_the_memory() -> None:
    (paste,) = heard(b"\x1b[200~" + b"w" * (2 * MOST_PASTED) + b"\x1b[201~")
    assert isinstance(paste, Paste)
    assert len(paste.text) == MOST_PASTED


def test_what_is_not_utf_8_is_shown_as_such_and_half_a_letter_waits_for_its_rest() -> None:
    assert [key.character for key in heard(b"\xfc", b"\xc3", b"\xa9") if isinstance(key, Key)] == [
        "\ufffd",
        "\xe9",
    ]
    assert [key.character for key in heard(b"\xe2\x82", b"w") if isinstance(key, Key)] == [
        "\ufffd",
        "w",
    ]


pieces = st.lists(
    st.one_of(
        st.binary(max_size=8),
        st.sampled_from([*REPLIES.values(), *KEYS.values()]),
        st.sampled_from(
            [
                b"\x1b",
                b"\x1b[",
                b"\x1b]",
                b"\x1bP",
                b"\x1b\\",
                b"\x07",
                b"\x1b[200~",
                b"\x1b[201~",
                b"\x1b[M",
                b"\x9c",
            ]
        ),
    ),
    max_size=12,
).map(b"".join)


@given(pieces, st.lists(st.integers(1, 9), min_size=1, max_size=20))
def test_no_bytes_do_harm_and_what_they_say_does_not_depend_on_how_they_are_cut(
    sent: bytes, lengths: list[int]
) -> None:
    cut, at, turn = [], 0, 0
    while at < len(sent):
        cut.append(sent[at : at + lengths[turn % len(lengths)]])
        at += lengths[turn % len(lengths)]
        turn += 1
    assert told(heard(*cut)) == told(heard(sent))


@given(
    st.sampled_from(["\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x9d", "\x90"]),
    st.text(
        st.characters(blacklist_characters="\x07\x18\x1a\x1b\x9c", blacklist_categories=["Cs"])
    ),
    st.sampled_from(["\x07", "\x1b\\", "\x9c"]),
)
def test_nothing_in_a_control_string_is_a_key(begins: str, inside: str, ends: str) -> None:
    assert heard((begins + inside + ends).encode()) == []
