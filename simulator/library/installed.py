"""Packs that are installed: what lies in the folder of packs, and how one comes there and goes again.

``ID.json`` is a pack's record; it names the folder with its files, ``ID.xxxxxxxx``. An install
writes a new folder and then puts the record in place in one step, so that whenever it is killed the
older pack is whole or the newer one is. What it leaves behind, a folder that no record names, is
removed by the next one that changes or lists the packs. No YAML is read here, and no zip: the
library lists installed scenarios as fast as its own.
"""

import errno
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.library.files import (
    Unreadable,
    files_below,
    files_in,
    folders_in,
    is_file,
    look,
    read_file,
    remove_drafts,
    write_atomically,
)
from simulator.library.scenarios import FILE
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.library.packs import Pack

_ID = re.compile(r"[a-z0-9-]{1,64}\Z")
_FOLDER = re.compile(r"[a-z0-9-]{1,64}\.[a-z0-9_]{1,16}\Z")
_WRITTEN = re.compile(r"(?P<id>[a-z0-9-]{1,64})\.[a-z0-9_]{8}\Z")
_DRAFT = re.compile(r"\.[a-z0-9-]{1,64}\.[a-z0-9_]{8}\.draft\Z")
_TEXTS = ("title", "author", "about", "sha256", "folder")


LARGEST = 1_000_000
"""Bytes that are read of a record or of a file of a pack: no pack may have a larger one."""


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed pack: what it said of itself, the hash of its zip, and the hash of each of its files by name.

    ``folder`` is the name of the folder its files lie in; empty, like all else, where the record is damaged.
    """

    id: str
    title: str = ""
    author: str = ""
    about: str = ""
    sha256: str = ""
    folder: str = ""
    files: Mapping[str, str] | None = None


def installed_packs(packs: Path, unreadable: list[Unreadable] | None = None) -> list[Installed]:
    """Return the packs installed in the folder ``packs``, by id.

    One whose record is damaged has an id and nothing else. The folder goes to ``unreadable`` if it cannot be listed.
    """
    return [
        _read(record) for record in files_in(packs, ".json", unreadable) if _ID.match(record.stem)
    ]


def installed_pack(name: str, packs: Path) -> Installed | None:
    """The installed pack of this id."""
    return next((pack for pack in installed_packs(packs) if pack.id == name), None)


def installed_scenarios(packs: Path, unreadable: list[Unreadable] | None = None) -> Iterator[Path]:
    """Yield the scenarios of all packs; folders that cannot be listed go to ``unreadable``."""
    for pack in installed_packs(packs, unreadable):
        yield from pack_scenarios(pack, packs, unreadable)


def pack_scenarios(
    pack: Installed, packs: Path, unreadable: list[Unreadable] | None = None
) -> list[Path]:
    """The scenario files of one installed pack, in the order of their names."""
    folders = folders_in(packs / pack.folder, unreadable) if pack.folder else []
    return [file for folder in folders if look(file := folder / FILE) not in ("nothing", "folder")]


def changed_files(pack: Installed, packs: Path) -> list[str]:
    """The names of files that are no longer as they were installed: changed, added or gone."""
    found = {
        path.relative_to(packs / pack.folder).as_posix(): path
        for path in files_below(packs / pack.folder)
    }
    known = pack.files or {}
    return sorted(
        name
        for name in known.keys() | found.keys()
        if name not in found or _hash(found[name]) != known.get(name)
    )


def install(pack: "Pack", packs: Path) -> Installed:
    """Write a pack's files below ``packs``, in the place of an older one of this id.

    Raise OSError with nothing changed.
    """
    import tempfile

    packs.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(packs):
        draft = Path(tempfile.mkdtemp(prefix=f".{pack.id}.", suffix=".draft", dir=packs))
        written = packs / draft.name.removeprefix(".").removesuffix(".draft")
        try:
            new = _write(pack, draft, written.name)
            draft.rename(written)
            write_atomically(packs / f"{pack.id}.json", _record(new), private=True, durable=False)
        finally:
            _remove_what_is_left(packs)
    return new


def remove(name: str, packs: Path) -> None:
    """Remove a pack with all its files, also those of an install that was killed; raise OSError."""
    with _locked(packs):
        (packs / f"{name}.json").unlink()
        _remove_what_is_left(packs, name)
    if not any(packs.iterdir()):
        packs.rmdir()


def tidy(packs: Path) -> None:
    """Remove what a killed install left behind, unless somebody is installing just now."""
    with suppress(OSError), _locked(packs):  # whoever comes next tries again
        _remove_what_is_left(packs)


@contextmanager
def _locked(packs: Path) -> Iterator[None]:
    """Keep other programs from changing ``packs``; raise OSError if another one does.

    The lock ends with the process.
    """
    try:
        import fcntl
    except ImportError:  # on Windows, where two programs rarely install at the same time
        yield
        return
    descriptor = os.open(packs, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise OSError(errno.EAGAIN, "another program is installing or removing a pack") from error
    except OSError:  # some network disks have no locks
        pass
    try:
        yield
    finally:
        os.close(descriptor)


def _remove_what_is_left(packs: Path, removed: str = "") -> None:
    """Remove folders that an install began, and those that no record names any more.

    ``packs`` has to be locked. Where a record cannot be read, nothing is known about the folders of
    its pack, and they stay. Of the pack ``removed`` everything goes; otherwise only what is a
    pack's folder for certain.
    """
    import shutil

    records = {pack.id: pack.folder for pack in installed_packs(packs)}
    for folder in folders_in(packs):
        written = _WRITTEN.match(folder.name)
        named = records.get(written["id"]) if written else None
        superseded = written and named not in ("", folder.name)
        certain = written and (written["id"] == removed or is_file(folder / "pack.yaml"))
        if _DRAFT.match(folder.name) or (superseded and certain):
            shutil.rmtree(folder, ignore_errors=True)
    remove_drafts(packs, float("inf"))


def _write(pack: "Pack", draft: Path, folder: str) -> Installed:
    for name, text in pack.files.items():
        file = draft / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    hashes = {name: _hash(draft / name) for name in sorted(pack.files)}
    return Installed(pack.id, pack.title, pack.author, pack.about, pack.sha256, folder, hashes)


def _record(pack: Installed) -> bytes:
    return json.dumps(asdict(pack), ensure_ascii=False, indent=1).encode()


def _read(record: Path) -> Installed:
    damaged = Installed(record.stem)
    try:
        kept = json.loads(read_file(record, LARGEST))
    except (OSError, ValueError, RecursionError):
        return damaged
    return _as_kept(damaged, kept) if _is_record(kept, record.stem) else damaged


def _is_record(kept: Any, name: str) -> bool:
    """Whether a record is as it was written; its folder must lie where packs lie, whatever was done to the record."""
    if not isinstance(kept, dict) or not all(isinstance(kept.get(key), str) for key in _TEXTS):
        return False
    return (
        bool(_FOLDER.match(kept["folder"]))
        and kept["folder"].startswith(f"{name}.")
        and isinstance(kept.get("files"), dict)
    )


def _as_kept(pack: Installed, kept: dict[str, Any]) -> Installed:
    return replace(pack, **{key: clean_line(kept[key]) for key in _TEXTS}, files=kept["files"])


def _hash(file: Path) -> str:
    import hashlib

    try:
        return hashlib.sha256(read_file(file, LARGEST)).hexdigest()
    except OSError:
        return ""
