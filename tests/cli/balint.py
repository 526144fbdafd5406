"""The program as a user starts it: a process of its own, an empty home, pipes."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.patience import PATIENCE


def balint(
    home: Path,
    *arguments: str,
    typed: str = "",
    cwd: Path | None = None,
    env: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[str]:
    """Run ``balint-sim`` with ``arguments``, ``typed`` on its standard input."""
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
