"""``balint-sim print``: a scenario on paper, with its key or to be marked by colleagues."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import case, seed
from simulator.cli.opening import open_scenario
from simulator.cli.output import put_out, write_out
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.authoring.mark_sheet import Scale
    from simulator.authoring.screenplay import Screenplay
    from simulator.library.scenarios import Loaded
    from simulator.scenario.model import Scenario
    from simulator.scenario.panel import Panel

_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pdf")
"""Endings of files that word processors write, and we do not."""


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    scenario = parser.add_argument("scenario", metavar="SCENARIO", help=say("options.scenario"))
    completed(scenario, "scenarios")
    parser.add_argument("--no-key", action="store_true", help=say("options.no_key"))
    parser.add_argument("--panel", action="store_true", help=say("options.print_panel"))
    sheet = parser.add_argument("--sheet", metavar="FILE", help=say("options.sheet"))
    completed(sheet, "files")
    parser.add_argument("--case", type=case, metavar="N", help=say("options.case"))
    parser.add_argument(
        "--seed", type=seed, default=1, metavar="N", help=say("options.print_seed", seed=1)
    )
    parser.add_argument("--format", choices=("html", "md"), help=say("options.print_format"))
    output = parser.add_argument("-o", dest="output", metavar="FILE", help=say("options.output"))
    completed(output, "files")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Print the scenario, and write the sheet if one is asked for."""
    from simulator.authoring.write_screenplay import screenplay
    from simulator.render.print_page import print_page
    from simulator.render.write_paper import write_paper_html, write_paper_markdown

    if args.sheet and not args.no_key:
        raise Refusal(say("cli_print.sheet_without_key"), status=2)
    if args.panel and not args.no_key:
        raise Refusal(say("cli_print.panel_without_key"), status=2)
    scale: Scale = "panel" if args.panel else "boxes"
    html = _format(args) == "html"
    loaded = open_scenario(workspace, args.scenario)
    scenario = loaded.scenario
    case = _case(scenario, args.case)
    if args.no_key and case is None:
        # Whoever marks the lines reads one meeting; the dynamics are the same in every case.
        case = 0
    play = screenplay(scenario, args.seed, case)
    if args.sheet:
        _write_sheet(play, Path(args.sheet), scale)
    panel = None if args.no_key else _panel(loaded)
    page = print_page(play, key=not args.no_key, scale=scale, panel=panel)
    put_out(write_paper_html(page) if html else write_paper_markdown(page), args.output)
    return 0


def _panel(loaded: "Loaded") -> "Panel | None":
    """Return the panel beside the scenario; None if there is none that can be shown."""
    from simulator.library.panels import load_panel, panel_file

    file = panel_file(loaded.path)
    return load_panel(file, loaded.scenario)[0] if file is not None else None


def _format(args: argparse.Namespace) -> str:
    if args.format:
        return str(args.format)
    # ``output`` is None without -o; "None" has no ending.
    ending = Path(str(args.output)).suffix.lower()
    if ending in _DOCUMENTS:
        raise Refusal(say("cli_print.no_document", ending=ending), status=2)
    return "html" if ending in (".html", ".htm") else "md"


def _case(scenario: "Scenario", number: int | None) -> int | None:
    """Return the case of this number, counted from 0; raise Refusal if there is none."""
    if number is None:
        return None
    if number > len(scenario.cases):
        raise Refusal(say("cli_print.no_case", number=number, count=len(scenario.cases)))
    return number - 1


def _write_sheet(play: "Screenplay", file: Path, scale: "Scale") -> None:
    """Write an empty sheet of marks; its form is that of the file's name."""
    from simulator.authoring.mark_sheet import sheet_of
    from simulator.authoring.write_sheet import sheet_csv, sheet_yaml

    sheet = sheet_of(play, scale)
    if file.suffix.lower() == ".csv":
        # With the mark by which spreadsheets recognise UTF-8.
        write_out(sheet_csv(sheet).encode("utf-8-sig"), file)
    elif file.suffix.lower() in (".yaml", ".yml"):
        write_out(sheet_yaml(sheet).encode("utf-8"), file)
    else:
        raise Refusal(say("cli_print.sheet_ending"), status=2)
