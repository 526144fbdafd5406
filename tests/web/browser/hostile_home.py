"""A home folder with a hostile scenario among the installed ones."""

import os
import subprocess
import sys
from pathlib import Path

from tests.hostile import hostile_scenario


def hostile_home(folder: Path) -> Path:
    """Return a home folder into which a pack with a hostile scenario was installed."""
    made, pack, home = folder / "made", folder / "worse.zip", folder / "home"
    (made / "hostile").mkdir(parents=True)
    (made / "hostile" / "scenario.yaml").write_text(hostile_scenario(), "utf-8")
    (made / "pack.yaml").write_text("pack: worse\ntitle: Worse\nauthor: <b>x</b>\n", "utf-8")
    for arguments in (("build", str(made), "-o", str(pack)), ("install", str(pack))):
        subprocess.run(
            [sys.executable, "-m", "simulator", "pack", *arguments],
            env={**os.environ, "BALINT_SIM_HOME": str(home)},
            check=True,
            capture_output=True,
        )
    return home
