"""The cache gives back what was put into it, or nothing; it deletes the oldest when it is full."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.library import file_cache
from simulator.library.file_cache import FileCache, Kind, encoded
from tests.library.caches import HARMS

ANY = Kind("some", "1", largest=1_000)


@pytest.fixture
def cache(tmp_path: Path) -> FileCache:
    return FileCache(tmp_path / "cache")


def same(data: Any) -> Any:
    return data


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=10,
)


@given(data=PLAIN)
def test_plain_data_are_read_as_they_were_written(data: Any) -> None:
    assert file_cache._decoded(encoded(data, "1")[:-1], "1") == data


def test_what_was_never_put_there_is_none(cache: FileCache) -> None:
    assert cache.get(ANY, "key", same) is None


def test_entries_of_several_keys_and_kinds_are_apart(cache: FileCache) -> None:
    other = Kind("other", "1", largest=1_000)
    cache.put(ANY, "a", 1)
    cache.put(ANY, "b", 2)
    cache.put(other, "a", 3)
    found = [cache.get(kind, key, same) for kind, key in ((ANY, "a"), (ANY, "b"), (other, "a"))]
    assert found == [1, 2, 3]


def test_what_is_personal_is_apart_for_each_owner(tmp_path: Path) -> None:
    personal = Kind("some", "1", largest=1_000, personal=True)
    ann, bea, nobody = (FileCache(tmp_path, owner) for owner in ("ann", "bea", ""))
    ann.put(personal, "key", 1)
    bea.put(personal, "key", 2)
    assert [one.get(personal, "key", same) for one in (ann, bea, nobody)] == [1, 2, None]
    ann.put(ANY, "key", 3)
    assert bea.get(ANY, "key", same) == 3


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_entry_is_none(cache: FileCache, harm: bytes) -> None:
    cache.put(ANY, "key", [1])
    cache.file(ANY, "key").write_bytes(harm)
    assert cache.get(ANY, "key", same) is None


def test_an_entry_of_another_form_is_none(cache: FileCache) -> None:
    cache.put(ANY, "key", [1])
    assert cache.get(Kind("some", "2", largest=1_000), "key", same) is None


def test_an_entry_with_data_of_another_shape_is_none(cache: FileCache) -> None:
    cache.put(ANY, "key", [1])
    assert cache.get(ANY, "key", lambda data: data["name"]) is None


def test_an_entry_that_is_too_large_is_not_read(cache: FileCache) -> None:
    cache.put(ANY, "key", "x" * 2_000)
    assert cache.get(ANY, "key", same) is None


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    FileCache(tmp_path / "file").put(ANY, "key", [1])


def filled(cache: FileCache, kind: Kind, count: int) -> list[str]:
    """Put entries into the cache, one a second; return the keys of those that stay."""
    for number in range(count):
        cache.put(kind, str(number), "x" * 100)
        os.utime(cache.file(kind, str(number)), (number, number))
    return sorted((file.stem for file in (cache.folder / kind.folder).iterdir()), key=int)


def test_the_oldest_entries_go_first(cache: FileCache) -> None:
    assert filled(cache, Kind("some", "1", 1_000, most=3), 5) == ["2", "3", "4"]


def test_the_bytes_of_all_entries_together_are_bounded(cache: FileCache) -> None:
    size = len(encoded("x" * 100, "1"))
    kind = Kind("some", "1", 1_000, most=10, most_bytes=2 * size + 10)
    assert filled(cache, kind, 4) == ["2", "3"]


def test_times_are_read_only_if_there_are_too_many_entries(
    cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    remove = file_cache._remove_oldest

    def watched(folder: Path, most: int, most_bytes: int | None) -> None:
        looked.append(folder)
        remove(folder, most, most_bytes)

    monkeypatch.setattr(file_cache, "_remove_oldest", watched)
    left = filled(cache, Kind("some", "1", 1_000, most=20), 25)
    assert len(looked) == 2  # at 21, and two are removed more than there have to be
    assert len(left) <= 20
