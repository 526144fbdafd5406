"""Ask whether a locked package has a known vulnerability: ``make audit``.

pip-audit reads the lock files and asks the advisory service of PyPI; nothing is installed. A known
vulnerability ends with status 1. If the service cannot be reached, or does not know a package
(as a mirror of PyPI that has no advisories), that is said, and is no failure.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
LOCKS = (
    *("run.txt", "pdf.txt", "web.txt", "serve.txt", "postgres.txt", "parquet.txt"),
    *("build.txt", "dev.txt", "lock.txt", "audit.txt"),
)
"""The lock files; that of the record store, which only tests start, is not the program's."""

OPTIONS = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")
SECONDS = 300
"""How long the service may take to answer for one lock file."""


def main(locks: Sequence[Path], service: Sequence[str] = ()) -> int:
    """Print what is known of the packages of the lock files; return the status.

    ``service`` are options for pip-audit that name another service.
    """
    vulnerable, unknown, asked = set[str](), set[str](), 0
    for lock in locks:
        found = audited(lock, service)
        if found is None:
            print(f"{lock.name}: the advisory service cannot be reached, so nothing is known.")
            continue
        for package in found:
            asked += 1
            vulnerable.update(advisories(package))
            if "skip_reason" in package:
                unknown.add(str(package["name"]))
    for line in sorted(vulnerable):
        print(line)
    if unknown:
        names = ", ".join(sorted(unknown))
        print(f"The advisory service does not know these, so nothing is known of them: {names}")
    print(f"{asked} packages in {len(locks)} lock files; {len(vulnerable)} known vulnerabilities.")
    return 1 if vulnerable else 0


def audited(lock: Path, service: Sequence[str]) -> list[dict[str, Any]] | None:
    """Return what pip-audit prints of the packages of a lock file; None if it cannot ask."""
    command = [sys.executable, "-m", "pip_audit", *OPTIONS, *service, "-r", str(lock)]
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=False, timeout=SECONDS
        )
        # Without an answer of the service it prints why to stderr, and no JSON.
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return found


def advisories(package: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each known vulnerability of a package."""
    for one in package.get("vulns", ()):
        fixed = ", ".join(one["fix_versions"]) or "no release yet"
        yield f"{package['name']} {package['version']}: {one['id']}, fixed in {fixed}"


if __name__ == "__main__":
    sys.exit(main([FOLDER / name for name in LOCKS], sys.argv[1:]))
