"""Make a virtual environment for this checkout, and install what a lock file names into it.

    python requirements/install.py .venv run       # what the program needs: make play
    python requirements/install.py .venv dev       # what the tests and checks need too: make test
    python requirements/install.py .venv-lock lock     # what renews the lock files: make lock
    python requirements/install.py .venv-newest newest # the newest releases: make newest
    python requirements/install.py .venv-audit audit     # what asks for advisories: make audit
    python requirements/install.py .record-store-test record-store # a server that tests start

Nothing happens if it was done before. A file in the environment holds what was finished: which
Python made it, where, and the digest of all that decides what is installed. So a changed lock file
installs again, and an environment is made again if its making or an installation was
interrupted, if its Python is gone or was replaced, or if the checkout was moved.

Only ``newest`` installs what is not in a lock file. ``--python-chosen`` says that the user named
this Python: an environment of another one is then made again. Otherwise it stays as it is, because
making it again needs the network.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {
    "run": ("run.txt", "build.txt"),
    "dev": ("dev.txt",),
    "lock": ("lock.txt",),
    "audit": ("audit.txt",),
    "record-store": ("record-store.txt",),
}
"""The lock files of each kind of environment. The build backend is in ``build.txt``."""

ALSO = {
    "run": ("run",),
    "dev": ("dev", "run"),
    "lock": ("lock",),
    "audit": ("audit",),
    "record-store": ("record-store",),
}
"""What an installation serves: an environment for development can run the program."""

FINISHED = ".finished.json"
WHO = (
    "import json, sys; "
    "print(json.dumps([sys.version, sys.base_prefix, sys.prefix]), sys.version_info >= (3, 11))"
)


@dataclass(frozen=True)
class Done:
    """What was finished in an environment."""

    python: str = ""
    installed: dict[str, str] = field(default_factory=dict)
    installing: bool = False


def main(arguments: list[str]) -> None:
    """Make the environment and install, if it was not done before."""
    chosen = "--python-chosen" in arguments
    place, kind = [word for word in arguments if word != "--python-chosen"]
    venv = Path(os.path.abspath(place))
    done = finished(venv, chosen)
    if done is None:
        done = make(venv)
    if kind == "newest":
        install_newest(venv)
    elif done.installed.get(kind) != digest(kind):
        if done.installed:  # without a network, what works must stay as it is
            install_locked(venv, kind, "--dry-run")
        write(venv, replace(done, installing=True))
        install_locked(venv, kind)
        installed = done.installed | {each: digest(each) for each in ALSO[kind]}
        write(venv, replace(done, installed=installed))


def finished(venv: Path, chosen: bool) -> Done | None:
    """Return what was finished in this environment, or None if it must be made."""
    try:
        done = Done(**json.loads((venv / FINISHED).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    now = who(venv / "bin" / "python")
    if done.installing or not now or now != done.python:
        return None
    if chosen and json.loads(now)[:2] != [sys.version, sys.base_prefix]:
        return None
    return done


def who(python: Path) -> str:
    """Return version and folders of a Python as JSON, or "" if it does not start."""
    try:
        asked = subprocess.run([python, "-c", WHO], capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""
    answer, _, new_enough = asked.stdout.strip().rpartition(" ")
    return answer if new_enough == "True" else ""


def make(venv: Path) -> Done:
    """Make the environment; whatever an earlier attempt left there goes first."""
    can_make_environments()
    ours = (venv / "pyvenv.cfg").exists() or (venv / FINISHED).exists()
    if venv.exists() and not ours and any(venv.iterdir()):
        sys.exit(
            f"{venv} is not a virtual environment; nothing was changed. Set VENV to another folder."
        )
    if venv.exists():
        shutil.rmtree(venv)
    venv.mkdir(parents=True)
    (venv / FINISHED).touch()  # from here on the folder is known as ours, however this ends
    # A Python that runs in this environment would replace itself: its base makes the new one.
    base = getattr(sys, "_base_executable", sys.executable)
    run(base, "-m", "venv", str(venv))
    done = Done(who(venv / "bin" / "python"))
    write(venv, done)
    return done


def can_make_environments() -> None:
    """Leave with a sentence if this Python lacks what makes an environment."""
    try:
        import ensurepip
        import venv
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"Python {version} ({sys.executable}) cannot make virtual environments: "
            "its module ensurepip is missing.\n"
            f"On Debian and Ubuntu, install it with: sudo apt install python{version}-venv"
        )
    assert ensurepip, venv


def digest(kind: str) -> str:
    """Return one digest of all that decides what is installed."""
    files = [ROOT / "requirements" / name for name in LOCKS[kind]]
    files += [ROOT / "pyproject.toml", Path(__file__)]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def install_locked(venv: Path, kind: str, *options: str) -> None:
    """Install a lock file's packages, then the checkout, for which nothing more is fetched."""
    files = [word for name in LOCKS[kind] for word in ("-r", str(ROOT / "requirements" / name))]
    pip(venv, "--require-hashes", *files, *options)
    if kind in ("run", "dev") and not options:
        pip(venv, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def install_newest(venv: Path) -> None:
    """Install the checkout with the newest releases that pyproject.toml allows."""
    pip(venv, "--upgrade", "--upgrade-strategy", "eager", "--editable", f"{ROOT}[dev,pdf,postgres]")


def pip(venv: Path, *arguments: str) -> None:
    """Let the environment's pip install."""
    options = ["--quiet", "--disable-pip-version-check", "--no-input"]
    run(str(venv / "bin" / "python"), "-m", "pip", "install", *options, *arguments)


def run(*command: str) -> None:
    """Run a command, and leave with its status if it fails; what it says is on the screen."""
    status = subprocess.run(command, check=False).returncode  # noqa: S603
    if status:
        sys.exit(f"This failed: {' '.join(command)}\nRun make again when the cause above is gone.")


def write(venv: Path, done: Done) -> None:
    """Save what is finished, whole or not at all."""
    draft = venv / f"{FINISHED}.draft"
    draft.write_text(json.dumps(asdict(done)), "utf-8")
    draft.replace(venv / FINISHED)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("Interrupted. The next make begins again.")
