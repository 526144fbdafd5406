"""A scenario as a screenplay: lines are numbered once, letters hold with and without the key."""

from itertools import pairwise

import pytest

from simulator.authoring.letters import letters
from simulator.authoring.screenplay import (
    Act,
    Entry,
    Follow,
    Part,
    Screenplay,
    Spoken,
    Spot,
    Variant,
)
from simulator.authoring.write_screenplay import screenplay
from simulator.scenario.model import Scenario, Turn, walk
from tests.branching_scenario import TEXT
from tests.scripts import CUE, HEAD, LEAVE, loaded
from tests.surveyed import scenarios

SHIPPED = scenarios()


def spoken(play: Screenplay) -> list[Spoken]:
    """All numbered lines in the order in which they are printed."""
    found: list[Spoken] = []

    def gather(entries: tuple[Entry | Part, ...]) -> None:
        for entry in entries:
            if isinstance(entry, Spoken):
                found.append(entry)
            elif isinstance(entry, Part):
                found.extend(entry.turns)
                for act in entry.acts:
                    gather(act.answer)

    gather(play.content)
    return found


def act(play: Screenplay, moment: int, option: str) -> Act:
    acts = play.part(moment).acts
    return next(act for act in acts if (act.option.id if act.option else "wait") == option)


@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda scenario: scenario.id)
def test_every_turn_of_a_shipped_scenario_is_printed_once_and_numbered_in_order(
    scenario: Scenario,
) -> None:
    play = screenplay(scenario, case=0)
    lines = spoken(play)
    assert [line.number for line in lines] == list(range(1, play.lines + 1))
    turns = [step for step in walk(scenario.script) if isinstance(step, Turn)]
    assert len(lines) >= len(turns)
    assert {part.moment.id for part in play.parts()} == {m.id for m in scenario.moments()}
    assert all(line.minute <= after.minute + 60 for line, after in pairwise(lines))


@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda scenario: scenario.id)
def test_acts_are_in_order_of_credit_and_have_all_letters(scenario: Scenario) -> None:
    for part in screenplay(scenario).parts():
        credits_ = [act.credit for act in part.acts]
        assert credits_ == sorted(credits_, reverse=True)
        named = [act.letter for act in part.by_letter()]
        assert named == [*"ABCDEFGHIJ"[: len(part.moment.options)], ""]


def test_the_letters_are_drawn_from_the_seed_and_not_in_the_order_of_credit() -> None:
    moments = [moment for scenario in SHIPPED for moment in scenario.moments()]
    drawn = [tuple(letters(moment, 1)) for moment in moments]
    assert drawn != [tuple(letters(moment, 2)) for moment in moments]
    by_credit = 0
    for moment, names in zip(moments, drawn, strict=True):
        best = max(moment.options, key=lambda option: option.credit)
        by_credit += names[0] == best.id
    # By chance about one in five; the order of the file would show the author's habit.
    assert by_credit < len(moments) / 2


def test_a_text_is_printed_once_for_each_case_in_which_it_differs() -> None:
    play = screenplay(loaded(TEXT))
    assert spoken(play)[1].texts == (
        Variant("It is Mr A.", (1, 3)),
        Variant("It is Mrs B.", (2,)),
    )
    assert spoken(screenplay(loaded(TEXT), case=1))[1].texts == (Variant("It is Mrs B."),)


def test_a_moment_in_an_answer_is_printed_after_the_one_it_follows() -> None:
    play = screenplay(loaded(TEXT))
    assert [part.number for part in play.parts()] == [1, 2, 3]
    advise = act(play, 1, "advise")
    assert play.part(2).parent == Spot(1, advise.letter)
    assert [type(entry) for entry in advise.answer] == [Spoken, Follow, Spoken]


def test_what_comes_later_is_known_at_the_act_and_at_the_state() -> None:
    play = screenplay(loaded(TEXT))
    later = act(play, 1, "advise").later
    assert (15, 15) in later
    assert act(play, 1, "wait").later == ((10, 10),)
    told = next(kept for kept in play.state if kept.name == "told")
    assert told.changed == (Spot(1, act(play, 1, "advise").letter),)
    assert (9, 11) in told.read
    assert play.targets == {"late": 16}
    assert play.jumps == {"late": (Spot(2, ""),)}


def test_a_line_that_guided_play_does_not_offer_has_one_of_the_last_letters() -> None:
    play = screenplay(loaded(TEXT))
    frame = act(play, 1, "frame")
    assert not frame.offered
    assert frame.letter == "C"


def test_numbers_do_not_depend_on_the_seed() -> None:
    scenario = loaded(f"{HEAD}script:\n{CUE}{LEAVE}")
    first, second = screenplay(scenario, 1), screenplay(scenario, 2)
    assert [line.number for line in spoken(first)] == [line.number for line in spoken(second)]
    assert [line.texts for line in spoken(first)] == [line.texts for line in spoken(second)]
