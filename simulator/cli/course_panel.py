"""``balint-sim course panel``: the sheets that the panel of a course handed in."""

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.output import write_out
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.scenario.text import brief

if TYPE_CHECKING:
    from simulator.course.courses import Known
    from simulator.course.database import Database


def add_panel(parser: CommandParser) -> None:
    """Declare the options of the action."""
    parser.add_argument("course", metavar="ID", help=say("options.course_id"))
    scenario = parser.add_argument(
        "scenario", metavar="SCENARIO", help=say("options.course_panel_scenario")
    )
    completed(scenario, "scenarios")
    output = parser.add_argument(
        "-o", dest="output", required=True, metavar="FOLDER", help=say("options.course_panel")
    )
    completed(output, "files")


def write_sheets(
    course: "Known", name: str, folder: Path, workspace: Workspace, database: "Database"
) -> None:
    """Write a file for each sheet of the newest closed marking; raise Refusal."""
    from simulator.course.marked_sheets import marked_scenario, sheet_files
    from simulator.course.marking import Markings
    from simulator.library.files import reason, shown

    markings = Markings(database)
    closed = [one for one in markings.all(course.id) if one.scenario == name and not one.open]
    if not closed:
        raise Refusal(say("marking.no_closed", scenario=brief(name)))
    newest = max(closed, key=lambda one: (one.closed or 0, one.id))
    scenario = marked_scenario(markings, workspace, newest)
    files = sheet_files(scenario, markings.sheets(course.id, newest.id))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = reason(error)
        raise Refusal(say("files.unwritable", file=shown(folder), reason=why)) from error
    # Sheets of two markings side by side would be counted as one panel.
    there = [folder / file for file, _ in files if (folder / file).exists()]
    if there:
        raise Refusal(say("marking.file_exists", file=shown(there[0])))
    for file, data in files:
        write_out(data, folder / file)
    print(say("marking.written", count=len(files), folder=shown(folder)))
