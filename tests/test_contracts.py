"""The import contracts hold, and each of them notices when it is broken."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LAYERS, PURE, SCREENS, SERVER, DATABASES = (
    "A folder imports only those above",
    "no input or output",
    "Only the full screen",
    "Only the served room",
    "Only courses import SQLAlchemy",
)

BREACHES = {
    "the scenario importing the engine": (
        "scenario/text.py",
        "import simulator.engine.step",
        LAYERS,
    ),
    "scoring importing the store": ("scoring/evidence.py", "import simulator.store.sqlite", LAYERS),
    "the library importing the practice": (
        "library/find.py",
        "import simulator.practice.plays",
        LAYERS,
    ),
    "the review importing the practice": (
        "review/compare.py",
        "import simulator.practice.plays",
        LAYERS,
    ),
    "a checker importing the review": (
        "authoring/check.py",
        "import simulator.review.debrief",
        LAYERS,
    ),
    "one front end importing the other": ("plain/lines.py", "import simulator.tui.text", LAYERS),
    "the engine reading a file": ("engine/step.py", "import pathlib", PURE),
    "the analysis reading a clock": ("analysis/values.py", "import time", PURE),
    "the scenario importing a library": ("scenario/model.py", "import pydantic", PURE),
    "the review reading the store": ("review/debrief.py", "import simulator.store.sqlite", PURE),
    "messages importing the scenario": (
        "messages/climate.py",
        "import simulator.scenario.model",
        "Messages import nothing",
    ),
    "the language importing the engine": (
        "language/build.py",
        "import simulator.engine.step",
        "nothing of plays",
    ),
    "the practice opening a file of plays": (
        "practice/plays.py",
        "import simulator.store.sqlite",
        "not how it saves",
    ),
    "plain mode importing Rich": ("plain/room.py", "import rich.text", SCREENS),
    "a page importing Textual": ("render/debrief.py", "import textual.app", SCREENS),
    "a page in the browser importing Textual": ("web/pages/play.py", "import textual.app", SCREENS),
    "the pages importing the full screen": (
        "web/pages/room.py",
        "import simulator.tui.text",
        LAYERS,
    ),
    "plain mode importing the pages": (
        "plain/console.py",
        "import simulator.web.pages.http",
        LAYERS,
    ),
    "the practice importing the pages": (
        "practice/settings.py",
        "import simulator.web.pages.http",
        LAYERS,
    ),
    "a page opening a file of plays": (
        "web/pages/library.py",
        "import simulator.store.sqlite",
        "not how it saves",
    ),
    "a page importing Starlette": ("web/pages/http.py", "import starlette.requests", SERVER),
    "a command importing uvicorn": ("cli/doctor.py", "import uvicorn", SERVER),
    "a course importing Starlette": ("course/bus.py", "import starlette.requests", SERVER),
    "a course importing a front end": (
        "course/people.py",
        "import simulator.web.pages.http",
        LAYERS,
    ),
    "the practice importing a course": (
        "practice/settings.py",
        "import simulator.course.codes",
        LAYERS,
    ),
    "a course opening a file of plays": (
        "course/rooms.py",
        "import simulator.store.sqlite",
        "not how it saves",
    ),
    "a page importing SQLAlchemy": ("web/pages/room.py", "import sqlalchemy", DATABASES),
    "a store importing psycopg": ("store/merge.py", "import psycopg", DATABASES),
    "a page of a course importing SQLAlchemy": (
        "web/course/front.py",
        "import sqlalchemy",
        DATABASES,
    ),
    "a page of a course importing Starlette": (
        "web/course/site.py",
        "import starlette.requests",
        SERVER,
    ),
    "a plenary knowing the pages of courses": (
        "web/plenary/site.py",
        "import simulator.web.course.site",
        "know nothing of each other",
    ),
    "a launch asking another server by itself": (
        "course/lti_launch.py",
        "import httpx2",
        "ask other servers",
    ),
    "a page reading a token": ("web/course/lti.py", "import joserfc", "ask other servers"),
    "a page reading the clock": ("web/pages/layout.py", "import time", "no socket and no clock"),
    "a page opening a socket": ("web/pages/answer.py", "import socket", "no socket and no clock"),
    "the packaged room importing Starlette": (
        "web/packaged/host.py",
        "import starlette.responses",
        SERVER,
    ),
    "one host knowing the other": (
        "web/packaged/choose.py",
        "import simulator.web.served.door",
        "know nothing of each other",
    ),
    "a page knowing its host": (
        "web/pages/circle.py",
        "import simulator.web.served.rate",
        "know nothing of each other",
    ),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return copied(tmp_path)


def copied(folder: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "simulator", folder / "simulator", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture(scope="module")
def broken_contracts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is reported of each contract that is broken, when there are all breaches at once."""
    house = copied(tmp_path_factory.mktemp("house"))
    for file, breach, _ in BREACHES.values():
        path = house / "simulator" / file
        path.write_text(path.read_text("utf-8") + f"\n{breach}\n", "utf-8")
    outcome = lint(house)
    assert outcome.returncode == 1, outcome.stdout
    _, _, reports = outcome.stdout.partition("Broken contracts\n")
    titles = re.split(r"\n(.+)\n-{4,}\n", reports)[1:]
    return dict(zip(titles[::2], titles[1::2], strict=True))


def test_every_contract_is_kept(house: Path) -> None:
    outcome = lint(house)
    assert outcome.returncode == 0, outcome.stdout
    assert "12 kept, 0 broken" in outcome.stdout


@pytest.mark.parametrize("name", BREACHES)
def test_a_contract_broken_on_purpose_is_caught(
    broken_contracts: dict[str, str], name: str
) -> None:
    file, breach, contract = BREACHES[name]
    (report,) = (text for title, text in broken_contracts.items() if contract in title)
    importer = f"simulator.{file.removesuffix('.py').replace('/', '.')}"
    imported = breach.removeprefix("import ")
    external = imported if imported.startswith("simulator.") else imported.split(".")[0]
    assert f"{importer} -> {external}" in report
