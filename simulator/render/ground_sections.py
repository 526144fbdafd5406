"""The ground of a debrief: harms, the ground rules as counts, and the climate over time."""

from collections.abc import Iterator

from simulator.messages import say
from simulator.messages.climate import QUALITIES, looks
from simulator.render import debrief_words as words
from simulator.render.names import rule_names
from simulator.render.numbers import number
from simulator.render.section_ids import CLIMATE, HARMS, RULES
from simulator.render.sections import (
    Bullets,
    Chart,
    ChartPoint,
    Paragraph,
    Row,
    Section,
    Table,
)
from simulator.review.debrief import Debrief, HarmReview
from simulator.scenario.catalogue import Catalogue

_FULL = 10  # the highest value of a quality of the climate


def harms(debrief: Debrief) -> Section:
    """Return the words that broke ground rules, each quoted once."""
    heading = say("debrief.harms")
    found = tuple(_harm(harm, debrief.catalogue) for harm in debrief.harms)
    if not found:
        return Section(HARMS, heading, (Bullets((Paragraph(words.no_harm(debrief)),)),))
    aside = say("debrief.harms_count", count=len(found))
    return Section(HARMS, heading, (Bullets(found),), aside=aside, folded=True)


def _harm(harm: HarmReview, catalogue: Catalogue) -> Paragraph:
    rules = ", ".join(rule_names(catalogue, harm.rules))
    broken = say("debrief.broken_rules", rules=rules)
    return Paragraph(harm.words, label=say("debrief.you_said"), aside=broken, voice="scenario")


def rules(debrief: Debrief) -> Section:
    """Return the ground rules as counts: the credit earned, and the moments."""
    heads = (say("debrief.rule"), say("debrief.rule_credit"), say("debrief.rule_moments"))
    rows, points = [], []
    for rule in debrief.rules:
        name, credit = debrief.catalogue.rules[rule.id].name, number(rule.credit)
        line = say("debrief.rule_line", rule=name, credit=credit, moments=rule.moments)
        rows.append(Row((name, credit, str(rule.moments)), line))
        points.append(ChartPoint(name, 100 * rule.credit / rule.moments))
    about = Paragraph(say("debrief.rules_about"), "soft")
    table = Table(heads, tuple(rows))
    chart = Chart("bars", say("debrief.rules_chart"), tuple(points), table)
    return Section(RULES, say("debrief.rules"), (about, chart), folded=True)


def climate(debrief: Debrief) -> Section:
    """Return the climate over time, a chart for each of its three qualities."""
    charts = tuple(_quality(debrief, index) for index in range(len(QUALITIES)))
    return Section(CLIMATE, say("debrief.climate"), charts, folded=True)


def _quality(debrief: Debrief, index: int) -> Chart:
    points = []
    for count, then in enumerate(debrief.climates):
        value = dict(then.climate)[QUALITIES[index]]
        points.append(ChartPoint(_when(debrief, count), value * 100 / _FULL))
    heads = (say("debrief.climate_when"), say("debrief.climate_then"))
    table = Table(heads, tuple(_changes(debrief, index)))
    label = say(f"climate.{QUALITIES[index]}")
    return Chart("line", label, tuple(points), table)


def _changes(debrief: Debrief, index: int) -> Iterator[Row]:
    """Yield the beginning, and each moment after which the quality is described otherwise."""
    before = ""
    for count, then in enumerate(debrief.climates):
        described = looks(then.climate)[index].words
        if described != before:
            when = _when(debrief, count)
            line = say("debrief.climate_line", when=when, then=described)
            yield Row((when, described), line)
        before = described


def _when(debrief: Debrief, count: int) -> str:
    """Return the beginning (0), or the moment with this number."""
    if count == 0:
        return say("debrief.climate_start")
    named = {moment.id: moment.title or moment.id for moment in debrief.moments}
    situation = named[debrief.climates[count].moment]
    return say("debrief.climate_after", number=count, situation=situation)
