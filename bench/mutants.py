"""Draw a sample of mutants, and write ``docs/mutants.md`` from the results in ``mutants/``.

``python bench/mutants.py names 300`` prints the first 300 of each package, in an order that is
random but always the same. ``python bench/mutants.py`` writes the page. If not every mutant of a
package was tried, it counts only the sample: as many from the beginning of that order as have a
result, so that mutants chosen by hand, or because they are fast, do not change the score.
"""

import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant

RESULTS = Path("mutants/simulator")
PAGE = Path("docs/mutants.md")
REASONS = Path("bench/mutants.toml")
PACKAGES = ("scenario", "scoring", "engine", "analysis")
SEED = 1

KILLED, BY_TYPES, TIMEOUT, SURVIVED = "killed", "refused by mypy", "timeout", "survived"
UNTESTED, FAULT, NOT_RUN = "without tests", "could not be run", "not run"
STATUS = {0: SURVIVED, 1: KILLED, 3: KILLED, 5: UNTESTED, 33: UNTESTED, 37: BY_TYPES, 255: FAULT}
"""Exit codes as mutmut records them; 255 is an exception of mutmut itself, so it kills nothing."""
TIMEOUTS = (-24, 24, 36, 152)
UNREVIEWED = "not looked at yet"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some survivors are accepted.

    ``function`` is a glob pattern of names with the module (``engine.step.*``), ``change`` a
    regular expression that the diff of the mutant has to match, a line with "- " or "+ " before it.
    """

    function: str
    change: str
    reason: str


def status(code: int | None) -> str:
    """Return what became of a mutant."""
    if code is None:
        return NOT_RUN
    return TIMEOUT if code in TIMEOUTS else STATUS.get(code, FAULT)


def results(package: str) -> dict[str, str]:
    """Return what became of each mutant of a package, by its name, in the order of the sample."""
    found: dict[str, str] = {}
    for file in sorted((RESULTS / package).glob("*.meta")):
        codes = json.loads(file.read_text("utf-8"))["exit_code_by_key"]
        found |= {name: status(code) for name, code in codes.items()}
    names = sorted(found)
    random.Random(SEED).shuffle(names)  # noqa: S311 - a sample keeps no secrets
    return {name: found[name] for name in names}


def counted(mutants: dict[str, str]) -> dict[str, str]:
    """Return the mutants before the first one that was not run."""
    return dict(takewhile(lambda mutant: mutant[1] != NOT_RUN, mutants.items()))


def score(counts: Counter[str]) -> str:
    """Return the share of killed mutants among those that needed a test and were run."""
    killed = counts[KILLED] + counts[TIMEOUT]
    tried = killed + counts[SURVIVED] + counts[UNTESTED]
    return f"{100 * killed / tried:.0f} %" if tried else ""


def change(name: str) -> list[str]:
    """Return the lines of a mutant's diff that were removed or added, without their indentation."""
    path = Path(*name.split(".")[:-1]).with_suffix(".py")
    lines = get_diff_for_mutant(name, path=path).splitlines()
    changed = [line for line in lines if re.match(r"[-+](?![-+]{2} )", line)]
    return [f"{line[0]} {line[1:].strip()}" for line in changed]


def function(name: str) -> str:
    """Return the mutated function with its module, as ``engine.step.step``."""
    module, _, mangled = name.removeprefix("simulator.").rpartition(".")
    plain = mangled.rpartition("__mutmut_")[0].removeprefix("x_").removeprefix("xǁ")
    return f"{module}.{plain.replace('ǁ', '.')}"


def reason_for(reasons: list[Reason], name: str, lines: list[str]) -> str:
    """Return why a survivor is accepted."""
    diff = "\n".join(lines)
    for known in reasons:
        if fnmatchcase(function(name), known.function) and re.search(known.change, diff, re.M):
            return known.reason
    return UNREVIEWED


def shown(lines: list[str]) -> str:
    """Return a diff for a cell of a table: the old code, an arrow and the new code."""
    removed = " ".join(line[2:] for line in lines if line[0] == "-")
    added = " ".join(line[2:] for line in lines if line[0] == "+")
    return f"{code(removed)} → {code(added)}"


def code(text: str) -> str:
    """Return code for a cell of a table; a table ends a cell at a bar even inside code."""
    return f"`` {text.replace('|', chr(92) + '|')} ``" if text else "(nothing)"


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    columns = (KILLED, TIMEOUT, SURVIVED, UNTESTED, BY_TYPES, FAULT)
    tables = tomllib.loads(REASONS.read_text("utf-8"))["reason"]
    reasons = [Reason(**table) for table in tables]
    found = {package: results(package) for package in PACKAGES}
    yield "# Mutants"
    yield ""
    yield "Made by `make mutants` ([Maintaining](maintaining.md)). The score is the share of killed"
    yield "mutants and timeouts among these and those that survived or have no tests. If fewer"
    yield f"mutants were tried than there are, those tried were drawn at random (seed {SEED})."
    yield ""
    yield "| package | tried | mutants | " + " | ".join(columns) + " | score |"
    yield "|---" * (len(columns) + 4) + "|"
    for package, mutants in found.items():
        tried = counted(mutants)
        counts = Counter(tried.values())
        cells = [str(counts[column]) for column in columns]
        cells = [package, str(len(tried)), str(len(mutants)), *cells, score(counts)]
        yield "| " + " | ".join(cells) + " |"
    yield ""
    yield "## Survivors"
    yield ""
    yield "| function | change | why it survives |"
    yield "|---|---|---|"
    for mutants in found.values():
        yield from sorted(survivors(counted(mutants), reasons))


def survivors(mutants: dict[str, str], reasons: list[Reason]) -> Iterator[str]:
    """Yield a row of the table for each mutant that no test killed."""
    for name, what in mutants.items():
        if what not in (SURVIVED, UNTESTED):
            continue
        lines = change(name)
        why = reason_for(reasons, name, lines)
        if what == UNTESTED:
            why = f"no test comes here; {why}"
        yield f"| `{function(name)}` | {shown(lines)} | {why} |"


def main(arguments: list[str]) -> None:
    """Print the names of a sample, or write the page."""
    if arguments[:1] == ["names"]:
        for package in PACKAGES:
            print("\n".join(list(results(package))[: int(arguments[1])]))
        return
    PAGE.write_text("\n".join(page()) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
