"""The JSON Schema of scenarios, for editors: made from the shapes, in the form in which scenarios are written.

Pydantic describes what the shapes hold. A scenario holds the same in another form: a spoken line is ``SPEAKER: text``, and
a step is told by its leading key. Editors also want the catalogue's ids to offer, and as few unions as can be: of a union they
may only say that nothing fits.
"""

import ast
from collections.abc import Iterator, Mapping
from inspect import getsource
from typing import Any, get_args

from pydantic import BaseModel, Tag

from simulator.language import shapes as written
from simulator.language.shapes import HEADS, ScenarioShape, StepShape, step_tag
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.model import LEADER

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "A scenario of the Balint leader simulator"

Schema = dict[str, Any]


def scenario_schema(catalogue: Catalogue) -> Schema:
    """The schema of ``scenario.yaml``, with the ids of ``catalogue`` to choose from."""
    said = _descriptions()
    made = _described(ScenarioShape.model_json_schema(by_alias=True), said[ScenarioShape.__name__])
    defined = {
        name: _described(shape, said.get(name, "")) for name, shape in made.pop("$defs").items()
    }
    shapes = defined | _lists(catalogue)
    plain = {name: _titled(_plain(shape, shapes)) for name, shape in shapes.items()}
    plain["TurnShape"] = _turn(plain["TurnShape"])
    plain["Step"] = _step(said)
    return {
        "$schema": DIALECT,
        **_plain(made, shapes),
        "title": TITLE,
        "$defs": dict(sorted(plain.items())),
    }


def _descriptions() -> dict[str, str]:
    """What each shape is for, from its docstring in the source: ``python -OO`` leaves no other trace of it."""
    classes = (
        node for node in ast.parse(getsource(written)).body if isinstance(node, ast.ClassDef)
    )
    return {node.name: ast.get_docstring(node) or "" for node in classes}


def _described(shape: Schema, description: str) -> Schema:
    """A shape's schema with its description, the keys in pydantic's order."""
    return dict(sorted({**shape, "description": description}.items())) if description else shape


def _lists(catalogue: Catalogue) -> Schema:
    """Each list of the catalogue: its ids to choose from, each with what it means."""
    lists = {
        "rules": {key: f"{rule.name}. {rule.text}" for key, rule in catalogue.rules.items()},
        "kinds": {key: f"{kind.name}. {kind.aim}" for key, kind in catalogue.kinds.items()},
        "situations": {
            key: f"{situation.name}. {situation.aim}"
            for key, situation in catalogue.situations.items()
        },
        "sources": {
            key: f"{source.title}. {source.supports}" for key, source in catalogue.sources.items()
        },
        "formats": {
            key: f"{frame.name}. {frame.about}" for key, frame in catalogue.formats.items()
        },
    }
    described: Schema = {
        name: {"type": "string", "enum": list(ids), "enumDescriptions": list(ids.values())}
        for name, ids in lists.items()
    }
    phases = dict.fromkeys(
        phase.phase for frame in catalogue.formats.values() for phase in frame.phases
    )
    return {**described, "phases": {"type": "string", "enum": list(phases)}}


def _plain(schema: Any, shapes: Schema) -> Any:
    """Bring a schema of pydantic's, and all within it, into the form for editors."""
    if isinstance(schema, list):
        return [_plain(part, shapes) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "oneOf" in schema:  # the only such union is that of the steps
        return {"$ref": "#/$defs/Step"}
    found = {key: _part(key, value, shapes) for key, value in schema.items() if _of_use(key, value)}
    if "catalogue" in found:
        found["$ref"] = f"#/$defs/{found.pop('catalogue')}"
        del found["type"]
    if "patternProperties" in found:
        found["additionalProperties"] = False
    if "description" in found:
        found["description"] = _words(found["description"])
    return _merged(found, shapes) if "anyOf" in found else found


def _titled(shape: Schema) -> Schema:
    """Give a mapping the title by which an editor names it where something else stands: the first of its keys."""
    keys = list(shape.get("properties", ()))
    return (
        {"title": f"a mapping such as {', '.join(f'{key}: ...' for key in keys[:3])}", **shape}
        if keys
        else shape
    )


def _part(key: str, value: Any, shapes: Schema) -> Any:
    if key == "properties":
        return {name: _plain(part, shapes) for name, part in value.items()}
    return _plain(value, shapes)


def _of_use(key: str, value: Any) -> bool:
    """An editor makes no use of a title made from a key, and would write a default that says nothing."""
    return key != "title" and not (key == "default" and value in (None, "", [], {}))


def _merged(schema: Schema, shapes: Schema) -> Schema:
    """One schema in place of a union whose branches have different types: every other keyword minds one type only."""
    merged: Schema = {"type": []}
    for branch in schema.pop("anyOf"):
        whole = shapes[branch["$ref"].rpartition("/")[2]] if "$ref" in branch else branch
        types = whole["type"] if isinstance(whole["type"], list) else [whole["type"]]
        merged |= {
            key: value
            for key, value in whole.items()
            if key not in ("type", "title", "description")
        }
        merged["type"] = list(dict.fromkeys([*merged["type"], *types]))
        if "null" in types and "enum" in merged:
            merged["enum"] = [*merged["enum"], None]
    return merged | schema


def _turn(shape: Schema) -> Schema:
    """A spoken line as it is written: any key but ``breaks`` and ``when`` is the speaker, and takes the words."""
    known = shape["properties"]
    text = {key: value for key, value in known["text"].items() if key != "description"}
    fixed = {
        LEADER: "The trainee's own fixed line, one that needs no decision.",
        "silence": "Nobody speaks. Say what one would notice meanwhile.",
        "aside": "A stage direction: something is done or seen.",
    }
    beside = {"breaks": known["breaks"], "when": known["when"]}
    return {
        "type": "object",
        "title": "a spoken line",
        "description": shape["description"],
        "properties": {
            **{speaker: {**text, "description": words} for speaker, words in fixed.items()},
            **beside,
            **dict.fromkeys(HEADS, False),
        },
        "additionalProperties": {**text, "description": "What this person of the cast says."},
        "minProperties": 1,
        "allOf": [
            *(_alone(speaker, beside) for speaker in fixed),
            *(
                {
                    "if": _with_exactly(among),
                    "then": {"minProperties": 1 + len(among), "maxProperties": 1 + len(among)},
                }
                for among in ((), ("breaks",), ("when",), ("breaks", "when"))
            ),
        ],
    }


def _alone(speaker: str, beside: Mapping[str, Any]) -> Schema:
    """Nobody else speaks in the same line."""
    nothing_else = {
        "properties": dict.fromkeys((speaker, *beside), True),
        "additionalProperties": False,
    }
    return {"if": _has(speaker), "then": nothing_else}


def _with_exactly(keys: tuple[str, ...]) -> Schema:
    others = [_has(key) for key in ("breaks", "when") if key not in keys]
    return {
        "type": "object",
        "required": list(keys),
        **({"not": {"anyOf": others}} if others else {}),
    }


def _ref(shape: type[BaseModel]) -> Schema:
    return {"$ref": f"#/$defs/{shape.__name__}"}


def _words(text: str) -> str:
    return text.replace("``", "`")


def _has(key: str) -> Schema:
    return {"type": "object", "required": [key]}


def _step(said: Mapping[str, str]) -> Schema:
    """A step: the shape that its leading key asks for, in the same order as ``step_tag`` looks."""
    shapes = dict(_tagged())
    by_head = {head: shapes[step_tag({head: None})] for head in HEADS}
    heads = {head: {"description": _words(said[shape.__name__])} for head, shape in by_head.items()}
    chosen: Schema = {"allOf": [_ref(shapes[step_tag({})])], "properties": heads}
    for head, shape in reversed(by_head.items()):
        chosen = {"if": _has(head), "then": _ref(shape), "else": chosen}
    return {
        "type": "object",
        "title": "a step",
        "description": "One entry of the script: a spoken line, or what its first key says it is.",
        **chosen,
    }


def _tagged() -> Iterator[tuple[str, type[BaseModel]]]:
    """Each kind of step with its tag."""
    union = get_args(StepShape)[0]
    for branch in get_args(union):
        shape, tag = get_args(branch)
        assert isinstance(tag, Tag)
        yield tag.tag, shape
