"""How what stands on the shelf looks: its rows in the list, and the preview beside the list where there is room.

Everything has its word: not yet played, begun, does not load. The chance line stands wherever a percent does.
"""

from collections.abc import Sequence

from textual.content import Content

from simulator.authoring.cards import Card
from simulator.learner.shelf import Entry, Played, Shelf, ToPlay
from simulator.scenario.text import clean_line
from simulator.tui.listing import Item, heading
from simulator.tui.text import content, lines

GAP = 2
"""Columns between what stands on the left of a row and what stands on the right."""

MOST_OF_A_SLIP = 3
"""Rows for what is wrong with a scenario that does not load."""

COMING = "..."
"""Stands for a figure that is being worked out."""

CHANCE = "Chance is what choosing blindly would earn."


def items(shelf: Shelf, *, wide: bool) -> list[Item]:
    """The items of a list: each section's name and its entries; ``wide`` where a preview beside the list shows the teasers."""
    made: list[Item] = []
    for section in shelf.sections:
        made.append(heading(section.name, first=not made))
        made += [_item(entry, wide) for entry in section.entries]
    return made


def _item(entry: Entry, wide: bool) -> Item:
    if isinstance(entry, Played):
        return Item(entry.key, 1, lambda width: [_played(entry, width)])
    if entry.card.problem:
        return Item(entry.key, 1 + MOST_OF_A_SLIP, lambda width: _broken(entry.card, width))
    return Item(entry.key, 2, lambda width: _to_play(entry, wide, width))


def _to_play(entry: ToPlay, wide: bool, width: int) -> list[Content]:
    card = entry.card
    right = (
        content((_best(entry), "bold" if entry.best is not None else "$text-muted")),
        content((_chance(entry), "$text-muted")),
    )
    room = width - GAP - max(shown.cell_length for shown in right)
    if wide:
        left = (_title(card.title), content((_fitting(_facts(card), room), "$text-muted")))
    else:
        left = (_titled(card.title, _short_facts(card), room), content(clean_line(card.teaser)))
    return [_row(one, other, width) for one, other in zip(left, right, strict=True)]


def _played(entry: Played, width: int) -> Content:
    play = entry.play
    right = content("" if play.ended is None else _score(entry))
    day, branch = play.started[:10], ", another way" if entry.branch else ""
    begun = "begun " if play.ended is None else ""
    when, full = f"{begun}{day}{branch}", f"{begun}{day}{branch}, {play.mode}"
    facts = (f"{full}, play {play.id}", full, when)
    return _row(_titled(play.title, facts, width - GAP - right.cell_length), right, width)


def _broken(card: Card, width: int) -> list[Content]:
    """Where in the file it is wrong, and how; the path itself only in the preview."""
    told = content((f"does not load: {_slip(card)}", "$text-error")).wrap(width)
    if len(told) > MOST_OF_A_SLIP:
        told[MOST_OF_A_SLIP - 1] += content(("…", "$text-error"))
    return [_title(card.title), *told[:MOST_OF_A_SLIP]]


def _slip(card: Card) -> str:
    return card.problem.removeprefix(f"{clean_line(card.path)}:")


def _title(title: str) -> Content:
    return content((clean_line(title), "bold"))


def _titled(title: str, facts: Sequence[str], room: int) -> Content:
    """A title, and behind it the fullest of the facts that there is room for."""
    shown = _title(title)
    behind = _fitting(facts, room - shown.cell_length - GAP)
    return shown + content((f"{' ' * GAP}{behind}", "$text-muted")) if behind else shown


def _fitting(facts: Sequence[str], room: int) -> str:
    return next((fact for fact in facts if len(fact) <= room), "")


def _row(left: Content, right: Content, width: int) -> Content:
    room = max(1, width - right.cell_length - (GAP if right else 0))
    return left.truncate(room, ellipsis=True, pad=True) + content(" " * (width - room - right.cell_length)) + right


def _short_facts(card: Card) -> tuple[str, ...]:
    minutes = f"{card.minutes} min" if card.minutes else ""
    return (_joined(card.level, minutes), minutes)


def _facts(card: Card) -> tuple[str, ...]:
    minutes = f"{card.minutes} minutes" if card.minutes else ""
    style, moments = f"{card.style} style", counted(card.moments, "moment")
    return (
        _joined(card.level, style, minutes, moments),
        _joined(card.level, style, minutes),
        _joined(card.level, minutes),
        minutes,
    )


def _joined(*facts: str) -> str:
    return ", ".join(filter(None, facts))


def counted(number: int, what: str) -> str:
    """A number of things in words: 1 moment, 2 moments."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _best(entry: ToPlay) -> str:
    if entry.best is not None:
        return f"your best {entry.best:.0f}%"
    if entry.plays:
        return f"your best {COMING}"
    return "begun" if entry.begun else "not yet played"


def _chance(entry: ToPlay) -> str:
    if entry.chance is not None:
        return f"chance {entry.chance:.0f}%"
    return "chance unknown" if entry.worked_out else f"chance {COMING}"


def _score(entry: Played) -> str:
    if entry.score is not None:
        return f"{entry.score.percent:.0f}%, chance {entry.score.chance:.0f}%"
    return "no score" if entry.worked_out else COMING


def preview(entry: Entry | None) -> Content:
    """Everything there is to know of an entry before it is opened."""
    if entry is None:
        return content("")
    if isinstance(entry, Played):
        return lines(*_preview_of_play(entry))
    return lines(*(_preview_of_broken(entry.card) if entry.card.problem else _preview_of_scenario(entry)))


def _preview_of_scenario(entry: ToPlay) -> list[Content]:
    card = entry.card
    return [
        *_opening(card),
        content(""),
        content(("Your best    ", "$text-muted"), (_best_in_full(entry), "bold")),
        content(("Chance line  ", "$text-muted"), _chance_in_full(entry)),
        content((CHANCE, "$text-muted")),
        *_frame(card),
        *_practised(card),
    ]


def _best_in_full(entry: ToPlay) -> str:
    if entry.best is not None:
        return f"{entry.best:.0f} percent, {counted(entry.plays, 'play')}"
    return "being worked out" if entry.plays else _best(entry)


def _chance_in_full(entry: ToPlay) -> str:
    if entry.chance is not None:
        return f"{entry.chance:.0f} percent"
    return "unknown, it is too large" if entry.worked_out else "being worked out"


def _preview_of_play(entry: Played) -> list[Content]:
    play = entry.play
    rows = [*_opening(entry.card), content("")]
    if play.ended is None:
        rows += [content(("It goes on exactly where you stopped.", "bold"))]
    elif entry.score is not None:
        rows += [
            content(("You earned   ", "$text-muted"), (f"{entry.score.percent:.0f} percent of the best", "bold")),
            content(("Chance line  ", "$text-muted"), f"{entry.score.chance:.0f} percent"),
            content((CHANCE, "$text-muted")),
        ]
    else:
        rows += [content(("You earned   ", "$text-muted"), "unknown" if entry.worked_out else "being worked out")]
    rows += [
        content(("Play         ", "$text-muted"), f"{play.id}, begun {play.started[:10]}"),
        content(("Mode         ", "$text-muted"), f"{play.mode}, seed {play.seed}"),
    ]
    if entry.branch:
        rows.append(content("Another way of an earlier play: it does not count for your best."))
    if play.ended is not None:
        rows += [content(""), content("Open it for its debrief: what each moment asked for, and why.")]
    return rows


def _preview_of_broken(card: Card) -> list[Content]:
    return [
        content((clean_line(card.title), "bold $accent")),
        content(""),
        content(("This scenario does not load.", "bold $text-error")),
        content(card.problem),
    ]


def _opening(card: Card) -> list[Content]:
    rows = [content((clean_line(card.title), "bold $accent"))]
    return [*rows, content(""), content(clean_line(card.teaser))] if card.teaser else rows


def _frame(card: Card) -> list[Content]:
    frame = [_joined(f"{card.level} level", f"{card.style} style"), card.format_name]
    playing = _joined(f"about {card.minutes} minutes" if card.minutes else "", counted(card.moments, "moment"))
    return [content(""), content(("The frame", "bold $primary")), *map(content, (*frame, playing))]


def _practised(card: Card) -> list[Content]:
    rows: list[Content] = []
    if card.rule_names:
        rows += [content(""), content(("Ground rules at stake", "bold $primary")), content(", ".join(card.rule_names))]
    if card.situation_names:
        rows += [content(""), content(("Situations", "bold $primary"))]
        rows += [content(f"- {name}") for name in card.situation_names]
    return rows
