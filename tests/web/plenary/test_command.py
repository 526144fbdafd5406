"""The command ``plenary``: what it refuses before it listens."""

from pathlib import Path

import pytest

from simulator.cli import main, plenary
from simulator.messages import say


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    status = main(["plenary", *words])
    assert status != 0
    return capsys.readouterr().err


def test_without_the_extra_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(plenary, "EXTRA", ("no_such_module",))
    assert say("cli_plenary.no_extra") in refused(capsys, "presenter-drifts")


@pytest.mark.parametrize("address", ["ftp://x/", "https://x/room", "x", "https://"])
def test_a_public_address_has_no_path(
    address: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path))
    found = refused(capsys, "presenter-drifts", "--address", address)
    assert say("cli_course.bad_address") in found


@pytest.mark.parametrize("text", ["", "short", "words with spaces in them", "ümlaut-ümlaut-ümlaut"])
def test_a_token_for_the_metrics_is_long_and_one_word(
    text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text(text, "utf-8")
    found = refused(capsys, "presenter-drifts", "--metrics-token-file", str(file))
    assert "token" in found
    assert not text or text not in found


def test_the_proxy_is_named_by_its_ip_address(capsys: pytest.CaptureFixture[str]) -> None:
    found = refused(capsys, "presenter-drifts", "--behind", "proxy.example.org")
    assert "proxy.example.org" in found
