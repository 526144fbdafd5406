"""``balint-sim marks``: where filled sheets differ from the key and from each other."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.cli.opening import open_scenario
from simulator.cli.output import folded, put_json
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.cli.sheet_files import mistakes, read_sheets
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.lists import enumerated
from simulator.scenario.text import brief

if TYPE_CHECKING:
    from simulator.authoring.compare_marks import MarkedScenario


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    files = parser.add_argument("files", metavar="FILE", nargs="+", help=say("options.sheets"))
    completed(files, "files")
    scenario = parser.add_argument(
        "--scenario", metavar="SCENARIO", help=say("options.marks_scenario")
    )
    completed(scenario, "scenarios")
    parser.add_argument("--json", action="store_true", help=say("options.json"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Read the sheets and print where they differ."""
    from simulator.render.marks_text import marks_json, marks_lines

    marked = _marked(workspace, args.files, args.scenario)
    if args.json:
        put_json(marks_json(marked))
        return 0
    for line in marks_lines(marked):
        first, then = " " * line.indent, " " * (line.indent + line.hanging)
        print("\n".join(folded(line.text, first, then)))
    return 0


def _marked(workspace: Workspace, files: Sequence[str], named: str | None) -> "MarkedScenario":
    from simulator.authoring.compare_marks import compare_marks
    from simulator.authoring.mark_sheet import BadSheet

    sheets = read_sheets(files)
    ids = list(dict.fromkeys(brief(sheet.scenario) for sheet in sheets))
    if len(ids) > 1:
        raise Refusal(say("cli_print.several_scenarios", names=enumerated(ids)))
    try:
        loaded = open_scenario(workspace, named or sheets[0].scenario)
    except Refusal as refusal:
        if named:
            raise
        raise Refusal(say("cli_print.no_scenario", problem=refusal)) from refusal
    problems = []
    for file, sheet in zip(files, sheets, strict=True):
        try:
            compare_marks(loaded.scenario, [sheet])
        except BadSheet as bad:
            problems += mistakes(file, bad)
    if problems:
        raise Refusal("\n".join(problems))
    return compare_marks(loaded.scenario, sheets)
