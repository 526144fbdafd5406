"""What an editor shows of a scenario agrees with our checker, by the JSON Schema.

This needs the real yaml-language-server: ``make editor-test`` installs it and runs this file.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language.language_server import LanguageServer, Message, why_not
from tests.language.test_errors import VALID, findings_of
from tests.language.test_schema import DIFFERENT, ELSEWHERE, ERRORS, KEPT, LIBRARY

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    if reason := why_not():
        pytest.skip(reason)
    running = LanguageServer()
    yield running
    running.stop()


def edited(server: LanguageServer, tmp_path: Path, text: str) -> tuple[Path, list[Message]]:
    """Open a scenario in the editor; return its file, and what is underlined there."""
    file = tmp_path / "scenario.yaml"
    return file, server.open(file, f"# yaml-language-server: $schema={KEPT.as_uri()}\n{text}")


@pytest.mark.parametrize("file", LIBRARY, ids=lambda file: file.parent.name)
def test_the_editor_is_silent_on_the_library(server: LanguageServer, file: Path) -> None:
    assert server.open(file, file.read_text("utf-8")) == []


def test_the_editor_is_silent_on_a_scenario_without_fault(
    server: LanguageServer, tmp_path: Path
) -> None:
    assert edited(server, tmp_path, VALID)[1] == []


@pytest.mark.parametrize("wrong", [wrong for wrong in ERRORS if wrong not in DIFFERENT | ELSEWHERE])
def test_the_editor_underlines_an_error_of_shape_on_the_line_of_our_finding(
    server: LanguageServer, tmp_path: Path, wrong: str
) -> None:
    _, underlined = edited(server, tmp_path, ERRORS[wrong])
    ranges = [
        (found["range"]["start"]["line"], found["range"]["end"]["line"]) for found in underlined
    ]
    findings = findings_of(ERRORS[wrong])
    # An error of shape can bring others with it, such as an unknown placeholder.
    of_shape = [finding for finding in findings if finding.code[0] == "S"] or findings
    for finding in of_shape:
        # The schema's first line moves ours down by one; the editor counts from 0.
        assert any(start <= finding.line <= max(start, end) for start, end in ranges), (
            finding,
            underlined,
        )


def test_the_editor_underlines_a_name_that_the_catalogue_does_not_have(
    server: LanguageServer, tmp_path: Path
) -> None:
    _, (underlined,) = edited(server, tmp_path, VALID.replace("do: contain", "do: contian"))
    assert "redirect" in underlined["message"]


def test_the_editor_offers_kinds_and_explains_keys(server: LanguageServer, tmp_path: Path) -> None:
    file, _ = edited(server, tmp_path, VALID)
    line, column = next(
        (i, row.index("do: "))
        for i, row in enumerate(VALID.splitlines(), 2)
        if "do: interrogate" in row
    )
    offered = server.at("completion", file, line, column + 5)
    assert {"contain", "advise"} <= {item["label"].strip('"') for item in offered["items"]}
    hover = server.at("hover", file, line, column + 2)
    assert "The kind of intervention" in json.dumps(hover)


@pytest.mark.parametrize(
    ("old", "new", "there", "absent"),
    [
        ("    ripe: 1\n", "    \n", {"ripe", "weight"}, {"leave", "vary", "leader"}),
        (
            "  - label: onward\n",
            "  - \n",
            {"leave", "vary", "leader", "silence"},
            {"ripe", "credit"},
        ),
        ("minutes: 12\n", "\n", {"minutes", "content_note"}, {"ripe", "credit", "leader"}),
    ],
    ids=["in a moment", "in the script", "in the head"],
)
def test_the_editor_offers_the_keys_that_may_stand_here(
    server: LanguageServer, tmp_path: Path, old: str, new: str, there: set[str], absent: set[str]
) -> None:
    file, _ = edited(server, tmp_path, VALID.replace(old, new))
    line = VALID[: VALID.index(old)].count("\n") + 2
    offered = {item["label"] for item in server.at("completion", file, line, len(new))["items"]}
    assert there <= offered
    assert not absent & offered
