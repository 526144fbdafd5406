"""Packs that are installed: what lies in the folder of packs, and how one comes there and goes again.

``ID.json`` is a pack's record; it names the folder with its files, ``ID.xxxxxxxx``. An install writes a new folder and then
puts the record in place in one step, so that whenever it is killed the older pack is whole or the newer one is. No YAML is
read here, and no zip: the library lists installed scenarios as fast as its own.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.authoring.library import FILE
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.authoring.packs import Pack

_ID = re.compile(r"[a-z0-9-]{1,64}\Z")
_FOLDER = re.compile(r"[a-z0-9-]{1,64}\.[a-z0-9_]{1,16}\Z")
_TEXTS = ("title", "author", "about", "sha256", "folder")


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


def installed_packs(packs: Path) -> list[Installed]:
    """The packs installed in the folder ``packs``, by id; one whose record is damaged has an id and nothing else."""
    return [_read(record) for record in sorted(packs.glob("*.json")) if _ID.match(record.stem)]


def installed_pack(name: str, packs: Path) -> Installed | None:
    """The installed pack of this id."""
    return next((pack for pack in installed_packs(packs) if pack.id == name), None)


def installed_scenarios(packs: Path) -> Iterator[Path]:
    """The scenario files of all installed packs."""
    for pack in installed_packs(packs):
        yield from pack_scenarios(pack, packs)


def pack_scenarios(pack: Installed, packs: Path) -> list[Path]:
    """The scenario files of one installed pack, in the order of their names."""
    return sorted(path for path in (packs / pack.folder).glob(f"*/{FILE}") if path.is_file()) if pack.folder else []


def changed_files(pack: Installed, packs: Path) -> list[str]:
    """The names of files that are no longer as they were installed: changed, added or gone."""
    found = {path.relative_to(packs / pack.folder).as_posix(): path for path in _inside(packs / pack.folder)}
    known = pack.files or {}
    return sorted(name for name in known.keys() | found.keys() if name not in found or _hash(found[name]) != known.get(name))


def install(pack: "Pack", packs: Path) -> Installed:
    """Write a pack's files below ``packs``, in the place of an older one of this id; raises OSError with nothing changed."""
    import shutil
    import tempfile

    older = installed_pack(pack.id, packs)
    packs.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix=f"{pack.id}.", dir=packs))
    try:
        new = _write(pack, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if older is not None and older.folder:
        shutil.rmtree(packs / older.folder, ignore_errors=True)
    return new


def remove(name: str, packs: Path) -> None:
    """Remove an installed pack with all its files, and what an install that was killed left of it; raises OSError."""
    import shutil

    (packs / f"{name}.json").unlink()
    for folder in packs.glob(f"{name}.*"):
        shutil.rmtree(folder)
    if not any(packs.iterdir()):
        packs.rmdir()


def _write(pack: "Pack", folder: Path) -> Installed:
    for name, text in pack.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    hashes = {name: _hash(folder / name) for name in sorted(pack.files)}
    new = Installed(pack.id, pack.title, pack.author, pack.about, pack.sha256, folder.name, hashes)
    record = folder / "record.json"
    record.write_text(json.dumps(asdict(new), ensure_ascii=False, indent=1), "utf-8")
    record.replace(folder.parent / f"{pack.id}.json")
    return new


def _read(record: Path) -> Installed:
    damaged = Installed(record.stem)
    try:
        kept = json.loads(record.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return damaged
    return _as_kept(damaged, kept) if _is_record(kept, record.stem) else damaged


def _is_record(kept: Any, name: str) -> bool:
    """Whether a record is as it was written; its folder must lie where packs lie, whatever was done to the record."""
    if not isinstance(kept, dict) or not all(isinstance(kept.get(key), str) for key in _TEXTS):
        return False
    return bool(_FOLDER.match(kept["folder"])) and kept["folder"].startswith(f"{name}.") and isinstance(kept.get("files"), dict)


def _as_kept(pack: Installed, kept: dict[str, Any]) -> Installed:
    return replace(pack, **{key: clean_line(kept[key]) for key in _TEXTS}, files=kept["files"])


def _inside(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _hash(file: Path) -> str:
    import hashlib

    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
