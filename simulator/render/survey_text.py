"""Render the survey of a library as a plain-text page for a trainer, and as plain data."""

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
from simulator.render.numbers import number, whole
from simulator.render.reads_text import NOTE
from simulator.scenario.text import clean_line

FLAGGED = "FLAG"
"""Marks a row in which a strategy gives the key away."""

NEVER = "NEVER"
"""Printed instead of 0 if something in the catalogue does not occur."""

LOOKS = (LONGEST, SHORTEST, FIRST_SHOWN, MOST_SENTENCES, ENDS_ASKING, MOST_HEDGED)
"""The strategies that judge an option by its appearance."""

FLAGS = (
    f"A strategy that earns more than {FLAG:g} points above chance gives the key away: "
    "learners could do well by it without listening to the group. "
    "Each is marked FLAG, here and in the tables."
)
NO_FLAGS = f"None: no strategy earns more than {FLAG:g} points above chance."
STRATEGIES = (
    "The credit earned by leaders who look at the options and never at the group, "
    "in percent of the best. They take the longest "
    "available option, the shortest, the one shown first, the one of the most sentences, "
    "one that ends with a question, or the "
    "one with the most hedging words (perhaps, might, a little); "
    "or always one kind, and wait where it is not available; or they always wait, "
    "or always speak. Each percent is the mean "
    "of the scenarios that a strategy fits, and is shown beside the mean chance line of these."
)
SCENARIOS = (
    "The best is in credit, all else in percent of it. The chance line is what blind choice "
    "earns among all available acts, waiting included. "
    "Moments left alone are those in which a skilled leader keeps quiet."
)
BY_LOOK = "What going by the look of the options would earn, scenario by scenario."
BY_KIND = (
    "The one kind that would earn most in each scenario, taken wherever it is available, "
    "for leaders who wait elsewhere."
)
READS = (
    "Words in a sentence, on average, and the reading age, of what is heard, "
    f"of the options and of the reasons. {NOTE}"
)
RULES = "In how many moments each ground rule is at stake."
PHASES = "How many moments fall in each phase of a meeting."
SITUATIONS = "How many moments are about each situation that leaders find hard."
KINDS = "How many options are of each kind, and how many of them earn half a credit or more."
LEFT_OUT = "Not every play of these could be looked at, so no percent includes them."
NOTHING = "No scenario was analysed, so there are no percents to show."


def as_text(survey: Survey) -> str:
    """Return the survey as a page; no line is wider than 80 characters."""
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
    scenarios = counted(covered.scenarios, "scenario")
    moments = counted(covered.moments, "moment")
    title = f"The library: {scenarios}, {moments}"
    yield from (title, "=" * len(title), "")
    share = f"{whole(covered.left_alone * 100)} percent"
    summary = f"Best left alone: {covered.leaves} of {moments} ({share})."
    if survey.chance is not None:
        summary += f" Mean chance line: {survey.chance:.1f} percent."
    yield from lines(summary)


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
    """Yield the tables of percentages."""
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
    cells = [figures.id]
    for _, read in reads_text.named(figures.reads):
        cells.extend(reads_text.figures(read))
    return Row(tuple(cells))


def _fitting(figures: Figures, kinds: Iterable[str]) -> list[str]:
    """Return the kinds that at least one option of a scenario has."""
    return [kind for kind in kinds if always(kind) in figures.percents]


def _flagged(figures: Figures, strategies: Iterable[str]) -> str:
    """Return the mark of a row that shows these strategies."""
    shown = (strategy for strategy in strategies if strategy in figures.percents)
    return FLAGGED if any(figures.points(strategy) > FLAG for strategy in shown) else ""


def _coverage(covered: Coverage) -> Iterator[str]:
    """Yield the four tables of what the library covers, and how often."""
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
    """Say how many entries of one part of the catalogue do not occur."""
    return f"Missing: {counts.count(0)} of {len(counts)}." if 0 in counts else "None is missing."


def _called(entry: Covered | CoveredKind) -> str:
    """Return the name a trainer knows and the id an author writes, once if they are the same."""
    return entry.name if entry.name == entry.id else f"{entry.name} ({entry.id})"


def _section(title: str, sentence: str) -> Iterator[str]:
    yield from ("", title, "-" * len(title), *lines(sentence), "")


def _table(names: str, heads: Iterable[str], rows: Sequence[Row]) -> Iterator[str]:
    """Return the lines of a table; a column without a head holds the marks."""
    return columns(
        [
            Column(names, "<"),
            *(Column(head, "<" if head in ("kind", "") else ">") for head in heads),
        ],
        rows,
    )


def _percent(value: float | None) -> str:
    """Return a percentage with one decimal, to distinguish it from points.

    Return a dash for a strategy that does not fit the scenario.
    """
    return "-" if value is None else f"{value:.1f}"


def _points(value: float) -> str:
    return f"{value:+.1f}"


def counted(count: int, thing: str) -> str:
    """Return a number of things in words: 1 moment, 2 moments."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


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
            {**asdict(mean), "points": mean.points, "flag": mean.points > FLAG}
            for mean in survey.means
        ],
        "flags": [asdict(flag) for flag in survey.flags],
        "coverage": {**asdict(survey.coverage), "left_alone": survey.coverage.left_alone},
    }


def _figures(figures: Figures) -> dict[str, Any]:
    # These two are replaced below by ``strategies`` and ``readability``.
    plain = {
        key: value for key, value in asdict(figures).items() if key not in ("percents", "reads")
    }
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
