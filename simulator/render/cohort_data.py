"""The figures of a course as plain data and as rows; ``docs/cohort.md`` lists their keys.

Hidden figures are null in data and empty in rows.
"""

from dataclasses import asdict
from typing import Any

from simulator.course.cohort_figures import Cohort, GroupFigures, Mean, MomentFigures
from simulator.render.write_csv import write_csv

COLUMNS: dict[str, type] = {
    "scenario": str,
    "title": str,
    "version": int,
    "digest": str,
    "mode": str,
    "learners": int,
    "moment": str,
    "kind": str,
    "situation": str,
    "met": int,
    "spoke": int,
    "waited": int,
    "mean": float,
    "low": float,
    "high": float,
    "rounded_to": float,
    "difficulty": float,
    "item_rest": float,
    "line": str,
    "said": int,
}
"""The columns of a row, which is about one line of a moment; without a line, nobody spoke there."""


def cohort_json(cohort: Cohort, name: str) -> dict[str, Any]:
    """Return the figures as plain data."""
    return {
        "course": name,
        "learners": cohort.learners,
        "attempts": "first",
        "hidden_groups": cohort.hidden_groups,
        "groups": [_group(group) for group in cohort.groups],
        "noticing": asdict(cohort.noticing) if cohort.learners is not None else None,
        "sensitivity": cohort.sensitivity,
        "bias": cohort.bias,
        "twins": [asdict(one) for one in cohort.twins],
        "drills": [asdict(one) for one in cohort.drills],
        "own_words": [asdict(one) for one in cohort.words],
    }


def _group(group: GroupFigures) -> dict[str, Any]:
    return {
        **asdict(group.key),
        "title": group.title,
        "version": group.version,
        "learners": group.learners,
        "moments": [asdict(moment) for moment in group.moments],
        "noticing": asdict(group.noticing),
        "counted": group.counted,
    }


def cohort_rows(cohort: Cohort) -> list[dict[str, Any]]:
    """Return a row for each line that was said in each moment, with the columns of COLUMNS."""
    rows = []
    for group in cohort.groups:
        for moment in group.moments:
            said = [(line.option, line.count) for line in moment.lines] or [("", None)]
            for line, count in said:
                rows.append({**_of_group(group), **_of_moment(moment), "line": line, "said": count})
    return rows


def _of_group(group: GroupFigures) -> dict[str, Any]:
    return {
        **asdict(group.key),
        "title": group.title,
        "version": group.version,
        "learners": group.learners,
    }


def _of_moment(moment: MomentFigures) -> dict[str, Any]:
    # A stand-in without an interval, whose value and step are not written.
    mean = moment.mean or Mean(0.0, None, None, 0.0)
    hidden = moment.mean is None
    return {
        "moment": moment.id,
        "kind": moment.kind,
        "situation": moment.situation,
        "met": moment.met,
        "spoke": moment.spoke,
        "waited": moment.waited,
        "mean": None if hidden else mean.value,
        "low": mean.low,
        "high": mean.high,
        "rounded_to": None if hidden else mean.step,
        "difficulty": moment.difficulty,
        "item_rest": moment.item_rest,
    }


def cohort_csv(cohort: Cohort) -> str:
    """Return the rows as CSV."""
    rows = ([_text(row[name]) for name in COLUMNS] for row in cohort_rows(cohort))
    return write_csv(tuple(COLUMNS), rows)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def cohort_parquet(cohort: Cohort) -> bytes:
    """Return the rows as Parquet; raise ModuleNotFoundError without the extra [parquet]."""
    from io import BytesIO

    # 180 MB, so it is an extra of its own, and imported only here.
    import polars

    kinds = {str: polars.String, int: polars.Int64, float: polars.Float64}
    schema = {name: kinds[kind] for name, kind in COLUMNS.items()}
    file = BytesIO()
    polars.DataFrame(cohort_rows(cohort), schema=schema).write_parquet(file)
    return file.getvalue()
