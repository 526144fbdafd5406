"""Every finding code has a page; its example fails as stated, and the fixed one is clean."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.authoring.check import check_file, check_programme
from simulator.cli import main
from simulator.cli.environment import pages_folder
from simulator.language.codes import SEVERITIES
from simulator.language.document import LARGEST_FILE
from simulator.language.findings import MOST_KEPT, Finding
from simulator.language.lint import MOST_TURNS
from simulator.language.yaml_tree import LONGEST_SCALAR, MOST_EVENTS
from simulator.library.programmes import is_programme
from simulator.library.scenarios import Unloadable
from tests.docs.guide import scenario_text
from tests.plays import NOWHERE
from tests.workspaces import catalogue, try_load

PLAYED = "the-last-appointment"
BESIDE = {"R405": {"R403"}, "Y125": {"M301"}}
"""Findings that an example cannot be without: what lies only behind a condition has the condition's
finding beside it, and a file with too many findings has those."""

FILES = {
    "P": "example.yaml",
    "K": "panel.yaml",
    "G": "a-short-evening.yaml",
    "F103": "scenario.yaml.txt",
}
"""The file that a finding is in, by its code or the first letter of it."""

_PAGE = re.compile(
    r"# (?P<code>\w+): [^\n]+\n\n\*(?P<severity>\w+)\*\n\n(?P<words>.+?)\n\n## Fails\n\n"
    r"(?P<before>.*?)<!-- at (?P<line>\d+):(?P<column>\d+) -->\n(?P<fails>.+?)\n\n## Fixed\n\n(?P<fixed>.+)\n",
    re.S,
)
_FENCE = re.compile(r"```yaml\n(.*\n)```", re.S)
_MADE = re.compile(r"<!-- made by: (\w+) -->")


@dataclass(frozen=True)
class Page:
    """One page taken apart; ``fails`` and ``fixed`` are scenarios or plays, or empty where
    ``made_by`` makes the files.
    """

    code: str
    severity: str
    words: str
    place: tuple[int, int]
    fails: str
    fixed: str
    made_by: str


def page(code: str) -> Page:
    found = _PAGE.fullmatch((pages_folder() / f"{code}.md").read_text("utf-8"))
    assert found is not None, f"{code}.md is not built like the others"
    fails, fixed, made = (
        _FENCE.fullmatch(found["fails"]),
        _FENCE.fullmatch(found["fixed"]),
        _MADE.match(found["fails"]),
    )
    assert bool(fails and fixed) != bool(made), (
        f"{code}.md has either two examples or a function that makes them"
    )
    return Page(
        found["code"],
        found["severity"],
        found["words"],
        (int(found["line"]), int(found["column"])),
        fails[1] if fails else "",
        fixed[1] if fixed else "",
        made[1] if made else "",
    )


# The files of examples.

HEAD = """\
scenario: the-spare-key
title: The spare key
level: foundation
style: guiding
format: weekly-90
cast:
  ines: {name: Dr Ines Roth, role: presenter}
  tom: {name: Tom, role: member}
script:
"""
TURN = "  - tom: Elle l'a laissée chez vous.\n"


def saved(text: str | bytes, folder: Path) -> Path:
    """Keep a scenario in a folder named as its id, so that nothing is said of the folder's name."""
    data = text.encode() if isinstance(text, str) else text
    named = re.match(rb"scenario: ([a-z-]+)$", data, re.M)
    file = folder / (named[1].decode() if named else "the-spare-key") / "scenario.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    return file


def example(text: str, folder: Path) -> Path:
    """Keep an example: a scenario, or a play, a panel or a programme beside the scenario that all
    their pages share.
    """
    if not text.startswith(("play:", "panel:", "programme:")):
        return saved(text, folder)
    file = saved(scenario_text(PLAYED), folder)
    if text.startswith("panel:"):
        (file.parent / "panel.yaml").write_text(text, "utf-8")
        return file
    if text.startswith("programme:"):
        programme = (
            folder / "programmes" / f"{text.splitlines()[0].removeprefix('programme: ')}.yaml"
        )
        programme.parent.mkdir()
        programme.write_text(text, "utf-8")
        return programme
    plays = file.parent / "plays"
    plays.mkdir()
    (plays / "example.yaml").write_text(text, "utf-8")
    return file


CUE = """\
  - cue: the-spare
    turns: [{tom: Whose is it?}, {ines: I never asked.}]
    options:
      - {do: contain, say: It can stay with you for now., credit: 1}
      - {do: advise, say: Ask her., credit: 0}
"""

Made = tuple[Path, Path]
"""A file that fails, and the same fixed."""


def pair(folder: Path, fails: str | bytes, fixed: str | bytes) -> Made:
    return saved(fails, folder / "fails"), saved(fixed, folder / "fixed")


def missing_file(folder: Path) -> Made:
    return folder / "the-spare-key" / "scenario.yaml", saved(HEAD + TURN, folder / "fixed")


def folder_of_another_name(folder: Path) -> Made:
    fixed = saved(HEAD + TURN, folder / "fixed")
    fails = folder / "spare-key" / "scenario.yaml"
    fails.parent.mkdir()
    fails.write_bytes(fixed.read_bytes())
    return fails, fixed


def file_of_another_name(folder: Path) -> Made:
    fixed = saved(HEAD + TURN, folder / "fixed")
    fails = folder / "the-spare-key" / "scenario.yaml.txt"
    fails.parent.mkdir()
    fails.write_bytes(fixed.read_bytes())
    return fails, fixed


def another_key(folder: Path) -> Made:
    """The older version is beside the newer; ``checked`` names both."""
    newer = "scenario: the-spare-key\nversion: 1\n" + HEAD.split("\n", 1)[1] + TURN + CUE
    saved(newer.replace("credit: 1", "credit: 0.5"), folder / "fails" / "older")
    return saved(newer, folder / "fails"), saved(newer, folder / "fixed")


def saved_as_latin_1(folder: Path) -> Made:
    return pair(folder, (HEAD + TURN).encode("latin-1"), HEAD + TURN)


def invisible_character(folder: Path) -> Made:
    return pair(
        folder, HEAD + TURN.replace(" chez", "\N{RIGHT-TO-LEFT OVERRIDE} chez"), HEAD + TURN
    )


def too_many_findings(folder: Path) -> Made:
    return pair(
        folder,
        HEAD + "".join(f"  - toni{i}: Line {i}.\n" for i in range(MOST_KEPT + 5)),
        HEAD + TURN,
    )


def too_large(folder: Path) -> Made:
    return pair(folder, HEAD + TURN + "# a note\n" * (LARGEST_FILE // 9), HEAD + TURN)


def too_many_parts(folder: Path) -> Made:
    return pair(folder, HEAD + TURN * (MOST_EVENTS // 4), HEAD + TURN * 4)


def too_deep(folder: Path) -> Made:
    ifs = (
        "    " * level + f"  - if: safety > 5\n{'    ' * level}    then:\n" for level in range(25)
    )
    return pair(folder, HEAD + "".join(ifs) + "    " * 25 + TURN, HEAD + TURN)


def too_long(folder: Path) -> Made:
    words = "x" * LONGEST_SCALAR
    return pair(folder, f"{HEAD}  - tom: {words}x\n", f"{HEAD}  - tom: {words}\n")


def too_many_turns(folder: Path) -> Made:
    return pair(folder, HEAD + TURN * (MOST_TURNS + 1), HEAD + TURN * MOST_TURNS)


def too_many_states(folder: Path) -> Made:
    """Many numbers that are all remembered to the end; fixed, one number counts what they say."""
    moments = range(17)
    cue = "  - cue: turn-{0}\n    turns: [{{tom: One.}}]\n    options: [{{do: contain, say: Yes., credit: 1, {1}}}]\n"
    asked = "".join(
        f"  - tom: And {i}.\n    when: told-{i} > 0\n".replace("told-", "told_") for i in moments
    )
    told = ", ".join(f"told_{i}: {{start: 0, min: 0, max: 1}}" for i in moments)
    many = "".join(cue.format(i, f"set: {{told_{i}: 1}}") for i in moments)
    one = "".join(cue.format(i, "effect: {told: 1}") for i in moments)
    counted = "  - tom: Enough.\n    when: told > 9\n"
    return pair(
        folder,
        HEAD.replace("script:", f"state: {{{told}}}\nscript:") + many + asked,
        HEAD.replace("script:", "state: {told: {start: 0, min: 0, max: 17}}\nscript:")
        + one
        + counted,
    )


MAKERS: dict[str, Callable[[Path], Made]] = {
    maker.__name__: maker
    for maker in (
        missing_file,
        folder_of_another_name,
        file_of_another_name,
        another_key,
        saved_as_latin_1,
        invisible_character,
        too_many_findings,
        too_large,
        too_many_parts,
        too_deep,
        too_long,
        too_many_turns,
        too_many_states,
    )
}


def files(told: Page, folder: Path) -> Made:
    """The page's two examples as files."""
    if told.made_by:
        return MAKERS[told.made_by](folder)
    return example(told.fails, folder / "fails"), example(told.fixed, folder / "fixed")


def checked(file: Path) -> tuple[Finding, ...]:
    """What ``balint-sim check`` finds in it."""
    if is_programme(file):
        return check_programme(NOWHERE, file)
    older = file.parent.parent / "older" / file.parent.name / file.name
    return check_file(file, catalogue(), version=lambda name: older if older.exists() else None)


def counting(findings: tuple[Finding, ...]) -> set[str]:
    """The codes of all errors and warnings."""
    return {finding.code for finding in findings if finding.severity != "advice"}


# The pages.

EVERY_CODE = pytest.mark.parametrize("code", SEVERITIES)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {file.name for file in pages_folder().iterdir()} == {f"{code}.md" for code in SEVERITIES}


def test_every_maker_of_files_is_named_by_one_page() -> None:
    assert sorted(made for code in SEVERITIES if (made := page(code).made_by)) == sorted(MAKERS)


@EVERY_CODE
def test_a_page_has_its_code_and_severity(code: str) -> None:
    told = page(code)
    assert (told.code, told.severity) == (code, SEVERITIES[code])
    assert 2 <= len(re.findall(r"[.?](?=\s|$)", told.words)) <= 5, (
        "two or three sentences are read, ten are not"
    )


@EVERY_CODE
def test_an_example_fails_where_its_page_says_and_nowhere_else(code: str, tmp_path: Path) -> None:
    told = page(code)
    findings = checked(files(told, tmp_path)[0])
    first = next(finding for finding in findings if finding.code == code)
    assert (first.line, first.column) == told.place
    assert counting(findings) - {code} == BESIDE.get(code, set())
    assert Path(first.file).name == FILES.get(code, FILES.get(code[0], "scenario.yaml"))


@EVERY_CODE
def test_a_mended_example_is_without_fault(code: str, tmp_path: Path) -> None:
    findings = checked(files(page(code), tmp_path)[1])
    assert counting(findings) == set()
    assert code not in {finding.code for finding in findings}


@EVERY_CODE
def test_only_an_error_keeps_an_example_from_loading(code: str, tmp_path: Path) -> None:
    if not code.startswith(("P", "K", "G")):
        assert isinstance(try_load(files(page(code), tmp_path)[0]), Unloadable) == (
            SEVERITIES[code] == "error"
        )


# The command.


def test_a_code_is_explained_by_its_page_without_the_notes_for_tests(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "m301"]) == 0
    said = capsys.readouterr().out
    written = (pages_folder() / "M301.md").read_text("utf-8")
    assert "<!--" in written
    # The same words, as text: without notes, fences, and the signs of headings and stress.
    shown = re.sub(r"^(<!--.*-->|```.*|#+ )|\*(?=\w+\*$)|(?<=\w)\*$", "", written, flags=re.M)
    assert said.split() == shown.split()


@pytest.mark.parametrize("columns", [40, 100])
def test_a_page_is_folded_to_the_terminal_but_for_its_examples(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["explain", "R405"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines if not line.startswith("    ")) <= columns
    assert "    scenario: the-wrong-day" in lines
    assert "```yaml" not in lines


def test_an_unknown_code_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "M391\x1b]0;x\x07"]) == 1
    outcome = capsys.readouterr()
    assert outcome.out == ""
    assert "\x1b" not in outcome.err
    assert main(["explain", "M39"]) == 1
    assert re.search(
        r"no code 'M39' and no such word\. Did you mean 'M3\d\d'\?", capsys.readouterr().err
    )
