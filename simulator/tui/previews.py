"""The preview beside the list of the home screen: all facts about an entry before it is opened."""

from textual.content import Content

from simulator.library.cards import Card
from simulator.library.programmes import Programme
from simulator.practice.clock import local_day
from simulator.practice.home import Entry, Played, ToFollow, ToPlay
from simulator.scenario.text import clean_line
from simulator.tui.library_rows import best, counted, joined
from simulator.tui.text import content, lines

CHANCE = "Chance is what guessing would earn."


def preview(entry: Entry | None) -> Content:
    """Return all facts about an entry; empty if there is none."""
    if entry is None:
        return content("")
    if isinstance(entry, Played):
        return lines(*_preview_of_play(entry))
    shown = entry.programme if isinstance(entry, ToFollow) else entry.card
    if shown.problem:
        return lines(*_preview_of_broken(shown))
    if isinstance(entry, ToFollow):
        return lines(*_preview_of_programme(entry))
    return lines(*_preview_of_scenario(entry))


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
        return f"{entry.best:.0f} percent, {counted(entry.plays, 'session')}"
    return "being worked out" if entry.plays else best(entry)


def _chance_in_full(entry: ToPlay) -> str:
    if entry.chance is not None:
        return f"{entry.chance:.0f} percent"
    return "unknown: too large to analyse" if entry.worked_out else "being worked out"


def _preview_of_play(entry: Played) -> list[Content]:
    play = entry.play
    rows = [*_opening(entry.card), content("")]
    if play.ended is None:
        rows += [content(("Open it to continue where you left off.", "bold"))]
    elif entry.score is not None:
        rows += [
            content(
                ("You earned   ", "$text-muted"),
                (f"{entry.score.percent:.0f} percent of the best", "bold"),
            ),
            content(("Chance line  ", "$text-muted"), f"{entry.score.chance:.0f} percent"),
            content((CHANCE, "$text-muted")),
        ]
    else:
        rows += [
            content(
                ("You earned   ", "$text-muted"),
                "unknown" if entry.worked_out else "being worked out",
            )
        ]
    rows += [
        content(
            ("Session      ", "$text-muted"), f"{play.number}, begun {local_day(play.started)}"
        ),
        content(("Mode         ", "$text-muted"), f"{play.mode}, seed {play.seed}"),
    ]
    if entry.continues:
        earlier = f"'balint-sim debrief {entry.continues[-1]}'"
        rows.append(
            content(f"{entry.origin.capitalize()}, from before the scenario was edited: {earlier}.")
        )
    if entry.branch:
        rows.append(content("Another attempt: it does not count for your best."))
    if play.ended is not None:
        rows += [
            content(""),
            content("Open it for its debrief: what each moment asked for, and why."),
        ]
    return rows


def _preview_of_programme(entry: ToFollow) -> list[Content]:
    programme = entry.programme
    rows = [content((programme.title, "bold $accent")), content(""), content(programme.about)]
    rows += [content(""), content(("Its sessions", "bold $primary"))]
    for number, (title, meeting) in enumerate(zip(entry.titles, programme.meetings, strict=True)):
        led = "led already" if entry.going and number < entry.part.number else ""
        rows.append(
            content(
                f"{number + 1}  {clean_line(title)}",
                (f"  {joined(meeting.mode, led)}", "$text-muted"),
            )
        )
    rows += [content(""), content(("The frame", "bold $primary")), content(programme.format_name)]
    return [
        *rows,
        content(""),
        content("Each session ends with its debrief. Continue to the next one from there."),
    ]


def _preview_of_broken(shown: Card | Programme) -> list[Content]:
    what = "scenario" if isinstance(shown, Card) else "programme"
    return [
        content((clean_line(shown.title), "bold $accent")),
        content(""),
        content((f"This {what} does not load.", "bold $text-error")),
        content(shown.problem),
    ]


def _opening(card: Card) -> list[Content]:
    rows = [content((clean_line(card.title), "bold $accent"))]
    return [*rows, content(""), content(clean_line(card.teaser))] if card.teaser else rows


def _frame(card: Card) -> list[Content]:
    frame = [joined(f"{card.level} level", f"{card.style} style"), card.format_name]
    playing = joined(
        f"about {card.minutes} minutes" if card.minutes else "", counted(card.moments, "moment")
    )
    return [content(""), content(("The frame", "bold $primary")), *map(content, (*frame, playing))]


def _practised(card: Card) -> list[Content]:
    rows: list[Content] = []
    if card.rule_names:
        rows += [
            content(""),
            content(("Ground rules at stake", "bold $primary")),
            content(", ".join(card.rule_names)),
        ]
    if card.situation_names:
        rows += [content(""), content(("Situations", "bold $primary"))]
        rows += [content(f"- {name}") for name in card.situation_names]
    return rows
