"""Ask for the learner's reaction to a session before its debrief shows any figure, and save it.

It is asked for once in each play that has ended. Each answer is saved at once; none is scored.
"""

from contextlib import suppress

from simulator.practice.saved_play import SavedPlay, moments_met
from simulator.review.reaction import (
    OF_A_MOMENT,
    QUESTIONS,
    ReactionQuestion,
    guess_in,
    key_of,
)
from simulator.scenario.text import clean_line
from simulator.store.play_store import StoreProblem


def questions_left(saved: SavedPlay) -> list[ReactionQuestion]:
    """Return the questions that have neither an answer nor been skipped.

    There is none before the play has ended, and none in a preview, which no learner reads. Without
    a decision there is no choice to keep or to change.
    """
    if saved.preview or not saved.session.ended:
        return []
    asked = QUESTIONS if moments_met(saved) else tuple(q for q in QUESTIONS if q not in OF_A_MOMENT)
    return [question for question in asked if key_of(question) not in saved.said_own]


def answered(saved: SavedPlay, question: ReactionQuestion) -> str:
    """Return the answer to a question as it is saved; empty if there is none."""
    return saved.said_own.get(key_of(question), "")


def answer(saved: SavedPlay, question: ReactionQuestion, text: str) -> bool:
    """Save the answer to a question; return False, with nothing changed, if it is not possible.

    A moment is answered with its id. Raise StoreProblem, with nothing changed, if the answer cannot
    be saved.
    """
    if question == "guess":
        guess = guess_in(text)
        if guess is None:
            return False
        text = str(guess)
    elif question == "stays":
        text = clean_line(text)
        if not text:
            return False
    elif text not in dict(moments_met(saved)):
        return False
    saved.react(key_of(question), text)
    return True


def skip(saved: SavedPlay, question: ReactionQuestion) -> None:
    """Save that a question was skipped, so that it is not asked again."""
    # If this cannot be saved, the debrief opens all the same, and another time asks again.
    with suppress(StoreProblem):
        saved.react(key_of(question), "")
    saved.said_own[key_of(question)] = ""
