"""Let three kinds of learner practise for a year: ``python -m bench.practice_year``.

It prints how many drills are due on a day and how often weak and other situations come back, and
draws ``bench/practice_year.svg``. Nothing is timed. The learners are in
``tests/simulated_learners.py``; the days, the cases and the order come from the program.
"""

from pathlib import Path
from statistics import mean, quantiles

from simulator.library.find import library_cards
from simulator.practice.drill_cases import cases_of
from tests.plays import NOWHERE
from tests.simulated_learners import KINDS, Practice, practise

DAYS = 364
PLOT = Path(__file__).with_name("practice_year.svg")
WIDTH, HEIGHT, LEFT, TOP = 760, 150, 60, 30
COLOURS = ("#1b6ca8", "#8a5a00", "#9b2c5a")


def main() -> None:
    """Practise, print the table, and write the plot."""
    found = cases_of(library_cards(NOWHERE), [])
    cases = [case for some in found.by_situation.values() for case in some]
    learners = {kind: practise(kind, cases, DAYS) for kind in KINDS}
    print(
        f"{DAYS} days, {len(cases)} cases of {len(found.by_situation)} situations; "
        "drills on weekdays, at most 10 a day; a session every 10 days"
    )
    print("\n                 due on a day                   days between        drills each")
    print("             mean  95 %  most  last quarter     weak  others      weak  others")
    for kind, done in learners.items():
        print(_row(kind, done))
    print("\ndrills due, mean of each week (one column a week, one # for each drill)\n")
    for kind, done in learners.items():
        print("\n".join(_bars(kind, done)))
    PLOT.write_text(_svg(learners), "utf-8")
    print(f"\nplot: {PLOT}")


def _row(kind: str, done: Practice) -> str:
    last = mean(done.due[-91:])
    high = quantiles(done.due, n=20)[-1]
    return (
        f"  {kind:<10} {mean(done.due):5.1f} {high:5.1f} {max(done.due):5}  {last:12.1f}"
        f"  {done.interval(weak=True):8.1f}  {done.interval(weak=False):6.1f}"
        f"  {done.mean_drills(weak=True):8.1f}  {done.mean_drills(weak=False):6.1f}"
    )


def _weeks(done: Practice) -> list[float]:
    return [mean(done.due[day : day + 7]) for day in range(0, len(done.due), 7)]


def _bars(kind: str, done: Practice) -> list[str]:
    weeks = _weeks(done)
    rows = [kind]
    for level in range(round(max(weeks)), 0, -1):
        rows.append(f"{level:>4} " + "".join("#" if week >= level - 0.5 else " " for week in weeks))
    return rows


def _svg(learners: dict[str, Practice]) -> str:
    """Return a plot of the mean due drills of each week, a line for each learner."""
    most = max(max(_weeks(done)) for done in learners.values())
    said = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 2 * TOP}" '
        'role="img" aria-labelledby="title" font-family="sans-serif" font-size="12">',
        '<title id="title">Drills due on a day, mean of each week, for three learners</title>',
    ]
    for level in range(0, int(most) + 1, 2):
        y = _y(level, most)
        said.append(f'<line x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ccc"/>')
        said.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{level}</text>')
    for (kind, done), colour, dash in zip(
        learners.items(), COLOURS, ("", "6 3", "2 3"), strict=True
    ):
        weeks = _weeks(done)
        step = (WIDTH - LEFT) / (len(weeks) - 1)
        line = " ".join(
            f"{LEFT + i * step:.1f},{_y(week, most):.1f}" for i, week in enumerate(weeks)
        )
        said.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>'
        )
        x = LEFT + 130 * list(learners).index(kind)
        said.append(f'<text x="{x}" y="16" fill="{colour}">{kind} ({dash or "solid"})</text>')
    foot = HEIGHT + TOP + 18
    said.append(f'<text x="{LEFT}" y="{foot}">52 weeks; up: drills due on a day</text>')
    return "\n".join([*said, "</svg>", ""])


def _y(value: float, most: float) -> float:
    return TOP + HEIGHT * (1 - value / most)


if __name__ == "__main__":
    main()
