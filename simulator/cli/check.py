"""``balint-sim check``: print every finding in scenario files, folders and packs."""

import argparse
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.output import put_json
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.cli.streams import progress
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.findings import say_finding, say_hint, say_sentence
from simulator.messages.lists import listed

if TYPE_CHECKING:
    from simulator.language.findings import Finding
    from simulator.library.files import Unreadable


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    paths = parser.add_argument("path", nargs="+", metavar="PATH", help=say("options.paths"))
    completed(paths, "files")
    parser.add_argument("--json", action="store_true", help=say("options.json"))
    parser.add_argument("--strict", action="store_true", help=say("options.strict"))
    parser.add_argument("--watch", action="store_true", help=say("options.watch_files"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Check and print; return 0 if clean, 1 for findings."""
    if not args.watch:
        return _check(args, workspace)
    # JSON is one document; the next save would append another one.
    if args.json:
        raise Refusal(say("cli_check.watch_or_json"), status=2)
    from simulator.cli.watching import watch

    return watch(workspace, args.path, lambda: _check(args, workspace))


def _check(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.authoring.check import unreadable_folder

    unreadable: list[Unreadable] = []
    files = _files(workspace, args.path, unreadable)
    checked = _check_all(workspace, files)
    checked.findings += map(unreadable_folder, unreadable)
    findings = checked.findings
    if args.json:
        put_json(list(map(_as_json, findings)))
    else:
        _print(checked)
    counting = [finding for finding in findings if args.strict or finding.severity != "advice"]
    return 1 if counting else 0


class _Checked:
    """The findings, and the number of scenarios and programmes checked.

    ``texts`` holds the files of packs by the names used in findings.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.scenarios = 0
        self.programmes = 0
        self.texts: dict[str, bytes] = {}
        # The first file of each scenario that was named, by its id.
        self.versions: dict[str, Path] = {}


def _files(
    workspace: Workspace, names: Iterable[str], unreadable: "list[Unreadable]"
) -> list[Path]:
    from simulator.authoring.check import files_to_check
    from simulator.scenario.text import clean_line

    files: list[Path] = []
    for name in names:
        known = len(unreadable)
        found = files_to_check(workspace, name, unreadable)
        # A folder that cannot be listed is a finding: it may hold scenarios.
        if not found and len(unreadable) == known:
            raise Refusal(say("cli_check.no_scenario", name=clean_line(name)))
        files += found
    return files


def _check_all(workspace: Workspace, files: list[Path]) -> _Checked:
    checked = _Checked()
    # One file is checked before a progress message could be read.
    watched = len(files) > 1
    for number, file in enumerate(files, 1):
        if watched:
            progress(say("cli.of", number=number, total=len(files)))
        _check_one(workspace, file, checked)
    if watched:
        progress("")
    return checked


def _check_one(workspace: Workspace, file: Path, checked: _Checked) -> None:
    from simulator.authoring.check import check_file, check_programme
    from simulator.library.find import find_by_id
    from simulator.library.programmes import is_programme

    if file.suffix.lower() == ".zip":
        _check_pack(workspace, file, checked)
    elif is_programme(file):
        checked.findings += check_programme(workspace, file)
        checked.programmes += 1
    else:
        find = partial(find_by_id, workspace)
        version = partial(_version, workspace, checked)
        checked.findings += check_file(file, workspace.catalogue, find, version)
        checked.versions.setdefault(file.parent.name, file)
        checked.scenarios += 1


def _version(workspace: Workspace, checked: _Checked, scenario: str) -> Path | None:
    """Return another version of a scenario: one that was named before, or that of the library.

    Without a home folder, in which packs are installed, the library is the shipped one.
    """
    from simulator.library.find import find_by_id
    from simulator.library.scenarios import find_by_id as find_in
    from simulator.library.workspace import NoFolder

    if scenario in checked.versions:
        return checked.versions[scenario]
    try:
        return find_by_id(workspace, scenario)
    except NoFolder:
        return find_in(scenario, workspace.shipped, ())


def _check_pack(workspace: Workspace, file: Path, checked: _Checked) -> None:
    from simulator.authoring.check import check_pack, pack_problem
    from simulator.library.find import find_by_id
    from simulator.library.packs import BadPack, open_pack

    try:
        pack = open_pack(file)
    except BadPack as problem:
        checked.findings += pack_problem(file, problem)
        return
    find = partial(find_by_id, workspace)
    version = partial(_version, workspace, checked)
    checked.findings += check_pack(pack, workspace.catalogue, find, version)
    checked.scenarios += len(pack.scenarios)
    checked.texts |= {f"{pack.id}/{name}": text for name, text in pack.files.items()}


def _print(checked: _Checked) -> None:
    from simulator.language.findings import MOST_SHOWN

    findings = checked.findings
    for finding in findings[:MOST_SHOWN]:
        print(say_finding(finding))
        # Editors and CI parse one line a finding, so the excerpt is for terminals only. F101 is
        # that the file cannot be opened.
        if sys.stdout.isatty() and finding.code != "F101":
            _point(finding, checked.texts)
    if len(findings) > MOST_SHOWN:
        print(say("cli.more_findings", count=len(findings) - MOST_SHOWN))
    print(_summary(checked))


def _as_json(finding: "Finding") -> dict[str, Any]:
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "severity": finding.severity,
        "sentence": say_sentence(finding.problem),
        "hint": say_hint(finding.problem),
    }


def _summary(checked: _Checked) -> str:
    """Return how much was checked and found, as one sentence."""
    parts = []
    if checked.scenarios:
        parts.append(say("cli_check.scenarios", count=checked.scenarios))
    if checked.programmes:
        parts.append(say("cli_check.programmes", count=checked.programmes))
    what = listed(parts) or say("cli_check.nothing")
    if not checked.findings:
        return say("cli_check.clean", checked=what)
    return say("cli_check.checked", checked=what, count=len(checked.findings))


def _point(finding: "Finding", texts: dict[str, bytes]) -> None:
    """Print the line, cleaned, with a caret under the column."""
    from simulator.language.document import LARGEST_FILE
    from simulator.library.files import read_file
    from simulator.scenario.text import clean_text

    try:
        text = (
            texts[finding.file]
            if finding.file in texts
            else read_file(Path(finding.file), LARGEST_FILE)
        )
    except OSError:
        return  # the finding itself says that the file cannot be opened
    # Columns are counted without a byte order mark, and lines as the reader counts them:
    # ``splitlines`` would also split at characters that are no line ends to YAML.
    lines = text.decode("utf-8-sig", "replace").split("\n")
    # A very long line would fill the terminal, and the caret would be lost in it.
    if finding.line <= len(lines) and len(lines[finding.line - 1]) < 400:
        # A tab is one column to the parser; as one space it keeps the caret in place.
        line = clean_text(lines[finding.line - 1]).replace("\t", " ").replace("\n", " ")
        print(f"    {line}\n    {' ' * (finding.column - 1)}^")
