"""``balint-sim completion``: the script that completes commands, options and names in a shell.

shtab writes the scripts. They complete names (scenarios, sessions, packs) by asking this command
again with ``--names``, so that what was installed or played since then is completed, too.
"""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from simulator.cli.parser import CommandParser, LazyCommands, Named, all_parsers, completes
from simulator.cli.refusal import Refusal
from simulator.cli.streams import PROGRAM
from simulator.library.workspace import NoFolder, Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

SHELLS = ("bash", "zsh", "fish")


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    parser.add_argument("shell", nargs="?", choices=SHELLS, help=say("options.shell"))
    parser.add_argument("--names", choices=tuple(_NAMES), help=say("options.names"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Print the script for a shell, or names for such a script."""
    if (args.shell is None) == (args.names is None):
        raise Refusal(say("cli_completion.shell_or_names"), status=2)
    if args.shell:
        print(script(args.shell))
        return 0
    for name in names(workspace, args.names):
        print(name)
    return 0


def script(shell: str) -> str:
    """Return the script of a shell."""
    import shtab

    from simulator.cli import _parser

    parser = _parser()
    for each in all_parsers(parser):
        _prepare(each)
    text: str = shtab.complete(parser, shell)
    return text


def _prepare(parser: CommandParser) -> None:
    """Say to shtab, by attributes, what is completed in each argument."""
    for action in parser._actions:
        if isinstance(action, LazyCommands):
            action.choices = dict(action.choices)  # shtab wants no other mapping
        named = completes(action)
        if named is not None:
            setattr(action, "complete", _completed(named))  # noqa: B010 - argparse has no such field


def _completed(named: Named) -> Any:
    import shtab

    if named == "files":
        return shtab.FILE
    if named == "folders":
        return shtab.DIRECTORY
    return shtab.cmd(f"{PROGRAM} completion --names {named}")


def names(workspace: Workspace, named: Named) -> list[str]:
    """Return the names of one kind; those that cannot be found are left out.

    A shell has no place for an error while somebody types.
    """
    try:
        return list(_NAMES[named](workspace))
    except (NoFolder, OSError, Refusal):
        return []


def _scenarios(workspace: Workspace) -> Iterator[str]:
    from simulator.library.find import library_files

    yield from (file.parent.name for file in library_files(workspace))


def _playable(workspace: Workspace) -> Iterator[str]:
    from simulator.library.programmes import programme_files

    yield from _scenarios(workspace)
    yield from (file.stem for file in programme_files(workspace.shipped))


def _rules(workspace: Workspace) -> Iterator[str]:
    yield from workspace.catalogue.rules


def _situations(workspace: Workspace) -> Iterator[str]:
    yield from workspace.catalogue.situations


def _sessions(workspace: Workspace) -> Iterator[str]:
    from simulator.cli.opening import open_store

    with open_store(workspace, reading=True) as store:
        yield from (str(play.number) for play in store.plays())


def _packs(workspace: Workspace) -> Iterator[str]:
    from simulator.library.installed import installed_packs

    yield from (pack.id for pack in installed_packs(workspace.packs))


def _words(workspace: Workspace) -> Iterator[str]:
    from simulator.cli.patterns import PATTERNS
    from simulator.language.codes import SEVERITIES
    from simulator.language.keys import every_key
    from simulator.plain.glossary import every_id

    yield from SEVERITIES
    yield from every_key()
    yield from every_id(workspace.catalogue)
    yield from PATTERNS
    yield "patterns"


_NAMES: "dict[str, Callable[[Workspace], Iterator[str]]]" = {
    "scenarios": _scenarios,
    "playable": _playable,
    "rules": _rules,
    "situations": _situations,
    "sessions": _sessions,
    "packs": _packs,
    "words": _words,
}
"""By kind, what yields the names of that kind."""
