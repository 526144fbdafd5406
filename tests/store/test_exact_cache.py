"""Exact values are calculated once; a cache that is wrong in any way costs only time."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache as once
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis import exact as worth
from simulator.analysis import explore
from simulator.analysis.exact import Exact, TooLarge, fingerprint
from simulator.analysis.score_play import choices
from simulator.analysis.stop import Stop
from simulator.engine.program import Program, compile_scenario
from simulator.library.file_cache import FileCache, Kind
from simulator.scenario.model import MODES
from simulator.scenario.text import forbidden_character
from simulator.store import exact_cache as exact
from simulator.store.exact_cache import FIRST, STATES, FirstLook, exact_of, first_look
from tests.examples import examples
from tests.library.caches import HARMS, forge, read_entry, spoiled
from tests.scripts import CUE, LEAVE, opened, played, scripted
from tests.strategies import CHOICES, Data, as_scenario, lead, scenarios


@pytest.fixture
def cache(tmp_path: Path) -> FileCache:
    return FileCache(tmp_path)


def known_chance(digest: str, cache: FileCache) -> float | None:
    look = first_look(digest, cache)
    return look.chance if look is not None else None


def forbid_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(program: Program, limit: int, stop: Stop) -> explore.Graph:
        raise AssertionError("every play was looked at again")

    monkeypatch.setattr(worth, "explore", searched)


def test_a_debrief_needs_no_second_search(
    cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = played(CUE + LEAVE, "advise", "feeling")
    first = exact_of(session.setup.program, cache)
    forbid_search(monkeypatch)
    again = exact_of(compile_scenario(session.setup.program.scenario), cache)
    assert again.guided.yardstick == first.guided.yardstick
    assert again.live.yardstick == first.live.yardstick
    assert choices(session.setup, session.records, again.guided) == choices(
        session.setup, session.records, first.guided
    )


MENDED = """\
- cue: charge
  turns: [{ben: one, breaks: [no-advice]}, {ben: two}, {ben: three}]
  ripe: 2
  late: 2
  timing: {late: 0.3}
  options:
    - {do: protect, say: x, credit: 1, after: 2}
    - {do: contain, say: y, credit: 0.5, timing: {early: 0.8}}
- cue: between
  turns: [{ben: one}]
  options: [{do: contain, say: x, credit: 1}, {do: feeling, say: y, credit: 0}]
- cue: amends
  mends: charge
  turns: [{ben: one}]
  options: [{do: repair, say: x, credit: 1}, {do: contain, say: y, credit: 0.5, after: 1}]
"""
"""The time of an act in ``charge`` matters later, so live play has more states."""


def test_values_that_differ_between_the_modes_are_read_from_the_cache(
    cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = compile_scenario(scripted(MENDED))
    first = exact_of(program, cache)
    assert len(first.live.best) > len(first.guided.best)
    forbid_search(monkeypatch)
    again = exact_of(compile_scenario(program.scenario), cache)
    for mode in MODES:
        assert again.mode(mode).best == first.mode(mode).best
        assert again.mode(mode).yardstick == first.mode(mode).yardstick


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  mends: charge\n", ""),
        ("  mends: charge\n", "  mends: between\n"),
        ("credit: 1, after: 2", "credit: 1"),
        ("credit: 1, after: 2", "credit: 1, after: 3"),
        ("late: 0.3", "late: 0.4"),
        ("early: 0.8", "early: 0.9"),
        ("no-advice", "no-criticism"),
    ],
)
def test_a_change_of_a_key_of_the_second_edition_changes_the_fingerprint(
    before: str, after: str
) -> None:
    changed = MENDED.replace(before, after, 1)
    assert changed != MENDED
    assert fingerprint(compile_scenario(scripted(changed))) != fingerprint(
        compile_scenario(scripted(MENDED))
    )


@given(data=scenarios(), picked=CHOICES)
def test_what_is_written_down_says_the_same_of_every_play(data: Data, picked: list[int]) -> None:
    program = compile_scenario(as_scenario(data))
    first = Exact.of(program)
    data = json.loads(json.dumps(first.to_data()))
    again = Exact.from_data(compile_scenario(program.scenario), data)
    for mode in MODES:
        session = lead(opened(program.scenario, mode), picked)
        assert again.mode(mode).best == first.mode(mode).best
        assert again.mode(mode).yardstick == first.mode(mode).yardstick
        told = [
            choices(session.setup, session.records, exact.mode(mode)) for exact in (first, again)
        ]
        assert told[0] == told[1]


def first_file(program: Program, cache: FileCache) -> Path:
    return cache.file(FIRST, program.scenario.digest)


def states_file(program: Program, cache: FileCache) -> Path:
    return cache.file(STATES, program.scenario.digest)


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_cache_is_made_anew(cache: FileCache, harm: bytes) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    first = exact_of(program, cache)
    written = {
        file: file.read_bytes()
        for file in (first_file(program, cache), states_file(program, cache))
    }
    for file in written:
        file.write_bytes(harm)
    assert known_chance(program.scenario.digest, cache) is None
    assert exact_of(program, cache).guided.best == first.guided.best
    assert {file: file.read_bytes() for file in written} == written


def test_a_cache_in_which_a_state_is_missing_is_made_anew(cache: FileCache) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    first = exact_of(program, cache)
    file = states_file(program, cache)
    file.write_bytes(file.read_bytes().replace(b"[[", b"[", 1).replace(b"],[", b"[", 1))
    assert exact_of(program, cache).guided.best == first.guided.best


@pytest.mark.parametrize("harm", HARMS)
def test_damaged_states_are_made_anew_and_the_chance_line_is_still_had(
    cache: FileCache, harm: bytes
) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    first = exact_of(program, cache)
    states_file(program, cache).write_bytes(harm)
    assert known_chance(program.scenario.digest, cache) == first.guided.yardstick.chance
    assert exact_of(program, cache).guided.best == first.guided.best


def test_a_chance_line_is_had_without_reading_the_states(cache: FileCache) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    assert known_chance(program.scenario.digest, cache) is None
    first = exact_of(program, cache)
    states_file(program, cache).unlink()
    assert known_chance(program.scenario.digest, cache) == first.guided.yardstick.chance


@once
def a_program() -> Program:
    return compile_scenario(scripted(CUE + "- ben: more\n  when: told\n" + LEAVE))


@examples(100)
@given(data=st.data(), kind=st.sampled_from([FIRST, STATES]))
def test_a_cache_that_was_changed_by_hand_is_made_anew_or_has_values_that_can_be(
    data: st.DataObject, kind: Kind
) -> None:
    program = a_program()
    with TemporaryDirectory() as folder:
        cache = FileCache(Path(folder))
        exact_of(program, cache)
        file = cache.file(kind, program.scenario.digest)
        forge(file, kind.form, data.draw(st.composite(spoiled)(read_entry(file))))
        chance = known_chance(program.scenario.digest, cache)
        assert chance is None or 0 <= chance <= 100.001
        stopped = ""
        try:
            found = exact_of(program, cache)
        except TooLarge as problem:
            stopped = str(problem)
        else:
            assert 0 <= found.guided.yardstick.chance <= 100.001
            assert all(
                0 <= best <= 10**6
                for best in (*found.guided.best.values(), *found.live.best.values())
            )
        assert forbidden_character(stopped) is None


def test_values_of_a_program_that_was_compiled_otherwise_are_not_trusted(
    cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = scripted(CUE + LEAVE)
    exact_of(compile_scenario(scenario), cache)
    other = replace(compile_scenario(scenario), start_values=(7, 5, 3, 0, 0))
    assert other.scenario.digest == scenario.digest
    forbid_search(monkeypatch)
    with pytest.raises(AssertionError, match="looked at again"):
        exact_of(other, cache)


@given(data=scenarios())
def test_a_program_has_the_same_fingerprint_each_time_and_another_if_it_begins_differently(
    data: Data,
) -> None:
    scenario = as_scenario(data)
    program = compile_scenario(scenario)
    assert fingerprint(program) == fingerprint(compile_scenario(scenario))
    raised = tuple(value + 1 for value in program.start_values)
    assert fingerprint(program) != fingerprint(replace(program, start_values=raised))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("when: told", "when: not told"),
        ("effect: {trust: +1}", "effect: {trust: +2}"),
        ("credit: 0.2", "credit: 0.3"),
        ("goto: far", "goto: near"),
        ("trust > 1", "trust > 2"),
        ("ripe: 2", "ripe: 3"),
    ],
)
def test_a_program_that_is_compiled_otherwise_has_another_fingerprint(
    before: str, after: str
) -> None:
    script = (
        "- ben: a\n  when: told\n- effect: {trust: +1}\n- goto: far\n  when: told\n"
        "- label: near\n- set: {told: true}\n- label: far\n"
    )
    script += CUE + LEAVE.replace("credit: 0.2", "credit: 0.2, when: trust > 1")
    changed = script.replace(before, after, 1)
    assert changed != script
    assert fingerprint(compile_scenario(scripted(changed))) != fingerprint(
        compile_scenario(scripted(script))
    )


KEPT = CUE + LEAVE + "- ben: x\n  when: trust > 1 and did('drift.contain')\n"


@pytest.mark.parametrize(
    "row",
    [
        lambda at, values, judged, best: [at, *values, 0, judged, best],
        lambda at, values, judged, best: [at, *values[1:], judged, best],
        lambda at, values, judged, best: [at, *map(str, values), judged, best],
        lambda at, values, judged, best: [at, *map(bool, values), judged, best],
        lambda at, values, judged, best: [at, *values, hex(1 << 40), best],
        lambda at, values, judged, best: [at, *values, "judged", best],
        lambda at, values, judged, best: [at + 1, *values, judged, best],
        lambda at, values, judged, best: [at, *values, judged, -1],
        lambda at, values, judged, best: [at, *values, judged, float(best)],
        lambda at, values, judged, best: [at, *values, judged, 10**9],
    ],
)
def test_a_row_that_no_state_of_the_program_has_is_refused(
    row: Callable[[int, list[int], str, int], list[object]],
) -> None:
    program = compile_scenario(scripted(KEPT))
    data = Exact.of(program).to_data()
    assert Exact.from_data(program, data).guided.best
    at, *values, judged, best = data["states"][-1]
    assert values
    data["states"][-1] = row(at, values, judged, best)
    with pytest.raises((ValueError, TypeError, KeyError)):
        Exact.from_data(program, data)


def test_the_values_of_the_least_and_the_most_are_those_of_states() -> None:
    program = compile_scenario(scripted(KEPT))
    data = Exact.of(program).to_data()
    for best in (0, max(row[-1] for row in data["states"])):
        data["states"][-1][-1] = best
        assert best in Exact.from_data(program, data).guided.best.values()


def test_that_a_scenario_is_too_large_is_remembered(
    cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    with pytest.raises(TooLarge, match="stopped at 1 states") as first:
        exact_of(program, cache, limit=1)
    assert first_look(program.scenario.digest, cache) == FirstLook(None)
    with monkeypatch.context() as patched:
        forbid_search(patched)
        with pytest.raises(TooLarge) as again:
            exact_of(program, cache, limit=1)
        assert str(again.value) == str(first.value)
        with pytest.raises(AssertionError, match="looked at again"):
            exact_of(program, cache, limit=2)
    assert exact_of(program, cache).guided.yardstick.chance == known_chance(
        program.scenario.digest, cache
    )
    forbid_search(monkeypatch)
    assert exact_of(program, cache, limit=1).guided.yardstick.chance == known_chance(
        program.scenario.digest, cache
    )


def test_that_somebody_left_is_not_remembered(cache: FileCache) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    with pytest.raises(TooLarge, match="it was left"):
        exact_of(program, cache, lambda looked, known: "it was left")
    assert first_look(program.scenario.digest, cache) is None
    assert exact_of(program, cache).guided.yardstick.best == 2


def test_values_of_another_version_are_not_trusted(
    cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    exact_of(program, cache)
    for name, kind in (("FIRST", FIRST), ("STATES", STATES)):
        monkeypatch.setattr(exact, name, replace(kind, form="another"))
    forbid_search(monkeypatch)
    assert known_chance(program.scenario.digest, cache) is None
    with pytest.raises(AssertionError, match="looked at again"):
        exact_of(program, cache)


def test_an_edited_scenario_has_values_of_its_own(cache: FileCache) -> None:
    before = exact_of(compile_scenario(scripted(CUE + LEAVE)), cache)
    after = exact_of(
        compile_scenario(scripted(CUE.replace("credit: 1", "credit: 0.5") + LEAVE)), cache
    )
    assert [float(exact.guided.yardstick.best) for exact in (before, after)] == [2.0, 1.5]


def test_of_the_older_only_the_chance_lines_stay(
    cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exact, "STATES", replace(STATES, most=2))
    programs = [
        compile_scenario(scripted(CUE + LEAVE.replace("quiet", f"quiet-{i}"))) for i in range(4)
    ]
    for i, program in enumerate(programs):
        exact_of(program, cache)
        os.utime(states_file(program, cache), (i, i))  # some disks' clocks are slower than we are
    assert None not in [known_chance(program.scenario.digest, cache) for program in programs]
    there = [states_file(program, cache).exists() for program in programs]
    assert there == [False, False, True, True]
    assert exact_of(programs[0], cache).guided.yardstick.chance == known_chance(
        programs[0].scenario.digest, cache
    )


def test_where_nothing_can_be_written_values_are_had_all_the_same(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    cache = FileCache(blocked)
    assert exact_of(compile_scenario(scripted(CUE + LEAVE)), cache).guided.yardstick.best == 2


def test_a_scenario_too_large_to_be_exact_says_so() -> None:
    with pytest.raises(TooLarge, match="stopped at 0 states"):
        Exact.of(compile_scenario(scripted(CUE)), 0)
