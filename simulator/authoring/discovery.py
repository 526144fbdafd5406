"""What playing a scenario shows: a problem, its place in the file, and a play that shows it."""

from dataclasses import dataclass

from simulator.scenario.model import Place
from simulator.scenario.problem import Problem


@dataclass(frozen=True, slots=True)
class Discovery:
    """One discovery: its problem, its place in the file, and a play.

    ``play`` is the shortest play that shows it, or empty if there is none.
    """

    problem: Problem
    place: Place
    play: tuple[tuple[str, str], ...] = ()
