"""The figures of a course as a page: for the trainer's browser, as a report, and as text."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from simulator.course.cohort_figures import (
    LEAST_STEP,
    Cohort,
    Compared,
    GroupFigures,
    Mean,
    MomentFigures,
)
from simulator.messages import current_language, say
from simulator.render.numbers import whole
from simulator.render.sections import (
    Bullets,
    Chart,
    ChartPoint,
    Page,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
)
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.model import Scenario, names_in_case
from simulator.scenario.moment_names import moment_title
from simulator.scoring.scorecard import Noticing

FIGURES = ("hits", "misses", "false_alarms", "correct_rejections", "left_to_others")

Known = Mapping[str, Scenario]
"""The scenarios that are in the library as they were played, by their digests."""


def cohort_page(cohort: Cohort, name: str, known: Known, catalogue: Catalogue) -> Page:
    """Return the figures of the course with this name."""
    title = say("cohort.title", course=name)
    return Page(name, title, current_language(), tuple(_sections(cohort, known, catalogue)))


def _sections(cohort: Cohort, known: Known, catalogue: Catalogue) -> Iterator[Section]:
    yield Section("summary", "", tuple(_summary(cohort)))
    if cohort.learners is None:
        return
    if cohort.groups:
        yield Section("noticing", say("cohort.noticing"), tuple(_noticing(cohort)))
    for number, group in enumerate(cohort.groups, 1):
        mode = say(f"cohort.mode_{group.key.mode}")
        heading = say("cohort.group", title=group.title, version=group.version, mode=mode)
        aside = say("cohort.group_learners", count=group.learners)
        parts = tuple(_group(group, known.get(group.key.digest), catalogue))
        yield Section(f"group-{number}", heading, parts, aside=aside)
        lines = tuple(_lines(group, known.get(group.key.digest), catalogue))
        yield Section(f"lines-{number}", say("cohort.lines"), lines, 3, folded=True)
    yield Section("twins", say("cohort.twins"), tuple(_twins(cohort, known, catalogue)))
    yield Section("drills", say("cohort.drills"), tuple(_drills(cohort, catalogue)))
    if cohort.words:
        words = tuple(_own_words(cohort, known, catalogue))
        yield Section("own-words", say("cohort.own_words"), words)
    how = (
        say("cohort.how_mean"),
        say("cohort.how_items"),
        say("cohort.how_d"),
        say("cohort.how_hidden"),
    )
    yield Section("how", say("cohort.how"), tuple(Paragraph(text, "soft") for text in how))


def _summary(cohort: Cohort) -> Iterator[Part]:
    if cohort.learners is None:
        yield Paragraph(say("cohort.none"), "lead")
        return
    yield Paragraph(say("cohort.learners", count=cohort.learners), "lead")
    yield Paragraph(say("cohort.first"))
    yield Paragraph(say("cohort.groups"))
    yield Paragraph(say("cohort.key"))
    if cohort.hidden_groups:
        yield Paragraph(say("cohort.hidden_groups", count=cohort.hidden_groups), "soft")


def _noticing(cohort: Cohort) -> Iterator[Part]:
    yield Paragraph(say("cohort.noticing_about"), "soft")
    rows = tuple(_counted(name, cohort.noticing) for name in FIGURES)
    yield Table((say("cohort.figure"), say("cohort.count")), rows)
    sensitivity, bias = cohort.sensitivity, cohort.bias
    if sensitivity is None or bias is None:
        yield Paragraph(say("cohort.few_moments"), "soft")
    else:
        values = {"value": _two_digits(sensitivity), "bias": _two_digits(bias)}
        yield Paragraph(say("cohort.sensitivity", **values))


def _counted(name: str, noticing: Noticing) -> Row:
    what, count = say(f"cohort.figure_{name}"), str(getattr(noticing, name))
    return Row((what, count), say("cohort.counted_line", what=what, count=count))


def _group(group: GroupFigures, scenario: Scenario | None, catalogue: Catalogue) -> Iterator[Part]:
    names = _namer(scenario, catalogue)
    heads = ("moment", "met", "spoke", "waited", "mean", "interval", "item_rest")
    rows = tuple(_row(moment, names(moment.id)) for moment in group.moments)
    points = tuple(_point(moment, names(moment.id)) for moment in group.moments)
    table = _table(heads, rows)
    yield Chart("bars", say("cohort.chart"), points, table)
    yield Paragraph(say("cohort.too_few_items"), "soft")


def _point(moment: MomentFigures, name: str) -> ChartPoint:
    if moment.mean is None:
        return ChartPoint(name, None)
    low, high = moment.mean.low, moment.mean.high
    if low is None or high is None:
        return ChartPoint(name, 100 * moment.mean.value)
    return ChartPoint(name, 100 * moment.mean.value, 100 * low, 100 * high)


def _row(moment: MomentFigures, name: str) -> Row:
    kind = say(f"cohort.kind_{moment.kind}")
    counts = (_count(moment.met), _count(moment.spoke), _count(moment.waited))
    correlation = _two_digits(moment.item_rest) if moment.item_rest is not None else ""
    line = say(
        "cohort.moment_line",
        moment=name,
        kind=kind,
        met=_said(counts[0]),
        spoke=_said(counts[1]),
        waited=_said(counts[2]),
        mean=_said(_mean(moment.mean)),
        interval=_interval(moment.mean) or say("cohort.no_value"),
        item_rest=correlation or say("cohort.no_value"),
    )
    named = say("cohort.named", moment=name, kind=kind)
    return Row((named, *counts, _mean(moment.mean), _interval(moment.mean), correlation), line)


def _lines(group: GroupFigures, scenario: Scenario | None, catalogue: Catalogue) -> Iterator[Part]:
    names = _namer(scenario, catalogue)
    rows = []
    for moment in group.moments:
        counts = {line.option: line.count for line in moment.lines}
        words = _words(scenario, moment.id)
        # Lines that nobody said are known from the library only.
        for option in dict.fromkeys([*words, *counts]):
            said = _count(counts.get(option, 0))
            name, line = names(moment.id), words.get(option, option)
            sentence = say("cohort.line_line", moment=name, line=line, count=_said(said))
            rows.append(Row((name, line, said), sentence))
    heads = (say("cohort.head_moment"), say("cohort.line"), say("cohort.line_count"))
    yield Table(heads, tuple(rows))


def _words(scenario: Scenario | None, moment: str) -> dict[str, str]:
    """Return the lines of a moment by id; none if the scenario is not known."""
    if scenario is None or moment not in {one.id for one in scenario.moments()}:
        return {}
    # Its first case stands for all.
    names = names_in_case(scenario, 0)
    return {option.id: option.say.fill(names) for option in scenario.moment(moment).options}


def _twins(cohort: Cohort, known: Known, catalogue: Catalogue) -> Iterator[Part]:
    yield Paragraph(say("cohort.twins_about"), "soft")
    if not cohort.twins:
        yield Paragraph(say("cohort.no_twins"))
        return
    named = _named_by_scenario(cohort, known, catalogue)
    heads = ("pair", "learners", "first_mean", "second_mean", "difference")
    rows = []
    for twins in cohort.twins:
        pair = f"{named(twins.name)} / {named(twins.other)} ({say(f'cohort.mode_{twins.mode}')})"
        learners, first, second, difference = _compared(twins)
        values = {"learners": learners, "first": first, "second": second}
        sentence = say("cohort.twin_line", pair=pair, difference=difference, **values)
        rows.append(Row((pair, learners, first, second, difference), sentence))
    yield _table(heads, rows)


def _drills(cohort: Cohort, catalogue: Catalogue) -> Iterator[Part]:
    yield Paragraph(say("cohort.drills_about"), "soft")
    if not cohort.drills:
        yield Paragraph(say("cohort.no_drills"))
        return
    heads = ("situation", "learners", "before", "after", "difference")
    rows = []
    for drill in cohort.drills:
        found = catalogue.situations.get(drill.name)
        situation = found.name if found is not None else drill.name
        learners, before, after, difference = _compared(drill)
        values = {"learners": learners, "before": before, "after": after}
        sentence = say("cohort.drill_line", situation=situation, difference=difference, **values)
        rows.append(Row((situation, learners, before, after, difference), sentence))
    yield _table(heads, rows)


def _table(heads: Sequence[str], rows: Sequence[Row]) -> Table:
    return Table(tuple(say(f"cohort.head_{head}") for head in heads), tuple(rows))


def _own_words(cohort: Cohort, known: Known, catalogue: Catalogue) -> Iterator[Part]:
    yield Paragraph(say("cohort.own_words_about"), "soft")
    named = _named_by_scenario(cohort, known, catalogue)
    for said in cohort.words:
        yield Paragraph(named(f"{said.scenario}.{said.moment}"), "about")
        yield Bullets(tuple(Paragraph(text, "own", voice="scenario") for text in said.texts))


def _compared(found: Compared) -> tuple[str, str, str, str]:
    difference = _percent(found.difference.value)
    if found.difference.low is not None and found.difference.high is not None:
        low, high = _percent(found.difference.low), _percent(found.difference.high)
        difference = f"{difference} ({say('cohort.between', low=low, high=high)})"
    learners = say("cohort.at_least", count=found.learners)
    return learners, _percent(found.mean), _percent(found.other_mean), difference


def _namer(scenario: Scenario | None, catalogue: Catalogue) -> Callable[[str], str]:
    """Return a function that names a moment: by its title, if its scenario is in the library."""
    if scenario is None:
        return lambda moment: moment
    titles = {one.id: _title(one.id, scenario, catalogue) for one in scenario.moments()}
    return lambda moment: titles.get(moment, moment)


def _title(moment: str, scenario: Scenario, catalogue: Catalogue) -> str:
    title = moment_title(scenario.moment(moment), catalogue)
    return title.fill(names_in_case(scenario, 0)) or moment


def _named_by_scenario(cohort: Cohort, known: Known, catalogue: Catalogue) -> Callable[[str], str]:
    names: dict[str, str] = {}
    for group in cohort.groups:
        of_group = _namer(known.get(group.key.digest), catalogue)
        for moment in group.moments:
            names[f"{group.key.scenario}.{moment.id}"] = of_group(moment.id)
    return lambda name: names.get(name, name)


def _count(count: int | None) -> str:
    return say("cohort.hidden_cell") if count is None else str(count)


def _said(cell: str) -> str:
    """Return a cell of a table as it is in a sentence."""
    return say("cohort.hidden") if cell == say("cohort.hidden_cell") else cell


def _mean(mean: Mean | None) -> str:
    if mean is None:
        return say("cohort.hidden_cell")
    if mean.step <= LEAST_STEP:
        return _percent(mean.value)
    # A coarser step protects hidden counts, so the range is shown and not its middle.
    low, high = mean.value - mean.step / 2, mean.value + mean.step / 2
    return say("cohort.between", low=_percent(low), high=_percent(high))


def _interval(mean: Mean | None) -> str:
    if mean is None or mean.low is None or mean.high is None:
        return ""
    return say("cohort.between", low=_percent(mean.low), high=_percent(mean.high))


def _percent(value: float) -> str:
    # The sum makes 0.0 of -0.0, as below.
    return whole(round(100 * value) + 0.0)


def _two_digits(value: float) -> str:
    # The sum makes 0.0 of -0.0, which would be printed with its sign.
    return f"{round(value, 2) + 0.0:.2f}"
