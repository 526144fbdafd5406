"""``balint-sim new``: create a scenario: a small commented one, a pattern, or a copy of another."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from simulator.cli.parser import CommandParser, completed
from simulator.cli.patterns import PATTERNS
from simulator.cli.refusal import Refusal
from simulator.cli.streams import PROGRAM
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.scenario.catalogue import Catalogue

LONGEST_TITLE = 200

_PATHS = ("scenario.yaml", "plays/exemplary.yaml", "plays/always-waits.yaml")
"""The files that are made from templates."""


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    folder = parser.add_argument("folder", metavar="FOLDER", help=say("options.folder"))
    completed(folder, "folders")
    parser.add_argument("--title", metavar="TEXT", help=say("options.title"))
    begun = parser.add_mutually_exclusive_group()
    begun.add_argument("--pattern", choices=tuple(PATTERNS), help=say("options.pattern"))
    copied = begun.add_argument(
        "--from", dest="copied", metavar="SCENARIO", help=say("options.copied")
    )
    completed(copied, "scenarios")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Write the files and print the next steps."""
    from shlex import quote

    from simulator.scenario.text import clean_line

    folder = Path(args.folder)
    name = _id(folder, workspace.shipped)
    title = _title(args.title) if args.title is not None else None
    if args.copied is None:
        title = title or clean_line(name.replace("-", " ").capitalize())
        _write(folder, files(name, title, workspace.catalogue, args.pattern))
    else:
        _write(folder, copied_files(workspace, args.copied, name, title))
    shown = clean_line(str(folder))
    print(say("cli_new.written", folder=shown))
    for command in ("check", "play"):
        print(f"  {PROGRAM} {command} {quote(shown)}")
    return 0


def _title(text: str) -> str:
    """Return a requested title as one clean line; raise Refusal if it is empty or too long."""
    from simulator.scenario.text import clean_line

    title = clean_line(text)
    if not title:
        raise Refusal(say("cli_new.empty_title"))
    if len(title) > LONGEST_TITLE:
        raise Refusal(say("cli_new.long_title", length=len(title), most=LONGEST_TITLE))
    return title


def copied_files(workspace: Workspace, source: str, name: str, title: str | None) -> dict[str, str]:
    """Return the text of every file of a copy of a scenario (an id or a path) under another id."""
    from simulator.authoring.copy_scenario import SCHEMA, NoCopy, copied
    from simulator.cli.opening import open_scenario
    from simulator.cli.schema import schema_text
    from simulator.scenario.text import clean_line

    loaded = open_scenario(workspace, source)
    try:
        texts = copied(
            loaded, name, yaml_text(name), yaml_text(title) if title is not None else None
        )
    except NoCopy as problem:
        raise Refusal(
            say("cli_new.no_copy", scenario=clean_line(source), reason=problem)
        ) from problem
    return {**texts, SCHEMA: schema_text(workspace.catalogue)}


def _id(folder: Path, shipped: Path) -> str:
    """Return the scenario's id, which is the folder's name; raise Refusal if it is not valid."""
    from pydantic import TypeAdapter, ValidationError

    from simulator.language.shape_types import ScenarioId
    from simulator.library.files import real_path
    from simulator.scenario.text import clean_line

    # ``Path(".").name`` is empty; the real path has the name.
    name = real_path(folder).name
    try:
        TypeAdapter(ScenarioId).validate_python(name)
    except ValidationError as error:
        near = _as_id(name)
        hint = say("cli_new.try_this", near=near) if near else ""
        raise Refusal(say("cli_new.no_id", name=clean_line(name), hint=hint).rstrip()) from error
    # A shipped scenario takes precedence, so this one could never be opened by its id.
    if (shipped / name).exists():
        raise Refusal(say("cli_new.taken", name=name))
    return name


def _as_id(name: str) -> str:
    """Return the id that a name can be turned into; empty if it has no letter or digit for one.

    >>> _as_id("Every one ends in five!"), _as_id("M\u00fcde")
    ('every-one-ends-in-five', 'mude')
    """
    from unicodedata import normalize

    # An accent becomes a character of its own, which is then left out.
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join(words)[:64].strip("-")


def files(
    name: str, title: str, catalogue: Catalogue, pattern: str | None = None
) -> dict[str, str]:
    """Return the text of every file of a new scenario, by its path; ``title`` is one clean line."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from simulator.authoring.copy_scenario import SCHEMA
    from simulator.cli.schema import schema_text

    environment = Environment(
        loader=PackageLoader("simulator.cli"),
        autoescape=False,  # noqa: S701 - YAML; the filter writes a text as YAML wants it
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = yaml_text
    templates = {path: path for path in _PATHS}
    if pattern is not None:
        templates["scenario.yaml"] = f"patterns/{pattern}.yaml"
        templates["plays/exemplary.yaml"] = "patterns/exemplary.yaml"
    values = {"id": name, "title": title, "acts": PATTERNS.get(pattern or "", {})}
    texts = {
        path: environment.get_template(f"{template}.j2").render(values)
        for path, template in templates.items()
    }
    return {**texts, SCHEMA: schema_text(catalogue)}


def yaml_text(text: str) -> str:
    """Return one clean line as YAML: plain if it reads back as the same text, else single-quoted.

    >>> [yaml_text(t) for t in ("A cough", "no: really", "12", "It's all right")]
    ['A cough', "'no: really'", "'12'", "It's all right"]
    """
    from simulator.language.findings import Findings
    from simulator.language.reader import read

    document = read(f"title: {text}\n".encode(), "", Findings(""))
    same = document is not None and document.data == {"title": text}
    # Other YAML readers turn more texts into numbers, dates or booleans than ours does.
    plain = same and text[0].isalpha() and text.lower() not in ("true", "false", "null")
    return text if plain else "'" + text.replace("'", "''") + "'"


def _write(folder: Path, files: Mapping[str, str]) -> None:
    from simulator.library.files import reason, shown

    try:
        # An existing empty folder is fine: an editor may have made it.
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Refusal(say("cli_new.not_empty", folder=shown(folder)))
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # No CRLF on Windows, so that a scenario has the same digest everywhere.
            path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        why = reason(error)
        raise Refusal(say("files.unwritable", file=shown(folder), reason=why)) from error
