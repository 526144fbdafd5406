"""The option ``--case`` of the commands that play: a case of the file instead of a drawn one."""

from typing import TYPE_CHECKING

from simulator.cli.arguments import case
from simulator.cli.parser import CommandParser
from simulator.cli.refusal import Refusal
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


def add_case(parser: CommandParser) -> None:
    """Add ``--case N``; ``None`` if it was not given."""
    parser.add_argument("--case", type=case, metavar="N", help=say("options.play_case"))


def seed_for(scenario: "Scenario", case: int | None, seed: int) -> int:
    """Return ``seed``, or the next one that draws the wanted case.

    Raise Refusal if the scenario has no such case.
    """
    from simulator.engine.cases import seed_of_case

    if case is None:
        return seed
    count = len(scenario.cases)
    if not count:
        raise Refusal(say("cli.no_cases", scenario=scenario.id))
    if case > count:
        raise Refusal(say("cli.too_few_cases", scenario=scenario.id, count=count, number=case))
    return seed_of_case(case - 1, count, seed)
