"""What an import of learners' files did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``problems`` has a line for each file or place in it that is refused."""

    learners: int = 0
    plays: int = 0
    withdrawn: int = 0
    problems: tuple[str, ...] = ()
