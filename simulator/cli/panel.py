"""``balint-sim panel``: what several leaders think who marked a scenario without its key."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.opening import open_scenario
from simulator.cli.output import put_json, put_out, write_out
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.cli.sheet_files import mistakes, read_sheets
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.authoring.mark_sheet import Sheet
    from simulator.authoring.panel import Judged
    from simulator.library.scenarios import Loaded


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    scenario = parser.add_argument("scenario", metavar="SCENARIO", help=say("options.scenario"))
    completed(scenario, "scenarios")
    sheets = parser.add_argument("sheets", metavar="SHEET", nargs="+", help=say("options.sheets"))
    completed(sheets, "files")
    parser.add_argument("--write", action="store_true", help=say("options.panel_write"))
    parser.add_argument("--json", action="store_true", help=say("options.json"))
    parser.add_argument(
        "--format", choices=("text", "md", "html"), help=say("options.panel_format")
    )
    output = parser.add_argument("-o", dest="output", metavar="FILE", help=say("options.output"))
    completed(output, "files")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Report on the panel, and write it beside the scenario if that is asked for."""
    from simulator.practice.clock import local_day

    if args.json and args.format is not None:
        raise Refusal(say("cli_panel.form_of_json"), 2)
    loaded = open_scenario(workspace, args.scenario)
    judged = _judged(loaded, args.sheets, local_day(workspace.now()))
    if args.write:
        _refuse_few(judged)
    _report(args, judged)
    if args.write:
        _write(loaded, judged)
    return 0


def _judged(loaded: "Loaded", files: Sequence[str], date: str) -> "Judged":
    from simulator.authoring.mark_sheet import BadSheet
    from simulator.authoring.panel import judge

    sheets = read_sheets(files)
    _refuse_same(files, sheets)
    problems = []
    for file, sheet in zip(files, sheets, strict=True):
        try:
            judge(loaded.scenario, [sheet], date)
        except BadSheet as bad:
            problems += mistakes(file, bad)
    if problems:
        raise Refusal("\n".join(problems))
    return judge(loaded.scenario, sheets, date)


def _refuse_same(files: Sequence[str], sheets: "Sequence[Sheet]") -> None:
    """Raise Refusal if a sheet is there twice, which would count its member twice.

    Sheets without a name may be equal: two members can agree.
    """
    from simulator.library.files import real_path, shown

    seen: dict[object, str] = {}
    for file, sheet in zip(files, sheets, strict=True):
        same = [real_path(Path(file)), *([sheet] if sheet.rater else [])]
        for each in same:
            if each in seen:
                names = {"first": shown(seen[each]), "second": shown(file)}
                raise Refusal(say("cli_panel.same_sheet", **names))
            seen[each] = file


def _refuse_few(judged: "Judged") -> None:
    from simulator.scenario.panel import FEWEST_MEMBERS

    if not judged.enough:
        count = judged.panel.members
        raise Refusal(say("cli_panel.too_few", fewest=FEWEST_MEMBERS, count=count))


def _report(args: argparse.Namespace, judged: "Judged") -> None:
    from simulator.render.panel_json import panel_json
    from simulator.render.panel_page import panel_page
    from simulator.render.write_html import write_html
    from simulator.render.write_markdown import write_markdown
    from simulator.render.write_text import write_text

    if args.json and args.output is None:
        put_json(panel_json(judged))
    elif args.json:
        import json

        text = json.dumps(panel_json(judged), ensure_ascii=False, indent=2)
        put_out(f"{text}\n", args.output)
    else:
        writers = {"text": write_text, "md": write_markdown, "html": write_html}
        put_out(writers[args.format or "text"](panel_page(judged)), args.output)


def _write(loaded: "Loaded", judged: "Judged") -> None:
    from simulator.authoring.write_panel import panel_yaml
    from simulator.library.files import shown
    from simulator.library.panels import FILE

    file = loaded.path.parent / FILE
    write_out(panel_yaml(judged.panel).encode("utf-8"), file)
    # On stderr: stdout is the report.
    print(say("cli_panel.written", file=shown(file)), file=sys.stderr)
