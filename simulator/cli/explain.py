"""``balint-sim explain``: print the page of a code, an entry of the glossary, or a key."""

import argparse
import re
from collections.abc import Iterator
from textwrap import indent

from simulator.cli.environment import pages_folder, terminal_variables
from simulator.cli.output import folded
from simulator.cli.parser import CommandParser, completed
from simulator.cli.patterns import PATTERNS
from simulator.cli.refusal import Refusal
from simulator.cli.streams import heading
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.findings import did_you_mean
from simulator.scenario.catalogue import Catalogue

_FENCE = re.compile(r"^```(?:yaml)?\n", re.MULTILINE)
_NOTE = re.compile(r"^<!--.*-->\n?", re.MULTILINE)  # a note for the tests


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    code = parser.add_argument("code", nargs="?", metavar="CODE", help=say("options.code"))
    completed(code, "words")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Print the page of a code, or what there is to say about a word."""
    from simulator.language.codes import SEVERITIES
    from simulator.scenario.text import clean_line

    said = clean_line(args.code or "").strip()
    if said.upper() in SEVERITIES:
        _print_page(said.upper())
    else:
        _print_word(said, workspace.catalogue)
    return 0


def _print_page(code: str) -> None:
    """Print a page, which is Markdown, as text for a terminal."""
    text = _NOTE.sub("", (pages_folder() / f"{code}.md").read_text("utf-8"))
    # Between the fences is an example in YAML, which must not be folded.
    for number, part in enumerate(_FENCE.split(text)):
        if number % 2:
            print(indent(part, "    "))
        else:
            for paragraph in part.strip().split("\n\n"):
                _print_paragraph(paragraph)


def _print_paragraph(paragraph: str) -> None:
    if not paragraph:
        return  # nothing is behind the last example
    if paragraph.startswith("#"):
        for line in folded(paragraph.lstrip("# ")):
            heading(line, terminal_variables())
    else:
        # Asterisks are around the severity, which is a paragraph of its own.
        print(*folded(" ".join(paragraph.strip("*").split())), sep="\n")
    print()


def _print_word(said: str, catalogue: Catalogue) -> None:
    from simulator.cli.explain_keys import explained_key, keys_listed
    from simulator.language.codes import SEVERITIES
    from simulator.language.keys import every_key
    from simulator.plain.glossary import every_id, every_word, explained, listed
    from simulator.scenario.nearest import nearest_name

    if said:
        # A word such as ``cue`` is both: first what it is, then how it is written.
        lines = [
            *explained(catalogue, said),
            *explained_key(said.removesuffix(":").casefold()),
            *listed(catalogue, said),
            *_patterns(said.casefold()),
        ]
    else:
        lines = [*every_word(catalogue), *keys_listed(), "", *_patterns("patterns")]
    if not lines:
        known = [*every_id(catalogue), *every_key(), *PATTERNS, "patterns"]
        # A code with a typing error comes first: no word of the glossary looks like ``S208``.
        hint = (
            did_you_mean(nearest_name(said.upper(), SEVERITIES))
            or did_you_mean(nearest_name(said.casefold(), known))
            or say("cli_scenarios.all_words")
        )
        raise Refusal(say("cli_scenarios.no_word", word=said, hint=hint))
    print(*lines, sep="\n")


def _patterns(said: str) -> Iterator[str]:
    """Yield the lines that explain a pattern of ``new --pattern``, or list them all."""
    if said in ("pattern", "patterns"):
        yield from (say("cli_scenarios.patterns"), *folded(say("cli_scenarios.patterns_about")))
        for name in PATTERNS:
            yield from folded(f"{name}: {_about_pattern(name)}")
        yield ""
    elif said in PATTERNS:
        yield say("cli_scenarios.pattern", name=said)
        yield from folded(_about_pattern(said))
        yield say("cli_scenarios.begin_with_it", name=said)
        yield ""


def _about_pattern(name: str) -> str:
    return say(f"cli_scenarios.about_{name.replace('-', '_')}")
