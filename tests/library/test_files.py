"""Whatever a path names is read within bounds or refused; writing a file is all or nothing."""

import gc
import os
import socket
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.language.findings import Findings
from simulator.library import scenarios as library
from simulator.library.files import (
    STALE,
    Unreadable,
    absolute,
    files_below,
    files_in,
    folders_in,
    is_file,
    is_folder,
    look,
    path_to_text,
    read_file,
    real_path,
    reason,
    remove_drafts,
    shown,
    text_to_path,
    write_atomically,
)
from simulator.library.own_formats import OwnFormats
from simulator.library.scenarios import Loaded, Unloadable
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.text import forbidden_character
from tests.permissions import permissions_hold
from tests.workspaces import try_load_text


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def _loop(path: Path) -> None:
    path.symlink_to(path)


KINDS: dict[str, Callable[[Path], None]] = {
    "a pipe": _pipe,
    "a socket": _socket,
    "a folder": lambda path: path.mkdir(),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a link to itself": _loop,
    "nothing": lambda path: None,
}


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_regular_file_is_read_and_nothing_is_waited_for(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    KINDS[kind](path)
    with pytest.raises(OSError, match=r".") as caught:
        read_file(path, 10)
    assert reason(caught.value)
    assert not is_file(path)
    assert is_folder(path) == (kind == "a folder")


@pytest.mark.parametrize(
    "path", ["x\0y", "\ud800", "x" * 300, "x/" * 3000], ids=["zero", "surrogate", "long", "deep"]
)
def test_a_name_that_no_file_can_have_is_an_oserror(path: str) -> None:
    with pytest.raises(OSError, match=r"."):
        read_file(Path(path), 10)
    assert not is_file(Path(path))
    assert not is_folder(Path(path))


def test_of_a_huge_file_one_byte_more_than_the_most_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(5_000_000_000)
    assert len(read_file(huge, 1_000)) == 1_001


@given(name=st.binary(min_size=1, max_size=40).filter(lambda name: not set(name) & {0, ord("/")}))
def test_any_path_goes_into_text_and_back(name: bytes) -> None:
    path = Path("/") / os.fsdecode(name)
    text = path_to_text(path)
    assert text_to_path(text.encode().decode()) == path
    assert not forbidden_character(shown(path))


def test_a_new_file_is_there_whole_and_nothing_else_is(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new", b"text", private=False, durable=True)
    assert (tmp_path / "new").read_bytes() == b"text"
    assert os.listdir(tmp_path) == ["new"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_a_private_file_is_for_its_owner_only_and_another_obeys_the_umask(
    umask: int, tmp_path: Path
) -> None:
    before = os.umask(umask)
    try:
        write_atomically(tmp_path / "private", b"", private=True, durable=False)
        write_atomically(tmp_path / "asked for", b"", private=False, durable=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "asked for").stat().st_mode) == 0o666 & ~umask


def test_an_output_keeps_the_permissions_of_the_file_that_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.touch()
    path.chmod(0o640)
    write_atomically(path, b"new", private=False, durable=False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "real").touch()
    write_atomically(tmp_path / "link", b"new", private=False, durable=False)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_device_and_a_pipe_are_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_atomically(Path("/dev/null"), b"x", private=False, durable=False)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match=r"."):  # nobody reads it
        write_atomically(tmp_path / "pipe", b"x", private=False, durable=False)
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(tmp_path / "pipe", b"x", private=False, durable=False)
    assert os.read(reader, 9) == b"x"
    os.close(reader)


@pytest.mark.parametrize("call", ["open", "fstat", "fsync", "replace"])
def test_where_writing_fails_the_old_file_stays_and_no_draft(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "x"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(Path if call == "replace" else os, call, fails)
        with pytest.raises(OSError, match="No space"):
            write_atomically(path, b"new", private=True, durable=True)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x"]


def test_the_draft_of_a_killed_program_goes_when_the_file_is_written_again(tmp_path: Path) -> None:
    old, fresh, other = (tmp_path / f".{name}.draft" for name in ("x.1-0", "x.2-0", "y.1-0"))
    for draft in (old, fresh, other):
        draft.touch()
    write_atomically(tmp_path / "x", b"", private=False, durable=False)
    now = (tmp_path / "x").stat().st_mtime
    for draft in (old, other):
        os.utime(draft, (now, now - STALE - 1))
    write_atomically(tmp_path / "x", b"", private=False, durable=False)
    assert set(tmp_path.iterdir()) == {tmp_path / "x", fresh, other}
    assert set(tmp_path.glob(".*.draft")) == {fresh, other}
    remove_drafts(tmp_path, now)
    assert set(tmp_path.iterdir()) == {tmp_path / "x", fresh}


def test_two_threads_write_the_same_file_and_one_of_them_is_there_whole(tmp_path: Path) -> None:
    texts = [bytes([i]) * 100_000 for i in range(8)]
    threads = [
        threading.Thread(
            target=write_atomically,
            args=(tmp_path / "x", text),
            kwargs={"private": True, "durable": False},
        )
        for text in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "x").read_bytes() in texts
    assert os.listdir(tmp_path) == ["x"]


def test_a_long_name_can_be_written_as_well(tmp_path: Path) -> None:
    write_atomically(tmp_path / ("é" * 127), b"", private=False, durable=False)
    assert os.listdir(tmp_path) == ["é" * 127]


NAMES = st.binary(min_size=1, max_size=9).filter(
    lambda name: not set(name) & {0, ord("/")} and name not in (b".", b"..")
)


@given(
    names=st.lists(NAMES, unique=True, max_size=4),
    at=st.lists(st.sampled_from(list(KINDS)), min_size=4, max_size=4),
)
def test_a_folder_with_anything_in_it_is_listed(names: list[bytes], at: list[str]) -> None:
    with TemporaryDirectory() as one:
        folder = Path(one)
        for name, kind in zip(names, at, strict=False):
            KINDS[kind](folder / os.fsdecode(name))
        unreadable: list[Unreadable] = []
        found = {path: look(path) for path in map(folder.joinpath, map(os.fsdecode, names))}
        readable = sorted(path for path, kind in found.items() if kind not in ("nothing", "folder"))
        assert sorted(files_in(folder, "", unreadable)) == readable
        assert files_below(folder, unreadable=unreadable) == readable
        assert sorted(folders_in(folder, unreadable)) == sorted(
            path for path in found if found[path] == "folder"
        )
        assert unreadable == []
        for path in found:
            assert not forbidden_character(str(Unreadable(path, "x")))


def test_a_folder_with_too_many_folders_is_named_and_nothing_in_it_is_found(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").touch()
    unreadable: list[Unreadable] = []
    assert len(files_below(tmp_path, "x.yaml", unreadable=unreadable, most=3)) == 2
    assert unreadable == []
    (tmp_path / "c").mkdir()
    assert files_below(tmp_path, "x.yaml", unreadable=unreadable, most=3) == []
    assert [one.path for one in unreadable] == [tmp_path]


def test_a_folder_that_cannot_be_listed_is_named_and_the_rest_is_found(tmp_path: Path) -> None:
    for name in ("a", "b", "catalogue"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").touch()
    (tmp_path / "a").chmod(0)
    unreadable: list[Unreadable] = []
    with permissions_hold():
        assert files_below(tmp_path, "x.yaml", {"catalogue"}, unreadable) == [
            tmp_path / "b" / "x.yaml"
        ]
        assert files_in(tmp_path / "a", ".yaml", unreadable) == []
        assert look(tmp_path / "a" / "x.yaml") == "unreadable"
    assert [str(one) for one in unreadable] == [
        f"{tmp_path / 'a'} cannot be read: Permission denied."
    ] * 2
    assert (
        files_in(tmp_path / "gone", ".yaml", unreadable)
        == files_in(Path("a\0b"), "", unreadable)
        == []
    )
    assert len(unreadable) == 2
    (tmp_path / "a").chmod(0o700)


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "x").touch(0o400)
    with permissions_hold(), pytest.raises(PermissionError):
        write_atomically(tmp_path / "x", b"new", private=True, durable=False)
    assert (tmp_path / "x").read_bytes() == b""
    assert os.listdir(tmp_path) == ["x"]


def test_without_a_current_folder_a_path_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert absolute(Path("x")) == real_path(Path("x")) == Path("x")


def test_two_threads_that_read_leave_the_garbage_collector_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first_reads, second_is_done = threading.Event(), threading.Event()
    seen: list[bool] = []
    whole = library._read_whole

    def reads(
        path: Path, text: bytes, catalogue: Catalogue, findings: Findings, formats: OwnFormats
    ) -> Loaded | Unloadable:
        if path.name == "first":
            first_reads.set()
            second_is_done.wait(10)
            seen.append(gc.isenabled())
        return whole(path, text, catalogue, findings, formats)

    monkeypatch.setattr(library, "_read_whole", reads)
    thread = threading.Thread(target=try_load_text, args=(b"scenario: x\n", "first"))
    thread.start()
    first_reads.wait(10)
    try_load_text(b"scenario: x\n", "second")
    second_is_done.set()
    thread.join()
    assert seen == [False]  # the second did not switch it on for the first
    assert gc.isenabled()
