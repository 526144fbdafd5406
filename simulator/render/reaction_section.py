"""What the learner said before any figure, and the answers to questions to oneself."""

from collections.abc import Iterator

from simulator.messages import say
from simulator.render.numbers import whole
from simulator.render.section_ids import REACTION
from simulator.render.sections import Bullets, Paragraph, Section
from simulator.render.turns import answer
from simulator.review.debrief import Debrief


def reaction_section(debrief: Debrief) -> Iterator[Section]:
    """Yield the section, unless the learner has not written anything and was not asked anything."""
    items = (*_reaction(debrief), *_reflections(debrief))
    if items:
        yield Section(REACTION, say("reaction.section"), (Bullets(items),), folded=True)


def estimate(debrief: Debrief) -> Iterator[Paragraph]:
    """Yield the learner's estimate of the percentage beside the result, if there is one."""
    if debrief.reaction is not None and debrief.reaction.guess is not None:
        guess, percent = debrief.reaction.guess, whole(debrief.figures.percent)
        yield Paragraph(say("reaction.beside", guess=guess, percent=percent))


def _reaction(debrief: Debrief) -> Iterator[Paragraph]:
    said = debrief.reaction
    if said is None:
        return
    if said.stays:
        # Like own words, a line is most likely in the scenario's language.
        yield Paragraph(said.stays, "own", label=say("reaction.stayed"), voice="scenario")
    names = {moment.id: moment.title or moment.id for moment in debrief.moments}
    choices = ((said.keep, say("reaction.kept")), (said.change, say("reaction.changed")))
    for chosen, label in choices:
        if chosen:
            yield Paragraph(names[chosen], label=label, voice="scenario", moment=chosen)
    if said.guess is not None:
        share = say("reaction.share", guess=said.guess)
        yield Paragraph(share, label=say("reaction.estimate"))


def _reflections(debrief: Debrief) -> Iterator[Paragraph]:
    for asked in debrief.reflections:
        yield Paragraph(asked.question, "about", voice="scenario")
        if asked.answer:
            yield answer(asked.answer)
