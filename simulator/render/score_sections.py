"""The numbers of a debrief: the two scores and the percentage, and how they come about."""

from simulator.messages import say
from simulator.render import debrief_words as words
from simulator.render.numbers import number, whole
from simulator.render.reaction_section import estimate
from simulator.render.section_ids import COSTLIEST, FIGURES, SCORES
from simulator.render.sections import (
    Bullets,
    Chart,
    ChartPoint,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
)
from simulator.review.debrief import Debrief, Figures

MOST_COSTLY = 3
"""The number of moments that are listed under what cost most."""


def scores(debrief: Debrief) -> Section:
    """Return the two scores and the percentage, each beside its baseline."""
    figures = debrief.figures
    parts: list[Part] = [Paragraph(words.noticing(figures))]
    parts += [Paragraph(sentence) for sentence in words.not_counted(figures)]
    parts.append(_chart(figures))
    parts += estimate(debrief)
    return Section(SCORES, say("debrief.scores"), tuple(parts))


def _chart(figures: Figures) -> Chart:
    points, rows = [], []
    for score in (*words.two_scores(figures), words.whole_score(figures)):
        points.append(ChartPoint(score.name, score.percent, chance=score.baseline))
        cells = (score.name, whole(score.percent), whole(score.baseline))
        rows.append(Row(cells, score.sentence))
    heads = (say("debrief.score"), say("debrief.percent"), say("debrief.baseline"))
    return Chart("bars", say("debrief.scores_chart"), tuple(points), Table(heads, tuple(rows)))


def costliest(debrief: Debrief) -> Section:
    """Return the moments that cost most, each with the way to it."""
    items = []
    for moment in debrief.costliest[:MOST_COSTLY]:
        cost, name = number(moment.cost), moment.title or moment.id
        text = say("debrief.cost_in", cost=cost, situation=name)
        items.append(Paragraph(text, moment=moment.id))
    # Of another attempt, the two attempts are what is looked for.
    folded = debrief.compared is not None
    return Section(COSTLIEST, say("debrief.costliest"), (Bullets(tuple(items)),), folded=folded)


def figures(debrief: Debrief) -> Section:
    """Return how the numbers come about, and what other ways to lead would have earned."""
    parts: list[Part] = [
        Paragraph(words.played(debrief), "soft"),
        Paragraph(words.headline(debrief.figures)),
        Paragraph(words.policies(debrief.figures)),
        Paragraph(say("debrief.cost"), "soft"),
    ]
    statistics = words.statistics(debrief.figures)
    if statistics:
        parts.append(Paragraph(statistics))
    return Section(FIGURES, say("debrief.figures"), tuple(parts), folded=True)
