"""Measure choices per second of our engine and of ink engines: ``python -m bench.steps``."""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import engines, ours
from bench.engines import Heard, Missing
from bench.story import Story, as_ink, loaded, story
from simulator.engine.draw import draw
from simulator.engine.program import compile_scenario

SIZES = ((20, 5, 500), (200, 5, 50))
"""Layers, points in a layer, and number of plays: 10,000 choices each."""

PASSES = 5
MEASURE = "inkcpp, whole"
"""The engine that all others are compared with."""

OURS = {"ours, by steps": ours.by_steps}
HOW = ("lines", "whole")
"""How an ink engine reads: line by line, or all text up to the next choice at once."""

INK = {"inkjs": engines.inkjs, "inkcpp": engines.inkcpp, "bink": engines.bink}

Engine = Callable[[], Heard]
"""Plays all plays once."""

Rates = dict[str, float]
"""Choices per second, by the engine's name."""


def main() -> None:
    """Measure and print."""
    commands = dict(_installed())
    rates = [_rates(*size, commands) for size in SIZES]
    print(
        f"\nPython {sys.version.split()[0]}; choices a second, medians of {PASSES} passes in turn"
    )
    print(
        f"{'':16}" + "".join(f"{f'{layers} layers of {points}':>27}" for layers, points, _ in SIZES)
    )
    for name in rates[0]:
        print(f"  {name:<14}" + "".join(_cell(rate, name) for rate in rates))


def _cell(rates: Rates, name: str) -> str:
    ratio = f"{rates[name] / rates[MEASURE]:7.2f} x" if MEASURE in rates else ""
    return f"{rates[name]:18,.0f}{ratio:>9}"


def _installed() -> Iterator[tuple[str, list[str]]]:
    """Yield the ink engines that can be installed here, with the command of each."""
    for name, install in INK.items():
        try:
            yield name, install()
        except Missing as why:
            print(f"{name} is left out: {why}")
            if name == "inkjs":
                print("Its compiler is what the other ink engines need, so ours is measured alone.")
                return


def _rates(layers: int, points: int, count: int, commands: dict[str, list[str]]) -> Rates:
    """Measure all engines in ``count`` plays of a story."""
    told = story(layers, points)
    plays = [
        [draw(1, f"play/{play}/{choice}", 6) for choice in range(layers)] for play in range(count)
    ]
    print(f"\n{len(told.points)} points, {count} plays of {layers} choices")
    with TemporaryDirectory() as folder, ExitStack() as processes:
        running = _ours(told, plays) | _ink(told, plays, commands, Path(folder), processes)
        warm, *passes = [
            {name: engine() for name, engine in running.items()} for _ in range(1 + PASSES)
        ]
    _check(warm, *passes)
    return {
        name: count * layers / statistics.median(each[name].seconds for each in passes)
        for name in running
    }


def _ours(told: Story, plays: ours.Plays) -> dict[str, Engine]:
    program = compile_scenario(loaded(told))
    return {name: _timed(driver(program), plays) for name, driver in OURS.items()}


def _timed(play: ours.Play, plays: ours.Plays) -> Engine:
    def engine() -> Heard:
        gc.collect()
        begin = time.perf_counter()
        events = play(plays)
        seconds = time.perf_counter() - begin
        heard = ours.lines(events)
        return Heard(seconds, len(heard), sha256("\n".join(heard).encode()).hexdigest())

    return engine


def _ink(
    told: Story,
    plays: ours.Plays,
    commands: dict[str, list[str]],
    folder: Path,
    processes: ExitStack,
) -> dict[str, Engine]:
    """Start each ink engine's processes, which end with ``processes``."""
    if not commands:
        return {}
    source, compiled, acts = folder / "story.ink", folder / "story.json", folder / "plays.json"
    source.write_text(as_ink(told), "utf-8")
    acts.write_text(json.dumps(plays), "utf-8")
    engines.compile_ink(source, compiled)
    return {
        f"{name}, {how}": processes.enter_context(engines.playing(command, compiled, acts, how))
        for name, command in commands.items()
        for how in HOW
    }


def _check(*passes: dict[str, Heard]) -> None:
    """Exit with an error if two engines heard different text in any pass."""
    heard = {(name, each.lines, each.digest) for one in passes for name, each in one.items()}
    plays = {(lines, digest) for _, lines, digest in heard}
    if len(plays) > 1:
        sys.exit(
            "\n".join(
                f"{name} heard {lines:,} lines, SHA-256 {digest}"
                for name, lines, digest in sorted(heard)
            )
        )
    for lines, digest in plays:
        print(
            f"all {len(heard)} agree: each heard the same {lines:,} lines, SHA-256 {digest[:16]}..."
        )


if __name__ == "__main__":
    main()
