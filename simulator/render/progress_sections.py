"""The parts of progress, in their order, for every format and front end.

Every chart has its table, and every row of a table a sentence.
"""

from collections.abc import Iterator, Sequence

from simulator.messages import current_language, say
from simulator.practice.clock import local_day
from simulator.render.numbers import number, whole
from simulator.render.sections import (
    Chart,
    ChartPoint,
    Page,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
)
from simulator.review.progress import (
    FEWEST,
    InScenario,
    Month,
    Noticed,
    Progress,
    Topic,
    Trend,
)
from simulator.review.shares import Share
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.text import clean_line

SUMMARY, SKILLS, TIME, MONTHS, RULES, SITUATIONS, SCENARIOS, BASIS = (
    "summary", "skills", "time", "months", "rules", "situations", "scenarios", "basis",
)  # fmt: skip

MOST_SESSIONS = 30
"""The number of sessions in the chart of the sessions: the latest ones."""

MOST_MONTHS = 24
"""The number of months in their table: the latest ones."""

EVEN = 0.1
"""A criterion c up to this far from 0 is called neither a tendency to speak nor to hold back."""


def progress_page(progress: Progress, catalogue: Catalogue) -> Page:
    """Return progress as a page, in the language of the messages."""
    title = say("progress.title")
    return Page(title, title, current_language(), tuple(_sections(progress, catalogue)))


def _sections(progress: Progress, catalogue: Catalogue) -> Iterator[Section]:
    yield Section(SUMMARY, "", tuple(_summary(progress)))
    if not progress.plays:
        return
    yield Section(SKILLS, say("progress.skills"), tuple(_skills(progress)))
    yield Section(TIME, say("progress.time"), tuple(_over_time(progress)))
    if len(progress.months) > 1:
        yield Section(MONTHS, say("progress.months"), tuple(_months(progress.months)))
    names = {id_: rule.name for id_, rule in catalogue.rules.items()}
    if progress.rules:
        # A play may be from a catalogue that had other rules; then the id is shown.
        topics = [(names.get(topic.id, topic.id), topic) for topic in progress.rules]
        yield _by_topic(RULES, say("progress.rule"), topics)
    names = {id_: situation.name for id_, situation in catalogue.situations.items()}
    if progress.situations:
        topics = [(names.get(topic.id, topic.id), topic) for topic in progress.situations]
        yield _by_topic(SITUATIONS, say("progress.situation"), topics)
    yield Section(SCENARIOS, say("progress.scenarios"), (_by_scenario(progress.scenarios),))
    yield Section(BASIS, say("progress.basis"), tuple(_basis()))


def _summary(progress: Progress) -> Iterator[Part]:
    if progress.plays:
        judged = say(
            "progress.judged",
            count=len(progress.plays),
            moments=progress.moments,
            new=progress.new_moments,
        )
        yield Paragraph(judged, "lead")
    else:
        yield Paragraph(say("progress.nothing"), "lead")
    if progress.drills:
        yield Paragraph(say("progress.drills", count=progress.drills))
    if progress.attempts:
        yield Paragraph(say("progress.attempts", count=progress.attempts))
    if progress.awaited:
        yield Paragraph(say("progress.awaited", count=progress.awaited))
    if progress.unjudged:
        yield Paragraph(say("progress.unjudged", count=progress.unjudged))
    yield Paragraph(say("progress.honest"), "soft")


def _skills(progress: Progress) -> Iterator[Part]:
    noticed, worded = progress.noticed, progress.worded
    shares = [
        (say("progress.spoke"), noticed.spoke),
        (say("progress.quiet"), noticed.quiet),
        (say("progress.best_line"), worded.best),
    ]
    rows = []
    for name, share in shares:
        line = say("progress.skill_line", name=name, share=share_in_words(share))
        rows.append(Row((name, _of(share), interval(share)), line))
    heads = (say("progress.skill"), say("progress.moments"), say("progress.share_head"))
    points = tuple(_point(name, share) for name, share in shares)
    yield Chart("bars", say("progress.skills_chart"), points, Table(heads, tuple(rows)))
    if noticed.score is not None:
        yield Paragraph(say("progress.noticing", score=whole(noticed.score)))
    if worded.score is not None and worded.chance is not None:
        score, chance = whole(worded.score), whole(worded.chance)
        yield Paragraph(say("progress.words", score=score, chance=chance))
    if noticed.left_to_others:
        yield Paragraph(say("progress.left_to_others", count=noticed.left_to_others))
    if noticed.spoke_between:
        yield Paragraph(say("progress.spoke_between", count=noticed.spoke_between))
    yield Paragraph(_tendency(noticed))


def _tendency(noticed: Noticed) -> str:
    bias, sensitivity = noticed.bias, noticed.sensitivity
    if bias is None or sensitivity is None:
        cues, leaves = noticed.spoke.total, noticed.quiet.total
        return say("progress.no_tendency", fewest=FEWEST, cues=cues, leaves=leaves)
    if abs(bias) <= EVEN:
        return say("progress.tendency_even", bias=bias, sensitivity=sensitivity)
    kind = "speak" if bias < 0 else "hold"
    return say(f"progress.tendency_{kind}", bias=bias, sensitivity=sensitivity)


def _over_time(progress: Progress) -> Iterator[Part]:
    if not progress.trends:
        yield Paragraph(say("progress.no_trend", fewest=FEWEST))
    for trend in progress.trends:
        yield Paragraph(_trend(trend), label=say(f"progress.halves_{trend.skill}"))
    latest = progress.plays[-MOST_SESSIONS:]
    points, rows = [], []
    for play in latest:
        day, title = local_day(play.at), clean_line(play.title)
        percent, chance = whole(play.percent), whole(play.chance)
        line = say("progress.session_line", day=day, title=title, percent=percent, chance=chance)
        points.append(ChartPoint(day, play.percent, chance=play.chance))
        rows.append(Row((day, title, percent, chance), line))
    if len(latest) < len(progress.plays):
        label = say("progress.latest_chart", count=len(latest))
    else:
        label = say("progress.sessions_chart")
    heads = (
        say("progress.day"),
        say("progress.scenario"),
        say("progress.percent"),
        say("progress.chance"),
    )
    yield Chart("line", label, tuple(points), Table(heads, tuple(rows)))


def _trend(trend: Trend) -> str:
    earlier, later = _of(trend.earlier), _of(trend.later)
    if trend.direction == "unclear":
        return say("progress.trend_unclear", earlier=earlier, later=later)
    # The sentence says up or down, so it has amounts without a sign, the smaller first.
    ends = sorted((abs(trend.low), abs(trend.high)))
    low, high = map(whole, ends)
    return say(
        f"progress.trend_{trend.direction}", earlier=earlier, later=later, low=low, high=high
    )


def _months(months: Sequence[Month]) -> Iterator[Part]:
    heads = (
        say("progress.month"),
        say("progress.sessions"),
        say("progress.spoke"),
        say("progress.quiet"),
        say("progress.best_line"),
    )
    rows = []
    for month in months[-MOST_MONTHS:]:
        spoke, quiet = _of(month.noticed.spoke), _of(month.noticed.quiet)
        best = _of(month.worded.best)
        line = say(
            "progress.month_line",
            month=month.name,
            count=month.plays,
            spoke=spoke,
            quiet=quiet,
            best=best,
        )
        rows.append(Row((month.name, str(month.plays), spoke, quiet, best), line))
    yield Table(heads, tuple(rows))
    if len(months) > MOST_MONTHS:
        yield Paragraph(say("progress.earlier_months", count=len(months) - MOST_MONTHS), "soft")


def _by_topic(id_: str, head: str, topics: Sequence[tuple[str, Topic]]) -> Section:
    about = Paragraph(say(f"progress.about_{id_}"), "soft")
    heads = (
        head,
        say("progress.best_act"),
        say("progress.share_head"),
        say("progress.credit"),
        say("progress.broken"),
    )
    rows, points = [], []
    for name, topic in topics:
        cells = (name, _of(topic.best), interval(topic.best), number(topic.credit))
        rows.append(Row((*cells, str(topic.broken)), _topic_line(name, topic)))
        points.append(_point(name, topic.best))
    table = Table(heads, tuple(rows))
    chart = Chart("bars", say(f"progress.chart_{id_}"), tuple(points), table)
    return Section(id_, say(f"progress.by_{id_}"), (about, chart))


def _topic_line(name: str, topic: Topic) -> str:
    share, credit = share_in_words(topic.best), number(topic.credit)
    if topic.broken:
        return say(
            "progress.topic_line_broken",
            name=name,
            share=share,
            credit=credit,
            count=topic.broken,
        )
    return say("progress.topic_line", name=name, share=share, credit=credit)


def _by_scenario(scenarios: Sequence[InScenario]) -> Chart:
    rows, points = [], []
    for scenario in scenarios:
        title = clean_line(scenario.title)
        first, best = whole(scenario.first), whole(scenario.best)
        chance = whole(scenario.chance)
        line = say(
            "progress.scenario_line",
            title=title,
            first=first,
            best=best,
            chance=chance,
            count=scenario.plays,
        )
        rows.append(Row((title, str(scenario.plays), first, best, chance), line))
        points.append(ChartPoint(title, scenario.best, chance=scenario.chance))
    heads = (
        say("progress.scenario"),
        say("progress.sessions"),
        say("progress.first"),
        say("progress.best"),
        say("progress.chance"),
    )
    label = say("progress.scenarios_chart")
    return Chart("bars", label, tuple(points), Table(heads, tuple(rows)))


def _basis() -> Iterator[Part]:
    for key in ("intervals", "trend", "tendency", "key"):
        yield Paragraph(say(f"progress.basis_{key}"), "soft")


def _point(name: str, share: Share) -> ChartPoint:
    low, high = share.interval or (None, None)
    return ChartPoint(name, share.percent, low, high)


def _of(share: Share) -> str:
    return say("progress.of", count=share.count, total=share.total)


def interval(share: Share) -> str:
    """Return the interval of a share in words; empty if the share is of nothing."""
    if share.interval is None:
        return ""
    low, high = map(whole, share.interval)
    return say("progress.interval", low=low, high=high)


def share_in_words(share: Share) -> str:
    """Return a share with its interval: ``9 of 12 (47 to 91 percent)``."""
    if share.interval is None:
        return say("progress.share_of_nothing")
    low, high = map(whole, share.interval)
    return say("progress.share", count=share.count, total=share.total, low=low, high=high)
