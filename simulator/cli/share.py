"""``balint-sim share``: write what you share with a course as a file for its trainer."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.opening import open_store
from simulator.cli.output import folded, write_out
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.practice.shared_file import SharedFile


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--course", required=True, metavar="CODE", help=say("options.share_course"))
    parser.add_argument("--own-words", action="store_true", help=say("options.share_own_words"))
    parser.add_argument("--withdraw", action="store_true", help=say("options.share_withdraw"))
    output = parser.add_argument(
        "-o", dest="output", metavar="FILE", help=say("options.share_output")
    )
    completed(output, "files")
    parser.add_argument("--yes", action="store_true", help=say("options.share_yes"))
    parser.add_argument("--force", action="store_true", help=say("options.share_force"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Say what will be in the file and for whom, ask, and write it."""
    from simulator.practice.course_code import typed_code
    from simulator.scenario.text import brief

    if args.withdraw and args.own_words:
        raise Refusal(say("sharing.only_share"), 2)
    course = typed_code(args.course)
    if not course:
        raise Refusal(say("sharing.no_code", text=brief(args.course)), 2)
    kind = "withdraw" if args.withdraw else "share"
    output = Path(args.output or f"{kind}-{course}.json")
    _refuse_existing(output, force=args.force)
    if args.withdraw:
        return _withdraw(args, workspace, course, output)
    return _share(args, workspace, course, output)


def _refuse_existing(output: Path, *, force: bool) -> None:
    from simulator.library.files import look, shown

    # A pipe or a device is written to, and not replaced.
    if look(output) in ("file", "folder") and not force:
        raise Refusal(say("sharing.exists", file=shown(output)))


def _share(args: argparse.Namespace, workspace: Workspace, course: str, output: Path) -> int:
    from simulator.library.files import shown

    made = _made(workspace, course, own_words=args.own_words)
    if not made.figures:
        raise Refusal(say("sharing.nothing_to_share"))
    _explain(course, own_words=args.own_words)
    if not args.yes and not _agreed(say("sharing.question"), say("sharing.nothing_written")):
        return 1
    refused = say("sharing.without_words")
    if made.own_words and not args.yes and not _agreed(say("sharing.question_words"), refused):
        made = _made(workspace, course, own_words=False)
    _write(made, output)
    print(say("sharing.written", file=shown(output), count=len(made.figures)))
    _print(say("sharing.replaces"))
    _print(say("sharing.how_to_withdraw", course=course))
    return 0


def _made(workspace: Workspace, course: str, *, own_words: bool) -> "SharedFile":
    """Return what is shared now."""
    from simulator.practice.clock import local_day
    from simulator.practice.shared_file import SharedFile
    from simulator.practice.sharing import WORDING, all_figures, all_own_words, learner_in

    with open_store(workspace, reading=True) as store:
        figures = all_figures(workspace, store, course)
        words = tuple(all_own_words(store, course, figures)) if own_words else None
        learner = learner_in(course, store.learner)
    today = local_day(workspace.now())
    return SharedFile("share", course, learner, WORDING, today, tuple(figures), words)


def _explain(course: str, *, own_words: bool) -> None:
    _print(say("sharing.about"))
    print()
    shared = [say("sharing.figures")]
    if own_words:
        shared.append(say("sharing.own_words"))
    for each in shared:
        print("\n".join(folded(each, "  - ", "    ")))
    print()
    _print(say("sharing.for_whom", course=course))
    _print(say("sharing.groups"))
    _print(say("sharing.file_readable"))
    _print(say("sharing.no_duty"))
    _print(say("sharing.undone"))
    print()


def _withdraw(args: argparse.Namespace, workspace: Workspace, course: str, output: Path) -> int:
    from simulator.library.files import shown
    from simulator.practice.clock import local_day
    from simulator.practice.shared_file import SharedFile
    from simulator.practice.sharing import WORDING, learner_in

    with open_store(workspace, reading=True) as store:
        # An empty store has an id that nothing was shared under.
        if not store.plays():
            raise Refusal(say("sharing.nothing_here"))
        learner = learner_in(course, store.learner)
    _print(say("sharing.about_withdrawal", course=course))
    if not args.yes and not _agreed(say("sharing.question"), say("sharing.nothing_written")):
        return 1
    today = local_day(workspace.now())
    _write(SharedFile("withdraw", course, learner, WORDING, today), output)
    print(say("sharing.withdrawal_written", file=shown(output)))
    _print(say("sharing.share_again"))
    return 0


def _agreed(question: str, refused: str) -> bool:
    """Ask; anything but the whole word is a no, and ``refused`` is printed."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refusal(say("sharing.needs_yes"))
    try:
        answer = input(question)
    except (EOFError, UnicodeDecodeError):
        print()
        answer = ""
    if answer.strip().lower() == say("sharing.yes"):
        return True
    _print(refused)
    return False


def _write(made: "SharedFile", output: Path) -> None:
    from simulator.practice.shared_file import shared_json

    write_out(shared_json(made).encode("ascii"), output)


def _print(text: str) -> None:
    print("\n".join(folded(text)))
