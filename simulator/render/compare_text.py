"""Render the comparison of two versions of a scenario as a text page, and as plain data."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from simulator.analysis.strategies import ALWAYS_SPEAK, ALWAYS_WAIT, CHANCE
from simulator.authoring.compare import FIGURES, Comparison, Outcome, Version
from simulator.authoring.versions import PARTS, Difference, Part
from simulator.messages import say
from simulator.messages.findings import say_problem
from simulator.render.columns import Column, Row, columns, lines
from simulator.render.survey_text import strategy_name
from simulator.scenario.text import clean_line

LEAST_CHANGE = 0.05
"""A smaller change of a figure is printed as none: figures have one decimal."""

LEAST_HABIT = 1.0
"""A habit is printed if it changes by this many percentage points."""

_STAYS = ("+0.0", "-0.0")
"""How a figure that stays is printed."""

# They are figures already.
_NO_HABITS = (CHANCE, ALWAYS_WAIT, ALWAYS_SPEAK)


def as_text(found: Comparison, title: str) -> str:
    """Return the comparison as a page; ``title`` is that of the new version."""
    return "\n".join(_page(found, title)) + "\n"


def _page(found: Comparison, title: str) -> Iterator[str]:
    yield from lines(_title(found, title))
    if not found.differences:
        yield from ("", say("compare.same"))
        return
    yield say("compare.changes", count=len(found.differences))
    if found.key_changed and found.same_number:
        yield from ("", *lines(say("compare.same_number", version=found.new.version)))
    for part in PARTS:
        yield from _part(part, [each for each in found.differences if each.part == part])
    yield from ("", say("compare.figures"), *_effects(found))


def _title(found: Comparison, title: str) -> str:
    old, new = found.old, found.new
    if old.id == new.id:
        return say("compare.title", title=title, scenario=new.id, old=old.version, new=new.version)
    return say(
        "compare.other_title",
        old=old.id,
        old_version=old.version,
        new=new.id,
        new_version=new.version,
    )


def _part(part: Part, found: list[Difference]) -> Iterator[str]:
    if found:
        yield from ("", say(f"compare.part_{part}"))
    for difference in found:
        yield from lines(_where(difference), indent=2, hang=2)
        for key, text in (("old", difference.old), ("new", difference.new)):
            if text is not None:
                yield from lines(
                    say(f"compare.text_{key}", text=clean_line(text)), indent=4, hang=2
                )


def _where(difference: Difference) -> str:
    where = clean_line(difference.where)
    if difference.new is None:
        return say("compare.removed", where=where, line=difference.old_line)
    if difference.old is None:
        return say("compare.added", where=where, line=difference.new_line)
    return say("compare.where", where=where, line=difference.new_line)


def _effects(found: Comparison) -> Iterator[str]:
    """Yield what the changes do to best, chance, habits and plays."""
    old, new = found.old, found.new
    for which, version in (("old", old), ("new", new)):
        if version.truncated:
            named = say(f"compare.which_{which}")
            yield from lines(
                say("compare.truncated", which=named, limit=version.truncated), indent=2
            )
    rows = [*_figures(old, new), *_habits(old, new), *_plays(old, new)]
    if any(row.cells[-1] not in _STAYS for row in rows):
        heads = [Column(say("compare.figure"), "<")]
        heads += [Column(say(f"compare.head_{name}")) for name in ("old", "new", "change")]
        yield from columns(heads, rows)
        yield from lines(say("compare.figures_are"))
    elif not old.truncated and not new.truncated:
        yield from lines(say("compare.nothing_moves"), indent=2)
    yield from _sentences(old, new)


def _sentences(old: Version, new: Version) -> Iterator[str]:
    if old.paths != new.paths:
        yield from lines(say("compare.number_of_plays", old=f"{old.paths:,}", new=f"{new.paths:,}"))
    if old.line != new.line and old.line and new.line:
        yield from lines(say("compare.best_line", old=_line(old), new=_line(new)))
    for which, version in (("old", old), ("new", new)):
        for name, outcome in version.plays.items():
            if outcome.problem is not None:
                yield from lines(
                    say(
                        "compare.not_played",
                        name=clean_line(name),
                        which=say(f"compare.which_{which}"),
                        problem=say_problem(outcome.problem),
                    )
                )


def _line(version: Version) -> str:
    acts = (say("compare.act", moment=moment, act=act) for moment, act in version.line)
    return ", ".join(acts)


def _figures(old: Version, new: Version) -> Iterator[Row]:
    for name in FIGURES:
        # Best and chance are what an author looks for, so they are printed if they stay, too.
        least = 0.0 if name in ("best", "chance") else LEAST_CHANGE
        row = _row(
            say(f"compare.figure_{name}"), old.figures.get(name), new.figures.get(name), least
        )
        if row is not None:
            yield row


def _habits(old: Version, new: Version) -> Iterator[Row]:
    # A dict and not a set, so that the habits stay in their order.
    for name in {**old.habits, **new.habits}:
        if name not in _NO_HABITS:
            named = say("compare.habit", name=strategy_name(name))
            row = _row(named, old.habits.get(name), new.habits.get(name), LEAST_HABIT)
            if row is not None:
                yield row


def _plays(old: Version, new: Version) -> Iterator[Row]:
    for name in new.plays:
        before, after = _percent(old.plays, name), _percent(new.plays, name)
        row = _row(say("compare.play", name=clean_line(name)), before, after)
        if row is not None:
            yield row


def _percent(plays: Mapping[str, Outcome], name: str) -> float | None:
    outcome = plays.get(name)
    return outcome.percent if outcome is not None else None


def _row(
    name: str, old: float | None, new: float | None, least: float = LEAST_CHANGE
) -> Row | None:
    """Return the row of a figure, or None if it is the same."""
    if old is None and new is None:
        return None
    if old is None or new is None:
        return Row((name, _shown(old), _shown(new), say("compare.none")))
    change = new - old
    return Row((name, _shown(old), _shown(new), f"{change:+.1f}")) if abs(change) >= least else None


def _shown(figure: float | None) -> str:
    return say("compare.none") if figure is None else f"{figure:.1f}"


def as_data(found: Comparison) -> dict[str, Any]:
    """Return the comparison under the JSON keys that other programs use."""
    changes: dict[str, list[dict[str, Any]]] = {part: [] for part in PARTS}
    for difference in found.differences:
        data = asdict(difference)
        changes[data.pop("part")].append(data)
    return {
        "same": not found.differences,
        "key_changed": found.key_changed,
        "old": _version(found.old),
        "new": _version(found.new),
        "changes": changes,
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "scenario": version.id,
        "version": version.version,
        "digest": version.digest,
        "exhaustive": not version.truncated,
        "limit": version.truncated or None,
        # A string, because other programs read numbers as floats, and this can have 100 digits.
        "paths": None if version.truncated else str(version.paths),
        **{name: version.figures.get(name) for name in FIGURES},
        "best_line": dict(version.line),
        "habits": dict(version.habits),
        "plays": {
            name: {
                "percent": outcome.percent,
                "problem": None if outcome.problem is None else say_problem(outcome.problem),
            }
            for name, outcome in version.plays.items()
        },
    }
