"""The environment that ``make`` makes: made once, made again when it must be, and never half made."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
CLEAN = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make is not used on Windows")


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("install", ROOT / "requirements" / "install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


install = loaded()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """An environment that is finished, without pip."""
    place = tmp_path / "environment"
    venv.create(place, symlinks=True)
    install.write(
        place, install.Done(install.who(place / "bin" / "python"), {"run": install.digest("run")})
    )
    return place


def test_a_finished_environment_is_left_as_it_is(made: Path) -> None:
    before = {file: file.lstat().st_mtime_ns for file in made.rglob("*")}
    install.main([str(made), "run"])
    install.main([str(made), "run", "--python-chosen"])
    assert {file: file.lstat().st_mtime_ns for file in made.rglob("*")} == before


def test_an_environment_is_made_again_if_an_installation_was_interrupted(made: Path) -> None:
    done = install.finished(made, chosen=False)
    install.write(made, replace(done, installing=True))
    assert install.finished(made, chosen=False) is None


def test_an_environment_is_made_again_if_its_making_was_interrupted(made: Path) -> None:
    (made / install.FINISHED).write_text("", "utf-8")
    assert install.finished(made, chosen=False) is None


def test_an_environment_is_made_again_if_its_python_is_gone(made: Path) -> None:
    python = made / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python")
    assert install.finished(made, chosen=False) is None


def test_an_environment_is_made_again_if_its_python_was_replaced(made: Path) -> None:
    done = install.finished(made, chosen=False)
    install.write(
        made, replace(done, python=done.python.replace(sys.version.split()[0], "3.11.0rc0"))
    )
    assert install.finished(made, chosen=False) is None


def test_an_environment_is_made_again_if_it_was_moved(made: Path) -> None:
    moved = made.rename(made.with_name("elsewhere"))
    assert install.finished(moved, chosen=False) is None


def test_an_environment_of_another_python_stays_unless_one_is_chosen(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/another/python")
    assert install.finished(made, chosen=False) is not None
    assert install.finished(made, chosen=True) is None


def test_a_folder_that_is_no_environment_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ann", "utf-8")
    with pytest.raises(SystemExit, match="is not a virtual environment; nothing was changed"):
        install.main([str(tmp_path), "run"])
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_python_without_ensurepip_says_which_package_is_missing(tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError", "utf-8")
    said = subprocess.run(
        [sys.executable, ROOT / "requirements" / "install.py", tmp_path / "new", "run"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert (
        f"sudo apt install python{sys.version_info.major}.{sys.version_info.minor}-venv"
        in said.stderr
    )
    assert "Traceback" not in said.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("kind", ["run", "dev"])
@pytest.mark.parametrize(
    "changed",
    ["requirements/dev.txt", "requirements/run.txt", "requirements/build.txt", "pyproject.toml"],
)
def test_a_changed_lock_file_or_project_installs_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, changed: str
) -> None:
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(install, "ROOT", tmp_path)
    before = install.digest(kind)
    with (tmp_path / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    concerned = changed == "pyproject.toml" or Path(changed).name in install.LOCKS[kind]
    assert (install.digest(kind) != before) is concerned


@pytest.mark.slow
def test_what_works_stays_if_nothing_can_be_fetched(tmp_path: Path) -> None:
    """A real pip that reaches no index, and lock files of its own: one that is empty, one that asks
    for something.
    """
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / "pyproject.toml").touch()
    lock, place = tmp_path / "requirements" / "lock.txt", tmp_path / "environment"

    def installed() -> int:
        command = [
            sys.executable,
            str(tmp_path / "requirements" / "install.py"),
            str(place),
            "lock",
        ]
        return subprocess.run(
            command, env={**os.environ, **CLEAN}, capture_output=True, check=False
        ).returncode

    lock.write_text("# nothing\n", "utf-8")
    assert installed() == 0
    (place / "ours").touch()
    lock.write_text(f"no-such-package==1 --hash=sha256:{'0' * 64}\n", "utf-8")
    assert installed() == 1
    assert not json.loads((place / install.FINISHED).read_text("utf-8"))["installing"]
    lock.write_text("# nothing again\n", "utf-8")
    assert installed() == 0
    assert (place / "ours").exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_without_a_new_python_says_what_is_needed(tmp_path: Path) -> None:
    make = shutil.which("make")
    assert make is not None
    shell = shutil.which("sh")
    assert shell is not None
    (tmp_path / "sh").symlink_to(shell)
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (tmp_path / "python3").chmod(0o755)
    said = subprocess.run(
        [make, "-C", ROOT, "play", f"VENV={tmp_path / 'new'}"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 2
    assert said.stderr.startswith("Python 3.11 or newer is needed.")
    assert not (tmp_path / "new").exists()
