"""What the leader can do: the acts of a play.

``LetGo`` is also the name of an event, and ``Begin`` that of an instruction.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wait:
    """Say nothing; the group continues. At a guided pause and in a live moment, this is judged."""


@dataclass(frozen=True, slots=True)
class Take:
    """Say the line of this option of the moment."""

    option: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Speak outside any moment (live play).

    ``wording`` counts from 0. It is the index of the line in the scenario's ``between``, which has
    this kind, or, if ``between`` is false, the index among the catalogue's wordings of the kind.
    ``said`` is empty, except in a saved play, which has the words that were said, because the
    scenario and the catalogue may have other ones by now.
    """

    kind: str
    wording: int = 0
    said: str = ""
    between: bool = False


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin to speak (live play): the lines are shown, and the group pauses."""


@dataclass(frozen=True, slots=True)
class LetGo:
    """Say nothing after all. In a moment, nothing more can be said in it."""


Act = Wait | Take | Remark | Begin | LetGo

WAIT, BEGIN, LET_GO = Wait(), Begin(), LetGo()


class NotOnOffer(ValueError):
    """The act is not available here; the state is unchanged."""
