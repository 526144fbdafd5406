"""The lesson says what happened: its moments, and the words around each of them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.exact import Exact
from simulator.engine.events import Acted, Passed, PhaseBegan, Spoken
from simulator.review.around import LONG_AFTER, LONG_BEFORE, MOST_AFTER, MOST_BEFORE
from simulator.review.debrief import debrief
from simulator.review.moments import GOOD
from simulator.scenario.model import Mode
from tests.examples import examples
from tests.review.leaders import SCENARIOS, Leader, leaders, led
from tests.review.test_debrief import of_plan
from tests.scripts import played

pytestmark = pytest.mark.slow

MODES = st.sampled_from(["guided", "live"])


@examples(100)
@given(st.sampled_from(SCENARIOS), leaders(), MODES)
def test_what_went_well_and_what_is_worth_another_look_are_so(
    scenario: str, leader: Leader, mode: Mode
) -> None:
    made = led(scenario, leader, mode).debrief
    lesson, moments = made.lesson, made.moments
    if lesson.well is None:
        assert all(moment.noticing != "correct_rejection" for moment in moments)
        assert all(moment.did.breaks for moment in moments if moment.noticing == "hit")
    else:
        assert lesson.well.noticing in ("hit", "correct_rejection")
        assert lesson.well.did.breaks == ()
    good = [m for m in moments if m.noticing == "hit" and m.credit >= GOOD and not m.did.breaks]
    if good:
        assert lesson.well is not None
        assert lesson.well.credit == max(moment.credit for moment in good)
    most = max((moment.cost for moment in moments), default=0)
    assert (lesson.look is None) == (most == 0)
    if lesson.look is not None:
        assert lesson.look.cost == most
        assert lesson.look.better
    if lesson.practise:
        assert lesson.practise in [m.situation for m in moments if m.cost > 0]


def length(turns: Sequence[Spoken]) -> int:
    return sum(len(turn.text) for turn in turns)


@examples(100)
@given(st.sampled_from(SCENARIOS), leaders(), MODES)
def test_the_words_around_a_decision_are_those_that_were_heard(
    scenario: str, leader: Leader, mode: Mode
) -> None:
    play = led(scenario, leader, mode)
    events = play.session.events
    for moment in play.debrief.moments:
        judged = next(
            at
            for at, event in enumerate(events)
            if isinstance(event, Acted | Passed) and event.moment == moment.id
        )
        before = [e for e in events[:judged] if isinstance(e, Spoken) and e.form != "coach"]
        assert 1 <= len(moment.before) <= MOST_BEFORE
        assert len(moment.after) <= MOST_AFTER
        # Of long turns there is one less than the most.
        assert len(moment.before) < MOST_BEFORE or length(moment.before) <= LONG_BEFORE
        assert len(moment.after) < MOST_AFTER or length(moment.after) <= LONG_AFTER
        # A turn of the moment is the last that was heard before the decision.
        assert moment.before[-1].moment == moment.id
        assert all(turn in before for turn in moment.before)
        assert all(turn.form not in ("leader", "coach") for turn in moment.after)
        phases = [event.phase for event in events[:judged] if isinstance(event, PhaseBegan)]
        assert moment.phase == phases[-1]
        if isinstance(events[judged], Acted):
            assert list(moment.before) == before[-len(moment.before) :]


def test_in_guided_play_the_turns_before_silence_are_those_before_the_question() -> None:
    made = of_plan("always-waits")
    (post,) = (moment for moment in made.moments if moment.id == "box-by-reception")
    assert post.before[-1].text == "With a note? Sorry for the delay?"
    assert post.after[0].text.startswith("Second class, even.")


@pytest.mark.parametrize("plan", ["the-curious", "live"])
def test_the_climate_over_time_begins_with_the_first_and_has_each_moment_once(plan: str) -> None:
    made = of_plan(plan)
    assert [then.moment for then in made.climates] == ["", *(m.id for m in made.moments)]
    assert made.climates[0].climate == (("safety", 6), ("focus", 5), ("depth", 3))


EFFECTS = """\
- cue: drift
  turns: [{ben: one}]
  options:
    - {do: contain, say: I contain., credit: 1, effect: {safety: +2}}
    - {do: advise, say: I advise., credit: 0, effect: {safety: -3, depth: -1}}
- leave: quiet
  turns: [{silence: Nobody speaks.}]
  options: [{do: feeling, say: I speak., credit: 0}]
  waited: {why: It worked., effect: {focus: +1}}
"""


def test_the_climate_after_a_moment_is_that_with_its_effect() -> None:
    session = played(EFFECTS, "advise", "wait")
    made = debrief(session, Exact.of(session.setup.program))
    assert [tuple(dict(then.climate).values()) for then in made.climates] == [
        (6, 5, 3),
        (3, 5, 2),
        (3, 6, 2),
    ]
