"""Cards have what a library shows of a scenario; an invalid cache only costs time."""

import os
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.language import lint as checks
from simulator.library import cards as module
from simulator.library.cards import Card, cards
from simulator.library.changed_files import kind_of
from simulator.library.scenarios import Loaded
from simulator.library.workspace import Folders, Workspace
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.text import forbidden_character
from tests.examples import examples
from tests.libraries import small
from tests.library.caches import HARMS, forge, read_entry, spoiled
from tests.workspaces import SHIPPED, catalogue, load, try_load


def scenario_file(folder: Path, name: str, text: str) -> Path:
    file = folder / name / "scenario.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file


def cached_in(folder: Path) -> Workspace:
    """A workspace with its cache in this folder."""
    return Workspace(SHIPPED, Folders(folder, folder), loaded=catalogue())


def forbid_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded(path: Path, catalogue: Catalogue) -> Loaded:
        raise AssertionError("a scenario was read")

    monkeypatch.setattr(module, "load", loaded)


def test_a_card_knows_what_a_scenario_practises_by_the_names_of_the_catalogue(
    tmp_path: Path,
) -> None:
    file = scenario_file(tmp_path, "tears", small("tears", situation="tears", rule="no-therapy"))
    (card,) = cards(cached_in(tmp_path), [file])
    assert (card.situations, card.situation_names) == (("tears",), ("Tears",))
    assert (card.rules, card.rule_names) == (("no-therapy",), ("No therapy",))
    assert card.format_name == "Weekly group, 90 minutes"
    scenario = load(file).scenario
    assert scenario is not None
    assert card.digest == scenario.digest


def test_an_unchanged_file_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [scenario_file(tmp_path, name, small(name)) for name in ("one", "two")]
    first = cards(cached_in(tmp_path), files)
    forbid_loading(monkeypatch)
    assert cards(cached_in(tmp_path), files) == first


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = scenario_file(tmp_path, "one", small("one"))
    (before,) = cards(cached_in(tmp_path), [file])
    file.write_text(small("one", title="Another title altogether"), "utf-8")
    (after,) = cards(cached_in(tmp_path), [file])
    assert (before.title, after.title) == ("About one", "Another title altogether")
    assert before.digest != after.digest


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_cache_is_made_anew(tmp_path: Path, harm: bytes) -> None:
    cache = tmp_path / "cards.json"
    file = scenario_file(tmp_path, "one", small("one"))
    first = cards(cached_in(cache.parent), [file])
    written = cache.read_bytes()
    cache.write_bytes(harm)
    assert cards(cached_in(cache.parent), [file]) == first
    assert cache.read_bytes() == written


@pytest.mark.parametrize("cut", [0, 1, 40, -1, -2])
def test_a_cache_that_was_cut_is_made_anew(tmp_path: Path, cut: int) -> None:
    cache = tmp_path / "cards.json"
    file = scenario_file(tmp_path, "one", small("one"))
    cards(cached_in(cache.parent), [file])
    written = cache.read_bytes()
    cache.write_bytes(written[:cut])
    cards(cached_in(cache.parent), [file])
    assert cache.read_bytes() == written


def is_a_card(card: Card) -> bool:
    texts = (
        card.id,
        card.title,
        card.teaser,
        card.level,
        card.style,
        card.format,
        card.format_name,
        card.digest,
        card.problem,
    )
    lists = (card.rules, card.rule_names, card.situations, card.situation_names)
    numbers = [number for number in (card.minutes, card.moments) if number is not None]
    every = [*texts, *(text for one in lists for text in one)]
    right = all(isinstance(text, str) and not forbidden_character(text) for text in every)
    return right and all(type(number) is int and number >= 0 for number in numbers)


@examples(150)
@given(data=st.data())
def test_a_cache_that_was_changed_by_hand_gives_cards_or_is_made_anew(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        cache = Path(folder) / "cards.json"
        file = scenario_file(
            Path(folder), "one", small("one", situation="tears", rule="no-therapy")
        )
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(module, "load", cached_load)
            (first,) = cards(cached_in(cache.parent), [file])
            form = kind_of(SHIPPED, module.FORM).form
            forge(cache, form, data.draw(st.composite(spoiled)(read_entry(cache))))
            (card,) = cards(cached_in(cache.parent), [file])
        assert is_a_card(card)
        assert card.path == first.path


@cache
def cached_small() -> Loaded:
    with TemporaryDirectory() as folder:
        return load(
            scenario_file(Path(folder), "one", small("one", situation="tears", rule="no-therapy"))
        )


def cached_load(path: Path, catalogue: Catalogue) -> Loaded:
    """Load the scenario of the test above only once."""
    return cached_small()


def test_a_change_of_the_catalogue_is_seen(tmp_path: Path) -> None:
    ours = tmp_path / "scenarios"
    for folder in ("catalogue", "formats"):
        copytree(SHIPPED / folder, ours / folder)
    file = scenario_file(tmp_path, "tears", small("tears", situation="tears", rule="no-therapy"))
    before = Workspace(ours, Folders(tmp_path, tmp_path))
    assert cards(before, [file])[0].situation_names == ("Tears",)
    situations = ours / "catalogue" / "situations.yaml"
    situations.write_text(
        situations.read_text("utf-8").replace("name: Tears", "name: Weeps"), "utf-8"
    )
    after = Workspace(ours, Folders(tmp_path, tmp_path))
    assert cards(after, [file])[0].situation_names == ("Weeps",)


def test_an_edit_that_leaves_size_and_time_as_they_were_is_seen(tmp_path: Path) -> None:
    file = scenario_file(tmp_path, "one", small("one", title="Before"))
    cards(cached_in(tmp_path), [file])
    status = file.stat()
    file.write_text(small("one", title="Behind"), "utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    assert cards(cached_in(tmp_path), [file])[0].title == "Behind"


def test_a_cache_and_its_folders_are_their_owners_only_whatever_the_umask_is(
    tmp_path: Path,
) -> None:
    before = os.umask(0)
    try:
        cards(
            cached_in(tmp_path / "new" / "folder"),
            [scenario_file(tmp_path, "one", small("one"))],
        )
    finally:
        os.umask(before)
    modes = [
        path.stat().st_mode & 0o777 for path in (tmp_path / "new", *(tmp_path / "new").rglob("*"))
    ]
    assert modes == [0o700, 0o700, 0o600]


def test_a_path_that_is_not_utf_8_is_remembered_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = scenario_file(tmp_path, "one-\udcff", small("one"))
    first = cards(cached_in(tmp_path), [file])
    forbid_loading(monkeypatch)
    assert cards(cached_in(tmp_path), [file]) == first


def test_a_cache_of_another_form_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = scenario_file(tmp_path, "one", small("one"))
    cards(cached_in(tmp_path), [file])
    monkeypatch.setattr(module, "FORM", module.FORM + 1)
    forbid_loading(monkeypatch)
    with pytest.raises(AssertionError, match="was read"):
        cards(cached_in(tmp_path), [file])


def test_a_scenario_that_does_not_load_has_a_card_that_says_what_keeps_it_from_loading(
    tmp_path: Path,
) -> None:
    broken = (
        small("broken")
        .replace("scenario: broken", "scenario: elsewhere")
        .replace("do: contain", "do: shout")
    )
    (card,) = cards(cached_in(tmp_path), [scenario_file(tmp_path, "broken", broken)])
    assert card == Card(card.path, "broken", "broken", problem=card.problem)
    assert "shout" in card.problem


def test_what_does_not_keep_a_scenario_from_loading_is_not_named_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "MOST_TURNS", 1)
    (card,) = cards(cached_in(tmp_path), [scenario_file(tmp_path, "long", small("long"))])
    assert try_load(Path(card.path)).findings[0].code == "M344"
    assert "Y124 This scenario has 2 turns" in card.problem


def test_the_easiest_stand_first(tmp_path: Path) -> None:
    levels = {"a": "advanced", "b": "developing", "c": "foundation"}
    files = [
        scenario_file(tmp_path, name, small(name, level=level)) for name, level in levels.items()
    ]
    assert [card.id for card in cards(cached_in(tmp_path), files)] == ["c", "b", "a"]


def test_where_nothing_can_be_written_cards_are_had_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("in the way", "utf-8")
    file = scenario_file(tmp_path, "one", small("one"))
    assert [card.id for card in cards(cached_in(tmp_path / "a-file"), [file])] == ["one"]
