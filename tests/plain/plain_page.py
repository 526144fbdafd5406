"""The tables of ``docs/plain-mode.md``, made from the tables of answers."""

import re
from collections.abc import Sequence

from simulator.messages import say
from simulator.plain import answers
from simulator.plain.answers import Answer

EVERYWHERE = (answers.REPEAT, answers.WHY, answers.STATUS, answers.HELP, answers.LEAVE)
LINE = Answer(tuple("1234"), "group.say", ("plain.say_line",))
CHOICE = Answer(tuple("1234"), "reaction.choose")
TABLES: dict[str, Sequence[Answer]] = {
    "library": answers.library_answers(filtered=True),
    "briefing": (*answers.BRIEFING, answers.TO_LIBRARY),
    "between": answers.CONTINUE,
    "question": answers.SPEAK_OR_WAIT,
    "words": (LINE, *answers.WORDS),
    "live": answers.LIVE,
    "speaking": (LINE, *answers.SPEAKING),
    "everywhere": EVERYWHERE,
    "drill": (*answers.DRILL, answers.REPEAT, answers.HELP, answers.LEAVE_DRILL),
    "reaction": (CHOICE, *answers.REACTION),
    "after": (
        *answers.AFTER,
        answers.TRY_AGAIN,
        answers.DEBRIEF_IN_FULL,
        answers.DEBRIEF_AGAIN,
        answers.HELP,
    ),
    "watching": (*answers.WATCH, *answers.WATCHED[1:]),
}
_TABLE = re.compile(r"^<!-- answers: ([^\n]+) -->\n(?:\|[^\n]*\n)*", re.MULTILINE)


def drawn_anew(page: str) -> str:
    """The page with its tables as they should be."""
    return _TABLE.sub(lambda found: f"<!-- answers: {found[1]} -->\n{table(found[1])}", page)


def table(place: str) -> str:
    """The answers to one question as Markdown."""
    rows = [f"| {ticked(one)} | {helped(one)} |" for one in TABLES[place]]
    return "\n".join(["| answer | what it does |", "| --- | --- |", *rows, ""])


def ticked(answer: Answer) -> str:
    return answer.shown if answer.typed_as else re.sub(r"(\w+|\?)", _tick, answer.shown)


def _tick(found: re.Match[str]) -> str:
    word = found[0]
    return word if word in ("or", "to", "Enter") else f"`{word}`"


def helped(answer: Answer) -> str:
    return " ".join(say(f"actions.{id_}") for id_ in answer.help or (answer.action,))
