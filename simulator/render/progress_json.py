"""Write progress as JSON for other programs; ``docs/progress.md`` describes it."""

import json
from typing import Any

from simulator.practice.clock import local_day
from simulator.review.judged import Judged
from simulator.review.progress import InScenario, Month, Noticed, Progress, Topic, Trend, Worded
from simulator.review.shares import Share
from simulator.scenario.catalogue import Catalogue

VERSION = 1
"""The version of the document; it rises if a key changes its meaning or disappears."""


def progress_json(progress: Progress, catalogue: Catalogue) -> str:
    """Return progress as JSON. Names are those of the catalogue, and numbers are not rounded."""
    rules = {id_: rule.name for id_, rule in catalogue.rules.items()}
    situations = {id_: situation.name for id_, situation in catalogue.situations.items()}
    data = {
        "version": VERSION,
        "sessions": len(progress.plays),
        "attempts": progress.attempts,
        "awaited": progress.awaited,
        "unjudged": progress.unjudged,
        "drills": progress.drills,
        "moments": progress.moments,
        "new_moments": progress.new_moments,
        "noticing": _noticed(progress.noticed),
        "words": _worded(progress.worded),
        "trends": [_trend(trend) for trend in progress.trends],
        "rules": [_topic(topic, rules) for topic in progress.rules],
        "situations": [_topic(topic, situations) for topic in progress.situations],
        "scenarios": [_scenario(scenario) for scenario in progress.scenarios],
        "months": [_month(month) for month in progress.months],
        "judged": [_play(play) for play in progress.plays],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval or (None, None)
    return {
        "count": share.count,
        "total": share.total,
        "percent": share.percent,
        "low": low,
        "high": high,
    }


def _noticed(noticed: Noticed) -> dict[str, Any]:
    return {
        "spoke": _share(noticed.spoke),
        "quiet": _share(noticed.quiet),
        "left_to_others": noticed.left_to_others,
        "spoke_between": noticed.spoke_between,
        "score": noticed.score,
        "sensitivity": noticed.sensitivity,
        "bias": noticed.bias,
    }


def _worded(worded: Worded) -> dict[str, Any]:
    return {
        "best": _share(worded.best),
        "chosen": worded.chosen,
        "possible": worded.possible,
        "score": worded.score,
        "chance": worded.chance,
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "skill": trend.skill,
        "earlier": _share(trend.earlier),
        "later": _share(trend.later),
        "low": trend.low,
        "high": trend.high,
        "direction": trend.direction,
    }


def _topic(topic: Topic, names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": topic.id,
        "name": names.get(topic.id, topic.id),
        "best": _share(topic.best),
        "credit": topic.credit,
        "broken": topic.broken,
    }


def _scenario(scenario: InScenario) -> dict[str, Any]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "sessions": scenario.plays,
        "first": scenario.first,
        "best": scenario.best,
        "chance": scenario.chance,
    }


def _month(month: Month) -> dict[str, Any]:
    return {
        "month": month.name,
        "sessions": month.plays,
        "noticing": _noticed(month.noticed),
        "words": _worded(month.worded),
    }


def _play(play: Judged) -> dict[str, Any]:
    return {
        "session": play.play,
        "scenario": play.scenario,
        "title": play.title,
        "day": local_day(play.at),
        "mode": play.mode,
        "percent": play.percent,
        "chance": play.chance,
        "noticing": play.noticing,
        "words": play.words,
        "words_chance": play.words_chance,
        "moments": len(play.moments),
    }
