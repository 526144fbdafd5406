"""A sheet of marks: what one rater thinks of each line of a scenario, without its key.

There are two sheets. The one with boxes has best, fits and poor for each line. That of a panel asks
for each moment whether to speak or to wait, and for a mark from -2 to 2, or never, for each line.

A sheet is written empty beside the paper without the key, and read back when it is filled in. Lines
are named as on the paper: the number of a moment and a letter. Which option a letter stands for
follows from the scenario and the seed, so the sheet has no id that says anything about the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.authoring.letters import letters
from simulator.authoring.screenplay import Screenplay
from simulator.messages import say
from simulator.scenario.lines_code import lines_code
from simulator.scenario.model import Scenario
from simulator.scenario.panel import Decision, Rating
from simulator.scenario.text import brief

Mark = Literal["best", "fits", "poor"]
MARKS: tuple[Mark, ...] = ("best", "fits", "poor")
"""The marks, from the best to the worst."""

WAIT = "wait"
"""Stands in place of a letter for saying nothing."""

DECISION = "choice"
"""Stands in place of a letter for the question whether to speak or to wait, on a panel's sheet."""

Scale = Literal["boxes", "panel"]
"""Which sheet it is."""

EDITIONS: Mapping[Scale, int] = {"boxes": 1, "panel": 2}
"""The editions of the form of a sheet, which is the number behind its first words."""

NAME = "balint-sim-marks"
"""The first words of a sheet."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a sheet; ``mark`` is None if the rater ticked no box.

    On a panel's sheet, a line has a ``rating`` in place of the mark, and the line of the question
    has a ``decision``. ``words`` help the rater; nothing reads them back.
    """

    moment: int
    letter: str
    words: str
    mark: Mark | None = None
    remark: str = ""
    rating: Rating | None = None
    decision: Decision | None = None


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
    scale: Scale = "boxes"


class BadSheet(Exception):
    """A file is no sheet of marks, or cannot be understood; the texts say where and why."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def sheet_of(play: Screenplay, scale: Scale = "boxes") -> Sheet:
    """Return the empty sheet for a paper, with its lines in the order of the moments."""
    scenario = play.scenario
    lines = []
    for part in sorted(play.parts(), key=lambda part: part.number):
        if scale == "panel":
            question = say("printout.speak_or_wait")
            lines.append(MarkedLine(part.number, DECISION, question))
        for act in part.by_letter():
            if act.offered:
                words = " / ".join(variant.text for variant in act.say)
                words = words or say("printout.say_nothing")
                if act.option is not None and act.option.gesture:
                    words = f"({words})"  # a stage direction, and nothing that is said
                lines.append(MarkedLine(part.number, act.letter or WAIT, words))
    code = lines_code(scenario)
    return Sheet(scenario.id, scenario.version, code, play.seed, "", "", tuple(lines), scale)


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


def lines_by_act(
    sheet: Sheet, acts: Mapping[tuple[int, str], tuple[str, str]]
) -> dict[tuple[str, str], MarkedLine]:
    """Return the lines of a sheet by moment and act; ``acts`` are those on its paper.

    Raise BadSheet with every line that is not on the paper or is there twice.
    """
    found: dict[tuple[str, str], MarkedLine] = {}
    problems = []
    for line in sheet.lines:
        act = acts.get((line.moment, line.letter))
        letter = brief(line.letter)
        if act is None:
            problems.append(say("marks.no_such_line", number=line.moment, letter=letter))
        elif act in found:
            problems.append(say("marks.line_twice", number=line.moment, letter=letter))
        else:
            found[act] = line
    if problems:
        raise BadSheet(*problems)
    return found
