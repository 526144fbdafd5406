"""``balint-sim schema``: the JSON Schema of scenarios, by which an editor completes and checks while one writes."""

import argparse

HELP = "Print the JSON Schema of scenarios, for editors that complete and check while you write."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options: it has none."""


def run(_: argparse.Namespace) -> int:
    """Print the schema."""
    print(schema_text(), end="")
    return 0


def schema_text() -> str:
    """The schema as a file holds it."""
    import json

    from simulator.language.schema import scenario_schema
    from simulator.library.scenarios import catalogue

    return json.dumps(scenario_schema(catalogue()), ensure_ascii=False, indent=2) + "\n"
