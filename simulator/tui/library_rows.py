"""Arrange the rows of the library's list. The preview beside it is in ``tui/previews.py``."""

from collections.abc import Sequence

from textual.content import Content

from simulator.library.cards import Card
from simulator.library.programmes import Programme
from simulator.messages import say
from simulator.practice.home import Entry, Home, Played, Suggested, ToFollow, ToPlay
from simulator.render import library_text as text
from simulator.scenario.text import clean_line
from simulator.tui.listing import Item, heading
from simulator.tui.text import content, cut_at_a_word

GAP = 2
"""Columns between the left and the right part of a row."""

MOST_OF_A_SLIP = 3
"""The largest number of rows for the problem of a scenario that does not load."""


def items(home: Home) -> list[Item]:
    """Return the items of the list: each section's heading and its entries.

    What an entry is about is not in its row, which would cut it, but in the preview of the selected
    one: beside the list, or below it.
    """
    made: list[Item] = []
    for section in home.sections:
        made.append(heading(section.name, first=not made))
        made += [_item(entry) for entry in section.entries]
    return made


def _item(entry: Entry) -> Item:
    if isinstance(entry, Suggested):
        return Item(entry.key, 3, lambda width: _suggested(entry, width))
    if isinstance(entry, Played):
        return Item(entry.key, 1, lambda width: [_played(entry, width)])
    shown = entry.programme if isinstance(entry, ToFollow) else entry.card
    if entry.problem:
        # An item has a fixed height, although the width, and with it the rows, is not known yet.
        return Item(entry.key, 1 + MOST_OF_A_SLIP, lambda width: _broken(shown, width))
    if isinstance(entry, ToFollow):
        return Item(entry.key, 2, lambda width: _to_follow(entry, width))
    return Item(entry.key, 2, lambda width: _to_play(entry, width))


def _suggested(entry: Suggested, width: int) -> list[Content]:
    """Return the suggested step, and below it when the learner was here and what is due."""
    below = (text.last_time(entry), text.due(entry))
    rows = [
        content((text.next_step(entry), "bold")),
        *(content((row, "$text-muted")) for row in below),
    ]
    return [_row(row, content(""), width) for row in rows]


def _to_play(entry: ToPlay, width: int) -> list[Content]:
    card, best = entry.card, text.best(entry)
    right = [content((best.short, "bold" if best.known else "$text-muted"))]
    if entry.debriefed:
        right.append(content((text.chance(entry).short, "$text-muted")))
    else:
        right.append(content(""))
    room = width - GAP - max(shown.cell_length for shown in right)
    left = (_title(card.title), content((_fitting(text.facts(card), room), "$text-muted")))
    return [_row(one, other, width) for one, other in zip(left, right, strict=True)]


def _played(entry: Played, width: int) -> Content:
    right = content("" if entry.going else text.score(entry).short)
    room = width - GAP - right.cell_length
    return _row(_titled(entry.play.title, text.play_facts(entry), room), right, width)


def _to_follow(entry: ToFollow, width: int) -> list[Content]:
    """Return a programme's title and progress, and below them its sessions or the next one."""
    programme = entry.programme
    right = content((text.progress(entry), "$text-muted"))
    room = width - GAP - right.cell_length
    if entry.going:
        following = say("library.next_session", title=text.next_title(entry))
        beneath = content((following, "$text-muted"))
    else:
        beneath = content((text.listed(*entry.titles), "$text-muted"))
    return [
        _row(_titled(programme.title, (text.sessions(programme),), room), right, width),
        _row(beneath, content(""), width),
    ]


def _broken(shown: Card | Programme, width: int) -> list[Content]:
    """Return the title, and the problem with its line; only the preview shows the path."""
    rows = content((text.problem_of(shown), "$text-error")).wrap(width)
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
        cut_at_a_word(left, room).truncate(room, ellipsis=True, pad=True)
        + content(" " * (width - room - right.cell_length))
        + right
    )
