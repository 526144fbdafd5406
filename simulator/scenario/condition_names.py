"""The names that a condition may use, and the bits of ``judged`` behind the names of moments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.scenario.condition_evaluation import Judged
from simulator.scenario.nearest import Nearest, nearest_name


@dataclass(frozen=True, slots=True)
class Judgeable:
    """A moment as seen by conditions: its option ids in file order, and its bits in ``judged``.

    ``leave`` is true for a leave and false for a cue. ``first`` is the number of the moment's
    lowest bit: judged at all. The next bit is set if nobody acted, and one bit for each option
    follows.
    """

    first: int
    leave: bool
    options: Sequence[str]

    @property
    def judged(self) -> Judged:
        """The bit that is set once this moment has been judged."""
        return 1 << self.first

    @property
    def passed(self) -> Judged:
        """The bit that is set if nobody acted."""
        return 2 << self.first

    def taken(self, option: int) -> Judged:
        """Return the bit that is set if this option (from 0, in file order) was taken."""
        return 4 << self.first + option

    @property
    def any_taken(self) -> Judged:
        """The bits of all options; one of them is set if the leader acted."""
        return (1 << self.end) - self.taken(0)

    @property
    def end(self) -> int:
        """The number of the first bit of the next moment."""
        return self.first + 2 + len(self.options)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a condition may use.

    ``numbers`` and ``flags`` map a name to its index in ``values``. ``nearest`` finds the known
    name that is most similar to a mistyped one.
    """

    numbers: Mapping[str, int]
    flags: Mapping[str, int]
    moments: Mapping[str, Judgeable]
    nearest: Nearest = nearest_name

    def all_names(self) -> list[str]:
        """Return every name that is used without brackets, for suggestions."""
        return [*self.numbers, *self.flags, "true", "false"]
