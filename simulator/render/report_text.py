"""Render the analysis of a scenario as a text page for its author, and as plain data."""

from collections.abc import Iterator
from math import fsum
from typing import Any

from simulator.analysis.decisions import Decision, Stake
from simulator.analysis.distribution import Spread
from simulator.analysis.explore import WAITED
from simulator.analysis.readability import Reads
from simulator.analysis.report import Range, Reached, Report
from simulator.render import reads_text
from simulator.render.columns import Column, Row, columns, lines
from simulator.render.numbers import number
from simulator.render.reads_text import NOTE

LONGEST_BAR = 40
"""The maximum length of a bar, in characters."""

CLASS = 5
"""The number of percentage points in one bar of the distribution."""

LEAST_SHOWN = 0.0005
"""A smaller share is printed as <0.1 percent."""


def page(report: Report, bars: str) -> str:
    """Return the page; ``bars`` are the characters for a whole and a half step of a bar."""
    parts = [_head(report), _figures(report)]
    if report.spread is not None:
        parts.append(_spread(report.spread, bars))
    if report.stakes:
        parts += [_stakes(report), _line(report)]
    parts += [_unreached(report), _reads(report.reads)]
    return "\n".join("".join(f"{row}\n" for row in part) for part in parts)


def _head(report: Report) -> Iterator[str]:
    yield f"{report.title} ({report.scenario}), {report.mode} play"
    steps, options = _reached(report.steps), _reached(report.options)
    if report.truncated:
        summary = (
            f"Truncated by {report.truncated}: {report.states:,} states found, "
            f"at least {_large(report.paths)} plays. "
            "The figures below are bounds that are certainly true; "
            f"{steps} steps and {options} options were reached so far."
        )
    else:
        summary = (
            f"Exhaustive: every play was looked at. {_large(report.paths)} plays in "
            f"{report.states:,} states; they reach {steps} steps and {options} options."
        )
    yield from lines(summary)


def _reached(reached: Reached) -> str:
    if reached.seen == reached.total:
        return f"all {reached.total}"
    return f"{reached.seen} of {reached.total}"


def _large(count: int) -> str:
    """Return a number of plays: in full if readable, then with its magnitude, then that alone."""
    digits = f"{count:,}"
    if count < 10**12:
        return digits
    if count < 10**40:
        return f"{digits} (about 10^{len(str(count)) - 1})"
    return _power(count)


def _power(count: int) -> str:
    return f"about {str(count)[0]}.{str(count)[1:3]} x 10^{len(str(count)) - 1}"


def _figures(report: Report) -> Iterator[str]:
    yield f"  {'best':<14} {_range(report.best, number)} credit"
    explained = (
        ("chance line", report.chance, "choosing evenly among the options and waiting"),
        ("always wait", report.wait, ""),
        ("always speak", report.speak, "any available option, drawn evenly"),
        ("worst", report.worst, ""),
    )
    for name, figure, meaning in explained:
        if figure is not None:
            yield f"  {name:<14} {_range(figure, _tenth):>6} percent   {meaning}".rstrip()


def _tenth(value: float) -> str:
    return f"{value:.1f}"


def _range(figure: Range, shown: Any) -> str:
    low, high = shown(figure.low), shown(figure.high)
    return low if figure.low == figure.high else f"{low} to {high}"


def _spread(spread: Spread, bars: str) -> Iterator[str]:
    yield "Plays by chance, by percent of the best"
    classes = spread.classes(CLASS)
    while len(classes) > 1 and classes[-1][2] == 0:
        classes.pop()
    most = max(share for _, _, share in classes)
    for start, end, share in classes:
        percent = "<0.1" if 0 < share < LEAST_SHOWN else f"{share * 100:.1f}"
        yield f"  {start:>3}-{end:<3} {percent:>5}  {_bar(share / most, bars)}".rstrip()
    if spread.rounding:
        yield (
            "  (amounts are rounded: a play may be shown "
            f"up to {spread.rounding:.2g} percent from its place)"
        )


def _bar(share: float, bars: str) -> str:
    halves = round(share * LONGEST_BAR * 2)
    return bars[0] * (halves // 2) + bars[1] * (halves % 2)


def _stakes(report: Report) -> Iterator[str]:
    guided = report.mode == "guided"
    yield "What hangs on each moment, in credit"
    heads = [
        Column("moment", "<"),
        Column("best act", "<"),
        Column("second best", "<"),
        Column("costs"),
        Column("misjudged"),
    ]
    if guided:
        heads.append(Column("chance loses"))
    yield from columns(heads, [_stake(stake) for stake in report.stakes])
    weighed = (
        "Costs are means over plays by chance" if guided else "Costs are means over all states"
    )
    yield from lines(
        f"{weighed}, with the best play afterwards. Misjudged: what waiting costs "
        "where the leader should speak, and speaking where the leader should not."
        + (_all_lost(report) if guided else "")
    )


def _stake(stake: Stake) -> Row:
    lost = () if stake.lost is None else (f"{stake.lost:.2f}",)
    return Row(
        (
            stake.moment,
            stake.best,
            stake.second,
            f"{stake.second_cost:.2f}",
            f"{stake.misjudged:.2f}",
            *lost,
        )
    )


def _all_lost(report: Report) -> str:
    lost = fsum(stake.lost or 0.0 for stake in report.stakes)
    between = "the difference between the chance line and the best"
    return f" What chance loses adds up to {lost:.2f} of {number(report.best.low)}: {between}."


def _line(report: Report) -> Iterator[str]:
    yield "The best line"
    live = report.mode == "live"
    acts = [
        f"{moment}: {act}" + (f" after turn {after}" if live and act != WAITED else "")
        for moment, after, act in report.line
    ]
    yield from lines(", ".join(acts) or "No moment is met.", indent=2)


def _unreached(report: Report) -> Iterator[str]:
    if report.truncated:
        unreached = ", ".join(report.unreached) or "nothing that is known yet"
        yield from lines(f"Certainly never reached: {unreached}.")
    else:
        yield from lines(f"Never reached: {', '.join(report.unreached) or 'nothing'}.")


def _reads(reads: Reads) -> Iterator[str]:
    yield "How it reads"
    heads = [
        Column("text", "<"),
        Column("words a sentence"),
        Column("reading age"),
        Column("longest sentence"),
    ]
    yield from columns(
        heads,
        [
            Row((name, *reads_text.figures(read), str(read.longest)))
            for name, read in reads_text.named(reads)
        ],
    )
    yield from lines(NOTE)


def as_data(report: Report) -> dict[str, Any]:
    """Return the report under the JSON keys that other programs use.

    A figure that is not known for certain is null, with its bounds under ``bounds``.
    """
    known = not report.truncated
    figures = {
        "best": report.best,
        "worst": report.worst,
        "chance": report.chance,
        "always_wait": report.wait,
        "always_speak": report.speak,
    }
    return {
        "scenario": report.scenario,
        "mode": report.mode,
        "exhaustive": known,
        "limit": report.truncated or None,
        "states": report.states,
        "steps": {"reached": report.steps.seen, "all": report.steps.total},
        "options": {"reached": report.options.seen, "all": report.options.total},
        "paths": str(report.paths) if known else None,
        **{name: figure.low if known and figure else None for name, figure in figures.items()},
        "bounds": None if known else _bounds(report, figures),
        "distribution": _distribution(report.spread),
        "unreached": list(report.unreached),
        "decisions": [_decision(decision) for decision in report.decisions],
        "moments": [_moment(stake) for stake in report.stakes],
        "most_costly": [stake.moment for stake in sorted(report.stakes, key=_dearest)],
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


def _moment(stake: Stake) -> dict[str, Any]:
    return {
        "moment": stake.moment,
        "best_act": stake.best,
        "second_act": stake.second or None,
        "second_cost": stake.second_cost,
        "misjudged_cost": stake.misjudged,
        "met": stake.met,
        "lost_by_chance": stake.lost,
    }


def _dearest(stake: Stake) -> float:
    return -(stake.misjudged if stake.lost is None else stake.lost)


def _bounds(report: Report, figures: dict[str, Range | None]) -> dict[str, Any]:
    ranges = {
        name: [figure.low, figure.high] for name, figure in figures.items() if figure is not None
    }
    return {"paths": [str(report.paths), None], **ranges}


def _distribution(spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    return {"resolution": 1, "rounding": spread.rounding, "shares": list(spread.shares)}


def _plan(report: Report) -> Any:
    """Return the best line as the ``acts`` of a plan."""
    if report.mode == "guided":
        return {moment: act for moment, _, act in report.line}
    return [
        {"moment": moment, "after": after, "act": act}
        for moment, after, act in report.line
        if act != WAITED
    ]
