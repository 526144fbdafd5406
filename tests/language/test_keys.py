"""Every key of the language is explained, with an example that loads."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from simulator.cli.explain_keys import examples_by_kind
from simulator.language.findings import Findings
from simulator.language.keys import _PLACES, FileKind, every_key, uses_of
from simulator.language.library_shapes import FormatShape, PackShape, PlanShape, ProgrammeShape
from simulator.language.reader import read
from simulator.language.shape_types import Shape
from simulator.language.shapes import ScenarioShape
from simulator.language.validate import validate
from tests.cli.balint import balint
from tests.workspaces import load_text

EXAMPLES = [
    (kind, key, text) for kind, examples in examples_by_kind().items() for key, text in examples.items()
]  # fmt: skip

TURNS = [{"priya": "I went to work."}, {"ben": "Were you close?"}, {"priya": "He was hard."}]
OPTIONS = [
    {"do": "frame", "say": "We have ten minutes.", "credit": 1},
    {"do": "advise", "say": "Take a day off.", "credit": 0},
]
HEAD: dict[str, Any] = {
    "scenario": "on-stage",
    "title": "On stage",
    "level": "foundation",
    "style": "guiding",
    "format": "monthly-hour",
    "cast": {
        "priya": {"name": "Dr Priya Nair", "role": "presenter"},
        "ben": {"name": "Ben", "role": "member"},
    },
    "state": {"father_named": False},
}
SHAPES: dict[FileKind, tuple[type[Shape], dict[str, Any]]] = {
    "play": (PlanShape, {"play": "exemplary"}),
    "programme": (
        ProgrammeShape,
        {
            "programme": "evening",
            "title": "Evening",
            "format": "monthly-hour",
            "sessions": [{"scenario": "one"}],
        },
    ),
    "format": (
        FormatShape,
        {"format": "ward", "name": "Ward", "phases": [{"phase": "closing", "minutes": 5}]},
    ),
    "pack": (PackShape, {"pack": "ours", "title": "Ours", "author": "We"}),
}


def completed(example: str) -> dict[str, Any]:
    """A scenario with the example in it: a step, a part of a moment, or a part of the head."""
    data = yaml.safe_load(example)
    script: list[dict[str, Any]] = [{"silence": "Nobody speaks."}]
    if isinstance(data, list):
        script += [{**_moment(step), **step} for step in data]
    elif not data.keys() <= ScenarioShape.model_fields.keys():
        kind = "leave" if "waited" in data else "cue"
        script.append({kind: "moment", "turns": TURNS, "options": OPTIONS, **data})
    else:
        script = data.pop("script", script)
        return {**HEAD, **data, "script": script}
    return {**HEAD, "script": script}


def _moment(step: dict[str, Any]) -> dict[str, Any]:
    if not {"cue", "leave"} & step.keys():
        return {}
    # Copied, because YAML would write an anchor where the same list comes twice.
    return deepcopy({"turns": TURNS, "options": OPTIONS})


def keys_in(data: Any) -> Iterator[str]:
    """Every key in plain data."""
    if isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from keys_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys_in(value)


@pytest.mark.parametrize(("kind", "key", "text"), EXAMPLES)
def test_an_example_has_its_key_and_loads(kind: FileKind, key: str, text: str) -> None:
    assert key in set(keys_in(yaml.safe_load(text)))
    if kind == "scenario":
        written = yaml.safe_dump(completed(text), sort_keys=False)
        load_text(written.encode(), "scenario.yaml")
        return
    shape, least = SHAPES[kind]
    written = yaml.safe_dump({**least, **yaml.safe_load(text)}, sort_keys=False)
    findings = Findings("file.yaml")
    document = read(written.encode(), "file.yaml", findings)
    assert document is not None
    assert validate(document, shape, findings) is not None, findings.sorted()


def test_every_key_has_an_example_in_each_kind_of_file() -> None:
    wanted = {(use.kind, key) for key in every_key() for use in uses_of(key)}
    assert wanted == {(kind, key) for kind, key, _ in EXAMPLES}


def test_the_kinds_of_files_are_those_that_there_are() -> None:
    assert {kind for kind, _, _ in _PLACES} == set(get_args(FileKind))


@pytest.mark.parametrize("key", every_key())
def test_a_key_is_explained_with_its_places_and_an_example(tmp_path: Path, key: str) -> None:
    shown = balint(tmp_path, "explain", key)
    assert shown.returncode == 0
    assert f"{key}, a key of the scenario language:\nIn " in shown.stdout
    assert "\nExample" in shown.stdout


def test_a_word_that_is_also_a_key_is_explained_as_both(tmp_path: Path) -> None:
    shown = balint(tmp_path, "explain", "cue").stdout
    assert shown.index("Cue, terms:") < shown.index("cue, a key of the scenario language:")


def test_a_key_may_be_asked_for_as_it_is_written(tmp_path: Path) -> None:
    same = balint(tmp_path, "explain", "ripe").stdout
    assert balint(tmp_path, "explain", "ripe:").stdout == same
    assert balint(tmp_path, "explain", "RIPE").stdout == same


def test_a_misspelt_key_is_refused_with_the_nearest(tmp_path: Path) -> None:
    shown = balint(tmp_path, "explain", "rype")
    assert shown.returncode == 1
    assert "'ripe'" in shown.stderr
