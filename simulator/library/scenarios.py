"""Find scenario files and play plans, and load a scenario with its findings."""

import gc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from simulator.library.files import (
    Unreadable,
    files_below,
    files_in,
    is_file,
    look,
    read_file,
    real_path,
    reason,
    shown,
)
from simulator.library.read_before import remembered
from simulator.scenario.text import clean_line

if TYPE_CHECKING:  # imported at run time only when a file is read, so that listing is fast
    from simulator.language.document import Document
    from simulator.language.findings import Finding, Findings
    from simulator.library.own_formats import OwnFormats
    from simulator.scenario.catalogue import Catalogue
    from simulator.scenario.model import Scenario

FILE = "scenario.yaml"
# The other folders of ``scenarios/``, in which nothing is searched for.
_NO_SCENARIOS = {"catalogue", "formats", "programmes"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario that can be played, with its findings: warnings and advice, but no error.

    ``text`` is the file's contents, and ``own_format`` those of its format if that is one of the
    author's own. ``document`` has the position of everything in the file.
    """

    path: Path
    scenario: "Scenario"
    findings: "tuple[Finding, ...]"
    text: bytes
    document: "Document"
    own_format: bytes = b""

    @property
    def saved_text(self) -> bytes:
        """What is saved with a play, so that it can be replayed after the files have changed."""
        from simulator.library.own_formats import with_format

        return with_format(self.text, self.own_format)


@dataclass(frozen=True, slots=True)
class Unloadable:
    """A file without a scenario that can be played; at least one finding is an error."""

    path: Path
    findings: "tuple[Finding, ...]"


def scenario_files(folder: Path, unreadable: list[Unreadable] | None = None) -> list[Path]:
    """Return every scenario file below ``folder`` (or the file itself), sorted.

    Folders that cannot be listed are added to ``unreadable``.
    """
    if is_file(folder):
        return [folder]
    if is_file(folder / FILE):
        return [folder / FILE]
    return files_below(folder, FILE, _NO_SCENARIOS, unreadable)


def is_misnamed(name: str) -> bool:
    """Return whether a file's name is another spelling of that of a scenario's file."""
    return name != FILE and name.strip().lower().startswith("scenario.")


def misnamed_file(folder: Path) -> Path | None:
    """Return a file in ``folder`` that would be its scenario if it had the right name, or None."""
    return next((file for file in files_in(folder, "") if is_misnamed(file.name)), None)


def find_by_id(name: str, shipped: Path, installed: Iterable[Path] = ()) -> Path | None:
    """Return the file of a scenario in ``shipped`` or of an ``installed`` one by its id, or None.

    A shipped scenario takes precedence.
    """
    inside = shipped / name / FILE
    # An id is the name of one folder; a path could lead out of ``shipped``.
    if name and "/" not in name and "\\" not in name and is_file(inside):
        return inside
    return next((file for file in installed if file.parent.name == name), None)


def find_by_path(name: str) -> Path | None:
    """Return the file at a path, or the scenario's file in a folder; None if there is none.

    A file that exists but cannot be read is returned too, so that opening it reports the reason.
    Return None for a name without a separator that cannot be examined: it may be an id.
    """
    path = Path(name)
    kind = look(path)
    if kind == "folder":
        return None if look(path / FILE) == "nothing" else path / FILE
    if kind == "nothing" or (kind == "unreadable" and path.name == name):
        return None
    return path


MOST_LISTED = 20
"""The maximum number of names that a refusal lists; if there are more, a command lists them."""


def not_found(name: str, known: Sequence[str]) -> str:
    """Return a message that there is no scenario ``name``: the nearest of the known, or all."""
    from simulator.messages import say
    from simulator.messages.findings import did_you_mean
    from simulator.scenario.nearest import nearest_name

    hint = did_you_mean(nearest_name(name, known)) or _there_are(known)
    return say("library.no_scenario", name=clean_line(name), hint=hint)


def _there_are(known: Sequence[str]) -> str:
    """Return a hint that lists the ids of the library, or says what lists them if they are many."""
    from simulator.messages import say
    from simulator.messages.lists import listed

    if not 0 < len(known) <= MOST_LISTED:
        return say("library.list_shows_it")
    return say("library.there_are", names=listed([clean_line(id_) for id_ in sorted(known)]))


def load(path: Path, catalogue: "Catalogue") -> Loaded | Unloadable:
    """Load the scenario in ``path``; every error is a finding, even a file that cannot be read."""
    from simulator.language.document import LARGEST_FILE
    from simulator.language.findings import START, Findings
    from simulator.library.own_formats import beside

    findings = Findings(shown(path))
    try:
        text = read_file(path, LARGEST_FILE)
    except OSError as error:
        findings.add("F101", START, reason=reason(error))
        return Unloadable(path, findings.sorted())
    loaded = _loaded(path, text, catalogue, findings, beside(path))
    if is_misnamed(path.name):
        findings.add("F103", START, "rename_it", name=path.name, file=FILE)
        return replace(loaded, findings=tuple(sorted({*loaded.findings, *findings.sorted()})))
    # The real path, because the parent of a relative path or a link can have any name.
    return _named(loaded, real_path(path).parent.name, findings) if path.name == FILE else loaded


def load_text(
    text: bytes,
    shown: str,
    catalogue: "Catalogue",
    folder: str | None = None,
    formats: "OwnFormats | None" = None,
) -> Loaded | Unloadable:
    """Load a scenario from its text; findings use ``shown`` as the file's name.

    If ``folder`` is given, the scenario's id has to be equal to it. The author's own format is one
    of ``formats``, or else in the text itself, if it was saved with a play.
    """
    from simulator.language.findings import Findings
    from simulator.library.own_formats import SavedFormat, without_format

    findings = Findings(clean_line(shown))
    if formats is None:
        text, own = without_format(text)
        formats = SavedFormat(own)
    loaded = _loaded(Path(shown), text, catalogue, findings, formats)
    return _named(loaded, folder, findings) if folder is not None else loaded


def _named(loaded: Loaded | Unloadable, folder: str, findings: "Findings") -> Loaded | Unloadable:
    """Add a finding if the id is not the name of the folder, by which a scenario is looked up."""
    if isinstance(loaded, Unloadable) or loaded.scenario.id == folder:
        return loaded
    mark = loaded.document.value(("scenario",))
    findings.add("F102", mark, "same_name", name=loaded.scenario.id, folder=folder)
    return replace(loaded, findings=tuple(sorted({*loaded.findings, *findings.sorted()})))


def _read_whole(
    path: Path, text: bytes, catalogue: "Catalogue", findings: "Findings", formats: "OwnFormats"
) -> Loaded | Unloadable:
    from simulator.language.build import build
    from simulator.language.lint import check
    from simulator.language.reader import read
    from simulator.language.shapes import ScenarioShape
    from simulator.language.validate import validate
    from simulator.library.own_formats import own_format, with_own

    document = read(text, findings.file, findings, on=True)
    # A file with errors of YAML is read as far as it can be, so that all errors are seen at once.
    if document is None or (findings.errors and document.partial):
        return Unloadable(path, findings.sorted())
    shape = validate(document, ScenarioShape, findings)
    if shape is None:
        return Unloadable(path, findings.sorted())
    own = None
    others: tuple[Finding, ...] = ()  # in another file: that of the format
    if shape.format not in catalogue.formats:
        own, found = own_format(shape.format, formats, catalogue)
        others = found.sorted()
        if found.errors:  # without its phases, the scenario's cannot be checked
            return Unloadable(path, others)
    catalogue = with_own(catalogue, own)
    scenario = build(shape, document, catalogue, findings, own.data if own is not None else None)
    if scenario is not None:
        check(scenario, document, findings)
    if scenario is None or findings.errors:
        return Unloadable(path, (*findings.sorted(), *others))
    text_of_format = own.text if own is not None else b""
    return Loaded(path, scenario, (*findings.sorted(), *others), text, document, text_of_format)


def _loaded(
    path: Path, text: bytes, catalogue: "Catalogue", findings: "Findings", formats: "OwnFormats"
) -> Loaded | Unloadable:
    """Load a scenario without garbage collections meanwhile."""
    known = remembered(text, catalogue)
    if known is not None:
        return _as_read_before(path, text, known, findings.file)
    with _NO_COLLECTIONS:
        return _read_whole(path, text, catalogue, findings, formats)


def _as_read_before(path: Path, text: bytes, scenario: "Scenario", file: str) -> Loaded:
    """Return a scenario that was read before, without the marks of its file: it has no findings."""
    from simulator.language.document import Document

    return Loaded(path, scenario, (), text, Document(file, None))


class _NoCollections:
    """Context manager that disables the garbage collector.

    Collections take a third of the reading time, because they traverse the growing tree, in which
    nothing is garbage. The collector is shared by all threads, so the first thread that reads
    disables it and the last one enables it again, if it was enabled.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._readers = 0
        self._was_enabled = False

    def __enter__(self) -> None:
        with self._lock:
            if self._readers == 0:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self._readers += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._readers -= 1
            if self._readers == 0 and self._was_enabled:
                gc.enable()


_NO_COLLECTIONS = _NoCollections()


def plan_files(scenario_file: Path, unreadable: list[Unreadable] | None = None) -> list[Path]:
    """Return the plans in ``plays/`` beside a scenario, sorted.

    The folder is added to ``unreadable`` if it cannot be listed.
    """
    return files_in(scenario_file.parent / "plays", ".yaml", unreadable)
