"""``balint-sim explain``: print the page of a finding's code, or an entry of the glossary."""

import argparse

from simulator.cli.environment import pages_folder
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.findings import did_you_mean
from simulator.scenario.catalogue import Catalogue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help=say("options.code"),
    )


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Print the page of a code, or what the catalogue says about a word."""
    from simulator.language.codes import SEVERITIES
    from simulator.scenario.text import clean_line

    said = clean_line(args.code or "").strip()
    if said.upper() in SEVERITIES:
        _print_page(said.upper())
    else:
        _print_word(said, workspace.catalogue)
    return 0


def _print_page(code: str) -> None:
    for line in (pages_folder() / f"{code}.md").read_text("utf-8").splitlines():
        if not line.startswith("<!--"):  # a note for the tests
            print(line)


def _print_word(said: str, catalogue: Catalogue) -> None:
    from simulator.language.codes import SEVERITIES
    from simulator.plain.glossary import every_word, explained, unknown
    from simulator.scenario.nearest import nearest_name

    lines = list(explained(catalogue, said) if said else every_word(catalogue))
    if not lines:
        # A code with a typing error comes first: no word of the glossary looks like ``S208``.
        hint = (
            did_you_mean(nearest_name(said.upper(), SEVERITIES))
            or unknown(catalogue, said)
            or say("cli_scenarios.all_words")
        )
        raise Refusal(say("cli_scenarios.no_word", word=said, hint=hint))
    print(*lines, sep="\n")
