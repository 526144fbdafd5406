"""Debriefs of leaders who differ, in every form, as they were when somebody last read them.

Their numbers are computed again from the events alone. ``python -m tests.render.test_golden_debriefs``
writes the files anew; read them before they are committed.
"""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from simulator.engine.events import Acted, Event, Passed
from simulator.engine.plan import run_plan
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.library.plans import load_plan
from simulator.plain.page_lines import page_lines
from simulator.render.debrief import on_the_terminal, render
from simulator.render.debrief_sections import page
from simulator.review.debrief import Debrief, debrief
from simulator.scenario.model import Moment
from tests.review.leaders import Led, exact, program
from tests.workspaces import SHIPPED

GOLDEN = Path(__file__).parent / "golden"

LEADERS = ("exemplary", "the-interrogator", "the-rescuer", "the-silent-one")
"""Leaders of the tutorial, which is short enough to be read in every form."""

FLAGSHIP = ("always-speaks", "always-waits", "exemplary", "live", "the-curious", "the-rescuer")
"""Leaders of the flagship, whose debriefs are read as they are printed on a terminal."""


def plain(made: Debrief, *, folded: bool) -> str:
    return "\n".join(page_lines(page(made), folded=folded)) + "\n"


def html(made: Debrief) -> str:
    """Return a page without its style, which is looked at and not read."""
    return re.sub(r"(?s)<style>.*?</style>", "<style></style>", render(made, "html"))


FORMS: dict[str, Callable[[Debrief], str]] = {
    "terminal.txt": on_the_terminal,
    "text.txt": lambda made: render(made, "text"),
    "md": lambda made: render(made, "md"),
    "html": html,
    "json": lambda made: render(made, "json"),
    "plain.txt": lambda made: plain(made, folded=True),
    "plain-all.txt": lambda made: plain(made, folded=False),
}


@cache
def of_leader(scenario: str, name: str) -> Led:
    compiled = program(scenario)
    plan, _ = load_plan(SHIPPED / scenario / "plays" / f"{name}.yaml", compiled.scenario)
    assert plan is not None
    session = Session(Setup(compiled, plan.mode, plan.seed), lambda record: None)
    run_plan(session, plan)
    return Led(session, debrief(session, exact(scenario)))


def files() -> dict[str, str]:
    """Return every golden text by its name."""
    found: dict[str, str] = {}
    for name in LEADERS:
        made = of_leader("tutorial", name).debrief
        found |= {f"tutorial-{name}.{form}": write(made) for form, write in FORMS.items()}
    for name in FLAGSHIP:
        made = of_leader("presenter-drifts", name).debrief
        found[f"presenter-drifts-{name}.terminal.txt"] = on_the_terminal(made)
    return found


def test_every_debrief_is_as_it_was_when_it_was_last_read() -> None:
    made = files()
    assert sorted(made) == sorted(file.name for file in GOLDEN.iterdir())
    for name, text in made.items():
        assert text == (GOLDEN / name).read_text("utf-8"), name


PLAYS = [*(("tutorial", name) for name in LEADERS), *(("presenter-drifts", n) for n in FLAGSHIP)]


def judged(play: Led) -> list[tuple[Moment, Acted | None]]:
    scenario = play.session.setup.program.scenario
    events: list[Event] = play.session.events
    return [
        (scenario.moment(event.moment), event if isinstance(event, Acted) else None)
        for event in events
        if isinstance(event, Acted | Passed)
    ]


def earned(moment: Moment, acted: Acted | None) -> Fraction:
    """The credit of a moment: that of the line times the factor of its time, or of silence."""
    if acted is None:
        return moment.passing.credit
    option = moment.option(acted.option)
    return option.credit * option.timing[acted.timing]


@pytest.mark.parametrize(("scenario", "name"), PLAYS)
def test_the_counts_and_scores_follow_from_the_events(scenario: str, name: str) -> None:
    play = of_leader(scenario, name)
    all_done = judged(play)
    cues = [acted for moment, acted in all_done if not moment.leave]
    leaves = [acted for moment, acted in all_done if moment.leave]
    hits, quiet = len(cues) - cues.count(None), leaves.count(None)
    text = " ".join(on_the_terminal(play.debrief).split())
    assert f"You spoke in {hits} of {len(cues)} moment" in text
    assert f"You said nothing in {quiet} of {len(leaves)} moment" in text
    noticing = (Fraction(hits, len(cues)) + Fraction(quiet, len(leaves))) * 50
    assert f"Noticing: {float(noticing):.0f} percent" in text
    credit = sum(moment.weight * earned(moment, acted) for moment, acted in all_done)
    best = exact(scenario).mode(play.session.setup.mode).yardstick.best
    assert f"The whole: {float(credit / best * 100):.0f} percent of the best" in text
    spoken = [(m, acted) for m, acted in all_done if acted is not None and not m.leave]
    if spoken:
        chosen = sum(moment.option(acted.option).credit for moment, acted in spoken)
        most = sum(max(m.option(id_).credit for id_ in acted.offered) for m, acted in spoken)
        words = f"Words: {float(chosen / most * 100):.0f} percent in {len(spoken)} moment"
        assert words in text


@pytest.mark.parametrize(("scenario", "name"), PLAYS)
def test_rules_harms_and_costs_follow_from_the_events(scenario: str, name: str) -> None:
    play = of_leader(scenario, name)
    all_done = judged(play)
    made = json.loads(render(play.debrief, "json"))
    for rule in made["rules"]:
        at_stake = [(m, acted) for m, acted in all_done if rule["id"] in m.rules]
        credit = sum(earned(moment, acted) for moment, acted in at_stake)
        assert (rule["moments"], rule["credit"]) == (len(at_stake), pytest.approx(float(credit)))
    broken = [m.id for m, a in all_done if a is not None and m.option(a.option).breaks]
    assert [harm["moment"] for harm in made["harms"]] == broken
    lost = made["best"] - made["credit"]
    assert sum(moment["cost"] for moment in made["moments"]) == pytest.approx(lost)
    shown = re.findall(r"You lost ([\d.]+) credit in", on_the_terminal(play.debrief))
    costs = sorted((moment["cost"] for moment in made["moments"] if moment["cost"]), reverse=True)
    assert [float(cost) for cost in shown] == pytest.approx(costs[:3], abs=0.005)


def write_anew() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.iterdir():
        old.unlink()
    for name, text in files().items():
        (GOLDEN / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write_anew()
