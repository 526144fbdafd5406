"""Find moments that mend another moment which a play may not have met before."""

from collections.abc import Iterator

from simulator.authoring.discovery import Discovery
from simulator.engine.cfg import ControlFlow
from simulator.scenario.model import below
from simulator.scenario.problem import problem


def mended_too_late(flow: ControlFlow) -> Iterator[Discovery]:
    """Yield a discovery for each moment that can be reached without meeting the one it mends.

    The control-flow graph decides it, as if every condition might hold or fail. So it is found even
    if the search for all plays was truncated.
    """
    program = flow.program
    for moment, at in zip(program.moments, program.meets, strict=True):
        if not moment.mends:
            continue
        mended = program.meets[program.places[moment.mends]]
        if flow.reachable(avoiding=mended)[at]:
            found = problem("M347", "mend_later", moment=moment.id, name=moment.mends)
            yield Discovery(found, below(moment.place, "mends"))
