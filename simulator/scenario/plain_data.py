"""A scenario and a catalogue as plain data that JSON can hold, and back, without a YAML reader.

The room that is packaged for a browser has its scenarios in this form, because to read their texts
there takes seconds: pydantic alone takes more than one to start.

A text, a number, true, false and null are themselves. Everything else is a list that begins with a
tag: ``(`` and the items of a tuple, ``{`` and the keys and values of a mapping in turn, ``/`` and
the two parts of a fraction, ``?`` and the source of a condition, ``w`` and a text without
placeholders, or the name of a dataclass and its fields in order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any, Final, TypeVar

from simulator.scenario import catalogue as catalogues
from simulator.scenario import model
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.condition import Condition, Judgeable, Names, compile_condition
from simulator.scenario.model import Scenario, Variable
from simulator.scenario.placeholders import Words

T = TypeVar("T")

FORM: Final = 1
"""The version of this form; data of another one are of another version of the program."""

_CLASSES: Final[Mapping[str, type[Any]]] = {
    one.__name__: one
    for one in (
        *(getattr(model, name) for name in (
            "Person", "Variable", "Change", "Turn", "PhaseStep", "Option", "Passing", "Moment",
            "If", "Vary", "Label", "Goto", "ChangeStep", "End", "SeatStep", "Reflect",
            "BetweenLine", "Scenario",
        )),
        *(getattr(catalogues, name) for name in (
            "Source", "Rule", "Kind", "Situation", "TimingFactor", "Term", "FormatPhase", "Format",
            "Catalogue",
        )),
        Words,
    )
}  # fmt: skip


def catalogue_to_data(catalogue: Catalogue) -> Any:
    """Return a catalogue as plain data."""
    return _plain(catalogue)


def catalogue_from_data(data: Any) -> Catalogue:
    """Return the catalogue; raise ValueError for data that are none."""
    return _as(Catalogue, _Maker(None, None).made(data))


def scenario_to_data(scenario: Scenario) -> Any:
    """Return a scenario as plain data, without the catalogue, which all scenarios share."""
    return {
        "form": FORM,
        "variables": _plain(scenario.variables),
        "moments": [
            [moment.id, moment.leave, [option.id for option in moment.options]]
            for moment in scenario.moments()
        ],
        "scenario": _plain(scenario),
    }


def scenario_from_data(data: Any, catalogue: Catalogue) -> Scenario:
    """Return the scenario; raise ValueError for data that are none."""
    if not isinstance(data, dict) or data.get("form") != FORM:
        raise ValueError("of another version")
    variables = _Maker(None, None).made(data["variables"])
    names = _names(variables, data["moments"])
    return _as(Scenario, _Maker(names, catalogue).made(data["scenario"]))


def _names(variables: Sequence[Variable], moments: Any) -> Names:
    """Return the names that conditions use, with the numbers that ``language.build`` gives them."""
    judgeable: dict[str, Judgeable] = {}
    first = 0
    for name, leave, options in moments:
        judgeable[name] = Judgeable(first, leave, tuple(options))
        first = judgeable[name].end
    return Names(
        numbers={one.name: i for i, one in enumerate(variables) if not one.flag},
        flags={one.name: i for i, one in enumerate(variables) if one.flag},
        moments=judgeable,
    )


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Words) and value.pieces == (value.source,) and not value.capitals:
        return ["w", value.source]
    if isinstance(value, tuple):
        return ["(", *map(_plain, value)]
    if isinstance(value, Mapping):
        return ["{", *(_plain(one) for pair in value.items() for one in pair)]
    if isinstance(value, Fraction):
        return ["/", value.numerator, value.denominator]
    if isinstance(value, Condition):
        return ["?", value.source]
    kind = type(value)
    if _CLASSES.get(kind.__name__) is not kind:
        raise TypeError(f"{kind.__name__} is no part of a scenario")
    return [kind.__name__, *(_plain(getattr(value, name)) for name in _fields(kind))]


def _fields(kind: type[Any]) -> list[str]:
    """Return the names of the fields of a class, without those that are made or shared."""
    shared = {"catalogue"} if kind is Scenario else set()
    return [one.name for one in fields(kind) if one.init and one.name not in shared]


class _Maker:
    """Makes what plain data stand for; conditions need the names of their scenario."""

    def __init__(self, names: Names | None, catalogue: Catalogue | None) -> None:
        self._names = names
        self._fixed = {Scenario: {"catalogue": catalogue}}
        self._makers: dict[str, Callable[[Sequence[Any]], Any]] = {
            "(": lambda items: tuple(map(self.made, items)),
            "{": self._mapping,
            "/": lambda parts: Fraction(*parts),
            "?": lambda parts: self._condition(*parts),
            "w": lambda parts: Words(parts[0], (parts[0],)),
        }
        self._kinds = {name: (kind, _fields(kind)) for name, kind in _CLASSES.items()}

    def made(self, data: Any) -> Any:
        if not isinstance(data, list):
            return data
        tag, *parts = data
        maker = self._makers.get(tag)
        if maker is not None:
            return maker(parts)
        if tag not in self._kinds:
            raise ValueError("no part of a scenario")
        kind, names = self._kinds[tag]
        values = dict(zip(names, map(self.made, parts), strict=True))
        return kind(**values, **self._fixed.get(kind, {}))

    def _mapping(self, parts: Sequence[Any]) -> dict[Any, Any]:
        values = [self.made(one) for one in parts]
        return dict(zip(values[::2], values[1::2], strict=True))

    def _condition(self, source: str) -> Condition:
        assert self._names is not None
        compiled = compile_condition(source, self._names)
        if not isinstance(compiled, Condition):
            raise ValueError(f"no condition: {source}")
        return compiled


def _as(kind: type[T], value: Any) -> T:
    if not isinstance(value, kind):
        raise ValueError(f"no {kind.__name__}")
    return value
