"""Two attempts side by side: the first play, and this one."""

from collections.abc import Iterator

from simulator.analysis.explore import WAITED
from simulator.messages import say
from simulator.render import debrief_words as words
from simulator.render.names import rule_names
from simulator.render.section_ids import ATTEMPTS
from simulator.render.sections import Bullets, Paragraph, Part, Section
from simulator.review.compare import Attempt, Comparison, Done, Parting
from simulator.review.debrief import Debrief
from simulator.scenario.catalogue import Catalogue


def attempts(debrief: Debrief, compared: Comparison) -> Iterator[Section]:
    """Yield the numbers of the two attempts, then, folded, each moment in both."""
    first, branch = compared.first, compared.branch
    numbers = (
        Paragraph(
            words.attempt(first), label=say("debrief.first_attempt_numbered", play=first.play)
        ),
        Paragraph(
            words.attempt(branch), label=say("debrief.this_attempt_numbered", play=branch.play)
        ),
    )
    note = Paragraph(words.note_on_attempts(debrief))
    yield Section(ATTEMPTS, say("debrief.attempts"), (note, Bullets(numbers)))
    parts: list[Part] = []
    for moment in compared.moments:
        parts.append(Paragraph(moment.title or moment.id, "lead"))
        parts.append(Bullets(tuple(_both(compared, moment, debrief.catalogue))))
    heading = say("debrief.moments_of_both")
    yield Section(ATTEMPTS, heading, tuple(parts), 3, folded=True)


def _both(compared: Comparison, moment: Parting, catalogue: Catalogue) -> Iterator[Paragraph]:
    """Yield what was done in a moment in the two plays, once if both did the same."""
    if moment.first == moment.branch:
        yield _done(moment.first, compared.first, say("debrief.both_attempts"), catalogue)
    else:
        yield _done(moment.first, compared.first, say("debrief.first_attempt"), catalogue)
        yield _done(moment.branch, compared.branch, say("debrief.this_attempt"), catalogue)


def _done(done: Done | None, play: Attempt, label: str, catalogue: Catalogue) -> Paragraph:
    if done is None:
        missing = say("debrief.not_reached" if play.finished else "debrief.not_decided")
        return Paragraph(missing, label=label)
    credit = words.credit(done.credit, done.timing, rule_names(catalogue, done.breaks))
    if done.act == WAITED:
        return Paragraph(say("debrief.did_nothing"), label=label, aside=credit)
    return Paragraph(done.words, label=label, aside=credit, voice="scenario")
