"""``balint-sim progress``: all finished sessions together, and the practice log."""

import argparse
from typing import TYPE_CHECKING

from simulator.cli.arguments import chosen_sessions
from simulator.cli.opening import open_store
from simulator.cli.output import put_out, put_pdf
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.practice.practice_log import PracticeLog
    from simulator.render.sections import Page


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--json", action="store_true", help=say("options.json"))
    parser.add_argument(
        "--format",
        choices=("text", "md", "html", "pdf", "csv"),
        help=say("options.progress_format"),
    )
    parser.add_argument("--log", action="store_true", help=say("options.log"))
    parser.add_argument(
        "--reflections", type=chosen_sessions, metavar="SESSIONS", help=say("options.reflections")
    )
    output = parser.add_argument("-o", dest="output", metavar="FILE", help=say("options.output"))
    completed(output, "files")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Print progress or the practice log, or write it to a file."""
    form = args.format or "text"
    if args.json and (args.log or args.format is not None):
        raise Refusal(say("cli_progress.json_alone"), 2)
    if form == "csv" and not args.log:
        raise Refusal(say("cli_progress.csv_is_a_log"), 2)
    if args.reflections is not None and not args.log:
        raise Refusal(say("cli_progress.reflections_in_a_log"), 2)
    made = _log(args, workspace, form) if args.log else _progress(args, workspace)
    # The store is closed by now: a pager at the end of a pipe would keep it open.
    if isinstance(made, str):
        put_out(made, args.output)
    elif form == "pdf":
        put_pdf(made, args.output)
    else:
        put_out(_written(made, form), args.output)
    return 0


def _progress(args: argparse.Namespace, workspace: Workspace) -> "Page | str":
    """Return progress as a page, or as JSON."""
    from simulator.practice.progress import progress_of
    from simulator.render.progress_json import progress_json
    from simulator.render.progress_sections import progress_page

    with open_store(workspace, reading=True) as store:
        made = progress_of(workspace, store)
    if args.json:
        return progress_json(made, workspace.catalogue)
    return progress_page(made, workspace.catalogue)


def _log(args: argparse.Namespace, workspace: Workspace, form: str) -> "Page | str":
    """Return the practice log as a page, or as CSV."""
    from simulator.render.practice_log import log_csv, log_page

    log = _practice_log(workspace, args.reflections)
    return log_csv(log) if form == "csv" else log_page(log)


def _practice_log(workspace: Workspace, wanted: "str | frozenset[int] | None") -> "PracticeLog":
    """Return the log with the reflections of the wanted sessions.

    Raise Refusal if one of them has none.
    """
    from simulator.practice.practice_log import all_written, of_sessions, practice_log

    with open_store(workspace, reading=True) as store:
        written = tuple(all_written(workspace, store)) if wanted is not None else ()
        if isinstance(wanted, frozenset):
            missing = wanted - {one.number for one in written}
            if missing:
                raise Refusal(say("cli_progress.no_reflection", number=min(missing)))
            written = of_sessions(written, wanted)
        return practice_log(workspace, store, written)


def _written(page: "Page", form: str) -> str:
    from simulator.render.write_html import write_html
    from simulator.render.write_markdown import write_markdown
    from simulator.render.write_text import write_text

    writers = {"text": write_text, "md": write_markdown, "html": write_html}
    return writers[form](page)
