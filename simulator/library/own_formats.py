"""Formats of an author's own: files in a folder ``formats`` beside the scenario's folder.

A pack may have such a folder as well. Only the file that a scenario names is read. The formats of
the program take precedence. Errors in the author's file are findings, unlike those in the shipped
ones (``catalogue_files``), which are a fault of the installation.

A saved play needs its format even if the file is gone or was edited. Its text is therefore saved
above the scenario's, as comment lines (``with_format``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from simulator.library.files import absolute, files_in, look, read_file, reason, shown

if TYPE_CHECKING:
    from simulator.language.document import Document
    from simulator.language.findings import Findings
    from simulator.language.library_shapes import FormatShape
    from simulator.scenario.catalogue import Catalogue, Format

FOLDER = "formats"
"""Name of the folder of formats in a folder of scenarios, and in a pack."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_MARK = b"#|"  # begins each line of a format above a saved scenario


class OwnFormats(Protocol):
    """Where the formats of a scenario's author are."""

    def shown(self, name: str) -> str:
        """Return the name of a format's file, as findings show it."""

    def read(self, name: str) -> bytes | None:
        """Return the text of a format's file, or None if there is none; may raise OSError."""


@dataclass(frozen=True, slots=True)
class FolderFormats:
    """The formats in a folder, which may not exist."""

    folder: Path

    def shown(self, name: str) -> str:
        """Return the path of a file."""
        return shown(self._file(name))

    def read(self, name: str) -> bytes | None:
        """Return the text of a file, up to the largest size that a file may have."""
        from simulator.language.document import LARGEST_FILE

        file = self._file(name)
        return None if look(file) == "nothing" else read_file(file, LARGEST_FILE)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.yaml"


@dataclass(frozen=True, slots=True)
class TextFormats:
    """Formats whose texts are in memory; ``prefix`` comes before the names of their files."""

    texts: Mapping[str, bytes]
    prefix: str = f"{FOLDER}/"

    def shown(self, name: str) -> str:
        """Return the name of a file."""
        return f"{self.prefix}{name}.yaml"

    def read(self, name: str) -> bytes | None:
        """Return the text of a file."""
        return self.texts.get(name)


@dataclass(frozen=True, slots=True)
class SavedFormat:
    """The format that was saved above a scenario, under whatever name the scenario gives it."""

    text: bytes

    def shown(self, name: str) -> str:
        """Return the name that the file had."""
        return f"{FOLDER}/{name}.yaml"

    def read(self, name: str) -> bytes | None:
        """Return the text, whatever the name, or None if there is none."""
        return self.text or None


@dataclass(frozen=True, slots=True)
class OwnFormat:
    """A format that was read: its text, and its content as plain data."""

    format: "Format"
    text: bytes
    data: Any


def beside(file: Path) -> FolderFormats:
    """Return the formats beside the folder of a scenario's or a programme's file."""
    return FolderFormats(absolute(file).parent.parent / FOLDER)


def in_pack(files: Mapping[str, bytes], pack: str) -> TextFormats:
    """Return the formats among the files of a pack."""
    texts = {
        name.removeprefix(f"{FOLDER}/").removesuffix(".yaml"): text
        for name, text in files.items()
        if name.startswith(f"{FOLDER}/")
    }
    return TextFormats(texts, f"{pack}/{FOLDER}/")


def format_files(scenario_file: Path) -> list[Path]:
    """Return the files of the formats beside a scenario's folder."""
    return files_in(beside(scenario_file).folder, ".yaml")


def own_format(
    name: str, formats: OwnFormats, catalogue: "Catalogue"
) -> "tuple[OwnFormat | None, Findings]":
    """Return the author's format of this name with the findings in its file.

    It is None if there is no such file, or if it has an error.
    """
    from simulator.language.findings import START, Findings

    findings = Findings(formats.shown(name))
    if not _NAME.fullmatch(name):  # it may be a path to anywhere
        return None, findings
    try:
        text = formats.read(name)
    except OSError as error:
        findings.add("F101", START, reason=reason(error))
        return None, findings
    if text is None:
        return None, findings
    return _read_format(name, text, catalogue, findings), findings


def with_own(catalogue: "Catalogue", own: "OwnFormat | None") -> "Catalogue":
    """Return the catalogue with an author's format added to it."""
    if own is None:
        return catalogue
    return replace(catalogue, formats={**catalogue.formats, own.format.id: own.format})


def with_format(text: bytes, own: bytes) -> bytes:
    """Return a scenario's text with that of its format above it, as comment lines."""
    if not own:
        return text
    bom = b"\xef\xbb\xbf"
    lines = own.removeprefix(bom).splitlines()
    return b"".join(b"%s %s\n" % (_MARK, line) for line in lines) + text.removeprefix(bom)


def without_format(text: bytes) -> tuple[bytes, bytes]:
    """Split a text that ``with_format`` returned into the scenario's and the format's."""
    own = b""
    while text.startswith(_MARK):
        line, _, text = text.partition(b"\n")
        own += line.removeprefix(_MARK).removeprefix(b" ") + b"\n"
    return text, own


def _read_format(
    name: str, text: bytes, catalogue: "Catalogue", findings: "Findings"
) -> OwnFormat | None:
    from simulator.language.library_shapes import FormatShape
    from simulator.language.reader import read
    from simulator.language.validate import validate

    document = read(text, findings.file, findings)
    if document is None or findings.errors:
        return None
    shape = validate(document, FormatShape, findings)
    if shape is None:
        return None
    _check(name, shape, document, catalogue, findings)
    return None if findings.errors else OwnFormat(_built(name, shape), text, document.data)


def _check(
    name: str,
    shape: "FormatShape",
    document: "Document",
    catalogue: "Catalogue",
    findings: "Findings",
) -> None:
    """Report what is wrong with the names in a format."""
    from simulator.scenario.catalogue import is_written_out

    if shape.format != name:
        mark = document.value(("format",))
        findings.add("F102.format", mark, "same_name", name=shape.format, file=f"{name}.yaml")
    # The names of phases on the screen are the program's, so a format cannot have others.
    known = dict.fromkeys(
        phase.phase for frame in catalogue.formats.values() for phase in frame.phases
    )
    seen: set[str] = set()
    for i, phase in enumerate(shape.phases):
        mark = document.value(("phases", i, "phase"))
        if phase.phase not in known:
            near = findings.nearest(phase.phase, known)
            findings.add("M301.any_phase", mark, near=near, name=phase.phase)
        elif phase.phase in seen:
            findings.add("M302.phase", mark, name=phase.phase)
        seen.add(phase.phase)
    for i, source in enumerate(shape.sources):
        if not is_written_out(source) and source not in catalogue.sources:
            near = findings.nearest(source, catalogue.sources)
            findings.add("M301.source", document.value(("sources", i)), near=near, name=source)


def _built(name: str, shape: "FormatShape") -> "Format":
    from simulator.scenario.catalogue import Format, FormatPhase, sits_back

    phases = tuple(
        FormatPhase(
            phase.phase,
            phase.minutes,
            phase.text,
            sits_back(phase.phase) if phase.sits_back is None else phase.sits_back,
        )
        for phase in shape.phases
    )
    minutes = shape.minutes or sum(phase.minutes for phase in phases)
    sources = tuple(shape.sources)
    return Format(name, shape.name, shape.about, minutes, phases, sources, shape.basis)
