"""Installed packs: list, install, remove.

``ID.json`` is a pack's record; it names the folder with its files, ``ID.xxxxxxxx``. An install
writes a new folder and then replaces the record atomically, so that if it is killed either the old
or the new pack is complete. Folders that it leaves behind, which no record names, are removed by
the next command that changes or lists the packs. Neither YAML nor a zip is read here, so that
installed scenarios are listed as fast as shipped ones.
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
from simulator.messages import say
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.library.packs import Pack

# ``_FOLDER`` is what a record may name as its pack's folder; ``_WRITTEN`` and ``_DRAFT`` match only
# the names that ``install`` makes, with the eight random characters of ``tempfile``
_ID = re.compile(r"[a-z0-9-]{1,64}\Z")
_FOLDER = re.compile(r"[a-z0-9-]{1,64}\.[a-z0-9_]{1,16}\Z")
_WRITTEN = re.compile(r"(?P<id>[a-z0-9-]{1,64})\.[a-z0-9_]{8}\Z")
_DRAFT = re.compile(r"\.[a-z0-9-]{1,64}\.[a-z0-9_]{8}\.draft\Z")
_TEXTS = ("title", "author", "about", "sha256", "folder")


LARGEST = 1_000_000
"""Largest size in bytes of a record or of a file in a pack."""


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed pack: its description, the hash of its zip, and the hash of each file by name.

    ``folder`` is the name of the folder with its files. If the record is damaged, only ``id`` is
    set.
    """

    id: str
    title: str = ""
    author: str = ""
    about: str = ""
    sha256: str = ""
    folder: str = ""
    files: Mapping[str, str] | None = None


def installed_packs(packs: Path, unreadable: list[Unreadable] | None = None) -> list[Installed]:
    """Return the packs installed in the folder ``packs``, sorted by id.

    A pack with a damaged record has only its id. The folder is added to ``unreadable`` if it cannot
    be listed.
    """
    return [
        _read(record) for record in files_in(packs, ".json", unreadable) if _ID.match(record.stem)
    ]


def installed_pack(name: str, packs: Path) -> Installed | None:
    """Return the installed pack with the id ``name``, or None."""
    return next((pack for pack in installed_packs(packs) if pack.id == name), None)


def installed_scenarios(packs: Path, unreadable: list[Unreadable] | None = None) -> Iterator[Path]:
    """Yield the scenario files of all packs; add folders without access to ``unreadable``."""
    for pack in installed_packs(packs, unreadable):
        yield from pack_scenarios(pack, packs, unreadable)


def pack_scenarios(
    pack: Installed, packs: Path, unreadable: list[Unreadable] | None = None
) -> list[Path]:
    """Return the scenario files of one installed pack, sorted by name."""
    folders = folders_in(packs / pack.folder, unreadable) if pack.folder else []
    return [file for folder in folders if look(file := folder / FILE) not in ("nothing", "folder")]


def installed_programmes(packs: Path) -> Iterator[Path]:
    """Yield the programme files of all packs."""
    for pack in installed_packs(packs):
        if pack.folder:
            yield from files_in(packs / pack.folder / "programmes", ".yaml")


def changed_files(pack: Installed, packs: Path) -> list[str]:
    """Return the names of the files that were changed, added or removed since the install."""
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
    """Install a pack in the folder ``packs`` and replace an older one of the same id.

    Raise OSError and change nothing if that fails.
    """
    import tempfile

    packs.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(packs):
        draft = Path(tempfile.mkdtemp(prefix=f".{pack.id}.", suffix=".draft", dir=packs))
        written = packs / draft.name.removeprefix(".").removesuffix(".draft")
        try:
            new = _write(pack, draft, written.name)
            draft.rename(written)
            # The record comes last: until it names the new folder, the old pack is installed.
            write_atomically(packs / f"{pack.id}.json", _record(new), private=True, durable=False)
        finally:
            _remove_what_is_left(packs)
    return new


def remove(name: str, packs: Path) -> None:
    """Remove a pack with all its files, including those of a killed install; may raise OSError."""
    with _locked(packs):
        # The record goes first: without it a pack is not listed, whatever is left of its files.
        (packs / f"{name}.json").unlink()
        _remove_what_is_left(packs, name)
    if not any(packs.iterdir()):
        packs.rmdir()


def tidy(packs: Path) -> None:
    """Remove what a killed install left behind, unless another program is installing."""
    with suppress(OSError), _locked(packs):  # the next call tries again
        _remove_what_is_left(packs)


@contextmanager
def _locked(packs: Path) -> Iterator[None]:
    """Lock ``packs`` against changes by other programs; raise OSError if another one has the lock.

    The lock ends with the process at the latest.
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
        raise OSError(errno.EAGAIN, say("files.packs_locked")) from error
    except OSError:  # some network file systems have no locks
        pass
    try:
        yield
    finally:
        os.close(descriptor)


def _remove_what_is_left(packs: Path, removed: str = "") -> None:
    """Remove the folders of unfinished installs and those that no record names.

    ``packs`` has to be locked. If a record cannot be read, it is unknown which of its pack's
    folders is in use, so all are preserved. Of the pack ``removed`` every folder is removed, of
    other packs only those that certainly belong to one, because they have a ``pack.yaml``.
    """
    import shutil

    records = {pack.id: pack.folder for pack in installed_packs(packs)}
    for folder in folders_in(packs):
        written = _WRITTEN.match(folder.name)
        named = records.get(written["id"]) if written else None
        # None means that the pack has no record, "" that its record is damaged.
        superseded = written and named not in ("", folder.name)
        certain = written and (written["id"] == removed or is_file(folder / "pack.yaml"))
        if _DRAFT.match(folder.name) or (superseded and certain):
            shutil.rmtree(folder, ignore_errors=True)
    remove_drafts(packs, float("inf"))  # under the lock any draft is left over, whatever its age


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
        saved = json.loads(read_file(record, LARGEST))
    except (OSError, ValueError, RecursionError):
        return damaged
    return _as_kept(damaged, saved) if _is_record(saved, record.stem) else damaged


def _is_record(saved: Any, name: str) -> bool:
    """Return whether a record has the expected form.

    Its folder must be the name of a folder of this pack, so that an edited record cannot point
    elsewhere.
    """
    if not isinstance(saved, dict) or not all(isinstance(saved.get(key), str) for key in _TEXTS):
        return False
    return (
        bool(_FOLDER.match(saved["folder"]))
        and saved["folder"].startswith(f"{name}.")
        and isinstance(saved.get("files"), dict)
    )


def _as_kept(pack: Installed, saved: dict[str, Any]) -> Installed:
    return replace(pack, **{key: clean_line(saved[key]) for key in _TEXTS}, files=saved["files"])


def _hash(file: Path) -> str:
    """Return the SHA-256 of a file, or "" (which matches no hash) if it cannot be read."""
    # Imported here, because listing the packs needs no hash.
    import hashlib

    try:
        return hashlib.sha256(read_file(file, LARGEST)).hexdigest()
    except OSError:
        return ""
