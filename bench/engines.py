"""Install and run the ink engines that ours is compared with.

They are installed on first use into ``bench/.engines`` and run as separate processes. None of them
is a dependency of the project. If one cannot be installed here, Missing gives the reason.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

INKJS = "2.4.0"
BINK = "0.7.1"
INKCPP = "0.1.12"
_ENGINES = Path(__file__).parent / ".engines"
_SCRIPTS = Path(__file__).parent / "ink"


class Missing(Exception):
    """Raised if an engine cannot be installed; the text gives the reason."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One pass over all plays.

    ``seconds`` is the time of the playing alone, ``lines`` the number of lines heard, and
    ``digest`` the SHA-256 of their text.
    """

    seconds: float
    lines: int
    digest: str


def inkjs() -> list[str]:
    """Return the command that plays with inkjs, installing it if necessary."""
    return _node("play.js")


def bink() -> list[str]:
    """Return the command that plays with bink, installing it if necessary."""
    return [_python("bink", BINK), str(_SCRIPTS / "play.py"), "bink"]


def inkcpp() -> list[str]:
    """Return the command that plays with inkcpp, installing it if necessary."""
    return [_python("inkcpp-py", INKCPP), str(_SCRIPTS / "play.py"), "inkcpp"]


def compile_ink(source: Path, target: Path) -> None:
    """Compile a story with inkjs's compiler to the JSON that all ink engines read."""
    _run([*_node("compile.js"), str(source), str(target)])


@contextmanager
def playing(command: list[str], story: Path, plays: Path, how: str) -> Iterator["Player"]:
    """Start a process that loads the story; yield the player, and end the process afterwards.

    ``plays`` is the file with the plays. ``how`` is ``lines`` to read line by line, or ``whole`` to
    read all text up to the next choice at once.
    """
    command = [*command, str(story), str(plays), how]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Player(process)


class Player:
    """A process that plays everything once per call."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self) -> Heard:
        """Play everything once."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("An engine's process ended without an answer.")
        return Heard(**json.loads(answer))


def _node(script: str) -> list[str]:
    if shutil.which("node") is None:
        raise Missing("there is no node on this machine.")
    folder = _ENGINES / f"inkjs-{INKJS}"
    install = [
        "npm",
        "install",
        "--prefix",
        str(folder),
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    _install(folder, [*install, f"inkjs@{INKJS}"])
    return ["node", str(_SCRIPTS / script), str(folder)]


def _python(package: str, version: str) -> str:
    folder = _ENGINES / f"{package}-{version}"
    python = str(folder / "bin/python")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _install(
        folder, [sys.executable, "-m", "venv", str(folder)], [*install, f"{package}=={version}"]
    )
    return python


def _install(folder: Path, *commands: list[str]) -> None:
    """Run the commands, unless they succeeded in an earlier run."""
    done = folder / "installed"
    if done.exists():
        return
    print(f"Installing {folder.name} into {folder}; this is done once.", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    for command in commands:
        _run(command)
    done.touch()


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except OSError as error:
        raise Missing(f"{Path(command[0]).name} cannot be started: {error.strerror}.") from error
    except subprocess.CalledProcessError as error:
        said = [
            line for line in (error.stderr + error.stdout).splitlines() if "error" in line.lower()
        ]
        raise Missing(said[0].strip() if said else f"{Path(command[0]).name} failed.") from error
