"""The program as a user starts it: an empty home, pipes, in this process or in one of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from simulator.cli import main
from tests.patience import PATIENCE


def balint(
    home: Path, *arguments: str, typed: str = "", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``balint-sim`` with ``arguments`` in this process, ``typed`` on its standard input."""
    stdin, stdout, stderr = _pipe(typed), _pipe(), _pipe()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BALINT_SIM_HOME", str(home))
        if cwd is not None:
            patch.chdir(cwd)
        for name, stream in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
            patch.setattr(sys, name, stream)
        status = main(arguments)
    return subprocess.CompletedProcess(arguments, status, _content(stdout), _content(stderr))


def _pipe(content: str = "") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content.encode("utf-8")), encoding="utf-8")


def _content(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def balint_process(
    home: Path,
    *arguments: str,
    typed: str = "",
    cwd: Path | None = None,
    env: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[str]:
    """Run ``balint-sim`` in a process of its own: what it imports, keeps and prints at its end is
    that of a user.
    """
    environment = {**os.environ, "BALINT_SIM_HOME": str(home), "PYTHONWARNINGS": "error", **env}
    return subprocess.run(
        [sys.executable, "-m", "simulator", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
        timeout=PATIENCE,
        check=False,
    )
