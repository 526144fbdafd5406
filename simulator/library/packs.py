"""Packs: scenarios to hand on, in one zip that is read in memory and never unpacked as it stands.

A pack holds ``pack.yaml`` (its id, title and author) and, for each scenario, ``ID/scenario.yaml`` and ``ID/plays/NAME.yaml``.
Anything else, a link, the same name twice, an encrypted or an oversized file, and the whole pack is refused. Building the same
folder twice gives the same bytes, on every machine, so that a pack can be named by its hash.
"""

import hashlib
import io
import re
import stat
import struct
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.language.findings import Finding, Findings
from simulator.library.files import (
    Unreadable,
    files_below,
    files_in,
    folders_in,
    look,
    read_file,
    real_path,
    reason,
)
from simulator.library.scenarios import FILE
from simulator.scenario.text import clean_line

MANIFEST = "pack.yaml"

MOST_FILES = 200
"""Files a pack may hold."""

LARGEST_PACK = 10_000_000
"""Bytes a pack may have, as a zip and unpacked."""

LARGEST_FILE = 1_000_000
"""Bytes one of its files may have, unpacked."""

_MOST_ENTRIES = 2 * MOST_FILES + 1  # zips made by hand have an entry for each folder as well
_ENTRY = b"PK\x01\x02"  # what each entry of a zip's directory begins with

_ID = "[a-z0-9][a-z0-9-]{0,63}"
_NAME = re.compile(rf"(pack\.yaml|{_ID}/(scenario\.yaml|plays/[a-z0-9][a-z0-9_-]{{0,63}}\.yaml))\Z")
_FOLDER = re.compile(rf"{_ID}/(plays/)?\Z")
_DEVICES = re.compile(
    r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)"
)  # no file can be called so on Windows
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # LZMA takes gigabytes if the file says so
_UNICODE_PATH = 0x7075  # another name of the same file
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_KINDS = (0, stat.S_IFREG, stat.S_IFDIR)
_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


class BadPack(Exception):
    """A pack that is refused: a sentence that says why, and the findings of its ``pack.yaml`` where they are the reason."""

    def __init__(self, sentence: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(sentence)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that could be read: what it says of itself, the hash of its zip, and its files by name."""

    id: str
    title: str
    author: str
    about: str
    sha256: str
    files: Mapping[str, bytes]

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The ids of its scenarios, which are the names of their folders, in order."""
        return tuple(
            sorted(
                name.removesuffix(f"/{FILE}") for name in self.files if name.endswith(f"/{FILE}")
            )
        )

    def plays(self, scenario: str) -> tuple[str, ...]:
        """The names of the files of a scenario's plays, in order."""
        return tuple(sorted(name for name in self.files if name.startswith(f"{scenario}/plays/")))


@dataclass(frozen=True, slots=True)
class Built:
    """A pack made from a folder: its zip, the scenarios' files it was made from, and what was left out as no part of a pack."""

    pack: Pack
    data: bytes
    scenarios: tuple[Path, ...]
    left_out: tuple[str, ...]


def open_pack(file: Path) -> Pack:
    """Read the pack in ``file``; raises BadPack."""
    try:
        data = read_file(file, LARGEST_PACK)
    except OSError as error:
        raise BadPack(f"It cannot be read: {reason(error)}.") from error
    return read_pack(data)


def read_pack(data: bytes) -> Pack:
    """Read a pack from its bytes; raises BadPack."""
    if len(data) > LARGEST_PACK:
        raise BadPack(f"It has more than {LARGEST_PACK:,} bytes.")
    if (
        data.count(_ENTRY) > _MOST_ENTRIES
    ):  # before zipfile makes an object of each: millions fit into a small file
        raise BadPack(f"It holds more than {MOST_FILES} files.")
    with _opened(data) as archive:
        files = dict(_files(archive))
    if len(files) > MOST_FILES:
        raise BadPack(f"It holds {len(files)} files; {MOST_FILES} is the most.")
    _check_whole(files)
    return _described(files, hashlib.sha256(data).hexdigest())


def build_pack(folder: Path) -> Built:
    """Make a pack of the scenarios in ``folder``, which has a ``pack.yaml``; raises BadPack."""
    if look(folder / MANIFEST) == "nothing":
        raise BadPack(
            f"There is no {MANIFEST} in it. It says 'pack: an-id', 'title: ...' and 'author: ...'."
        )
    unreadable: list[Unreadable] = []
    named = {path.relative_to(folder).as_posix(): path for path in _to_pack(folder, unreadable)}
    found = files_below(folder, unreadable=unreadable)
    others = {path.relative_to(folder).as_posix() for path in found} - named.keys()
    if unreadable:
        raise BadPack(str(unreadable[0]))
    data = _zipped({name: _text(name, named[name], folder) for name in sorted(named)})
    scenarios = tuple(named[name] for name in sorted(named) if name.endswith(f"/{FILE}"))
    return Built(read_pack(data), data, scenarios, tuple(sorted(others)))


def _to_pack(folder: Path, unreadable: list[Unreadable]) -> Iterator[Path]:
    """Yield the files that go into a pack: its description, the scenarios and their plays."""
    yield folder / MANIFEST
    for scenario in folders_in(folder, unreadable):
        if look(scenario / FILE) not in ("nothing", "folder"):
            yield scenario / FILE
        yield from files_in(scenario / "plays", ".yaml", unreadable)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        with warnings.catch_warnings():  # of what ``_check_member`` refuses
            warnings.simplefilter("ignore")
            return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # damaged bytes make zipfile raise nearly anything
        raise BadPack(f"This is no zip that can be read ({_short(reason(error))}).") from error


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield name and text of each file; the zip's own word for their sizes is not believed."""
    seen: set[str] = set()
    left = LARGEST_PACK
    for member in archive.infolist():
        _check_member(member, seen)
        seen.add(member.filename)
        if member.is_dir():
            continue
        text = _unpacked(archive, member)
        left -= len(text)
        if left < 0:
            raise BadPack(f"It has more than {LARGEST_PACK:,} bytes unpacked.")
        yield member.filename, text


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as file:
            text = file.read(LARGEST_FILE + 1)
    except Exception as error:  # as above
        raise BadPack(f"'{member.filename}' in it is damaged ({_short(reason(error))}).") from error
    if len(text) > LARGEST_FILE:
        raise BadPack(f"'{member.filename}' has more than {LARGEST_FILE:,} bytes.")
    if (
        len(text) != member.file_size
    ):  # a longer file than it says would have been cut, and damaged by its checksum
        raise BadPack(
            f"'{member.filename}' in it is damaged (it has not the size that the zip says)."
        )
    return text


def _check_member(member: zipfile.ZipInfo, seen: set[str]) -> None:
    _check_name(member.orig_filename)
    if member.filename != member.orig_filename or _UNICODE_PATH in _extra_fields(member.extra):
        # cut at a zero byte, or renamed by an extra field, which only Python 3.13 and later read
        raise BadPack(f"'{member.orig_filename}' has a second name.")
    if (
        member.filename in seen
    ):  # names are in small letters, so none differs from another by its letters' case alone
        raise BadPack(f"'{member.filename}' is in it twice.")
    if stat.S_IFMT(member.external_attr >> 16) not in _KINDS:
        raise BadPack(f"'{member.filename}' is a link or a device, not a file.")
    if member.flag_bits & _ENCRYPTED:
        raise BadPack(f"'{member.filename}' is encrypted.")
    if member.compress_type not in _PACKINGS:
        raise BadPack(f"'{member.filename}' is compressed in a way that is not used here.")


def _extra_fields(extra: bytes) -> Iterator[int]:
    """Yield the number of each extra field; each has its number and its length in front."""
    while len(extra) >= 4:
        number, length = struct.unpack_from("<HH", extra)
        yield number
        extra = extra[4 + length :]


def _check_name(name: str) -> None:
    if not (_NAME.match(name) or _FOLDER.match(name)):
        sentence = f"'{_short(name)}' does not belong in a pack: only {MANIFEST}, ID/{FILE} and ID/plays/NAME.yaml do"
        raise BadPack(
            f"{sentence}, in small letters. 'balint-sim pack build' makes one as it should be."
        )
    if any(_DEVICES.match(part) for part in name.split("/")):
        raise BadPack(f"Nothing can be called '{name}' on Windows.")


def _check_whole(files: Mapping[str, bytes]) -> None:
    """Refuse a pack without its description, without scenarios, or with plays of a scenario that is not there."""
    if MANIFEST not in files:
        raise BadPack(f"There is no {MANIFEST} in it.")
    for name in files:
        if name != MANIFEST and f"{name.split('/')[0]}/{FILE}" not in files:
            raise BadPack(f"'{name}' has no {FILE} to belong to.")
    if len(files) == 1:
        raise BadPack("There is no scenario in it.")


def _described(files: Mapping[str, bytes], sha256: str) -> Pack:
    from simulator.language.reader import read
    from simulator.language.shapes import PackShape
    from simulator.language.validate import validate

    findings = Findings(MANIFEST)
    document = read(files[MANIFEST], MANIFEST, findings)
    shape = (
        validate(document, PackShape, findings)
        if document is not None and not findings.errors
        else None
    )
    if shape is None:
        found = findings.sorted()
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise BadPack(f"{found[0]}{more}", found)
    if _DEVICES.match(shape.pack):
        raise BadPack(f"Nothing can be called '{shape.pack}' on Windows.")
    title, author, about = map(clean_line, (shape.title, shape.author, shape.about))
    return Pack(shape.pack, title, author, about, sha256, files)


def _text(name: str, path: Path, folder: Path) -> bytes:
    """The text of one file of a folder to be packed; a link in it could take along anything on the machine."""
    _check_name(name)
    if real_path(path) != real_path(folder) / name:
        raise BadPack(f"'{name}' is a link, or lies behind one.")
    try:
        text = read_file(path, LARGEST_FILE)
    except OSError as error:
        raise BadPack(f"'{name}' cannot be read: {reason(error)}.") from error
    if len(text) > LARGEST_FILE:
        raise BadPack(f"'{name}' has more than {LARGEST_FILE:,} bytes.")
    return text


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Put files into a zip, stored as they are: compressed bytes differ from one version of zlib to another."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo(name, _THE_SAME_DAY)
            member.create_system = _UNIX
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(member, text, zipfile.ZIP_STORED)
    return target.getvalue()


def _short(text: str) -> str:
    text = clean_line(text)
    return text if len(text) <= 100 else f"{text[:99]}…"
