"""A new scenario checks clean, plays, teaches by its comments, and overwrites nothing."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from simulator.authoring.check import check_file
from simulator.cli import main
from simulator.cli.new import LONGEST_TITLE, files
from simulator.cli.schema import schema_text
from simulator.language.findings import Findings
from simulator.language.reader import read
from simulator.library.scenarios import plan_files, scenario_files
from simulator.scenario.text import clean_line
from tests.cli.balint import balint, balint_process
from tests.libraries import small
from tests.permissions import permissions_hold
from tests.workspaces import SHIPPED, catalogue, load, load_text

pytestmark = pytest.mark.slow  # starts the program many times

TITLES = {
    "an apostrophe": "A cough like my father's",
    "quotes": "\"Home\" is 'what' he said",
    "a colon": "One thing: she never sits down",
    "a colon at the end": "One thing:",
    "a hash": "Bed #4, by the window",
    "only a hash": "# nothing",
    "braces": "{patient} and {{more}} {% raw %} {# no #}",
    "brackets": "[sighs] All right",
    "a number": "12",
    "a word of YAML's": "true",
    "another": "null",
    "a dash": "- and then",
    "an anchor": "&a *b !c",
    "a question": "? why",
    "a comma": ", he said",
    "a percent": "%YAML 1.2",
    "a backslash": "C:\\temp \\x1b",
    "documents": "--- ...",
    "accents": "Über die Brücke, ça va, 你好 👩‍⚕️",
    "line ends": "One\ntwo\r\nthree\ttabbed",
    "an escape": "A \x1b[31mred\x1b[0m title",
    "text turned round": "A \u202eright-to-left title",
}


def title_in(folder: Path) -> object:
    document = read(
        (folder / "scenario.yaml").read_bytes(), "scenario.yaml", Findings("scenario.yaml")
    )
    assert document is not None
    return document.data["title"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "not" / "there" / "yet" / "the-notebook"
    outcome = balint_process(folder.parents[3] / "home", "new", str(folder))
    assert outcome.returncode == 0, outcome.stderr
    assert f"balint-sim check {folder}" in outcome.stdout
    return folder


def test_it_checks_clean_advice_included(made: Path) -> None:
    outcome = balint(made.parent, "check", "--strict", str(made))
    assert (outcome.returncode, outcome.stdout) == (0, "1 scenario checked, no findings.\n")


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_it_plays_to_its_end(made: Path, tmp_path: Path, mode: str) -> None:
    outcome = balint(
        tmp_path, "play", str(made), "--plain", "--mode", mode, "--seed", "1", typed="\nw\n" * 100
    )
    assert outcome.returncode == 0, outcome.stderr
    assert "What was said here stays here." in outcome.stdout


@pytest.mark.parametrize("play", ["exemplary", "always-waits"])
def test_its_plays_come_out_as_expected(made: Path, tmp_path: Path, play: str) -> None:
    outcome = balint(tmp_path, "run", str(made), "--play", play, "--json")
    assert outcome.returncode == 0, outcome.stderr
    assert (json.loads(outcome.stdout)["percent"] == 100) == (play == "exemplary")


def test_neither_guessing_nor_a_habit_earns_as_much_as_looking(made: Path, tmp_path: Path) -> None:
    found = json.loads(balint(tmp_path, "run", str(made), "--play", "exemplary", "--json").stdout)
    assert max(found["chance"], found["always_wait"], found["always_speak"]) <= 50


def test_it_is_small_and_every_part_of_it_is_explained(made: Path) -> None:
    text = (made / "scenario.yaml").read_text("utf-8")
    notes = re.findall(r"(?:^|\s)# (.*)", text, re.M)
    words = set(re.findall(r"[a-z]+", " ".join(notes).lower()))
    assert len(text.splitlines()) < 200
    assert len(notes) > 30
    assert words >= {"id", "style", "frame", "key", "cast", "case", "climate", "script", "turns"}
    assert words >= {
        "cue",
        "ripe",
        "late",
        "missed",
        "leave",
        "credit",
        "why",
        "effect",
        "then",
        "when",
        "if",
        "quotes",
    }
    (scenario,) = [load_text(text.encode(), "scenario.yaml").scenario]
    assert scenario is not None
    assert len(scenario.cast) == 4
    assert [moment.leave for moment in scenario.moments()] == [False, True]


def test_the_schema_lies_beside_it_and_says_that_it_is_valid(made: Path) -> None:
    text = (made / "scenario.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=scenario.schema.json\n")
    schema = (made / "scenario.schema.json").read_text("utf-8")
    assert schema == schema_text(catalogue())
    document = read(text.encode(), "scenario.yaml", Findings("scenario.yaml"))
    assert document is not None
    assert not list(Draft202012Validator(json.loads(schema)).iter_errors(document.data))


def test_its_id_is_the_folders_name_and_its_title_is_made_from_it(made: Path) -> None:
    assert "scenario: the-notebook\n" in (made / "scenario.yaml").read_text("utf-8")
    assert title_in(made) == "The notebook"


@pytest.mark.parametrize("name", TITLES)
def test_any_title_is_kept_as_it_is_but_for_what_cannot_be_shown(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "titled"
    assert main(["new", str(folder), "--title", TITLES[name]]) == 0
    assert title_in(folder) == clean_line(TITLES[name])
    assert check_file(folder / "scenario.yaml", catalogue()) == ()


@given(
    st.text(min_size=1, max_size=LONGEST_TITLE)
    | st.text("\"'#:{}[]-?,&*!|>%@`\\ ~=<.0123a", min_size=1, max_size=12)
)
def test_every_title_makes_a_scenario_that_loads(title: str) -> None:
    clean = clean_line(title) or "x"
    loaded = load_text(
        files("the-notebook", clean, catalogue())["scenario.yaml"].encode("utf-8"), "scenario.yaml"
    )
    assert loaded.findings == ()
    assert loaded.scenario.title == clean


@pytest.mark.parametrize("title", ["", " ", "\n\t", "x" * (LONGEST_TITLE + 1)])
def test_a_title_that_is_none_is_refused(tmp_path: Path, title: str) -> None:
    outcome = balint(tmp_path / "home", "new", str(tmp_path / "titled"), "--title", title)
    assert outcome.returncode == 1
    assert len(outcome.stderr.splitlines()) == 1
    assert not (tmp_path / "titled").exists()


@pytest.mark.parametrize(
    "name",
    [
        "The-Notebook",
        "the_notebook",
        "the notebook",
        "-x",
        "a--b",
        "ä",
        "x" * 65,
        "a.yaml",
        "x\x1b",
    ],
)
def test_a_folder_that_cannot_be_an_id_is_refused(tmp_path: Path, name: str) -> None:
    outcome = balint(tmp_path / "home", "new", "--", str(tmp_path / name))
    assert outcome.returncode == 1
    assert "small letters" in outcome.stderr
    assert "\x1b" not in outcome.stderr
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["presenter-drifts", "formats", "catalogue"])
def test_a_name_that_the_library_has_is_refused(tmp_path: Path, name: str) -> None:
    outcome = balint(tmp_path / "home", "new", str(tmp_path / name))
    assert outcome.returncode == 1
    assert "Choose another name." in outcome.stderr
    assert not (tmp_path / name).exists()


def test_an_empty_folder_is_used_and_one_with_something_in_it_refused(tmp_path: Path) -> None:
    folder = tmp_path / "the-notebook"
    folder.mkdir()
    assert balint(tmp_path / "home", "new", ".", cwd=folder).returncode == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    outcome = balint(tmp_path / "home", "new", str(folder), "--title", "Another")
    assert outcome.returncode == 1
    assert "Nothing was written." in outcome.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "the-notebook").write_text("mine", "utf-8")
    for folder in ("the-notebook", "the-notebook/inside"):
        outcome = balint(tmp_path / "home", "new", str(tmp_path / folder))
        assert outcome.returncode == 1
        assert len(outcome.stderr.splitlines()) == 1
    assert (tmp_path / "the-notebook").read_text("utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path.chmod(0o500)
    with permissions_hold():
        assert main(["new", str(tmp_path / "the-notebook")]) == 1
    tmp_path.chmod(0o700)
    assert "cannot be written" in capsys.readouterr().err


# Copies.


def ids() -> list[str]:
    return [file.parent.name for file in scenario_files(SHIPPED)]


@pytest.mark.parametrize("name", ids())
def test_a_copy_of_any_scenario_is_the_same_under_another_id(tmp_path: Path, name: str) -> None:
    made = tmp_path / "my-own-version"
    assert main(["new", str(made), "--from", name]) == 0
    first, copy = (
        load(SHIPPED / name / "scenario.yaml").scenario,
        load(made / "scenario.yaml").scenario,
    )
    assert first is not None
    assert copy is not None
    assert (copy.id, copy.title) == ("my-own-version", first.title)
    assert copy.script == first.script
    assert [path.name for path in plan_files(made / "scenario.yaml")] == [
        path.name for path in plan_files(SHIPPED / name / "scenario.yaml")
    ]
    assert (
        (made / "scenario.yaml")
        .read_text("utf-8")
        .startswith("# yaml-language-server: $schema=scenario.schema.json\n")
    )
    assert json.loads((made / "scenario.schema.json").read_text("utf-8"))


def test_a_copy_checks_clean_and_its_plays_come_out(tmp_path: Path) -> None:
    made = tmp_path / "my-own-version"
    assert main(["new", str(made), "--from", "presenter-drifts"]) == 0
    found = check_file(made / "scenario.yaml", catalogue())
    assert [finding.code for finding in found if finding.severity != "advice"] == []


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_copy_has_the_title_that_was_asked_for(tmp_path: Path, title: str) -> None:
    made = tmp_path / "my-own-version"
    assert main(["new", str(made), "--from", "tutorial", "--title", title]) == 0
    assert title_in(made) == clean_line(title)
    assert check_file(made / "scenario.yaml", catalogue()) == ()


def test_a_title_over_several_lines_is_replaced_whole_and_notes_stay(tmp_path: Path) -> None:
    source = tmp_path / "source" / "scenario.yaml"
    source.parent.mkdir()
    text = (
        (SHIPPED / "tutorial" / "scenario.yaml")
        .read_text("utf-8")
        .replace("scenario: tutorial", "scenario: source")
    )
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    source.write_text(text.replace(title, "title: >-\n  One long\n\n  title\n# a note"), "utf-8")
    made = tmp_path / "my-own-version"
    assert main(["new", str(made), "--from", str(source), "--title", "Short"]) == 0
    assert "title: Short\n# a note\n" in (made / "scenario.yaml").read_text("utf-8")


def test_what_does_not_load_cannot_be_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source" / "scenario.yaml"
    source.parent.mkdir()
    source.write_text("scenario: [", "utf-8")
    assert main(["new", str(tmp_path / "mine"), "--from", str(source)]) == 1
    assert "does not load" in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()
    assert main(["new", str(tmp_path / "mine"), "--from", "presenter-drift"]) == 1
    assert "Did you mean 'presenter-drifts'?" in capsys.readouterr().err


ODD = {
    "one line of JSON": lambda text: json.dumps(read(text.encode(), "", Findings("")).data),  # type: ignore[union-attr]
    "indented": lambda text: "".join(f"  {line}\n" for line in text.splitlines()),
    "the id on a line of its own": lambda text: text.replace(
        "scenario: source", "scenario:\n  source"
    ),
    "the id in quotes with a note": lambda text: text.replace(
        "scenario: source", "scenario: 'source'  # ours"
    ),
    "CRLF and a mark": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "title before id": lambda text: "title: First\n" + re.sub(r"^title:.*\n", "", text, flags=re.M),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("title", [None, "Another"])
def test_a_copy_of_what_is_written_otherwise_is_right_or_refused(
    tmp_path: Path, odd: Callable[[str], str], title: str | None
) -> None:
    source = tmp_path / "source" / "scenario.yaml"
    source.parent.mkdir()
    source.write_bytes(odd(small("source")).encode())
    made = tmp_path / "mine"
    done = main(["new", str(made), "--from", str(source), *(["--title", title] if title else [])])
    assert (made / "scenario.yaml").exists() == (done == 0)
    if done == 0:
        copy = load(made / "scenario.yaml").scenario
        assert copy is not None
        assert (copy.id, copy.title == title) == ("mine", title is not None)


@pytest.mark.parametrize("name", ["12", "null", "true", "no", "1e5"])
def test_an_id_that_yaml_reads_otherwise_is_put_in_quotes(tmp_path: Path, name: str) -> None:
    for words in ([], ["--from", "tutorial"]):
        made = tmp_path / str(len(words)) / name
        assert main(["new", str(made), *words]) == 0
        scenario = load(made / "scenario.yaml").scenario
        assert scenario is not None
        assert scenario.id == name


def test_a_play_that_cannot_be_read_refuses_the_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source" / "scenario.yaml"
    (source.parent / "plays" / "folder.yaml").mkdir(parents=True)
    source.write_text(small("source"), "utf-8")
    assert main(["new", str(tmp_path / "mine"), "--from", str(source)]) == 0
    (source.parent / "plays" / "odd.yaml").write_bytes(b"\xff\xfe")
    assert main(["new", str(tmp_path / "other"), "--from", str(source)]) == 1
    assert "'odd.yaml' in its plays is not UTF-8." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("folder", "hint"),
    [
        ("Ends in five", " Try 'ends-in-five'."),
        ("M\u00fcde", " Try 'mude'."),
        ("\u5bb6", " 64 at the most."),
    ],
)
def test_a_name_that_is_no_id_is_refused_with_one_that_is(
    tmp_path: Path, folder: str, hint: str
) -> None:
    done = balint(tmp_path, "new", folder, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.rstrip("\n").endswith(hint)
    assert not (tmp_path / folder).exists()
