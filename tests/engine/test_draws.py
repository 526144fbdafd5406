"""Which draws a play makes: each has a name of its own, and depends on nothing else.

``test_golden_seeds`` holds what a name draws. These tests hold the names, because another name
would change the plays that learners have saved.
"""

import pytest

from simulator.engine.acts import WAIT, NotOnOffer, Remark
from simulator.engine.cases import case_of, seed_of_case
from simulator.engine.draw import draw, order
from simulator.engine.events import Spoken
from simulator.engine.pause import REMARKS
from simulator.engine.session import Session
from simulator.scenario.catalogue import Kind
from tests.scripts import CUE, opened, scripted

VARY = "- vary: [[{ben: a}, {ben: b}, {ben: c}]]\n"
AGAIN = f"- label: again\n{CUE}- effect: {{trust: +1}}\n- goto: again\n  when: trust < 2\n"


def kinds(session: Session) -> dict[str, Kind]:
    return dict(session.setup.program.scenario.catalogue.kinds)


def drawn_remarks(session: Session) -> tuple[Remark, ...]:
    """Return the lines that the seed draws for this turn."""
    state, seed = session.state, session.setup.seed
    name = f"remarks/{state.at}/{state.spoken}"
    every = list(kinds(session).values())
    # CUE, the only moment of these scripts, has two lines.
    count = 2 if session.setup.program.moments else REMARKS
    drawn = [every[i] for i in order(seed, name, len(every))[:count]]
    return tuple(Remark(kind.id, draw(seed, f"{name}/{kind.id}", len(kind.say))) for kind in drawn)


@pytest.mark.parametrize("script", ["- ben: a\n- ben: b\n- ben: c\n", VARY, AGAIN])
@pytest.mark.parametrize("seed", [1, 2**40])
def test_the_lines_outside_moments_are_drawn_by_the_turn_and_the_kind(
    script: str, seed: int
) -> None:
    session = opened(scripted(script), "live", seed)
    seen = []
    while not session.ended:
        if not session.pause.asks:
            assert session.pause.remarks == drawn_remarks(session)
            seen.append(session.pause.remarks)
        session.act(WAIT)
    assert len(set(seen)) == len(seen) >= 3


@pytest.mark.parametrize("seed", [1, 7, 2**40])
def test_the_answer_to_a_line_is_drawn_by_its_kind_and_its_wording(seed: int) -> None:
    session = opened(scripted("[{ben: a}]"), "live", seed)
    for kind in kinds(session).values():
        for wording in range(len(kind.say)):
            spoken = [
                e.text for e in session.act(Remark(kind.id, wording)) if isinstance(e, Spoken)
            ]
            number = draw(seed, f"heard/{kind.id}/{wording}", len(kind.heard))
            assert spoken == [kind.say[wording], kind.heard[number]]


def test_a_line_one_past_the_last_of_its_kind_cannot_be_said() -> None:
    session = opened(scripted("[{ben: a}]"), "live")
    for kind in kinds(session).values():
        with pytest.raises(NotOnOffer):
            session.act(Remark(kind.id, len(kind.say)))
    assert not session.records


def test_the_seed_of_a_case_is_the_next_that_draws_it() -> None:
    for first in range(30):
        seed = seed_of_case(2, 3, first)
        drawn = [case_of(one, 3) for one in range(first, seed + 1)]
        assert drawn.index(2) == len(drawn) - 1


def test_each_vary_and_each_moment_has_a_draw_of_its_own() -> None:
    choice = "- vary: [[{ben: a}], [{ben: b}], [{ben: c}]]\n"
    for seed in range(20):
        session = opened(scripted(choice * 3 + CUE), seed=seed)
        for _ in range(3):
            session.act(WAIT)
        heard = [event.text for event in session.events if isinstance(event, Spoken)]
        assert heard == ["abc"[draw(seed, f"vary/{number}", 3)] for number in range(3)]
        while not session.pause.asks:
            session.act(WAIT)
        assert session.pause.moment is not None
        options = session.pause.moment.options
        shown = [options[i] for i in order(seed, "options/drift", len(options))]
        assert list(session.pause.options) == shown
