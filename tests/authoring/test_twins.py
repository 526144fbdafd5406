"""Twins: the same lines, and another act is best. The checker holds the author to it."""

from pathlib import Path

import pytest

from simulator.authoring.check import check_file, check_pack
from simulator.language.findings import Finding
from simulator.library.packs import build_pack, open_pack
from simulator.messages.findings import say_finding
from tests import second_edition
from tests.workspaces import catalogue

TEXT = second_edition.TEXT

OTHER = """\
scenario: the-other-chair
title: The other chair
level: developing
style: guiding
format: weekly-90
cast:
  ruth: {name: Ruth, role: presenter}
cases:
  - {who: Mr Kuiper}
  - {who: Mr Bos}
script:
  - leave: they-think
    situation: working-silence
    turns: [{ruth: It creaks.}]
    options:
      - {do: redirect, say: Where does the chair stand?, credit: 0.1}
      - {do: feeling, say: 'What is it like to sit here, with {who}?', credit: 0.3}
"""


def written(folder: Path, text: str) -> Path:
    """Write a scenario into a folder of its id."""
    file = folder / text.split()[1] / "scenario.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file


def codes(found: tuple[Finding, ...]) -> list[str]:
    """Return the codes of what is found but advice: these scenarios are too small for it."""
    return [one.code for one in found if one.severity != "advice"]


def checked(folder: Path, old: str = "", new: str = "") -> list[str]:
    """Check the scenario after an edit; return the codes."""
    assert TEXT.count(old) == 1 or not old
    return codes(check_file(written(folder, TEXT.replace(old, new) if old else TEXT), catalogue()))


def test_twins_with_the_same_lines_and_another_best_act_are_clean(tmp_path: Path) -> None:
    assert checked(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("say: Where does the chair stand?, credit: 0.1", "say: Where is the chair?, credit: 0.1"),
        ("with {patient}?', credit: 0.3", "with {tom}?', credit: 0.3"),
        (
            "{do: redirect, say: Where does the chair stand?, credit: 0.1}",
            "{do: contain, say: We have time., credit: 0}\n"
            "      - {do: redirect, say: Where does the chair stand?, credit: 0.1}",
        ),
    ],
    ids=["another text", "another placeholder", "one line more"],
)
def test_twins_with_other_lines_are_a_warning(tmp_path: Path, old: str, new: str) -> None:
    assert checked(tmp_path, old, new) == ["M350"]


def test_a_text_may_be_written_with_another_placeholder(tmp_path: Path) -> None:
    text = TEXT.replace("{patient: Mr Bos}", "{patient: Tom}")
    text = text.replace("{patient: Mr Kuiper}", "{patient: Tom}")
    text = text.replace("with {patient}?', credit: 0.3", "with {tom}?', credit: 0.3")
    assert codes(check_file(written(tmp_path, text), catalogue())) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("with {patient}?', credit: 1}", "with {patient}?', credit: 0}"),
        ("with {patient}?', credit: 0.3}", "with {patient}?', credit: 1}\n    weight: 2"),
    ],
    ids=["the other line in the cue", "a line as good as waiting in the leave"],
)
def test_which_act_is_best_is_worked_out(tmp_path: Path, old: str, new: str) -> None:
    # In the leave, waiting is best or as good as speaking; in the cue, a line is.
    assert checked(tmp_path, old, new) == []


def test_twins_with_the_same_best_line_are_a_warning(tmp_path: Path) -> None:
    same = "with {patient}?', credit: 0.3}\n    waited: {credit: 0.2}"
    assert checked(tmp_path, "with {patient}?', credit: 0.3}", same) == ["M351"]


def test_twins_that_are_both_best_left_alone_are_a_warning(tmp_path: Path) -> None:
    text = TEXT.replace("  - cue: nobody-breathes\n", "  - leave: nobody-breathes\n")
    assert codes(check_file(written(tmp_path, text), catalogue())) == ["M351"]


def test_what_is_best_counts_what_comes_later(tmp_path: Path) -> None:
    """Saying nothing in the leave earns nothing here, and opens the way to a second leave."""
    text = TEXT.replace(
        "with {patient}?', credit: 0.3}",
        "with {patient}?', credit: 0.3, goto: over}\n    waited: {credit: 0.2}\n"
        "  - leave: later\n    title: Later\n    turns: [{silence: Rain.}]\n"
        "    options: [{do: frame, say: Time., credit: 0.5}]\n  - label: over",
    )
    assert codes(check_file(written(tmp_path, text), catalogue())) == []


TWIN_ELSEWHERE = TEXT.replace("twin: everybody-breathes", "twin: the-other-chair.they-think")


def test_a_twin_in_a_scenario_beside_this_one_is_compared(tmp_path: Path) -> None:
    file = written(tmp_path, TWIN_ELSEWHERE)
    other = written(tmp_path, OTHER)
    assert codes(check_file(file, catalogue())) == []
    other.write_text(OTHER.replace("Where does", "Where did"), "utf-8")
    assert codes(check_file(file, catalogue())) == ["M350"]
    other.write_text(
        OTHER.replace("credit: 0.3}", "credit: 0.3}\n    waited: {credit: 0}"), "utf-8"
    )
    assert codes(check_file(file, catalogue())) == ["M351"]


def test_a_twin_in_the_library_is_found(tmp_path: Path) -> None:
    file = written(tmp_path / "mine", TWIN_ELSEWHERE)
    other = written(tmp_path / "library", OTHER)
    asked: list[str] = []

    def find(name: str) -> Path:
        asked.append(name)
        return other

    assert codes(check_file(file, catalogue(), find)) == []
    assert asked == ["the-other-chair"]


def test_a_twin_in_the_same_pack_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "evening"
    written(folder, TWIN_ELSEWHERE)
    other = written(folder, OTHER)
    (folder / "pack.yaml").write_text(
        "pack: evening\ntitle: An evening\nauthor: A. Author\n",
        "utf-8",
    )
    zipped = tmp_path / "evening.zip"
    for text, found in ((OTHER, []), (OTHER.replace("Where does", "Where did"), ["M350"])):
        other.write_text(text, "utf-8")
        zipped.write_bytes(build_pack(folder).data)
        assert codes(tuple(check_pack(open_pack(zipped), catalogue()))) == found


@pytest.mark.parametrize(
    ("twin", "said"),
    [
        (
            "nowhere.they-think",
            "M349 There is no scenario 'nowhere' that loads. It is looked for beside this scenario "
            "and in the library.",
        ),
        (
            "the-other-chair.they-thin",
            "M349 'the-other-chair' has no moment 'they-thin'. Did you mean 'they-think'?",
        ),
        (
            "broken.they-think",
            "M349 There is no scenario 'broken' that loads. It is looked for beside this scenario "
            "and in the library.",
        ),
    ],
)
def test_a_twin_that_is_not_found_is_a_warning(tmp_path: Path, twin: str, said: str) -> None:
    file = written(tmp_path, TEXT.replace("twin: everybody-breathes", f"twin: {twin}"))
    written(tmp_path, OTHER)
    written(tmp_path, "scenario: broken\n")
    (found,) = (one for one in check_file(file, catalogue()) if one.code == "M349")
    assert say_finding(found).removeprefix(str(file)) == f":65:11: {said}"


def test_a_twin_may_be_named_with_the_id_of_its_own_scenario(tmp_path: Path) -> None:
    whole = "twin: the-spare-chair.everybody-breathes"
    assert checked(tmp_path, "twin: everybody-breathes", whole) == []


def test_a_moment_is_no_twin_of_itself(tmp_path: Path) -> None:
    assert checked(tmp_path, "twin: everybody-breathes", "twin: nobody-breathes") == ["M351"]
