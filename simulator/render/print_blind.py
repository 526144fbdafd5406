"""A moment on the paper without the key: its turns up to the pause, and boxes to tick.

What guided play shows only after the choice is left out: the kind, credit and reason of a line,
what the group answers, later turns, the moment's name, its aim, its rules, and whether it is a cue.
"""

from collections.abc import Iterator

from simulator.authoring.mark_sheet import MARKS, Scale
from simulator.authoring.screenplay import Act, Follow, Part, Spoken
from simulator.messages import say
from simulator.render.panel_words import HEADS, rating_name
from simulator.render.paper import Block, Cell, Grid, GridKind, Heading, Piece, Row, cell
from simulator.render.print_lines import Teller, without_silent
from simulator.scenario.panel import DECISIONS


def marking_head(scale: Scale) -> Iterator[Block]:
    """Yield what a rater has to know, and room for a name."""
    if scale == "panel":
        for part in ("intro", "scale", "reason", "alone"):
            yield Piece(say(f"printout.panel_{part}"))
    else:
        yield Piece(say("printout.blind_intro"))
        for mark in MARKS:
            yield Piece(say(f"printout.blind_{mark}"))
    yield Piece(say("printout.blind_order"))
    names = say("printout.rater"), say("printout.date")
    rows = tuple(Row((cell(name, "strong"), ())) for name in names)
    yield Grid("form", (), rows, 1)


def marking_tail() -> Iterator[Block]:
    """Yield room for free remarks."""
    yield Heading(say("printout.remarks_free"))
    yield Grid("lines", (), (Row(((),)),) * 6)


def marking_block(teller: Teller, part: Part) -> Iterator[Block]:
    """Yield a moment to be marked."""
    yield Heading(say("printout.moment", number=part.number), 3, moment=part.number)
    # A branch in which nothing is heard before the moment has no line of its own.
    if part.moment.when is not None or part.depth:
        yield Piece(say("printout.some_paths"), look="soft")
    yield from _boxes(teller, part)


def follow_up(teller: Teller, part: Part) -> Iterator[Block]:
    """Yield a moment that follows from a line, after that line and what is heard in between."""
    parent = part.parent
    assert parent is not None
    yield Heading(say("printout.moment", number=part.number), 3, moment=part.number)
    if parent.letter:
        text = say("printout.follows_from", number=parent.moment, letter=parent.letter)
    else:
        text = say("printout.follows_silence", number=parent.moment)
    yield Piece(text, look="soft")
    act = next(act for act in teller.play.part(parent.moment).acts if act.letter == parent.letter)
    before = list[Piece](teller.texts(act.say, say("printout.form_leader")))
    # Who says nothing hears all turns of the moment.
    if act.option is None:
        for turn in teller.play.part(parent.moment).turns:
            before += teller.spoken(turn)
    for entry in without_silent(_until(act, part.number)):
        if isinstance(entry, Spoken):
            # Without its number, which would show how many answers are printed before it.
            before += teller.spoken(entry)
    yield from before
    yield from _boxes(teller, part)


def _until(act: Act, number: int) -> list[Spoken]:
    """Return what the group answers before the moment of this number follows."""
    heard = []
    for entry in act.answer:
        if isinstance(entry, Follow) and entry.number == number:
            break
        if isinstance(entry, Spoken):
            heard.append(entry)
    return heard


def _boxes(teller: Teller, part: Part) -> Iterator[Block]:
    rows = [*teller.rows(without_silent(part.turns[: part.moment.ask]))]
    rows.append(Row((cell(say("printout.blind_pause"), "rule"),), across=True, rule=True))
    heads = ("number", "minute", "line", "remarks")
    yield Grid("script", tuple(say(f"printout.column_{name}") for name in heads), tuple(rows), 2)
    lines = tuple(_line(teller, act) for act in part.by_letter() if act.offered)
    if teller.scale == "panel":
        box = say("printout.box")
        decisions = (f"{box} {say(f'panel.decision_{decision}')}" for decision in DECISIONS)
        yield Piece("    ".join((say("printout.speak_or_wait"), *decisions)), look="strong")
        marks = [rating_name(rating) for rating in HEADS]
        last = "reason"
    else:
        marks = [say(f"printout.column_{mark}") for mark in MARKS]
        last = "remarks"
    first = (say("printout.column_letter"), say("printout.column_blind_words"))
    kind: GridKind = "panel" if teller.scale == "panel" else "blind"
    yield Grid(kind, (*first, *marks, say(f"printout.column_{last}")), lines, 1)


def _line(teller: Teller, act: Act) -> Row:
    box = cell(say("printout.box"), "box")
    boxes = [box] * len(HEADS if teller.scale == "panel" else MARKS)
    words: Cell = cell(say("printout.say_nothing"), "strong")
    if act.option is not None:
        sometimes = act.option.when is not None
        gesture = say("printout.gesture") if act.option.gesture else ""
        words = tuple(teller.texts(act.say, gesture))
        if sometimes:
            words = (Piece(say("printout.available_sometimes"), look="soft"), *words)
    return Row((cell(act.letter, "strong"), words, *boxes, ()))
