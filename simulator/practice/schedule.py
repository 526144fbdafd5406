"""When each situation is due again, computed by py-fsrs from the reviews.

Only reviews are saved. A card is what its reviews give, so its parameters can change later. What
was computed last is cached, because the home screen shows what is due at every start.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zlib import adler32, crc32

from simulator.library.cache_values import list_in, text_in
from simulator.library.file_cache import FileCache, Kind, form_of
from simulator.practice.reviews import Review

LONGEST_INTERVAL = 120
"""Days after which a situation comes back at the latest: courses meet a few times a year."""

ENTRY = "due"
FORM = 1
KIND = Kind("", form_of("due", FORM), largest=1_000_000, personal=True)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The reviews of each situation, the earliest first, and when it is due again."""

    reviews: Mapping[str, Sequence[Review]]
    due: Mapping[str, datetime]

    def last(self, situation: str) -> Review | None:
        """Return the last review of a situation, or None."""
        found = self.reviews.get(situation)
        return found[-1] if found else None

    def is_due(self, situation: str, now: datetime) -> bool:
        """Return whether a situation is due on the day of ``now``, in the time zone of ``now``."""
        due = self.due.get(situation)
        # Whole days: who drills in the evening may drill again on another day's morning.
        return due is not None and due.astimezone(now.tzinfo).date() <= now.date()


def schedule_of(reviews: Iterable[Review], cache: FileCache | None = None) -> Schedule:
    """Return the schedule that the reviews give; ``cache`` has what was computed last."""
    by_situation: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        by_situation[review.situation].append(review)
    if cache is None:
        return Schedule(by_situation, due_times(by_situation))
    state = _state(by_situation)
    due = cache.get(KIND, ENTRY, lambda saved: _decoded(saved, state))
    if due is None:
        due = due_times(by_situation)
        times = {situation: time.isoformat() for situation, time in due.items()}
        cache.put(KIND, ENTRY, [state, times])
    return Schedule(by_situation, due)


def due_times(reviews: Mapping[str, Sequence[Review]]) -> dict[str, datetime]:
    """Return when each situation is due, given its reviews, the earliest first."""
    if not reviews:
        return {}
    # Imported here: it takes longer than all the rest of a start.
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(
        # Not by chance: the same reviews always give the same days.
        enable_fuzzing=False,
        # Steps of minutes are for flash cards.
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_INTERVAL,
    )
    due = {}
    for situation, made in reviews.items():
        first = utc(made[0].at)
        # With an id and a time it neither sleeps nor reads the clock.
        card = Card(card_id=1, due=first)
        for review in made:
            card, _ = scheduler.review_card(card, Rating(review.rating), utc(review.at))
        due[situation] = card.due
    return due


def utc(time: str) -> datetime:
    """Return a saved time; one without a zone is in UTC."""
    found = datetime.fromisoformat(time)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _state(reviews: Mapping[str, Sequence[Review]]) -> str:
    """Return a text that changes with any review."""
    rows = [(one.at, one.situation, one.rating) for made in reviews.values() for one in made]
    text = repr(sorted(rows)).encode()
    # Not hashlib, which is slow to import; two checksums and the length are enough for a cache.
    return f"{len(text)} {crc32(text)} {adler32(text)}"


def _decoded(saved: Any, state: str) -> dict[str, datetime]:
    of, times = list_in(saved, 2)
    if of != state:
        raise ValueError("of other reviews")
    return {text_in(situation): utc(text_in(time)) for situation, time in times.items()}
