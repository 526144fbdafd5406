"""Choose what is exported: scenarios, packs and programmes by their names, or the whole library."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.library.cards import problem
from simulator.library.files import reason, shown
from simulator.library.find import find_scenario, library_files, not_found
from simulator.library.find_programmes import find_in, library_programmes, read_programme
from simulator.library.installed import (
    install,
    installed_pack,
    installed_packs,
    installed_programmes,
    pack_scenarios,
)
from simulator.library.packs import BadPack, open_pack
from simulator.library.panels import FILE as PANEL
from simulator.library.panels import panel_file
from simulator.library.programmes import Programme, is_programme
from simulator.library.scenarios import Loaded, Unloadable, load, plan_files
from simulator.library.workspace import Workspace
from simulator.messages import say


class NoExport(Exception):
    """Something cannot be exported; the message says why."""


@dataclass
class Chosen:
    """What is exported: loaded scenarios by their ids, and the files that belong to them.

    ``files`` have their contents by their names below ``scenarios/``. ``skipped`` are sentences
    about what is in the library and does not load.
    """

    scenarios: dict[str, Loaded] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def add_scenario(self, workspace: Workspace, path: Path) -> None:
        """Add the scenario in a file with its demonstrations and its format; raise NoExport."""
        loaded = load(path, workspace.catalogue)
        if isinstance(loaded, Unloadable):
            raise NoExport(
                say("web_export.does_not_load", name=shown(path), problem=problem(loaded))
            )
        name = loaded.scenario.id
        # One scenario can be chosen twice, for instance by its name and by a programme. Ids are the
        # names of folders in a room, so another scenario with the same id would replace it.
        known = self.scenarios.get(name)
        if known is not None and known.saved_text != loaded.saved_text:
            raise NoExport(say("web_export.two_scenarios", name=name))
        self.scenarios[name] = loaded
        self.files[f"{name}/scenario.yaml"] = loaded.text
        panel = panel_file(path)
        if panel is not None:
            self.files[f"{name}/{PANEL}"] = panel.read_bytes()
        for plan in plan_files(path):
            self.files[f"{name}/plays/{plan.name}"] = plan.read_bytes()
        if loaded.own_format:
            format_file = f"formats/{loaded.scenario.format.id}.yaml"
            if self.files.setdefault(format_file, loaded.own_format) != loaded.own_format:
                raise NoExport(say("web_export.two_formats", name=loaded.scenario.format.id))

    def add_programme(self, workspace: Workspace, programme: Programme) -> None:
        """Add a programme and its scenarios; raise NoExport."""
        if programme.problem:
            raise NoExport(
                say("web_export.does_not_load", name=programme.id, problem=programme.problem)
            )
        for meeting in programme.meetings:
            path = find_in(workspace, programme, meeting.scenario)
            # A programme without a problem has found its scenarios.
            assert path is not None
            self.add_scenario(workspace, path)
        self.programmes[programme.id] = programme
        name = f"programmes/{programme.id}.yaml"
        text = Path(programme.path).read_bytes()
        if self.files.setdefault(name, text) != text:
            raise NoExport(say("web_export.two_scenarios", name=programme.id))


def choose(workspace: Workspace, names: Sequence[str]) -> Chosen:
    """Return what these names mean, or the whole library if there are none; raise NoExport."""
    chosen = Chosen()
    for name in names:
        try:
            _add_named(workspace, chosen, name)
        except OSError as error:
            why = reason(error)
            raise NoExport(say("files.unreadable", file=shown(name), reason=why)) from error
    if not names:
        _add_all(workspace, chosen)
    if not chosen.scenarios:
        raise NoExport(say("web_export.nothing"))
    return chosen


def _add_all(workspace: Workspace, chosen: Chosen) -> None:
    for path in library_files(workspace):
        _unless_broken(chosen, partial(chosen.add_scenario, workspace, path))
    for programme in library_programmes(workspace):
        _unless_broken(chosen, partial(chosen.add_programme, workspace, programme))


def _unless_broken(chosen: Chosen, add: "partial[None]") -> None:
    try:
        add()
    except NoExport as broken:
        chosen.skipped.append(str(broken))


def _add_named(workspace: Workspace, chosen: Chosen, name: str) -> None:
    path = find_scenario(workspace, name)
    if path is not None and path.suffix == ".zip":
        _add_pack_file(workspace, chosen, path)
    elif path is not None and is_programme(path):
        chosen.add_programme(workspace, read_programme(workspace, path))
    elif path is not None:
        chosen.add_scenario(workspace, path)
    else:
        _add_by_id(workspace, chosen, name)


def _add_by_id(workspace: Workspace, chosen: Chosen, name: str) -> None:
    pack = installed_pack(name, workspace.packs)
    programmes = {one.id: one for one in library_programmes(workspace)}
    if pack is not None:
        _add_pack(workspace, chosen, workspace.packs, name)
    elif name in programmes:
        chosen.add_programme(workspace, programmes[name])
    else:
        known = [one.id for one in installed_packs(workspace.packs)]
        raise NoExport(not_found(workspace, name, [*known, *programmes]))


def _add_pack(workspace: Workspace, chosen: Chosen, packs: Path, name: str) -> None:
    pack = installed_pack(name, packs)
    assert pack is not None
    for path in pack_scenarios(pack, packs):
        chosen.add_scenario(workspace, path)
    for path in installed_programmes(packs):
        if path.is_relative_to(packs / pack.folder):
            chosen.add_programme(workspace, read_programme(workspace, path))


def _add_pack_file(workspace: Workspace, chosen: Chosen, path: Path) -> None:
    """Add what is in a pack that is not installed."""
    try:
        pack = open_pack(path)
    except BadPack as bad:
        raise NoExport(say("web_export.does_not_load", name=shown(path), problem=str(bad))) from bad
    with TemporaryDirectory() as folder:
        # Installed as anywhere, so that its scenarios load in the same way. All files are read
        # before the folder is gone.
        install(pack, Path(folder))
        _add_pack(workspace, chosen, Path(folder), pack.id)
