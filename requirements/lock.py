"""Write the lock files anew, with the newest releases that pyproject.toml allows: ``make lock``.

Each file holds for every supported Python and for Linux, macOS and Windows (where they differ, a
marker says so), and has the hashes of every file that PyPI offers for a release. The packages of
the shorter files have the versions of ``dev.txt``.
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path("requirements")
OLDEST_PYTHON = "3.11"
EDITABLE = "editables"
"""What hatchling asks for, beyond ``build-system.requires``, when it installs a checkout."""

UV = Path(sys.executable).with_name("uv")
OPTIONS = (
    "--no-config",
    "--universal",
    "--python-version",
    OLDEST_PYTHON,
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--custom-compile-command",
    "make lock",
    "--quiet",
)


def main() -> None:
    """Write ``dev.txt`` first, then the others from its versions, and at last uv's own."""
    os.chdir(ROOT)
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    build = [*project["build-system"]["requires"], EDITABLE]
    run = project["project"]["dependencies"]
    extras = project["project"]["optional-dependencies"]
    own = {name: whole(extras, name) for name in extras}
    pdf, web, postgres, parquet = own["pdf"], own["web"], own["postgres"], own["parquet"]
    wanted = [*run, *pdf, *postgres, *parquet, *own["dev"], *build]
    write("dev.txt", wanted, "--upgrade")
    write("run.txt", run, "--constraints", str(FOLDER / "dev.txt"), "--upgrade")
    write("pdf.txt", pdf, "--constraints", str(FOLDER / "dev.txt"), "--upgrade")
    write("web.txt", web, "--constraints", str(FOLDER / "dev.txt"), "--upgrade")
    write("serve.txt", own["serve"], "--constraints", str(FOLDER / "dev.txt"), "--upgrade")
    write("postgres.txt", postgres, "--constraints", str(FOLDER / "dev.txt"), "--upgrade")
    write("parquet.txt", parquet, "--constraints", str(FOLDER / "dev.txt"), "--upgrade")
    write("build.txt", build, "--constraints", str(FOLDER / "dev.txt"), "--upgrade")
    write("lock.txt", ["uv"], "--upgrade")
    write("audit.txt", ["pip-audit>=2.10.1,<3"], "--upgrade")
    # A server that tests start, in an environment of its own: it needs older releases of libraries
    # that the program has, too. It does not declare requests.
    write("record-store.txt", ["ralph-malph[lrs,cli]>=5.1,<6", "requests"], "--upgrade")


def whole(extras: dict[str, list[str]], name: str) -> list[str]:
    """Return what an extra asks for, with the contents of an extra that it builds on."""
    wanted = []
    for each in extras[name]:
        other = each.removeprefix("balint-simulator[").removesuffix("]")
        wanted += [each] if other == each else whole(extras, other)
    return wanted


def write(name: str, wanted: list[str], *options: str) -> None:
    """Resolve the requirements ``wanted`` into the lock file ``name``.

    The settings of this machine (an index of its own, say) must not get into a lock file, so uv
    starts without the variables that it reads.
    """
    settings = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    command = [
        str(UV),
        "pip",
        "compile",
        *OPTIONS,
        *options,
        "-",
        "--output-file",
        str(FOLDER / name),
    ]
    subprocess.run(command, input="\n".join(wanted), text=True, env=settings, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
