"""Every command, as a careful and as a careless user would type it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator import __version__
from tests.cli.balint import balint, balint_process
from tests.plays import FLAGSHIP

pytestmark = pytest.mark.slow  # starts the program many times

KEYS = {
    "scenario",
    "mode",
    "exhaustive",
    "limit",
    "states",
    "paths",
    "best",
    "worst",
    "chance",
    "always_wait",
    "always_speak",
    "timing_only",
}
KEYS |= {"unreached", "decisions"}

POLICIES = ("chance", "always_wait", "always_speak", "timing_only")

PLAYS = ("exemplary", "always-waits", "always-speaks", "the-curious", "live")


def test_the_version_is_said(tmp_path: Path) -> None:
    assert balint_process(tmp_path, "--version").stdout == f"balint-sim {__version__}\n"


def test_the_library_is_listed_for_people_and_for_programs(tmp_path: Path) -> None:
    assert "The letter in the van" in balint(tmp_path, "list").stdout
    (card,) = [
        card
        for card in json.loads(balint(tmp_path, "list", "--json").stdout)
        if card["id"] == FLAGSHIP
    ]
    assert card["title"] == "The letter in the van"
    assert {"id", "title", "level", "style", "format", "rules", "minutes"} <= card.keys()


def test_the_second_listing_needs_neither_yaml_nor_pydantic(tmp_path: Path) -> None:
    first = balint(tmp_path, "list")
    script = (
        "import sys; from simulator.cli import main; main(['list']); "
        "sys.exit(str({'yaml', 'pydantic', 'textual', 'rich', 'jinja2'} & set(sys.modules)))"
    )
    environment = {**os.environ, "BALINT_SIM_HOME": str(tmp_path)}
    second = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
    )
    assert second.stdout == first.stdout
    assert second.stderr.strip() == "set()"


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["list"], ["--plain"], ["play", "tutorial", "--plain"], ["serve", "--help"]],
)
def test_nothing_of_the_room_in_a_browser_is_imported_elsewhere(
    tmp_path: Path, arguments: list[str]
) -> None:
    script = (
        "import sys; from simulator.cli import main; main(sys.argv[1:]); "
        "found = {name for name in sys.modules if name.startswith('simulator.web')}; "
        "server = {'starlette', 'uvicorn', 'anyio', 'asyncio', 'multipart', 'python_multipart'}; "
        "sys.exit(str(found | server & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        input="",
        capture_output=True,
        text=True,
        env={**os.environ, "BALINT_SIM_HOME": str(tmp_path)},
        check=False,
    )
    assert done.stderr.splitlines()[-1] == "set()"


@pytest.mark.parametrize("play", PLAYS)
def test_every_play_of_the_flagship_comes_out_as_expected(tmp_path: Path, play: str) -> None:
    outcome = balint(tmp_path, "run", FLAGSHIP, "--play", play, "--json")
    assert outcome.returncode == 0, outcome.stderr
    found = json.loads(outcome.stdout)
    assert found.keys() >= {
        "percent",
        "credit",
        "best",
        "chance",
        "rules",
        "harms",
        "noticing",
        "acts",
        "transcript",
    }
    assert found["noticing"].keys() == {"hits", "misses", "false_alarms", "correct_rejections"}
    assert (found["percent"] == 100) == (play == "exemplary")


@pytest.mark.parametrize("play", ["always-waits", "always-speaks"])
def test_neither_waiting_nor_speaking_always_earns_half(tmp_path: Path, play: str) -> None:
    assert (
        json.loads(balint(tmp_path, "run", FLAGSHIP, "--play", play, "--json").stdout)["percent"]
        < 50
    )


def test_a_play_that_comes_out_otherwise_is_said_on_one_line(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("play: p\notherwise: wait\nexpect: {percent: 99, harms: 3}\n", "utf-8")
    outcome = balint(tmp_path, "run", FLAGSHIP, "--play", str(plan), "--json")
    assert outcome.returncode == 1
    assert json.loads(outcome.stdout)["percent"] < 99
    assert outcome.stderr.count("\n") == 1
    assert "expected 99" in outcome.stderr
    assert "harms is 0; expected 3" in outcome.stderr


def test_the_acts_of_a_play_are_a_plan_that_earns_the_same(tmp_path: Path) -> None:
    for play in ("exemplary", "live"):
        found = json.loads(balint(tmp_path, "run", FLAGSHIP, "--play", play, "--json").stdout)
        mode = "live" if play == "live" else "guided"
        plan = tmp_path / "again.yaml"
        expect = {"percent": found["percent"], "harms": found["harms"]}
        plan.write_text(
            json.dumps(
                {"play": "again", "mode": mode, "seed": 1, "acts": found["acts"], "expect": expect}
            ),
            "utf-8",
        )
        again = balint(tmp_path, "run", FLAGSHIP, "--play", str(plan), "--json")
        assert again.returncode == 0, again.stderr


def test_the_acts_of_a_live_play_have_what_was_said_and_let_go_between_moments(
    tmp_path: Path,
) -> None:
    acts = [
        {"turn": 2, "act": "let-go"},
        {"turn": 3, "act": "contain"},
        {"moment": "only-a-dressing", "after": 1, "act": "let-go"},
    ]
    plan = tmp_path / "talkative.yaml"
    plan.write_text(json.dumps({"play": "talkative", "mode": "live", "acts": acts}), "utf-8")
    found = json.loads(balint(tmp_path, "run", FLAGSHIP, "--play", str(plan), "--json").stdout)
    assert found["acts"] == acts


def test_the_analysis_has_its_keys_and_live_has_no_policies(tmp_path: Path) -> None:
    guided = json.loads(balint(tmp_path, "analyse", FLAGSHIP, "--json").stdout)
    assert guided.keys() >= KEYS
    assert guided["exhaustive"] is True
    assert guided["unreached"] == []
    assert guided["paths"].isdigit()
    live = json.loads(balint(tmp_path, "analyse", FLAGSHIP, "--mode", "live", "--json").stdout)
    assert [live[key] for key in POLICIES] == [None] * 4
    assert int(live["paths"]) > int(guided["paths"])
    assert "chance line" in balint(tmp_path, "analyse", FLAGSHIP).stdout


def test_the_shipped_library_checks_clean(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "scenarios"
    outcome = balint(tmp_path, "check", str(folder))
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.endswith(" checked, no findings.\n")


def test_findings_stand_at_their_line_and_column_all_at_once(tmp_path: Path) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text("scenario: x\ntitle: 3\nlevel: easy\nstile: guiding\n", "utf-8")
    outcome = balint(tmp_path, "check", str(file))
    assert outcome.returncode == 1
    places = [line.split(" ")[0] for line in outcome.stdout.splitlines()]
    assert {f"{file}:2:8:", f"{file}:3:8:", f"{file}:4:1:"} <= set(places)
    found = json.loads(balint(tmp_path, "check", str(file), "--json").stdout)
    assert {"file", "line", "column", "code", "severity", "sentence", "hint"} == found[0].keys()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["play", "presenter-drift"], 1, "Did you mean 'presenter-drifts'?"),
        (["play", "../../no/such/thing"], 1, "There is no scenario"),
        (["play", "/etc/passwd"], 1, "does not load"),
        (["play", "\x1b]52;c;bWFsaWNl\x07"], 1, "There is no scenario"),
        (["play", "/dev/null"], 1, "it is a device and not a file"),
        (["play", "--resume"], 1, "no unfinished session"),
        (["check", "nowhere"], 1, "There is no scenario in 'nowhere'"),
        (["check"], 2, "Required and missing: PATH."),
        (["debrief"], 1, "No session is finished yet"),
        (["debrief", "7"], 1, "There is no session 7"),
        (["run", FLAGSHIP, "--play", "nowhere"], 1, "There is no plan"),
        (["analyse", "nowhere"], 1, "There is no scenario"),
        (["data", "delete"], 0, ""),
        (["sing"], 2, "There is no command 'sing'."),
    ],
)
def test_what_a_user_gets_wrong_ends_with_a_clear_line(
    tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    outcome = balint(tmp_path, *arguments)
    assert outcome.returncode == status, outcome.stderr
    assert said in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert "\x1b" not in outcome.stderr


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder", "utf-8")
    outcome = balint(tmp_path / "home", "play", FLAGSHIP, "--plain")
    assert outcome.returncode == 1
    assert "cannot be used" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert "The letter in the van" in balint(tmp_path / "home", "list").stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    environment = {**os.environ, "BALINT_SIM_HOME": str(tmp_path)}
    command = f"{sys.executable} -m simulator run {FLAGSHIP} --play exemplary | head -n 1"
    outcome = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=environment, check=False
    )
    assert "Traceback" not in outcome.stderr
    assert "Exception" not in outcome.stderr


def test_what_is_kept_can_be_taken_away_and_deleted(tmp_path: Path) -> None:
    balint(tmp_path, "play", FLAGSHIP, "--plain", typed="\n\n")
    exported = json.loads(balint(tmp_path, "data", "export").stdout)
    assert exported["plays"][0]["scenario"] == FLAGSHIP
    assert balint(tmp_path, "data", "path").stdout.strip() == str(tmp_path)
    assert balint(tmp_path, "data", "delete").returncode == 1
    assert "Deleted" in balint(tmp_path, "data", "delete", "--yes").stdout
    assert list(tmp_path.glob("*.sqlite3")) == []


def test_the_doctor_names_versions_and_folders(tmp_path: Path) -> None:
    said = balint(tmp_path, "doctor").stdout
    for word in (
        "balint-sim",
        "Python",
        "sqlite",
        "textual",
        str(tmp_path),
        "plain: input is not a terminal",
    ):
        assert word in said


def test_nothing_is_written_outside_the_home(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    balint_process(tmp_path / "home", "play", FLAGSHIP, "--plain", typed="\nw\n" * 300, cwd=here)
    balint_process(tmp_path / "home", "debrief", cwd=here)
    assert list(here.iterdir()) == []
    assert {path.name for path in (tmp_path / "home").iterdir()} == {"cache", "learner.sqlite3"}


def test_a_debrief_comes_in_every_format(tmp_path: Path) -> None:
    balint(tmp_path, "play", FLAGSHIP, "--plain", "--seed", "1", typed="\nw\n" * 300)
    for form in ("text", "md", "html", "json"):
        outcome = balint(tmp_path, "debrief", "--format", form)
        assert outcome.returncode == 0, outcome.stderr
        assert "The letter in the van" in outcome.stdout
        if form == "json":
            assert json.loads(outcome.stdout)["percent"] < 50
    file = tmp_path / "debrief.md"
    assert balint(tmp_path, "debrief", "1", "--format", "md", "-o", str(file)).stdout == ""
    assert file.read_text("utf-8") == balint(tmp_path, "debrief", "--format", "md").stdout
