"""The JSON Schema describes scenario files, and agrees with our checker (``test_editor`` too)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from simulator.cli.schema import schema_text
from simulator.language import library_shapes, shapes, simple_step_shapes, step_shapes
from simulator.language.findings import Findings
from simulator.language.reader import read
from simulator.language.schema import scenario_schema
from simulator.language.shape_types import Shape
from simulator.library import scenarios as library
from tests import second_edition
from tests.docs import guide
from tests.language.test_errors import EDITS, VALID, findings_of
from tests.strategies import Data, scenarios
from tests.workspaces import catalogue

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "scenario.schema.json"
LIBRARY = library.scenario_files(ROOT / "scenarios")
SCHEMA = scenario_schema(catalogue())
VALIDATOR = Draft202012Validator(SCHEMA)

ERRORS = {
    wrong: VALID.replace(old, new.replace("@", ""))
    for wrong, (old, new, code) in EDITS.items()
    if code[0] == "S"
}
ERRORS |= {
    wrong: VALID.replace(old, new)
    for wrong, (old, new) in {
        "no title": ("title: A cough\n", ""),
        "no script": (VALID[VALID.index("script:") :], ""),
        "no role, in lines": ("  ben: {name: Ben, role: member}", "  ben:\n    name: Ben"),
        "no bounds, in lines": (
            "  trust: {start: 0, min: -5, max: 5}",
            "  trust:\n    start: 0\n    min: -5",
        ),
        "no words to say": ("        say: When did he die?\n", ""),
        "no then": ("    then: [{ben: I am not sure.}]\n", ""),
        "a misspelt key of a moment": (
            "    situation: presenter-drifts",
            "    situatoin: presenter-drifts",
        ),
        "a misspelt key of a line": (
            "        breaks: [protect-presenter]",
            "        brakes: [protect-presenter]",
        ),
        "a misspelt key of a step": ("    else: [{ben: I see.}]", "    esle: [{ben: I see.}]"),
        "a moment's key in a passing": ("missed: {effect", "missed: {about: x, effect"),
        "a key of the cast misspelt": ("role: presenter, about: GP", "role: presenter, abuot: GP"),
        "two of the cast in one line": (
            "      - priya: My father.",
            "      - priya: My father.\n        ben: Oh.",
        ),
        "a moment among the turns": ("      - priya: My father.", "      - cue: x"),
        "a step that says nothing": ("  - label: onward", "  - when: told\n  - label: onward"),
        "a weight of nothing": ("    ripe: 1", "    ripe: 1\n    weight: 0"),
        "an empty script": (VALID[VALID.index("script:") :], "script: []\n"),
        "an empty cast": (VALID[VALID.index("cast:") : VALID.index("absent:")], "cast: {}\n"),
        "a text for a state": ("  told: false", "  told: 'no'"),
        "a yes for a number added": ("  - effect: {depth: 1}", "  - effect: {depth: true}"),
        "a language in words": ("version: 1", "version: 1\nlanguage: English"),
        "an unknown basis": ("version: 1", "version: 1\nkey: {basis: guessed}"),
    }.items()
}
"""What is wrong, and a scenario in which it is: every kind of error of shape."""

DIFFERENT = {"a whole number with a leading zero"}
"""What the editor, which reads YAML 1.2, takes for a whole number, and this program for a text."""

ELSEWHERE = {"words and a gesture"}
"""What the editor underlines at the other one of two keys."""

ONLY_CHECK = {"a moment among the turns"}
"""What is no error of shape to our checker, and an error to the editor all the same."""


def written(text: str) -> Any:
    document = read(text.encode(), "scenario.yaml", Findings("scenario.yaml"))
    assert document is not None
    return document.data


def subschemas(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every named property in a schema, with the property's own schema."""
    if isinstance(schema, dict):
        for name, part in schema.get("properties", {}).items():
            yield name, part
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from subschemas(part)


def test_the_schema_in_the_docs_is_the_one_that_the_program_prints() -> None:
    assert KEPT.read_text("utf-8") == schema_text(catalogue()), (
        "balint-sim schema > docs/scenario.schema.json"
    )


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"]


def test_every_field_of_every_shape_is_described() -> None:
    models = [
        model
        for module in (shapes, simple_step_shapes, step_shapes, library_shapes)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, Shape)
    ]
    bare = [
        f"{m.__name__}.{name}"
        for m in models
        for name, field in m.model_fields.items()
        if not field.description
    ]
    assert not bare


def test_every_key_that_an_editor_offers_is_described() -> None:
    found = [(name, part) for name, part in subschemas(SCHEMA) if isinstance(part, dict)]
    assert len(found) > 60
    assert not [name for name, part in found if not part.get("description")]


def test_descriptions_are_plain_words() -> None:
    words = " ".join(re.findall(r'"description": "(.*)"', schema_text(catalogue())))
    assert not re.search(r"``|pydantic|\bdict\b|\bboolean\b|\bstring\b", words)


def test_an_editor_offers_the_ids_of_the_catalogue() -> None:
    known = catalogue()
    for name in ("rules", "kinds", "situations", "sources", "formats"):
        assert SCHEMA["$defs"][name]["enum"] == list(getattr(known, name))
        assert all(SCHEMA["$defs"][name]["enumDescriptions"])
    assert {"opening", "leadership-review"} <= set(SCHEMA["$defs"]["phases"]["enum"])


@pytest.mark.parametrize("file", LIBRARY, ids=lambda file: file.parent.name)
def test_the_library_is_valid_and_names_the_schema(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not list(VALIDATOR.iter_errors(written(text)))
    first = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert first
    assert (file.parent / first[1]).resolve() == KEPT


def test_a_scenario_with_every_key_of_moments_is_valid() -> None:
    assert not list(VALIDATOR.iter_errors(written(second_edition.TEXT)))


@pytest.mark.parametrize("text", [VALID, *(fence.text for fence in guide.examples("scenario"))])
def test_what_has_no_error_of_shape_is_valid(text: str) -> None:
    assert not list(VALIDATOR.iter_errors(written(text)))


@given(scenarios())
def test_whatever_loads_is_valid(data: Data) -> None:
    assert not list(VALIDATOR.iter_errors(data))


@pytest.mark.parametrize("wrong", ERRORS)
def test_an_error_of_shape_is_one_to_the_schema_as_well(wrong: str) -> None:
    assert wrong in ONLY_CHECK or [
        finding for finding in findings_of(ERRORS[wrong]) if finding.code[0] == "S"
    ]
    assert list(VALIDATOR.iter_errors(written(ERRORS[wrong])))
