"""The rows of the library's list. The preview beside the list is in ``tui/previews.py``.

Every state is named in words: not yet played, begun, does not load. A percentage is always shown
with its chance line.
"""

from collections.abc import Sequence

from textual.content import Content

from simulator.library.cards import Card
from simulator.library.programmes import Programme
from simulator.practice.clock import local_day
from simulator.practice.home import Entry, Home, Played, ToFollow, ToPlay
from simulator.scenario.text import clean_line
from simulator.tui.listing import Item, heading
from simulator.tui.text import content

GAP = 2
"""Columns between the left and the right part of a row."""

MOST_OF_A_SLIP = 3
"""The largest number of rows for the problem of a scenario that does not load."""

COMING = "..."
"""Shown instead of a figure that is being computed."""


def items(home: Home, *, wide: bool) -> list[Item]:
    """Return the items of the list: each section's heading and its entries.

    If ``wide``, there is a preview beside the list, which shows the teasers.
    """
    made: list[Item] = []
    for section in home.sections:
        made.append(heading(section.name, first=not made))
        made += [_item(entry, wide) for entry in section.entries]
    return made


def _item(entry: Entry, wide: bool) -> Item:
    if isinstance(entry, Played):
        return Item(entry.key, 1, lambda width: [_played(entry, width)])
    shown = entry.programme if isinstance(entry, ToFollow) else entry.card
    if shown.problem:
        return Item(entry.key, 1 + MOST_OF_A_SLIP, lambda width: _broken(shown, width))
    if isinstance(entry, ToFollow):
        return Item(entry.key, 2, lambda width: _to_follow(entry, wide, width))
    return Item(entry.key, 2, lambda width: _to_play(entry, wide, width))


def _to_play(entry: ToPlay, wide: bool, width: int) -> list[Content]:
    card = entry.card
    right = (
        content((best(entry), "bold" if entry.best is not None else "$text-muted")),
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
    day, branch = local_day(play.started), ", another attempt" if entry.branch else ""
    begun = "begun " if play.ended is None else ""
    when, full = f"{begun}{day}{branch}", f"{begun}{day}{branch}, {play.mode}"
    numbered = f"{full}, session {play.number}"
    facts = (joined(numbered, entry.origin), numbered, full, when)
    return _row(_titled(play.title, facts, width - GAP - right.cell_length), right, width)


def _to_follow(entry: ToFollow, wide: bool, width: int) -> list[Content]:
    """Return a programme's title and progress, and below them its sessions or what it is about."""
    programme = entry.programme
    right = content((_how_far(entry), "$text-muted"))
    count = counted(len(programme.meetings), "session")
    room = width - GAP - right.cell_length
    if entry.going:
        beneath = content((f"next: {entry.titles[entry.part.number]}", "$text-muted"))
    else:
        beneath = (
            content((joined(*entry.titles), "$text-muted")) if wide else content(programme.about)
        )
    return [
        _row(_titled(programme.title, (count,), room), right, width),
        _row(beneath, content(""), width),
    ]


def _how_far(entry: ToFollow) -> str:
    if entry.going:
        return entry.part.place
    if entry.finished:
        return "played"
    return "begun" if entry.begun else "not yet played"


def _broken(shown: Card | Programme, width: int) -> list[Content]:
    """Return the title, and the problem with its line; only the preview shows the path."""
    problem = shown.problem.removeprefix(f"{clean_line(shown.path)}:")
    rows = content((f"does not load: {problem}", "$text-error")).wrap(width)
    if len(rows) > MOST_OF_A_SLIP:
        rows[MOST_OF_A_SLIP - 1] += content(("…", "$text-error"))
    return [_title(shown.title), *rows[:MOST_OF_A_SLIP]]


def _title(title: str) -> Content:
    return content((clean_line(title), "bold"))


def _titled(title: str, facts: Sequence[str], room: int) -> Content:
    """Return a title, followed by the first of ``facts`` (longest first) that fits."""
    shown = _title(title)
    behind = _fitting(facts, room - shown.cell_length - GAP)
    return shown + content((f"{' ' * GAP}{behind}", "$text-muted")) if behind else shown


def _fitting(facts: Sequence[str], room: int) -> str:
    return next((fact for fact in facts if len(fact) <= room), "")


def _row(left: Content, right: Content, width: int) -> Content:
    room = max(1, width - right.cell_length - (GAP if right else 0))
    return (
        left.truncate(room, ellipsis=True, pad=True)
        + content(" " * (width - room - right.cell_length))
        + right
    )


def _short_facts(card: Card) -> tuple[str, ...]:
    minutes = f"{card.minutes} min" if card.minutes else ""
    return (joined(card.level, minutes), minutes)


def _facts(card: Card) -> tuple[str, ...]:
    minutes = f"{card.minutes} minutes" if card.minutes else ""
    style, moments = f"{card.style} style", counted(card.moments, "moment")
    return (
        joined(card.level, style, minutes, moments),
        joined(card.level, style, minutes),
        joined(card.level, minutes),
        minutes,
    )


def joined(*facts: str) -> str:
    """Join the facts that are not empty with commas."""
    return ", ".join(filter(None, facts))


def counted(number: int, what: str) -> str:
    """Return a number with its noun: 1 moment, 2 moments."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def best(entry: ToPlay) -> str:
    """Return the learner's best score in a scenario, or its state if there is none."""
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
