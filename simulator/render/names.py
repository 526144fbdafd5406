"""Names for the ids in data: those of phases, and of entries of the catalogue."""

from collections.abc import Iterable

from simulator.messages import say
from simulator.scenario.catalogue import Catalogue


def phase_name(phase: str) -> str:
    """Return the name of a phase: ``presenter-returns`` is *Presenter returns*."""
    return say(f"phases.{phase}")


def rule_names(catalogue: Catalogue, rules: Iterable[str]) -> tuple[str, ...]:
    """Return the names of ground rules."""
    return tuple(catalogue.rules[rule].name for rule in rules)
