"""Measure the size of a debrief as a page, and the time to write it: ``python -m bench.pages``.

Times are processor time: writing a page waits for nothing, so it is the time on an idle machine.
*first* is the first page of a process, which imports Jinja2 and compiles the templates. *next* is
another page of the same process, as on the full screen. PDF needs the extra ``[pdf]``.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from simulator.render.debrief import render
from simulator.render.debrief_sections import page
from simulator.render.write_html import write_html
from simulator.render.write_pdf import NoPdf, write_pdf
from simulator.review.debrief import Debrief
from tests.review.test_debrief import of_plan

FIRST_RUNS, NEXT_RUNS, PDF_RUNS = 9, 25, 3
GOAL_MS, GOAL_KB = 150, 200
PLANS = ("the-curious", "live")

FIRST = """\
import time
from tests.review.test_debrief import of_plan
from simulator.render.debrief import render
made = of_plan({plan!r})
start = time.process_time()
render(made, "html")
print(1000 * (time.process_time() - start))
"""


def main() -> None:
    """Print one row for each plan."""
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Python {version}; medians of {FIRST_RUNS} processes and of {NEXT_RUNS} pages\n")
    for plan in PLANS:
        made = of_plan(plan)
        size = len(render(made, "html").encode()) / 1000
        first = statistics.median(_first(plan) for _ in range(FIRST_RUNS))
        following = _median(lambda made=made: write_html(page(made)), NEXT_RUNS)
        print(f"presenter-drifts, {plan} ({len(made.moments)} moments)")
        print(f"  HTML        {size:7.1f} kB   goal {GOAL_KB} kB: {size / GOAL_KB:.2f} x")
        print(f"  first page  {first:7.1f} ms   goal {GOAL_MS} ms: {first / GOAL_MS:.2f} x")
        print(f"  next page   {following:7.1f} ms")
        _pdf(made)


def _pdf(made: Debrief) -> None:
    shown = page(made)
    try:
        size = len(write_pdf(shown)) / 1000
    except NoPdf as error:
        print(f"  PDF         left out: {error}\n")
        return
    print(f"  PDF         {size:7.1f} kB")
    print(f"  written in  {_median(lambda: write_pdf(shown), PDF_RUNS):7.1f} ms\n")


def _first(plan: str) -> float:
    script = FIRST.format(plan=plan)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _median(write: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        write()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


if __name__ == "__main__":
    main()
