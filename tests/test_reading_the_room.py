"""The group tells what to do, and the lines do not: what can be counted of it, over the library."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from simulator.analysis.decisions import costs
from simulator.analysis.explore import WAITED, explore
from simulator.analysis.values import analyse
from simulator.engine.program import compile_scenario
from simulator.library.cards import TUTORIAL
from simulator.scenario.model import Moment, Option, Scenario, Turn, names_in_case, walk
from tests.lines_alone import most_for_one_answer, sets_of_lines
from tests.surveyed import scenarios, surveyed
from tests.words_alone import over_all, read_by_others

pytestmark = pytest.mark.slow  # surveys the whole library

MOST_FOR_TIMING = 58
MOST_FOR_WORDS = 8
"""Points above the chance line for somebody who goes by the words of the lines alone."""

MOST_FOR_LINES = 55
"""Percent of the best for somebody who knows the key and sees the lines, but not the group."""

GOOD = 0.8
"""The credit from which a line in a cue does what its moment calls for."""

INVITATIONS = ("invite-patient", "invite-clinician", "feeling", "team-family", "open-up")
SILENCES = ("working-silence", "frozen-silence")

TAG = re.compile(
    r",\s(?:is|are|was|were|do|does|did|can|could|will|would|have|has|should)(?:n't)?\s"
    r"(?:it|he|she|they|we|you|I|that|there)\?",
    re.I,
)
ANNOUNCES = re.compile(r"\b(?:leave|let)\b.*\b(?:alone|be)\b|good work|working silence", re.I)

FULL = [scenario for scenario in scenarios() if scenario.id != TUTORIAL]
EACH = pytest.mark.parametrize("scenario", FULL, ids=lambda scenario: scenario.id)


# The words of the lines tell little.


def test_the_words_alone_earn_little_more_than_chance() -> None:
    percent, chance = over_all(read_by_others(scenarios()))
    assert percent <= chance + MOST_FOR_WORDS


def test_no_one_answer_to_a_set_of_lines_earns_much() -> None:
    """Twins are opposed: the best act of one earns little in the other."""
    sets = sets_of_lines(scenarios())
    telling = [(round(one.earned, 2), one.moments, one.answer) for one in sets[:12]]
    assert most_for_one_answer(sets) <= MOST_FOR_LINES, telling


def test_no_line_of_the_leader_ends_in_a_tag_question() -> None:
    assert [
        (scenario.id, moment.id, text)
        for scenario, moment, option in options()
        if TAG.search(text := option.say.source)
    ] == []


def test_plain_invitations_are_best_in_a_third_of_the_cues() -> None:
    cues = [(scenario, moment) for scenario, moment in moments() if not moment.leave]
    invited = [
        moment.id
        for scenario, moment in cues
        if any(option.do in INVITATIONS and plain(scenario, option) for option in best(moment))
    ]
    assert len(invited) >= len(cues) / 3, invited


def test_a_prop_of_the_case_is_no_sign_of_a_good_line() -> None:
    """A prop is a word that is heard in one scenario only."""
    with_prop: dict[str, list[bool]] = defaultdict(list)
    for scenario, moment, option in options():
        if not moment.leave and option.credit > 0.3:
            with_prop["good" if option.credit >= GOOD else "middling"].append(
                not plain(scenario, option)
            )
    shares = {worth: sum(found) / len(found) for worth, found in with_prop.items()}
    assert shares["good"] <= shares["middling"], shares


@EACH
def test_to_know_when_and_not_what_earns_little(scenario: Scenario) -> None:
    (figures,) = (one for one in surveyed().scenarios if one.id == scenario.id)
    assert figures.timing_only <= MOST_FOR_TIMING


# Moments that look alike.


@EACH
def test_a_scenario_has_two_pairs_of_twins_or_shares_them(scenario: Scenario) -> None:
    assert sum(scenario.id in {name for name, _ in pair} for pair in pairs()) >= 2


def test_four_pairs_are_one_to_leave_alone_and_one_to_meet() -> None:
    kinds = [sorted(moment_of(*one).kind for one in pair) for pair in pairs()]
    assert kinds.count(["cue", "leave"]) >= 4


def test_twins_have_another_best_act() -> None:
    for pair in pairs():
        first, second = (best_words(*one) for one in pair)
        assert first != second, pair


def test_silences_are_frozen_often_enough_and_work_often_enough() -> None:
    met = Counter(moment.situation for _, moment in moments())
    assert met["frozen-silence"] >= 6
    assert met["working-silence"] >= 6
    assert all(
        moment.leave == (moment.situation == "working-silence")
        for _, moment in moments()
        if moment.situation in SILENCES
    )


def test_nobody_can_count_the_moments_to_leave_alone() -> None:
    """From one to five in a scenario, in each third of a script."""
    counts = [sum(moment.leave for moment in scenario.moments()) for scenario in FULL]
    assert all(1 <= count <= 5 for count in counts), counts
    assert len(set(counts)) >= 4, counts
    thirds = Counter(
        3 * at // len(scenario.moments())
        for scenario in FULL
        for at, moment in enumerate(scenario.moments())
        if moment.leave
    )
    assert all(thirds[third] for third in range(3)), thirds


@EACH
def test_no_objective_announces_good_work(scenario: Scenario) -> None:
    assert [text for text in scenario.objectives if ANNOUNCES.search(text)] == []


# What is met.


def test_every_situation_is_met_in_two_groups() -> None:
    groups: dict[str, set[frozenset[str]]] = defaultdict(set)
    for scenario, moment in moments():
        if moment.situation:
            groups[moment.situation].add(group(scenario))
    (known,) = {tuple(scenario.catalogue.situations) for scenario in scenarios()}
    assert {name: len(groups[name]) for name in known if len(groups[name]) < 2} == {}


def test_advice_and_the_presenters_drift_are_met_most() -> None:
    met = Counter(moment.situation for _, moment in moments())
    assert met["advice"] >= 6
    assert met["presenter-drifts"] >= 6


# Helpers.


def moments() -> Iterator[tuple[Scenario, Moment]]:
    """Every moment of the library."""
    for scenario in scenarios():
        for moment in scenario.moments():
            yield scenario, moment


def options() -> Iterator[tuple[Scenario, Moment, Option]]:
    """Every line on offer in a moment."""
    for scenario, moment in moments():
        for option in moment.options:
            yield scenario, moment, option


def best(moment: Moment) -> list[Option]:
    """The options of a moment that earn most."""
    most = max(option.credit for option in moment.options)
    return [option for option in moment.options if option.credit == most]


def group(scenario: Scenario) -> frozenset[str]:
    """The names of the people in the circle."""
    return frozenset(person.name.source for person in scenario.cast.values())


def moment_of(name: str, moment: str) -> Moment:
    """A moment of a scenario of the library."""
    return next(one for one in scenarios() if one.id == name).moment(moment)


@cache
def pairs() -> frozenset[frozenset[tuple[str, str]]]:
    """The pairs of twins, each moment as its scenario's id and its own."""
    found = set()
    for scenario, moment in moments():
        if moment.twin:
            other, _, twin = moment.twin.rpartition(".")
            found.add(frozenset({(scenario.id, moment.id), (other or scenario.id, twin)}))
    return frozenset(found)


@cache
def best_acts(name: str) -> Mapping[str, str]:
    """The best act of each moment of a scenario, in guided play."""
    scenario = next(one for one in scenarios() if one.id == name)
    found = costs(analyse(explore(compile_scenario(scenario)), "guided"))
    return {one.moment: one.best for one in found.leverage}


def best_words(name: str, moment: str) -> str:
    """The words of the best act; none if it is to wait."""
    act = best_acts(name)[moment]
    return "" if act == WAITED else moment_of(name, moment).option(act).say.source


def plain(scenario: Scenario, option: Option) -> bool:
    """Whether a line holds no word that is heard in this scenario only."""
    return not words(option.say.source) & props(scenario.id)


@cache
def props(name: str) -> frozenset[str]:
    """The words heard in one scenario and in no other, without the names of people."""
    heard = {scenario.id: heard_in(scenario) for scenario in scenarios()}
    elsewhere = frozenset().union(*(said for other, said in heard.items() if other != name))
    return heard[name] - elsewhere - named(name)


@cache
def named(name: str) -> frozenset[str]:
    """The words in the names of the people of a scenario."""
    scenario = next(one for one in scenarios() if one.id == name)
    everybody = " ".join(
        text
        for case in range(len(scenario.cases))
        for text in names_in_case(scenario, case).values()
    )
    return words(everybody)


def heard_in(scenario: Scenario) -> frozenset[str]:
    """The words of the turns of a scenario, in its first case."""
    names = names_in_case(scenario, 0)
    turns = [step.words.fill(names) for step in walk(scenario.script) if isinstance(step, Turn)]
    turns += [turn.words.fill(names) for moment in scenario.moments() for turn in moment.turns]
    return words(" ".join(turns))


def words(text: str) -> frozenset[str]:
    """The words of a text of five letters or more, as they are written in the middle of it."""
    return frozenset(re.findall(r"[a-z]{5,}", re.sub(r"\{[^}]*\}", " ", text.casefold())))
