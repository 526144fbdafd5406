"""What the library says of each entry, for both front ends.

A front end arranges these texts: as rows and a preview beside them, or as numbered lines.
Every state is named in words. The learner's percentage is always shown with the chance line.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.library.cards import Card
from simulator.library.programmes import Programme
from simulator.messages import say
from simulator.messages.lists import listed as names_listed
from simulator.practice.clock import local_day
from simulator.practice.home import Entry, Played, Suggested, ToFollow, ToPlay
from simulator.scenario.text import clean_line


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its label and value in full, and both together in a few characters.

    ``known`` is False if the value only says why there is no number.
    """

    label: str
    value: str
    short: str
    known: bool = False

    @property
    def sentence(self) -> str:
        """The label and the value, such as *Chance line: 36 percent.*, as a sentence."""
        return say("library.figure", label=self.label, value=self.value)


def title_of(entry: Entry) -> str:
    """Return the title of an entry, on one line."""
    if isinstance(entry, Suggested):
        return next_step(entry)
    if isinstance(entry, ToFollow):
        return clean_line(entry.programme.title)
    return clean_line(entry.play.title if isinstance(entry, Played) else entry.card.title)


def listed(*facts: str) -> str:
    """Join the facts that are not empty with commas."""
    return ", ".join(filter(None, facts))


def problem_of(shown: Card | Programme) -> str:
    """Return why an entry does not load, without the path of its file, which a row cannot hold."""
    problem = shown.problem.removeprefix(f"{clean_line(shown.path)}:")
    return say("library.does_not_load", problem=problem)


# The suggestion.


def last_time(entry: Suggested) -> str:
    """Return when the learner was here last, and what was done."""
    found = entry.suggestion
    day, title = local_day(found.last), clean_line(found.title)
    return (
        say("home.last_session", day=day, title=title) if title else say("home.last_drill", day=day)
    )


def due(entry: Suggested) -> str:
    """Return how many drills are due today."""
    count = entry.suggestion.due
    if count is None:
        return say("home.due_unknown")
    return say("home.due", count=count) if count else say("home.nothing_due")


def next_step(entry: Suggested) -> str:
    """Return the suggested step."""
    title = title_of(entry.opens) if entry.opens is not None else ""
    return say(f"home.step_{entry.suggestion.step}", title=title)


def why(entry: Suggested) -> str:
    """Return why this step is suggested."""
    return say(f"home.why_{entry.suggestion.step}")


# Scenarios.


def facts(card: Card) -> tuple[str, ...]:
    """Return a scenario's level, style, length and moments, and shorter texts for narrower rows.

    The longest is first; a front end takes the first that fits.
    """
    minutes = say("library.minutes", count=card.minutes) if card.minutes else ""
    style = say("library.style", style=card.style)
    moments = say("library.moments", count=card.moments)
    return (
        listed(card.level, style, minutes, moments),
        listed(card.level, style, minutes),
        listed(card.level, minutes),
        minutes,
    )


def level_and_minutes(card: Card) -> str:
    """Return a scenario's level and its length in full."""
    return listed(card.level, say("library.minutes", count=card.minutes) if card.minutes else "")


def frame(card: Card) -> tuple[str, str, str]:
    """Return three texts about a scenario: its level and style, its format, and its length."""
    style = say("library.style", style=card.style)
    minutes = say("library.about_minutes", count=card.minutes) if card.minutes else ""
    return (
        listed(say("library.level", level=card.level), style),
        card.format_name,
        listed(minutes, say("library.moments", count=card.moments)),
    )


def teaser(entry: Entry) -> str:
    """Return the sentence that says what an entry is about; empty if there is none."""
    if isinstance(entry, Suggested):
        return why(entry)
    if isinstance(entry, ToFollow):
        return entry.programme.about
    return clean_line(entry.card.teaser)


def best(entry: ToPlay) -> Figure:
    """Return the learner's best score in a scenario, or its state if there is none."""
    label = say("library.best")
    if entry.best is not None:
        value = say("library.best_in_sessions", percent=entry.best, count=entry.plays)
        return Figure(label, value, say("library.best_short", percent=entry.best), known=True)
    if entry.awaited:
        return Figure(label, say("library.awaited"), say("library.awaited_short"))
    if entry.plays:  # finished, but the score is still being calculated
        return Figure(label, say("library.coming"), say("library.best_coming"))
    state = say(f"library.state_{entry.state}")
    return Figure(label, state, state)


def chance(entry: ToPlay) -> Figure:
    """Return the chance line of a scenario."""
    label = say("library.chance")
    if entry.chance is not None:
        value = say("library.percent", percent=entry.chance)
        return Figure(label, value, say("library.chance_short", percent=entry.chance), known=True)
    if entry.worked_out:  # and still without a chance line, so the search met its limit
        return Figure(label, say("library.too_large"), say("library.chance_unknown"))
    return Figure(label, say("library.coming"), say("library.chance_coming"))


# Plays.


def score(entry: Played) -> Figure:
    """Return the percentage that a finished play earned."""
    label, result = say("library.earned"), entry.score
    if entry.awaited:
        return Figure(label, say("library.awaited"), say("library.awaited_short"))
    if result is not None:
        value = say("library.earned_of_best", percent=result.percent)
        short = say("library.score_short", percent=result.percent, chance=result.chance)
        return Figure(label, value, short, known=True)
    if entry.worked_out:
        return Figure(label, say("library.unknown"), say("library.no_score"))
    return Figure(label, say("library.coming"), say("library.score_coming"))


def score_chance(entry: Played) -> Figure | None:
    """Return the chance line of a finished play; None if its score is not known."""
    if entry.score is None:
        return None
    value = say("library.percent", percent=entry.score.chance)
    return Figure(say("library.chance"), value, value, known=True)


def play_facts(entry: Played) -> tuple[str, ...]:
    """Return a play's day, mode, number and origin, and shorter texts for narrower rows.

    The longest is first; a front end takes the first that fits.
    """
    day = local_day(entry.play.started)
    when = say("library.begun_on", day=day) if entry.going else day
    when = listed(when, say("library.attempt") if entry.branch else "")
    full = listed(when, entry.play.mode)
    numbered = listed(full, say("library.session_number", number=entry.play.number))
    # The day is in every text, because learners know their sessions by it.
    return (listed(numbered, origin(entry)), numbered, full, when)


def origin(entry: Played) -> str:
    """Return a text that names the plays which this one continues after an edit; empty if none."""
    if not entry.continues:
        return ""
    return say("library.continues", numbers=numbers(entry.continues))


def numbers(plays: Iterable[int]) -> str:
    """Return numbers of plays as part of a sentence: ``3 and 5``."""
    return names_listed(list(map(str, plays)))


def session_facts(entry: Played) -> tuple[tuple[str, str], ...]:
    """Return the labels and values that identify a play: its number and day, its mode and seed."""
    play = entry.play
    begun = say("library.session_begun", number=play.number, day=local_day(play.started))
    mode = say("library.mode_and_seed", mode=play.mode, seed=play.seed)
    return ((say("library.session"), begun), (say("library.mode"), mode))


# Programmes.


def progress(entry: ToFollow) -> str:
    """Return the learner's progress in a programme: the next session, or a state in words."""
    return entry.part.place if entry.going else say(f"library.state_{entry.state}")


def sessions(programme: Programme) -> str:
    """Return the number of a programme's sessions."""
    return say("library.sessions", count=len(programme.meetings))


def next_title(entry: ToFollow) -> str:
    """Return the title of the session with which a programme continues."""
    return clean_line(entry.titles[entry.part.number])


def led_already(entry: ToFollow, number: int) -> str:
    """Return a mark for a session (from 0) that the learner has led; empty for the others."""
    return say("library.led_already") if entry.going and number < entry.part.number else ""
