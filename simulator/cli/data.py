"""``balint-sim data``: export, delete or locate the learner's own data."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.opening import open_store
from simulator.cli.output import put_out
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.practice.deletion import Kept

HELP = (
    "Your own data: export everything as JSON, delete everything, or show where it is saved. "
    "Installed packs are not touched."
)

MOST_NAMED = 5
"""The maximum number of foreign files named after deleting; the rest are counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("what", choices=("export", "delete", "path"))
    parser.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="export: write to this file instead of the terminal",
    )
    parser.add_argument("--yes", action="store_true", help="delete: do not ask")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Export, delete, or print the folder."""
    if args.what == "path":
        print(clean_line(str(workspace.data)))
    elif args.what == "export":
        _export(workspace, args.output)
    else:
        _delete(workspace, sure=args.yes)
    return 0


def _export(workspace: Workspace, output: str | None) -> None:
    from simulator.store.store import export_text

    with open_store(workspace, reading=True) as store:
        text = export_text(store)
    put_out(f"{text}\n", output)


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
