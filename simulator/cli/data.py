"""``balint-sim data``: export, import, delete or locate the learner's own data."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import session
from simulator.cli.opening import open_store
from simulator.cli.output import put_out
from simulator.cli.parser import CommandParser, add_action, completed
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.lists import enumerated
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.practice.deletion import Kept


MOST_NAMED = 5
"""The maximum number of foreign files named after deleting; the rest are counted."""


def add_arguments(parser: CommandParser) -> None:
    """Declare the actions and their options."""
    actions = parser.add_subparsers(
        title=say("commands.data_title"), metavar="ACTION", dest="what", required=True
    )
    export = add_action(actions, "data", "export")
    output = export.add_argument("-o", dest="output", metavar="FILE", help=say("options.output"))
    completed(output, "files")
    imported = add_action(actions, "data", "import")
    file = imported.add_argument("file", metavar="FILE", help=say("options.import_file"))
    completed(file, "files")
    imported.add_argument("--dry-run", action="store_true", help=say("options.dry_run"))
    delete = add_action(actions, "data", "delete")
    number = delete.add_argument(
        "--session", type=session, metavar="SESSION", help=say("options.delete_session")
    )
    completed(number, "sessions")
    delete.add_argument("--yes", action="store_true", help=say("options.yes"))
    add_action(actions, "data", "path")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Export, import, delete, or print the folder."""
    if args.what == "path":
        print(clean_line(str(workspace.data)))
    elif args.what == "export":
        _export(workspace, args.output)
    elif args.what == "import":
        _import(workspace, args.file, dry_run=args.dry_run)
    elif args.session is not None:
        _delete_session(workspace, args.session, sure=args.yes)
    else:
        _delete(workspace, sure=args.yes)
    return 0


def _export(workspace: Workspace, output: str | None) -> None:
    from simulator.store.export import export_text

    with open_store(workspace, reading=True) as store:
        text = export_text(store)
    put_out(f"{text}\n", output)


def _import(workspace: Workspace, name: str, *, dry_run: bool) -> None:
    from simulator.render.import_text import import_lines
    from simulator.store.document import read_document
    from simulator.store.play_store import BadImport

    try:
        document = read_document(_read(name))
        # A dry run opens the store to read, so it neither creates nor migrates the file.
        with open_store(workspace, reading=dry_run) as store:
            summary = store.merge(document, dry_run=dry_run)
    except BadImport as problem:
        file = say("store.standard_input") if name == "-" else clean_line(name)
        raise Refusal(say("store.import_refused", file=file, reason=problem)) from problem
    if dry_run:
        print(say("store.import_dry_run"))
    for line in import_lines(summary):
        print(line)


def _read(name: str) -> bytes:
    """Return the bytes of a file or of standard input; raise BadImport."""
    from simulator.library.files import read_file, reason
    from simulator.store.document import LARGEST
    from simulator.store.play_store import BadImport

    try:
        if name == "-":
            # One byte more than allowed shows that the input is too large; it may have no end.
            return sys.stdin.buffer.read(LARGEST + 1)
        return read_file(Path(name), LARGEST)
    except (OSError, ValueError) as error:
        raise BadImport(say("store.import_unreadable", reason=reason(error))) from error


def _delete(workspace: Workspace, *, sure: bool) -> None:
    from simulator.practice.deletion import find_kept

    name = clean_line(str(workspace.data))
    try:
        saved = find_kept(workspace)
    except OSError as error:
        raise Refusal(say("cli_data.unreadable", folder=name, reason=error.strerror)) from error
    # ``saved.others`` are never deleted: BALINT_SIM_HOME may be a folder with other things in it.
    if not saved.files:
        print(say("cli_data.nothing_saved", folder=name))
    elif sure or _confirmed(say("cli_data.warning", folder=name)):
        _delete_all(saved)
        print(say("cli_data.deleted"))
        # Packs are no data of the learner; ``pack remove`` removes them.
        if workspace.packs.is_dir():
            print(say("cli_data.packs_stay"))
        if saved.others:
            print(say("cli_data.others_stay", folder=name, files=_named(saved.others)))


def _delete_session(workspace: Workspace, number: int, *, sure: bool) -> None:
    from simulator.practice.deletion import SessionToDelete, session_to_delete
    from simulator.render.deletion_text import warning_lines

    with open_store(workspace) as store:
        found: SessionToDelete | None = session_to_delete(store, number)
        if found is None:
            raise Refusal(say("cli_data.no_session", number=number))
        if sure or _confirmed(*warning_lines(found)):
            store.delete(found.play.id)
            print(say("cli_data.session_deleted", number=found.play.number))


def _confirmed(*warning: str) -> bool:
    """Ask before deleting; anything but the word itself is a no."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refusal(say("cli_data.needs_yes"))
    for line in warning:
        print(line)
    try:
        answer = input(say("cli_data.question"))
    except (EOFError, UnicodeDecodeError):
        print()
        answer = ""
    # The whole word: a y may be typed by habit, and nothing can be restored.
    if answer.strip().lower() == "delete":
        return True
    print(say("cli_data.nothing_deleted"))
    return False


def _delete_all(saved: "Kept") -> None:
    from simulator.practice.deletion import delete

    failed = delete(saved)
    # The first failure stands for all: an error is one line.
    for file, error in failed.items():
        name = clean_line(str(file))
        if len(saved.files) == 1:
            raise Refusal(say("cli_data.file_failed", file=name, reason=error.strerror))
        raise Refusal(
            say(
                "cli_data.files_failed",
                failed=len(failed),
                total=len(saved.files),
                file=name,
                reason=error.strerror,
            )
        )


def _named(paths: tuple[Path, ...]) -> str:
    names = enumerated([clean_line(path.name) for path in paths[:MOST_NAMED]])
    more = len(paths) - MOST_NAMED
    return say("lists.and_more", names=names, count=more) if more > 0 else names
