"""What a learner said about a session before any figure of it was shown.

The answers are saved among the own words of a play, like those to questions to oneself
(``engine.reflections``), with a key in place of a moment's id. A moment's id has no ``/``, so it
never equals a key. A question that was skipped has an empty text, and is not asked again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

ReactionQuestion = Literal["stays", "keep", "change", "guess"]

QUESTIONS: tuple[ReactionQuestion, ...] = ("stays", "keep", "change", "guess")
"""What stays with you; which choice would you keep, which change; what share did you earn."""

OF_A_MOMENT: tuple[ReactionQuestion, ...] = ("keep", "change")
"""The questions that are answered with a moment."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """The answers, each of which is empty (or None) if its question was skipped.

    ``stays`` is a line, ``keep`` and ``change`` are ids of moments that were met, and ``guess`` is
    a percentage from 0 to 100.
    """

    stays: str = ""
    keep: str = ""
    change: str = ""
    guess: int | None = None

    @property
    def answered(self) -> bool:
        """Whether at least one question was answered."""
        return self != Reaction()


def key_of(question: ReactionQuestion) -> str:
    """Return the key under which the answer to a question is saved."""
    return f"before-debrief/{question}"


def reaction_in(own: Mapping[str, str], met: Collection[str]) -> Reaction | None:
    """Return the reaction among the own words of a play; None if it was never asked for.

    ``met`` are the ids of the moments that were met. An import can hold any text, so an answer that
    is not possible counts as skipped.
    """
    said = {question: own[key_of(question)] for question in QUESTIONS if key_of(question) in own}
    if not said:
        return None
    keep, change = (said.get(question, "") for question in OF_A_MOMENT)
    return Reaction(
        stays=said.get("stays", ""),
        keep=keep if keep in met else "",
        change=change if change in met else "",
        guess=guess_in(said.get("guess", "")),
    )


def guess_in(text: str) -> int | None:
    """Return the percentage that was typed, or None if it is no whole number from 0 to 100.

    >>> [guess_in(text) for text in ("40", " 40 %", "0", "101", "-1", "4.5", "")]
    [40, 40, 0, None, None, None, None]
    """
    digits = text.strip().removesuffix("%").strip()
    # Other scripts have digits as well; a length above 3 could be a very long number.
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 3):
        return None
    return int(digits) if int(digits) <= 100 else None
