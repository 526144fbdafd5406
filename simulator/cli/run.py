"""``balint-sim run``: play a plan without a screen and compare the outcome with its ``expect``."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.opening import exact_values, open_scenario
from simulator.cli.output import folded, put_json
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.findings import did_you_mean, say_finding, say_problem
from simulator.messages.lists import listed

if TYPE_CHECKING:
    from simulator.engine.plan import Plan
    from simulator.engine.session import Session
    from simulator.library.scenarios import Loaded
    from simulator.review.debrief import Debrief


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    scenario = parser.add_argument("scenario", metavar="SCENARIO", help=say("options.scenario"))
    completed(scenario, "scenarios")
    plan = parser.add_argument("--play", metavar="PLAN", required=True, help=say("options.plan"))
    completed(plan, "files")
    parser.add_argument("--json", action="store_true", help=say("options.json"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Play the plan and compare."""
    from simulator.analysis.score_play import score_play
    from simulator.engine.plan import OffPlan, run_plan, unexpected
    from simulator.engine.program import compile_scenario
    from simulator.engine.session import Session
    from simulator.engine.setup import Setup
    from simulator.review.debrief import debrief

    loaded = open_scenario(workspace, args.scenario)
    plan = _plan(args.play, loaded)
    program = compile_scenario(loaded.scenario)
    # The journal does nothing: a plan is not a play of the learner.
    session = Session(Setup(program, plan.mode, plan.seed), lambda record: None)
    try:
        run_plan(session, plan)
    except OffPlan as off_plan:
        raise Refusal(say_problem(off_plan.problem)) from off_plan
    exact = exact_values(program, workspace)
    result = debrief(session, exact)
    found = as_json(session, result)
    if args.json:
        put_json(found)
    else:
        _print(result, found)
    # After the output, which shows why an expectation failed.
    surprises = unexpected(plan, score_play(session, exact).numbers())
    if surprises:
        raise Refusal(
            say("cli_scenarios.unexpected", surprises=" ".join(map(say_problem, surprises)))
        )
    return 0


# Listed one by one: a new figure must not become part of the interface unnoticed.
_FIGURES = (
    "percent", "credit", "best", "chance", "always_wait", "always_speak", "timing_only",
    "left_to_others", "noticing_score", "words_score", "words_chance", "spoke_between",
)  # fmt: skip
_COUNTS = ("hits", "misses", "false_alarms", "correct_rejections")


def as_json(session: "Session", result: "Debrief") -> dict[str, Any]:
    """Return the outcome as plain data; a plan's ``expect`` can name the numbers at the top."""
    from simulator.render.names import rule_names
    from simulator.render.transcript import transcript

    return {
        **{name: getattr(result.figures, name) for name in _FIGURES},
        "noticing": {name: getattr(result.figures, name) for name in _COUNTS},
        "rules": {
            rule.id: {"moments": rule.moments, "credit": rule.credit} for rule in result.rules
        },
        "harms": len(result.harms),
        "harm_lines": [
            {
                "moment": harm.moment,
                "words": harm.words,
                "rules": list(rule_names(result.catalogue, harm.rules)),
            }
            for harm in result.harms
        ],
        "acts": _acts(session),
        "moments": [
            {"moment": m.id, "act": m.did.act, "credit": m.credit, "cost": m.cost}
            for m in result.moments
        ],
        "transcript": [
            {"form": line.form, "who": line.who, "text": line.text} for line in transcript(result)
        ],
    }


def _acts(session: "Session") -> dict[str, str] | list[dict[str, Any]]:
    """Return the acts in the form of a plan's ``acts``."""
    if session.setup.mode == "guided":
        return {
            # Waiting outside moments has no moment, and is no act of a plan.
            r.moment: r.option if r.act == "take" else "wait"
            for r in session.records
            if r.moment
        }
    return list(_live_acts(session))


def _live_acts(session: "Session") -> Iterator[dict[str, Any]]:
    from simulator.engine.events import Acted, LetGo, Remarked, Spoken
    from simulator.engine.plan import LETS_GO

    turns = after = 0
    for event in session.events:
        match event:
            case Spoken(number=number):
                turns, after = turns + 1, number
            case Acted(moment=moment, option=option):
                yield {"moment": moment, "after": event.after, "act": option}
            case LetGo(moment=moment) if moment:
                yield {"moment": moment, "after": after, "act": LETS_GO}
            case LetGo():
                yield {"turn": turns, "act": LETS_GO}
            case Remarked(kind=kind):
                yield {"turn": turns, "act": kind}
            case _:
                pass


def _plan(name: str, loaded: "Loaded") -> "Plan":
    from simulator.library.files import look
    from simulator.library.plans import load_plan
    from simulator.scenario.text import clean_line

    path = Path(name)
    # ``--play exemplary`` is short for the file in the scenario's own folder.
    beside = loaded.path.parent / "plays" / (name if name.endswith(".yaml") else f"{name}.yaml")
    found = next((file for file in (path, beside) if look(file) not in ("nothing", "folder")), None)
    if found is None:
        hint = _plans_there_are(name, loaded)
        raise Refusal(say("cli_scenarios.no_plan", name=clean_line(name), hint=hint).rstrip())
    plan, findings = load_plan(found, loaded.scenario)
    if plan is None:
        lines = "\n".join(map(say_finding, findings))
        raise Refusal(say("library.plan_does_not_load", findings=lines))
    return plan


def _plans_there_are(name: str, loaded: "Loaded") -> str:
    """Return a hint: the plan with the nearest name, else all plans beside the scenario."""
    from simulator.library.scenarios import plan_files
    from simulator.scenario.nearest import nearest_name
    from simulator.scenario.text import clean_line

    known = [clean_line(file.stem) for file in plan_files(loaded.path)]
    near = did_you_mean(nearest_name(name, known))
    if near or not known:
        return near
    return say("cli_scenarios.plans", names=listed(known))


def _print(result: "Debrief", found: dict[str, Any]) -> None:
    from simulator.plain.lines import transcript_lines
    from simulator.render import debrief_words as words
    from simulator.render.transcript import transcript

    for line in transcript_lines(transcript(result)):
        print(*folded(line) or [""], sep="\n")
    print()
    print(words.headline(result.figures))
    print(words.noticing(result.figures))
    for sentence in words.not_counted(result.figures):
        print(sentence)
    for score in words.two_scores(result.figures):
        print(score.sentence)
    for moment in found["moments"]:
        print(f"  {say('cli_scenarios.moment', **moment)}")
    print(say("cli_scenarios.harms", number=found["harms"]))
