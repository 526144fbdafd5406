"""Every pattern is true: it is counted again from the events of the play alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.events import Acted, Event, Passed
from simulator.messages.numbers import in_words
from simulator.render.lesson_words import pattern_sentence
from simulator.review.moments import Alternative, MomentReview
from simulator.review.pattern import FEWEST, Pattern, pattern
from simulator.scenario.model import Mode, Moment, Scenario
from tests.examples import examples
from tests.review.leaders import SCENARIOS, Leader, leaders, led
from tests.review.test_debrief import of_plan

pytestmark = pytest.mark.slow

Done = tuple[Moment, Acted | None]


def done(scenario: Scenario, events: Iterable[Event]) -> list[Done]:
    """What was done in each moment, from the events alone."""
    found: list[Done] = []
    for event in events:
        if isinstance(event, Acted):
            found.append((scenario.moment(event.moment), event))
        elif isinstance(event, Passed):
            found.append((scenario.moment(event.moment), None))
    return found


def counted(
    found: Pattern, all_done: list[Done], costs: Mapping[str, float]
) -> tuple[list[str], int]:
    """The moments of a pattern and the number of those in which it was possible."""
    leaves = [(moment, acted) for moment, acted in all_done if moment.leave]
    cues = [(moment, acted) for moment, acted in all_done if not moment.leave]
    spoken = [(moment, acted) for moment, acted in all_done if acted is not None]
    hits = [(moment, acted) for moment, acted in spoken if not moment.leave]
    match found.kind:
        case "spoke_in_leaves":
            return [moment.id for moment, acted in leaves if acted is not None], len(leaves)
        case "silent_in_cues":
            return [moment.id for moment, acted in cues if acted is None], len(cues)
        case "same_rule":
            broken = [m.id for m, acted in spoken if found.about in m.option(acted.option).breaks]
            return broken, len(all_done)
        case "same_kind":
            said = [m.id for m, acted in spoken if m.option(acted.option).do == found.about]
            return [moment for moment in said if costs[moment] > 1e-9], len(all_done)
        case "early" | "late":
            # What costs nothing is in time.
            lost = [
                m.id
                for m, acted in hits
                if acted.timing == found.kind and m.option(acted.option).timing[found.kind] != 1
            ]
            return lost, len(hits)
        case "kept_leaves":
            return [moment.id for moment, acted in leaves if acted is None], len(leaves)
        case "met_cues":
            return [moment.id for moment, acted in cues if acted is not None], len(cues)


@examples(150)
@given(st.sampled_from(SCENARIOS), leaders(), st.sampled_from(["guided", "live"]))
def test_a_pattern_is_what_the_events_say(scenario: str, leader: Leader, mode: Mode) -> None:
    play = led(scenario, leader, mode)
    found = play.debrief.lesson.pattern
    if found is None:
        return
    all_done = done(play.session.setup.program.scenario, play.session.events)
    costs = {moment.id: moment.cost for moment in play.debrief.moments}
    moments, out_of = counted(found, all_done, costs)
    assert (list(found.moments), found.out_of) == (moments, out_of)
    assert found.count >= FEWEST
    assert found.cost == pytest.approx(sum(costs[moment] for moment in moments))
    if found.kind in ("spoke_in_leaves", "silent_in_cues", "early", "late"):
        assert 2 * found.count > out_of
    if found.kind in ("kept_leaves", "met_cues"):
        assert (found.count, found.cost) == (out_of, 0) or found.count == out_of
    if found.kind == "same_kind":
        others: dict[str | None, float] = {}
        for moment, acted in all_done:
            kind = None if acted is None else moment.option(acted.option).do
            others[kind] = others.get(kind, 0) + costs[moment.id]
        assert all(cost < found.cost for kind, cost in others.items() if kind != found.about)
    sentence = pattern_sentence(found, play.debrief.catalogue)
    assert re.search(rf"\b{in_words(found.count)}\b", sentence)


def named(moments: Sequence[MomentReview]) -> str:
    found = pattern(moments)
    return "" if found is None else pattern_sentence(found, of_plan("the-curious").catalogue)


def review_of(
    id_: str, kind: str, noticing: str, cost: float = 0, did: str | None = None, *rules: str
) -> MomentReview:
    words = None if did is None else "I speak."
    act = Alternative(did or "wait", did, words, 0, "", rules)
    return replace(
        of_plan("the-curious").moments[0],
        id=id_, kind=kind, noticing=noticing, cost=cost, did=act, timing="timely" if did else "",
    )  # fmt: skip


def leave(number: int, spoke: bool) -> MomentReview:
    noticing = "false_alarm" if spoke else "correct_rejection"
    return review_of(f"l{number}", "leave", noticing, float(spoke), "frame" if spoke else None)


def cue(number: int, did: str | None, cost: float, *rules: str) -> MomentReview:
    return review_of(f"c{number}", "cue", "hit" if did else "miss", cost, did, *rules)


def test_what_was_done_in_all_moments_of_a_kind_is_said_with_the_number() -> None:
    assert named([leave(i, spoke=True) for i in range(3)]) == (
        "You spoke in all three moments that needed nothing."
    )
    assert named([leave(i, spoke=i < 3) for i in range(5)]) == (
        "You spoke in three of the five moments that needed nothing."
    )


def test_a_kind_of_line_is_named_if_it_cost_more_than_anything_else() -> None:
    group = [cue(i, "group-process", 0.5) for i in range(5)]
    assert named([*group, cue(9, None, 1)]) == (
        "In five moments you spoke about the group itself; that cost more than anything else."
    )
    # Two of these were the best line of their moment.
    once = [cue(1, "group-process", 0), cue(2, "group-process", 0), cue(3, "group-process", 1)]
    assert "about the group" not in named(once)
    # As much as waiting cost is not more.
    assert named([*group, cue(8, None, 1), cue(9, None, 1.5)]) == ""


def test_two_moments_are_no_pattern_and_half_of_them_is_none() -> None:
    assert named([leave(1, spoke=True), leave(2, spoke=True)]) == ""
    halves = [cue(i, None, 1) for i in range(3)]
    kinds = ("frame", "protect", "feeling")
    assert named([*halves, *(cue(i + 3, kind, 0) for i, kind in enumerate(kinds))]) == ""


def test_the_costliest_pattern_is_the_one_that_is_named() -> None:
    silent = [cue(i, None, 0.1) for i in range(3)]
    spoken = [leave(i, spoke=True) for i in range(3)]
    assert named([*silent, *spoken]) == "You spoke in all three moments that needed nothing."
    dear = [replace(moment, cost=2) for moment in silent]
    assert named([*dear, *spoken]) == "You said nothing in all three moments that needed you."


def test_the_same_ground_rule_is_named() -> None:
    kinds = ("advise", "teach", "reassure")
    broken = [cue(i, kind, 1, "no-advice") for i, kind in enumerate(kinds)]
    assert named(broken) == ("In three moments your words broke the same ground rule: No advice.")


def test_a_pattern_that_went_well_is_named_if_none_cost_anything() -> None:
    quiet = [leave(i, spoke=False) for i in range(3)]
    met = [cue(i, kind, 0) for i, kind in enumerate(("frame", "protect", "feeling"))]
    assert named([*quiet, *met]) == "You said nothing in all three moments that needed nothing."
    assert named(met) == "You spoke in all three moments that needed you."
    assert named([]) == ""
