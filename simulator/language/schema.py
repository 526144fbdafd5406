"""The JSON Schema of scenarios, for editors, generated from the shapes.

Pydantic describes the shapes after parsing. A scenario file is written differently: a spoken line
is ``SPEAKER: text``, and the leading key identifies a step. Editors also need the catalogue's ids
for completion and as few unions as possible, because their only message for a failed union is that
no branch matches.
"""

import ast
from collections.abc import Iterator, Mapping
from inspect import getsource
from itertools import combinations
from typing import Any, get_args

from pydantic import BaseModel, Tag

from simulator.language import shapes as scenario_shapes
from simulator.language import simple_step_shapes, step_shapes
from simulator.language.shapes import ScenarioShape
from simulator.language.simple_step_shapes import BESIDE_SPEAKER
from simulator.language.step_shapes import HEADS, StepShape, step_tag
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.model import LEADER
from simulator.scenario.pronouns import PRONOUNS, PRONOUNS_KEY

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "A scenario of the Balint leader simulator"

Schema = dict[str, Any]


def scenario_schema(catalogue: Catalogue) -> Schema:
    """Return the schema of ``scenario.yaml``, with the ids of ``catalogue`` as choices."""
    said = _descriptions()
    # By alias, because ``if`` and ``else`` are keywords of Python: the shapes have other names.
    made = _described(ScenarioShape.model_json_schema(by_alias=True), said[ScenarioShape.__name__])
    defined = {
        name: _described(shape, said.get(name, "")) for name, shape in made.pop("$defs").items()
    }
    shapes = defined | _lists(catalogue)
    plain = {name: _titled(_plain(shape, shapes)) for name, shape in shapes.items()}
    plain["TurnShape"] = _turn(plain["TurnShape"])
    plain["Step"] = _step(said)
    head = _plain(made, shapes)
    head["properties"]["cases"]["items"] = _case(head["properties"]["cases"]["items"])
    return {
        "$schema": DIALECT,
        **head,
        "title": TITLE,
        "$defs": dict(sorted(plain.items())),
    }


def _descriptions() -> dict[str, str]:
    """Return each shape's docstring, parsed from the source: ``python -OO`` removes ``__doc__``."""
    found = {}
    for module in (simple_step_shapes, step_shapes, scenario_shapes):
        for node in ast.parse(getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = ast.get_docstring(node) or ""
    return found


def _described(shape: Schema, description: str) -> Schema:
    """Return a shape's schema with its description, the keys in pydantic's (sorted) order."""
    if not description:
        return shape
    return dict(sorted({**shape, "description": description}.items()))


def _lists(catalogue: Catalogue) -> Schema:
    """Return a schema for each list of the catalogue: its ids as choices, with descriptions."""
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
    # ``enumDescriptions`` is not a standard keyword, but editors show it beside the ids.
    described: Schema = {
        name: {"type": "string", "enum": list(ids), "enumDescriptions": list(ids.values())}
        for name, ids in lists.items()
    }
    phases = dict.fromkeys(
        phase.phase for frame in catalogue.formats.values() for phase in frame.phases
    )
    return {**described, "phases": {"type": "string", "enum": list(phases)}}


def _plain(schema: Any, shapes: Schema) -> Any:
    """Convert a pydantic schema, recursively, to the form for editors."""
    if isinstance(schema, list):
        return [_plain(part, shapes) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "oneOf" in schema:  # pydantic uses oneOf for the union of the steps only
        return {"$ref": "#/$defs/Step"}
    found = {key: _part(key, value, shapes) for key, value in schema.items() if _of_use(key, value)}
    if "catalogue" in found:
        found = _listed(found)
    # Pydantic says which keys match, but not that all others are wrong.
    if "patternProperties" in found:
        found["additionalProperties"] = False
    if "description" in found:
        found["description"] = _words(found["description"])
    mixed = "anyOf" in found and "catalogue" not in schema
    return _merged(found, shapes) if mixed else found


def _listed(found: Schema) -> Schema:
    """Return the schema of an id from a list of the catalogue, and of what may be in its place."""
    rest = {key: value for key, value in found.items() if key not in ("catalogue", "or_else")}
    listed = {"$ref": f"#/$defs/{found['catalogue']}"}
    if "or_else" in found:
        return {**rest, "anyOf": [listed, {"type": "string", "pattern": found["or_else"]}]}
    del rest["type"]  # the list that it refers to has a type
    return {**rest, **listed}


def _titled(shape: Schema) -> Schema:
    """Give a mapping a title made of its first keys; editors show it in their error messages."""
    keys = list(shape.get("properties", ()))
    if not keys:
        return shape
    example = ", ".join(f"{key}: ..." for key in keys[:3])
    return {"title": f"a mapping such as {example}", **shape}


def _part(key: str, value: Any, shapes: Schema) -> Any:
    """Convert the value of one keyword; the keys of ``properties`` are names, not keywords."""
    if key == "properties":
        return {name: _plain(part, shapes) for name, part in value.items()}
    return _plain(value, shapes)


def _of_use(key: str, value: Any) -> bool:
    """Return False for a title generated from a key, and for an empty default.

    Editors do not use the former, and would insert the latter into the file.
    """
    return key != "title" and not (key == "default" and value in (None, "", [], {}))


def _merged(schema: Schema, shapes: Schema) -> Schema:
    """Merge a union whose branches have different types into one schema.

    That is equivalent because every keyword but ``type`` applies to one type only.
    """
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
        # An enum applies to null, too, so null has to be one of its values.
        if "null" in types and "enum" in merged:
            merged["enum"] = [*merged["enum"], None]
    # What the field itself says, such as its description, replaces what its branches say.
    return merged | schema


def _case(shape: Schema) -> Schema:
    """Return the schema of a case: only ``pronouns`` is a mapping, everything else a text."""
    ((pattern, value),) = shape["patternProperties"].items()
    text = {key: part for key, part in value.items() if key != "additionalProperties"}
    text["type"] = [name for name in value["type"] if name != "object"]
    pronouns = {
        # A text, too: a case may have a key of its own with this name.
        "type": ["object", "string"],
        "description": "The pronouns of people in this case: he, she or they, by their ids.",
        "additionalProperties": {"type": "string", "enum": list(PRONOUNS)},
    }
    return {
        **shape,
        "properties": {PRONOUNS_KEY: pronouns},
        # A key that is among the properties is checked against a matching pattern as well (JSON
        # Schema 2020-12, core, section 10.3.2), so the pattern leaves this key out.
        "patternProperties": {f"^(?!{PRONOUNS_KEY}$){pattern.removeprefix('^')}": text},
    }


_SPEAKERS = {
    LEADER: "The trainee's own fixed line, one that needs no decision.",
    "silence": "Nobody speaks. Say what one would notice meanwhile.",
    "aside": "A stage direction: something is done or seen.",
    "coach": "The author speaks to the trainee, outside the meeting; as in a tutorial.",
}
"""What a line may begin with besides people of the cast, and what it then is."""


def _turn(shape: Schema) -> Schema:
    """Return the schema of a spoken line as written in a file.

    Any key but ``breaks``, ``when``, ``seconds`` and ``note`` is the speaker, with the text as its
    value. Only a silence has ``seconds``.
    """
    known = shape["properties"]
    text = {key: value for key, value in known["text"].items() if key != "description"}
    beside = {key: known[key] for key in BESIDE_SPEAKER}
    return {
        "type": "object",
        "title": "a spoken line",
        "description": shape["description"],
        "properties": {
            **{speaker: {**text, "description": words} for speaker, words in _SPEAKERS.items()},
            **beside,
            **dict.fromkeys(HEADS, False),  # nothing matches False: with these it is another step
        },
        "additionalProperties": {**text, "description": "What this person of the cast says."},
        "minProperties": 1,
        "allOf": [
            *(_alone(speaker, beside) for speaker in _SPEAKERS),
            {"if": _has("seconds"), "then": _has("silence")},
            *_one_speaker(),
        ],
    }


def _one_speaker() -> Iterator[Schema]:
    """Yield conditions that a line has one speaker.

    JSON Schema cannot say "exactly one other key", so the number of keys is fixed for each
    combination of the known ones.
    """
    # A line with ``seconds`` is a silence, whose other keys ``_alone`` refuses.
    anybody = [key for key in BESIDE_SPEAKER if key != "seconds"]
    for count in range(len(anybody) + 1):
        number = {"minProperties": 1 + count, "maxProperties": 1 + count}
        for among in combinations(anybody, count):
            yield {"if": _with_exactly(among), "then": number}


def _alone(speaker: str, beside: Mapping[str, Any]) -> Schema:
    """Return a condition that no other speaker is in the line of ``speaker``."""
    nothing_else = {
        "properties": dict.fromkeys((speaker, *beside), True),
        "additionalProperties": False,
    }
    return {"if": _has(speaker), "then": nothing_else}


def _with_exactly(keys: tuple[str, ...]) -> Schema:
    """Return a schema for lines that have these keys beside the speaker, and none of the others."""
    others = [_has(key) for key in BESIDE_SPEAKER if key not in keys]
    return {"type": "object", "required": list(keys), "not": {"anyOf": others}}


def _ref(shape: type[BaseModel]) -> Schema:
    return {"$ref": f"#/$defs/{shape.__name__}"}


def _words(text: str) -> str:
    """Return a docstring as Markdown, which editors render."""
    return text.replace("``", "`")


def _has(key: str) -> Schema:
    return {"type": "object", "required": [key]}


def _step(said: Mapping[str, str]) -> Schema:
    """Return the schema of a step: if/then/else over the leading keys, in ``step_tag``'s order."""
    shapes = dict(_tagged())
    by_head = {head: shapes[step_tag({head: None})] for head in HEADS}
    heads = {head: {"description": _words(said[shape.__name__])} for head, shape in by_head.items()}
    chosen: Schema = {"allOf": [_ref(shapes[step_tag({})])], "properties": heads}
    # From the last to the first, because each is the ``else`` of the one before it.
    for head, shape in reversed(by_head.items()):
        chosen = {"if": _has(head), "then": _ref(shape), "else": chosen}
    return {
        "type": "object",
        "title": "a step",
        "description": "One entry of the script: a spoken line, or what its first key says it is.",
        **chosen,
    }


def _tagged() -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield each kind of step as its tag and its shape."""
    union = get_args(StepShape)[0]  # the second argument is the discriminator
    for branch in get_args(union):
        shape, tag = get_args(branch)
        assert isinstance(tag, Tag)
        yield tag.tag, shape
