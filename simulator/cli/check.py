"""``balint-sim check``: every finding in scenario files and folders."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.refusal import Refusal

if TYPE_CHECKING:
    from simulator.authoring.diagnostics import Finding

HELP = "Check scenario files and folders, and the plays beside them; print every finding as file:line:column."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("path", nargs="+", metavar="PATH", help="a scenario file, or a folder with scenarios in it")
    parser.add_argument("--json", action="store_true", help="for other programs")


def run(args: argparse.Namespace) -> int:
    """Check and print; 0 clean, 1 findings, 2 nothing to check."""
    from simulator.authoring.library import scenario_files
    from simulator.scenario.text import clean_line

    files: list[Path] = []
    for name in args.path:
        found = scenario_files(Path(name)) if Path(name).exists() else []
        if not found:
            raise Refusal(f"There is no scenario in '{clean_line(name)}'.", status=2)
        files += found
    findings = [finding for file in files for finding in _check(file)]
    _print(findings, len(files), args.json)
    return 1 if findings else 0


def _check(file: Path) -> "Iterator[Finding]":
    from simulator.authoring.library import load, plan_files
    from simulator.authoring.plans import load_plan

    loaded = load(file)
    yield from loaded.findings
    if loaded.scenario is not None:
        for plan in plan_files(file):
            yield from load_plan(plan, loaded.scenario)[1]


def _print(findings: "list[Finding]", files: int, as_json: bool) -> None:
    from simulator.authoring.diagnostics import MOST_SHOWN

    if as_json:
        import json

        print(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=2))
        return
    for finding in findings[:MOST_SHOWN]:
        print(finding)
    if len(findings) > MOST_SHOWN:
        print(f"... and {len(findings) - MOST_SHOWN} more")
    scenarios = "1 scenario" if files == 1 else f"{files} scenarios"
    print(f"{scenarios} checked, {len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}.")
