"""What two versions of a scenario say, line by line, and where they differ.

The files are compared as their authors wrote them, not as the engine compiles them: moments and
options are matched by id, and everything else in the order of the file. A difference is plain data:
the part of the scenario it belongs to, a path that an author recognises, and the old and the new
text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Final, Literal

from simulator.language.document import Document
from simulator.scenario.model import Place

Part = Literal["head", "people", "moments", "credits", "words", "paths", "notes"]
"""What a difference is about; ``credits`` are all that the key judges by."""

PARTS: Final[tuple[Part, ...]] = (
    "head", "people", "moments", "credits", "words", "paths", "notes",
)  # fmt: skip
"""The parts, in the order in which they are printed."""

_PEOPLE = ("cast", "absent", "cases", "pronouns")
_COURSE = ("climate", "state")
# Of a moment and of its options: which keys are the key, and which lead somewhere else.
_CREDITS = (
    "credit", "weight", "timing", "ripe", "late", "ask", "mends", "after", "rules", "breaks", "do",
    "by",
)  # fmt: skip
_PATHS = ("when", "goto", "effect", "set")
_KINDS = ("cue", "leave")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a version says: its part, its text, and the line of the file.

    ``shown`` is what a reader sees in place of ``text``, which is compared.
    """

    part: Part
    text: str
    line: int
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; None stands for a version that does not have it.

    ``where`` is a path such as ``drift.contain.say``. Lines are counted from 1.
    """

    part: Part
    where: str
    old: str | None
    new: str | None
    old_line: int | None
    new_line: int | None


Items = dict[str, list[Item]]
"""What a version says, by path. Lists of lines, such as the turns of a moment, share a path."""


def differences(old: Document, new: Document) -> tuple[Difference, ...]:
    """Return every difference between two versions, by part and then in the order of the files."""
    before, after = items(old), items(new)
    # Moments and options that only one version has are one difference each, not one for each key.
    alone = _only_in_one(before, after)
    found: list[Difference] = []
    for where in _in_order(before, after):
        if not where.startswith(tuple(f"{each}." for each in alone)):
            found += _compared(where, before.get(where, []), after.get(where, []))
    return tuple(sorted(found, key=lambda difference: PARTS.index(difference.part)))


def changes_the_key(found: Iterable[Difference]) -> bool:
    """Return whether the judgements changed: credits, or moments and options themselves."""
    return any(difference.part in ("credits", "moments") for difference in found)


def items(document: Document) -> Items:
    """Return what a version says, by path."""
    return _Reader(document).read()


def _only_in_one(before: Items, after: Items) -> tuple[str, ...]:
    alone = []
    for where in before.keys() ^ after.keys():
        first = (before.get(where) or after[where])[0]
        # A moment is MOMENT and an option MOMENT.OPTION; what is deeper is in one of them.
        if first.part == "moments" and "." not in where.partition(".")[2]:
            alone.append(where)
    return tuple(alone)


def _in_order(before: Items, after: Items) -> Iterator[str]:
    """Yield every path: those of the new version in its order, then those that are gone."""
    yield from after
    yield from (where for where in before if where not in after)


def _compared(where: str, old: Sequence[Item], new: Sequence[Item]) -> Iterator[Difference]:
    """Yield the differences between the items of one path."""
    # Without the heuristic that ignores frequent items of lists longer than 200.
    matcher = SequenceMatcher(
        None, [item.text for item in old], [item.text for item in new], autojunk=False
    )
    for same, start, end, new_start, new_end in matcher.get_opcodes():
        if same != "equal":
            # A replaced line stands beside the one that replaces it.
            for gone, come in zip_longest(old[start:end], new[new_start:new_end]):
                yield _difference(where, gone, come)


def _difference(where: str, gone: Item | None, come: Item | None) -> Difference:
    either = come or gone
    assert either is not None
    return Difference(
        either.part,
        where,
        (gone.shown or gone.text) if gone else None,
        (come.shown or come.text) if come else None,
        gone.line if gone else None,
        come.line if come else None,
    )


class _Reader:
    """Collects the items of one version."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: dict[str, list[Item]] = defaultdict(list)

    def read(self) -> Items:
        """Return the items of the whole file."""
        for key, value in self.document.data.items():
            place: Place = (key,)
            if key == "script":
                self.steps(value, place, "script")
            elif key in _PEOPLE:
                self.nested("people", key, value, place)
            elif key in _COURSE:
                self.nested("paths", key, value, place)
            elif key == "between":
                for i, line in enumerate(value):
                    self.nested("words", f"between.{line['do']}", line, (*place, i))
            else:
                self.add("head", key, value, place)
        return dict(self.found)

    def add(self, part: Part, where: str, value: Any, place: Place) -> None:
        """Add one item."""
        line = self.document.key(place).line
        self.found[where].append(Item(part, written(value), line))

    def nested(self, part: Part, where: str, value: Any, place: Place) -> None:
        """Add the values inside ``value``, each with a path of its own."""
        if isinstance(value, dict):
            for key, inner in value.items():
                self.nested(part, f"{where}.{key}", inner, (*place, key))
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            for i, inner in enumerate(value):
                self.nested(part, f"{where}.{i + 1}", inner, (*place, i))
        else:
            self.add(part, where, value, place)

    def steps(self, steps: Sequence[Mapping[str, Any]], place: Place, where: str) -> None:
        """Add the steps of a list: what is heard, and what decides about the way."""
        for i, step in enumerate(steps):
            self.step(step, (*place, i), where)

    def step(self, step: Mapping[str, Any], place: Place, where: str) -> None:
        """Add one step, with the steps in it."""
        if "note" in step:
            self.add("notes", f"{where}.note", step["note"], (*place, "note"))
        kind = next((kind for kind in _KINDS if kind in step), None)
        if kind is not None:
            # The order of the moments is part of the ways through the script.
            self.add("paths", f"{where}.moments", {kind: step[kind]}, place)
            self.moment(step, kind, place)
            return
        if "when" in step:
            rest = {key: value for key, value in step.items() if key not in ("when", "note")}
            shown = written({"when": step["when"], **rest})
            self.add("paths", f"{where}.when", shown, (*place, "when"))
        if "if" in step:
            self.add("paths", f"{where}.if", step["if"], (*place, "if"))
            for branch in ("then", "else"):
                self.steps(step.get(branch, ()), (*place, branch), f"{where}.{branch}")
        elif "vary" in step:
            for i, turns in enumerate(step["vary"]):
                self.steps(turns, (*place, "vary", i), f"{where}.vary")
        else:
            self.plain(step, place, where)

    def plain(self, step: Mapping[str, Any], place: Place, where: str) -> None:
        """Add a step without steps in it: a turn, or one that decides about the way."""
        shown = {key: value for key, value in step.items() if key not in ("when", "note", "breaks")}
        first = next(iter(shown), "")
        part: Part = "paths" if first in ("goto", "label", "effect", "set") else "words"
        self.add(part, where if part == "words" else f"{where}.{first}", written(shown), place)
        if "breaks" in step:
            rules = f"{written(step['breaks'])}: {written(shown)}"
            self.add("credits", f"{where}.breaks", rules, (*place, "breaks"))

    def moment(self, step: Mapping[str, Any], kind: str, place: Place) -> None:
        """Add a moment, under its id."""
        moment = str(step[kind])
        self.add("moments", moment, kind, (*place, kind))
        for key, value in step.items():
            at = (*place, key)
            if key == "options":
                self.options(value, at, moment)
            elif key in ("missed", "waited"):
                self.keys(value, at, f"{moment}.{key}")
            elif key == "turns":
                self.steps(value, at, f"{moment}.turns")
            elif key != kind:
                self.key(key, value, at, moment)

    def options(self, options: Sequence[Mapping[str, Any]], place: Place, moment: str) -> None:
        """Add the options of a moment, each under its id."""
        for i, option in enumerate(options):
            # As in ``language.script``: without an id of its own, an option is called by its kind.
            where = f"{moment}.{option.get('id', option['do'])}"
            words = option.get("say") or option.get("gesture")
            line = self.document.key((*place, i)).line
            # The words are compared by themselves: here only whether there is such a line.
            self.found[where].append(Item("moments", "option", line, written(words)))
            self.keys(option, (*place, i), where)

    def keys(self, value: Mapping[str, Any], place: Place, where: str) -> None:
        """Add what an option says, or what happens if nobody acts."""
        for key, inner in value.items():
            if key == "then":
                self.steps(inner, (*place, key), f"{where}.then")
            elif key != "id":
                self.key(key, inner, (*place, key), where)

    def key(self, key: str, value: Any, place: Place, where: str) -> None:
        """Add one key of a moment or an option."""
        part: Part = "words"
        if key in _CREDITS:
            part = "credits"
        elif key in _PATHS:
            part = "paths"
        elif key in ("situation", "twin"):
            part = "moments"
        elif key == "note":
            part = "notes"
        self.add(part, f"{where}.{key}", value, place)


def written(value: Any) -> str:
    """Return a value of a file as a short text: lists with commas, pairs with colons."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {written(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(written, value))
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float):
        return f"{value:g}"  # 1.0 is no other credit than 1
    return " ".join(str(value).split())
