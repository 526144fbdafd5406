"""What a play earned: credit and timing, percent, by ground rule, harms, noticing."""

from fractions import Fraction

import pytest
from hypothesis import given

from simulator.scenario import model
from simulator.scenario.model import Mode
from simulator.scoring.evidence import Judgement, evidence
from simulator.scoring.scorecard import (
    Harm,
    Noticing,
    RuleCredit,
    Scorecard,
    WordChoice,
    Yardstick,
    noticing,
    percent_of,
    scorecard,
)
from tests.examples import examples
from tests.scripts import CUE, LEAVE, opened, played
from tests.strategies import CHOICES, Data, as_scenario, lead, scenarios

SCRIPT = """\
- cue: drift
  rules: [no-therapy, respect]
  weight: 2
  turns: [{ben: a}, {ben: b}, {ben: c}, {ben: d}]
  ripe: 2
  late: 3
  options:
    - {do: contain, say: I contain., credit: 0.8}
    - {do: interrogate, say: When?, credit: 0, breaks: [no-therapy, respect]}
    - {do: feeling, say: What is it like?, credit: {guiding: 0.6, analytic: 1}}
  missed: {credit: 0.1}
- leave: quiet
  rules: [tolerate-silence, respect]
  turns: [{silence: a}, {silence: b}]
  options:
    - {do: invite-patient, say: And he?, credit: 0.2}
- cue: advice
  turns: [{ben: a}]
  options:
    - {do: redirect, say: x, credit: 1}
"""
YARDSTICK = Yardstick(Fraction(4), 40.0, 30.0, 50.0, 70.0)


def scored(*acts: str, mode: Mode = "guided") -> Scorecard:
    session = played(SCRIPT, *acts, mode=mode)
    scenario = session.setup.program.scenario
    return scorecard(scenario, evidence(scenario, session.events), YARDSTICK, {})


def first(*acts: str, mode: Mode = "guided") -> Judgement:
    return scored(*acts, mode=mode).judgements[0]


@pytest.mark.parametrize(
    ("after", "timing", "credit"),
    [
        (1, "early", Fraction(2, 5)),
        (2, "timely", Fraction(4, 5)),
        (3, "timely", Fraction(4, 5)),
        (4, "late", Fraction(2, 5)),
    ],
)
def test_an_act_in_a_cue_earns_its_credit_times_the_factor_of_its_time(
    after: int, timing: str, credit: Fraction
) -> None:
    judgement = first(*["wait"] * (after - 1), "contain", mode="live")
    assert (judgement.after, judgement.timing, judgement.credit) == (after, timing, credit)
    assert judgement.weighed == 2 * credit


def test_a_guided_act_is_always_timely() -> None:
    assert first("contain").credit == Fraction(4, 5)


def test_credit_is_that_of_the_scenarios_style() -> None:
    assert first("feeling").credit == Fraction(3, 5)


def test_a_missed_cue_earns_what_its_author_says_and_nothing_otherwise() -> None:
    judgements = scored("wait", "wait", "wait").judgements
    assert [judgement.credit for judgement in judgements] == [Fraction(1, 10), 1, 0]


def test_a_leave_waited_out_earns_all_and_acted_in_its_options_credit_at_any_time() -> None:
    assert scored("wait", "wait", "wait").judgements[1].credit == 1
    for waits in ([], ["wait"]):
        card = scored(*["wait"] * 4, *waits, "invite-patient", mode="live")
        assert card.judgements[1].credit == Fraction(1, 5)


def test_percent_is_of_the_best_reachable_never_of_what_was_met() -> None:
    card = scored("contain", "wait", "redirect")
    assert card.credit == Fraction(8, 5) + 1 + 1
    assert card.percent == 90.0
    assert scored("interrogate", "invite-patient", "wait").percent == 5.0
    assert percent_of(Fraction(1), Fraction(0)) == 0.0


def test_by_rule_counts_the_moments_at_stake_and_the_credit_in_them_without_weights() -> None:
    card = scored("contain", "invite-patient", "redirect")
    rules = {rule.rule: rule for rule in card.rules}
    assert rules["respect"] == RuleCredit("respect", 2, Fraction(1))
    assert rules["no-therapy"] == RuleCredit("no-therapy", 1, Fraction(4, 5))
    assert rules["tolerate-silence"] == RuleCredit("tolerate-silence", 1, Fraction(1, 5))
    assert rules.keys() == {"respect", "no-therapy", "tolerate-silence"}


def test_rules_come_in_the_catalogues_order() -> None:
    session = played(SCRIPT, "contain", "wait", "wait")
    known = list(session.setup.program.scenario.catalogue.rules)
    found = [rule.rule for rule in scored("contain", "wait", "wait").rules]
    assert found == sorted(found, key=known.index)


def test_harms_are_the_leaders_own_lines_that_broke_rules() -> None:
    assert scored("interrogate", "wait", "redirect").harms == (
        Harm("drift", "interrogate", ("no-therapy", "respect")),
    )
    assert scored("contain", "invite-patient", "wait").harms == ()


def test_a_moment_without_an_act_is_judged_after_its_last_turn() -> None:
    session = played(CUE + LEAVE, "wait", "feeling")
    judged = evidence(session.setup.program.scenario, session.events)
    assert [(judgement.moment.id, judgement.after) for judgement in judged] == [
        ("drift", 3),
        ("quiet", 2),
    ]


def test_noticing_counts_hits_misses_false_alarms_and_correct_rejections() -> None:
    assert scored("contain", "wait", "redirect").noticing == Noticing(2, 0, 0, 1)
    assert scored("interrogate", "invite-patient", "wait").noticing == Noticing(1, 1, 1, 0)
    assert noticing(()) == Noticing(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("counts", "score"),
    [
        (Noticing(0, 0, 1, 3, spoke_between=2), None),
        (Noticing(2, 1, 0, 0), None),
        (Noticing(0, 0, 0, 1, left_to_others=2), None),
        (Noticing(3, 0, 4, 0), 50.0),  # always speaking
        (Noticing(0, 3, 0, 4), 50.0),  # always waiting
        (Noticing(1, 1, 1, 3), 62.5),
        (Noticing(1, 1, 1, 3, spoke_between=2), 50.0),
        (Noticing(1, 0, 0, 1, left_to_others=5), 100.0),
    ],
)
def test_the_score_of_noticing_needs_a_cue_and_a_leave(
    counts: Noticing, score: float | None
) -> None:
    assert counts.score == score


def test_there_is_no_score_of_words_where_none_were_chosen_or_none_earned_anything() -> None:
    waited = scored("wait", "invite-patient", "wait").words
    assert (waited.cues, waited.score, waited.chance) == (0, None, None)
    worthless = WordChoice(1, Fraction(0), Fraction(0), Fraction(0))
    assert (worthless.score, worthless.chance) == (None, None)


def test_words_count_in_cues_with_the_best_and_the_average_of_the_lines_available() -> None:
    # The lines of the first cue earn 0.8, 0 and 0.6; that of the other earns 1.
    assert scored("interrogate", "invite-patient", "redirect").words == WordChoice(
        2, Fraction(1), Fraction(9, 5), Fraction(7, 15) + 1
    )
    assert scored("contain", "invite-patient", "redirect").words.chosen == Fraction(9, 5)
    assert scored("wait", "wait", "redirect").words == WordChoice(
        1, Fraction(1), Fraction(1), Fraction(1)
    )


@pytest.mark.parametrize(
    ("counts", "sensitivity", "bias"),
    [
        (Noticing(hits=9, misses=3, false_alarms=2, correct_rejections=6), "1.20", "-0.01"),
        (Noticing(hits=12, misses=0, false_alarms=8, correct_rejections=0), "0.18", "-1.68"),
        (Noticing(hits=3, misses=9, false_alarms=0, correct_rejections=8), "0.98", "1.10"),
    ],
)
def test_sensitivity_and_bias_are_those_of_the_published_formula(
    counts: Noticing, sensitivity: str, bias: str
) -> None:
    assert (f"{counts.sensitivity():.2f}", f"{counts.bias():.2f}") == (sensitivity, bias)
    assert counts.enough


@pytest.mark.parametrize(
    ("counts", "enough"),
    [((8, 0, 8, 0), True), ((0, 8, 0, 8), True), ((7, 0, 0, 20), False), ((20, 0, 7, 0), False)],
)
def test_statistics_need_eight_of_each_sort(
    counts: tuple[int, int, int, int], enough: bool
) -> None:
    assert Noticing(*counts).enough is enough


def test_statistics_can_be_worked_out_at_the_extremes() -> None:
    assert Noticing(0, 0, 0, 0).sensitivity() == 0
    assert Noticing(8, 0, 0, 8).sensitivity() > 3
    assert Noticing(0, 8, 8, 0).sensitivity() < -3
    assert Noticing(8, 0, 8, 0).bias() < 0 < Noticing(0, 8, 0, 8).bias()


@examples(30)
@pytest.mark.parametrize("mode", ["guided", "live"])
@given(data=scenarios(), choices=CHOICES)
def test_the_parts_of_a_scorecard_add_up(data: Data, choices: list[int], mode: Mode) -> None:
    scenario = as_scenario(data)
    judgements = evidence(scenario, lead(opened(scenario, mode), choices).events)
    card = scorecard(scenario, judgements, YARDSTICK, {})
    counts = card.noticing
    assert counts.hits + counts.misses + counts.left_to_others == sum(
        not judgement.moment.leave for judgement in judgements
    )
    assert counts.false_alarms + counts.correct_rejections == sum(
        judgement.moment.leave for judgement in judgements
    )
    assert card.credit == sum((judgement.weighed for judgement in judgements), Fraction(0))
    for judgement in judgements:
        weighted = judgement.credit * judgement.moment.weight
        assert judgement.weighed == weighted or judgement.moment.mends
    assert all(0 <= judgement.credit <= 1 for judgement in judgements)
    assert all(0 <= rule.credit <= rule.moments for rule in card.rules)


def test_the_moments_of_a_long_scenario_are_not_looked_for_again_at_every_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = played("".join(CUE.replace("drift", f"drift-{i}") for i in range(20)), "contain")
    monkeypatch.setattr(model, "walk", None)
    found = evidence(session.setup.program.scenario, session.events)
    assert [judgement.moment.id for judgement in found] == [f"drift-{i}" for i in range(20)]
    assert found[0].option == found[0].moment.options[0]


def test_each_number_of_a_scorecard_has_its_name() -> None:
    yardstick = Yardstick(Fraction(9, 2), 31.0, 22.0, 13.0, 44.0)
    words = WordChoice(2, Fraction(1, 2), Fraction(2), Fraction(3, 4))
    harms = (Harm("drift", "advise", ("no-advice",)),)
    noticed = Noticing(5, 6, 7, 8, left_to_others=9, spoke_between=10)
    card = Scorecard((), yardstick, Fraction(3), 66.0, (), harms, noticed, words, {})
    assert card.numbers() == {
        "percent": 66.0,
        "credit": 3.0,
        "best": 4.5,
        "chance": 31.0,
        "always_wait": 22.0,
        "always_speak": 13.0,
        "timing_only": 44.0,
        "hits": 5,
        "misses": 6,
        "false_alarms": 7,
        "correct_rejections": 8,
        "left_to_others": 9,
        "noticing_score": pytest.approx((5 / 11 + 8 / 25) * 50),
        "words_score": 25.0,
        "words_chance": 37.5,
        "spoke_between": 10,
        "harms": 1,
    }
