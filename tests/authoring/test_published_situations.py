"""Eight situations that were published, each written without a workaround.

They are in ``situations``; the comments W1 to W12 in them say what each shows that a first edition
of the language could not say.
"""

from pathlib import Path

import pytest

from simulator.analysis.decisions import best_line
from simulator.analysis.explore import explore
from simulator.analysis.values import analyse
from simulator.engine.acts import WAIT
from simulator.engine.cases import seed_of_case
from simulator.engine.events import SeatChanged, Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import Mode, Scenario
from simulator.scenario.moment_names import moment_aim, moment_title
from tests.cli.balint import balint
from tests.workspaces import load

FOLDER = Path(__file__).parent / "situations"
SITUATIONS = sorted(file.parent.name for file in FOLDER.glob("*/scenario.yaml"))


def situation(name: str) -> Scenario:
    return load(FOLDER / name / "scenario.yaml").scenario


def waited_through(scenario: Scenario, mode: Mode, seed: int = 1) -> Session:
    """A play to its end in which the leader says nothing."""
    session = Session(Setup(compile_scenario(scenario), mode, seed), lambda record: None)
    while not session.ended:
        session.act(WAIT)
    return session


def test_there_are_eight() -> None:
    assert len(SITUATIONS) == 8
    text = "".join((FOLDER / name / "scenario.yaml").read_text("utf-8") for name in SITUATIONS)
    assert [number for number in range(1, 13) if f"W{number}" not in text] == []


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_checks_clean_with_advice(tmp_path: Path, name: str) -> None:
    done = balint(tmp_path, "check", "--strict", str(FOLDER / name))
    assert (done.returncode, done.stdout) == (0, "1 scenario checked, no findings.\n")


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_is_played_to_its_end_in_each_mode_and_case(name: str) -> None:
    scenario = situation(name)
    for mode in scenario.modes:
        for case in range(len(scenario.cases)):
            seed = seed_of_case(case, len(scenario.cases), 1)
            assert waited_through(scenario, mode, seed).ended


@pytest.mark.parametrize("name", SITUATIONS)
def test_doing_best_is_never_to_go_wrong_first(name: str) -> None:
    scenario = situation(name)
    mode = scenario.modes[0]
    line = best_line(analyse(explore(compile_scenario(scenario), mode=mode), mode))
    assert line
    for moment_id, _, act in line:
        moment = scenario.moment(moment_id)
        credit = moment.passing.credit if act == "wait" else moment.option(act).credit
        assert credit == max(moment.passing.credit, *(each.credit for each in moment.options))


def test_a_line_that_answers_a_late_word_is_not_on_offer_before_it() -> None:
    scenario = situation("somebody-elses-pen")
    session = Session(Setup(compile_scenario(scenario), "live", 1), lambda record: None)
    offered = {}
    while not session.ended:
        moment, after = session.pause.moment, session.pause.after
        session.act(WAIT)
        if moment is not None and moment.id == "a-lost-word":
            offered[after] = {moment.options[i].id for i in moment.offered(after)}
    assert "redirect" not in offered[1]
    assert "redirect" in offered[2]


def test_a_moment_that_is_no_situation_has_its_own_name_and_aim() -> None:
    scenario = situation("just-the-recipe")
    moment = scenario.moment("a-list")
    assert moment.situation is None
    assert moment_title(moment, scenario.catalogue).fill({}) == "They want to be told how"
    assert moment_aim(moment, scenario.catalogue).fill({}).startswith("Take the wish up")


def test_sources_are_shown_as_they_are_written() -> None:
    assert situation("just-the-recipe").sources[0] == "Smith & Anandarajah 2007, Fam Med 39:495"


def test_nobody_sits_back_in_a_format_of_ones_own() -> None:
    scenario = situation("three-at-the-front")
    assert scenario.format.id == "staff-round-60"
    assert not any(phase.sits_back for phase in scenario.format.phases)
    assert sum(person.role == "presenter" for person in scenario.cast.values()) == 3


@pytest.mark.parametrize(
    ("name", "changes"),
    [("the-door", [("owen", True)]), ("frozen-picture", [("una", True), ("una", False)])],
)
def test_who_leaves_is_out_of_the_circle(name: str, changes: list[tuple[str, bool]]) -> None:
    events = waited_through(situation(name), "guided").events
    seats = [(event.person, event.out) for event in events if isinstance(event, SeatChanged)]
    assert seats == changes


def test_the_clock_says_what_the_people_say() -> None:
    scenario = situation("five-to-nine")
    session = Session(Setup(compile_scenario(scenario), "guided", 1), lambda record: None)
    minutes = {}
    while not session.ended:
        session.act(WAIT)
        last = session.events[-1]
        if isinstance(last, Spoken):
            minutes[last.text] = session.view().minute
    first = "We have eleven minutes, and I think that I've understood nothing."
    # The minute after the turn: the phase begins at 79.
    assert 79 <= minutes[first] <= 83
    assert minutes["And he has hit her, by the way."] >= 89


@pytest.mark.parametrize(
    ("case", "heard"),
    [(0, "Emre says: she says no."), (1, "Lena says: he says no.")],
)
def test_pronouns_and_capitals_are_those_of_the_case(case: int, heard: str) -> None:
    scenario = situation("through-her-son")
    played = waited_through(scenario, "guided", seed_of_case(case, 2, 1))
    assert any(isinstance(e, Spoken) and e.text.endswith(heard) for e in played.events)


def test_what_the_co_leader_does_is_left_to_others_and_no_miss(tmp_path: Path) -> None:
    path = str(FOLDER / "two-at-the-wheel")
    plan = tmp_path / "left.yaml"
    plan.write_text(
        "play: left\notherwise: wait\nexpect: {misses: 0, left_to_others: 1}\n", "utf-8"
    )
    assert balint(tmp_path, "run", path, "--play", str(plan)).returncode == 0
    option = situation("two-at-the-wheel").moment("she-begins").option("hand-over")
    assert option.gesture
    assert option.to == "hanneke"
