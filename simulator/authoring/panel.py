"""A panel made of filled sheets: spreads, agreement, and where it differs from the key.

Members mark by themselves, from a paper without the key. What is made here has no name in it and
does not depend on the order of the sheets. No credit changes; ``Change`` lists what would if the
author adopted the panel's median.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b
from typing import Any

from simulator.authoring.agreement import Agreement, agreement
from simulator.authoring.mark_sheet import (
    DECISION,
    WAIT,
    BadSheet,
    Mark,
    MarkedLine,
    Sheet,
    acts_on_paper,
    lines_by_act,
)
from simulator.messages import say
from simulator.scenario.lines_code import lines_code
from simulator.scenario.model import Moment, Scenario, names_in_case
from simulator.scenario.moment_names import moment_title
from simulator.scenario.panel import (
    DECISIONS,
    FEWEST_MEMBERS,
    RATINGS,
    Decision,
    Panel,
    PanelMoment,
    PanelReason,
    Rating,
    median_credit,
)
from simulator.scenario.text import brief

_OF_BOXES: Mapping[Mark, Rating] = {"best": "2", "fits": "1", "poor": "-1"}
"""What the boxes of the other sheet count as: poor is no help or harm, which is not told apart."""

_SHORTEST_NAME = 3
"""Shorter parts of a name are not looked for in reasons: they are titles and initials."""


@dataclass(frozen=True, slots=True)
class Change:
    """The credit that an act would have if the author adopted the panel's median."""

    act: str
    credit: Fraction
    median: Fraction


@dataclass(frozen=True, slots=True)
class JudgedAct:
    """An act with its credit in the key and the panel's marks; ``words`` are of the first case.

    ``best`` is true if no act has more credit at the pause of guided play.
    """

    act: str
    words: str
    credit: Fraction
    best: bool
    ratings: Mapping[Rating, int]

    @property
    def median(self) -> Fraction | None:
        """The median of the panel's marks as credit; None if there are too few of them."""
        enough = sum(self.ratings.values()) >= FEWEST_MEMBERS
        return median_credit(self.ratings) if enough else None


@dataclass(frozen=True, slots=True)
class JudgedMoment:
    """A moment with its acts in order of credit."""

    number: int
    id: str
    title: str
    decisions: Mapping[Decision, int]
    acts: tuple[JudgedAct, ...]
    reasons: tuple[PanelReason, ...]

    @property
    def majority(self) -> Decision | None:
        """What more than half of those who decided would do; None if too few did."""
        decided = sum(self.decisions.values())
        for decision in DECISIONS:
            if decided >= FEWEST_MEMBERS and 2 * self.decisions.get(decision, 0) > decided:
                return decision
        return None

    @property
    def key_best(self) -> tuple[str, ...]:
        """The acts of the highest credit."""
        return tuple(act.act for act in self.acts if act.best)

    @property
    def panel_best(self) -> tuple[str, ...]:
        """The acts of the highest median; none if no act has one."""
        medians = {act.act: act.median for act in self.acts}
        found = [median for median in medians.values() if median is not None]
        return tuple(act for act, median in medians.items() if found and median == max(found))

    @property
    def other_decision(self) -> bool:
        """Whether the majority would do neither of what is best in the key."""
        key: set[Decision] = {"wait" if act == WAIT else "speak" for act in self.key_best}
        return self.majority is not None and self.majority not in key

    @property
    def other_best(self) -> bool:
        """Whether none of the panel's best acts is best in the key."""
        return bool(self.panel_best) and not set(self.panel_best) & set(self.key_best)

    @property
    def never_best(self) -> tuple[str, ...]:
        """The key's best acts that some member marked with never."""
        return tuple(act.act for act in self.acts if act.best and act.ratings.get("never"))

    @property
    def differs(self) -> bool:
        """Whether panel and key differ in what is best here."""
        return self.other_decision or self.other_best or bool(self.never_best)

    def changes(self) -> tuple[Change, ...]:
        """Return the credits that would change if the author adopted the medians."""
        return tuple(
            Change(act.act, act.credit, act.median)
            for act in self.acts
            if act.median is not None and act.median != act.credit
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """A panel beside the key of its scenario.

    ``empty`` is how many sheets had no mark and do not count; ``boxes`` how many members filled in
    a sheet with boxes. ``renamed`` is how many reasons had the name of a member, which was removed.
    ``deciding`` is the agreement on speaking or waiting, ``rating`` that on the acts.
    """

    scenario: Scenario
    panel: Panel
    moments: tuple[JudgedMoment, ...]
    deciding: Agreement
    rating: Agreement
    empty: int = 0
    boxes: int = 0
    renamed: int = 0

    @property
    def enough(self) -> bool:
        """Whether there are enough members to conclude anything."""
        return self.panel.members >= FEWEST_MEMBERS


def judge(scenario: Scenario, sheets: Sequence[Sheet], date: str) -> Judged:
    """Return the panel that these sheets make; raise BadSheet if one is not of these lines.

    ``date`` is an ISO date. The sheets may have been printed with different seeds.
    """
    marked = [_by_act(scenario, sheet) for sheet in sheets]
    filled = [(sheet, marks) for sheet, marks in zip(sheets, marked, strict=True) if marks.any]
    members = [marks for _, marks in filled]
    names = _names_of([sheet.rater for sheet, _ in filled], scenario, members)
    moments = {
        moment.id: _moment(moment, members, names, lines_code(scenario))
        for moment in scenario.moments()
    }
    made = Panel(scenario.id, scenario.version, lines_code(scenario), date, len(members), moments)
    renamed = sum(_has_name(reason.text, names) for each in members for reason in each.reasons)
    boxes = sum(sheet.scale == "boxes" for sheet, _ in filled)
    return _beside_key(scenario, made, len(sheets) - len(filled), boxes, renamed)


def _beside_key(scenario: Scenario, panel: Panel, empty: int, boxes: int, renamed: int) -> Judged:
    moments = tuple(
        _judged(scenario, number, moment, panel.moments[moment.id])
        for number, moment in enumerate(scenario.moments(), 1)
    )
    # Each moment is a cluster: its one decision, and the marks of its lines.
    decisions = [[_counts(moment.decisions, DECISIONS)] for moment in moments]
    ratings = [[_counts(act.ratings, RATINGS) for act in moment.acts] for moment in moments]
    return Judged(
        scenario,
        panel,
        moments,
        agreement(decisions, "nominal"),
        agreement(ratings, "ordinal"),
        empty,
        boxes,
        renamed,
    )


def _counts(counts: Mapping[Any, int], categories: Sequence[str]) -> list[int]:
    return [counts.get(category, 0) for category in categories]


def _judged(scenario: Scenario, number: int, moment: Moment, found: PanelMoment) -> JudgedMoment:
    names = names_in_case(scenario, 0)
    offered = [moment.options[at] for at in moment.offered(moment.ask)]
    texts = {option.id: option.say.fill(names) for option in offered}
    # An author changes the plain credit, but what is best depends on the timing at the pause.
    own = {option.id: option.credit for option in offered} | {WAIT: moment.passing.credit}
    earned = {option.id: moment.credit(option, moment.ask) for option in offered}
    earned[WAIT] = moment.passing.credit
    acts = tuple(
        JudgedAct(
            act,
            texts.get(act, ""),
            own[act],
            credit == max(earned.values()),
            found.ratings.get(act, {}),
        )
        # Stable: of equal credit, the lines come in the order of the file, and waiting last.
        for act, credit in sorted(earned.items(), key=lambda item: -item[1])
    )
    title = moment_title(moment, scenario.catalogue).fill(names)
    return JudgedMoment(number, moment.id, title, found.decisions, acts, found.reasons)


# The sheets.


@dataclass(frozen=True, slots=True)
class _Given:
    """A member's reason for the decision of a moment (``act`` is empty) or for a mark."""

    moment: str
    act: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class _Marks:
    """What one member marked: decisions by moment, ratings by moment and act, and reasons."""

    decisions: Mapping[str, Decision]
    ratings: Mapping[tuple[str, str], Rating]
    reasons: tuple[_Given, ...]

    @property
    def any(self) -> bool:
        """Whether the member marked anything; reasons alone are no marks."""
        return bool(self.decisions or self.ratings)


def _by_act(scenario: Scenario, sheet: Sheet) -> _Marks:
    if sheet.scenario != scenario.id:
        named = brief(sheet.scenario)
        raise BadSheet(say("marks.other_scenario", found=named, expected=scenario.id))
    if sheet.paper != lines_code(scenario):
        raise BadSheet(say("marks.other_lines"))
    decisions: dict[str, Decision] = {}
    ratings: dict[tuple[str, str], Rating] = {}
    reasons = []
    for (moment, act), line in _placed(scenario, sheet).items():
        rating = _OF_BOXES[line.mark] if line.mark is not None else line.rating
        if line.decision is not None:
            decisions[moment] = line.decision
        if rating is not None:
            ratings[moment, act] = rating
        if line.remark:
            mark = line.decision if act == "" else rating
            reasons.append(_Given(moment, act, mark or "", line.remark))
    if sheet.scale == "boxes":
        decisions = dict(_decided(ratings))
    return _Marks(decisions, ratings, tuple(reasons))


def _placed(scenario: Scenario, sheet: Sheet) -> Mapping[tuple[str, str], MarkedLine]:
    """Return the lines of a sheet by moment and act; the act of the question is empty."""
    acts = acts_on_paper(scenario, sheet.seed)
    if sheet.scale == "panel":
        for number, moment in enumerate(scenario.moments(), 1):
            acts[number, DECISION] = moment.id, ""
    return lines_by_act(sheet, acts)


def _decided(ratings: Mapping[tuple[str, str], Rating]) -> Iterator[tuple[str, Decision]]:
    """Yield what a sheet with boxes says of speaking: what its best acts have in common."""
    best: dict[str, set[Decision]] = {}
    for (moment, act), rating in ratings.items():
        if rating == _OF_BOXES["best"]:
            best.setdefault(moment, set()).add("wait" if act == WAIT else "speak")
    for moment, decisions in best.items():
        # Who finds both best has left open which of them it is.
        if len(decisions) == 1:
            yield moment, decisions.pop()


# What the sheets make together.


def _moment(
    moment: Moment, members: Sequence[_Marks], names: frozenset[str], code: str
) -> PanelMoment:
    decided = Counter(
        marks.decisions[moment.id] for marks in members if moment.id in marks.decisions
    )
    ratings: dict[str, Mapping[Rating, int]] = {}
    for act in (*(option.id for option in moment.options), WAIT):
        place = moment.id, act
        given = Counter(marks.ratings[place] for marks in members if place in marks.ratings)
        if given:
            ratings[act] = {rating: given[rating] for rating in RATINGS if given[rating]}
    reasons = [
        PanelReason(given.act, given.mark, _without_names(given.text, names))
        for marks in members
        for given in marks.reasons
        if given.moment == moment.id
    ]
    return PanelMoment(
        {decision: decided[decision] for decision in DECISIONS if decided[decision]},
        ratings,
        tuple(sorted(reasons, key=lambda reason: _drawn(reason, moment.id, code))),
    )


def _drawn(reason: PanelReason, moment: str, code: str) -> bytes:
    """Return a hash by which reasons are sorted, so that their order says nothing of the sheets."""
    text = "\0".join((code, moment, reason.act, reason.mark, reason.text))
    return blake2b(text.encode(), digest_size=16).digest()


def _names_of(
    raters: Sequence[str], scenario: Scenario, members: Sequence[_Marks]
) -> frozenset[str]:
    """Return the names of members, in parts, that no reason may have.

    Parts that are also names or words of the scenario, or words in lower case in some reason, are
    no names here: a reason about Ben in the circle stays as it is, whoever is called Ben.
    """
    people = (*scenario.cast.values(), *scenario.absent.values())
    texts = [person.name.source for person in people]
    texts += [text for case in scenario.cases for text in case.values()]
    texts += [option.say.source for moment in scenario.moments() for option in moment.options]
    words = set(_WORD.findall(" ".join(texts).lower()))
    reasons = " ".join(reason.text for marks in members for reason in marks.reasons)
    words.update(word for word in _WORD.findall(reasons) if word.islower())
    parts = {part.lower() for rater in raters for part in _WORD.findall(rater)}
    return frozenset(
        part
        for part in parts
        if len(part) >= _SHORTEST_NAME and part not in words and not part.isdigit()
    )


_WORD = re.compile(r"\w+")


def _has_name(text: str, names: frozenset[str]) -> bool:
    return any(word in names for word in _WORD.findall(text.lower()))


def _without_names(text: str, names: frozenset[str]) -> str:
    """Return a reason in which the names of members are replaced by a dash."""
    return _WORD.sub(lambda word: "\N{EM DASH}" if word[0].lower() in names else word[0], text)
