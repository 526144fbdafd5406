"""The report on a panel as a page: spreads, agreement, and where it differs from the key."""

from collections.abc import Iterator, Sequence

from simulator.authoring.agreement import Agreement
from simulator.authoring.mark_sheet import WAIT
from simulator.authoring.panel import Judged, JudgedAct, JudgedMoment
from simulator.messages import say
from simulator.messages.lists import listed
from simulator.render.numbers import number
from simulator.render.panel_words import (
    HEADS,
    concordance,
    decision_label,
    decisions_line,
    rating_name,
    spread_line,
)
from simulator.render.sections import Bullets, Page, Paragraph, Part, Row, Section, Table
from simulator.scenario.panel import FEWEST_MEMBERS, RATINGS, PanelReason

SUMMARY, AGREEMENT, MOMENTS, MOMENT, CHANGES, BASIS = (
    "summary", "agreement", "moments", "moment", "changes", "basis",
)  # fmt: skip


def panel_page(judged: Judged) -> Page:
    """Return the report, in the language of the messages."""
    scenario = judged.scenario
    title = say("panel.title", title=scenario.title, version=scenario.version)
    sections = tuple(_sections(judged))
    return Page(scenario.title, title, scenario.language, sections, judged.panel.date)


def _sections(judged: Judged) -> Iterator[Section]:
    yield Section(SUMMARY, "", tuple(_summary(judged)))
    if judged.enough:
        yield Section(AGREEMENT, say("panel.agreement"), tuple(_agreement(judged)))
    yield Section(MOMENTS, say("panel.moments"), ())
    for moment in judged.moments:
        aside = say("panel.differs") if judged.enough and moment.differs else ""
        heading = say("panel.moment", number=moment.number, title=moment.title or moment.id)
        parts = tuple(_moment(judged, moment))
        yield Section(MOMENT, heading, parts, 3, aside, moment=moment.id)
    if judged.enough:
        yield Section(CHANGES, say("panel.changes"), tuple(_changes(judged)))
        basis = (
            Paragraph(say("panel.basis_alpha"), "soft"),
            Paragraph(
                say("panel.basis_concordance", source=concordance(judged.scenario.catalogue)),
                "soft",
            ),
        )
        yield Section(BASIS, say("panel.basis"), basis)


def _summary(judged: Judged) -> Iterator[Paragraph]:
    members, scenario = judged.panel.members, judged.scenario
    names = {"id": scenario.id, "version": scenario.version}
    yield Paragraph(say("panel.members", count=members, **names), "lead")
    if not judged.enough:
        yield Paragraph(say("panel.too_few", count=members, fewest=FEWEST_MEMBERS))
    yield Paragraph(say("panel.honest"))
    yield Paragraph(say("panel.scale"), "soft")
    if judged.empty:
        yield Paragraph(say("panel.empty", count=judged.empty))
    if judged.boxes:
        yield Paragraph(say("panel.boxes", count=judged.boxes))
    if judged.renamed:
        yield Paragraph(say("panel.renamed", count=judged.renamed))


def _agreement(judged: Judged) -> Iterator[Part]:
    heads = ("question", "alpha", "interval", "units")
    rows = (_agreed("deciding", judged.deciding), _agreed("rating", judged.rating))
    yield Table(tuple(say(f"panel.head_{head}") for head in heads), rows)
    yield Paragraph(say("panel.about_alpha"), "soft")


def _agreed(name: str, found: Agreement) -> Row:
    question = say(f"panel.asked_{name}")
    alpha = say("panel.no_alpha") if found.alpha is None else number(found.alpha)
    interval = say("panel.no_interval")
    if found.low is not None and found.high is not None:
        interval = say("panel.interval", low=number(found.low), high=number(found.high))
    units = say(f"panel.units_{name}", count=found.units)
    line = say("panel.agreed", question=question, alpha=alpha, interval=interval, units=units)
    return Row((question, alpha, interval, units), line)


def _moment(judged: Judged, moment: JudgedMoment) -> Iterator[Part]:
    decisions = decisions_line(moment.decisions, judged.panel.members)
    yield Paragraph(decisions, label=say("panel.panel"))
    best = say("panel.key_best", acts=_acts(moment.key_best))
    yield Paragraph(best, label=say("panel.key"))
    heads = [say("panel.line"), say("panel.credit"), *map(rating_name, HEADS)]
    if judged.enough:
        heads.append(say("panel.median"))
    rows = tuple(_row(act, median=judged.enough) for act in moment.acts)
    yield Table(tuple(heads), rows)
    differences = tuple(map(Paragraph, _differences(moment))) if judged.enough else ()
    if differences:
        yield Bullets(differences)
    if moment.reasons:
        yield Paragraph(say("panel.reasons"), "soft")
        order = ["", *(act.act for act in moment.acts)]
        # Stable: those of one line stay in the order that was drawn.
        shown = sorted(moment.reasons, key=lambda reason: _place(order, reason.act))
        yield Bullets(tuple(map(_reason, shown)))


def _place(order: Sequence[str], act: str) -> int:
    # A line that guided play does not offer is not among the acts, and comes last.
    return order.index(act) if act in order else len(order)


def _row(act: JudgedAct, *, median: bool) -> Row:
    line = say("panel.act", act=act.act, words=act.words) if act.words else _name(act.act)
    credit, spread = number(float(act.credit)), spread_line(act.ratings)
    names = {"act": _name(act.act), "words": act.words}
    cells = [line, credit, *(str(act.ratings.get(rating, 0)) for rating in HEADS)]
    if not median:
        text = say("panel.act_line_few", credit=credit, spread=spread, **names)
        return Row(tuple(cells), text.rstrip())
    middle = "-" if act.median is None else number(float(act.median))
    cells.append(middle)
    text = say("panel.act_line", credit=credit, median=middle, spread=spread, **names)
    return Row(tuple(cells), text.rstrip())


def _differences(moment: JudgedMoment) -> Iterator[str]:
    if moment.other_decision and moment.majority is not None:
        yield say(f"panel.other_decision_{moment.majority}")
    if moment.other_best:
        yield say("panel.other_best", acts=_acts(moment.panel_best))
    for act in moment.never_best:
        yield say("panel.never_best", act=_name(act))


def _reason(reason: PanelReason) -> Paragraph:
    return Paragraph(reason.text, label=_about(reason), voice="scenario")


def _about(reason: PanelReason) -> str:
    """Return what a reason is about: a decision, or a line with its mark."""
    if not reason.act:
        return decision_label(reason.mark)
    if reason.mark in RATINGS:
        mark = rating_name(reason.mark)
        return say("panel.reason_act", act=_name(reason.act), mark=mark)
    return say("panel.reason_only", act=_name(reason.act))


def _changes(judged: Judged) -> Iterator[Part]:
    yield Paragraph(say("panel.changes_about", fewest=FEWEST_MEMBERS), "soft")
    changes = tuple(
        Paragraph(
            say(
                "panel.change",
                moment=say("panel.moment", number=moment.number, title=moment.title or moment.id),
                act=_name(change.act),
                median=number(float(change.median)),
                credit=number(float(change.credit)),
            )
        )
        for moment in judged.moments
        for change in moment.changes()
    )
    yield Bullets(changes) if changes else Paragraph(say("panel.changes_none"))


def _acts(acts: Sequence[str]) -> str:
    return listed([_name(act) for act in acts])


def _name(act: str) -> str:
    return say("panel.decision_wait") if act == WAIT else act
