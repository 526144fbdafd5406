"""*The letter in the van*: what the first scenario of the library promises, on every path."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.decisions import unreached
from simulator.analysis.exact import Exact
from simulator.analysis.explore import explore
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.events import Acted, Passed, PhaseBegan, Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import If, walk
from tests.plays import flagship_scenario

SCENARIO = flagship_scenario()
PROGRAM = compile_scenario(SCENARIO)


def played(seed: int, choices: list[int]) -> Session:
    """Play guided: each choice picks an act at a halt (0 waits, n takes the n-th option); when they
    run out, wait.
    """
    session = Session(Setup(PROGRAM, "guided", seed), lambda record: None)
    left = iter(choices)
    while not session.ended:
        options = session.pause.options
        choice = next(left, 0) % (len(options) + 1) if options else 0
        act: Act = Take(options[choice - 1].id) if choice else WAIT
        session.act(act)
    return session


def test_it_is_a_foundation_scenario_in_the_guiding_style_for_an_intensive() -> None:
    assert (SCENARIO.level, SCENARIO.style, SCENARIO.format.id) == (
        "foundation",
        "guiding",
        "intensive-45",
    )
    assert SCENARIO.minutes is not None
    assert 12 <= SCENARIO.minutes <= 15


def test_it_has_seven_moments_or_more_two_of_them_best_left_alone() -> None:
    moments = SCENARIO.moments()
    assert len(moments) >= 7
    assert sum(moment.leave for moment in moments) >= 2
    assert {"presenter-drifts", "private-probing", "comforting", "advice"} <= {
        moment.situation for moment in moments
    }


def test_every_moment_has_its_reasons_and_its_ground_rules() -> None:
    for moment in SCENARIO.moments():
        assert moment.rules, moment.id
        assert moment.passing.why.source, moment.id
        assert 4 <= len(moment.options) <= 6, moment.id
        for option in moment.options:
            assert len(option.why.source) > 60, (moment.id, option.id)


def test_every_moment_has_a_best_act_worth_everything_and_one_worth_little() -> None:
    for moment in SCENARIO.moments():
        earned = [option.credit for option in moment.options] + [moment.passing.credit]
        assert max(earned) == 1, moment.id
        assert min(earned) <= 0.2, moment.id
        assert len({c for c in earned if 0.2 <= c < 1}) >= 1, moment.id


def test_the_best_words_are_not_known_by_their_length() -> None:
    cues = [moment for moment in SCENARIO.moments() if not moment.leave]
    longest = [
        max(moment.options, key=lambda option: len(option.say.source)).credit for moment in cues
    ]
    shortest = [
        min(moment.options, key=lambda option: len(option.say.source)).credit for moment in cues
    ]
    assert sum(credit == 1 for credit in longest) <= len(cues) / 3
    assert sum(credit == 1 for credit in shortest) <= len(cues) / 3


def test_the_cases_change_the_patient_and_not_the_dynamics() -> None:
    assert len(SCENARIO.cases) >= 2
    told = {}
    for seed in range(12):
        session = played(seed, [])
        told[session.setup.names["patient"]] = [type(event).__name__ for event in session.events]
    assert len(told) >= 2
    assert len({tuple(course) for course in told.values()}) == 1


@given(st.integers(0, 9999), st.lists(st.integers(0, 5), max_size=12))
def test_on_every_path_there_are_sixty_turns_and_no_gap_in_the_words(
    seed: int, choices: list[int]
) -> None:
    session = played(seed, choices)
    turns = [event for event in session.events if isinstance(event, Spoken)]
    assert len(turns) >= 60
    assert not any(re.search(r"[{}]|\s\s|\s[,.?]", turn.text) for turn in turns), (
        "a placeholder left a gap"
    )
    assert turns[-1].speaker == "leader"


def speakers_at_the_end(session: Session) -> list[str]:
    """Return who speaks from the return of the presenter on, after the last moment."""
    start = session.events.index(PhaseBegan("presenter-returns"))
    return [event.speaker for event in session.events[start:] if isinstance(event, Spoken)]


def test_what_the_leader_does_early_changes_who_speaks_later() -> None:
    branches = [step for step in walk(SCENARIO.script) if isinstance(step, If)]
    conditional = [
        step for step in walk(SCENARIO.script) if getattr(step, "when", None) is not None
    ]
    assert len(branches) >= 4
    assert len(conditional) >= 4
    plays = [played(1, choices) for choices in ([], [1] * 12, [2] * 12, [3] * 12)]
    met = [
        {event.moment for event in play.events if isinstance(event, Acted | Passed)}
        for play in plays
    ]
    # A moment of one play is replaced by another moment in another play, and none is only skipped.
    assert any(one - other and other - one for one, other in combinations(met, 2))
    assert len({tuple(speakers_at_the_end(play)) for play in plays}) >= 2


def test_the_fixed_policies_fall_short_of_half_and_nothing_is_out_of_reach() -> None:
    graph = explore(PROGRAM)
    line = Exact.of_graphs(graph, graph).guided.yardstick
    assert line.always_wait < 50
    assert line.always_speak < 50
    assert line.chance < 45
    assert unreached(graph) == ()


@pytest.mark.parametrize("person", sorted(SCENARIO.cast))
def test_everybody_in_the_circle_says_something(person: str) -> None:
    spoken = {
        event.speaker
        for choices in ([], [1] * 12, [2] * 12)
        for event in played(1, choices).events
        if isinstance(event, Spoken)
    }
    assert person in spoken
