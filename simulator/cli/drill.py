"""``balint-sim drill``: hard moments by themselves, those that are due or one that is named."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from simulator.cli.front_end import opens_plain, settings_of
from simulator.cli.list_ import known_id
from simulator.cli.opening import open_store
from simulator.cli.output import put_json
from simulator.cli.parser import CommandParser, add_plain, completed
from simulator.cli.streams import full_screen
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.practice.due_plan import Plan
    from simulator.store.play_store import PlayStore


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    situation = parser.add_argument(
        "situation", nargs="?", metavar="SITUATION", help=say("options.drill_situation")
    )
    completed(situation, "situations")
    parser.add_argument("--list", action="store_true", help=say("options.drill_list"))
    parser.add_argument("--json", action="store_true", help=say("options.drill_json"))
    add_plain(parser)


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Open the drills, or list what is due."""
    situation = _situation(workspace, args.situation) if args.situation else ""
    if args.list or args.json:
        with open_store(workspace, reading=True) as store:
            _list(workspace, store, situation, as_json=args.json)
        return 0
    plain = opens_plain(args.plain, settings_of(workspace))
    with open_store(workspace) as store:
        return _enter(workspace, store, situation, plain=plain)


def _situation(workspace: Workspace, said: str) -> str:
    """Return the id of the situation that was written; raise Refusal if there is none."""
    names = {id_: one.name for id_, one in workspace.catalogue.situations.items()}
    return known_id("situation", said, names)


def _enter(workspace: Workspace, store: "PlayStore", situation: str, *, plain: bool) -> int:
    if plain:
        from simulator.plain.room import drill as drill_plain

        return drill_plain(workspace, store, situation)
    from simulator.tui.start import drill as drill_on_screen

    with full_screen():
        return drill_on_screen(workspace, store, situation)


def _list(workspace: Workspace, store: "PlayStore", situation: str, *, as_json: bool) -> None:
    from simulator.library.find import library_cards
    from simulator.practice.due_plan import plan_of

    plan = plan_of(workspace, store, library_cards(workspace), store.plays())
    rows = [row for row in _rows(workspace, plan) if situation in ("", row["situation"])]
    if as_json:
        put_json(rows)
        return
    if not plan.due:
        print(say("drills.nothing_due" if plan.schedule.due else "drills.no_cards"))
    for row in rows:
        print(_sentence(row))


def _rows(workspace: Workspace, plan: "Plan") -> Iterator[dict[str, Any]]:
    """Yield each situation that is due, then those that are due later, as plain data.

    No row says in which scenario a drill will be.
    """
    names = {id_: one.name for id_, one in workspace.catalogue.situations.items()}
    today = [(due.situation, due.reason) for due in plan.due]
    due_later = sorted(plan.schedule.due.items(), key=lambda one: (one[1], one[0]))
    later = [(situation, "later") for situation, _ in due_later if situation not in dict(today)]
    for situation, reason in (*today, *later):
        due = plan.schedule.due.get(situation)
        last = plan.schedule.last(situation)
        yield {
            "situation": situation,
            "name": names.get(situation, situation),
            "state": reason,
            "due": due.isoformat() if due is not None else None,
            "reviews": len(plan.schedule.reviews.get(situation, ())),
            "last": last.at if last is not None else None,
            "rating": last.rating if last is not None else None,
        }


def _sentence(row: dict[str, Any]) -> str:
    from simulator.practice.clock import local_day

    day = local_day(row["due"]) if row["due"] else ""
    return say(f"drills.listed_{row['state']}", name=row["name"], day=day)
