"""Build the changes of climate and state that steps and options make.

Errors are reported to the scope; the change is then a stand-in, and the scenario is not used.
"""

from typing import Any

from simulator.language.document import Place
from simulator.language.scope import Scope
from simulator.scenario.model import Change, below


def change_of(scope: Scope, shape: Any, place: Place) -> Change:
    """Return what the keys ``effect`` and ``set`` of a shape change."""
    add = tuple(
        _added(scope, name, amount, below(place, "effect", name))
        for name, amount in shape.effect.items()
    )
    assign = tuple(
        _assigned(scope, name, value, below(place, "set", name))
        for name, value in shape.set.items()
    )
    return Change(add, assign)


def _added(scope: Scope, name: str, amount: int, place: Place) -> tuple[int, int]:
    """Return a variable's index and the amount to add to it."""
    if not _known(scope, name, place):
        return 0, 0
    if scope.variables[scope.places[name]].flag:
        scope.error("M308.added", place, "use_set", name=name)
    return scope.places[name], amount


def _assigned(scope: Scope, name: str, value: bool | int, place: Place) -> tuple[int, int]:
    """Return a variable's index and the value to assign to it; true is 1 and false is 0."""
    if not _known(scope, name, place):
        return 0, 0
    variable = scope.variables[scope.places[name]]
    # Asked of the type, because True and False are whole numbers to Python.
    if variable.flag != isinstance(value, bool):
        message = "M308.needs_truth" if variable.flag else "M308.needs_number"
        scope.error(message, place, name=name)
    elif not variable.low <= value <= variable.high:
        low, high = variable.low, variable.high
        scope.error("M306", place, name=name, value=value, low=low, high=high)
    return scope.places[name], int(value)


def _known(scope: Scope, name: str, place: Place) -> bool:
    if name in scope.places:
        return True
    near = scope.findings.nearest(name, scope.places)
    scope.error("M301.state", place, near=near, key=True, name=name)
    return False
