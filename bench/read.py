"""Measure reading, conditions and checks, beside other parsers: ``python -m bench.read``."""

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import yaml

from bench.scenario_text import scenario_text
from simulator.language.findings import Findings
from simulator.language.reader import read
from simulator.language.shapes import ScenarioShape
from simulator.library.scenarios import Loaded
from simulator.messages.findings import say_finding
from simulator.scenario.condition import Condition, Judgeable, Names, compile_condition
from tests.workspaces import SHIPPED, load_text

LINES = 2_000
RUNS = 15
LOOPS = 200_000
CONDITION = "safety < 4 and not father_named"


def main() -> None:
    """Measure and print."""
    text = scenario_text(LINES)
    loaded = load_text(text.encode(), "bench.yaml")
    assert isinstance(loaded, Loaded), [say_finding(finding) for finding in loaded.findings]
    print(
        f"Python {sys.version.split()[0]}; a scenario of {text.count(chr(10)):,} lines; "
        f"medians of {RUNS} runs, side by side\n"
    )
    _table("reading", _reading(text))
    _table("a condition", _asking())
    _table("check of the library, whole process", _checking())


Row = tuple[str, float, str, str]
"""What was measured, the figure, its unit, and the goal (empty if there is none)."""


def _table(title: str, rows: list[Row]) -> None:
    print(title)
    first = rows[0][1]
    for name, figure, unit, goal in rows:
        ratio = f"{figure / first:5.2f} x" if unit == rows[0][2] else "       "
        print(f"  {name:<52} {figure:9.1f} {unit:<3} {ratio}  {goal}")
    print()


def _reading(text: str) -> list[Row]:
    encoded = text.encode()
    ours = read(encoded, "bench.yaml", Findings("bench.yaml"))
    assert ours is not None
    found = _side_by_side(
        {
            "ours: read, validate, build, with positions": lambda: load_text(encoded, "bench.yaml"),
            "ours: the reader alone (tree and positions)": lambda: read(
                encoded, "bench.yaml", Findings("bench.yaml")
            ),
            "PyYAML CSafeLoader alone (no positions)": lambda: yaml.load(
                text, Loader=yaml.CSafeLoader
            ),
            "PyYAML C parser's events, all thrown away": lambda: all(
                yaml.parse(text, Loader=yaml.CSafeLoader)
            ),
            "pydantic alone (the tree is given)": lambda: ScenarioShape.model_validate(ours.data),
        }
    )
    pure = _side_by_side(
        {"PyYAML SafeLoader in Python": lambda: yaml.load(text, Loader=yaml.SafeLoader)}, runs=3
    )
    goals = {"ours: read, validate, build, with positions": "goal 30 ms"}
    return [(name, took * 1e3, "ms", goals.get(name, "")) for name, took in (found | pure).items()]


def _side_by_side(works: dict[str, Callable[[], object]], runs: int = RUNS) -> dict[str, float]:
    """Return the median seconds of each; they take turns, so a slow phase affects all alike."""
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            gc.collect()
            begin = time.perf_counter()
            work()
            took[name].append(time.perf_counter() - begin)
    return {name: statistics.median(times) for name, times in took.items()}


def _asking() -> list[Row]:
    names = Names(
        numbers={"safety": 0},
        flags={"father_named": 1},
        moments={"drift": Judgeable(0, False, ("contain",))},
    )
    ours = compile_condition(CONDITION, names)
    longer = compile_condition("missed('drift') or safety + 1 >= 4 and did('drift.contain')", names)
    assert isinstance(ours, Condition)
    assert isinstance(longer, Condition)
    python = eval("lambda v, j: v[0] < 4 and not v[1]")  # noqa: S307 - our own text, to compare with
    values, judged = (3, 0), 5

    def asked(evaluate: Callable[[tuple[int, ...], int], object]) -> Callable[[], object]:
        def loop() -> None:
            for _ in range(LOOPS):
                evaluate(values, judged)

        return loop

    found = _side_by_side(
        {
            f"ours: {CONDITION}": asked(ours.evaluate),
            "Python's own compiled lambda of the same": asked(python),
            "ours: missed(..) or safety + 1 >= 4 and did(..)": asked(longer.evaluate),
        },
        runs=7,
    )
    return [
        (name, took / LOOPS * 1e9, "ns", "goal 1000 ns" if name.startswith("ours") else "")
        for name, took in found.items()
    ]


def _checking() -> list[Row]:
    """Check the library in separate processes.

    The memory is the maximum over all child processes; nothing else in this bench starts any.
    """
    took: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        for _ in range(5):
            begin = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "simulator", "check", str(SHIPPED)],
                check=True,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "BALINT_SIM_HOME": home},
            )
            took.append(time.perf_counter() - begin)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    return [
        (
            "start, read, explore, value, play the plans",
            statistics.median(took) * 1e3,
            "ms",
            "goal 2000 ms",
        ),
        ("its memory at most", memory, "MB", "goal 120 MB"),
    ]


if __name__ == "__main__":
    main()
