"""``balint-sim analyse``: every play of a scenario at once."""

import argparse
from typing import TYPE_CHECKING, Any

from simulator.cli.opening import open_scenario

if TYPE_CHECKING:
    from simulator.analysis.values import Analysis

HELP = "Work out what all plays of a scenario can do: best, worst, chance, what is never reached, what choices cost."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("scenario", metavar="SCENARIO", help="an id from the library, or a path")
    parser.add_argument("--mode", choices=("guided", "live"), default="guided")
    parser.add_argument("--json", action="store_true", help="for other programs")


def run(args: argparse.Namespace) -> int:
    """Analyse and print."""
    from simulator.analysis.explore import explore
    from simulator.analysis.values import analyse
    from simulator.play.program import compile_scenario

    loaded = open_scenario(args.scenario)
    assert loaded.scenario is not None
    found = figures(analyse(explore(compile_scenario(loaded.scenario)), args.mode))
    if args.json:
        import json

        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _print(found)
    return 0


def figures(analysis: "Analysis") -> dict[str, Any]:
    """The figures of an analysis as plain data; where it was truncated, what would need the whole is null."""
    from simulator.analysis.values import decisions, unreached

    graph = analysis.graph
    known = analysis.exhaustive
    guided = known and analysis.mode == "guided"
    whole = analysis.whole if known else None
    return {
        "scenario": graph.program.scenario.id,
        "mode": analysis.mode,
        "exhaustive": known,
        "limit": graph.truncated or None,
        "states": len(graph.nodes),
        "paths": str(whole.paths) if whole else None,
        "best": float(analysis.best) if whole else None,
        "worst": analysis.percent(whole.worst) if whole else None,
        "chance": analysis.percent(whole.chance) if whole and guided else None,
        "always_wait": analysis.percent(whole.wait) if whole and guided else None,
        "always_speak": analysis.percent(whole.speak) if whole and guided else None,
        "unreached": list(unreached(graph)) if known else None,
        "decisions": [
            {
                "moment": decision.moment,
                "after": decision.after,
                "act": decision.act,
                "least_cost": float(decision.least_cost),
                "most_cost": float(decision.most_cost),
            }
            for decision in (decisions(analysis) if known else ())
        ],
    }


def _print(found: dict[str, Any]) -> None:
    print(f"{found['scenario']}, {found['mode']} play")
    if not found["exhaustive"]:
        print(f"  truncated by {found['limit']}: nothing below is known for all plays")
        return
    print(f"  exhaustive: {found['states']} states, {found['paths']} plays")
    print(f"  best credit {found['best']:g}; worst {found['worst']:.1f} percent of it")
    if found["chance"] is not None:
        print(f"  chance line {found['chance']:.1f} percent")
        print(f"  always wait {found['always_wait']:.1f}, always speak {found['always_speak']:.1f} percent")
    print(f"  never reached: {', '.join(found['unreached']) or 'nothing'}")
    print("  what each act gives away, in credit (least to most over all states):")
    moment = None
    for decision in found["decisions"]:
        if (decision["moment"], decision["after"]) != moment:
            moment = (decision["moment"], decision["after"])
            print(f"    {decision['moment']}, after turn {decision['after']}")
        least, most = decision["least_cost"], decision["most_cost"]
        spread = f"{least:g}" if least == most else f"{least:g} to {most:g}"
        print(f"      {decision['act']:<24} {spread}")
