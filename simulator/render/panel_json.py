"""The report on a panel as plain data; ``docs/panel.md`` lists its keys."""

from dataclasses import asdict
from typing import Any

from simulator.authoring.panel import Judged, JudgedAct, JudgedMoment
from simulator.scenario.panel import DECISIONS, RATINGS


def panel_json(judged: Judged) -> dict[str, Any]:
    """Return the report as plain data.

    With too few members, what would be a conclusion is null: agreement, medians, differences and
    changes.
    """
    panel, enough = judged.panel, judged.enough
    return {
        "scenario": panel.scenario,
        "version": panel.version,
        "lines": panel.lines,
        "date": panel.date,
        "members": panel.members,
        "enough": enough,
        "empty": judged.empty,
        "boxes": judged.boxes,
        "renamed": judged.renamed,
        "agreement": {
            "choice": asdict(judged.deciding) if enough else None,
            "lines": asdict(judged.rating) if enough else None,
        },
        "moments": [_moment(moment, enough=enough) for moment in judged.moments],
    }


def _moment(moment: JudgedMoment, *, enough: bool) -> dict[str, Any]:
    changes = [
        {"act": change.act, "credit": float(change.credit), "median": float(change.median)}
        for change in moment.changes()
    ]
    return {
        "number": moment.number,
        "moment": moment.id,
        "choice": {decision: moment.decisions.get(decision, 0) for decision in DECISIONS},
        "majority": moment.majority if enough else None,
        "key_best": list(moment.key_best),
        "panel_best": list(moment.panel_best) if enough else None,
        "differs": moment.differs if enough else None,
        "acts": [_act(act, enough=enough) for act in moment.acts],
        "reasons": [asdict(reason) for reason in moment.reasons],
        "changes": changes if enough else None,
    }


def _act(act: JudgedAct, *, enough: bool) -> dict[str, Any]:
    median = act.median if enough else None
    return {
        "act": act.act,
        "say": act.words,
        "credit": float(act.credit),
        "key_best": act.best,
        "counts": {rating: act.ratings.get(rating, 0) for rating in RATINGS},
        "median": None if median is None else float(median),
    }
