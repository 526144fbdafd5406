"""The lock files are whole, stand for what pyproject.toml asks for, and are what gets installed."""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

RUN = PROJECT["project"]["dependencies"]
BUILD = PROJECT["build-system"]["requires"]
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
DEV, PDF, WEB = EXTRAS["dev"], EXTRAS["pdf"], EXTRAS["web"]
OURS = ("balint-simulator[web]", "balint-simulator[serve]")
SERVE = [*WEB, *(each for each in EXTRAS["serve"] if each not in OURS)]
POSTGRES = [*SERVE, *(each for each in EXTRAS["postgres"] if each not in OURS)]
PARQUET = [*SERVE, *(each for each in EXTRAS["parquet"] if each not in OURS)]
ASKED = {
    "run.txt": RUN,
    "pdf.txt": PDF,
    "web.txt": WEB,
    "serve.txt": SERVE,
    "postgres.txt": POSTGRES,
    "parquet.txt": PARQUET,
    "build.txt": BUILD,
    "dev.txt": [*RUN, *PDF, *POSTGRES, *PARQUET, *BUILD, *DEV],
    "lock.txt": ["uv"],
    "audit.txt": ["pip-audit>=2.10.1,<3"],
}

PYTHONS = [
    version
    for classifier in PROJECT["project"]["classifiers"]
    for version in re.findall(r"^Programming Language :: Python :: (3\.\d+)$", classifier)
]

PIN = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>.+))? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
COMMENT = re.compile(r" *#")


@dataclass(frozen=True)
class Pin:
    """A release in a lock file."""

    version: Version
    marker: str
    hashes: int


def pins(name: str) -> dict[str, list[Pin]]:
    """Return the releases of a lock file; every line must be a pin, a hash or a comment.

    A package may have several releases if each is for other versions of Python.
    """
    found: dict[str, list[Pin]] = {}
    last = ""
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if pin := PIN.fullmatch(line):
            last = pin["name"]
            found.setdefault(last, []).append(Pin(Version(pin["version"]), pin["marker"] or "", 0))
        elif HASH.fullmatch(line):
            found[last][-1] = replace(found[last][-1], hashes=found[last][-1].hashes + 1)
        else:
            assert COMMENT.match(line), line
    return found


@pytest.mark.parametrize("name", ASKED)
def test_a_lock_file_pins_all_that_is_asked_for_within_its_range(name: str) -> None:
    locked = pins(name)
    for asked in map(Requirement, ASKED[name]):
        assert asked.name.lower() in locked or canonicalize_name(asked.name) in locked
        for pin in locked[canonicalize_name(asked.name)]:
            assert pin.version in asked.specifier, asked


@pytest.mark.parametrize("name", ASKED)
def test_every_python_gets_one_release_of_a_package(name: str) -> None:
    for package, releases in pins(name).items():
        for python in PYTHONS if len(releases) > 1 else ():
            environment = {"python_version": python, "python_full_version": f"{python}.0"}
            fit = [
                pin
                for pin in releases
                if not pin.marker or Marker(pin.marker).evaluate(environment)
            ]
            assert len(fit) == 1, f"{package} is pinned {len(fit)} times for Python {python}"


@pytest.mark.parametrize("name", ASKED)
def test_every_release_in_a_lock_file_has_hashes(name: str) -> None:
    found = pins(name).items()
    assert [package for package, releases in found for pin in releases if not pin.hashes] == []


@pytest.mark.parametrize("name", ASKED)
def test_a_lock_file_names_no_index_no_host_and_no_folder_of_a_machine(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert not re.search(r"https?:|file:|--(?!hash=)|(?<![\w.])/|\\\\\w|@", text)


def releases(name: str) -> dict[str, list[tuple[Version, int]]]:
    """Return the releases of a lock file without markers, which depend on who needs a package."""
    found = pins(name).items()
    return {package: [(pin.version, pin.hashes) for pin in locked] for package, locked in found}


def test_the_lock_files_agree_on_every_version() -> None:
    dev = releases("dev.txt")
    for name in ASKED.keys() - {"dev.txt", "lock.txt", "audit.txt"}:
        assert {package: dev[package] for package in releases(name)} == releases(name)


def test_the_program_is_as_small_as_before_without_the_extra_for_pdf() -> None:
    assert set(pins("run.txt")) & set(pins("pdf.txt")) == set()


def test_the_extra_for_browsers_needs_what_is_its_own_and_little_else() -> None:
    own = set(pins("web.txt")) - set(pins("run.txt"))
    assert own == {
        *("starlette", "uvicorn", "python-multipart", "httptools", "uvloop"),
        *("anyio", "click", "h11", "idna"),
    }


def test_the_extras_for_several_people_need_what_is_their_own_and_little_else() -> None:
    assert EXTRAS["serve"][0] == "balint-simulator[web]"
    assert EXTRAS["postgres"][0] == "balint-simulator[serve]"
    serve, postgres = set(pins("serve.txt")), set(pins("postgres.txt"))
    assert serve - set(pins("web.txt")) - set(pins("run.txt")) == {
        *("sqlalchemy", "alembic", "mako", "segno", "prometheus-client"),
        # Requests to record stores and learning platforms, and what these sign.
        *("httpx2", "httpx2-jsfetch", "httpcore2", "truststore"),
        *("joserfc", "cryptography", "cffi", "pycparser"),
    }
    # psycopg, which is under the LGPL, comes only if it is asked for.
    assert postgres - serve == {"psycopg", "psycopg-binary", "tzdata"}
    # 180 MB, so they too come only if they are asked for.
    assert set(pins("parquet.txt")) - serve == {"polars", "polars-runtime-32"}


def test_the_lock_files_hold_for_windows_too() -> None:
    assert "colorama" in pins("dev.txt")  # pytest needs it there, and only there
    assert "os_name" in (FOLDER / "dev.txt").read_text("utf-8") or "sys_platform" in (
        FOLDER / "dev.txt"
    ).read_text("utf-8")


def test_nothing_is_installed_but_what_is_locked() -> None:
    makefile, ci = (ROOT / "Makefile").read_text("utf-8"), (ROOT / ".ci" / "run").read_text("utf-8")
    assert "pip" not in makefile  # requirements/install.py does it
    installs = [line for line in ci.splitlines() if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line or "--no-deps --no-index" in line for line in installs)
    assert "build --wheel --no-isolation" in makefile
