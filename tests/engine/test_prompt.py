"""A prompt shows the lines of a decision and nothing of the author's key."""

import json
from collections.abc import Iterator
from dataclasses import asdict, fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from simulator.engine.acts import BEGIN, LET_GO, WAIT, NotOnOffer, Take
from simulator.engine.prompt import Offer, Prompt
from simulator.engine.session import Session, View
from simulator.scenario.model import Mode
from tests.plays import flagship_scenario
from tests.scripts import CUE, asked, opened, scripted

KEY = {
    "credit", "why", "breaks", "then", "key", "rules", "harms", "passing", "ripe", "late", "ask",
    "weight", "panel", "leave", "do", "change", "goto", "when", "moment", "option", "options",
}  # fmt: skip
"""Names of fields that hold the author's judgement or would give it away."""

PLAIN = {str, int, float, bool}


def reachable(kind: Any) -> Iterator[type]:
    """Yield every type that a value of this type can hold, at any depth, itself included."""
    if get_args(kind):
        for part in get_args(kind):
            if part is not ... and not isinstance(part, str):
                yield from reachable(part)
        return
    yield kind
    if is_dataclass(kind):
        for hint in get_type_hints(kind).values():
            yield from reachable(hint)


def views(mode: Mode) -> Iterator[Session]:
    """Yield a session of the flagship at each of its turns, led by whoever takes the first line."""
    session = opened(flagship_scenario(), mode)
    while not session.ended:
        yield session
        if mode == "live":
            session.act(BEGIN)
            yield session
        options = session.pause.options
        if options:
            session.act(Take(options[0].id))
            continue
        if session.state.speaking:
            session.act(LET_GO)
        session.act(WAIT)
    yield session


@pytest.mark.parametrize("shown", [View, Prompt])
def test_nothing_that_a_front_end_is_handed_can_hold_the_key(shown: type) -> None:
    types = set(reachable(shown)) - PLAIN
    assert types <= {View, Prompt, Offer}
    names = {field.name for kind in types for field in fields(kind)}
    assert not names & KEY


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_no_view_of_a_play_has_a_word_of_the_key_in_it(mode: Mode) -> None:
    scenario = flagship_scenario()
    moments = scenario.moments()
    for session in views(mode):
        shown = json.dumps(asdict(session.view()))
        for moment in moments:
            assert json.dumps(moment.id) not in shown
            for option in moment.options:
                assert json.dumps(option.id) not in shown
                assert session.setup.fill(option.why) not in shown


def test_the_offers_are_the_lines_that_can_be_said_in_the_order_of_the_screen() -> None:
    session = asked(opened(scripted(CUE)))
    offers = session.prompt.offers
    assert [offer.id for offer in offers] == ["1", "2"]
    assert [offer.words for offer in offers] == [
        session.setup.fill(option.say) for option in session.pause.options
    ]
    assert [session.act_for(offer.id) for offer in offers] == [
        Take(option.id) for option in session.pause.options
    ]


@pytest.mark.parametrize("offer", ["", "0", "3", "-1", "01", "contain", "speak"])
def test_an_answer_that_is_no_offer_is_refused(offer: str) -> None:
    session = asked(opened(scripted(CUE)))
    with pytest.raises(NotOnOffer):
        session.act_for(offer)


def test_in_live_play_a_prompt_does_not_reveal_a_moment() -> None:
    prompts = [(session.prompt, session.pause.asks) for session in views("live")]
    assert {prompt.kind for prompt, _ in prompts} == {"live", "speaking", "over"}
    for kind in ("live", "speaking"):
        assert {asks for prompt, asks in prompts if prompt.kind == kind} == {True, False}
    for prompt, _ in prompts:
        assert not prompt.asks
        assert [offer.id for offer in prompt.offers] == [
            str(number) for number in range(1, len(prompt.offers) + 1)
        ]


def test_no_line_can_be_seen_before_one_has_begun_to_speak() -> None:
    for session in views("live"):
        assert bool(session.prompt.offers) == (session.prompt.kind == "speaking")


def test_guided_play_asks_in_a_moment_and_nowhere_else() -> None:
    for session in views("guided"):
        prompt = session.prompt
        if session.ended:
            assert prompt == Prompt("over")
        elif session.pause.asks:
            assert prompt.asks
            assert prompt.kind == "decision"
        else:
            assert prompt == Prompt("turn")


def test_what_remarks_say_is_what_is_heard() -> None:
    session = opened(scripted("- ben: one\n- ben: two\n"), "live")
    session.act(WAIT)
    session.act(BEGIN)
    offer = session.prompt.offers[2]
    session.act(session.act_for(offer.id))
    assert session.records[-1].say == offer.words


def test_a_state_has_its_draws_only_once() -> None:
    session = asked(opened(scripted(CUE)))
    first = session.view()
    assert session.view().prompt is first.prompt
    assert session.pause is session.pause
    session.act(WAIT)
    assert session.view().prompt is not first.prompt
