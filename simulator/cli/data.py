"""``balint-sim data``: the learner's own data, to take away, to delete, to find."""

import argparse
import shutil
import sys
from pathlib import Path

from simulator.cli.opening import open_store
from simulator.cli.output import put_out
from simulator.cli.refusal import Refusal

HELP = "Your own data: export everything as JSON, delete everything, or show where it is kept. Installed packs are not touched."

OURS = ("learner.sqlite3*", "config.yaml", "cards.*", "programmes.*", "scores.*", "exact/*")
"""What the program keeps of a learner and of what was worked out for them, in the home folder."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("what", choices=("export", "delete", "path"))
    parser.add_argument("-o", dest="output", metavar="FILE", help="export: write to this file instead of the terminal")
    parser.add_argument("--yes", action="store_true", help="delete: do not ask")


def run(args: argparse.Namespace) -> int:
    """Do one of the three."""
    from simulator.learner.folders import home

    if args.what == "path":
        print(home())
    elif args.what == "export":
        _export(args.output)
    else:
        _delete(home(), args.yes)
    return 0


def _export(output: str | None) -> None:
    from simulator.learner.store import export_text

    with open_store() as store:
        text = export_text(store)
    put_out(f"{text}\n", output)


def _delete(folder: Path, sure: bool) -> None:
    ours = [path for pattern in OURS for path in folder.glob(pattern) if path.is_file()]
    if not ours:
        print(f"There is nothing to delete in {folder}.")
        return
    if not sure:
        if not sys.stdin.isatty():
            raise Refusal("To delete without being asked, add --yes.")
        print(f"This deletes every play and debrief kept in {folder}. It cannot be undone.")
        if input("Type delete to go ahead: ").strip().lower() != "delete":
            print("Nothing was deleted.")
            return
    for path in ours:
        path.unlink()
    for emptied in (folder / "exact", folder):
        if emptied.is_dir() and not any(emptied.iterdir()):
            shutil.rmtree(emptied)
    print("Deleted.")
    if (folder / "packs").is_dir():
        print("Installed packs hold nothing of yours and stay: 'balint-sim pack list' shows them.")
