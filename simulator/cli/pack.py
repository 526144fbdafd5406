"""``balint-sim pack``: build, install, list and remove packs of scenarios."""

import argparse
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.opening import say_unreadable
from simulator.cli.output import put_json, write_out
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages.findings import did_you_mean, say_finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.language.findings import Finding
    from simulator.library.files import Unreadable
    from simulator.library.packs import Built, Pack

HELP = "Packs of scenarios: make one to hand on, install one, list and remove what is installed."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the four subcommands, each with its options."""
    things = parser.add_subparsers(title="what to do", metavar="WHAT", required=True)
    build = things.add_parser(
        "build", help="make a pack of a folder with pack.yaml and a folder for each scenario"
    )
    build.add_argument("folder", metavar="FOLDER")
    build.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="the file to write (default: the pack's id, here, as .zip)",
    )
    build.set_defaults(do=_build)
    install = things.add_parser(
        "install", help="show what a pack is, check it, and put its scenarios into the library"
    )
    install.add_argument("file", metavar="FILE")
    install.set_defaults(do=_install)
    listing = things.add_parser("list", help="show the packs that are installed")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(do=_list)
    remove = things.add_parser(
        "remove", help="take a pack's scenarios out of the library; your sessions stay saved"
    )
    remove.add_argument("id", metavar="ID")
    remove.set_defaults(do=_remove)


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Run the subcommand; raise Refusal if a pack or folder cannot be used."""
    status: int = args.do(args, workspace)
    return status


def _build(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.authoring.check import check_file
    from simulator.library.packs import BadPack, build_pack

    try:
        built = build_pack(Path(args.folder))
    except BadPack as problem:
        raise Refusal(f"No pack was made of '{_clean(args.folder)}'. {problem}") from problem
    found = (check_file(file, workspace.catalogue) for file in built.scenarios)
    _refuse_unclean(chain.from_iterable(found), "No pack was made.")
    output = Path(args.output or f"{built.pack.id}.zip")
    write_out(built.data, output)
    _say_built(workspace, built, output)
    return 0


def _install(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.authoring.check import check_pack
    from simulator.library.files import reason, shown
    from simulator.library.installed import install, installed_pack
    from simulator.library.packs import BadPack, open_pack

    try:
        pack = open_pack(Path(args.file))
    except BadPack as problem:
        raise Refusal(f"'{_clean(args.file)}' is no pack to install. {problem}") from problem
    _say(pack)
    _refuse_unclean(check_pack(pack, workspace.catalogue), "It was not installed.")
    _refuse_taken(workspace, pack)
    older = installed_pack(pack.id, workspace.packs)
    try:
        install(pack, workspace.packs)
    except OSError as error:
        raise Refusal(
            f"{shown(workspace.packs)} cannot be used: {reason(error)}. It was not installed."
        ) from error
    if older is not None:
        which = "the same" if older.sha256 == pack.sha256 else "another"
        print(f"This takes the place of '{pack.id}' as it was installed before ({which} sha256).")
    it = "it" if len(pack.scenarios) == 1 else "the first"
    print(f"Installed. 'balint-sim play {pack.scenarios[0]}' plays {it}.")
    return 0


def _list(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.library.files import Unreadable
    from simulator.library.installed import tidy

    tidy(workspace.packs)
    unreadable: list[Unreadable] = []
    found = _installed(workspace, unreadable)
    if unreadable and not found:
        raise Refusal(str(unreadable[0]))
    say_unreadable(unreadable)
    if args.json:
        put_json(found)
        return 0
    for pack in found:
        _say_installed(pack)
    if not found:
        print("No pack is installed. 'balint-sim pack install FILE' installs one.")
    return 0


def _remove(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.library.files import Unreadable, reason
    from simulator.library.installed import installed_packs, remove
    from simulator.scenario.nearest import nearest_name

    unreadable: list[Unreadable] = []
    known = [pack.id for pack in installed_packs(workspace.packs, unreadable)]
    if unreadable:
        raise Refusal(str(unreadable[0]))
    if args.id not in known:
        hint = (
            did_you_mean(nearest_name(args.id, known))
            or "'balint-sim pack list' shows those that are."
        )
        raise Refusal(f"No pack '{_clean(args.id)}' is installed. {hint}")
    try:
        remove(args.id, workspace.packs)
    except OSError as error:
        raise Refusal(f"'{args.id}' cannot be removed: {reason(error)}.") from error
    print(
        f"Removed '{args.id}'. "
        "Sessions of its scenarios stay saved: you can continue and review them."
    )
    return 0


def _refuse_unclean(findings: "Iterable[Finding]", refusal: str) -> None:
    """Print findings; raise Refusal if any is an error or a warning. Advice is allowed."""
    from simulator.language.findings import MOST_SHOWN

    found = list(findings)
    for finding in found[:MOST_SHOWN]:
        print(say_finding(finding))
    if len(found) > MOST_SHOWN:
        print(f"... and {len(found) - MOST_SHOWN} more")
    bad = sum(finding.severity != "advice" for finding in found)
    if bad:
        raise Refusal(f"{refusal} It does not check clean: {bad} finding{'s' if bad > 1 else ''}.")


def _refuse_taken(workspace: Workspace, pack: "Pack") -> None:
    """Raise Refusal if a scenario's id already belongs to another scenario in the library."""
    owners = _owners(workspace, pack.id)
    for scenario in pack.scenarios:
        if scenario in owners:
            raise Refusal(
                f"It was not installed. There is a scenario '{scenario}' already: "
                f"it {owners[scenario]}."
            )


def _owners(workspace: Workspace, but: str) -> dict[str, str]:
    """Return where each scenario id in the library comes from, except those of one pack."""
    from simulator.library.installed import installed_packs, pack_scenarios

    others = [pack for pack in installed_packs(workspace.packs) if pack.id != but]
    owners = {
        file.parent.name: f"belongs to the pack '{pack.id}'"
        for pack in others
        for file in pack_scenarios(pack, workspace.packs)
    }
    return owners | dict.fromkeys(_shipped(workspace), "comes with the program")


def _shipped(workspace: Workspace) -> list[str]:
    from simulator.library.scenarios import scenario_files

    return [file.parent.name for file in scenario_files(workspace.shipped)]


def _installed(workspace: Workspace, unreadable: "list[Unreadable]") -> list[dict[str, Any]]:
    """Return the installed packs as plain data.

    ``changed`` names the files that differ from the installed ones.
    """
    from simulator.library.installed import changed_files, installed_packs, pack_scenarios

    packs = workspace.packs
    return [
        {
            "id": pack.id,
            "title": pack.title,
            "author": pack.author,
            "about": pack.about,
            "sha256": pack.sha256,
            "scenarios": [
                _clean(file.parent.name) for file in pack_scenarios(pack, packs, unreadable)
            ],
            "changed": [_clean(name) for name in changed_files(pack, packs)] if pack.folder else [],
            "damaged": not pack.folder,
        }
        for pack in installed_packs(packs, unreadable)
    ]


def _say(pack: "Pack") -> None:
    print(f"{pack.title}, by {pack.author}")
    if pack.about:
        print(pack.about)
    count = len(pack.scenarios)
    print(
        f"pack {pack.id}, {count} scenario{'s' if count > 1 else ''}: {', '.join(pack.scenarios)}"
    )
    print(f"sha256 {pack.sha256}")


def _say_built(workspace: Workspace, built: "Built", output: Path) -> None:
    _say(built.pack)
    if built.left_out:
        more = f" and {len(built.left_out) - 5} more" if len(built.left_out) > 5 else ""
        print(f"Left out, as no part of a pack: {_clean(', '.join(built.left_out[:5]))}{more}.")
    for scenario in set(built.pack.scenarios).intersection(_shipped(workspace)):
        print(
            f"Nobody can install it yet: '{scenario}' is a scenario that comes with the program. "
            "Give yours another id."
        )
    print(f"Written to {_clean(str(output))}.")


def _say_installed(pack: dict[str, Any]) -> None:
    if pack["damaged"]:
        print(f"{pack['id']}  damaged: install it again, or remove it")
        return
    print(f"{pack['id']}  {pack['title']}, by {pack['author']}")
    print(f"    {', '.join(pack['scenarios']) or 'no scenario is left of it'}")
    print(f"    sha256 {pack['sha256']}")
    if pack["changed"]:
        print(f"    changed since it was installed: {', '.join(pack['changed'])}")


def _clean(text: str) -> str:
    from simulator.scenario.text import clean_line

    return clean_line(text)
