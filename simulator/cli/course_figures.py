"""``balint-sim course import`` and ``report``: learners' files, and the figures of a course."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.output import put_out, write_out
from simulator.cli.refusal import Refusal
from simulator.cli.streams import complain
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.course.cohort import Cohort
    from simulator.course.courses import Known
    from simulator.course.database import Database
    from simulator.render.sections import Page


def import_into(course: str, names: Sequence[str], database: "Database") -> int:
    """Import files, and print what was done; return 1 if anything was refused."""
    from simulator.course.import_shared import import_files
    from simulator.library.files import shown
    from simulator.render.imported_text import imported_lines

    unreadable, files = [], []
    for name in names:
        try:
            files.append((shown(name), _read(name)))
        except Refusal as refusal:
            unreadable.append(str(refusal))
    done = import_files(database, course, files)
    for line in imported_lines(done):
        print(line)
    for problem in (*unreadable, *done.problems):
        complain(problem)
    return 1 if unreadable or done.problems else 0


def _read(name: str) -> bytes:
    from simulator.library.files import read_file, reason, shown
    from simulator.practice.shared_file import LARGEST

    try:
        return read_file(Path(name), LARGEST)
    except (OSError, ValueError) as error:
        why = reason(error)
        raise Refusal(say("files.unreadable", file=shown(name), reason=why)) from error


def report(course: "Known", output: str | None, workspace: Workspace, database: "Database") -> None:
    """Print the figures of a course as text, or write them in the form of the file's ending."""
    from simulator.course.cohort import cohort

    ending = Path(output).suffix.lower() if output is not None else ".txt"
    if ending not in _WRITERS:
        from simulator.library.files import shown

        raise Refusal(say("cohort.bad_ending", file=shown(output or "")), 2)
    found = cohort(database, course.id)
    try:
        made = _WRITERS[ending](found, course.name, workspace)
    except ModuleNotFoundError as error:
        raise Refusal(say("cohort.needs_polars")) from error
    if output is None:
        put_out(made.decode(), None)
    else:
        write_out(made, Path(output))


def _text(found: "Cohort", name: str, workspace: Workspace) -> bytes:
    from simulator.render.write_text import write_text

    return write_text(_page(found, name, workspace)).encode()


def _html(found: "Cohort", name: str, workspace: Workspace) -> bytes:
    from simulator.render.write_html import write_html

    return write_html(_page(found, name, workspace)).encode()


def _csv(found: "Cohort", name: str, workspace: Workspace) -> bytes:
    from simulator.render.cohort_data import cohort_csv

    return cohort_csv(found).encode()


def _json(found: "Cohort", name: str, workspace: Workspace) -> bytes:
    from simulator.render.cohort_data import cohort_json

    return (json.dumps(cohort_json(found, name), indent=2) + "\n").encode()


def _parquet(found: "Cohort", name: str, workspace: Workspace) -> bytes:
    from simulator.render.cohort_data import cohort_parquet

    return cohort_parquet(found)


def _page(found: "Cohort", name: str, workspace: Workspace) -> "Page":
    from simulator.course.known_scenarios import known_scenarios
    from simulator.render.cohort_page import cohort_page

    known = known_scenarios(workspace, [group.key.digest for group in found.groups])
    return cohort_page(found, name, known, workspace.catalogue)


_WRITERS = {
    ".txt": _text,
    ".html": _html,
    ".csv": _csv,
    ".json": _json,
    ".parquet": _parquet,
}
