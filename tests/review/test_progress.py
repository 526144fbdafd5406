"""Progress counts what happened: its numbers are those of the moments, and few moments say little."""

import pytest
from hypothesis import given

from simulator.review.judged import Judged, LineChosen
from simulator.review.progress import FEWEST, Progress, progress
from simulator.review.shares import Share
from tests.examples import examples
from tests.judged_plays import drawn_plays, moment, outcomes, play


def of(*plays: Judged) -> Progress:
    return progress(plays, lambda time: time[:10])


@given(drawn_plays())
@examples(200)
def test_every_number_is_counted_from_the_moments(plays: list[Judged]) -> None:
    made = of(*plays)
    counting = [one for one in plays if one.counts]
    moments = [one for each in counting for one in each.moments]
    found = [one.noticing for one in moments]
    hits, quiet = found.count("hit"), found.count("correct_rejection")
    assert (len(made.plays), made.attempts) == (len(counting), len(plays) - len(counting))
    assert made.moments == len(moments)
    assert made.noticed.spoke == Share(hits, hits + found.count("miss"))
    assert made.noticed.quiet == Share(quiet, quiet + found.count("false_alarm"))
    assert made.noticed.left_to_others == found.count("left_to_others")
    lines = [one.line for one in moments if one.line is not None]
    assert made.worded.best == Share(sum(x.chosen == x.best for x in lines), len(lines))
    assert sum(topic.broken for topic in made.rules) == sum(len(one.breaks) for one in moments)
    for topic in made.rules:
        at_stake = [one for one in moments if topic.id in one.rules]
        assert topic.best == Share(sum(one.cost == 0 for one in at_stake), len(at_stake))
    for situation in made.situations:
        met = [one for one in moments if one.situation == situation.id]
        assert situation.best.total == len(met)
        assert situation.broken == sum(bool(one.breaks) for one in met)
    assert sum(month.plays for month in made.months) == len(counting)
    assert {scenario.id for scenario in made.scenarios} == {one.scenario for one in counting}
    for scenario in made.scenarios:
        percents = [one.percent for one in made.plays if one.scenario == scenario.id]
        assert (scenario.first, scenario.best) == (percents[0], max(percents))


@pytest.mark.parametrize(
    ("hits", "misses", "false_alarms", "quiet", "sensitivity", "bias"),
    [(9, 3, 2, 6, 1.20, -0.01), (12, 0, 8, 0, 0.18, -1.68), (3, 9, 0, 8, 0.98, 1.10)],
)
def test_the_tendency_is_that_of_signal_detection(
    hits: int, misses: int, false_alarms: int, quiet: int, sensitivity: float, bias: float
) -> None:
    moments = outcomes(hit=hits, miss=misses, false_alarm=false_alarms, correct_rejection=quiet)
    # In several plays: the counts are added up before anything is calculated from them.
    noticed = of(play(1, moments[:7]), play(2, moments[7:])).noticed
    assert noticed.sensitivity == pytest.approx(sensitivity, abs=0.005)
    assert noticed.bias == pytest.approx(bias, abs=0.005)


@pytest.mark.parametrize(("signals", "noises"), [(7, 30), (30, 7)])
def test_with_fewer_than_eight_of_either_kind_there_is_no_tendency(
    signals: int, noises: int
) -> None:
    noticed = of(play(1, outcomes(hit=signals, false_alarm=noises))).noticed
    assert noticed.sensitivity is None
    assert noticed.bias is None


def test_speaking_between_moments_lowers_noticing() -> None:
    moments = outcomes(hit=2, correct_rejection=2)
    assert of(play(1, moments)).noticed.score == 100
    spoke = of(play(1, moments, spoke_between=2)).noticed
    assert (spoke.score, spoke.spoke_between) == (75, 2)


def test_other_attempts_are_counted_and_nothing_else_of_them() -> None:
    first = play(1, outcomes(hit=1))
    attempt = play(2, outcomes(hit=5), counts=False, percent=100.0)
    made = of(first, attempt)
    assert (made.attempts, made.moments) == (1, 1)
    assert made.scenarios[0].best == 50


# Trends.


def test_there_is_no_trend_before_eight_moments() -> None:
    assert of(play(1, outcomes(hit=FEWEST - 1))).trends == ()
    noticing, words = of(play(1, outcomes(hit=FEWEST))).trends
    assert (noticing.skill, words.skill) == ("noticing", "words")
    # Moments that somebody else took care of are neither right nor wrong.
    assert of(play(1, outcomes(miss=FEWEST - 1, left_to_others=3))).trends == ()


def test_a_trend_compares_the_earlier_with_the_later_half() -> None:
    wrong, right = outcomes(miss=10), outcomes(correct_rejection=11)
    (up,) = of(play(2, right), play(1, wrong)).trends
    assert (up.earlier, up.later, up.direction) == (Share(0, 10), Share(11, 11), "up")
    (down,) = of(play(1, right), play(2, wrong)).trends
    assert (down.earlier, down.direction) == (Share(10, 10), "down")
    mixed = [wrong[0], right[0], wrong[1], right[1], wrong[2], *right[2:5]]
    (unclear,) = of(play(1, mixed)).trends
    assert (unclear.earlier, unclear.later) == (Share(2, 4), Share(3, 4))
    assert unclear.direction == "unclear"


def test_a_moment_that_was_met_before_shows_no_trend() -> None:
    moments = outcomes(miss=6)
    again = play(2, [moment(one.id, "hit") for one in moments])
    made = of(play(1, moments), again)
    assert (made.moments, made.new_moments, made.trends) == (12, 6, ())
    # In another scenario the same id is another moment.
    elsewhere = play(3, moments, "two")
    assert of(play(1, moments), elsewhere).new_moments == 12


def test_a_line_is_a_best_one_only_if_none_was_better() -> None:
    lines = [
        moment("a", "hit", line=LineChosen(0.5, 1, 0.4)),
        moment("b", "hit", line=LineChosen(0.5, 0.5, 0.2)),
    ]
    worded = of(play(1, lines)).worded
    assert worded.best == Share(1, 2)
    assert worded.score == pytest.approx(200 / 3)
    assert worded.chance == pytest.approx(40)


def test_the_scenario_that_was_played_last_comes_first() -> None:
    made = of(play(1, (), "one"), play(2, (), "two"), play(3, (), "one", chance=40.0))
    assert [scenario.id for scenario in made.scenarios] == ["one", "two"]
    assert (made.scenarios[0].plays, made.scenarios[0].chance) == (2, 40)


def test_of_nothing_there_is_nothing() -> None:
    made = of()
    assert made.noticed.score is made.worded.score is None
    assert (made.plays, made.trends, made.rules, made.months) == ((), (), (), ())
