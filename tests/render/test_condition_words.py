"""Conditions in words that need no programming."""

import pytest

from simulator.render.condition_words import Names, condition_words
from simulator.scenario.condition import Condition, Judgeable, compile_condition
from simulator.scenario.condition import Names as ConditionNames

NAMES = Names({"drift": 3, "quiet": 4}, {("drift", "contain"): "B"}, frozenset({"father_named"}))
KNOWN = ConditionNames(
    {"safety": 0, "trust": 1},
    {"father_named": 2},
    {
        "drift": Judgeable(0, False, ("contain",)),
        "quiet": Judgeable(3, True, ("feeling",)),
    },
)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("safety < 4", "safety is below 4"),
        ("safety <= 4 and trust > -1", "safety is at most 4 and 'trust' is above -1"),
        ("safety >= 4 or trust == 0", "safety is at least 4 or 'trust' is 0"),
        ("trust != 2", "'trust' is not 2"),
        ("father_named", "'father named' is yes"),
        ("not father_named", "'father named' is no"),
        ("father_named == false", "'father named' is no"),
        ("father_named != false", "'father named' is yes"),
        ("not father_named == true", "'father named' is no"),
        ("did('drift.contain')", "line B was said in moment 3"),
        ("not did('drift.contain')", "line B was not said in moment 3"),
        ("did('drift')", "the leader spoke in moment 3"),
        ("not did('drift')", "the leader did not speak in moment 3"),
        ("missed('drift')", "the leader said nothing in moment 3"),
        ("waited('quiet')", "the leader said nothing in moment 4"),
        (
            "not waited('quiet')",
            "it is not so that the leader said nothing in moment 4",
        ),
        (
            "not (safety < 4 or father_named)",
            "it is not so that (safety is below 4 or 'father named' is yes)",
        ),
        ("safety + trust * 2 - 1 > 4", "safety plus 'trust' times 2 minus 1 is above 4"),
    ],
)
def test_a_condition_in_words(condition: str, words: str) -> None:
    compiled = compile_condition(condition, KNOWN)
    assert isinstance(compiled, Condition)
    assert condition_words(compiled, NAMES) == words
