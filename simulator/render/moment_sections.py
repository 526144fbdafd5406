"""The moments of a debrief: what the group said, what the leader did, why, and what followed."""

from collections.abc import Iterator

from simulator.messages import say
from simulator.render import debrief_words as words
from simulator.render.lesson_words import word
from simulator.render.numbers import number
from simulator.render.panel_section import panel_parts
from simulator.render.section_ids import MOMENT, MOMENTS
from simulator.render.sections import (
    Choice,
    Choices,
    Outcome,
    Paragraph,
    Part,
    Section,
    Voice,
)
from simulator.render.turns import turns
from simulator.review.debrief import Debrief
from simulator.review.moments import Alternative, MomentReview


def moments(debrief: Debrief) -> Iterator[Section]:
    """Yield the heading, then the moments; all but the costliest are folded."""
    if not debrief.moments:
        return
    yield Section(MOMENTS, say("debrief.moments"), ())
    look = debrief.lesson.look
    for count, moment in enumerate(debrief.moments, 1):
        heading = say("debrief.moment", number=count, situation=moment.title or moment.id)
        yield Section(
            MOMENT,
            heading,
            tuple(_parts_of(debrief, moment)),
            3,
            _aside(moment),
            folded=look is None or moment.id != look.id,
            moment=moment.id,
        )


def _aside(moment: MomentReview) -> str:
    """Return what kind of moment it was, how it went and what it cost."""
    kind = say(f"debrief.kind_{moment.kind}")
    if moment.cost > 0:
        return say("debrief.went_costly", kind=kind, word=word(moment), cost=number(moment.cost))
    return say("debrief.went", kind=kind, word=word(moment))


def _parts_of(debrief: Debrief, moment: MomentReview) -> Iterator[Part]:
    if moment.about:
        yield Paragraph(moment.about, "about", voice="scenario")
    if moment.aim:
        yield Paragraph(moment.aim, "soft", label=say("debrief.aim"))
    yield Outcome(words.sign(moment), words.outcome(moment, debrief.catalogue))
    yield from turns(debrief, moment.before)
    yield from _did(moment)
    yield from _all_better(moment)
    yield from _to_come(debrief, moment)
    yield from _followed(debrief, moment)
    yield from panel_parts(debrief, moment)
    others = tuple(_choices(moment))
    if others:
        yield Choices(say("debrief.others"), others)


def _did(moment: MomentReview) -> Iterator[Paragraph]:
    """Yield what the leader did and why it earned what it did, and the leader's own words."""
    if moment.did.words is None:
        yield Paragraph(say("debrief.said_nothing"), "said")
    else:
        yield Paragraph(moment.did.words, "said", label=say("debrief.you"), voice="scenario")
    yield from _why(moment.did)
    if moment.own:
        # A learner most likely writes in the scenario's language, so a screen reader gets that one.
        yield Paragraph(moment.own, "own", label=say("debrief.own"), voice="scenario")
        yield Paragraph(say("debrief.own_questions"), "soft")


def _why(act: Alternative) -> Iterator[Paragraph]:
    if act.why:
        yield Paragraph(act.why, "reason", label=say("debrief.why"), voice="scenario")


def _all_better(moment: MomentReview) -> Iterator[Paragraph]:
    """Yield each better act, and the reason of the first.

    The reasons of further lines are among the other lines, so that the page stays short.
    """
    reasoned = False
    for better in moment.better:
        first = better == moment.better[0]
        yield _better(moment, better, say("debrief.better" if first else "debrief.or_better"))
        # The same act at another time has the same reason, which was given above.
        if better.act != moment.did.act and (not reasoned or better.words is None):
            yield from _why(better)
            reasoned = True


def _better(moment: MomentReview, act: Alternative, label: str) -> Paragraph:
    text, of_scenario = words.better(moment, act)
    voice: Voice = "scenario" if of_scenario else "program"
    return Paragraph(text, "better", label, voice=voice)


def _to_come(debrief: Debrief, moment: MomentReview) -> Iterator[Paragraph]:
    """Yield what the leader spoke too early to hear: the reasons are written for who heard it."""
    if moment.to_come:
        yield Paragraph(say("debrief.to_come"), "soft")
        yield from turns(debrief, moment.to_come)


def _followed(debrief: Debrief, moment: MomentReview) -> Iterator[Paragraph]:
    if moment.after:
        silent = moment.did.words is None
        yield Paragraph(say("debrief.after_silence" if silent else "debrief.after_words"), "soft")
        yield from turns(debrief, moment.after)


def _choices(moment: MomentReview) -> Iterator[Choice]:
    for act in (*moment.better[1:], *moment.others):
        # Not waiting, which is no line to say, and not the leader's own line at another time.
        if act.words is not None and act.act != moment.did.act:
            yield Choice(number(act.credit), act.words, act.why)
