"""The exact values of a scenario, kept under the hash of its content, so that no debrief waits for what was worked out before.

A file here has two lines: a short one with the yardsticks, which the library reads for its chance lines, and a long one with
the states. It is only a cache: a file that is missing, damaged or of another version is made anew. The oldest lose their long
line first, and go in the end.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import simulator
from simulator.analysis.patience import Stop, never
from simulator.learner.folders import exact_folder

if TYPE_CHECKING:
    from simulator.analysis.worth import Exact
    from simulator.play.program import Program

FORM = 2
"""Counts up when the analysis or the form of these files changes within a version of the program."""

MOST_WHOLE = 200
"""Scenarios (and versions of them) whose states are kept: some 140 kB each."""

MOST_FILES = 5_000
"""Scenarios (and versions of them) whose yardsticks are kept."""

LONGEST_FIRST_LINE = 2_000
"""Bytes; the first line has some 200."""

_DAMAGED = (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError)
"""What reading a file may raise that is not there, or is not one of ours any more."""


def exact_of(program: "Program", stop: Stop = never) -> "Exact":
    """Have the exact values of a program, worked out only the first time; raises TooLarge, also where ``stop`` says so."""
    from simulator.analysis.worth import Exact

    file = _file(program.scenario.digest)
    known = _again(program, file)
    if known is None:
        known = Exact.of(program, stop=stop)
        _keep(known, file)
    return known


def known_chance(digest: str) -> float | None:
    """The chance line of the scenario with this digest, if it was worked out before; no states are read for it."""
    try:
        with _file(digest).open("rb") as file:
            _, chance, _, _ = _first(file.readline(LONGEST_FIRST_LINE))["yardsticks"][0]
        return float(chance)
    except _DAMAGED:
        return None


def _again(program: "Program", file: Path) -> "Exact | None":
    from simulator.analysis.worth import Exact

    try:
        first, states = file.read_bytes().split(b"\n")[:2]
        return Exact.again(program, {**_first(first), **json.loads(states)})
    except _DAMAGED:
        return None


def _first(line: bytes) -> dict[str, Any]:
    """Read the first line; raises one of ``_DAMAGED`` where it was not written by this version."""
    first: dict[str, Any] = json.loads(line)
    if first["form"] != _form():
        raise ValueError("of another version")
    return first


def _keep(exact: "Exact", file: Path) -> None:
    plain = exact.plain()
    states = {"states": plain.pop("states")}
    lines = (json.dumps(line, separators=(",", ":")) + "\n" for line in ({"form": _form(), **plain}, states))
    draft = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):  # a full or read-only disk costs the next debrief a moment, nothing else
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_text("".join(lines), "utf-8")
        draft.replace(file)
        _make_room(file.parent)


def _make_room(folder: Path) -> None:
    latest = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in latest[MOST_FILES:]:
        file.unlink(missing_ok=True)
    for file in latest[MOST_WHOLE:MOST_FILES]:
        _cut(file)


def _cut(file: Path) -> None:
    """Leave only the first line; the file stays as old as it is."""
    status = file.stat()
    if status.st_size <= LONGEST_FIRST_LINE:
        return
    with file.open("rb+") as opened:
        opened.truncate(len(opened.readline(LONGEST_FIRST_LINE)))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _file(digest: str) -> Path:
    return exact_folder() / f"{digest}.json"


def _form() -> str:
    return f"{simulator.__version__}/{FORM}"
