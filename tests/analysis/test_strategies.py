"""Test-wise strategies: what each looks at, and that its credit is that of all plays enumerated."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import pytest
from hypothesis import given

from simulator.analysis.explore import explore
from simulator.analysis.strategies import asks, hedges, percents, sentences
from simulator.analysis.values import Analysis, analyse
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.pause import pause
from simulator.engine.program import compile_scenario
from simulator.engine.setup import Setup
from simulator.engine.state import Pause, State
from simulator.scenario.model import Option, Scenario, names_in_case
from tests.analysis.enumeration import Enumeration, Point, Tally
from tests.examples import examples
from tests.scripts import CUE, HEAD, LEAVE, loaded, scripted
from tests.strategies import Data, as_scenario, as_yaml, scenarios

Leading = list[tuple[Act, Fraction]]
Leader = Callable[[State, Pause], Leading]

SAYINGS = {
    "I contain.": "Perhaps it might be {patient}.",
    "I redirect.": "Maybe so, says {ben}.",
    "I protect.": "Is it the {sign}?",
    "I advise.": "I think. And then?",
    "I other.": "It is the {sign}",
}
"""Wordings, some of which differ in length (with the first case's names) and in hedges."""


def guided(scenario: Scenario) -> Analysis:
    return analyse(explore(compile_scenario(scenario)), "guided")


def earned(script: str) -> dict[str, float]:
    return percents(guided(scripted(script)))


def reworded(data: Data) -> Scenario:
    text = as_yaml(data)
    for plain, said in SAYINGS.items():
        text = text.replace(f"say: {plain}", f"say: '{said}'")
    return loaded(text)


@dataclass
class Walk(Enumeration):
    """Every play of a leader with these probabilities of acts; ``chance`` is the credit."""

    leader: Leader = field(default=lambda state, now: [])
    known: dict[Point, Tally] = field(default_factory=dict)

    def decided(self, point: Point, now: Pause) -> Tally:
        if point not in self.known:
            acts = self.leader(point.state, now) if now.options else [(WAIT, Fraction(1))]
            earned = (share * self.tried(point, act).value.chance for act, share in acts)
            self.known[point] = Tally(chance=sum(earned, Fraction(0)))
        return self.known[point]


def walked(scenario: Scenario, leader: Leader) -> float:
    """What a leader earns in percent of the best, by walking every play."""
    setup = Setup(compile_scenario(scenario), "guided", 1)
    best = Enumeration(setup).whole().best
    return float(Walk(setup, leader=leader).whole().chance / best * 100) if best else 0.0


def evenly(options: Iterable[Option]) -> Leading:
    acts = [Take(option.id) for option in options]
    return [(act, Fraction(1, len(acts))) for act in acts] or [(WAIT, Fraction(1))]


def tops(score: Callable[[Option], float]) -> Leader:
    return lambda state, now: evenly(
        o for o in now.options if score(o) == max(map(score, now.options))
    )


def leaders(scenario: Scenario) -> dict[str, Leader]:
    """The strategies as a person would follow them at the screen."""
    names = names_in_case(scenario, 0)
    softeners = ("Perhaps", "might", "Maybe", "I think")
    program = compile_scenario(scenario)
    setups = [Setup(program, "guided", seed) for seed in range(200)]

    def chance(state: State, now: Pause) -> Leading:
        acts: list[Act] = [WAIT, *(Take(option.id) for option in now.options)]
        return [(act, Fraction(1, len(acts))) for act in acts]

    def first(state: State, now: Pause) -> Leading:
        return [(Take(pause(setup, state).options[0].id), Fraction(1, 200)) for setup in setups]

    def kind(wanted: str) -> Leader:
        return lambda state, now: evenly(option for option in now.options if option.do == wanted)

    return {
        "chance": chance,
        "always wait": lambda state, now: evenly(()),
        "always speak": lambda state, now: evenly(now.options),
        "longest": tops(lambda option: len(option.say.fill(names))),
        "shortest": tops(lambda option: -len(option.say.fill(names))),
        "first shown": first,
        "most sentences": tops(
            lambda option: option.say.source.count(".") + option.say.source.count("?")
        ),
        "ends asking": tops(lambda option: option.say.source[-1] == "?"),
        "most hedged": tops(
            lambda option: sum(option.say.source.count(word) for word in softeners)
        ),
        **{f"always {wanted}": kind(wanted) for wanted in scenario.catalogue.kinds},
    }


@examples(25, usually=8)
@given(scenarios(most_moments=3))
def test_every_strategy_earns_what_walking_all_its_plays_comes_to(data: Data) -> None:
    scenario = reworded(data)
    found = percents(guided(scenario))
    led = leaders(scenario)
    assert found == {name: pytest.approx(walked(scenario, led[name]), abs=1e-9) for name in found}


@given(scenarios())
def test_chance_and_the_fixed_policies_are_those_of_the_yardstick(data: Data) -> None:
    analysis = guided(as_scenario(data))
    found, line = percents(analysis), analysis.yardstick()
    assert found["chance"] == pytest.approx(line.chance)
    assert found["always wait"] == pytest.approx(line.always_wait)
    assert found["always speak"] == pytest.approx(line.always_speak)


def offering(*options: str) -> str:
    """A cue with these options, each written as kind, words and credit."""
    written = (
        f"{{do: {do}, say: '{say}', credit: {credit}, id: o{i}}}"
        for i, (do, say, credit) in enumerate(option.split(" | ") for option in options)
    )
    return f"- cue: drift\n  turns: [{{ben: one}}]\n  options: [{', '.join(written)}]\n"


def test_where_several_are_the_longest_any_of_them_is_taken() -> None:
    found = earned(offering("contain | Abc. | 1", "protect | Xyz. | 0.5", "advise | No | 0"))
    assert found["longest"] == pytest.approx(75)
    assert found["shortest"] == 0


def test_length_is_that_of_the_words_as_the_first_case_fills_them() -> None:
    head = HEAD.replace(
        "climate:", "cases: [{patient: Mrs Okoro-Lindqvist}, {patient: Al}]\nclimate:"
    )
    script = offering("contain | {patient}? | 1", "advise | Who is it then? | 0")
    found = percents(guided(scripted(script, head)))
    assert found["longest"] == 100
    assert found["shortest"] == 0


def test_the_most_hedged_wording_is_the_one_with_the_most_softening_words() -> None:
    found = earned(
        offering(
            "contain | I wonder if it might be so. | 1",
            "protect | Perhaps. | 0.5",
            "advise | Do it. | 0",
        )
    )
    assert found["most hedged"] == 100


def test_where_nothing_on_offer_hedges_any_option_is_taken() -> None:
    hedging = offering("contain | Perhaps. | 1").replace("drift", "first")
    found = earned(hedging + offering("contain | Yes. | 1", "advise | No. | 0"))
    assert found["most hedged"] == pytest.approx(75)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Perhaps we might.", 2),
        ("PERHAPS, perhaps", 2),
        ("She seems a  little tired", 2),
        ("I'm not sure: it could\nbe sort\nof so.", 3),
        ("Mayor Mighty wondered about couldn", 0),
        ("Say a littler word", 0),
        ("I think so", 1),
        ("", 0),
    ],
)
def test_hedges_are_whole_words_in_large_or_small_letters(text: str, count: int) -> None:
    assert hedges(text) == count


def test_only_strategies_that_fit_the_scenario_are_tried() -> None:
    found = earned(offering("contain | Yes. | 1", "advise | No. | 0"))
    assert "most hedged" not in found
    assert [name for name in found if name.startswith("always ")] == [
        "always wait",
        "always speak",
        "always contain",
        "always advise",
    ]


def test_who_always_takes_one_kind_waits_where_it_is_not_on_offer() -> None:
    found = earned(CUE + LEAVE)
    assert found["always contain"] == 100
    assert found["always advise"] == 50
    assert found["always feeling"] == pytest.approx(10)


def test_of_several_options_of_a_kind_any_is_taken() -> None:
    assert earned(offering("contain | Yes. | 1", "contain | No. | 0"))[
        "always contain"
    ] == pytest.approx(50)


def test_what_stands_first_is_averaged_over_many_orders_of_the_options() -> None:
    found = earned(offering("contain | Yes. | 1", "advise | No. | 0"))
    assert 35 < found["first shown"] < 65
    assert found["first shown"] != 50


def test_where_no_option_is_on_offer_every_strategy_waits() -> None:
    never = CUE.replace("credit: 1", "credit: 1, when: safety > 9").replace(
        "credit: 0", "credit: 0, when: safety > 9"
    )
    found = earned(f"{never}  missed: {{credit: 0.4}}\n")
    assert set(found.values()) == {100.0}


def test_options_that_are_not_on_offer_tempt_nobody() -> None:
    script = CUE.replace("say: I advise.", "say: I advise at very great length., when: safety > 9")
    assert earned(script)["longest"] == 100


def test_a_way_that_never_ends_earns_nothing_more() -> None:
    found = earned(f"{CUE}- label: round\n- ben: and again\n- goto: round\n")
    assert found["always contain"] == 100
    assert found["chance"] == pytest.approx(100 / 3)


def test_where_there_is_nothing_to_decide_or_to_earn_every_percent_is_nought() -> None:
    assert set(earned("- ben: one\n").values()) == {0.0}
    assert set(earned(CUE.replace("credit: 1", "credit: 0")).values()) == {0.0}


def test_a_stopped_search_and_live_play_are_not_asked() -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    for analysis in (analyse(explore(program, 1), "guided"), analyse(explore(program), "live")):
        with pytest.raises(AssertionError):
            percents(analysis)


def test_sentences_are_counted_by_what_ends_them_and_a_question_may_end_in_a_quote() -> None:
    assert [sentences(text) for text in ("One", "One.", "One... Two?!", "Dr. Who, he said.")] == [
        0,
        1,
        2,
        2,
    ]
    assert [asks(text) for text in ("Is it?", "He said 'is it?'", "Is it? No.", "X? X", "")] == [
        *(True, True),
        *(False, False, False),
    ]


def test_where_no_option_differs_in_sentences_or_asks_nobody_can_go_by_it() -> None:
    assert not {"most sentences", "ends asking"} & earned(CUE).keys()
    found = earned(CUE.replace("I contain.", "I contain. You?"))
    assert (found["most sentences"], found["ends asking"]) == (100, 100)
