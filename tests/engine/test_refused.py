"""Acts that are not available, and saved acts that do not fit, are refused with a reason."""

import re

import pytest

from simulator.engine.records import Record
from simulator.engine.step import WAIT, NotOnOffer
from tests.scripts import CUE, opened, played, scripted


def test_nothing_can_be_done_after_the_end() -> None:
    with pytest.raises(NotOnOffer, match=re.escape("The meeting is over.")):
        played(CUE).act(WAIT)


@pytest.mark.parametrize("record", [Record("wait", "quiet", 1), Record("wait", "", 1)])
def test_a_saved_act_of_another_moment_is_named(record: Record) -> None:
    session = opened(scripted("- ben: x\n" + CUE))
    sentence = f"The saved act 'wait' in '{record.moment}' does not fit."
    with pytest.raises(NotOnOffer, match=f"^{re.escape(sentence)}$"):
        session.replay([record])
    assert session.events == opened(session.setup.program.scenario).events


def test_every_act_is_answered_when_a_moment_comes_round_again() -> None:
    script = f"- label: round\n{CUE}- effect: {{trust: +1}}\n- goto: round\n  when: trust < 3\n"
    session = opened(scripted(script))
    heard = []
    while not session.ended:
        heard.append(len(session.act(WAIT)))
    assert min(heard) > 0
