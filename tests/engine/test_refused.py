"""Acts that are not available, and saved acts that do not fit, are refused with a reason."""

import re

import pytest

from simulator.engine.acts import WAIT, NotOnOffer, Remark
from simulator.engine.records import Record
from simulator.engine.resume import resume_changed
from tests.scripts import CUE, opened, played, scripted, sentences


def test_nothing_can_be_done_after_the_end() -> None:
    with pytest.raises(NotOnOffer, match=r"^The meeting is over\.$"):
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


def test_a_remark_that_no_catalogue_has_is_refused() -> None:
    session = opened(scripted("- ben: x\n- ben: y\n"), "live")
    session.act(WAIT)
    with pytest.raises(NotOnOffer, match=r"^That cannot be said here\.$"):
        session.act(Remark("no-kind", 0))


def test_a_remark_that_is_gone_and_one_after_the_end_are_named() -> None:
    unknown = Record("remark", kind="no-kind", wording=0)
    resumed = resume_changed(opened(scripted("- ben: x\n- ben: y\n"), "live"), [unknown])
    assert sentences(resumed) == [
        "What you said between the moments (no-kind) is no longer available; please decide again.",
    ]
    guided = resume_changed(opened(scripted("- ben: x\n- ben: y\n")), [unknown])
    assert sentences(guided) == ["The meeting now ends before what you said between the moments."]
