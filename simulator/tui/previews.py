"""The preview beside the list of the home screen: all facts about an entry before it is opened."""

from textual.content import Content

from simulator.library.cards import Card
from simulator.library.programmes import Programme
from simulator.messages import say
from simulator.practice.home import Entry, Played, Suggested, ToFollow, ToPlay
from simulator.render import library_text as text
from simulator.scenario.text import clean_line
from simulator.tui.text import content, lines

LABEL = 13
"""Columns of a label and the gap behind it."""


def preview(entry: Entry | None) -> Content:
    """Return all facts about an entry; empty if there is none."""
    if entry is None:
        return content("")
    if isinstance(entry, Suggested):
        return lines(*_preview_of_suggestion(entry))
    if isinstance(entry, Played):
        return lines(*_preview_of_play(entry))
    shown = entry.programme if isinstance(entry, ToFollow) else entry.card
    if entry.problem:
        return lines(*_preview_of_broken(shown))
    if isinstance(entry, ToFollow):
        return lines(*_preview_of_programme(entry))
    return lines(*_preview_of_scenario(entry))


def _preview_of_suggestion(entry: Suggested) -> list[Content]:
    return [
        content((text.next_step(entry), "bold $accent")),
        content(""),
        content(text.why(entry)),
        content(""),
        content((text.last_time(entry), "$text-muted")),
        content((text.due(entry), "$text-muted")),
    ]


def _preview_of_scenario(entry: ToPlay) -> list[Content]:
    best, chance = text.best(entry), text.chance(entry)
    rows = [*_opening(entry.card), content(""), _labelled(best.label, best.value, "bold")]
    if entry.debriefed:
        rows.append(_labelled(chance.label, chance.value))
        rows.append(content((say("library.chance_means"), "$text-muted")))
    rows.extend(_frame(entry.card))
    if entry.card.content_note:
        rows.extend(_headed(say("briefing.content_note"), entry.card.content_note))
    # Before the first session of it they would tell what will happen, and where nothing will.
    return [*rows, *_practised(entry.card)] if entry.names_situations else rows


def _preview_of_play(entry: Played) -> list[Content]:
    rows = [*_opening(entry.card), content("")]
    if entry.going:
        rows.append(content((say("library.open_to_continue"), "bold")))
    else:
        rows.extend(_score(entry))
    rows.extend(_labelled(label, value) for label, value in text.session_facts(entry))
    if entry.continues:
        numbers, latest = text.numbers(entry.continues), entry.continues[-1]
        rows.append(content(say("library.continues_edited", numbers=numbers, latest=latest)))
    if entry.branch:
        rows.append(content(say("library.attempt_does_not_count")))
    if not entry.going:
        rows.extend((content(""), content(say("library.open_for_debrief"))))
    return rows


def _score(entry: Played) -> list[Content]:
    earned, chance = text.score(entry), text.score_chance(entry)
    if chance is None:
        return [_labelled(earned.label, earned.value)]
    return [
        _labelled(earned.label, earned.value, "bold"),
        _labelled(chance.label, chance.value),
        content((say("library.chance_means"), "$text-muted")),
    ]


def _labelled(label: str, value: str, style: str = "") -> Content:
    return content((f"{label:<{LABEL}}", "$text-muted"), (value, style) if style else value)


def _preview_of_programme(entry: ToFollow) -> list[Content]:
    programme = entry.programme
    rows = [content((programme.title, "bold $accent")), content(""), content(programme.about)]
    rows.extend(_headed(say("library.its_sessions")))
    for number, (title, meeting) in enumerate(zip(entry.titles, programme.meetings, strict=True)):
        marks = text.listed(meeting.mode, text.led_already(entry, number))
        rows.append(content(f"{number + 1}  {clean_line(title)}", (f"  {marks}", "$text-muted")))
    rows.extend(_headed(say("library.frame"), programme.format_name))
    return [*rows, content(""), content(say("library.programme_ends"))]


def _preview_of_broken(shown: Card | Programme) -> list[Content]:
    broken = say("library.programme_broken")
    if isinstance(shown, Card):
        broken = say("library.scenario_broken")
    return [
        content((clean_line(shown.title), "bold $accent")),
        content(""),
        content((broken, "bold $text-error")),
        content(shown.problem),
    ]


def _opening(card: Card) -> list[Content]:
    rows = [content((clean_line(card.title), "bold $accent"))]
    return [*rows, content(""), content(clean_line(card.teaser))] if card.teaser else rows


def _frame(card: Card) -> list[Content]:
    return _headed(say("library.frame"), *text.frame(card))


def _practised(card: Card) -> list[Content]:
    rows: list[Content] = []
    if card.rule_names:
        rows.extend(_headed(say("library.rules"), ", ".join(card.rule_names)))
    if card.situation_names:
        rows.extend(
            _headed(say("library.situations"), *(f"- {name}" for name in card.situation_names))
        )
    return rows


def _headed(heading: str, *rows: str) -> list[Content]:
    """Return an empty row, the heading, and the rows below it."""
    return [content(""), content((heading, "bold $primary")), *map(content, rows)]
