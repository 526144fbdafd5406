"""A sheet of marks: what one rater thinks of each line of a scenario, without its key.

A sheet is written empty beside the paper without the key, and read back when it is filled in. Lines
are named as on the paper: the number of a moment and a letter. Which option a letter stands for
follows from the scenario and the seed, so the sheet has no id that says anything about the key.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from simulator.authoring.letters import letters
from simulator.authoring.screenplay import Screenplay
from simulator.messages import say
from simulator.scenario.model import Scenario

Mark = Literal["best", "fits", "poor"]
MARKS: tuple[Mark, ...] = ("best", "fits", "poor")
"""The marks, from the best to the worst."""

WAIT = "wait"
"""Stands in place of a letter for saying nothing."""

NAME = "balint-sim-marks"
"""The first words of a sheet."""

EDITION = 1
"""The edition of the form of a sheet."""

_CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a sheet; ``mark`` is None if the rater ticked no box.

    ``words`` help the rater; nothing reads them back.
    """

    moment: int
    letter: str
    words: str
    mark: Mark | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; ``paper`` is the code of the lines from which it was printed."""

    scenario: str
    version: int
    paper: str
    seed: int
    rater: str
    remarks: str
    lines: tuple[MarkedLine, ...]


class BadSheet(Exception):
    """A file is no sheet of marks, or cannot be understood; the texts say where and why."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def sheet_of(play: Screenplay) -> Sheet:
    """Return the empty sheet for a paper, with its lines in the order of the moments."""
    scenario = play.scenario
    lines = []
    for part in sorted(play.parts(), key=lambda part: part.number):
        for act in part.by_letter():
            if act.offered:
                words = " / ".join(variant.text for variant in act.say)
                words = words or say("printout.say_nothing")
                if act.option is not None and act.option.gesture:
                    words = f"({words})"  # a stage direction, and nothing that is said
                lines.append(MarkedLine(part.number, act.letter or WAIT, words))
    code = paper_code(scenario)
    return Sheet(scenario.id, scenario.version, code, play.seed, "", "", tuple(lines))


def acts_on_paper(scenario: Scenario, seed: int) -> dict[tuple[int, str], tuple[str, str]]:
    """Return the moment and the act (an option's id, or wait) of each line on a paper.

    The keys are numbers of moments and letters.
    """
    acts = {}
    for number, moment in enumerate(scenario.moments(), 1):
        offered = {moment.options[at].id for at in moment.offered(moment.ask)}
        for option, letter in letters(moment, seed).items():
            if option in offered:
                acts[number, letter] = moment.id, option
        acts[number, WAIT] = moment.id, WAIT
    return acts


def paper_code(scenario: Scenario) -> str:
    """Return a code that changes if the moments or the words of their lines change.

    It does not depend on credits and reasons, so sheets stay valid while the key is discussed. It
    has letters only: a spreadsheet reads ``12e45678`` as a number.
    """
    hashed = blake2b(digest_size=_CODE_LENGTH)
    for moment in scenario.moments():
        for text in (moment.id, *(f"{o.id}/{o.after}/{o.say.source}" for o in moment.options)):
            # No text of a scenario has a zero byte, so other texts are never the same bytes.
            hashed.update(text.encode() + b"\0")
        # The lines on the paper are those that are available after this turn.
        hashed.update(f"{moment.ask}\n".encode())
    return "".join(chr(ord("a") + byte % 26) for byte in hashed.digest())
