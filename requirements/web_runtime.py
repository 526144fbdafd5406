"""Fetch the runtime of the packaged room: Pyodide from npm, and pydantic's core from PyPI.

    python requirements/web_runtime.py

Versions and hashes are those of ``simulator/web/packaged/runtime.py``; a file with another hash is
refused. Nothing happens if all files are there. npm and pip are the only clients that are used.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from simulator.web.packaged.runtime import (
    FOLDER,
    HASHES,
    NAMES,
    PYDANTIC_CORE,
    PYODIDE,
    PYODIDE_INTEGRITY,
    WHEEL,
    NoRuntime,
    runtime_files,
)

PLATFORM = ("--platform", "pyemscripten_2026_0_wasm32", "--python-version", "3.14")
ABI = ("--implementation", "cp", "--abi", "cp314")


def main() -> None:
    """Fetch what is missing."""
    try:
        runtime_files()
    except NoRuntime:
        with tempfile.TemporaryDirectory() as folder:
            _fetch(Path(folder))
        runtime_files()
    print(f"The runtime is in {FOLDER}.")


def _fetch(folder: Path) -> None:
    if shutil.which("npm") is None:
        sys.exit("npm is needed once, to fetch Pyodide. It comes with Node.js.")
    _run("npm", "pack", f"pyodide@{PYODIDE}", "--silent", "--pack-destination", str(folder))
    archive = folder / f"pyodide-{PYODIDE}.tgz"
    _check(archive.name, archive.read_bytes(), PYODIDE_INTEGRITY)
    pip = (sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet")
    wheel = ("--no-deps", "--only-binary", ":all:", *PLATFORM, *ABI, "--dest", str(folder))
    _run(*pip, *wheel, f"pydantic_core=={PYDANTIC_CORE}")
    files = {WHEEL: (folder / WHEEL).read_bytes()}
    with tarfile.open(archive) as opened:
        for name, theirs in NAMES.items():
            member = opened.extractfile(f"package/{theirs}")
            assert member is not None
            files[name] = member.read()
    FOLDER.mkdir(exist_ok=True)
    for name, data in files.items():
        _check(name, data, HASHES[name])
        (FOLDER / name).write_bytes(data)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603 - our own commands


def _check(name: str, data: bytes, wanted: str) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != wanted:
        sys.exit(f"{name} is not the file that was pinned: its SHA-256 is {found}.")


if __name__ == "__main__":
    main()
