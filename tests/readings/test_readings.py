"""Booklets hold the whole library and give nothing away; readings are scored as they were chosen."""

import json
from pathlib import Path

import pytest

from tests.readings import WAIT, booklets, lines_only
from tests.surveyed import scenarios


def test_each_moment_is_in_one_booklet_and_none_has_two_of_a_scenario() -> None:
    drawn = booklets.drawn(1)
    found = [(item.scenario, item.moment) for booklet in drawn for item in booklet]
    assert sorted(found) == sorted(
        (scenario.id, moment.id) for scenario in scenarios() for moment in scenario.moments()
    )
    for booklet in drawn:
        assert len({item.scenario for item in booklet}) == len(booklet)


def test_a_booklet_names_neither_scenario_nor_moment_nor_act(tmp_path: Path) -> None:
    booklets.write(tmp_path, 1)
    text = "".join(file.read_text("utf-8") for file in tmp_path.glob("booklet-*.txt"))
    for booklet in booklets.drawn(1):
        for item in booklet:
            assert item.scenario not in text
            assert f" {item.moment}\n" not in text


def test_what_is_chosen_is_recorded_and_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booklets, "FILE", tmp_path / "lines-only.json")
    booklets.FILE.write_text("[]", "utf-8")
    booklets.write(tmp_path, 2)
    key = json.loads((tmp_path / booklets.KEY).read_text("utf-8"))
    waits = {item: "ABCDEFGH"[one["acts"].index(WAIT)] for item, one in key.items()}
    (tmp_path / "answers-1.json").write_text(json.dumps(waits), "utf-8")
    booklets.record(tmp_path, "2026-11-27")
    (reading,) = json.loads(booklets.FILE.read_text("utf-8"))
    assert reading["date"] == "2026-11-27"
    assert set(reading["booklets"][0].values()) == {WAIT}
    assert len(reading["booklets"][0]) == len(key)


def test_a_reading_is_not_better_than_the_best() -> None:
    for reading in lines_only():
        assert 0 < reading.chance < reading.percent < 100
        assert reading.speak_right <= reading.items
