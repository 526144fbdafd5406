"""Cards: what the library shows of a scenario before it is opened.

Cards are cached, so that a list does not have to read every file. A card is made by loading the
whole scenario, so the card of a scenario that does not load says so.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.library import changed_files
from simulator.library.cache_values import list_in, text_in, texts_in, whole_in
from simulator.library.changed_files import read_changed
from simulator.library.scenarios import Loaded, Unloadable, load
from simulator.library.workspace import Workspace
from simulator.messages.findings import say_finding

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


ENTRY = "cards"
"""The entry of the cache with the cards of the library."""

FORM = 6
"""Increase this if the contents of a card change within a version of the program."""

_LISTS = (
    "rules", "rule_names", "situations", "situation_names", "moment_ids", "moment_situations",
    "moment_twins",
)  # fmt: skip
_TEXTS = (
    "id", "title", "teaser", "content_note", "level", "style", "format", "format_name", "digest",
    "problem",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """One scenario of the library.

    ``problem`` is empty if it can be played, ``digest`` if it cannot. ``rules``, ``situations`` and
    ``format`` are ids of the catalogue; the fields next to them have their names in the same order.
    The last three have the id, the situation and the twin of each moment, empty if it has none.
    """

    path: str
    id: str
    title: str
    teaser: str = ""
    level: str = ""
    style: str = ""
    format: str = ""
    format_name: str = ""
    minutes: int | None = None
    moments: int = 0
    rules: tuple[str, ...] = ()
    rule_names: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    situation_names: tuple[str, ...] = ()
    digest: str = ""
    problem: str = ""
    content_note: str = ""
    moment_ids: tuple[str, ...] = ()
    moment_situations: tuple[str, ...] = ()
    moment_twins: tuple[str, ...] = ()


TUTORIAL = "tutorial"
"""The id of the scenario that explains the program, and is offered on first start."""

LEVELS = ("foundation", "developing", "advanced")
"""The levels, easiest first."""


def cards(workspace: Workspace, files: Iterable[Path]) -> list[Card]:
    """Return a card for each file, sorted by level (foundation first), then by title.

    The cards of unchanged files come from the cache.
    """

    def read(file: Path) -> Card:
        return card_of(load(file, workspace.catalogue))

    made = read_changed(
        workspace, files, ENTRY, FORM, read, lambda card: list(astuple(card)), _again
    )
    # The path is last, because scenarios of two packs can have the same title.
    return sorted(made, key=lambda card: (level_order(card.level), card.title, card.path))


def remember(workspace: Workspace, made: Iterable[Card]) -> None:
    """Cache cards that were made before, of files that are the same here."""
    results = {Path(card.path): list(astuple(card)) for card in made}
    changed_files.remember(workspace, ENTRY, FORM, results)


def begin_with(cards: Iterable[Card]) -> Card | None:
    """Return the scenario offered on first start: the tutorial, else the shortest.

    Return None if no scenario can be played.
    """
    playable = [card for card in cards if not card.problem]
    # A scenario that does not state its length comes last.
    return min(
        playable, key=lambda card: (card.id != TUTORIAL, card.minutes or float("inf")), default=None
    )


def level_order(level: str) -> int:
    """Return a level's position in ``LEVELS``; an unknown level sorts last."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def card_of(loaded: Loaded | Unloadable) -> Card:
    """Return the card of a scenario that was loaded, or of one that does not load."""
    file = loaded.path
    if isinstance(loaded, Unloadable):
        # Its id cannot be read; the name of its folder is the id of every scenario that loads.
        return Card(str(file), file.parent.name, file.parent.name, problem=problem(loaded))
    scenario = loaded.scenario
    rules, situations = scenario.rules(), _situations(scenario)
    return Card(
        path=str(file),
        id=scenario.id,
        title=scenario.title,
        teaser=scenario.teaser,
        level=scenario.level,
        style=scenario.style,
        format=scenario.format.id,
        format_name=scenario.format.name,
        minutes=scenario.minutes,
        moments=len(scenario.moments()),
        rules=rules,
        rule_names=tuple(scenario.catalogue.rules[rule].name for rule in rules),
        situations=situations,
        situation_names=tuple(
            scenario.catalogue.situations[situation].name for situation in situations
        ),
        digest=scenario.digest,
        content_note=scenario.content_note,
        moment_ids=tuple(moment.id for moment in scenario.moments()),
        moment_situations=tuple(moment.situation or "" for moment in scenario.moments()),
        moment_twins=tuple(moment.twin for moment in scenario.moments()),
    )


def _situations(scenario: "Scenario") -> tuple[str, ...]:
    """Return the situations that occur in a scenario, in the catalogue's order."""
    met = {moment.situation for moment in scenario.moments()}
    return tuple(situation for situation in scenario.catalogue.situations if situation in met)


def problem(loaded: Unloadable) -> str:
    """Return the first error of a scenario that failed to load.

    An error of YAML comes before all others, because they may follow from it.
    """
    errors = [finding for finding in loaded.findings if finding.severity == "error"]
    return say_finding(min(errors, key=lambda finding: not finding.code.startswith("Y")))


def _again(file: Path, saved: Any) -> Card:
    """Return a file's card from cached data; raise ValueError if any value is invalid."""
    names = [field.name for field in fields(Card)]
    # By position, as ``astuple`` wrote them: other fields need another ``FORM``.
    values = dict(zip(names, list_in(saved, len(names)), strict=True))
    if values["path"] != str(file):
        raise ValueError("the card of another file")
    minutes = values["minutes"]
    checked: dict[str, Any] = {
        **{name: text_in(values[name]) for name in _TEXTS},
        **{name: texts_in(values[name]) for name in _LISTS},
        "minutes": None if minutes is None else whole_in(minutes),
        "moments": whole_in(values["moments"]),
    }
    return Card(path=str(file), **checked)
