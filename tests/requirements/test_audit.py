"""A known vulnerability of a locked package fails; not knowing is said, and is no failure."""

import importlib.util
import json
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "requirements" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


audit = loaded()
LOCK = Path("some.txt")

GOOD: dict[str, Any] = {"name": "rich", "version": "15.0", "vulns": []}
BAD: dict[str, Any] = {
    "name": "starlette",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}],
}
UNKNOWN: dict[str, Any] = {"name": "textual", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([GOOD], 0, "1 packages in 1 lock files; 0 known vulnerabilities."),
        ([GOOD, BAD, BAD], 1, "starlette 1.0: PYSEC-1, fixed in 1.1"),
        ([GOOD, UNKNOWN], 0, "nothing is known of them: textual"),
        (None, 0, "cannot be reached"),
    ],
)
def test_what_the_service_answers_decides(
    packages: list[dict[str, Any]] | None,
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        # Without the service, pip-audit ends with a traceback.
        out = "" if packages is None else json.dumps({"dependencies": packages, "fixes": []})
        return subprocess.CompletedProcess(command, 1, out, "requests.exceptions.ConnectionError")

    monkeypatch.setattr(subprocess, "run", run)
    assert audit.main([LOCK], ["--vulnerability-service", "osv"]) == status
    assert said in capsys.readouterr().out
    assert {"--require-hashes", "--disable-pip", "osv", "some.txt"} <= set(commands[0])


def test_every_lock_file_of_the_program_is_audited() -> None:
    files = {path.name for path in (ROOT / "requirements").glob("*.txt")}
    assert files - set(audit.LOCKS) == {"record-store.txt"}
