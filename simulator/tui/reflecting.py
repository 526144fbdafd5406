"""The questions to oneself on the screen on which a group is led: which one is open, and its label.

Guided play asks on the spot, live play before the debrief. Both answer in the field for own words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from simulator.engine.events import Event
from simulator.engine.reflections import Question, heard_before, shown_now
from simulator.messages import say
from simulator.practice.saved_play import SavedPlay
from simulator.render.script import script_line
from simulator.render.transcript import lines_of
from simulator.scenario.text import brief

MOST_HEARD = 100
"""How many characters of the turn before it are shown above a question that is asked at the end."""


@dataclass(slots=True)
class Reflecting:
    """The question that is ``open`` now, and the keys of the questions that were closed here."""

    saved: SavedPlay
    open: Question | None = None
    closed: set[str] = field(default_factory=set)

    @property
    def due(self) -> Question | None:
        """The question that guided play has to ask now, or None."""
        question = self.saved.question_now
        return None if question is None or question.key in self.closed else question

    @property
    def left(self) -> list[Question]:
        """The questions that have to be asked before the debrief."""
        return [one for one in self.saved.questions_left() if one.key not in self.closed]

    def shown(self, events: Iterable[Event]) -> list[Event]:
        """Return the events that may be shown; a question only once it was closed, or never."""
        happened = shown_now(self.saved.session, events)
        if self.due is not None and happened and happened[-1] is self.saved.session.events[-1]:
            del happened[-1]
        return happened

    def label(self, save: str, skip: str) -> str:
        """Return what is shown above the field; ``save`` and ``skip`` are the signs of the keys."""
        return "\n".join(self._label(save, skip))

    def _label(self, save: str, skip: str) -> Iterator[str]:
        if self.open is None:
            return
        session = self.saved.session
        if session.ended:
            # Asked long after it came up, so it is shown what it refers to.
            yield say("meeting.questions_first", count=len(self.left))
            for line in lines_of(session, heard_before(session, self.open)):
                yield brief(script_line(line), MOST_HEARD)
        yield self.open.text
        yield say("group.answer_keys", save=save, skip=skip)

    def answer(self, text: str) -> None:
        """Save the answer to the open question, or that it was skipped, and close the question.

        Raise StoreProblem, with the question still open, if the answer cannot be saved.
        """
        if self.open is not None:
            self.saved.answer(self.open, text)
            self.closed.add(self.open.key)
            self.open = None
