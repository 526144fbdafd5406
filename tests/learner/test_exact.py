"""What was worked out once is not worked out again, and a cache that is wrong in any way costs a moment and nothing else."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given

from simulator.analysis import explore, worth
from simulator.analysis.appraise import choices
from simulator.analysis.patience import Stop
from simulator.analysis.worth import Exact, TooLarge
from simulator.learner import exact
from simulator.learner.exact import exact_of, known_chance
from simulator.learner.folders import exact_folder
from simulator.play.program import Program, compile_scenario
from tests.stage import CUE, LEAVE, opened, played, scripted
from tests.strategies import CHOICES, Data, as_scenario, lead, scenarios


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path))
    return tmp_path


def forbid_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(program: Program, limit: int, stop: Stop) -> explore.Graph:
        raise AssertionError("every play was looked at again")

    monkeypatch.setattr(worth, "explore", searched)


def test_a_debrief_needs_no_second_search(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = played(CUE + LEAVE, "advise", "feeling")
    first = exact_of(session.setup.program)
    forbid_search(monkeypatch)
    again = exact_of(compile_scenario(session.setup.program.scenario))
    assert again.guided.yardstick == first.guided.yardstick
    assert again.live.yardstick == first.live.yardstick
    assert choices(session.setup, session.records, again.guided) == choices(session.setup, session.records, first.guided)


@given(data=scenarios(), picked=CHOICES)
def test_what_is_written_down_says_the_same_of_every_play(data: Data, picked: list[int]) -> None:
    program = compile_scenario(as_scenario(data))
    first = Exact.of(program)
    again = Exact.again(compile_scenario(program.scenario), json.loads(json.dumps(first.plain())))
    for mode in ("guided", "live"):
        session = lead(opened(program.scenario, "live" if mode == "live" else "guided"), picked)
        assert again.mode(mode).yardstick == first.mode(mode).yardstick
        told = [choices(session.setup, session.records, exact.mode(mode)) for exact in (first, again)]
        assert told[0] == told[1]


HARMS = [b"", b"[]", b"{", b'{"form": "0/0"}', b"\xff\xfe", b"null", b"[" * 9_000, b"{}\n{}\n"]


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_cache_is_made_anew(home: Path, harm: bytes) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    first = exact_of(program)
    (file,) = exact_folder().iterdir()
    file.write_bytes(harm)
    assert exact_of(program).guided.best == first.guided.best
    assert json.loads(file.read_bytes().splitlines()[0])["yardsticks"]


@pytest.mark.parametrize("harm", [b"", b"{", b"null", b'{"states":[[1]]}'])
def test_damaged_states_are_made_anew_and_the_chance_line_is_still_had(home: Path, harm: bytes) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    first = exact_of(program)
    (file,) = exact_folder().iterdir()
    file.write_bytes(file.read_bytes().splitlines()[0] + b"\n" + harm)
    assert known_chance(program.scenario.digest) == first.guided.yardstick.chance
    assert exact_of(program).guided.best == first.guided.best


def test_a_chance_line_is_had_without_reading_the_states(home: Path) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    assert known_chance(program.scenario.digest) is None
    first = exact_of(program)
    (file,) = exact_folder().iterdir()
    file.write_bytes(file.read_bytes().splitlines()[0])
    assert known_chance(program.scenario.digest) == first.guided.yardstick.chance


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_cache_has_no_chance_line(home: Path, harm: bytes) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    exact_of(program)
    (file,) = exact_folder().iterdir()
    file.write_bytes(harm)
    assert known_chance(program.scenario.digest) is None


def test_values_of_another_version_are_not_trusted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    exact_of(program)
    monkeypatch.setattr(exact, "FORM", exact.FORM + 1)
    forbid_search(monkeypatch)
    assert known_chance(program.scenario.digest) is None
    with pytest.raises(AssertionError, match="looked at again"):
        exact_of(program)


def test_an_edited_scenario_has_values_of_its_own(home: Path) -> None:
    before = exact_of(compile_scenario(scripted(CUE + LEAVE)))
    after = exact_of(compile_scenario(scripted(CUE.replace("credit: 1", "credit: 0.5") + LEAVE)))
    assert [float(exact.guided.yardstick.best) for exact in (before, after)] == [2.0, 1.5]


def several(count: int) -> list[Program]:
    """Programs whose values were worked out one after the other."""
    programs = [compile_scenario(scripted(CUE + LEAVE.replace("quiet", f"quiet-{i}"))) for i in range(count)]
    for i, program in enumerate(programs):
        exact_of(program)
        file = exact_folder() / f"{program.scenario.digest}.json"
        if file.exists():
            os.utime(file, (i, i))  # the clock of some disks is slower than we are
    return programs


def test_the_oldest_go_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "MOST_FILES", 3)
    programs = several(5)
    assert [known_chance(program.scenario.digest) is None for program in programs] == [True, True, False, False, False]


def test_of_the_older_only_the_chance_lines_stay(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "LONGEST_FIRST_LINE", 120)  # these scenarios are small
    monkeypatch.setattr(exact, "MOST_WHOLE", 2)
    programs = several(4)
    assert None not in [known_chance(program.scenario.digest) for program in programs]
    files = [exact_folder() / f"{program.scenario.digest}.json" for program in programs]
    assert [len(file.read_bytes().splitlines()) for file in files] == [1, 1, 2, 2]
    assert exact_of(programs[0]).guided.yardstick.chance == known_chance(programs[0].scenario.digest)


def test_where_nothing_can_be_written_values_are_had_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    monkeypatch.setenv("BALINT_SIM_HOME", str(blocked))
    assert exact_of(compile_scenario(scripted(CUE + LEAVE))).guided.yardstick.best == 2


def test_a_scenario_too_large_to_be_exact_says_so() -> None:
    with pytest.raises(TooLarge, match="stopped at 0 states"):
        Exact.of(compile_scenario(scripted(CUE)), 0)
