"""``balint-sim analyse``: a readable page, data for programs, and bounds if truncated."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from simulator.analysis.explore import explore
from simulator.analysis.strategies import habits
from simulator.analysis.values import analyse
from simulator.library.scenarios import FILE
from tests.cli.balint import balint, balint_process
from tests.patience import PATIENCE
from tests.plays import FLAGSHIP
from tests.review.leaders import program
from tests.scripts import CUE, HEAD, LEAVE

pytestmark = pytest.mark.slow

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


def written(folder: Path, script: str, head: str = HEAD) -> str:
    folder.mkdir(exist_ok=True)
    indented = "".join(f"  {line}\n" for line in script.splitlines())
    (folder / FILE).write_text(head.replace("on-stage", folder.name) + "script:\n" + indented)
    return str(folder / FILE)


def analysed(home: Path, *arguments: str) -> dict[str, object]:
    done = balint(home, "analyse", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_best_line_of_the_data_is_a_plan_that_earns_the_best(tmp_path: Path) -> None:
    for mode in ("guided", "live"):
        acts = analysed(tmp_path, FLAGSHIP, "--mode", mode)["best_line"]
        plan = {
            "play": "best",
            "mode": mode,
            "seed": 1,
            "acts": acts,
            "otherwise": "wait",
            "expect": {"percent": 100},
        }
        file = tmp_path / f"{mode}.yaml"
        file.write_text(yaml.safe_dump(plan, sort_keys=False))
        done = balint(tmp_path, "run", FLAGSHIP, "--play", str(file), "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["percent"] == 100


def test_a_stopped_search_gives_bounds_and_no_figure(tmp_path: Path) -> None:
    found = analysed(tmp_path, FLAGSHIP, "--limit", "100")
    assert found.keys() >= KEYS
    assert (found["exhaustive"], found["limit"], found["chance"], found["paths"]) == (
        False,
        "100 states",
        None,
        None,
    )
    bounds = found["bounds"]
    assert isinstance(bounds, dict)
    whole = analysed(tmp_path, FLAGSHIP)
    for name in ("best", "worst", "chance", "always_wait", "always_speak", "timing_only"):
        low, high = bounds[name]
        true = whole[name]
        assert isinstance(true, float)
        assert low <= true <= high
    page = balint(tmp_path, "analyse", FLAGSHIP, "--limit", "100").stdout
    assert "Truncated by 100 states" in page
    assert "bounds that always hold" in page


def test_no_time_at_all_stops_the_search_at_once(tmp_path: Path) -> None:
    assert analysed(tmp_path, FLAGSHIP, "--seconds", "0")["limit"] == "0 seconds"
    assert analysed(tmp_path, FLAGSHIP, "--seconds", "1000")["exhaustive"] is True


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--limit", "0"], "'0' is not a number of states"),
        (["--limit", "many"], "'many' is not a number of states"),
        (["--seconds", "-1"], "'-1' is not a number of seconds"),
        (["--seconds", "nan"], "'nan' is not a number of seconds"),
        (["--library"], "Name a scenario, or ask for --library."),
    ],
)
def test_a_limit_that_is_none_is_refused_in_a_line(
    tmp_path: Path, arguments: list[str], complaint: str
) -> None:
    done = balint(tmp_path, "analyse", FLAGSHIP, *arguments)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_neither_a_scenario_nor_the_library_is_a_slip(tmp_path: Path) -> None:
    done = balint(tmp_path, "analyse")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Name a scenario" in done.stderr


def test_ctrl_c_leaves_a_partial_answer_that_is_true(tmp_path: Path) -> None:
    head = HEAD + "".join(f"  n{i}: {{start: 0, min: 0, max: 9}}\n" for i in range(12))
    cues = "".join(
        CUE.replace("drift", f"m{i}").replace(
            "credit: 1}", f"credit: 1, effect: {{n{i % 12}: +1, n{(i + 5) % 12}: +1}}}}"
        )
        for i in range(24)
    )
    reads = "".join(f"- if: n{i} > 1\n  then: [{{ben: more}}]\n" for i in range(12))
    file = written(tmp_path / "very-large", cues + reads + LEAVE, head)
    command = [sys.executable, "-m", "simulator", "analyse", file, "--json"]
    ours, theirs = pty.openpty()
    environment = {**os.environ, "BALINT_SIM_HOME": str(tmp_path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, text=True, env=environment
    ) as process:
        os.close(theirs)
        complaint = os.read(ours, 1000).decode()  # waits until it tells how far it is
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=PATIENCE)
    os.close(ours)
    assert "states explored" in complaint
    assert process.returncode == 130
    found = json.loads(told)
    assert (found["exhaustive"], found["limit"]) == (False, "Ctrl-C")
    low, high = found["bounds"]["best"]
    assert 0 <= low <= 25 <= high + 1e-9


def test_a_terminal_without_the_signs_gets_bars_of_plain_ones(tmp_path: Path) -> None:
    def said(encoding: str) -> str:
        environment = {"PYTHONIOENCODING": encoding}
        return balint_process(tmp_path, "analyse", FLAGSHIP, env=environment).stdout

    assert "█" in said("utf-8")
    plain = said("ascii")
    assert "####" in plain
    assert plain.isascii()


def test_live_play_is_analysed_with_the_lines_that_only_live_play_has(tmp_path: Path) -> None:
    written(tmp_path / "late", CUE.replace("credit: 1}", "credit: 1, after: 3}", 1))
    guided, live = (
        analysed(tmp_path, str(tmp_path / "late"), "--mode", mode)["best"]
        for mode in ("guided", "live")
    )
    assert (guided, live) == (0, 1)


def opening(home: Path, *arguments: str) -> str:
    """The first sentences of the page, on one line."""
    done = balint(home, "analyse", *arguments)
    assert done.returncode == 0, done.stderr
    title, first, *_ = done.stdout.split("\n\n")
    assert title.endswith((", guided play", ", live play"))
    return " ".join(first.split())


def test_the_page_opens_with_best_line_habit_and_the_moment_that_matters(tmp_path: Path) -> None:
    heavy = CUE.replace("cue: drift", "cue: heavy\n  weight: 3")
    file = written(tmp_path / "on-stage", CUE + heavy + LEAVE)
    first = opening(tmp_path, file)
    best, habit, most = first.split(" A habit that pays: ")[0], first, first.split("Most ")[1]
    assert (
        best == "The best line earns 5 credit: contain in drift, contain in heavy, wait in quiet."
    )
    assert "'always contain' earns 100 percent" in habit
    assert most.startswith("depends on 'heavy': chance loses ")
    assert most.endswith("The best act is 'contain'.")


def test_without_a_habit_that_pays_the_page_says_so(tmp_path: Path) -> None:
    analysis = analyse(explore(program("tutorial")), "guided")
    percents, chance = habits(analysis), analysis.yardstick().chance
    best = max(percents, key=percents.__getitem__)
    assert (
        f"No habit pays: the best of them, '{best}', earns {percents[best]:.0f} percent, "
        f"{percents[best] - chance:.0f} points more than chance." in opening(tmp_path, "tutorial")
    )


def test_live_play_has_turns_in_its_best_line_and_no_habit(tmp_path: Path) -> None:
    first = opening(tmp_path, written(tmp_path / "on-stage", CUE + LEAVE), "--mode", "live")
    assert first.startswith("The best line earns 2 credit: contain in drift after turn 2, ")
    assert "habit" not in first
    assert "at the wrong time costs 1.00 credit" in first
