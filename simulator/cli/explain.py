"""``balint-sim explain``: the page of a finding's code, with an example that fails and one that is mended."""

import argparse

from simulator.cli.refusal import Refusal

HELP = "Explain a finding's code: what it means, an example that has it, and the same mended."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("code", metavar="CODE", help="such as M301")


def run(args: argparse.Namespace) -> int:
    """Print the page."""
    from simulator.authoring.codes import CODES
    from simulator.authoring.library import pages
    from simulator.scenario.condition import suggestion
    from simulator.scenario.text import clean_line

    code = clean_line(args.code).upper()
    if code not in CODES:
        raise Refusal(f"There is no code '{code}'. {suggestion(code, CODES)}".strip())
    for line in (pages() / f"{code}.md").read_text("utf-8").splitlines():
        if not line.startswith("<!--"):  # a note for the tests
            print(line)
    return 0
