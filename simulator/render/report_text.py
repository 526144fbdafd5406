"""Render the analysis of a scenario as a text page for its author, and as plain data."""

from collections.abc import Callable, Iterator, Mapping
from math import fsum
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from simulator.analysis.decisions import Decision, Leverage
from simulator.analysis.distribution import Spread
from simulator.analysis.explore import WAITED
from simulator.analysis.readability import Reads
from simulator.analysis.report import Range, Reached, Report
from simulator.analysis.survey import FLAG, points_above
from simulator.messages import say
from simulator.render import reads_text
from simulator.render.columns import Column, Row, columns, lines
from simulator.render.numbers import number
from simulator.render.survey_text import strategy_name
from simulator.render.widths import padded

FEWEST_MOMENTS = 4
"""With fewer moments, a habit can pay by luck."""

LONGEST_BAR = 40
"""The maximum length of a bar, in characters."""

CLASS = 5
"""The number of percentage points in one bar of the distribution."""

LEAST_SHOWN = 0.0005
"""A smaller share is printed as <0.1 percent."""


def page(report: Report, bars: str, habits: Mapping[str, float] = MappingProxyType({})) -> str:
    """Return the report as a page of text, with the three things first that an author looks for.

    ``bars`` has the two characters that a bar is drawn with: for a whole step and for half a step.
    ``habits`` are the percents of test-wise strategies, if they are known.
    """
    parts = [_title(report)]
    if report.leverage:
        parts.append(_opening(report, habits))
    parts += [_explored(report), _figures(report)]
    if report.spread is not None:
        parts.append(_spread(report.spread, bars))
    if report.leverage:
        parts.append(_leverage_table(report))
    parts += [_unreached(report), _reads(report.reads)]
    blocks = ["\n".join(part) + "\n" for part in parts]
    return "\n".join(blocks)


def _title(report: Report) -> Iterator[str]:
    yield say(f"report.title_{report.mode}", title=report.title, scenario=report.scenario)


def _opening(report: Report, habits: Mapping[str, float]) -> Iterator[str]:
    """Yield the best line, a habit that pays, and the moment on which most depends."""
    best = number(report.best.low)
    yield from lines(say("report.best_line", credit=best, acts=_line(report)))
    if report.chance is not None and habits:
        yield from lines(_habit(habits, report.chance.low, len(report.leverage)))
    yield from lines(_most_depends(report))


def _habit(habits: Mapping[str, float], chance: float, moments: int) -> str:
    """Return what there is to say about the habit that earns most."""
    name, percent = max(habits.items(), key=itemgetter(1))
    points = points_above(percent, chance)
    if points <= 0:
        return say("report.habits_lose", chance=chance)
    values = {"name": strategy_name(name), "percent": percent, "points": points}
    if points <= FLAG:
        return say("report.no_habit_pays", **values)
    pays = say("report.habit_pays", **values)
    if moments < FEWEST_MOMENTS:
        pays += f" {say('report.few_moments', count=moments)}"
    return pays


def _most_depends(report: Report) -> str:
    leverage = min(report.leverage, key=_dearest)
    moment, best = leverage.moment, leverage.best
    if leverage.lost is None:
        return say(
            "report.most_hangs_live", moment=moment, best=best, cost=f"{leverage.misjudged:.2f}"
        )
    return say("report.most_hangs", moment=moment, best=best, lost=f"{leverage.lost:.2f}")


def _explored(report: Report) -> Iterator[str]:
    yield from lines(
        say(
            "report.truncated" if report.truncated else "report.exhaustive",
            limit=report.truncated,
            states=report.states,
            plays=_large(report.paths),
            steps=_reached(report.steps),
            options=_reached(report.options),
        )
    )


def _reached(reached: Reached) -> str:
    if reached.seen == reached.total:
        return say("report.all_of", total=reached.total)
    return say("report.some_of", seen=reached.seen, total=reached.total)


def _large(count: int) -> str:
    """Return a number of plays in full, with its power of ten, or (very large) rounded down."""
    digits, power = f"{count:,}", len(str(count)) - 1
    # Up to here the digits can be taken in; above, the power of ten is added.
    if count < 10**12:
        return digits
    if count < 10**40:  # all digits still fit on a line
        return say("report.about", digits=digits, power=power)
    # From the digits, because such a number can be too large for a float.
    first, second = str(count)[0], str(count)[1:3]
    return say("report.about_alone", first=first, second=second, power=power)


def _figures(report: Report) -> Iterator[str]:
    best = say("report.best_credit", credit=_range(report.best, number))
    yield _figure(say("report.best"), best)
    explained = (
        (say("report.chance"), report.chance, say("report.chance_is")),
        (say("report.wait"), report.wait, ""),
        (say("report.speak"), report.speak, say("report.speak_is")),
        (say("report.timing"), report.timing, say("report.timing_is")),
        (say("report.worst"), report.worst, ""),
    )
    for name, figure, meaning in explained:
        if figure is not None:
            shown = padded(_range(figure, _tenth), 6, ">")
            percent = say("report.percent", figure=shown)
            yield _figure(name, f"{percent}   {meaning}".rstrip())


def _figure(name: str, shown: str) -> str:
    return f"  {padded(name, 14, '<')} {shown}"


def _tenth(value: float) -> str:
    return f"{value:.1f}"


def _range(figure: Range, shown: Callable[[float], str]) -> str:
    low, high = shown(figure.low), shown(figure.high)
    return low if figure.low == figure.high else say("report.range", low=low, high=high)


def _spread(spread: Spread, bars: str) -> Iterator[str]:
    yield say("report.spread")
    classes = spread.classes(CLASS)
    # The highest classes can be empty. One class always stays, for ``max``.
    while len(classes) > 1 and classes[-1][2] == 0:
        classes.pop()
    most = max(share for _, _, share in classes)
    for start, end, share in classes:
        percent = "<0.1" if 0 < share < LEAST_SHOWN else f"{share * 100:.1f}"
        yield f"  {start:>3}-{end:<3} {percent:>5}  {_bar(share / most, bars)}".rstrip()
    if spread.rounding:
        yield from lines(say("report.rounded", rounding=spread.rounding), indent=2)


def _bar(share: float, bars: str) -> str:
    # Half steps double the resolution of a bar that is only 40 characters long.
    halves = round(share * LONGEST_BAR * 2)
    return bars[0] * (halves // 2) + bars[1] * (halves % 2)


def _leverage_table(report: Report) -> Iterator[str]:
    yield say("report.stakes")
    heads = [
        Column(say("report.moment"), "<"),
        Column(say("report.best_act"), "<"),
        Column(say("report.second_best"), "<"),
        Column(say("report.costs")),
        Column(say("report.misjudged")),
    ]
    if report.mode == "guided":
        heads.append(Column(say("report.chance_loses")))
    yield from columns(heads, [_leverage(leverage) for leverage in report.leverage])
    sentences = [say(f"report.means_{report.mode}"), say("report.misjudged_is")]
    if report.mode == "guided":
        sentences.append(_all_lost(report))
    yield from lines(" ".join(sentences))


def _leverage(leverage: Leverage) -> Row:
    cells = [
        leverage.moment,
        leverage.best,
        leverage.second,
        f"{leverage.second_cost:.2f}",
        f"{leverage.misjudged:.2f}",
    ]
    if leverage.lost is not None:
        cells.append(f"{leverage.lost:.2f}")
    return Row(tuple(cells))


def _all_lost(report: Report) -> str:
    lost = fsum(leverage.lost or 0.0 for leverage in report.leverage)
    return say("report.all_lost", lost=lost, best=number(report.best.low))


def _line(report: Report) -> str:
    """Return the acts of the best line; in live play, with the turns after which they are done."""
    acts = []
    for moment, after, act in report.line:
        if report.mode == "live" and act != WAITED:
            acts.append(say("report.act_in_after", moment=moment, act=act, after=after))
        else:
            acts.append(say("report.act_in", moment=moment, act=act))
    return ", ".join(acts)


def _unreached(report: Report) -> Iterator[str]:
    things = ", ".join(report.unreached)
    if report.truncated:
        nothing = say("report.nothing_known")
        yield from lines(say("report.unreached_surely", things=things or nothing))
    else:
        yield from lines(say("report.unreached", things=things or say("report.nothing")))


def _reads(reads: Reads) -> Iterator[str]:
    yield say("report.reads")
    heads = [
        Column(say("report.text"), "<"),
        Column(say("report.words_a_sentence")),
        Column(say("report.reading_age")),
        Column(say("report.longest_sentence")),
    ]
    rows = []
    for name, read in reads_text.named(reads):
        cells = (say(f"report.reads_{name}"), *reads_text.figures(read), str(read.longest))
        rows.append(Row(cells))
    yield from columns(heads, rows)
    yield from lines(say("report.reading_age_is"))


def as_data(report: Report) -> dict[str, Any]:
    """Return the report under the JSON keys that other programs use.

    A figure that is not known for certain is null, with its bounds under ``bounds``.
    """
    known, figures = not report.truncated, _ranges(report)
    dearest = sorted(report.leverage, key=_dearest)
    return {
        "scenario": report.scenario,
        "mode": report.mode,
        "exhaustive": known,
        "limit": report.truncated or None,
        "states": report.states,
        "steps": {"reached": report.steps.seen, "all": report.steps.total},
        "options": {"reached": report.options.seen, "all": report.options.total},
        # A string, because other programs read numbers as floats, and this can have 100 digits.
        "paths": str(report.paths) if known else None,
        **_known(figures, known),
        "bounds": None if known else _bounds(report, figures),
        "distribution": _distribution(report.spread),
        "unreached": list(report.unreached),
        "decisions": [_decision(decision) for decision in report.decisions],
        "moments": [_moment(leverage) for leverage in report.leverage],
        "most_costly": [leverage.moment for leverage in dearest],
        "best_line": _plan(report) if known else None,
        "readability": reads_text.as_data(report.reads),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "moment": decision.moment,
        "after": decision.after,
        "act": decision.act,
        "least_value": float(decision.least_value),
        "most_value": float(decision.most_value),
        "least_cost": float(decision.least_cost),
        "most_cost": float(decision.most_cost),
        "mean_cost": decision.mean_cost,
    }


def _moment(leverage: Leverage) -> dict[str, Any]:
    return {
        "moment": leverage.moment,
        "best_act": leverage.best,
        "second_act": leverage.second or None,
        "second_cost": leverage.second_cost,
        "misjudged_cost": leverage.misjudged,
        "met": leverage.met,
        "lost_by_chance": leverage.lost,
    }


def _dearest(leverage: Leverage) -> float:
    # Live play has no chance line, so there the cost of getting speak or wait wrong decides.
    return -(leverage.misjudged if leverage.lost is None else leverage.lost)


def _ranges(report: Report) -> dict[str, Range | None]:
    return {
        "best": report.best,
        "worst": report.worst,
        "chance": report.chance,
        "always_wait": report.wait,
        "always_speak": report.speak,
        "timing_only": report.timing,
    }


def _known(figures: dict[str, Range | None], known: bool) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for name, figure in figures.items():
        # If the search was truncated, the lower bound must not pass for the figure.
        found[name] = figure.low if known and figure is not None else None
    return found


def _bounds(report: Report, figures: dict[str, Range | None]) -> dict[str, Any]:
    ranges = {}
    for name, figure in figures.items():
        if figure is not None:
            ranges[name] = [figure.low, figure.high]
    # How many plays the rest has is unknown, so their number has no upper bound.
    return {"paths": [str(report.paths), None], **ranges}


def _distribution(spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    return {"resolution": 1, "rounding": spread.rounding, "shares": list(spread.shares)}


def _plan(report: Report) -> Any:
    """Return the best line as the ``acts`` of a plan."""
    if report.mode == "guided":
        return {moment: act for moment, _, act in report.line}
    acts = []
    for moment, after, act in report.line:
        # In a live plan, the leader waits wherever no act is listed.
        if act != WAITED:
            acts.append({"moment": moment, "after": after, "act": act})
    return acts
