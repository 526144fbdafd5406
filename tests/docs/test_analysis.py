"""The page about the analysis shows what the program prints, and names every key of its data."""

import json
import re
from pathlib import Path

import pytest

from simulator.analysis.survey import FLAG
from tests.cli.balint import balint

PAGE = (Path(__file__).parents[2] / "docs" / "analysis.md").read_text("utf-8")
SHOWN = dict(re.findall(r"^<!-- output: ([^\n]+) -->\n```text\n(.*?)^```$", PAGE, re.M | re.S))


@pytest.mark.parametrize("command", sorted(SHOWN))
def test_what_is_shown_is_what_is_printed(command: str, tmp_path: Path) -> None:
    assert balint(tmp_path, *command.split()).stdout == SHOWN[command]


def test_every_key_of_the_data_is_named(tmp_path: Path) -> None:
    (table,) = re.findall(r"^<!-- table: keys of analyse -->\n((?:^\|[^\n]*\|\n)+)", PAGE, re.M)
    named = {
        key for row in table.splitlines()[2:] for key in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert named == set(
        json.loads(balint(tmp_path, "analyse", "presenter-drifts", "--json").stdout)
    )


def test_the_flag_is_as_told() -> None:
    assert f"more than {FLAG:g} points" in PAGE
