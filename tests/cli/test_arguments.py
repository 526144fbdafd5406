"""Numbers on the command line and in plans: what cannot be held is refused where it is read."""

from argparse import ArgumentTypeError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli.arguments import seed
from simulator.library.plans import load_plan_text
from simulator.scenario.model import SEED_RANGE
from tests.cli.test_streams import Standard
from tests.plays import flagship_scenario

TOO_LARGE = ("9223372036854775808", "99999999999999999999999", "9" * 5_000)


@pytest.mark.parametrize("text", [*TOO_LARGE, "-1", "1.5", "x", "", "0x10", "1_000", "²"])
@pytest.mark.parametrize(
    "command",
    [["play", "tutorial", "--plain"], ["preview", "tutorial", "--from", "who-used-to-ask"]],
)
def test_a_seed_that_cannot_be_kept_is_refused_with_the_range(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], text: str
) -> None:
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path))
    streams = Standard(b"q\n")
    assert streams.run(*command, f"--seed={text}") == 2
    assert "is not a seed: a seed is a whole number from 0 to 9223372036854775807" in " ".join(
        streams.said().split()
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["0", "9223372036854775807"])
def test_the_smallest_and_the_largest_seed_are_played_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path))
    assert Standard(b"\n\n").run("play", "tutorial", "--plain", "--seed", text) == 0
    again = Standard(b"\n")
    assert again.run("play", "--plain", "--resume") == 0
    assert "Continuing" in again.said()


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_every_seed_that_can_be_kept_is_read_as_the_number_it_is(number: int) -> None:
    assert seed(str(number)) == number


@given(
    st.integers(max_value=-1)
    | st.integers(min_value=2**63)
    | st.text().filter(lambda text: not text.isdecimal())
)
def test_any_other_is_refused(written: int | str) -> None:
    with pytest.raises(ArgumentTypeError, match=str(SEED_RANGE[-1])):
        seed(str(written))


@pytest.mark.parametrize("text", [*TOO_LARGE[:2], "-1"])
def test_neither_does_a_plan_have_such_a_seed(text: str) -> None:
    plan, findings = load_plan_text(
        f"play: p\nseed: {text}\notherwise: wait\n".encode(), "plan.yaml", flagship_scenario()
    )
    assert plan is None
    assert [(finding.line, finding.column) for finding in findings] == [(2, 7)]


@pytest.mark.parametrize(
    "argument",
    ["--limit=0", "--limit=-1", f"--limit={'9' * 5_000}", "--seconds=nan", "--seconds=-1"],
)
def test_a_limit_that_is_none_is_refused(argument: str) -> None:
    streams = Standard()
    assert streams.run("analyse", "tutorial", argument) == 2
    assert "is not a number of " in " ".join(streams.said().split())
