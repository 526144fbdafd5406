"""What to practise next: the same skill on another case."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class NextStep:
    """A drill or a scenario in which a hard moment comes again.

    ``situation`` is the id of the hard moment in the catalogue. ``scenario`` is the id of the
    scenario that holds it, and ``title`` its title; it is another one than the one just played.
    """

    situation: str
    kind: Literal["drill", "scenario"]
    scenario: str
    title: str
