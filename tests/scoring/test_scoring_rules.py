"""Scorecards of whole plays against the scoring rules, which the tests work out a second time."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.exact import ActionValues, Exact
from simulator.analysis.score_play import score_play
from simulator.engine.acts import BEGIN, LET_GO, WAIT, Act, Remark, Take
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import Mode, Scenario
from simulator.scoring.scorecard import Scorecard
from tests import second_edition
from tests.examples import examples
from tests.scoring_rules import Played, Reading, acts_of, read, when
from tests.scripts import loaded, opened, with_between
from tests.strategies import Data, as_scenario, scenarios
from tests.workspaces import catalogue

BOTH = pytest.mark.parametrize("mode", ["guided", "live"])

PICKS = st.lists(st.integers(0, 11), max_size=30)
"""One number a decision: what to do there. When there are no more, everything is waited out."""

MOST_ACTS = 120
FACTORS = {"early": Fraction(1, 2), "timely": Fraction(1), "late": Fraction(1, 2)}


def acts(session: Session, picks: list[int]) -> Iterator[Act]:
    """Yield what a leader does who speaks about every second time that it is possible."""
    waiting = iter(picks)
    for _ in range(MOST_ACTS):
        now = session.pause
        lines: list[Act] = [Take(option.id) for option in now.options]
        if now.speaking:
            possible = [*lines, *now.remarks, LET_GO]
        elif now.asks:
            possible = [WAIT, *lines, *([BEGIN] if session.setup.mode == "live" else [])]
        elif session.setup.mode == "live":
            possible = [WAIT, WAIT, BEGIN, Remark("feeling")]
        else:
            possible = [WAIT]
        quiet = LET_GO if now.speaking else WAIT
        number = next(waiting, None) if len(possible) > 1 else 0
        yield quiet if number is None else possible[number % len(possible)]


def led(
    scenario: Scenario, mode: Mode, picks: list[int]
) -> tuple[Session, list[Played], Scorecard]:
    """Play, and return the play, its acts, and its scorecard."""
    session = opened(scenario, mode)
    play = acts_of(session, acts(session, picks))
    return session, play, score_play(session, Exact.of(session.setup.program))


def shown(card: Scorecard) -> Reading:
    """Return what a scorecard says, as a reading."""
    noticed, words = card.noticing, card.words
    return Reading(
        credit=card.credit,
        hits=noticed.hits,
        misses=noticed.misses,
        false_alarms=noticed.false_alarms,
        rejections=noticed.correct_rejections,
        left_to_others=noticed.left_to_others,
        spoke_between=noticed.spoke_between,
        noticing=noticed.score,
        words=words.score,
        words_chance=words.chance,
    )


@BOTH
@examples(80)
@given(data=scenarios(), picks=PICKS, own_lines=st.booleans())
def test_a_scorecard_says_what_the_rules_say_of_its_play(
    data: Data, picks: list[int], own_lines: bool, mode: Mode
) -> None:
    scenario = as_scenario(data)
    scenario = with_between(scenario) if own_lines else scenario
    session, play, card = led(scenario, mode, picks)
    reading = read(session.setup, play)
    assert shown(card) == reading
    assert sum((judged.weighed for judged in card.judgements), Fraction(0)) == card.credit
    assert all(0 <= judged.credit <= 1 for judged in card.judgements)
    assert all(0 <= judged.weighed <= judged.moment.weight for judged in card.judgements)
    scores = (reading.noticing, reading.words, reading.words_chance)
    assert all(0 <= score <= 100 for score in (card.percent, *scores) if score is not None)
    numbers = card.numbers()
    assert (
        numbers["noticing_score"],
        numbers["words_score"],
        numbers["words_chance"],
        numbers["spoke_between"],
    ) == (*scores, reading.spoke_between)


@BOTH
@examples(40)
@given(data=scenarios())
def test_the_best_play_has_exactly_100_percent(data: Data, mode: Mode) -> None:
    assert_the_best_has_100(as_scenario(data), mode)


@BOTH
def test_the_best_play_of_the_second_edition_has_exactly_100_percent(mode: Mode) -> None:
    assert_the_best_has_100(loaded(second_edition.TEXT), mode)


def assert_the_best_has_100(scenario: Scenario, mode: Mode) -> None:
    program = compile_scenario(scenario)
    exact = Exact.of(program)
    session = Session(Setup(program, mode, 3), lambda record: None)
    play = acts_of(session, best_acts(session, exact.mode(mode)))
    card = score_play(session, exact)
    best = exact.mode(mode).yardstick.best
    assert card.percent == (100.0 if best else 0.0)
    assert read(session.setup, play).credit == best
    assert set(card.costs.values()) <= {0}


def best_acts(session: Session, values: ActionValues) -> Iterator[Act]:
    """Yield the acts with the highest values, as they are asked for."""
    passed = set()
    while session.state not in passed:
        passed.add(session.state)
        if not session.pause.asks:
            yield WAIT
            continue
        found = values.acts(session.state)
        best = max(found, key=lambda act: found[act])
        yield WAIT if best == "wait" else Take(best)


@examples(60)
@given(scenarios())
def test_the_time_of_an_act_and_its_factor_are_those_that_are_written(data: Data) -> None:
    scenario = as_scenario(data)
    for moment in scenario.moments():
        step = _written(data["script"])[moment.id]
        for after in range(1, len(moment.turns) + 1):
            assert moment.timing(after) == when(moment, after, catalogue())
        for option, line in zip(moment.options, step["options"], strict=True):
            factors = FACTORS | step.get("timing", {}) | line.get("timing", {})
            assert option.timing == {name: Fraction(str(x)) for name, x in factors.items()}
            assert option.after == line.get("after", 1)
        assert moment.mends == step.get("mends", "")


def _written(steps: list[Data]) -> dict[str, Data]:
    """Return each moment of a script as it is written, by its id."""
    found: dict[str, Data] = {}
    for step in steps:
        name = step.get("cue", step.get("leave"))
        if name is not None:
            found[name] = step
        for part in (step, *step.get("options", []), step.get("missed"), step.get("waited")):
            for key in ("then", "else"):
                found |= _written((part or {}).get(key, []))
    return found
