"""What a browser asks for in a whole play of a plan, as the forms of its pages are."""

from simulator.engine.acts import Take
from simulator.engine.plan import next_act
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.library.plans import load_plan
from tests.plays import flagship_scenario
from tests.workspaces import SHIPPED

Asked = tuple[str, str, dict[str, str]]
"""Method, address and form."""


def play_of(plan_name: str) -> list[Asked]:
    """Return the requests of the flagship's plan, from the briefing to the debrief's files."""
    scenario = flagship_scenario()
    plan, findings = load_plan(SHIPPED / scenario.id / "plays" / f"{plan_name}.yaml", scenario)
    assert plan is not None, findings
    # With a seed, because a briefing without one draws it.
    briefing = f"?p=/scenarios/{scenario.id}&seed={plan.seed}"
    asked: list[Asked] = [("GET", briefing, {})]
    begin = {"scenario": scenario.id, "mode": plan.mode, "feedback": "now", "seed": str(plan.seed)}
    asked.append(("POST", "?p=/plays", begin))
    session = Session(Setup(compile_scenario(scenario), plan.mode, plan.seed), lambda record: None)
    while not session.ended:
        act = next_act(session, plan)
        what = {"line": _offer_of(session, act)} if isinstance(act, Take) else {"do": "wait"}
        form = {"revision": str(len(session.records)), **what}
        asked.append(("POST", "?p=/plays/1/act", form))
        session.act(act)
    asked.append(("POST", "?p=/plays/1/reaction", {"skip": "1"}))
    asked += [
        ("GET", f"?p=/plays/1/debrief{ending}", {})
        for ending in ("", "/html", "/txt", "/md", "/json")
    ]
    return [*asked, ("GET", "?p=/", {}), ("GET", "?p=/progress", {})]


def _offer_of(session: Session, act: Take) -> str:
    """Return what the form sends for a line: where it stands, not what it is in the scenario."""
    return next(offer.id for offer in session.prompt.offers if session.act_for(offer.id) == act)
