"""``balint-sim data``: export, import, delete or locate the learner's own data."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.opening import open_store
from simulator.cli.output import put_out
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.practice.deletion import Kept
    from simulator.store.play_store import Summary

HELP = (
    "Your own data: export everything as JSON, import an export, delete everything, or show "
    "where it is saved. Installed packs are not touched."
)

MOST_NAMED = 5
"""The maximum number of foreign files named after deleting; the rest are counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions and their options."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="what", required=True)
    export = _action(actions, "export", "print everything that is saved about you, as JSON")
    export.add_argument(
        "-o", dest="output", metavar="FILE", help="write to this file instead of the terminal"
    )
    imported = _action(actions, "import", "add the sessions of an export to those saved here")
    imported.add_argument("file", metavar="FILE", help="the export; - reads standard input")
    imported.add_argument(
        "--dry-run", action="store_true", help="say what would be added, and add nothing"
    )
    delete = _action(actions, "delete", "delete everything that is saved about you")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    _action(actions, "path", "print the folder in which it is saved")


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, about: str
) -> argparse.ArgumentParser:
    return actions.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Export, import, delete, or print the folder."""
    if args.what == "path":
        print(clean_line(str(workspace.data)))
    elif args.what == "export":
        _export(workspace, args.output)
    elif args.what == "import":
        _import(workspace, args.file, dry_run=args.dry_run)
    else:
        _delete(workspace, sure=args.yes)
    return 0


def _export(workspace: Workspace, output: str | None) -> None:
    from simulator.store.export import export_text

    with open_store(workspace, reading=True) as store:
        text = export_text(store)
    put_out(f"{text}\n", output)


def _import(workspace: Workspace, name: str, *, dry_run: bool) -> None:
    from simulator.store.document import read_document
    from simulator.store.play_store import BadImport

    try:
        document = read_document(_read(name))
        with open_store(workspace, reading=dry_run) as store:
            summary = store.merge(document, dry_run=dry_run)
    except BadImport as problem:
        file = "-" if name == "-" else clean_line(name)
        raise Refusal(say("store.import_refused", file=file, reason=problem)) from problem
    if dry_run:
        print(say("store.import_dry_run"))
    for line in _summary_lines(summary):
        print(line)


def _read(name: str) -> bytes:
    """Return the bytes of a file or of standard input; raise BadImport."""
    from simulator.library.files import read_file, reason
    from simulator.store.document import LARGEST
    from simulator.store.play_store import BadImport

    try:
        if name == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        return read_file(Path(name), LARGEST)
    except (OSError, ValueError) as error:
        raise BadImport(say("store.import_unreadable", reason=reason(error))) from error


def _summary_lines(summary: "Summary") -> "Iterator[str]":
    yield say("store.import_added", count=summary.added)
    if summary.extended:
        yield say("store.import_extended", count=summary.extended)
    if summary.skipped:
        yield say("store.import_skipped", count=summary.skipped)
    if summary.different:
        yield say("store.import_different", count=summary.different)


def _delete(workspace: Workspace, *, sure: bool) -> None:
    from simulator.practice.deletion import find_kept

    name = clean_line(str(workspace.data))
    try:
        saved = find_kept(workspace)
    except OSError as error:
        raise Refusal(f"{name} cannot be read: {error.strerror}. Nothing was deleted.") from error
    if not saved.files:
        print(f"There is nothing to delete in {name}.")
    elif sure or _confirmed(name):
        _delete_all(saved)
        print("Deleted.")
        if workspace.packs.is_dir():
            print(
                "Installed packs hold nothing of yours and stay: 'balint-sim pack list' shows them."
            )
        if saved.others:
            print(f"Not made by this program, and left in {name}: {_named(saved.others)}.")


def _confirmed(name: str) -> bool:
    """Ask before deleting; anything but the word itself is a no."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refusal("To delete without being asked, add --yes. Nothing was deleted.")
    print(f"This deletes every session and debrief saved in {name}. It cannot be undone.")
    try:
        answer = input("Type delete to go ahead: ")
    except (EOFError, UnicodeDecodeError):
        print()
        answer = ""
    if answer.strip().lower() == "delete":
        return True
    print("Nothing was deleted.")
    return False


def _delete_all(saved: "Kept") -> None:
    from simulator.practice.deletion import delete

    failed = delete(saved)
    for file, error in failed.items():
        name = clean_line(str(file))
        if len(saved.files) == 1:
            raise Refusal(f"{name} could not be deleted: {error.strerror}.")
        raise Refusal(
            f"{len(failed)} of {len(saved.files)} files could not be deleted; "
            f"the first is {name}: {error.strerror}."
        )


def _named(paths: tuple[Path, ...]) -> str:
    names = [clean_line(path.name) for path in paths[:MOST_NAMED]]
    more = len(paths) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
