"""The sentences of a lesson: one word for each moment, the pattern, what to practise next."""

from simulator.messages import say
from simulator.messages.numbers import in_words
from simulator.render.debrief_words import sign
from simulator.render.names import phase_name
from simulator.render.sections import Sign, Strip, StripCell
from simulator.review.debrief import Debrief
from simulator.review.moments import MomentReview
from simulator.review.pattern import Pattern
from simulator.scenario.catalogue import Catalogue

_IN_ALL = ("spoke_in_leaves", "silent_in_cues", "early", "late")
"""The patterns that say *in all* if there is no exception."""

_WORDS: dict[Sign, str] = {"+": "good_line", "=": "left_alone", "!": "rule_broken"}


def strip(debrief: Debrief) -> Strip:
    """Return the strip of a session."""
    cells = tuple(_cell(moment) for moment in debrief.moments)
    return Strip(cells, say("lesson.strip"))


def _cell(moment: MomentReview) -> StripCell:
    phase = phase_name(moment.phase) if moment.phase else ""
    return StripCell(sign(moment), word(moment), moment.title or moment.id, moment.id, phase)


def word(moment: MomentReview) -> str:
    """Return a word or two for the sign of a moment."""
    shown = sign(moment)
    if shown in _WORDS:
        return say(f"lesson.word_{_WORDS[shown]}")
    if shown == "~":
        hit = moment.noticing == "hit"
        return say("lesson.word_noticed" if hit else "lesson.word_left_to_others")
    return say("lesson.word_missed" if moment.noticing == "miss" else "lesson.word_spoke")


def pattern_sentence(pattern: Pattern, catalogue: Catalogue) -> str:
    """Return a pattern as a sentence with its counts."""
    every = pattern.kind in _IN_ALL and pattern.count == pattern.out_of
    return say(
        f"lesson.pattern_{pattern.kind}_all" if every else f"lesson.pattern_{pattern.kind}",
        count=in_words(pattern.count),
        out_of=in_words(pattern.out_of),
        did=say(f"lesson.did_{pattern.about}") if pattern.kind == "same_kind" else "",
        rule=catalogue.rules[pattern.about].name if pattern.kind == "same_rule" else "",
    )


def practise(debrief: Debrief, *, below_look: bool = False) -> str:
    """Return what to practise next, and where.

    ``below_look`` is true below the moment worth another look, whose name is not repeated.
    """
    step, lesson = debrief.next_step, debrief.lesson
    situation = lesson.practise if step is None else step.situation
    if situation:
        named = say("lesson.named", name=debrief.catalogue.situations[situation].name)
        if below_look and lesson.look is not None and lesson.look.situation == situation:
            named = say("lesson.this_kind")
        where = "other" if step is None else step.kind
        title = "" if step is None else step.title
        return say(f"lesson.practise_{where}", situation=named, title=title, id=situation)
    if lesson.look is not None:
        return say("lesson.practise_again")
    return say(f"lesson.practise_any_{debrief.mode}")
