"""Sheets of panels for tests: invented members, never a panel of a scenario that is shipped."""

from collections.abc import Mapping
from dataclasses import replace

from simulator.authoring.mark_sheet import DECISION, Sheet, acts_on_paper, sheet_of
from simulator.authoring.panel import judge
from simulator.authoring.write_screenplay import screenplay
from simulator.scenario.model import Scenario
from simulator.scenario.panel import Decision, Panel, Rating

Ratings = Mapping[tuple[str, str], Rating]
"""Marks by moment and act."""

Reasons = Mapping[tuple[str, str], str]
"""Reasons by moment and act; the act of the question is empty."""

DAY = "2026-11-28"


def sheet(
    scenario: Scenario,
    decisions: Mapping[str, Decision],
    ratings: Ratings,
    reasons: Reasons | None = None,
    rater: str = "",
    seed: int = 1,
) -> Sheet:
    """The sheet of a member with these marks."""
    empty = _empty(scenario, seed)
    acts = acts_on_paper(scenario, seed)
    ids = {number: moment.id for number, moment in enumerate(scenario.moments(), 1)}
    lines = []
    for line in empty.lines:
        moment = ids[line.moment]
        act = "" if line.letter == DECISION else acts[line.moment, line.letter][1]
        decision = decisions.get(moment) if not act else None
        remark = (reasons or {}).get((moment, act), "")
        rating = ratings.get((moment, act))
        lines.append(replace(line, decision=decision, rating=rating, remark=remark))
    return replace(empty, rater=rater, lines=tuple(lines))


_EMPTY: dict[tuple[str, int], Sheet] = {}


def _empty(scenario: Scenario, seed: int) -> Sheet:
    """An empty sheet; made once for each paper, because a screenplay takes long."""
    paper = scenario.digest, seed
    if paper not in _EMPTY:
        _EMPTY[paper] = sheet_of(screenplay(scenario, seed, 0), "panel")
    return _EMPTY[paper]


def panel_of(scenario: Scenario, members: int = 4, reason: str = "It needs {act}.") -> Panel:
    """A panel whose members mark everything: the first option highest, and would speak."""
    ratings: dict[tuple[str, str], Rating] = {}
    reasons = {}
    for moment in scenario.moments():
        acts = [*(option.id for option in moment.options), "wait"]
        for at, act in enumerate(acts):
            ratings[moment.id, act] = "never" if at else "2"
        for act in ("", *acts):
            reasons[moment.id, act] = reason.format(act=act)
    decisions: dict[str, Decision] = {moment.id: "speak" for moment in scenario.moments()}
    first = sheet(scenario, decisions, ratings, reasons)
    silent: dict[str, Decision] = {moment.id: "wait" for moment in scenario.moments()}
    others = [sheet(scenario, silent, ratings) for _ in range(members - 1)]
    return judge(scenario, [first, *others], DAY).panel
