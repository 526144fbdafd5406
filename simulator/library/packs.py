"""Packs: scenarios to share, in one zip that is read in memory and never extracted directly.

A pack has ``pack.yaml`` (its id, title and author) and, for each scenario, ``ID/scenario.yaml`` and
``ID/plays/NAME.yaml``. It may have panels (``ID/panel.yaml``), formats of its author's own
(``formats/NAME.yaml``), programmes (``programmes/NAME.yaml``), notes of a review
(``ID/review/NAME.md``; marks as .csv or .yaml) and a ``changelog.md``. Notes and changelog are
plain text and are only read. If it has anything else, a link, a duplicate name, an encrypted or an
oversized file, the whole pack is refused. Building the same folder twice gives the same bytes on
every machine, so that a hash identifies a pack.
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
from simulator.library.own_formats import FOLDER
from simulator.library.panels import FILE as PANEL
from simulator.library.programmes import FOLDER as PROGRAMMES
from simulator.library.scenarios import FILE
from simulator.messages import say
from simulator.messages.findings import say_finding
from simulator.scenario.text import clean_line, forbidden_character

MANIFEST = "pack.yaml"

CHANGELOG = "changelog.md"
"""The name of the file that says what changed from version to version."""

REVIEW = "review"
"""The name of the folder, in that of a scenario, with the notes of those who reviewed it."""

_REVIEWS = (".md", ".txt", ".csv", ".yaml")

MOST_FILES = 200
"""Largest number of files in a pack."""

LARGEST_PACK = 10_000_000
"""Largest size of a pack in bytes, both as a zip and unpacked."""

LARGEST_FILE = 1_000_000
"""Largest size of a file in a pack in bytes, unpacked."""

_MOST_ENTRIES = 2 * MOST_FILES + 1  # other zip programs add an entry for each folder
_ENTRY = b"PK\x01\x02"  # signature of an entry in a zip's central directory

_ID = "[a-z0-9][a-z0-9-]{0,63}"
_PLAY = "[a-z0-9][a-z0-9_-]{0,63}"
_NAME = re.compile(
    rf"(pack\.yaml|changelog\.md|({FOLDER}|{PROGRAMMES})/{_ID}\.yaml|"
    rf"{_ID}/(scenario\.yaml|panel\.yaml|plays/{_PLAY}\.yaml|{REVIEW}/{_PLAY}\.(md|txt|csv|yaml)))\Z"
)
_BYTE_ORDER_MARK = "\ufeff"
_FOLDER = re.compile(rf"{_ID}/((plays|{REVIEW})/)?\Z")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)")  # reserved on Windows
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # LZMA takes gigabytes if the file says so
_UNICODE_PATH = 0x7075  # the extra field with another name of the same file
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # flag bits: encryption, strong encryption, masked headers
_KINDS = (0, stat.S_IFREG, stat.S_IFDIR)
_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)  # constant, so that equal folders give equal bytes
_UNIX = 3  # the zip format's number for the system that made an entry


class BadPack(Exception):
    """A pack was refused; the message says why.

    ``findings`` are those of its ``pack.yaml``, if they are the reason.
    """

    def __init__(self, sentence: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(sentence)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Pack:
    """A valid pack: its description, the hash of its zip, and its files by name."""

    id: str
    title: str
    author: str
    about: str
    sha256: str
    files: Mapping[str, bytes]

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The ids of its scenarios, which are the names of their folders, sorted."""
        return tuple(
            sorted(
                name.removesuffix(f"/{FILE}") for name in self.files if name.endswith(f"/{FILE}")
            )
        )

    @property
    def programmes(self) -> tuple[str, ...]:
        """The names of its programmes' files, sorted."""
        return tuple(sorted(name for name in self.files if name.startswith(f"{PROGRAMMES}/")))

    @property
    def changelog(self) -> str:
        """The newest entry of its changelog, or an empty text."""
        return newest_entry(self.files.get(CHANGELOG, b"").decode("utf-8"))

    def plays(self, scenario: str) -> tuple[str, ...]:
        """Return the names of a scenario's play plans in the pack, sorted."""
        return tuple(sorted(name for name in self.files if name.startswith(f"{scenario}/plays/")))


@dataclass(frozen=True, slots=True)
class Built:
    """A pack made from a folder: its zip, and the scenario files that it was made from.

    ``left_out`` are the folder's other files, which cannot be part of a pack.
    """

    pack: Pack
    data: bytes
    scenarios: tuple[Path, ...]
    left_out: tuple[str, ...]


def newest_entry(changelog: str) -> str:
    """Return the first entry of a changelog, without the title of the whole.

    Entries begin with a heading of two signs (``## 2``). Without such headings, it is all of it.
    """
    _, *entries = f"\n{changelog.removeprefix(_BYTE_ORDER_MARK)}".split("\n## ")
    return entries[0].strip() if entries else changelog.strip()


def open_pack(file: Path) -> Pack:
    """Return the pack in ``file``; raise BadPack if it is refused."""
    try:
        data = read_file(file, LARGEST_PACK)
    except OSError as error:
        raise BadPack(say("packs.unreadable", reason=reason(error))) from error
    return read_pack(data)


def read_pack(data: bytes) -> Pack:
    """Return the pack in ``data``; raise BadPack if it is refused."""
    if len(data) > LARGEST_PACK:
        raise BadPack(say("packs.too_large", most=LARGEST_PACK))
    # count before zipfile makes an object of each entry: a small file may have millions
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise BadPack(say("packs.too_many_files", most=MOST_FILES))
    with _opened(data) as archive:
        files = dict(_files(archive))
    if len(files) > MOST_FILES:
        raise BadPack(say("packs.files", count=len(files), most=MOST_FILES))
    _check_whole(files)
    return _described(files, hashlib.sha256(data).hexdigest())


def build_pack(folder: Path) -> Built:
    """Make a pack of the scenarios in ``folder``, which has a ``pack.yaml``.

    Raise BadPack if a file cannot be packed or the result would be refused.
    """
    if look(folder / MANIFEST) == "nothing":
        raise BadPack(say("packs.write_a_manifest", manifest=MANIFEST))
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
    """Yield the files that belong in a pack.

    They are manifest, changelog, formats, programmes, and scenarios with their panels, plans and
    reviews.
    """
    yield folder / MANIFEST
    if look(folder / CHANGELOG) not in ("nothing", "folder"):
        yield folder / CHANGELOG
    for together in (FOLDER, PROGRAMMES):
        yield from files_in(folder / together, ".yaml", unreadable)
    for scenario in folders_in(folder, unreadable):
        if look(scenario / FILE) not in ("nothing", "folder"):
            yield scenario / FILE
        if look(scenario / PANEL) not in ("nothing", "folder"):
            yield scenario / PANEL
        yield from files_in(scenario / "plays", ".yaml", unreadable)
        for ending in _REVIEWS:
            yield from files_in(scenario / REVIEW, ending, unreadable)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        with warnings.catch_warnings():  # about entries that ``_check_member`` refuses
            warnings.simplefilter("ignore")
            return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises many exceptions for damaged data
        raise BadPack(say("packs.no_zip", reason=_short(reason(error)))) from error


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file; the sizes in the zip's directory are not trusted."""
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
            raise BadPack(say("packs.too_large_unpacked", most=LARGEST_PACK))
        yield member.filename, text


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as file:
            text = file.read(LARGEST_FILE + 1)
    except Exception as error:  # as above
        why = _short(reason(error))
        raise BadPack(say("packs.damaged", name=member.filename, reason=why)) from error
    if len(text) > LARGEST_FILE:
        raise BadPack(say("packs.file_too_large", name=member.filename, most=LARGEST_FILE))
    # zipfile itself cuts a file that is longer than stated, and its checksum then fails above
    if len(text) != member.file_size:
        raise BadPack(say("packs.wrong_size", name=member.filename))
    return text


def _check_member(member: zipfile.ZipInfo, seen: set[str]) -> None:
    _check_name(member.orig_filename)
    if member.filename != member.orig_filename or _UNICODE_PATH in _extra_fields(member.extra):
        # cut at a zero byte, or renamed by an extra field, which only Python 3.13 and later read
        raise BadPack(say("packs.second_name", name=member.orig_filename))
    # names have only small letters, so two names never differ in case only
    if member.filename in seen:
        raise BadPack(say("packs.twice", name=member.filename))
    # the Unix mode is in the upper 16 bits; 0 if the zip was made on another system
    if stat.S_IFMT(member.external_attr >> 16) not in _KINDS:
        raise BadPack(say("packs.not_a_file", name=member.filename))
    if member.flag_bits & _ENCRYPTED:
        raise BadPack(say("packs.encrypted", name=member.filename))
    if member.compress_type not in _PACKINGS:
        raise BadPack(say("packs.compressed", name=member.filename))


def _extra_fields(extra: bytes) -> Iterator[int]:
    """Yield the id of each extra field; a field begins with its id and its length."""
    while len(extra) >= 4:
        number, length = struct.unpack_from("<HH", extra)
        yield number
        extra = extra[4 + length :]


def _check_name(name: str) -> None:
    if not (_NAME.match(name) or _FOLDER.match(name)):
        names = {"manifest": MANIFEST, "scenario": FILE}
        raise BadPack(say("packs.does_not_belong", name=_short(name), **names))
    if any(_DEVICES.match(part) for part in name.split("/")):
        raise BadPack(say("packs.device", name=name))


def _check_whole(files: Mapping[str, bytes]) -> None:
    """Refuse a pack without a manifest, without scenarios, or with plays of a missing scenario."""
    if MANIFEST not in files:
        raise BadPack(say("packs.no_manifest", manifest=MANIFEST))
    for name, text in files.items():
        folder = name.split("/")[0]
        if name == CHANGELOG or f"/{REVIEW}/" in name:
            _check_plain(name, text)
        if (
            folder not in (MANIFEST, CHANGELOG, FOLDER, PROGRAMMES)
            and f"{folder}/{FILE}" not in files
        ):
            raise BadPack(say("packs.no_scenario_for", name=name, file=FILE))
    if not any(name.endswith(f"/{FILE}") for name in files):
        raise BadPack(say("packs.no_scenario"))


def _check_plain(name: str, text: bytes) -> None:
    """Refuse notes that are no plain text, or that have characters which a terminal obeys."""
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadPack(say("packs.no_text", name=name)) from error
    if forbidden_character(decoded.replace("\r\n", "\n")) is not None:
        raise BadPack(say("packs.no_text", name=name))


def _described(files: Mapping[str, bytes], sha256: str) -> Pack:
    """Return the pack with the description in its manifest; raise BadPack if that is invalid."""
    from simulator.language.library_shapes import PackShape
    from simulator.language.reader import read
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
        first = say_finding(found[0])
        if len(found) > 1:
            first = say("packs.and_more", finding=first, count=len(found) - 1)
        raise BadPack(first, found)
    if _DEVICES.match(shape.pack):
        raise BadPack(say("packs.device", name=shape.pack))
    title, author, about = map(clean_line, (shape.title, shape.author, shape.about))
    return Pack(shape.pack, title, author, about, sha256, files)


def _text(name: str, path: Path, folder: Path) -> bytes:
    """Return the bytes of one file to be packed.

    Links are refused, because one could include any file on the machine.
    """
    _check_name(name)
    if real_path(path) != real_path(folder) / name:
        raise BadPack(say("packs.link", name=name))
    try:
        text = read_file(path, LARGEST_FILE)
    except OSError as error:
        raise BadPack(say("packs.file_unreadable", name=name, reason=reason(error))) from error
    if len(text) > LARGEST_FILE:
        raise BadPack(say("packs.file_too_large", name=name, most=LARGEST_FILE))
    return text


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the files, uncompressed: compressed bytes depend on the version of zlib."""
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
