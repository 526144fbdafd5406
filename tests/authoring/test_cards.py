"""Cards say what a library shows of a scenario, and a cache that is wrong in any way costs a moment and nothing else."""

import json
from pathlib import Path

import pytest

from simulator.authoring import cards as module
from simulator.authoring import checks
from simulator.authoring.cards import Card, cards
from simulator.authoring.library import Loaded, load
from tests.libraries import small


def scenario_file(folder: Path, name: str, text: str) -> Path:
    file = folder / name / "scenario.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file


def forbid_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded(path: Path) -> Loaded:
        raise AssertionError("a scenario was read")

    monkeypatch.setattr(module, "load", loaded)


def test_a_card_knows_what_a_scenario_practises_by_the_names_of_the_catalogue(tmp_path: Path) -> None:
    file = scenario_file(tmp_path, "tears", small("tears", situation="tears", rule="no-therapy"))
    (card,) = cards([file], tmp_path / "cards.json")
    assert (card.situations, card.situation_names) == (("tears",), ("Tears",))
    assert (card.rules, card.rule_names) == (("no-therapy",), ("No therapy",))
    assert card.format_name == "Weekly group, 90 minutes"
    scenario = load(file).scenario
    assert scenario is not None
    assert card.digest == scenario.digest


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [scenario_file(tmp_path, name, small(name)) for name in ("one", "two")]
    first = cards(files, tmp_path / "cards.json")
    forbid_loading(monkeypatch)
    assert cards(files, tmp_path / "cards.json") == first


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = scenario_file(tmp_path, "one", small("one"))
    (before,) = cards([file], tmp_path / "cards.json")
    file.write_text(small("one", title="Another title altogether"), "utf-8")
    (after,) = cards([file], tmp_path / "cards.json")
    assert (before.title, after.title) == ("About one", "Another title altogether")
    assert before.digest != after.digest


@pytest.mark.parametrize("harm", ["", "[]", "{", "null", '{"form": "0/0"}', "[" * 9_000, '{"form": %s, "files": {"x": 5}}'])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, harm: str) -> None:
    cache = tmp_path / "cards.json"
    file = scenario_file(tmp_path, "one", small("one"))
    first = cards([file], cache)
    form = json.dumps(json.loads(cache.read_text("utf-8"))["form"])
    cache.write_text(harm.replace("%s", form), "utf-8")
    assert cards([file], cache) == first
    assert json.loads(cache.read_text("utf-8"))["files"]


def test_a_cache_of_another_form_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = scenario_file(tmp_path, "one", small("one"))
    cards([file], tmp_path / "cards.json")
    monkeypatch.setattr(module, "FORM", module.FORM + 1)
    forbid_loading(monkeypatch)
    with pytest.raises(AssertionError, match="was read"):
        cards([file], tmp_path / "cards.json")


def test_a_scenario_that_does_not_load_has_a_card_that_says_what_keeps_it_from_loading(tmp_path: Path) -> None:
    broken = small("broken").replace("scenario: broken", "scenario: elsewhere").replace("do: contain", "do: shout")
    (card,) = cards([scenario_file(tmp_path, "broken", broken)], tmp_path / "cards.json")
    assert card == Card(card.path, "broken", "broken", problem=card.problem)
    assert "shout" in card.problem


def test_what_does_not_keep_a_scenario_from_loading_is_not_named_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "MOST_TURNS", 1)
    (card,) = cards([scenario_file(tmp_path, "long", small("long"))], tmp_path / "cards.json")
    assert "M344" in str(load(Path(card.path)).findings[0])
    assert "Y124 This scenario has 2 turns" in card.problem


def test_the_easiest_stand_first(tmp_path: Path) -> None:
    levels = {"a": "advanced", "b": "developing", "c": "foundation"}
    files = [scenario_file(tmp_path, name, small(name, level=level)) for name, level in levels.items()]
    assert [card.id for card in cards(files, tmp_path / "cards.json")] == ["c", "b", "a"]


def test_where_nothing_can_be_written_cards_are_had_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("in the way", "utf-8")
    file = scenario_file(tmp_path, "one", small("one"))
    assert [card.id for card in cards([file], tmp_path / "a-file" / "cards.json")] == ["one"]
