"""The same scenario, seed and acts give the same play, byte for byte.

In any process, and in a replay of the saved records.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from simulator.engine import session as playing
from simulator.engine.acts import WAIT, NotOnOffer
from simulator.engine.events import Acted, Passed
from simulator.engine.pause import pause
from simulator.engine.records import Record
from simulator.engine.resume import Repeated, resume_changed
from simulator.engine.session import Session
from simulator.engine.step import start, step
from simulator.scenario.model import Mode
from tests.engine.transcribe import transcript
from tests.examples import examples
from tests.scripts import CUE, LEAVE, heard, loaded, opened, played, scripted
from tests.strategies import CHOICES, SEEDS, Data, as_scenario, as_yaml, lead, on_offer, scenarios

ROOT = Path(__file__).parents[2]
BOTH = pytest.mark.parametrize("mode", ["guided", "live"])


def told(session: Session) -> list[str]:
    return [repr(event) for event in session.events]


@BOTH
@examples(15)
@given(data=scenarios(), seed=SEEDS, choices=CHOICES)
def test_replay_of_what_was_kept_is_the_play_itself(
    data: Data, seed: int, choices: list[int], mode: Mode
) -> None:
    saved: list[Record] = []
    session = lead(Session(opened(as_scenario(data), mode, seed).setup, saved.append), choices)
    again = opened(as_scenario(data), mode, seed)
    again.replay(saved)
    assert told(again) == told(session)
    assert (again.state, again.records, again.view()) == (session.state, saved, session.view())


@BOTH
@examples(20)
@given(data=scenarios(), first=SEEDS, second=SEEDS, choices=CHOICES)
def test_the_seed_never_changes_the_course(
    data: Data, first: int, second: int, choices: list[int], mode: Mode
) -> None:
    one, other = (
        decide(opened(as_scenario(data), mode, seed), choices) for seed in (first, second)
    )
    lengths = {
        len(alternative) for step in as_flat(data["script"]) for alternative in step.get("vary", [])
    }
    if len(lengths) < 2:
        assert one.state == other.state
    judged = [
        [event for event in session.events if isinstance(event, Acted | Passed)]
        for session in (one, other)
    ]
    shorter = min(map(len, judged))
    assert judged[0][:shorter] == judged[1][:shorter]


def decide(session: Session, choices: list[int]) -> Session:
    """Take a choice only where one is asked for: alternatives of a vary may differ in length."""
    left = list(choices)
    for _ in range(200):
        if session.ended or not left:
            break
        acts = on_offer(session.setup, session.state) if session.pause.asks else [WAIT]
        session.act(acts[left.pop(0) % len(acts)] if session.pause.asks else WAIT)
    return session


def as_flat(steps: list[Data]) -> list[Data]:
    """Every step of a made-up script, the nested ones too."""
    found = []
    for made in steps:
        found.append(made)
        inside = [made, *made.get("options", []), made.get("missed", {}), made.get("waited", {})]
        for part in inside:
            found += as_flat(part.get("then", []) + part.get("else", []))
    return found


@BOTH
@examples(20)
@given(data=scenarios(), choices=CHOICES)
def test_whatever_is_on_offer_can_be_done_and_is_the_same_done_twice(
    data: Data, choices: list[int], mode: Mode
) -> None:
    session = opened(as_scenario(data), mode)
    setup, state = session.setup, start(session.setup)
    for choice in choices:
        if pause(setup, state).ended:
            break
        acts = on_offer(setup, state)
        results = [step(setup, state, act) for act in acts]
        assert results == [step(setup, state, act) for act in acts]
        bounded = zip(setup.program.scenario.variables, state.values, strict=True)
        assert all(variable.low <= value <= variable.high for variable, value in bounded)
        state = results[choice % len(acts)][0]


@BOTH
@examples(30)
@given(data=scenarios(), seed=SEEDS, choices=CHOICES)
def test_each_moment_is_judged_at_most_once(
    data: Data, seed: int, choices: list[int], mode: Mode
) -> None:
    session = lead(opened(as_scenario(data), mode, seed), choices)
    judged = [event.moment for event in session.events if isinstance(event, Acted | Passed)]
    assert len(judged) == len(set(judged))


@BOTH
@examples(15)
@given(data=scenarios(), seed=SEEDS, choices=CHOICES)
def test_an_unchanged_scenario_is_gone_on_with_exactly_there(
    data: Data, seed: int, choices: list[int], mode: Mode
) -> None:
    session = opened(as_scenario(data), mode, seed)
    records: list[Record] = []
    for choice in choices:
        acts = on_offer(session.setup, session.state)
        session.act(acts[choice % len(acts)])
        if session.ended:
            break
        records = list(session.records)
    unfinished = opened(as_scenario(data), mode, seed)
    unfinished.replay(records)
    again = opened(as_scenario(data), mode, seed)
    assert resume_changed(again, records) == Repeated()
    assert (again.state, told(again), again.records) == (
        unfinished.state,
        told(unfinished),
        records,
    )


def test_another_process_with_another_hash_seed_tells_the_same() -> None:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-m", "tests.engine.transcribe"]
    other = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert other.stdout == transcript()


@examples(15)
@given(scenarios())
def test_layout_and_comments_are_no_part_of_what_a_scenario_says(data: Data) -> None:
    text = as_yaml(data)
    assert loaded(text).digest == loaded(f"# a comment\n\n{text}\n# and another\n").digest


@examples(15)
@given(scenarios())
def test_another_word_anywhere_is_another_digest(data: Data) -> None:
    other = {**data, "script": [*data["script"], {"ben": "One more word."}]}
    assert as_scenario(data).digest != as_scenario(other).digest


def test_whether_a_play_is_over_is_known_without_what_could_be_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = played(CUE + LEAVE)
    other = opened(scripted(CUE + LEAVE))
    monkeypatch.setattr(playing, "pause", None)
    assert session.ended
    assert not other.ended


SAID = "Words that the catalogue had once."


def remark(kind: str, wording: int) -> Record:
    return Record("remark", say=SAID, kind=kind, wording=wording)


@pytest.mark.parametrize("wording", [0, 99])
@pytest.mark.parametrize("kind", ["frame", "a-kind-that-is-gone"])
def test_a_remark_is_repeated_word_for_word_whatever_the_catalogue_says_today(
    kind: str, wording: int
) -> None:
    session = opened(scripted("- ben: one\n- ben: two\n"), "live")
    session.replay([Record("wait"), remark(kind, wording), Record("wait")])
    assert heard(session.events)[1] == SAID
    assert heard(session.events)[-1] == "two"


@pytest.mark.parametrize("wording", [0, 99])
def test_a_remark_is_followed_word_for_word_into_an_edited_scenario(wording: int) -> None:
    records = [Record("wait"), remark("frame", wording)]
    again = opened(scripted("- ben: one\n- ben: two\n- ben: three\n"), "live")
    assert resume_changed(again, records) == Repeated()
    assert SAID in heard(again.events)
    assert again.records == records


def test_a_line_is_repeated_as_it_was_said() -> None:
    session = opened(scripted(CUE))
    session.replay([Record("wait"), Record("wait"), Record("take", "drift", 2, "contain", SAID)])
    assert SAID in heard(session.events)
    assert "I contain." not in heard(session.events)


@pytest.mark.parametrize(
    "record",
    [
        Record("take", "another", 2, "contain", "I contain."),
        Record("take", "drift", 1, "contain", "I contain."),
        Record("take", "drift", 2, "feeling", "I feel."),
        Record("wait"),
        Record("wait", "drift", 1),
        remark("frame", 0),
        Record("nonsense", "drift", 2),  # type: ignore[arg-type]
    ],
)
def test_a_saved_act_that_does_not_fit_is_never_taken_for_another(record: Record) -> None:
    session = opened(scripted(CUE))
    session.replay([Record("wait"), Record("wait")])
    before = session.state, list(session.events)
    with pytest.raises(NotOnOffer):
        session.replay([record])
    assert (session.state, session.events) == before
