"""The learner's settings: every valid setting applies, and saving changes only its own line."""

import os
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from simulator.language.findings import Findings
from simulator.language.reader import read
from simulator.practice.settings import LARGEST, MOST_SLIPS, USUAL, Settings, load, save, understood
from simulator.scenario.text import forbidden_character
from tests.examples import examples


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


def written(home: Path, text: str) -> Settings:
    (home / "config.yaml").write_text(text, "utf-8")
    return load(home / "config.yaml")


def test_without_a_file_all_is_as_it_comes(home: Path) -> None:
    assert load(home / "config.yaml") == Settings("", USUAL, {}, ())


def test_a_file_says_theme_pace_and_keys(home: Path) -> None:
    found = written(
        home,
        "theme: balint-light\npace: 260\n"
        "keys:\n  group.speak: s\n  group.wait: 5\n  group.why: true\n",
    )
    assert (found.theme, found.pace, found.slips) == ("balint-light", 260, ())
    assert found.keys == {"group.speak": "s", "group.wait": "5", "group.why": "true"}


def test_a_file_says_mode_feedback_and_plain(home: Path) -> None:
    found = written(home, "mode: live\nfeedback: end\nplain: true\n")
    assert (found.mode, found.feedback, found.plain, found.slips) == ("live", "end", True, ())
    found = written(home, "mode: guided\nfeedback: now\nplain: false\n")
    assert (found.mode, found.feedback, found.plain, found.slips) == ("guided", "now", False, ())


@pytest.mark.parametrize("wrong", ["mode: fast", "feedback: yes", "plain: maybe", "mode: [live]"])
def test_a_wrong_mode_feedback_or_plain_is_a_slip_and_the_usual_stays(
    home: Path, wrong: str
) -> None:
    found = written(home, f"pace: 100\n{wrong}\n")
    assert [(slip.line, slip.column) for slip in found.slips] == [(2, 1)]
    assert (found.pace, found.mode, found.feedback, found.plain) == (100, "guided", "now", False)


def test_mode_feedback_and_plain_are_saved_each_on_its_line(home: Path) -> None:
    file = home / "config.yaml"
    file.write_text("plain: false # I hear\npace: 100\n", "utf-8")
    assert save(file, mode="live", feedback="end", plain=True) == ""
    found = load(file)
    assert (found.mode, found.feedback, found.plain, found.pace) == ("live", "end", True, 100)
    assert file.read_text("utf-8").startswith("plain: true # I hear\npace: 100\n")
    assert save(file, plain=False) == ""
    assert not load(file).plain


def test_step_by_step_is_a_pace(home: Path) -> None:
    assert written(home, "pace: step\n").pace == "step"


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "theme:\npace:\nkeys:\nmode:\nfeedback:\nplain:\n"]
)
def test_what_is_left_empty_is_not_said(home: Path, text: str) -> None:
    found = written(home, text)
    assert (found.theme, found.pace, found.keys, found.slips) == ("", USUAL, {}, ())


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        (
            "theme: dark\npace: 79\n",
            "config.yaml:2:1: The pace is a whole number of words per minute, 80 to 600, or step.",
        ),
        (
            "pace: 200.5\n",
            "config.yaml:1:1: The pace is a whole number of words per minute, 80 to 600, or step.",
        ),
        (
            "pace: true\n",
            "config.yaml:1:1: The pace is a whole number of words per minute, 80 to 600, or step.",
        ),
        ("theme: [a]\n", "config.yaml:1:1: A theme is a name, such as balint-light."),
        (
            "\ncolour: red\n",
            "config.yaml:2:1: 'colour' is not a setting; the settings are theme, pace, mode, feedback, "
            "plain and keys.",
        ),
        (
            "keys: s\n",
            "config.yaml:1:1: Write keys below 'keys:', indented and each on its own line, "
            "such as 'group.speak: s'.",
        ),
        (
            "- theme\n",
            "config.yaml:1:1: Write each setting on its own line, such as 'theme: balint-light'.",
        ),
    ],
)
def test_a_slip_is_told_at_its_place_and_the_usual_stays(home: Path, text: str, slip: str) -> None:
    found = written(home, text)
    assert [str(each) for each in found.slips] == [slip]
    assert found.pace == USUAL
    assert found.keys == {}


def test_what_is_right_beside_a_slip_is_taken(home: Path) -> None:
    found = written(home, "theme: balint-light\npace: fast\nkeys: {group.speak: s}\n")
    assert (found.theme, found.pace, dict(found.keys), len(found.slips)) == (
        "balint-light",
        USUAL,
        {"group.speak": "s"},
        1,
    )


@pytest.mark.parametrize(
    "text",
    [
        b"theme: 'balint-light\n",
        b"\ttheme: x\n",
        b"\xff\xfe\x00",
        b"theme: a\ntheme: b\n",
        b"theme: &a x\npace: *a\n",
        b"[" * 25_000,
        b"theme: " + b"x" * 6_000,
        b"pace: 1" * (LARGEST // 7 + 1),
        b"x" * 1_000_000,
        b"a: {" * 60,
        b"\n".join(b"key%d: x" % i for i in range(3_000)),
        b"theme: \x1b]0;title\x07\n",
    ],
)
def test_a_damaged_or_hostile_file_costs_only_what_it_says(home: Path, text: bytes) -> None:
    (home / "config.yaml").write_bytes(text)
    found = load(home / "config.yaml")
    assert 1 <= len(found.slips) <= MOST_SLIPS + 1
    assert found.pace == USUAL
    for slip in found.slips:
        assert forbidden_character(str(slip)) is None
        assert "\n" not in str(slip)
        assert len(str(slip)) < 300


def test_what_is_too_much_to_tell_is_counted() -> None:
    found = understood(b"\n".join(b"key%d: x" % i for i in range(100)))
    assert (
        str(found.slips[-1])
        == f"config.yaml:{MOST_SLIPS + 1}:1: There are {100 - MOST_SLIPS} more errors from here on."
    )


@given(
    some.binary(max_size=200)
    | some.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_no_file_whatever_stops_the_program(text: bytes) -> None:
    for slip in understood(text).slips:
        assert forbidden_character(str(slip)) is None


def test_a_folder_and_a_pipe_in_the_place_of_the_file_are_told(home: Path) -> None:
    (home / "config.yaml").mkdir()
    assert [str(slip) for slip in load(home / "config.yaml").slips] == [
        "config.yaml:1:1: This file cannot be read: it is a folder."
    ]
    (home / "config.yaml").rmdir()
    os.mkfifo(home / "config.yaml")
    assert len(load(home / "config.yaml").slips) == 1
    assert "it is a pipe and not a file" in save(home / "config.yaml", theme="balint-light")


def test_a_choice_is_remembered_in_a_home_that_is_not_there_yet(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    home = home / "new" / "home"
    assert save(home / "config.yaml", theme="balint-light", pace="step") == ""
    assert (load(home / "config.yaml").theme, load(home / "config.yaml").pace) == (
        "balint-light",
        "step",
    )


def test_a_choice_changes_its_own_line_and_nothing_else(home: Path) -> None:
    file = home / "config.yaml"
    file.write_bytes(
        b"# mine\r\npace:   200   # not too fast\r\nkeys:\r\n  group.speak: s # speak\r\n"
    )
    assert save(home / "config.yaml", pace=240) == ""
    assert (
        file.read_bytes()
        == b"# mine\r\npace:   240   # not too fast\r\nkeys:\r\n  group.speak: s # speak\r\n"
    )
    assert save(home / "config.yaml", theme="balint-contrast") == ""
    assert load(home / "config.yaml").theme == "balint-contrast"
    assert load(home / "config.yaml").keys == {"group.speak": "s"}
    assert "# mine" in file.read_text("utf-8")
    assert [each.name for each in home.iterdir()] == ["config.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        b"{pace: 200, theme: balint-dark}\n",
        b"pace: >\n  200\n",
        b"theme: 'open\n",
        b"\xff",
        b"theme: a\n...\n",
        b"# " + b"x" * LARGEST,
    ],
)
def test_a_file_that_would_not_be_understood_afterwards_is_left_as_it_is(
    home: Path, text: bytes
) -> None:
    (home / "config.yaml").write_bytes(text)
    problem = save(home / "config.yaml", pace=300)
    assert str(home / "config.yaml") in problem
    assert problem.endswith(".")
    assert (home / "config.yaml").read_bytes() == text


def test_a_link_to_the_file_stays_a_link(home: Path) -> None:
    (home / "elsewhere.yaml").write_text("pace: 200\n", "utf-8")
    (home / "config.yaml").symlink_to(home / "elsewhere.yaml")
    assert save(home / "config.yaml", pace=100) == ""
    assert (home / "config.yaml").is_symlink()
    assert (home / "elsewhere.yaml").read_text("utf-8") == "pace: 100\n"


def test_what_cannot_be_written_is_said_and_leaves_no_draft(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (home / "config.yaml").write_text("pace: 200\n", "utf-8")
    monkeypatch.setattr(Path, "replace", full)
    assert (
        save(home / "config.yaml", pace=100)
        == f"{home / 'config.yaml'} cannot be written: No space left on device."
    )
    assert load(home / "config.yaml").pace == 200
    assert [each.name for each in home.iterdir()] == ["config.yaml"]


def test_what_is_remembered_already_is_not_written_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert save(home / "config.yaml", pace=100) == ""
    monkeypatch.setattr(Path, "replace", None)
    assert save(home / "config.yaml", pace=100) == ""


TEXTS = some.text(some.sampled_from("ab#: '\"-\n\r\t{}[],|>&é"), max_size=12)
COMMENTS = some.text(some.sampled_from("ab#: '\"theme"), max_size=12).map(lambda text: f"# {text}")


def quoted(text: str) -> str:
    return (
        '"'
        + text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "\\r").replace("\t", "\\t")
        + '"'
    )


LINES = some.one_of(
    some.builds("theme:   {}{}".format, TEXTS.map(quoted), COMMENTS | some.just("")),
    some.builds(
        "theme: {} {}".format,
        some.sampled_from(["balint-dark", "''", "'a # b'", "'it''s'", "", "null"]),
        COMMENTS,
    ),
    some.builds(
        "pace: {} {}".format,
        some.sampled_from(["200", "step", "|\n  200", ">-\n  200", "[1,\n 2]"]),
        COMMENTS,
    ),
    some.builds("keys: {}".format, TEXTS.map(quoted)),
    some.builds(
        "keys:\n  {}: {}\n  b: |\n    theme: x\n    pace: 5 # x".format,
        some.sampled_from("ab"),
        TEXTS.map(quoted),
    ),
    some.builds(
        "{}: {}".format,
        some.sampled_from(["other", "'theme '", '"pace"', "? pace\n"]),
        TEXTS.map(quoted),
    ),
    COMMENTS,
    some.sampled_from(
        [
            "",
            "---",
            "...",
            "{theme: a}",
            "  indented: 1",
            "theme",
            "- theme: a",
            "theme:\n  pace: 1",
        ]
    ),
)


@given(
    some.lists(LINES, max_size=5).map("\n".join),
    some.sampled_from(
        [
            {"theme": "balint-light"},
            {"pace": 240},
            {"theme": "balint-light", "pace": "step"},
            {"mode": "live", "plain": True},
        ]
    ),
    some.sampled_from(["\n", "\r\n"]),
    some.booleans(),
)
@examples(300)
def test_a_saved_setting_leaves_everything_else_as_it_was_or_is_refused(
    text: str, wishes: dict[str, Any], ends: str, ended: bool
) -> None:
    before = (text + ("\n" if ended else "")).replace("\n", ends).encode()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "config.yaml"
        file.write_bytes(before)
        refused = save(file, **wishes)
        after = file.read_bytes()
    if refused:
        assert after == before
        return
    found = understood(after)
    assert {name: getattr(found, name) for name in wishes} == wishes
    assert _without(after, wishes) == _without(before, wishes)
    for comment in _comments(before):
        assert comment in after


def _without(text: bytes, wishes: dict[str, Any]) -> dict[str, Any]:
    document = read(text, "", Findings(""))
    data = document.data if document is not None else None
    return {name: value for name, value in (data or {}).items() if name not in wishes}


def _comments(text: bytes) -> list[bytes]:
    """The comments, as the parser of another library sees them: what stands between the tokens."""
    marks = [
        (token.start_mark.index, token.end_mark.index)
        for token in yaml.scan(text.decode(), Loader=yaml.SafeLoader)
    ]
    decoded = text.decode()
    gaps = [decoded[end:start] for (_, end), (start, _) in pairwise(marks)]
    return [
        line.strip().encode()
        for gap in gaps
        for line in gap.splitlines()
        if line.strip().startswith("#")
    ]
