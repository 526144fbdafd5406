"""``balint-sim schema``: print the JSON Schema of scenarios, for completion in an editor."""

import argparse

from simulator.cli.parser import CommandParser
from simulator.library.workspace import Workspace
from simulator.scenario.catalogue import Catalogue


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options: it has none."""


def run(_: argparse.Namespace, workspace: Workspace) -> int:
    """Print the schema."""
    print(schema_text(workspace.catalogue), end="")
    return 0


def schema_text(catalogue: Catalogue) -> str:
    """Return the schema as the text of a file."""
    import json

    from simulator.language.schema import scenario_schema

    return json.dumps(scenario_schema(catalogue), ensure_ascii=False, indent=2) + "\n"
