"""A debrief as plain data for other programs.

The keys are part of the interface and do not change; ``docs/debrief.md`` lists them. Rules, kinds,
situations, phases and people are given by name, and sentences in the current language.
"""

from dataclasses import asdict
from typing import Any

from simulator.messages import say
from simulator.render import debrief_words as words
from simulator.render import lesson_words
from simulator.render.names import rule_names
from simulator.render.transcript import Line, line_of, transcript
from simulator.review.compare import Comparison, Done, Parting
from simulator.review.debrief import Debrief, HarmReview, RuleReview
from simulator.review.moments import Alternative, MomentReview
from simulator.review.panel import PanelThere
from simulator.scenario.catalogue import Catalogue

VERSION = 2
"""The version of the document. Version 1 had no number, no lesson and no words around a moment."""

# Listed one by one: a new field of the debrief must not become part of the interface unnoticed.
_AS_THEY_ARE = ("scenario", "title", "language", "mode", "seed", "finished", "day")
_FIGURES = (
    "percent", "credit", "best", "chance", "always_wait", "always_speak", "hits", "misses",
    "false_alarms", "correct_rejections", "left_to_others", "spoke_between", "timing_only",
    "noticing_score", "words_score", "words_chance", "sensitivity", "bias",
)  # fmt: skip


def as_json(debrief: Debrief) -> dict[str, Any]:
    """Return the debrief as plain data.

    ``headline``, ``noticing`` and ``note`` are the sentences that explain the numbers.
    """
    catalogue, compared = debrief.catalogue, debrief.compared
    return {
        "version": VERSION,
        **{name: getattr(debrief, name) for name in _AS_THEY_ARE},
        "lesson": _lesson(debrief),
        **{name: getattr(debrief.figures, name) for name in _FIGURES},
        "rules": [_rule(rule, catalogue) for rule in debrief.rules],
        "harms": [_harm(harm, catalogue) for harm in debrief.harms],
        "moments": [_moment(moment, debrief) for moment in debrief.moments],
        "remarks": debrief.remarks,
        "climate": debrief.climate,
        "climates": [
            {"moment": then.moment or None, **dict(then.climate)} for then in debrief.climates
        ],
        "reaction": asdict(debrief.reaction) if debrief.reaction is not None else None,
        "reflections": [
            {"question": asked.question, "answer": asked.answer} for asked in debrief.reflections
        ],
        "sources": debrief.sources,
        "transcript": [_line(line) for line in transcript(debrief)],
        "note": words.note(debrief),
        "panel": None if debrief.panel is None else _panel(debrief.panel),
        "compared": None if compared is None else _comparison(compared, debrief),
        "headline": words.headline(debrief.figures),
        "noticing": words.noticing(debrief.figures),
    }


def _lesson(debrief: Debrief) -> dict[str, Any]:
    lesson, step, pattern = debrief.lesson, debrief.next_step, None
    if lesson.pattern is not None:
        sentence = lesson_words.pattern_sentence(lesson.pattern, debrief.catalogue)
        pattern = {**asdict(lesson.pattern), "sentence": sentence}
    return {
        "strip": [asdict(cell) for cell in lesson_words.strip(debrief).cells],
        "well": lesson.well.id if lesson.well is not None else None,
        "look": lesson.look.id if lesson.look is not None else None,
        "pattern": pattern,
        "practise": lesson_words.practise(debrief),
        "next": asdict(step) if step is not None else None,
    }


def _line(line: Line) -> dict[str, Any]:
    return {"form": line.form, "who": line.who, "text": line.text, "breaks": line.breaks}


def _rule(rule: RuleReview, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": catalogue.rules[rule.id].name,
        "moments": rule.moments,
        "credit": rule.credit,
    }


def _harm(harm: HarmReview, catalogue: Catalogue) -> dict[str, Any]:
    return {**asdict(harm), "rules": rule_names(catalogue, harm.rules)}


def _moment(moment: MomentReview, debrief: Debrief) -> dict[str, Any]:
    catalogue, names = debrief.catalogue, debrief.names
    return {
        "id": moment.id,
        "kind": moment.kind,
        "about": moment.about,
        "situation": moment.title,
        "aim": moment.aim,
        "rules": rule_names(catalogue, moment.rules),
        "noticing": moment.noticing,
        "did": _alternative(moment.did, catalogue),
        "own": moment.own,
        "timing": moment.timing,
        "credit": moment.credit,
        "weight": moment.weight,
        "weighed": moment.weighed,
        "mends": moment.mends,
        "cost": moment.cost,
        "better": [_alternative(act, catalogue) for act in moment.better],
        "others": [_alternative(act, catalogue) for act in moment.others],
        "situation_id": moment.situation,
        "phase": moment.phase,
        "before": [_line(line_of(turn, names, catalogue)) for turn in moment.before],
        "after": [_line(line_of(turn, names, catalogue)) for turn in moment.after],
        "to_come": [_line(line_of(turn, names, catalogue)) for turn in moment.to_come],
        "panel": _panel_on(debrief.panel, moment.id),
    }


def _panel(panel: PanelThere) -> dict[str, Any]:
    return {"members": panel.members, "date": panel.date, "stale": panel.stale}


def _panel_on(panel: PanelThere | None, moment: str) -> dict[str, Any] | None:
    review = panel.moments.get(moment) if panel is not None else None
    return None if review is None else asdict(review)


def _alternative(act: Alternative, catalogue: Catalogue) -> dict[str, Any]:
    return {
        **asdict(act),
        # Waiting is no kind and has no words, but its keys are part of the interface.
        "kind": say("debrief.wait") if act.kind is None else catalogue.kinds[act.kind].name,
        "words": say("debrief.waited") if act.words is None else act.words,
        "breaks": rule_names(catalogue, act.breaks),
    }


def _comparison(compared: Comparison, debrief: Debrief) -> dict[str, Any]:
    return {
        "first": asdict(compared.first),
        "branch": asdict(compared.branch),
        "branched_at": compared.branched_at,
        "moments": [_parting(moment, debrief.catalogue) for moment in compared.moments],
        "note": words.note_on_attempts(debrief),
    }


def _parting(moment: Parting, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": moment.id,
        "situation": moment.title,
        "first": _done(moment.first, catalogue),
        "branch": _done(moment.branch, catalogue),
    }


def _done(done: Done | None, catalogue: Catalogue) -> dict[str, Any] | None:
    if done is None:
        return None
    return {**asdict(done), "breaks": rule_names(catalogue, done.breaks)}
