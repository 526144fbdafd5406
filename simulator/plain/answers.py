"""The answers of plain mode: what is typed, and what it does.

The help is made from these tables. Its texts are those of the same actions on the full screen
(``messages/en/actions.py``), except where an answer does something else there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.messages import say
from simulator.render.widths import WIDTH, wrap
from simulator.scenario.model import Mode


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what is typed, and the ids of the actions whose help explains it.

    ``typed_as`` names the message that is shown instead of ``typed``.
    """

    typed: str
    actions: tuple[str, ...]
    typed_as: str = ""

    @property
    def shown(self) -> str:
        """What is typed, as the help shows it."""
        return say(f"plain.typed_{self.typed_as}") if self.typed_as else self.typed

    @property
    def help(self) -> str:
        """One sentence or more on what it does."""
        return " ".join(say(f"actions.{action}") for action in self.actions)


_LIVE = (
    Answer("", ("plain.next_turn",), "enter"),
    Answer("1-9", ("plain.begin",)),
    Answer("w", ("group.wait",)),
    Answer("b", ("group.let_go",)),
    Answer("t", ("group.branch", "plain.first_counts")),
    Answer("s", ("plain.status",)),
    Answer("?", ("plain.help",)),
)
_GUIDED = (
    Answer("", ("plain.continue",), "enter"),
    Answer("1-9", ("plain.choose",)),
    Answer("w", ("group.wait",)),
    Answer("b", ("group.back",)),
    Answer("o", ("group.own_words", "plain.paste")),
    Answer("t", ("group.branch", "plain.first_counts")),
    Answer("s", ("plain.status",)),
    Answer("?", ("plain.help",)),
)
# An answer that nobody types is a closing paragraph of the help.
_LEAVE, _LEAVE_PREVIEW = Answer("q", ("plain.leave",)), Answer("q", ("plain.leave_preview",))
_ABOUT = Answer("", ("plain.reflect", "plain.about"))
_ABOUT_LIVE = Answer("", ("plain.reflect", "plain.about_live"))
GROUP = (*_GUIDED, _LEAVE, _ABOUT)
PREVIEW = (*_GUIDED, _LEAVE_PREVIEW, _ABOUT)
LIVE = (*_LIVE, _LEAVE, _ABOUT_LIVE)
LIVE_PREVIEW = (*_LIVE, _LEAVE_PREVIEW, _ABOUT_LIVE)
LIBRARY = (
    Answer("1-9", ("plain.open", "plain.programmes")),
    Answer("/", ("plain.search",), "search"),
    Answer("f", ("plain.filter",)),
    Answer("w 2", ("plain.watch",)),
    Answer("d", ("plain.debriefs",)),
    Answer("g", ("plain.glossary",), "word"),
    Answer("?", ("plain.help",)),
    Answer("q", ("plain.leave",)),
)
"""The answers to the questions of a play, of a preview, and of the library."""


def answers_in(mode: Mode, *, preview: bool) -> tuple[Answer, ...]:
    """Return the answers to the questions of a play in this mode."""
    if mode == "live":
        return LIVE_PREVIEW if preview else LIVE
    return PREVIEW if preview else GROUP


def help_lines(answers: tuple[Answer, ...]) -> Iterator[str]:
    """Yield the help on these answers, aligned in two columns."""
    widest = max(len(answer.shown) for answer in answers)
    for answer in answers:
        first = f"{answer.shown:<{widest}}  " if answer.shown else ""
        rest = " " * (widest + 2) if answer.shown else ""
        yield from wrap(answer.help, WIDTH, initial_indent=first, subsequent_indent=rest)
