"""The panel in a debrief: how its members were spread at a moment, and why."""

from collections.abc import Iterator

from simulator.messages import say
from simulator.render.panel_words import (
    HEADS,
    concordance,
    decision_label,
    decisions_line,
    rating_name,
    spread_line,
)
from simulator.render.sections import Bullets, Paragraph, Part, Row, Table
from simulator.review.debrief import Debrief
from simulator.review.moments import MomentReview
from simulator.review.panel import PanelReview, Spread
from simulator.scenario.panel import PanelReason


def panel_parts(debrief: Debrief, moment: MomentReview) -> Iterator[Part]:
    """Yield the panel on one moment; nothing if there is no panel, or it did not mark it."""
    if debrief.panel is None or moment.id not in debrief.panel.moments:
        return
    review = debrief.panel.moments[moment.id]
    members = debrief.panel.members
    label = say("panel.in_debrief", count=members)
    yield Paragraph(decisions_line(review.decisions, members), label=label)
    heads = (say("panel.mark"), *map(rating_name, HEADS))
    yield Table(heads, tuple(map(_row, review.spreads)))
    reasons = tuple(_reasons(review))
    if reasons:
        yield Paragraph(say("panel.reasons"), "soft")
        yield Bullets(reasons)


def panel_basis(debrief: Debrief) -> Iterator[Paragraph]:
    """Yield what the panel is, for the end of a debrief."""
    if debrief.panel is None:
        return
    if debrief.panel.stale:
        yield Paragraph(say("panel.debrief_stale"))
        return
    source = concordance(debrief.catalogue)
    count, date = debrief.panel.members, debrief.panel.date
    yield Paragraph(say("panel.debrief_basis", count=count, date=date, source=source))
    yield Paragraph(say("panel.scale"), "soft")


def _row(spread: Spread) -> Row:
    name = _name(spread)
    cells = (name, *(str(spread.ratings.get(rating, 0)) for rating in HEADS))
    return Row(cells, say("panel.spread", name=name, spread=spread_line(spread.ratings)))


def _name(spread: Spread) -> str:
    if spread.role == "did":
        return say("panel.you_did")
    if spread.words is None:
        return say("panel.best_wait")
    return say("panel.best_quoted", words=spread.words)


def _reasons(review: PanelReview) -> Iterator[Paragraph]:
    for reason in review.reasons:
        yield _reason(reason, decision_label(reason.mark))
    for spread in review.spreads:
        about = say(f"panel.role_{spread.role}")
        for reason in spread.reasons:
            label = say("panel.reason_only", act=about)
            if reason.mark:
                label = say("panel.reason_act", act=about, mark=rating_name(reason.mark))
            yield _reason(reason, label)


def _reason(reason: PanelReason, label: str) -> Paragraph:
    return Paragraph(reason.text, label=label, voice="scenario")
