"""The first section of a debrief: the lesson, which has room on one screen of 80 by 24.

Quotations are shortened here. They are whole in the sections of their moments.
"""

from collections.abc import Iterator
from dataclasses import replace

from simulator.messages import say
from simulator.render import debrief_words as words
from simulator.render.excerpts import first_words, last_words
from simulator.render.lesson_words import pattern_sentence, practise, strip
from simulator.render.section_ids import LESSON
from simulator.render.sections import Bullets, Paragraph, Part, Section, Voice
from simulator.render.turns import turns
from simulator.render.widths import width
from simulator.review.debrief import Debrief
from simulator.review.moments import MomentReview

# In cells, for a row or two; the text is whole in the section of its moment.
_ROW, _SHORT, _QUOTED, _BETTER = 70, 60, 110, 140


def lesson_section(debrief: Debrief) -> Section:
    """Return the lesson of a session."""
    return Section(LESSON, say("lesson.heading"), tuple(_parts(debrief)))


def _parts(debrief: Debrief) -> Iterator[Part]:
    lesson = debrief.lesson
    if debrief.moments:
        yield strip(debrief)
    if lesson.well is not None:
        yield _well(debrief, lesson.well)
    if lesson.look is not None:
        name = lesson.look.title or lesson.look.id
        shown = Paragraph(name, label=say("lesson.look"), voice="scenario")
        yield _linked(shown, lesson.look)
        yield Bullets(tuple(_look(debrief, lesson.look)))
    elif debrief.moments:
        yield Paragraph(say("lesson.no_cost"))
    if lesson.pattern is not None:
        yield Paragraph(pattern_sentence(lesson.pattern, debrief.catalogue), "lead")
    yield Paragraph(practise(debrief, below_look=True), label=say("lesson.practise"))


def _well(debrief: Debrief, moment: MomentReview) -> Paragraph:
    name = moment.title or moment.id
    if moment.did.words is None:
        # A moment may be the first of its phase, and have nothing but the author's advice.
        heard = "".join(_as_text(turn) for turn in turns(debrief, moment.before[-1:]))
        label, text = say("lesson.well_quiet", name=name), last_words(heard, _SHORT)
        return _linked(Paragraph(text, label=label, voice="scenario"), moment)
    good = words.sign(moment) == "+"
    label = say("lesson.well_said" if good else "lesson.well_noticed", name=name)
    said = say("lesson.quoted", words=first_words(moment.did.words, _SHORT))
    return _linked(Paragraph(said, label=label, voice="scenario"), moment)


def _look(debrief: Debrief, moment: MomentReview) -> Iterator[Paragraph]:
    yield from _heard(debrief, moment)
    yield _did(moment)
    better = moment.better[0]
    text, of_scenario = words.better(moment, better)
    voice: Voice = "scenario" if of_scenario else "program"
    yield Paragraph(first_words(text, _BETTER), "better", say("lesson.better"), voice=voice)
    # The same act at another time has the same reason, which is that of what was done.
    why = moment.did.why if better.act == moment.did.act else better.why or moment.did.why
    if why:
        label = say("lesson.why")
        yield Paragraph(first_words(why, _QUOTED), "reason", label, voice="scenario")
    yield from _followed(debrief, moment)


def _did(moment: MomentReview) -> Paragraph:
    if moment.did.words is None:
        return Paragraph(say("debrief.said_nothing"), "said")
    said = first_words(moment.did.words, _QUOTED)
    return Paragraph(said, "said", say("lesson.you"), voice="scenario")


def _heard(debrief: Debrief, moment: MomentReview) -> tuple[Paragraph, ...]:
    """Return the last turn before the decision; if it fills one row only, the one before, too."""
    if not moment.before:
        return ()
    *earlier, last = turns(debrief, moment.before)
    if not earlier or width(_as_text(last)) > _ROW:
        return (_ending(last, _QUOTED),)
    return _ending(earlier[-1], _ROW), _ending(last, _ROW)


def _ending(turn: Paragraph, cells: int) -> Paragraph:
    """Return a turn whose label and text have this width, or its end."""
    # Without the rules that the turn breaks, which the section of the moment names.
    room = max(_ROW // 2, cells - width(turn.label) - 1)
    return replace(turn, text=last_words(turn.text, room), aside="")


def _followed(debrief: Debrief, moment: MomentReview) -> Iterator[Paragraph]:
    """Yield the first words of the group after the decision, or else what was seen."""
    said = next((turn for turn in moment.after if turn.form == "say"), None)
    for turn in turns(debrief, (said,) if said is not None else moment.after[:1]):
        label = say("lesson.followed")
        text = first_words(_as_text(turn), _ROW - width(label))
        yield Paragraph(text, label=label, voice="scenario")


def _as_text(turn: Paragraph) -> str:
    return f"{turn.label} {turn.text}".lstrip()


def _linked(shown: Paragraph, moment: MomentReview) -> Paragraph:
    return replace(shown, moment=moment.id)
