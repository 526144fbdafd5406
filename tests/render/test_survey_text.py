"""The survey as a page that a trainer can read, and as data that a program can."""

import json
import re
from dataclasses import replace

import pytest

from simulator.analysis.coverage import coverage
from simulator.analysis.explore import explore
from simulator.analysis.survey import Figures, LeftOut, Survey, figures, survey
from simulator.analysis.values import analyse
from simulator.engine.program import compile_scenario
from simulator.render.columns import Column, Row, columns
from simulator.render.survey_text import as_data, as_text
from simulator.scenario.model import Scenario
from tests.hostile import hostile_scenario
from tests.plays import flagship_scenario
from tests.scripts import CUE, HEAD, LEAVE, loaded, scripted


def measured(scenario: Scenario) -> Figures:
    return figures(analyse(explore(compile_scenario(scenario)), "guided"))


def surveyed(*scenarios: Scenario, left_out: tuple[LeftOut, ...] = ()) -> Survey:
    catalogue = scripted(CUE).catalogue
    return survey(
        coverage(catalogue, scenarios), [measured(scenario) for scenario in scenarios], left_out
    )


def named(scenario: str, script: str = CUE) -> Scenario:
    return scripted(script, HEAD.replace("on-stage", scenario))


def table(text: str, title: str) -> list[str]:
    """The lines of a section, from its title to the next."""
    body = text.split(f"\n{title}\n{'-' * len(title)}\n")[1]
    return re.split(r"\n\n.+\n-+\n", body)[0].splitlines()


def row(text: str, title: str, name: str) -> list[str]:
    """The cells of the row that begins with this name, in the table below this title."""
    line = next(line for line in table(text, title) if line.startswith(f"{name} "))
    return line.removeprefix(name).split()


WIDE = (
    named("s" + "-of-a-long-name" * 4),
    flagship_scenario(),
    loaded(hostile_scenario()),
    scripted(CUE, HEAD.replace("On stage", "A title " * 40)),
)


def test_no_line_is_wider_than_eighty_signs() -> None:
    text = as_text(
        surveyed(
            *WIDE,
            left_out=(LeftOut("large" * 30, "stopped at 1000 states, as it was told to " * 4),),
        )
    )
    assert max(map(len, text.splitlines())) <= 80
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_nothing_of_a_scenario_reaches_the_terminal_unclean() -> None:
    found = surveyed(named("one"), left_out=(LeftOut("bad\x1b]0;x\x07", "\x1b[2J"),))
    unclean = replace(found, scenarios=(replace(found.scenarios[0], title="\x1b[31mred\u202e"),))
    assert all(sign == "\n" or sign.isprintable() for sign in as_text(unclean))


TABLES = (
    "Test-wise strategies",
    "Scenario by scenario",
    "By the look of the options",
    "By one kind",
    "Ground rules",
    "Phases",
    "Situations",
    "Kinds of intervention",
)


@pytest.mark.parametrize("title", TABLES)
def test_a_sentence_stands_over_every_table(title: str) -> None:
    above, shown = "\n".join(table(as_text(surveyed(named("one"))), title)).split("\n\n")[:2]
    assert above.endswith(".")
    assert len(above.split()) > 5
    assert any(line.startswith("-----") for line in shown.splitlines())


def test_the_columns_of_a_table_are_lined_up() -> None:
    lines = table(
        as_text(surveyed(named("one"), named("a-longer-one"))), "By the look of the options"
    )
    heads = next(line for line in lines if line.startswith("scenario"))
    end = heads.index("chance") + len("chance")
    assert {
        line[end - 4 : end] for line in lines if line.startswith(("one ", "a-longer-one "))
    } == {"33.3"}


def test_a_name_too_long_for_its_column_stands_above_its_figures() -> None:
    long = "s" + "-long" * 12
    lines = table(as_text(surveyed(named(long), named("short"))), "Scenario by scenario")
    figures_of = next(line for line in lines if line.startswith("short "))
    assert lines[lines.index(long) + 1] == figures_of.replace("short", "     ")


def test_a_scenario_shows_its_figures_and_its_head() -> None:
    text = as_text(surveyed(named("one", CUE + LEAVE)))
    assert row(text, "Scenario by scenario", "one") == [
        "2",
        "1",
        "2",
        "46.7",
        "50.0",
        "35.0",
        "75.0",
    ]
    assert "    On stage; foundation, guiding, intensive-45" in text.splitlines()
    assert "Best left alone: 1 of 2 moments (50 percent). Mean chance line: 46.7 percent." in text


def test_percents_stand_beside_chance_and_what_does_not_fit_is_a_dash() -> None:
    text = as_text(surveyed(named("one", CUE.replace("I contain.", "I contain it."))))
    assert row(text, "By the look of the options", "one") == [
        "33.3",
        "100.0",
        "0.0",
        "43.0",
        "-",
        "-",
        "-",
        "FLAG",
    ]
    assert row(text, "By one kind", "one") == ["contain", "100.0", "33.3", "+66.7", "FLAG"]
    assert row(text, "Test-wise strategies", "longest") == ["1", "100.0", "33.3", "+66.7", "FLAG"]
    assert row(text, "Test-wise strategies", "shortest") == ["1", "0.0", "33.3", "-33.3"]


def test_a_flag_is_a_word_and_a_sentence() -> None:
    text = as_text(surveyed(named("one", LEAVE)))
    assert "FLAG one: 'always wait' earns 100.0 percent, 40.0 points above chance (60.0)." in text
    assert "FLAG the whole library: 'always wait' earns 100.0 percent" in text
    assert row(text, "Scenario by scenario", "one")[-1] == "FLAG"


def test_where_nothing_is_flagged_the_page_says_so() -> None:
    even = "- cue: a\n  turns: [{ben: one}]\n  options: [{do: contain, say: x, credit: 1}]\n  missed: {credit: 1}\n"
    text = as_text(surveyed(scripted(even)))
    assert "None: no strategy earns more than 15 points above chance." in text
    assert "FLAG" not in text.replace("Each is marked\nFLAG", "")


def test_what_no_scenario_has_is_marked_by_a_word() -> None:
    text = as_text(surveyed(scripted(f"{CUE}  rules: [no-advice]\n  situation: advice\n")))
    assert row(text, "Ground rules", "No advice (no-advice)") == ["1"]
    assert row(text, "Ground rules", "Respect (respect)") == ["NEVER"]
    assert row(text, "Phases", "closing") == ["NEVER"]
    assert row(text, "Situations", "Advice and plans (advice)") == ["1"]
    assert row(text, "Kinds of intervention", "Contain (contain)") == ["1", "1"]
    assert row(text, "Kinds of intervention", "Teach (teach)") == ["NEVER", "0"]
    assert "Missing: 14 of 15." in text


def test_scenarios_that_were_left_out_are_named_with_the_reason() -> None:
    found = surveyed(named("one"), left_out=(LeftOut("large", "stopped at 1000 states"),))
    assert table(as_text(found), "Left out")[-1] == "large: stopped at 1000 states"
    assert "Left out" not in as_text(surveyed(named("one")))


def test_a_library_without_scenarios_still_shows_what_is_missing() -> None:
    text = as_text(surveyed())
    assert text.startswith("The library: 0 scenarios, 0 moments\n")
    assert "No scenario was analysed" in text
    assert row(text, "Ground rules", "Respect (respect)") == ["NEVER"]


def test_a_scenario_without_moments_has_no_kind_that_earns_most() -> None:
    text = as_text(surveyed(scripted("- ben: one\n")))
    assert "By one kind" not in text
    assert row(text, "By the look of the options", "on-stage") == [
        "0.0",
        "0.0",
        "0.0",
        "0.0",
        "-",
        "-",
        "-",
    ]


def test_the_data_can_be_written_as_json_and_says_the_same() -> None:
    found = surveyed(named("one", CUE + LEAVE), left_out=(LeftOut("large", "1000 states"),))
    data = json.loads(json.dumps(as_data(found)))
    assert data["chance"] == pytest.approx(found.chance)
    one = data["scenarios"][0]
    assert (one["id"], one["title"], one["format"], one["leaves"], one["best"]) == (
        "one",
        "On stage",
        "intensive-45",
        1,
        2.0,
    )
    assert {entry["strategy"]: entry["percent"] for entry in one["strategies"]} == found.scenarios[
        0
    ].percents
    assert [entry["strategy"] for entry in one["strategies"] if entry["flag"]] == [
        flag.strategy for flag in found.flags if flag.scenario == "one"
    ]
    assert data["coverage"]["left_alone"] == 0.5
    assert {kind["id"]: kind["earning"] for kind in data["coverage"]["kinds"]}["contain"] == 1
    assert data["left_out"] == [{"scenario": "large", "reason": "1000 states"}]
    assert {entry["strategy"]: entry["points"] for entry in data["strategies"]}["chance"] == 0


def test_the_keys_of_the_data_are_snake_case() -> None:
    def keys(data: object) -> set[str]:
        if isinstance(data, dict):
            return set(data).union(*map(keys, data.values()))
        return set().union(*map(keys, data)) if isinstance(data, list | tuple) else set()

    assert all(
        key.replace("_", "").isalpha() and key.islower()
        for key in keys(as_data(surveyed(flagship_scenario())))
    )


def test_heads_of_several_words_stand_in_lines_that_end_together() -> None:
    heads = [Column("name", "<"), Column("best credit"), Column("", "<")]
    rows = [Row(("one", "7", "FLAG")), Row(("two", "12.5", ""), "a note")]
    assert list(columns(heads, rows)) == [
        "        best",
        "name  credit",
        "----  ------",
        "one        7  FLAG",
        "two     12.5",
        "    a note",
    ]
