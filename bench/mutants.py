"""Write ``docs/mutants.md`` from the results that mutmut left in ``mutants/``."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

RESULTS = Path("mutants/simulator")
PAGE = Path("docs/mutants.md")
PACKAGES = ("scenario", "scoring", "engine", "analysis")

KILLED, BY_TYPES, TIMEOUT, SURVIVED = "killed", "refused by mypy", "timeout", "survived"
UNTESTED, FAULT, NOT_RUN = "without tests", "could not be run", "not run"
STATUS = {0: SURVIVED, 1: KILLED, 3: KILLED, 5: UNTESTED, 33: UNTESTED, 37: BY_TYPES, 255: FAULT}
"""Exit codes as mutmut records them; 255 is an exception of mutmut itself, so it kills nothing."""
TIMEOUTS = (-24, 24, 36, 152)

REASONS: dict[str, str] = {}
"""Why a survivor is accepted, by the name of the mutant."""


def status(code: int | None) -> str:
    """Return what became of a mutant."""
    if code is None:
        return NOT_RUN
    return TIMEOUT if code in TIMEOUTS else STATUS.get(code, FAULT)


def results(package: str) -> dict[str, str]:
    """Return what became of each mutant of a package, by its name."""
    found: dict[str, str] = {}
    for file in sorted((RESULTS / package).glob("*.meta")):
        codes = json.loads(file.read_text("utf-8"))["exit_code_by_key"]
        found |= {name: status(code) for name, code in codes.items()}
    return found


def score(counts: Counter[str]) -> str:
    """Return the share of killed mutants among those that needed a test and were run."""
    killed = counts[KILLED] + counts[TIMEOUT]
    tried = killed + counts[SURVIVED] + counts[UNTESTED]
    return f"{100 * killed / tried:.0f} %" if tried else ""


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    columns = (KILLED, TIMEOUT, SURVIVED, UNTESTED, BY_TYPES, FAULT, NOT_RUN)
    yield "# Mutants"
    yield ""
    yield "Made by `make mutants` ([Maintaining](maintaining.md)). The score is the share of killed"
    yield "mutants and timeouts among these and those that survived or have no tests."
    yield ""
    yield "| package | " + " | ".join(columns) + " | score |"
    yield "|---" * (len(columns) + 2) + "|"
    found = {package: results(package) for package in PACKAGES}
    for package, mutants in found.items():
        counts = Counter(mutants.values())
        cells = [str(counts[column]) for column in columns]
        yield f"| {package} | " + " | ".join([*cells, score(counts)]) + " |"
    yield ""
    yield "| survivor | status | reason |"
    yield "|---|---|---|"
    for mutants in found.values():
        for name, what in mutants.items():
            if what in (SURVIVED, UNTESTED):
                yield f"| `{name}` | {what} | {REASONS.get(name, 'not looked at yet')} |"


if __name__ == "__main__":
    PAGE.write_text("\n".join(page()) + "\n", "utf-8")
