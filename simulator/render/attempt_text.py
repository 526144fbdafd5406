"""What the list of moments says from which another attempt can start, for both front ends."""

from simulator.messages import say
from simulator.practice.branches import Behind
from simulator.render.numbers import number as cost_text


def moment_called(moment: Behind) -> str:
    """Return a moment's name with its cost, as far as it is known.

    A moment that is not to be named yet is called by the last line heard before it.
    """
    called = moment.name or moment.heard
    if moment.cost is None:
        return called
    return say("plays.with_cost", moment=called, cost=cost_text(moment.cost))
