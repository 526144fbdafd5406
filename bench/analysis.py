"""Measure the exhaustive analysis of stories of ``bench.story``: ``python -m bench.analysis``."""

import gc
import statistics
import sys
import time
from collections.abc import Callable

from bench.story import loaded, story
from simulator.analysis.decisions import costs
from simulator.analysis.distribution import distribution
from simulator.analysis.explore import explore
from simulator.analysis.values import analyse
from simulator.engine.program import Program, compile_scenario

GOALS = {20: 15.0, 200: 250.0}
"""The goal in milliseconds for a complete analysis, by the layers of the story."""

SIZES = (20, 65, 110, 200)
"""Layers of the stories that are measured, to show how the time grows."""

RUNS = 7
WIDTH = 50


def main() -> None:
    """Measure and print."""
    print(f"Python {sys.version.split()[0]}; medians of {RUNS} runs; after loading\n")
    measured = [
        (layers, *_measured(compile_scenario(loaded(story(layers, 5))))) for layers in SIZES
    ]
    for layers, states, plays, took in measured:
        if layers in GOALS:
            _table(layers, states, plays, took)
    _growth([(states, sum(took.values())) for _, states, _, took in measured])


Took = dict[str, float]
"""Milliseconds of each part of the analysis."""


def _measured(program: Program) -> tuple[int, int, Took]:
    """Return the number of states, the number of plays, and the milliseconds of each part."""
    graph = explore(program)
    analysis = analyse(graph, "guided")
    works: dict[str, Callable[[], object]] = {
        "every state, and where each act leads": lambda: explore(program),
        "best, worst, chance, policies, number of plays": lambda: analyse(graph, "guided"),
        "what each act costs, in every state": lambda: costs(analysis),
        "the spread of the percents": lambda: distribution(analysis),
    }
    return (
        len(graph.nodes),
        analysis.whole.paths,
        {name: _median(work) for name, work in works.items()},
    )


def _median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(RUNS):
        gc.collect()
        begin = time.perf_counter()
        work()
        took.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(took)


def _table(layers: int, states: int, plays: int, took: Took) -> None:
    print(f"{layers} layers of 5 points: {states:,} states, {_power(plays)} plays")
    for name, milliseconds in took.items():
        print(f"  {name:<50} {milliseconds:9.1f} ms")
    total, goal = sum(took.values()), GOALS[layers]
    print(f"  {'complete':<50} {total:9.1f} ms   goal {goal:g} ms: {total / goal:.2f} x\n")


def _power(count: int) -> str:
    return f"some 10^{len(str(count)) - 1}"


def _growth(points: list[tuple[int, float]]) -> None:
    """Draw the time over the states; with linear growth the bar ends are on one straight line."""
    most = max(took for _, took in points)
    print("time over reachable states (the last column is constant if growth is linear)")
    for states, took in points:
        bar = "*" * round(took / most * WIDTH)
        each = took / states * 1e3
        print(f"  {states:>7,} states {took:8.1f} ms  {bar:<{WIDTH}}  {each:6.1f} us a state")


if __name__ == "__main__":
    main()
