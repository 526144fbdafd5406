"""What a learner may see of a decision: plain data for every front end, also for a browser.

It holds nothing of the author's key: no credit, no reason, no broken ground rule, no consequence.
Only scoring, analysis and review see the ``Option`` behind an offer.
"""

from dataclasses import dataclass
from typing import Literal

from simulator.engine.acts import Act, NotOnOffer, Remark, Take
from simulator.engine.pause import remark_words
from simulator.engine.setup import Setup
from simulator.engine.state import Pause

PromptKind = Literal["decision", "turn", "live", "speaking", "over"]
"""What the leader can do.

- ``decision``: guided play has paused and asks: speak or wait?
- ``turn``: guided play continues with the group's next turn.
- ``live``: live play, where the leader can begin to speak or let the group continue. The kind is
  the same inside and outside moments, because noticing a moment is the leader's task, and there are
  no offers, because they would help with it.
- ``speaking``: live play, where the leader has begun to speak, and says a line or lets it go. The
  group pauses.
- ``over``: the meeting is over.
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that the leader can say now.

    ``id`` names it in the answer to this prompt. It is the number of the line, from 1: the id of an
    option, or the kind of a remark, would reveal the intervention. If it is a ``gesture``, nothing
    is said, and ``words`` are a stage direction.
    """

    id: str
    words: str
    gesture: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked of the leader, and the lines that can be said now, in the order of the screen.

    Waiting is always possible, except while speaking and when the meeting is over.
    """

    kind: PromptKind
    offers: tuple[Offer, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether play has paused until the leader decides."""
        return self.kind == "decision"


def prompt(setup: Setup, now: Pause) -> Prompt:
    """Return what a learner may see of a pause."""
    offers = []
    for number, act in enumerate(_lines(setup, now), 1):
        offers.append(_offer(setup, now, str(number), act))
    return Prompt(_kind(setup, now), tuple(offers))


def act_for(setup: Setup, now: Pause, offer: str) -> Act:
    """Return the act that says the line of an offer; raise NotOnOffer if there is no such offer."""
    for number, act in enumerate(_lines(setup, now), 1):
        if offer == str(number):
            return act
    raise NotOnOffer(f"There is no line '{offer}' here.")


def _kind(setup: Setup, now: Pause) -> PromptKind:
    if now.ended:
        return "over"
    if setup.mode == "live":
        return "speaking" if now.speaking else "live"
    return "decision" if now.asks else "turn"


def _lines(setup: Setup, now: Pause) -> tuple[Take | Remark, ...]:
    if setup.mode == "live" and not now.speaking:
        return ()
    if now.remarks:  # outside moments; a pause never has both
        return now.remarks
    return tuple(Take(option.id) for option in now.options)


def _offer(setup: Setup, now: Pause, number: str, act: Take | Remark) -> Offer:
    if isinstance(act, Remark):
        return Offer(number, remark_words(setup, act))
    assert now.moment is not None
    option = now.moment.option(act.option)
    return Offer(number, setup.fill(option.say), option.gesture)
