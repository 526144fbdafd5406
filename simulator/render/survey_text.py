"""A library at a glance: as a page of plain text for a trainer, and as data for other programs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from simulator.analysis.coverage import Coverage, Covered, CoveredKind
from simulator.analysis.strategies import (
    ALWAYS_SPEAK,
    ALWAYS_WAIT,
    ENDS_ASKING,
    FIRST_SHOWN,
    LONGEST,
    MOST_HEDGED,
    MOST_SENTENCES,
    SHORTEST,
    always,
)
from simulator.analysis.survey import FLAG, Figures, Flag, Mean, Survey
from simulator.render import reads_text
from simulator.render.columns import Column, Row, columns, lines
from simulator.render.reads_text import NOTE
from simulator.render.sentences import number, percent
from simulator.scenario.text import clean_line

FLAGGED = "FLAG"
"""Marks a row in which a strategy gives the key away."""

NEVER = "NEVER"
"""Stands for 0 where something of the catalogue does not occur."""

LOOKS = (LONGEST, SHORTEST, FIRST_SHOWN, MOST_SENTENCES, ENDS_ASKING, MOST_HEDGED)
"""The strategies that go by the look of an option."""

FLAGS = (
    f"A strategy that earns more than {FLAG:g} points above chance gives the key away: learners could do well by it without "
    "listening to the group. Each is marked FLAG, here and in the tables."
)
NO_FLAGS = f"None: no strategy earns more than {FLAG:g} points above chance."
STRATEGIES = (
    "What leaders would earn who look at the options and never at the group, in percent of the best. They take the longest "
    "option on offer, the shortest, the one shown first, the one of the most sentences, one that ends with a question, or the "
    "one with the most hedging words (perhaps, might, a little); "
    "or always one kind, and wait where it is not on offer; or they always wait, or always speak. Each percent is the mean "
    "of the scenarios that a strategy fits, and stands beside the mean chance line of these."
)
SCENARIOS = (
    "The best is in credit, all else in percent of it. The chance line is what blind choice earns among all that is on offer, "
    "waiting included. Moments left alone are those in which a skilled leader keeps quiet."
)
BY_LOOK = "What leaders would earn who go by the look of the options, scenario by scenario."
BY_KIND = "The one kind that would earn most in each scenario, taken wherever it is on offer, for leaders who wait elsewhere."
READS = f"Words in a sentence, on average, and the reading age, of what is heard, of the options and of the reasons. {NOTE}"
RULES = "In how many moments each ground rule is at stake."
PHASES = "How many moments fall in each phase of a meeting."
SITUATIONS = "How many moments are about each situation that leaders find hard."
KINDS = "How many options are of each kind, and how many of them earn half a credit or more."
LEFT_OUT = "Not every play of these could be looked at, so no percent speaks of them."
NOTHING = "No scenario was analysed, so there are no percents to show."


def as_text(survey: Survey) -> str:
    """The survey as a page; no line is wider than 80 signs."""
    return "\n".join(_page(survey)) + "\n"


def _page(survey: Survey) -> Iterator[str]:
    yield from _opening(survey)
    if survey.scenarios:
        yield from _section("Flags", FLAGS)
        yield from _flags(survey.flags)
        yield from _percents(survey)
    else:
        yield from ("", *lines(NOTHING))
    yield from _coverage(survey.coverage)
    if survey.left_out:
        yield from _section("Left out", LEFT_OUT)
        for one in survey.left_out:
            yield from lines(f"{clean_line(one.scenario)}: {clean_line(one.reason)}", hang=4)


def _opening(survey: Survey) -> Iterator[str]:
    covered = survey.coverage
    title = f"The library: {counted(covered.scenarios, 'scenario')}, {counted(covered.moments, 'moment')}"
    yield from (title, "=" * len(title), "")
    told = f"Best left alone: {covered.leaves} of {counted(covered.moments, 'moment')} ({percent(covered.left_alone * 100)})."
    yield from lines(
        told if survey.chance is None else f"{told} Mean chance line: {survey.chance:.1f} percent."
    )


def _flags(flags: Iterable[Flag]) -> Iterator[str]:
    found = [line for flag in flags for line in lines(_told(flag), hang=len(FLAGGED) + 1)]
    yield from found or [NO_FLAGS]


def _told(flag: Flag) -> str:
    where = "the whole library" if flag.scenario is None else flag.scenario
    earned = (
        f"{flag.percent:.1f} percent, {flag.points:.1f} points above chance ({flag.chance:.1f})"
    )
    return f"{FLAGGED} {where}: '{flag.strategy}' earns {earned}."


def _percents(survey: Survey) -> Iterator[str]:
    """The four tables of percents."""
    yield from _section("Test-wise strategies", STRATEGIES)
    rows = [_mean(mean) for mean in survey.means]
    yield from _table("strategy", ("scenarios", "percent", "chance", "points above", ""), rows)
    yield from _section("Scenario by scenario", SCENARIOS)
    heads = ("moments", "left alone", "best credit", "chance", "always wait", "always speak", "")
    yield from _table("scenario", heads, [_head(figures) for figures in survey.scenarios])
    yield from _section("By the look of the options", BY_LOOK)
    yield from _table(
        "scenario", ("chance", *LOOKS, ""), [_looks(figures) for figures in survey.scenarios]
    )
    kinds = [kind.id for kind in survey.coverage.kinds]
    rows = [_best_kind(figures, kinds) for figures in survey.scenarios if _fitting(figures, kinds)]
    if rows:
        yield from _section("By one kind", BY_KIND)
        yield from _table("scenario", ("kind", "percent", "chance", "points above", ""), rows)
    yield from _section("How they read", READS)
    yield from _table(
        "scenario",
        ("heard", "age", "options", "age", "reasons", "age"),
        [_reads(one) for one in survey.scenarios],
    )


def _mean(mean: Mean) -> Row:
    cells = (
        str(mean.scenarios),
        _percent(mean.percent),
        _percent(mean.chance),
        _points(mean.points),
    )
    return Row((mean.strategy, *cells, FLAGGED if mean.points > FLAG else ""))


def _head(figures: Figures) -> Row:
    percents = (figures.chance, figures.always_wait, figures.always_speak)
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
    kind = max(_fitting(figures, kinds), key=lambda kind: figures.percents[always(kind)])
    strategy = always(kind)
    cells = (
        _percent(figures.percents[strategy]),
        _percent(figures.chance),
        _points(figures.points(strategy)),
    )
    return Row((figures.id, kind, *cells, _flagged(figures, (strategy,))))


def _reads(figures: Figures) -> Row:
    return Row(
        (
            figures.id,
            *(
                cell
                for _, read in reads_text.named(figures.reads)
                for cell in reads_text.figures(read)
            ),
        )
    )


def _fitting(figures: Figures, kinds: Iterable[str]) -> list[str]:
    """The kinds that some option of a scenario is of."""
    return [kind for kind in kinds if always(kind) in figures.percents]


def _flagged(figures: Figures, strategies: Iterable[str]) -> str:
    """The mark of a row that shows these strategies."""
    shown = (strategy for strategy in strategies if strategy in figures.percents)
    return FLAGGED if any(figures.points(strategy) > FLAG for strategy in shown) else ""


def _coverage(covered: Coverage) -> Iterator[str]:
    """The four tables of what is covered how often."""
    for title, sentence, name, entries in (
        ("Ground rules", RULES, "rule", covered.rules),
        ("Phases", PHASES, "phase", covered.phases),
        ("Situations", SITUATIONS, "situation", covered.situations),
    ):
        yield from _section(title, f"{sentence} {_missing([entry.moments for entry in entries])}")
        yield from _table(
            name, ("moments",), [Row((_called(entry), _often(entry.moments))) for entry in entries]
        )
    yield from _section(
        "Kinds of intervention", f"{KINDS} {_missing([kind.options for kind in covered.kinds])}"
    )
    rows = [Row((_called(kind), _often(kind.options), str(kind.earning))) for kind in covered.kinds]
    yield from _table("kind", ("options", "earning"), rows)


def _often(count: int) -> str:
    return str(count) if count else NEVER


def _missing(counts: Sequence[int]) -> str:
    """How many entries of one part of the catalogue do not occur."""
    return f"Missing: {counts.count(0)} of {len(counts)}." if 0 in counts else "None is missing."


def _called(entry: Covered | CoveredKind) -> str:
    """The name a trainer knows and the id an author writes, once where they are the same."""
    return entry.name if entry.name == entry.id else f"{entry.name} ({entry.id})"


def _section(title: str, sentence: str) -> Iterator[str]:
    yield from ("", title, "-" * len(title), *lines(sentence), "")


def _table(names: str, heads: Iterable[str], rows: Sequence[Row]) -> Iterator[str]:
    """A table; a column without a head holds the marks."""
    return columns(
        [
            Column(names, "<"),
            *(Column(head, "<" if head in ("kind", "") else ">") for head in heads),
        ],
        rows,
    )


def _percent(value: float | None) -> str:
    """A percent with one decimal, so that points can be told from it; a sign for a strategy that does not fit."""
    return "-" if value is None else f"{value:.1f}"


def _points(value: float) -> str:
    return f"{value:+.1f}"


def counted(count: int, thing: str) -> str:
    """A number of things in words: 1 moment, 2 moments."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def as_data(survey: Survey) -> dict[str, Any]:
    """The survey as plain data: percents are of the best, points are of percent, ``left_alone`` is a share from 0 to 1."""
    return {
        "chance": survey.chance,
        "scenarios": [_figures(figures) for figures in survey.scenarios],
        "left_out": [asdict(one) for one in survey.left_out],
        "strategies": [
            {**asdict(mean), "points": mean.points, "flag": mean.points > FLAG}
            for mean in survey.means
        ],
        "flags": [asdict(flag) for flag in survey.flags],
        "coverage": {**asdict(survey.coverage), "left_alone": survey.coverage.left_alone},
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        **{
            key: value for key, value in asdict(figures).items() if key not in ("percents", "reads")
        },
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
