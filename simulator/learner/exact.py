"""The exact values of a scenario, kept under the hash of its content, so that no debrief waits for what was worked out before.

A file here is only a cache: one that is missing, damaged or of another version is made anew, and the oldest go first.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

import simulator
from simulator.analysis.explore import Stop, never
from simulator.analysis.worth import Exact
from simulator.learner.folders import exact_folder
from simulator.play.program import Program

FORM = 1
"""Counts up when the analysis or the form of these files changes within a version of the program."""

MOST_FILES = 200
"""Scenarios (and versions of them) whose values are kept."""


def exact_of(program: Program, stop: Stop = never) -> Exact:
    """Have the exact values of a program, worked out only the first time; raises TooLarge, also where ``stop`` says so."""
    file = exact_folder() / f"{program.scenario.digest}.json"
    known = _again(program, file)
    if known is None:
        known = Exact.of(program, stop=stop)
        _keep(known, file)
    return known


def _again(program: Program, file: Path) -> Exact | None:
    try:
        kept = json.loads(file.read_text("utf-8"))
        if kept["form"] != _form():
            return None
        return Exact.again(program, kept)
    except (OSError, ValueError, TypeError, KeyError, IndexError):  # not there, or damaged: it is only a cache
        return None


def _keep(exact: Exact, file: Path) -> None:
    draft = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):  # a full or read-only disk costs the next debrief a moment, nothing else
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_text(json.dumps({"form": _form(), **exact.plain()}, separators=(",", ":")), "utf-8")
        draft.replace(file)
        for old in sorted(file.parent.iterdir(), key=_age, reverse=True)[MOST_FILES:]:
            old.unlink(missing_ok=True)


def _form() -> str:
    return f"{simulator.__version__}/{FORM}"


def _age(file: Path) -> float:
    return file.stat().st_mtime
