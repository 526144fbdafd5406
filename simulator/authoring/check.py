"""Check a whole scenario, from a file or in a pack: its text, what plays reach, and its plans.

Programmes are checked here as well; they only name scenarios.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from simulator.analysis.exact import Exact, explore_modes
from simulator.analysis.explore import MOST_STATES_OF_A_CHECK, Graph
from simulator.analysis.score_play import score_play
from simulator.analysis.values import analyse
from simulator.authoring.advice import advice
from simulator.authoring.discovery import Discovery
from simulator.authoring.mending import mended_too_late
from simulator.authoring.past import spoken_of_too_early
from simulator.authoring.reachability import discoveries
from simulator.authoring.teaching import teaching
from simulator.authoring.twins import FindScenario, twins
from simulator.authoring.versions import changes_the_key, differences
from simulator.engine.plan import OffPlan, Plan, run_plan, unexpected
from simulator.engine.program import Program, compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.language.findings import START, Finding, Findings
from simulator.library.files import Unreadable, is_file, look, real_path, shown, text_to_path
from simulator.library.find import find_by_id
from simulator.library.find_programmes import find_programme
from simulator.library.own_formats import in_pack
from simulator.library.packs import BadPack, Pack
from simulator.library.panels import FILE as PANEL
from simulator.library.panels import load_panel, load_panel_text, panel_file
from simulator.library.plans import load_plan, load_plan_text
from simulator.library.programmes import load_programme, load_programme_text, programme_files
from simulator.library.scenarios import (
    FILE,
    Loaded,
    Unloadable,
    load,
    load_text,
    misnamed_file,
    plan_files,
    scenario_files,
)
from simulator.library.workspace import Workspace
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.model import Scenario
from simulator.scenario.problem import Problem, problem
from simulator.scenario.text import clean_line


def files_to_check(
    workspace: Workspace, name: str, unreadable: list[Unreadable] | None = None
) -> list[Path]:
    """Return the scenarios and then the programmes in a folder, or the file itself, whatever it is.

    A name that is not a path is an id of the library. Folders that cannot be listed are appended to
    ``unreadable``.
    """
    path = Path(name)
    kind = look(path)
    if kind == "folder":
        unreadable = [] if unreadable is None else unreadable
        scenarios = scenario_files(path, unreadable)
        if not scenarios and (misnamed := misnamed_file(path)) is not None:
            scenarios = [misnamed]
        # A folder that cannot be listed must not be reported a second time for its programmes.
        locked = any(one.path == path for one in unreadable)
        return scenarios if locked else scenarios + programme_files(path, unreadable)
    return [path] if kind != "nothing" else _in_library(workspace, name)


def _in_library(workspace: Workspace, name: str) -> list[Path]:
    scenario = find_by_id(workspace, name)
    if scenario is not None:
        return [scenario]
    programme = find_programme(workspace, name)
    return [text_to_path(programme.path)] if programme is not None else []


def unreadable_folder(folder: Unreadable) -> Finding:
    """Return a finding for a folder that cannot be listed."""
    return _at_start(shown(folder.path), problem("F101.folder", reason=folder.reason))


def check_programme(workspace: Workspace, path: Path) -> tuple[Finding, ...]:
    """Return every finding in a programme; its scenarios are checked by themselves."""
    return load_programme(path, partial(find_by_id, workspace), workspace.catalogue)[1]


FindFile = Callable[[str], Path | None]
"""A callback that returns the file of the scenario with this id, or None."""


def not_in_library(name: str) -> None:
    """Find no file: a check without a library."""


def check_file(
    path: Path,
    catalogue: Catalogue,
    find: FindFile = not_in_library,
    version: FindFile = not_in_library,
) -> tuple[Finding, ...]:
    """Return every finding in a scenario's file, and in the plans and the panel beside it.

    Scenarios that it names are those beside its folder, or else those that ``find`` returns.
    ``version`` returns the file of another version of a scenario, or the same file, or None.
    """
    loaded = load(path, catalogue)
    if isinstance(loaded, Unloadable):
        return loaded.findings
    unreadable: list[Unreadable] = []
    plans = plan_files(path, unreadable)

    def other(name: str) -> Scenario | None:
        beside = path.parent.parent / name / FILE
        return _scenario_in(beside if is_file(beside) else find(name), catalogue)

    found = check_loaded(loaded, ((str(plan), partial(load_plan, plan)) for plan in plans), other)
    differing = key_differs(loaded, version(loaded.scenario.id), catalogue)
    panel = panel_file(path)
    marked = load_panel(panel, loaded.scenario)[1] if panel is not None else ()
    return (*found, *marked, *differing, *map(unreadable_folder, unreadable))


def key_differs(loaded: Loaded, other: Path | None, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding if another version of a scenario, if there is one, has another key."""
    # By a link or another spelling, it may be the same file.
    if other is None or real_path(other) == real_path(loaded.path):
        return
    older, scenario = load(other, catalogue), loaded.scenario
    if not isinstance(older, Loaded) or older.scenario.id != scenario.id:
        return
    if not changes_the_key(differences(older.document, loaded.document)):
        return
    mark = loaded.document.value(("version",))
    names = {"name": scenario.id, "file": shown(other)}
    if older.scenario.version == scenario.version:
        found = problem("F104.same_number", "raise_version", version=scenario.version, **names)
    else:
        found = problem("F104", "compare_them", **names)
    yield Finding(loaded.document.file, mark.line, mark.column, found)


def _scenario_in(file: Path | None, catalogue: Catalogue) -> Scenario | None:
    """Return the scenario in a file; None if there is no file or it does not load."""
    loaded = None if file is None else load(file, catalogue)
    return loaded.scenario if isinstance(loaded, Loaded) else None


def check_pack(
    pack: Pack,
    catalogue: Catalogue,
    find: FindFile = not_in_library,
    version: FindFile = not_in_library,
) -> Iterator[Finding]:
    """Yield every finding in the scenarios of a pack, and in their plans and panels.

    The findings name files as PACK/ID/scenario.yaml and so on. Scenarios that one of them names are
    those of the pack, or else those that ``find`` returns.
    """
    formats = in_pack(pack.files, pack.id)

    def other(name: str) -> Scenario | None:
        if name not in pack.scenarios:
            return _scenario_in(find(name), catalogue)
        loaded = load_text(pack.files[f"{name}/{FILE}"], name, catalogue, formats=formats)
        return loaded.scenario if isinstance(loaded, Loaded) else None

    for scenario in pack.scenarios:
        file = f"{scenario}/{FILE}"
        text, shown_as = pack.files[file], f"{pack.id}/{file}"
        loaded = load_text(text, shown_as, catalogue, scenario, formats)
        yield from check_loaded(loaded, _plans_in(pack, scenario), other)
        if isinstance(loaded, Loaded):
            yield from _check_panel(pack, loaded.scenario, scenario)
            yield from key_differs(loaded, version(scenario), catalogue)
    yield from _check_programmes(pack, catalogue, find)


def _check_panel(pack: Pack, scenario: Scenario, folder: str) -> tuple[Finding, ...]:
    """Return every finding in the panel beside a scenario; none if it has no panel."""
    file = f"{folder}/{PANEL}"
    if file not in pack.files:
        return ()
    return load_panel_text(pack.files[file], f"{pack.id}/{file}", scenario)[1]


def _check_programmes(pack: Pack, catalogue: Catalogue, find: FindFile) -> Iterator[Finding]:
    formats = in_pack(pack.files, pack.id)

    def found(name: str) -> Path | None:
        # Only whether there is a file matters to a programme, so this path need not exist.
        return Path(name) if name in pack.scenarios else find(name)

    for name in pack.programmes:
        text, shown_as = pack.files[name], f"{pack.id}/{name}"
        yield from load_programme_text(text, shown_as, found, formats, pack.scenarios, catalogue)


def pack_problem(path: Path, refusal: BadPack) -> tuple[Finding, ...]:
    """Return the findings for a refused pack: those of its ``pack.yaml``, else one for the file."""
    file = shown(path)
    if not refusal.findings:
        return (_at_start(file, problem("F101.pack", reason=str(refusal))),)
    return tuple(replace(finding, file=f"{file}/{finding.file}") for finding in refusal.findings)


LoadPlan = Callable[[Scenario], tuple[Plan | None, tuple[Finding, ...]]]
"""A callback that loads one plan of a scenario."""


def _plans_in(pack: Pack, scenario: str) -> Iterator[tuple[str, LoadPlan]]:
    """Yield the plans of a scenario in a pack, each with the name by which findings name it."""
    for name in pack.plays(scenario):
        shown_as = f"{pack.id}/{name}"
        yield shown_as, partial(load_plan_text, pack.files[name], shown_as)


def check_loaded(
    loaded: Loaded | Unloadable,
    plans: Iterable[tuple[str, LoadPlan]] = (),
    other: FindScenario = not_in_library,
) -> tuple[Finding, ...]:
    """Return every finding in a loaded scenario, in what its plays reach, and in its plans.

    ``plans`` has pairs of a file's name and the callback that loads it; ``other`` finds another
    scenario by its id.
    """
    if isinstance(loaded, Unloadable):
        return loaded.findings
    program = compile_scenario(loaded.scenario)
    # With this limit a hostile file costs only seconds.
    guided, live = explore_modes(program, MOST_STATES_OF_A_CHECK)
    # Without exact values, what a plan expects cannot be compared, so plans are only read.
    exact = None if guided.truncated or live.truncated else Exact.of_graphs(guided, live)
    found = list(_reached(loaded, guided, live, other))
    for file, load_it in plans:
        found += _check_plan(load_it, clean_line(file), program, exact)
    return tuple(found)


def _reached(
    loaded: Loaded, guided: Graph, live: Graph, other: FindScenario
) -> tuple[Finding, ...]:
    # Live play reaches everything that guided play reaches.
    graph = live if "live" in loaded.scenario.modes else guided
    discovered = chain(
        discoveries(graph),
        mended_too_late(graph.follower.cfg),
        spoken_of_too_early(graph.follower.cfg),
        twins(guided, other),
        _taught(loaded.scenario, guided),
    )
    found = (_finding(discovery, loaded) for discovery in discovered)
    # Sorted together, so that an author reads all sorts in the order of the file.
    return tuple(sorted({*loaded.findings, *found, *_advised(loaded)}))


def _advised(loaded: Loaded) -> Iterator[Finding]:
    """Yield the advice about the text, which only an author needs."""
    findings = Findings(loaded.document.file)  # it cleans the texts that are quoted
    for place, found in advice(loaded.scenario, loaded.document):
        findings.add_problem(loaded.document.key(place), found)
    yield from findings.items


def _taught(scenario: Scenario, guided: Graph) -> Iterator[Discovery]:
    """Yield what the credits teach, if every play of guided play was explored."""
    if "guided" in scenario.modes and not guided.truncated:
        yield from teaching(analyse(guided, "guided"))


def _check_plan(
    load_it: LoadPlan, file: str, program: Program, exact: Exact | None
) -> Iterator[Finding]:
    plan, findings = load_it(program.scenario)
    yield from findings
    if plan is not None and exact is not None:
        # The journal does nothing: what a check plays is not saved.
        session = Session(Setup(program, plan.mode, plan.seed), lambda record: None)
        yield from _outcome(session, plan, exact, file)


def _outcome(session: Session, plan: Plan, exact: Exact, file: str) -> Iterator[Finding]:
    try:
        run_plan(session, plan)
    except OffPlan as off_plan:
        yield _at_start(file, off_plan.problem)
        return
    for found in unexpected(plan, score_play(session, exact).numbers()):
        yield _at_start(file, found)


def _at_start(file: str, found: Problem) -> Finding:
    return Finding(file, START.line, START.column, found)


def _finding(discovery: Discovery, loaded: Loaded) -> Finding:
    mark = loaded.document.value(discovery.place)
    found = discovery.problem
    if discovery.play:
        acts = tuple(f"{moment}: {act}" for moment, act in discovery.play)
        found = replace(found, hint="shortest_play", values=(("acts", acts), *found.values))
    return Finding(loaded.document.file, mark.line, mark.column, found)
