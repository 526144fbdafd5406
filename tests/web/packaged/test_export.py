"""``balint-sim export web``: what is exported, what is refused, and that nothing is forgotten."""

import io
import json
import re
import shutil
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from simulator.web.packaged import export, runtime
from simulator.web.packaged.choose import NoExport, choose
from simulator.web.packaged.export import MARK, POLICY, archive, room_files
from simulator.web.packaged.python_files import LIBRARIES, licences, program_files
from simulator.web.packaged.runtime import FOLDER, HASHES, WHEEL, NoRuntime, runtime_files
from tests.cli.balint import balint
from tests.workspaces import warmed, workspace_at

pytestmark = pytest.mark.server

PYTHON = {"simulator/web/packaged/host.py", "simulator/web/pages/templates/base.html.j2"}


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A runtime that is as small as it can be, in place of Pyodide."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as wheel:
        wheel.writestr("pydantic_core/__init__.py", "")
        wheel.writestr("pydantic_core-1.dist-info/licenses/LICENSE", "MIT")
    files = {name: name.encode() for name in HASHES} | {WHEEL: packed.getvalue()}
    monkeypatch.setattr(export, "runtime_files", lambda: dict(files))


def names_in(folder: Path) -> set[str]:
    with zipfile.ZipFile(folder / "room.zip") as packed:
        return set(packed.namelist())


@pytest.mark.usefixtures("pretended")
def test_a_folder_has_the_page_the_program_and_the_chosen_scenarios(tmp_path: Path) -> None:
    done = balint(warmed(tmp_path), "export", "web", "tutorial", "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "with 1 scenario," in done.stdout
    inside = names_in(tmp_path / "out")
    assert {f"python/{name}" for name in PYTHON} <= inside
    assert "room/scenarios/tutorial/scenario.yaml" in inside
    assert not [name for name in inside if "presenter-drifts" in name or "/tui/" in name]
    with zipfile.ZipFile(tmp_path / "out" / "reader.zip") as packed:
        reader = set(packed.namelist())
    slow = {
        "python/pydantic/__init__.py",
        "python/pydantic_core/__init__.py",
        "python/yaml/__init__.py",
    }
    assert slow <= reader
    assert not reader & inside
    assert not [name for name in inside if name.endswith(".pyc")]
    written = {
        file.relative_to(tmp_path / "out").as_posix()
        for file in (tmp_path / "out").rglob("*")
        if file.is_file()
    }
    assert {"index.html", "host.js", "worker.js", "offline.js", "NOTICE.txt", MARK} <= written
    # The service worker has all of them, but for what no room needs to open.
    listed = re.search(r"const FILES = (.*);", (tmp_path / "out" / "offline.js").read_text())
    assert listed is not None
    assert set(json.loads(listed[1])) == written - {"offline.js", "NOTICE.txt"}


@pytest.mark.usefixtures("pretended")
def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        home = warmed(tmp_path / name[0])
        balint(home, "export", "web", "tutorial", "first-taste", "-o", str(tmp_path / name))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.usefixtures("pretended")
def test_another_page_is_another_version_which_a_browser_that_is_offline_asks_for(
    tmp_path: Path,
) -> None:
    home = warmed(tmp_path)
    offline = set()
    for standard in ("1.2", "2004"):
        out = tmp_path / standard
        balint(home, "export", "web", "tutorial", "--scorm", standard, "-o", str(out))
        offline.add((out / "offline.js").read_bytes())
    assert len(offline) == 2


@pytest.mark.usefixtures("pretended")
def test_what_is_there_is_replaced_only_if_it_is_asked_for_and_ours(tmp_path: Path) -> None:
    home, output = warmed(tmp_path), tmp_path / "out"
    command = ("export", "web", "tutorial", "-o", str(output))
    assert balint(home, *command).returncode == 0
    refused = balint(home, *command)
    assert (refused.returncode, "--force" in refused.stderr) == (1, True)
    (output / "of-before.txt").write_text("old")
    assert balint(home, *command, "--force").returncode == 0
    assert not (output / "of-before.txt").exists()
    (output / MARK).unlink()
    refused = balint(home, *command, "--force")
    assert (refused.returncode, "no exported room" in refused.stderr) == (1, True)
    assert (output / "index.html").exists()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_without_the_runtime_the_command_says_what_fetches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "runtime_files", lambda: runtime_files(tmp_path / "none"))
    done = balint(warmed(tmp_path), "export", "web", "-o", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "make web-runtime" in done.stderr
    assert not (tmp_path / "out").exists()


def test_another_runtime_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in HASHES:
        (tmp_path / name).write_text(name)
    with pytest.raises(NoRuntime, match="another one"):
        runtime_files(tmp_path)


@pytest.mark.parametrize(
    ("names", "scenarios", "programmes"),
    [
        (["tutorial"], {"tutorial"}, set()),
        (["tutorial", "tutorial"], {"tutorial"}, set()),
        (
            ["an-evening-with-two-cases"],
            {"presenter-drifts", "tin-of-normal-results"},
            {"an-evening-with-two-cases"},
        ),
    ],
)
def test_names_are_scenarios_and_programmes(
    tmp_path: Path, names: list[str], scenarios: set[str], programmes: set[str]
) -> None:
    chosen = choose(workspace_at(warmed(tmp_path)), names)
    assert set(chosen.programmes) == programmes
    if not programmes:
        assert set(chosen.scenarios) == scenarios
    else:
        assert len(chosen.scenarios) == 2


def test_without_names_it_is_the_whole_library(tmp_path: Path) -> None:
    workspace = workspace_at(warmed(tmp_path))
    chosen = choose(workspace, [])
    assert len(chosen.scenarios) > 10
    assert len(chosen.programmes) >= 3
    assert chosen.skipped == []


def test_an_unknown_name_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NoExport, match="tutorial"):
        choose(workspace_at(warmed(tmp_path)), ["tutorail"])


def test_a_pack_is_exported_from_its_file_and_when_it_is_installed(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(Path("scenarios/first-taste"), pack / "first-taste-too")
    text = (pack / "first-taste-too" / "scenario.yaml").read_text("utf-8")
    text = text.replace("scenario: first-taste", "scenario: first-taste-too", 1)
    (pack / "first-taste-too" / "scenario.yaml").write_text(text, "utf-8")
    (pack / "pack.yaml").write_text("pack: mine\ntitle: Mine\nauthor: Me\n", "utf-8")
    home = warmed(tmp_path / "home")
    file = tmp_path / "mine.zip"
    made = balint(home, "pack", "build", str(pack), "-o", str(file))
    assert made.returncode == 0, made.stdout + made.stderr
    assert set(choose(workspace_at(home), [str(file)]).scenarios) == {"first-taste-too"}
    assert balint(home, "pack", "install", str(file)).returncode == 0
    workspace = workspace_at(home)
    assert set(choose(workspace, ["mine"]).scenarios) == {"first-taste-too"}
    assert "first-taste-too" in choose(workspace, []).scenarios


def test_a_scenario_that_does_not_load_is_refused_by_name_and_skipped_in_a_library(
    tmp_path: Path,
) -> None:
    for name, text in (("broken", "scenario: ["), ("tutorial", "")):
        (tmp_path / "scenarios" / name).mkdir(parents=True)
        text = text or Path("scenarios/tutorial/scenario.yaml").read_text("utf-8")
        (tmp_path / "scenarios" / name / "scenario.yaml").write_text(text, "utf-8")
    workspace = workspace_at(tmp_path)
    with pytest.raises(NoExport, match="does not load"):
        choose(workspace, ["broken"])
    chosen = choose(workspace, [])
    assert set(chosen.scenarios) == {"tutorial"}
    assert len(chosen.skipped) == 1


def test_the_page_has_a_strict_policy_and_nothing_inline() -> None:
    page = export._index("abc", 1).decode()
    assert "unsafe-inline" not in POLICY
    assert "'unsafe-eval'" not in POLICY
    assert POLICY.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style")
    # The first thing in the head but for the encoding, so that it holds for all that follows.
    assert page.index("Content-Security-Policy") < page.index("<link")
    assert "<style" not in page
    assert " style=" not in page
    assert re.findall(r"<script[^>]*>([^<]*)</script>", page) == [""]
    assert not re.search(r"\son[a-z]+=", page)
    assert "http:" not in page.replace("http-equiv", "")
    assert "https:" not in page


def test_the_page_has_the_style_of_the_pages_it_shows() -> None:
    def styles(text: str) -> list[str]:
        return re.findall(r'<link rel="stylesheet" href="[^"]*?(\w+\.css)', text)

    templates = files("simulator.web.pages").joinpath("templates")
    shown = styles(templates.joinpath("frame.html.j2").read_text("utf-8"))
    assert shown == ["page.css", "app.css"]
    assert styles(export._index("abc", 1).decode())[: len(shown)] == shown


def test_the_program_in_an_export_has_no_front_end_of_a_terminal_and_no_server() -> None:
    names = program_files()
    assert names.keys() >= PYTHON
    for folder in ("tui", "plain", "cli", "web/served", "course"):
        assert not [name for name in names if name.startswith(f"simulator/{folder}/")]


def test_an_archive_does_not_depend_on_the_order_of_its_files() -> None:
    assert archive({"b": b"2", "a": b"1"}) == archive({"a": b"1", "b": b"2"})


def test_every_scenario_in_a_room_is_plain_data(tmp_path: Path) -> None:
    workspace = workspace_at(warmed(tmp_path))
    library = json.loads(room_files(workspace, choose(workspace, []))["library.json"])
    assert len(library["scenarios"]) == len(library["cards"]) == len(library["yardsticks"])


@pytest.mark.services
@pytest.mark.skipif(not FOLDER.is_dir(), reason="'make web-runtime' fetches the runtime")
def test_the_notice_has_the_licence_of_everything(tmp_path: Path) -> None:
    wheel = runtime_files()[WHEEL]
    notice = export._notice(wheel).decode()
    for name in (*LIBRARIES, "Pyodide 314.0.7", "htmx 4.0.1", "Mozilla Public License Version 2.0"):
        assert name in notice
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in notice
    assert all(text.strip() for _, text in licences(wheel))
    assert runtime.PYODIDE in notice
