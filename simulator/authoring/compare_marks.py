"""Where the marks of several raters differ from the key and from each other: counts, no verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from simulator.authoring.mark_sheet import (
    WAIT,
    BadSheet,
    Mark,
    Sheet,
    acts_on_paper,
    lines_by_act,
)
from simulator.messages import say
from simulator.scenario.lines_code import lines_code
from simulator.scenario.model import Moment, Option, Scenario, names_in_case
from simulator.scenario.moment_names import moment_title
from simulator.scenario.text import brief

Choice = Literal["speak", "wait", "both"]
"""Whether the acts that a rater marks as best are lines, saying nothing, or both."""


@dataclass(frozen=True, slots=True)
class MarkedAct:
    """An act with its credit in the key, and the mark of each rater (None for no mark).

    ``act`` is an option's id, or wait. ``best`` is true if no act has more credit.
    """

    act: str
    say: str
    credit: Fraction
    best: bool
    marks: tuple[Mark | None, ...]
    remarks: tuple[str, ...]

    def count(self, mark: Mark) -> int:
        """Return how many raters gave this mark."""
        return self.marks.count(mark)

    @property
    def opposed(self) -> bool:
        """Whether one rater finds this act best and another one poor."""
        return "best" in self.marks and "poor" in self.marks


@dataclass(frozen=True, slots=True)
class MarkedMoment:
    """A moment with its acts in order of credit, as guided play offers them at its pause.

    Texts are those of the scenario's first case.
    """

    number: int
    title: str
    moment: Moment
    acts: tuple[MarkedAct, ...]

    def best_of(self, rater: int) -> frozenset[str]:
        """Return the acts that a rater marks as best."""
        return frozenset(act.act for act in self.acts if act.marks[rater] == "best")

    @property
    def key_best(self) -> frozenset[str]:
        """The acts of the highest credit."""
        return frozenset(act.act for act in self.acts if act.best)

    def choice(self, rater: int) -> Choice | None:
        """Return whether a rater would speak; None if nothing is marked as best."""
        return _choice(self.best_of(rater))

    @property
    def key_choice(self) -> Choice:
        """Whether the key's best acts are to speak."""
        chosen = _choice(self.key_best)
        assert chosen is not None  # some act has the highest credit
        return chosen

    def raters(self) -> range:
        """Return the raters by number, from 0."""
        return range(len(self.acts[0].marks))

    def deciding(self) -> list[int]:
        """Return the raters who marked an act as best."""
        return [rater for rater in self.raters() if self.best_of(rater)]

    def against_key(self) -> list[int]:
        """Return the raters none of whose best acts is one of the key's."""
        return [rater for rater in self.deciding() if not self.best_of(rater) & self.key_best]

    def poor_in_key(self) -> list[MarkedAct]:
        """Return the key's best acts that some rater marks as poor."""
        return [act for act in self.acts if act.best and "poor" in act.marks]

    @property
    def divided(self) -> bool:
        """Whether no act is among the best of every rater who marked one as best."""
        chosen = [self.best_of(rater) for rater in self.deciding()]
        return len(chosen) > 1 and not frozenset.intersection(*chosen)

    @property
    def differs(self) -> bool:
        """Whether there is anything to discuss: with the key, or between the raters."""
        opposed = any(act.opposed for act in self.acts)
        return bool(self.against_key() or self.poor_in_key() or self.divided or opposed)


@dataclass(frozen=True, slots=True)
class MarkedScenario:
    """All moments, and the raters' names and free remarks in the order of the files."""

    scenario: Scenario
    raters: tuple[str, ...]
    remarks: tuple[str, ...]
    moments: tuple[MarkedMoment, ...]

    @property
    def lines(self) -> int:
        """The number of lines that there are to mark, saying nothing included."""
        return sum(len(moment.acts) for moment in self.moments)

    def marked_by(self, rater: int) -> int:
        """Return how many of the lines a rater has marked."""
        acts = (act for moment in self.moments for act in moment.acts)
        return sum(act.marks[rater] is not None for act in acts)


def compare_marks(scenario: Scenario, sheets: Sequence[Sheet]) -> MarkedScenario:
    """Return the marks of all sheets; raise BadSheet if one is not of these lines.

    The sheets may have been printed with different seeds.
    """
    marked = [_by_act(scenario, sheet) for sheet in sheets]
    names = names_in_case(scenario, 0)
    moments = tuple(
        MarkedMoment(
            number,
            moment_title(moment, scenario.catalogue).fill(names),
            moment,
            tuple(_acts(moment, marked, names)),
        )
        for number, moment in enumerate(scenario.moments(), 1)
    )
    raters = tuple(_names(sheets))
    return MarkedScenario(scenario, raters, tuple(sheet.remarks for sheet in sheets), moments)


_Marked = Mapping[tuple[str, str], tuple[Mark | None, str]]
"""A rater's mark and remark, by moment and act."""


def _by_act(scenario: Scenario, sheet: Sheet) -> _Marked:
    if sheet.scenario != scenario.id:
        named = brief(sheet.scenario)
        raise BadSheet(say("marks.other_scenario", found=named, expected=scenario.id))
    if sheet.scale != "boxes":
        raise BadSheet(say("marks.of_a_panel"))
    if sheet.paper != lines_code(scenario):
        raise BadSheet(say("marks.other_lines"))
    lines = lines_by_act(sheet, acts_on_paper(scenario, sheet.seed))
    return {act: (line.mark, line.remark) for act, line in lines.items()}


def _acts(moment: Moment, marked: Sequence[_Marked], names: Mapping[str, str]) -> list[MarkedAct]:
    offered = [moment.options[at] for at in moment.offered(moment.ask)]
    texts = {option.id: _words(option, names) for option in offered}
    # With the timing at the pause, where the raters decide.
    earned = {option.id: moment.credit(option, moment.ask) for option in offered}
    earned[WAIT] = moment.passing.credit
    most = max(earned.values())
    acts = []
    # Stable: of equal credit, the lines come in the order of the file, and waiting last.
    for act, credit in sorted(earned.items(), key=lambda item: -item[1]):
        given = [found.get((moment.id, act), (None, "")) for found in marked]
        marks, remarks = tuple(mark for mark, _ in given), tuple(remark for _, remark in given)
        acts.append(MarkedAct(act, texts.get(act, ""), credit, credit == most, marks, remarks))
    return acts


def _words(option: Option, names: Mapping[str, str]) -> str:
    words = option.say.fill(names)
    return f"({words})" if option.gesture else words


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """Return a name for each rater; those without one, or with that of another, get a number."""
    given = [sheet.rater for sheet in sheets]
    names = []
    for number, name in enumerate(given, 1):
        if not name:
            name = say("marks.rater", number=number)
        elif given.count(name) > 1:
            name = say("marks.same_name", name=name, number=number)
        names.append(name)
    return names


def _choice(best: frozenset[str]) -> Choice | None:
    if not best:
        return None
    if WAIT not in best:
        return "speak"
    return "wait" if best == {WAIT} else "both"
