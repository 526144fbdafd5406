"""Find the message ids that the program uses, and the messages that it has."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

from jinja2 import Environment, nodes

import simulator
from simulator.messages import en
from simulator.messages.plural import Plural

SOURCE = Path(simulator.__file__).parent


@dataclass(frozen=True)
class Use:
    """One call of ``say``.

    ``pattern`` matches the ids that it may ask for: one id, or those of an f-string. ``names`` are the
    placeholders that it fills, or None if the call has ``**values``.
    """

    place: str
    pattern: re.Pattern[str]
    names: frozenset[str] | None


def messages() -> dict[str, str | Plural]:
    """Return every English message by its id."""
    found = {}
    for module in iter_modules(en.__path__):
        area = import_module(f"{en.__name__}.{module.name}")
        found.update({f"{module.name}.{k}": v for k, v in vars(area).get("MESSAGES", {}).items()})
    return found


def forms(message: str | Plural) -> list[str]:
    """Return the texts of a message: one, or the forms of a plural."""
    if isinstance(message, str):
        return [message]
    names = ("one", "other", "zero", "two", "few", "many")
    return [form for name in names if (form := getattr(message, name))]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@cache
def uses() -> tuple[Use, ...]:
    """Return the calls of ``say`` in the program."""
    return tuple(_uses())


def _uses() -> Iterator[Use]:
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "say"
            ):
                yield _use(f"{file.relative_to(SOURCE)}:{node.lineno}", node)
    yield from _uses_in_templates()


def _uses_in_templates() -> Iterator[Use]:
    """Yield the calls of ``say`` in templates; a template has no ``**values``."""
    for file in sorted(SOURCE.rglob("*.j2")):
        tree = Environment(autoescape=True).parse(file.read_text("utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "say":
                names = frozenset(keyword.key for keyword in call.kwargs)
                pattern = re.compile(_pattern_in_template(call.args[0]))
                yield Use(f"{file.relative_to(SOURCE)}:{call.lineno}", pattern, names)


def _pattern_in_template(node: nodes.Node) -> str:
    match node:
        case nodes.Const(value=str() as text):
            return re.escape(text)
        case nodes.Concat(nodes=parts):
            return "".join(map(_pattern_in_template, parts))
        case nodes.CondExpr(expr1=body, expr2=nodes.Node() as orelse):
            return f"(?:{_pattern_in_template(body)}|{_pattern_in_template(orelse)})"
        case _:
            return ".+"


def _use(place: str, call: ast.Call) -> Use:
    names = {keyword.arg for keyword in call.keywords}
    filled = None if None in names else frozenset(name for name in names if name is not None)
    return Use(place, re.compile(_pattern(call.args[0])), filled)


def _pattern(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(_pattern(part) for part in parts)
        case ast.IfExp(body=body, orelse=orelse):
            return f"(?:{_pattern(body)}|{_pattern(orelse)})"
        case _:
            return ".+"
