"""``balint-sim export web``: write a practice room as static files that a browser can run."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.parser import CommandParser, add_action, completed
from simulator.cli.refusal import Refusal
from simulator.cli.streams import complain
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.web.packaged.choose import Chosen
    from simulator.web.packaged.courses import Course


def add_arguments(parser: CommandParser) -> None:
    """Declare the actions and their options."""
    actions = parser.add_subparsers(
        title=say("commands.export_title"), metavar="WHAT", dest="what", required=True
    )
    web = add_action(actions, "export", "web")
    names = web.add_argument("names", nargs="*", metavar="NAME", help=say("options.export_names"))
    completed(names, "scenarios")
    output = web.add_argument(
        "-o",
        dest="output",
        required=True,
        metavar="FOLDER|FILE.zip",
        help=say("options.export_output"),
    )
    completed(output, "files")
    web.add_argument("--force", action="store_true", help=say("options.export_force"))
    course = web.add_mutually_exclusive_group()
    course.add_argument("--scorm", choices=("1.2", "2004"), help=say("options.export_scorm"))
    course.add_argument("--cmi5", action="store_true", help=say("options.export_cmi5"))
    web.set_defaults(do=_web)


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Run the action; raise Refusal if something cannot be exported or written."""
    status: int = args.do(args, workspace)
    return status


def _web(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.library.files import shown
    from simulator.web.packaged.choose import NoExport, choose
    from simulator.web.packaged.export import exported
    from simulator.web.packaged.python_files import NoPackage
    from simulator.web.packaged.runtime import NoRuntime

    output = Path(args.output)
    # Before the work of a few seconds.
    _refuse_existing(output, force=args.force)
    try:
        chosen = choose(workspace, args.names)
        course = _course(args)
        files = exported(workspace, chosen, course)
    except (NoExport, NoRuntime, NoPackage) as refusal:
        raise Refusal(str(refusal)) from refusal
    for sentence in chosen.skipped:
        complain(sentence)
    _write(output, files)
    _say_written(shown(output), chosen, files)
    print(
        say("web_course.what_next", standard=course.name) if course else say("web_export.what_next")
    )
    return 0


def _course(args: argparse.Namespace) -> "Course | None":
    from simulator.web.packaged.courses import Course

    if args.cmi5:
        return Course("cmi5")
    return Course(args.scorm) if args.scorm else None


def _say_written(output: str, chosen: "Chosen", files: Mapping[str, bytes]) -> None:
    megabytes = round(sum(map(len, files.values())) / 1_000_000)
    print(
        say(
            "web_export.written",
            file=output,
            count=len(chosen.scenarios),
            megabytes=megabytes,
        )
    )


def _is_zip(output: Path) -> bool:
    return output.suffix.lower() == ".zip"


def _refuse_existing(output: Path, *, force: bool) -> None:
    """Raise Refusal if the output exists and may not be replaced."""
    from simulator.library.files import is_folder, look, shown
    from simulator.web.packaged.export import MARK

    kind = look(output)
    if kind == "nothing":
        return
    if is_folder(output) and not _is_zip(output):
        if not any(output.iterdir()):
            return
        # A folder is replaced as a whole, so it has to be one of ours.
        if not (output / MARK).is_file():
            raise Refusal(say("web_export.not_ours", file=shown(output)))
    if not force:
        raise Refusal(say("web_export.exists", file=shown(output)))


def _write(output: Path, files: Mapping[str, bytes]) -> None:
    from simulator.cli.output import write_out
    from simulator.library.files import reason, shown
    from simulator.web.packaged.export import archive

    if _is_zip(output):
        write_out(archive(files), output)
        return
    try:
        _write_folder(output, files)
    except OSError as error:
        why = reason(error)
        raise Refusal(say("files.unwritable", file=shown(output), reason=why)) from error


def _write_folder(output: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder beside the output, and put it in its place when it is complete."""
    import shutil
    import tempfile

    output = output.absolute()
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix=f".{output.name}.", suffix=".draft", dir=output.parent
    ) as drafts:
        new, old = Path(drafts) / "new", Path(drafts) / "old"
        for name, data in files.items():
            file = new / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if output.exists():
            output.rename(old)
        try:
            new.rename(output)
        except OSError:
            if old.exists():
                old.rename(output)
            raise
        shutil.rmtree(old, ignore_errors=True)
