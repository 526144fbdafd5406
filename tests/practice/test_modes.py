"""A scenario that is made for one mode is played in that one, and in the other it is refused."""

from pathlib import Path

import pytest

from simulator.library.find_programmes import find_programme
from simulator.practice.open_play import new_part, new_play, not_made_for, play_of
from simulator.practice.play_options import PlayOptions
from simulator.practice.programmes import NotPlayable, first_part
from simulator.scenario.model import Mode
from simulator.tui.group import GroupScreen
from tests.cli.balint import balint
from tests.libraries import only, small
from tests.tui.screens import Room, lived
from tests.workspaces import load, workspace_at

LIVE_ONLY = small("rain").replace("minutes:", "modes: [live]\nminutes:")
BOTH = small("wind")

PROGRAMME = """\
programme: weather
title: Weather
about: Two sessions.
format: weekly-90
sessions:
  - {scenario: rain, mode: guided, feedback: now}
  - {scenario: wind, mode: guided, feedback: now}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    only(tmp_path, {"rain": LIVE_ONLY, "wind": BOTH})
    programmes = tmp_path / "scenarios" / "programmes"
    programmes.mkdir()
    (programmes / "weather.yaml").write_text(PROGRAMME, "utf-8")
    return tmp_path


def file(home: Path, name: str) -> Path:
    return home / "scenarios" / name / "scenario.yaml"


@pytest.mark.parametrize(("name", "mode"), [("rain", "live"), ("wind", "guided")])
def test_a_new_play_is_in_a_mode_that_the_scenario_is_made_for(
    home: Path, name: str, mode: Mode
) -> None:
    new = new_play(workspace_at(home), file(home, name), PlayOptions(seed=3))
    assert (new.options.mode, new.options.seed) == (mode, 3)


def test_a_mode_that_was_asked_for_and_does_not_suit_is_refused(home: Path) -> None:
    loaded = load(file(home, "rain"))
    assert play_of(loaded, PlayOptions(), "live").options.mode == "live"
    with pytest.raises(NotPlayable, match="is made for live play"):
        play_of(loaded, PlayOptions(), "guided")
    assert not_made_for(loaded.scenario, "live") == ""


def test_a_scenario_for_guided_play_is_refused_live(home: Path) -> None:
    file(home, "rain").write_text(LIVE_ONLY.replace("[live]", "[guided]"), "utf-8")
    loaded = load(file(home, "rain"))
    assert play_of(loaded, PlayOptions("live")).options.mode == "guided"
    with pytest.raises(NotPlayable, match="is made for guided play"):
        play_of(loaded, PlayOptions(), "live")


def test_a_programme_does_not_stop_at_a_scenario_for_the_other_mode(home: Path) -> None:
    programme = find_programme(workspace_at(home), "weather")
    assert programme is not None
    part = first_part(programme)
    new = new_part(workspace_at(home), part, PlayOptions())
    assert (new.options.mode, new.part) == ("live", part)
    with pytest.raises(NotPlayable):
        new_part(workspace_at(home), part, PlayOptions(), "guided")


@pytest.mark.parametrize("name", ["scenarios/rain", "scenarios/programmes/weather.yaml"])
def test_the_command_play_refuses_it_in_one_sentence(home: Path, name: str) -> None:
    refused = balint(home, "play", name, "--mode", "guided", "--plain", cwd=home)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "balint-sim: About rain is made for live play, and can only be played live.\n"
    )


def test_without_a_mode_the_command_plays_it_live(home: Path) -> None:
    played = balint(home, "play", "scenarios/rain", "--plain", cwd=home)
    assert (played.returncode, played.stderr) == (0, "")
    assert "Live: the group does not stop for you." in played.stdout


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_analyse_run_and_check_accept_every_mode(home: Path, mode: str) -> None:
    assert balint(home, "analyse", "scenarios/rain", "--mode", mode, cwd=home).returncode == 0
    plan = home / "plan.yaml"
    plan.write_text(f"play: plan\nmode: {mode}\notherwise: wait\n", "utf-8")
    assert balint(home, "run", "scenarios/rain", "--play", "plan.yaml", cwd=home).returncode == 0
    plays = file(home, "rain").parent / "plays"
    plays.mkdir()
    plan.rename(plays / "plan.yaml")
    assert balint(home, "check", "scenarios/rain", cwd=home).returncode == 0


@pytest.mark.slow
def test_the_briefing_does_not_switch_to_the_other_mode(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("m")
        await room.until("is made for live play")
        await room.press("enter")
        assert isinstance(room.app.screen, GroupScreen)
        assert room.app.screen.saved.play.mode == "live"

    options = PlayOptions("live", seed=1)
    lived(home, story, loaded=load(file(home, "rain")), play_options=options)
