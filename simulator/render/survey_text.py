"""Render the survey of a library as a plain-text page for a trainer, and as plain data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from simulator.analysis.coverage import Coverage, Covered, CoveredKind
from simulator.analysis.strategies import (
    ALWAYS_SPEAK,
    ALWAYS_WAIT,
    CHANCE,
    ENDS_ASKING,
    FIRST_SHOWN,
    LONGEST,
    MOST_HEDGED,
    MOST_SENTENCES,
    SHORTEST,
    always,
)
from simulator.analysis.survey import FLAG, Figures, Flag, Mean, Survey
from simulator.messages import say
from simulator.render import reads_text
from simulator.render.columns import Column, Row, columns, lines
from simulator.render.numbers import number, whole
from simulator.render.widths import width
from simulator.scenario.text import clean_line

LOOKS = (LONGEST, SHORTEST, FIRST_SHOWN, MOST_SENTENCES, ENDS_ASKING, MOST_HEDGED)
"""The strategies that judge an option by its appearance."""

_NAMED = (CHANCE, ALWAYS_WAIT, ALWAYS_SPEAK, *LOOKS)
"""The strategies that have a name of their own; the others always take one kind."""

_MARKS = Column("", "<")
"""The column without a head, for the marks."""


def as_text(survey: Survey) -> str:
    """Return the survey as a page; no line is wider than ``widths.WIDTH``."""
    return "\n".join(_page(survey)) + "\n"


def _page(survey: Survey) -> Iterator[str]:
    yield from _opening(survey)
    if survey.scenarios:
        yield from _section(say("survey.flags"), say("survey.flags_about", points=FLAG))
        yield from _flags(survey.flags)
        yield from _percents(survey)
    else:
        yield from ("", *lines(say("survey.nothing")))
    yield from _coverage(survey.coverage)
    if survey.left_out:
        yield from _section(say("survey.left_out"), say("survey.left_out_about"))
        for one in survey.left_out:
            yield from lines(f"{clean_line(one.scenario)}: {clean_line(one.reason)}", hang=4)


def _opening(survey: Survey) -> Iterator[str]:
    covered = survey.coverage
    scenarios = say("survey.scenarios", count=covered.scenarios)
    moments = say("survey.moments", count=covered.moments)
    title = say("survey.title", scenarios=scenarios, moments=moments)
    yield from (title, "=" * width(title), "")
    share = whole(covered.left_alone * 100)
    summary = say("survey.left_alone", leaves=covered.leaves, moments=moments, share=share)
    if survey.chance is not None:
        summary += f" {say('survey.mean_chance', chance=survey.chance)}"
    if survey.timing_only is not None:
        summary += f" {say('survey.mean_timing', percent=survey.timing_only)}"
    yield from lines(summary)


def _flags(flags: Sequence[Flag]) -> Iterator[str]:
    for flag in flags:
        # The mark begins the sentence; its further lines are aligned behind the mark.
        yield from lines(_flag(flag), hang=width(say("survey.flagged")) + 1)
    if not flags:
        yield say("survey.no_flags", points=FLAG)


def _flag(flag: Flag) -> str:
    return say(
        "survey.flag_library" if flag.scenario is None else "survey.flag",
        scenario=flag.scenario,
        strategy=strategy_name(flag.strategy),
        percent=flag.percent,
        points=flag.points,
        chance=flag.chance,
    )


def strategy_name(strategy: str) -> str:
    """Return the name of a strategy."""
    if strategy in _NAMED:
        # Names of strategies are JSON values with spaces; ids of messages have none.
        return say(f"survey.strategy_{strategy.replace(' ', '_')}")
    # ``always`` of no kind is the part that all these names begin with.
    return say("survey.always_one_kind", kind=strategy.removeprefix(always("")))


def _percents(survey: Survey) -> Iterator[str]:
    """Yield the tables of percentages."""
    yield from _section(say("survey.strategies"), say("survey.strategies_about"))
    strategy = Column(say("survey.head_strategy"), "<")
    heads = [strategy, Column(say("survey.head_scenarios")), *_earned(), _MARKS]
    yield from columns(heads, [_mean(mean) for mean in survey.means])
    yield from _by_scenario(survey)
    yield from _by_look(survey)
    yield from _by_kind(survey)
    yield from _by_reading(survey)


def _by_scenario(survey: Survey) -> Iterator[str]:
    yield from _section(say("survey.by_scenario"), say("survey.by_scenario_about"))
    heads = [
        _scenario(),
        Column(say("survey.head_moments")),
        Column(say("survey.head_left_alone")),
        Column(say("survey.head_best")),
        Column(say("survey.head_chance")),
        Column(strategy_name(ALWAYS_WAIT)),
        Column(strategy_name(ALWAYS_SPEAK)),
        Column(say("survey.head_timing")),
        _MARKS,
    ]
    yield from columns(heads, [_head(figures) for figures in survey.scenarios])


def _by_look(survey: Survey) -> Iterator[str]:
    yield from _section(say("survey.by_look"), say("survey.by_look_about"))
    chance = Column(say("survey.head_chance"))
    heads = [_scenario(), chance, *(Column(strategy_name(look)) for look in LOOKS), _MARKS]
    yield from columns(heads, [_looks(figures) for figures in survey.scenarios])


def _by_kind(survey: Survey) -> Iterator[str]:
    kinds = [kind.id for kind in survey.coverage.kinds]
    rows = []
    for figures in survey.scenarios:
        fitting = _fitting(figures, kinds)
        # A scenario without options has no best kind.
        if fitting:
            rows.append(_best_kind(figures, fitting))
    if rows:
        yield from _section(say("survey.by_kind"), say("survey.by_kind_about"))
        kind = Column(say("survey.head_kind"), "<")
        yield from columns([_scenario(), kind, *_earned(), _MARKS], rows)


def _by_reading(survey: Survey) -> Iterator[str]:
    reads = f"{say('survey.reads_about')} {say('report.reading_age_is')}"
    yield from _section(say("survey.reads"), reads)
    age = Column(say("survey.head_age"))
    texts = (say("report.reads_heard"), say("report.reads_options"), say("report.reads_reasons"))
    heads = [_scenario()]
    for text in texts:
        heads += [Column(text), age]
    yield from columns(heads, [_reads(one) for one in survey.scenarios])


def _scenario() -> Column:
    return Column(say("survey.head_scenario"), "<")


def _earned() -> tuple[Column, Column, Column]:
    percent, chance = Column(say("survey.head_percent")), Column(say("survey.head_chance"))
    return percent, chance, Column(say("survey.head_points"))


def _mean(mean: Mean) -> Row:
    cells = (
        str(mean.scenarios),
        _percent(mean.percent),
        _percent(mean.chance),
        _points(mean.points),
    )
    mark = say("survey.flagged") if mean.points > FLAG else ""
    return Row((strategy_name(mean.strategy), *cells, mark))


def _head(figures: Figures) -> Row:
    percents = (
        figures.chance,
        figures.always_wait,
        figures.always_speak,
        figures.timing_only,
    )
    cells = (
        str(figures.moments),
        str(figures.leaves),
        number(float(figures.best)),
        *map(_percent, percents),
    )
    below = f"{clean_line(figures.title)}; {figures.level}, {figures.style}, {figures.format}"
    return Row((figures.id, *cells, _flagged(figures, (ALWAYS_WAIT, ALWAYS_SPEAK))), below)


def _looks(figures: Figures) -> Row:
    cells = (_percent(figures.percents.get(strategy)) for strategy in LOOKS)
    return Row((figures.id, _percent(figures.chance), *cells, _flagged(figures, LOOKS)))


def _best_kind(figures: Figures, kinds: Iterable[str]) -> Row:
    # Of equal ones ``max`` takes the first, which is the first in the catalogue.
    kind = max(kinds, key=lambda kind: figures.percents[always(kind)])
    strategy = always(kind)
    cells = (
        _percent(figures.percents[strategy]),
        _percent(figures.chance),
        _points(figures.points(strategy)),
    )
    return Row((figures.id, kind, *cells, _flagged(figures, (strategy,))))


def _reads(figures: Figures) -> Row:
    cells = [figures.id]
    for _, read in reads_text.named(figures.reads):
        cells.extend(reads_text.figures(read))
    return Row(tuple(cells))


def _fitting(figures: Figures, kinds: Iterable[str]) -> list[str]:
    """Return those of ``kinds`` that at least one option of a scenario has."""
    return [kind for kind in kinds if always(kind) in figures.percents]


def _flagged(figures: Figures, strategies: Iterable[str]) -> str:
    """Return a mark if one of these strategies beats chance by too much; empty otherwise."""
    shown = (strategy for strategy in strategies if strategy in figures.percents)
    gives_away = any(figures.points(strategy) > FLAG for strategy in shown)
    return say("survey.flagged") if gives_away else ""


def _coverage(covered: Coverage) -> Iterator[str]:
    """Yield the four tables of what the library covers, and how often."""
    rules = (say("survey.rules"), say("survey.rules_about"), say("survey.head_rule"))
    phases = (say("survey.phases"), say("survey.phases_about"), say("survey.head_phase"))
    situations = (
        say("survey.situations"),
        say("survey.situations_about"),
        say("survey.head_situation"),
    )
    yield from _covered(*rules, covered.rules)
    yield from _covered(*phases, covered.phases)
    yield from _covered(*situations, covered.situations)
    missing = _missing([kind.options for kind in covered.kinds])
    yield from _section(say("survey.kinds"), f"{say('survey.kinds_about')} {missing}")
    heads = [
        Column(say("survey.head_kind"), "<"),
        Column(say("survey.head_options")),
        Column(say("survey.head_earning")),
    ]
    rows = [Row((_called(kind), _often(kind.options), str(kind.earning))) for kind in covered.kinds]
    yield from columns(heads, rows)


def _covered(title: str, about: str, head: str, entries: Sequence[Covered]) -> Iterator[str]:
    """Yield the table of one part of the catalogue: in how many moments each entry occurs."""
    yield from _section(title, f"{about} {_missing([entry.moments for entry in entries])}")
    rows = [Row((_called(entry), _often(entry.moments))) for entry in entries]
    yield from columns([Column(head, "<"), Column(say("survey.head_moments"))], rows)


def _often(count: int) -> str:
    return str(count) if count else say("survey.never")


def _missing(counts: Sequence[int]) -> str:
    """Return a sentence on how many entries of one part of the catalogue do not occur."""
    if 0 not in counts:
        return say("survey.none_missing")
    return say("survey.missing", missing=counts.count(0), count=len(counts))


def _called(entry: Covered | CoveredKind) -> str:
    """Return an entry's name, for trainers, with its id, for authors, unless both are the same."""
    return entry.name if entry.name == entry.id else f"{entry.name} ({entry.id})"


def _section(title: str, sentence: str) -> Iterator[str]:
    yield from ("", title, "-" * width(title), *lines(sentence), "")


def _percent(value: float | None) -> str:
    """Return a percentage with one decimal, to distinguish it from points.

    Return a dash for a strategy that does not fit the scenario.
    """
    return "-" if value is None else f"{value:.1f}"


def _points(value: float) -> str:
    return f"{value:+.1f}"


def as_data(survey: Survey) -> dict[str, Any]:
    """Return the survey as plain data.

    Percents are percentages of the best, points are percentage points, ``left_alone`` is a share
    from 0 to 1.
    """
    return {
        "chance": survey.chance,
        "scenarios": [_figures(figures) for figures in survey.scenarios],
        "left_out": [asdict(one) for one in survey.left_out],
        "strategies": [
            # ``asdict`` leaves properties out.
            {**asdict(mean), "points": mean.points, "flag": mean.points > FLAG}
            for mean in survey.means
        ],
        "flags": [asdict(flag) for flag in survey.flags],
        "coverage": {**asdict(survey.coverage), "left_alone": survey.coverage.left_alone},
    }


def _figures(figures: Figures) -> dict[str, Any]:
    plain = asdict(figures)
    # These two are replaced below by ``strategies`` and ``readability``.
    del plain["percents"], plain["reads"]
    return {
        **plain,
        "best": float(figures.best),
        "chance": figures.chance,
        "always_wait": figures.always_wait,
        "always_speak": figures.always_speak,
        "readability": reads_text.as_data(figures.reads),
        "strategies": [_strategy(figures, strategy) for strategy in figures.percents],
    }


def _strategy(figures: Figures, strategy: str) -> dict[str, Any]:
    points = figures.points(strategy)
    return {
        "strategy": strategy,
        "percent": figures.percents[strategy],
        "points": points,
        "flag": points > FLAG,
    }
