"""``balint-sim pack``: build, install, list and remove packs of scenarios."""

import argparse
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from simulator.cli.opening import say_unreadable
from simulator.cli.output import put_json, write_out
from simulator.cli.parser import CommandParser, add_action, completed
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.findings import did_you_mean, say_finding
from simulator.messages.lists import enumerated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.language.findings import Finding
    from simulator.library.files import Unreadable
    from simulator.library.packs import Built, Pack

MOST_NAMED = 5
"""The maximum number of files named that are left out of a pack; the rest are counted."""


def add_arguments(parser: CommandParser) -> None:
    """Declare the four subcommands, each with its options."""
    things = parser.add_subparsers(title=say("commands.pack_title"), metavar="WHAT", required=True)
    build = add_action(things, "pack", "build")
    folder = build.add_argument("folder", metavar="FOLDER", help=say("options.pack_folder"))
    completed(folder, "folders")
    output = build.add_argument(
        "-o", dest="output", metavar="FILE", help=say("options.pack_output")
    )
    completed(output, "files")
    build.set_defaults(do=_build)
    install = add_action(things, "pack", "install")
    file = install.add_argument("file", metavar="FILE", help=say("options.pack_file"))
    completed(file, "files")
    install.set_defaults(do=_install)
    listing = add_action(things, "pack", "list")
    listing.add_argument("--json", action="store_true", help=say("options.json"))
    listing.set_defaults(do=_list)
    remove = add_action(things, "pack", "remove")
    completed(remove.add_argument("id", metavar="ID", help=say("options.pack_id")), "packs")
    remove.set_defaults(do=_remove)


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Run the subcommand; raise Refusal if a pack or folder cannot be used."""
    status: int = args.do(args, workspace)
    return status


def _build(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.authoring.check import check_file, check_programme
    from simulator.library.find import find_by_id
    from simulator.library.packs import BadPack, build_pack
    from simulator.library.programmes import programme_files

    try:
        built = build_pack(Path(args.folder))
    except BadPack as problem:
        folder = _clean(args.folder)
        raise Refusal(say("cli_pack.not_made", folder=folder, reason=problem)) from problem
    find = partial(find_by_id, workspace)
    found = (check_file(file, workspace.catalogue, find) for file in built.scenarios)
    programmes = (check_programme(workspace, file) for file in programme_files(Path(args.folder)))
    _refuse_unclean(chain.from_iterable(chain(found, programmes)), "build")
    output = Path(args.output or f"{built.pack.id}.zip")
    write_out(built.data, output)
    _say_built(workspace, built, output)
    return 0


def _install(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.authoring.check import check_pack
    from simulator.library.files import reason, shown
    from simulator.library.find import find_by_id
    from simulator.library.installed import install, installed_pack
    from simulator.library.packs import BadPack, open_pack

    try:
        pack = open_pack(Path(args.file))
    except BadPack as problem:
        file = _clean(args.file)
        raise Refusal(say("cli_pack.no_pack", file=file, reason=problem)) from problem
    _say(pack)
    # The pack has been described above: whose it is helps to judge the findings.
    find = partial(find_by_id, workspace)
    found = check_pack(pack, workspace.catalogue, find, find)
    _refuse_unclean(found, "install")
    _refuse_taken(workspace, pack)
    # Read before ``install`` replaces it.
    older = installed_pack(pack.id, workspace.packs)
    try:
        install(pack, workspace.packs)
    except OSError as error:
        folder, why = shown(workspace.packs), reason(error)
        raise Refusal(say("cli_pack.folder_unusable", folder=folder, reason=why)) from error
    if older is not None:
        which = "same" if older.sha256 == pack.sha256 else "other"
        print(say(f"cli_pack.replaces_{which}", id=pack.id))
    print(say("cli_pack.installed", scenario=pack.scenarios[0], count=len(pack.scenarios)))
    return 0


def _list(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.library.files import Unreadable
    from simulator.library.installed import tidy

    # A killed install may have left half a pack behind, which would be listed.
    tidy(workspace.packs)
    unreadable: list[Unreadable] = []
    found = _installed(workspace, unreadable)
    # "No pack is installed" would be untrue if the folder cannot be listed.
    if unreadable and not found:
        raise Refusal(str(unreadable[0]))
    say_unreadable(unreadable)
    if args.json:
        put_json(found)
        return 0
    for pack in found:
        _say_installed(pack)
    if not found:
        print(say("cli_pack.none_installed"))
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
        hint = did_you_mean(nearest_name(args.id, known)) or say("cli_pack.list_them")
        raise Refusal(say("cli_pack.not_installed", id=_clean(args.id), hint=hint))
    try:
        remove(args.id, workspace.packs)
    except OSError as error:
        why = reason(error)
        raise Refusal(say("cli_pack.not_removed", id=args.id, reason=why)) from error
    print(say("cli_pack.removed", id=args.id))
    return 0


def _refuse_unclean(findings: "Iterable[Finding]", doing: Literal["build", "install"]) -> None:
    """Print findings; raise Refusal if any is an error or a warning. Advice is allowed."""
    from simulator.language.findings import MOST_SHOWN

    found = list(findings)
    for finding in found[:MOST_SHOWN]:
        print(say_finding(finding))
    if len(found) > MOST_SHOWN:
        print(say("cli.more_findings", count=len(found) - MOST_SHOWN))
    bad = sum(finding.severity != "advice" for finding in found)
    if bad:
        raise Refusal(say(f"cli_pack.unclean_{doing}", count=bad))


def _refuse_taken(workspace: Workspace, pack: "Pack") -> None:
    """Raise Refusal if a scenario's id already belongs to another scenario in the library."""
    owners = _owners(workspace, pack.id)
    for scenario in pack.scenarios:
        if scenario not in owners:
            continue
        owner = owners[scenario]
        if owner:
            raise Refusal(say("cli_pack.taken_by_pack", scenario=scenario, pack=owner))
        raise Refusal(say("cli_pack.taken_by_program", scenario=scenario))


def _owners(workspace: Workspace, but: str) -> dict[str, str]:
    """Return the pack of each scenario id in the library, except those of one pack.

    It is empty for a scenario that comes with the program.
    """
    from simulator.library.installed import installed_packs, pack_scenarios

    others = [pack for pack in installed_packs(workspace.packs) if pack.id != but]
    owners = {
        file.parent.name: pack.id
        for pack in others
        for file in pack_scenarios(pack, workspace.packs)
    }
    # Shipped last, so that it wins, as it does when a scenario is opened.
    return owners | dict.fromkeys(_shipped(workspace), "")


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
            # A damaged pack has no folder, and nothing to compare with.
            "changed": [_clean(name) for name in changed_files(pack, packs)] if pack.folder else [],
            "damaged": not pack.folder,
        }
        for pack in installed_packs(packs, unreadable)
    ]


def _say(pack: "Pack") -> None:
    print(say("cli_pack.by", title=pack.title, author=pack.author))
    if pack.about:
        print(pack.about)
    names = enumerated(pack.scenarios)
    print(say("cli_pack.scenarios", id=pack.id, count=len(pack.scenarios), scenarios=names))
    if pack.programmes:
        # The ids, which are what can be played: the names of the files without folder and ending.
        ids = [Path(name).stem for name in pack.programmes]
        print(say("cli_pack.programmes", programmes=enumerated(ids), count=len(ids)))
    print(f"sha256 {pack.sha256}")
    changes = [_clean(line) for line in pack.changelog.splitlines()]
    if changes:
        print(say("cli_pack.changes"))
        print(*(f"    {line}".rstrip() for line in changes), sep="\n")


def _say_built(workspace: Workspace, built: "Built", output: Path) -> None:
    _say(built.pack)
    if built.left_out:
        print(say("cli_pack.left_out", files=_few(built.left_out)))
    for scenario in set(built.pack.scenarios).intersection(_shipped(workspace)):
        print(say("cli_pack.shipped_id", scenario=scenario))
    print(say("cli_pack.written", file=_clean(str(output))))


def _few(files: "Sequence[str]") -> str:
    """Return the first names, and how many more there are."""
    names = _clean(enumerated(files[:MOST_NAMED]))
    more = len(files) - MOST_NAMED
    return say("lists.and_more", names=names, count=more) if more > 0 else names


def _say_installed(pack: dict[str, Any]) -> None:
    if pack["damaged"]:
        print(f"{pack['id']}  {say('cli_pack.damaged')}")
        return
    print(f"{pack['id']}  {say('cli_pack.by', title=pack['title'], author=pack['author'])}")
    print(f"    {enumerated(pack['scenarios']) or say('cli_pack.no_scenario_left')}")
    print(f"    sha256 {pack['sha256']}")
    if pack["changed"]:
        print(f"    {say('cli_pack.changed', files=enumerated(pack['changed']))}")


def _clean(text: str) -> str:
    from simulator.scenario.text import clean_line

    return clean_line(text)
