"""What a panel marked in the moments of a play, beside what the leader did there.

Only moments that the play has judged are asked for, so nothing of a panel is known before the act.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.review.moments import Alternative, MomentReview
from simulator.scenario.panel import Decision, Panel, PanelMoment, PanelReason, Rating

Role = Literal["did", "better"]
"""What the leader did, or an act that would have cost nothing."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How often an act got each mark, and the reasons that were given for its marks.

    ``words`` are those of the line; None if the act is to wait.
    """

    role: Role
    act: str
    words: str | None
    ratings: Mapping[Rating, int]
    reasons: tuple[PanelReason, ...]


@dataclass(frozen=True, slots=True)
class PanelReview:
    """The panel on one moment of a play.

    ``reasons`` are those for the decision to speak or to wait, ``spreads`` has what the leader did
    first.
    """

    decisions: Mapping[Decision, int]
    reasons: tuple[PanelReason, ...]
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class PanelThere:
    """The panel on a whole play: how many members it has, and its day.

    ``moments`` are the reviews by moment; a moment that nobody marked has none. ``stale`` is true
    if other lines were marked than those of the play: then nothing is shown.
    """

    members: int
    date: str
    moments: Mapping[str, PanelReview]
    stale: bool = False


STALE = PanelThere(0, "", {}, stale=True)
"""A panel that marked other lines than those of the play."""


def panel_there(panel: Panel, moments: tuple[MomentReview, ...]) -> PanelThere:
    """Return the panel on the moments that a play has judged."""
    found = {
        moment.id: review_panel(panel.moments[moment.id], moment)
        for moment in moments
        if moment.id in panel.moments
    }
    return PanelThere(panel.members, panel.date, found)


def review_panel(marked: PanelMoment, moment: MomentReview) -> PanelReview:
    """Return the panel on one moment."""
    reasons = tuple(reason for reason in marked.reasons if not reason.act)
    return PanelReview(marked.decisions, reasons, tuple(_spreads(marked, moment)))


def _spreads(marked: PanelMoment, moment: MomentReview) -> Iterator[Spread]:
    yield _spread(marked, moment.did, "did")
    for better in moment.better:
        # The same words at another time are better, but the panel marked them once.
        if better.act != moment.did.act:
            yield _spread(marked, better, "better")


def _spread(marked: PanelMoment, act: Alternative, role: Role) -> Spread:
    reasons = tuple(reason for reason in marked.reasons if reason.act == act.act)
    return Spread(role, act.act, act.words, marked.ratings.get(act.act, {}), reasons)
