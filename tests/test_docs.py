"""The docs are true: commands run, links resolve, and pictures match the app."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.balint import balint
from tests.pictures import PICTURES, RECORDING, draw
from tests.recording import recorded

pytestmark = pytest.mark.slow  # starts the program for each command in the docs

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands() -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            lines = map(str.strip, block.splitlines())
            found += [(page.name, line) for line in lines if line.startswith("balint-sim")]
    return found


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a finished play and one that can go on."""
    home = tmp_path_factory.mktemp("home")
    balint(home, "play", "presenter-drifts", "--plain", "--seed", "1", typed="\nw\n" * 300)
    balint(home, "play", "presenter-drifts", "--plain", "--seed", "1", typed="\n")
    return home


@pytest.mark.parametrize(("page", "command"), commands())
def test_every_command_in_the_docs_runs(
    lived_in: Path, tmp_path: Path, page: str, command: str
) -> None:
    home = tmp_path / "home"
    shutil.copytree(lived_in, home)
    words = shlex.split(command, comments=True)[1:]
    if words[:2] == ["data", "import"]:
        balint(home, "data", "export", "-o", words[2], cwd=tmp_path)
    if words[0] in ("serve", "plenary") or words[:2] == ["course", "serve"]:
        # It would not end; its options are checked all the same.
        words.append("--help")
    words = [str(ROOT / word) if word.startswith("scenarios") else word for word in words]
    outcome = balint(home, *words, typed="", cwd=tmp_path)
    assert outcome.returncode == 0, (page, outcome.stderr)


def test_there_are_commands_in_the_docs() -> None:
    assert len(commands()) >= 8


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"(?:\]\(|src=\"|srcset=\")([^)\"]+)", page.read_text("utf-8")):
        if not link.startswith(("http", "#", "mailto:")):
            assert (page.parent / link.split("#")[0]).exists(), link


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_show_the_app_as_it_is(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "")
    saved = (ROOT / "docs" / "pictures" / f"{name}.svg").read_text("utf-8")
    assert draw(name) == saved, "make pictures draws them anew"


def test_the_recording_shows_the_app_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "")
    saved = (ROOT / "docs" / "pictures" / f"{RECORDING}.svg").read_text("utf-8")
    assert recorded() == saved, "make pictures records it anew"
    assert len(saved.encode()) < 300_000


def test_the_recording_is_one_file_that_stands_still_if_less_motion_is_wanted() -> None:
    saved = (ROOT / "docs" / "pictures" / f"{RECORDING}.svg").read_text("utf-8")
    assert "<title>A session" in saved
    assert "<script" not in saved
    assert all(to.startswith("#") for to in re.findall(r'(?:href|src)="([^"]*)"', saved))
    before, moving = saved.split("@media (prefers-reduced-motion: no-preference)")
    assert "animation" not in before
    assert "transform: translateX(-" in before  # it shows the lines, not the first frame
    assert "animation" in moving


def test_every_picture_is_drawn_by_the_program_and_no_other_lies_there() -> None:
    there = {path.stem for path in (ROOT / "docs" / "pictures").iterdir()}
    assert there == {*PICTURES, RECORDING}


def test_every_page_of_the_architecture_names_folders_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for name in re.findall(r"`(simulator/[a-z_/.]+)`", text):
        assert (ROOT / name).exists(), name


def test_the_architecture_lists_every_exception_that_leaves_its_module() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = text[text.index("| exception |") :].partition("\n\n")[0]
    modules = [path.read_text("utf-8") for path in (ROOT / "simulator").rglob("*.py")]
    defined = {
        name
        for module in modules
        for name in re.findall(
            r"^class ([A-Z]\w+)\((?:\w*Error|Exception|StoreProblem)\):", module, re.M
        )
    }
    assert set(re.findall(r"`(\w+)`", table)) == defined
