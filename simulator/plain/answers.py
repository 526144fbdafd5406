"""The answers of plain mode: what is typed at each question, and what it does.

Prompts, help and messages about a slip are made from these tables. A letter means what the key of
the same letter means on the full screen (``simulator/tui/keys.py``; a test compares the tables).
Esc cannot be typed as a line: where lines are listed, ``b`` stands for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.messages import say
from simulator.messages.lists import either


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what is typed for it, and its action, whose label names it in a prompt.

    ``keys`` are alternatives; an empty one is Enter alone. ``help`` are the ids of the messages
    that explain it (below ``actions``), if they are not that of the action. ``typed_as`` names the
    message that is shown instead of the keys. ``also`` is accepted, too, but not shown.
    """

    keys: tuple[str, ...]
    action: str
    help: tuple[str, ...] = ()
    typed_as: str = ""
    also: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What is typed, in words: ``1 or i``."""
        if self.typed_as:
            return say(f"plain.typed_{self.typed_as}")
        if len(self.keys) > 1 and self.numbers:
            return say("plain.numbers", last=self.keys[-1])
        return either([key or say("plain.typed_enter") for key in self.keys])

    @property
    def numbers(self) -> bool:
        """Whether the answer is one of several numbers, each of which means something else."""
        return len(self.keys) > 1 and all(key.isdecimal() for key in self.keys)

    @property
    def label(self) -> str:
        """The answer in a prompt: ``1 or i: speak``."""
        return say("plain.key", key=self.shown, action=say(f"action_words.{self.action}").lower())

    @property
    def explained(self) -> str:
        """The answer with one sentence or more on what it does."""
        helps = " ".join(say(f"actions.{action}") for action in self.help or (self.action,))
        return say("plain.key", key=self.shown, action=helps)


def numbers(count: int, action: str, help_id: str = "") -> tuple[Answer, ...]:
    """Return the answer that is a number from 1 to ``count``; none if there is nothing."""
    keys = tuple(str(number) for number in range(1, count + 1))
    return (Answer(keys, action, (help_id,) if help_id else ()),) if keys else ()


def prompt(question: str, answers: Sequence[Answer]) -> str:
    """Return a question with everything that can be typed at it."""
    listed = say("plain.answers", answers=", ".join(answer.label for answer in answers))
    return f"{question} {listed}".lstrip()


def meant(answers: Sequence[Answer], typed: str) -> str | None:
    """Return the first key of the answer that was typed, or a number itself; None if it is none."""
    for answer in answers:
        if typed in (*answer.keys, *answer.also):
            return typed if answer.numbers else answer.keys[0]
    return None


def help_lines(answers: Sequence[Answer], *about: str) -> Iterator[str]:
    """Yield the help on these answers, a line for each, and then on the actions ``about``."""
    yield from (answer.explained for answer in answers)
    yield from (say(f"actions.{action}") for action in about)


REPEAT = Answer(("r",), "plain.repeat")
STATUS = Answer(("s",), "plain.status")
WHY = Answer(("y",), "group.why", ("plain.why",))
# Many screen readers leave out a question mark: their users hear only "help".
HELP = Answer(("?",), "help", ("plain.help",), also=("help",))
LEAVE = Answer(("q",), "group.leave", ("plain.leave",))
LEAVE_PREVIEW = Answer(("q",), "group.leave", ("plain.leave_preview",))
BRANCH = Answer(("b",), "group.branch", ("plain.branch", "plain.first_counts"))
BACK = Answer(("", "b"), "plain.back")
STAY = Answer(("", "b"), "branch.stay")

CONTINUE = (Answer(("", "w"), "group.continue", ("plain.next_turn",)), BRANCH)
"""Between two pieces of guided play, in which there is nothing to decide."""

SPEAK_OR_WAIT = (
    Answer(("1", "i"), "group.speak", ("plain.speak",)),
    Answer(("2", "w"), "group.wait"),
    Answer(("o",), "group.own_words", ("group.own_words", "plain.paste")),
    BRANCH,
)
WORDS = (
    Answer(("w",), "group.wait"),
    Answer(("b",), "group.back", ("plain.back_to_question",)),
)
"""Beside the numbers of the lines."""

LIVE = (
    Answer(("",), "group.continue", ("plain.next_turn",)),
    Answer(("w",), "group.wait"),
    Answer(("1", "i"), "group.speak", ("plain.begin",)),
)
SPEAKING = (Answer(("b",), "group.let_go"),)
"""Beside the numbers of the lines."""

BRIEFING = (
    Answer(("",), "briefing.begin"),
    Answer(("m",), "briefing.mode"),
    Answer(("f",), "briefing.feedback"),
    Answer(("d",), "briefing.watch"),
    Answer(("r",), "plain.repeat", ("plain.repeat_briefing",)),
)
TO_LIBRARY = Answer(("b",), "briefing.back")
AFTER = (Answer(("", "q"), "group.leave", ("plain.leave",)),)
AFTER_WITH_NEXT = (Answer(("",), "debrief.follow"),)
TRY_AGAIN = Answer(("b",), "debrief.branch", ("debrief.branch", "plain.first_counts"))
DEBRIEF_AGAIN = Answer(("r",), "plain.repeat", ("plain.repeat_debrief",))
DEBRIEF_IN_FULL = Answer(("a",), "debrief.all", ("plain.all",))
REACTION = (
    Answer(("n",), "reaction.skip", ("plain.skip",)),
    Answer(("x",), "reaction.skip_all"),
    Answer(("r",), "plain.repeat", ("plain.repeat_question",)),
    HELP,
    LEAVE,
)
"""Beside a text, or the numbers of the choices. Enter alone is none of them."""

NEW_VERSION = (Answer(("",), "group.continue", ("plain.next_turn",)),)
WATCH = (
    Answer(("",), "watch.continue"),
    REPEAT,
    HELP,
    Answer(("q",), "watch.back", ("plain.end_watching",)),
)
WATCHED = (Answer(("",), "watch.back"), Answer(("l",), "watch.lead"))
CLEAR = Answer(("x",), "library.clear")
QUIT = Answer(("q",), "library.quit")


LEAVE_DRILL = Answer(("q",), "drill.leave", ("plain.leave_drill",))
NEXT_DRILL = (Answer(("",), "drill.next"), Answer(("b",), "drill.back"))
DRILL = (
    Answer(("1", "i"), "drill.speak", ("plain.speak",)),
    Answer(("2", "w"), "drill.wait"),
    Answer(("o",), "drill.own_words", ("drill.own_words", "plain.paste")),
)


def library_answers(*, filtered: bool) -> tuple[Answer, ...]:
    """Return the answers in the library; x only if there is a filter to clear."""
    return (
        Answer(("",), "library.open", ("plain.open", "plain.programmes"), "number_or_enter"),
        Answer(("/",), "library.search", ("plain.search",), "search"),
        Answer(("f",), "library.filter", ("plain.filter",)),
        *((CLEAR,) if filtered else ()),
        Answer(("d",), "library.watch", ("plain.watch",), "watch"),
        Answer(("g",), "library.glossary", ("plain.glossary",), "word"),
        Answer(("t",), "library.drill"),
        Answer(("l",), "plain.list"),
        Answer(("v",), "plain.debriefs"),
        Answer(("p",), "library.progress"),
        HELP,
        QUIT,
    )
