"""The lines and branches of a printed script as pieces and rows, with the key or without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.authoring.mark_sheet import Scale
from simulator.authoring.screenplay import (
    Entry,
    Follow,
    Phase,
    Screenplay,
    Spoken,
    Spot,
    Stage,
    Texts,
    Variant,
)
from simulator.messages import say
from simulator.messages.lists import enumerated, listed
from simulator.render.condition_words import Names, condition_words, value_name
from simulator.render.names import phase_name, rule_names
from simulator.render.paper import Look, Piece, Row, cell
from simulator.scenario.condition import Condition
from simulator.scenario.model import Change
from simulator.scenario.panel import Panel

_SILENT = ("label", "goto", "change")
"""Stages that nobody sees or hears; without the key they are left out."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Writes the lines of one screenplay; without ``key`` nothing that gives the key away.

    ``scale`` is that of the boxes on the paper without the key. ``panel`` is printed with the key.
    """

    play: Screenplay
    names: Names
    key: bool
    scale: Scale = "boxes"
    panel: Panel | None = None

    def rows(self, entries: Sequence[Entry]) -> Iterator[Row]:
        """Yield the rows of steps: number, minute, what happens, and room for remarks."""
        for entry in entries:
            match entry:
                case Spoken():
                    numbers = cell(str(entry.number)), cell(str(entry.minute))
                    yield Row((*numbers, tuple(self.spoken(entry)), ()))
                case Phase():
                    pass  # a heading
                case _:
                    yield Row(((), (), tuple(self.pieces(entry)), ()))

    def pieces(self, entry: Entry) -> Iterator[Piece]:
        """Yield an entry as pieces of one cell."""
        match entry:
            case Spoken():
                for at, piece in enumerate(self.spoken(entry)):
                    number = f"{entry.number} " if not at else ""
                    yield replace(piece, label=f"{number}{piece.label}")
            case Phase():
                yield Piece(phase_heading(entry), look="strong")
            case Follow():
                text = say("printout.follow", number=entry.number)
                yield Piece(text, look="soft", depth=entry.depth)
            case Stage():
                yield from self.when(entry.when, entry.depth)
                yield Piece(self.stage(entry), look="soft", depth=entry.depth)
                yield from self.note(entry.note, entry.depth)

    def spoken(self, line: Spoken) -> Iterator[Piece]:
        """Yield a line: its condition, its text in all cases, what it breaks, its note."""
        yield from self.when(line.when, line.depth)
        look: Look = "stage" if line.form in ("silence", "aside") else ""
        for piece in self.texts(line.texts, _who(line), look, line.depth):
            if line.seconds:
                seconds = say("printout.seconds", count=line.seconds)
                piece = replace(piece, text=f"{piece.text} {seconds}")
            yield piece
        if line.breaks and self.key:
            text = say("printout.breaks", rules=self.rules(line.breaks))
            yield Piece(text, look="soft", depth=line.depth)
        yield from self.note(line.note, line.depth)

    def texts(self, texts: Texts, label: str = "", look: Look = "", depth: int = 0) -> list[Piece]:
        """Return a text in all its cases, each after the numbers of its cases.

        The label is before the first of them.
        """
        pieces = []
        for at, variant in enumerate(texts):
            who = "" if at else label
            before = ", ".join(filter(None, (who, cases_of(variant))))
            before = f"{before}:" if before else ""
            pieces.append(Piece(variant.text, before, look, "scenario", depth))
        return pieces

    def when(self, condition: Condition | None, depth: int) -> Iterator[Piece]:
        """Yield the condition of a step, if it has one."""
        if condition is None:
            return
        if self.key:
            text = say("printout.only_if", condition=self.condition(condition))
        else:
            text = say("printout.some_paths")
        yield Piece(text, look="soft", depth=depth)

    def note(self, note: str, depth: int = 0) -> Iterator[Piece]:
        """Yield an author's note, which only the paper with the key has."""
        if note and self.key:
            yield Piece(note, say("printout.note"), "note", "scenario", depth)

    def stage(self, stage: Stage) -> str:
        """Return a step that nobody hears as a sentence."""
        match stage.kind:
            case "if" if stage.condition is not None:
                return self.branch(stage.condition)
            case "else":
                return say("printout.else") if self.key else say("printout.depends_or")
            case "some":
                return say("printout.some_paths")
            case "label":
                return self.label(stage.name)
            case "goto":
                return self.goto(stage.name)
            case "change" if stage.change is not None:
                return say("printout.change", changes=self.changes(stage.change))
            case "out" | "in":
                return say(f"printout.seat_{stage.kind}", name=stage.name)
            case kind:
                return say(f"printout.stage_{kind}")

    def branch(self, condition: Condition) -> str:
        """Return the heading of the first side of an ``if``."""
        if not self.key:
            return say("printout.depends")
        return say("printout.if", condition=self.condition(condition))

    def condition(self, condition: Condition) -> str:
        """Return a condition in words."""
        return condition_words(condition, self.names)

    def label(self, name: str) -> str:
        """Return where the jumps to a label come from."""
        spots = [spot_name(spot) for spot in self.play.jumps.get(name, ())]
        if not spots:
            return say("printout.label", name=name)
        return say("printout.label_from", name=name, spots=listed(spots))

    def goto(self, name: str) -> str:
        """Return where a jump leads."""
        target = self.play.targets[name]
        # The label is after the last line.
        if target > self.play.lines:
            return say("printout.goto_end", name=name)
        return say("printout.goto", line=target, name=name)

    def changes(self, change: Change) -> str:
        """Return a change of climate and state in words."""
        variables = self.play.scenario.variables
        changes = []
        for at, by in change.add:
            name = value_name(variables[at].name)
            changes.append(say("printout.change_by", name=name, amount=f"{by:+}"))
        for at, value in change.assign:
            name = value_name(variables[at].name)
            shown = truth(value) if variables[at].flag else str(value)
            changes.append(say("printout.change_to", name=name, value=shown))
        return enumerated(changes)

    def rules(self, rules: Sequence[str]) -> str:
        """Return the names of ground rules in a list."""
        return enumerated(rule_names(self.play.scenario.catalogue, rules))


def names_of(play: Screenplay) -> Names:
    """Return what the conditions of a screenplay refer to."""
    flags = frozenset(variable.name for variable in play.scenario.variables if variable.flag)
    return Names(play.spots(), play.letters(), flags)


def without_silent(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that a paper without the key has.

    Coaching is left out, because it says what to do; so are branches in which nothing is left.
    """
    heard = [
        entry
        for entry in entries
        if not (isinstance(entry, Stage) and entry.kind in _SILENT)
        and not (isinstance(entry, Spoken) and entry.form == "coach")
    ]
    kept: list[Entry] = []
    # From the end, so that an empty branch in an empty branch goes, too.
    for entry in reversed(heard):
        if isinstance(entry, Stage) and entry.kind in ("if", "else", "vary", "or"):
            following = kept[-1] if kept else None
            if isinstance(following, Phase) or following is None:
                continue
            # Nothing that follows is inside the branch.
            if following.depth <= entry.depth:
                continue
        kept.append(entry)
    return _paired(kept[::-1])


def _paired(entries: list[Entry]) -> list[Entry]:
    """Return the entries with ``some`` in place of each side of a branch that stands alone."""
    paired = list(entries)
    for at, entry in enumerate(entries):
        if isinstance(entry, Stage) and entry.kind == "if":
            other = _other_side(entries, at)
            if other is None:
                paired[at] = replace(entry, kind="some")
        elif isinstance(entry, Stage) and entry.kind == "else":
            # Its ``if`` is missing if nothing was left in that side.
            ifs = (i for i in range(at) if _is_if(entries[i]) and _other_side(entries, i) == at)
            if next(ifs, None) is None:
                paired[at] = replace(entry, kind="some")
    return paired


def _is_if(entry: Entry) -> bool:
    return isinstance(entry, Stage) and entry.kind == "if"


def _other_side(entries: list[Entry], at: int) -> int | None:
    """Return the position of the ``else`` of an ``if``; None if it is not among the entries."""
    branch = entries[at]
    assert isinstance(branch, Stage)
    for other in range(at + 1, len(entries)):
        entry = entries[other]
        if isinstance(entry, Phase):
            return None
        if entry.depth <= branch.depth:
            is_else = isinstance(entry, Stage) and entry.kind == "else"
            return other if is_else and entry.depth == branch.depth else None
    return None


def phase_heading(phase: Phase) -> str:
    """Return the heading of a phase."""
    return say("printout.phase", phase=phase_name(phase.phase), minute=phase.minute)


def cases_of(variant: Variant) -> str:
    """Return the numbers of the cases that have this text; empty if all have it."""
    if not variant.cases:
        return ""
    if len(variant.cases) == 1:
        return say("printout.in_case", number=variant.cases[0])
    return say("printout.in_cases", numbers=enumerated(variant.cases))


def name_in_cases(texts: Texts) -> str:
    """Return a name; if it differs between the cases, all of its forms."""
    return " / ".join(variant.text for variant in texts)


def spot_name(spot: Spot) -> str:
    """Return the number of a moment and the letter of a line: *3 B*."""
    if spot.letter:
        return say("printout.spot", number=spot.moment, letter=spot.letter)
    return say("printout.spot_silence", number=spot.moment)


def line_numbers(spans: Sequence[tuple[int, int]]) -> str:
    """Return the numbers of lines: *line 3*, *lines 3, 7 to 9*."""
    shown = []
    for first, last in spans:
        form = "one" if first == last else "many"
        shown.append(say(f"printout.span_{form}", first=first, last=last))
    count = sum(last - first + 1 for first, last in spans)
    return say("printout.lines", count=count, lines=enumerated(shown))


def truth(value: int) -> str:
    """Return the value of a flag in words."""
    return say("printout.yes") if value else say("printout.no")


def _who(line: Spoken) -> str:
    """Return who speaks, or what a line is; empty for a stage direction."""
    if line.form in ("leader", "coach", "reflect"):
        return say(f"printout.form_{line.form}")
    return name_in_cases(line.who)
