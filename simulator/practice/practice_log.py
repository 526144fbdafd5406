"""The practice log: when and what somebody practised, for a portfolio.

It has no scores. Minutes are counted from the times of the acts, and the learner chooses which of
their reflections are in it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from simulator.engine.reflections import questions
from simulator.library.scenarios import Loaded, load_text
from simulator.library.workspace import Workspace
from simulator.practice.clock import local_day
from simulator.practice.plays import look_back
from simulator.store.play_store import Play, PlayStore, StoreProblem

LONGEST_GAP = timedelta(minutes=5)
"""The longest time between two acts that counts as practice; after more, somebody was away."""

ANSWER = "reflect/"
"""How the keys of answers to questions to oneself begin (``engine.reflections``)."""

STAYS = "before-debrief/stays"
"""The key of what stayed with the learner after the session, written before the debrief."""

Kind = Literal["finished", "unfinished", "attempt"]


@dataclass(frozen=True, slots=True)
class Written:
    """One reflection of a play.

    ``question`` is empty if it is what stayed with the learner after the session, or if the play
    cannot be replayed. ``key`` is its key in the store.
    """

    play: str
    number: int
    day: str
    title: str
    key: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One session: its local day, what kind it is, and the minutes of practice."""

    play: str
    number: int
    day: str
    title: str
    mode: str
    kind: Kind
    minutes: int
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticeLog:
    """All sessions, the earliest first, the reflections that were chosen, and how many drills."""

    entries: tuple[Entry, ...]
    written: tuple[Written, ...]
    drills: int = 0

    @property
    def minutes(self) -> int:
        """The minutes of all sessions together."""
        return sum(entry.minutes for entry in self.entries)


def practice_log(
    workspace: Workspace, store: PlayStore, written: Collection[Written] = ()
) -> PracticeLog:
    """Return the log of every session in which something was done; raise StoreProblem."""
    objectives: dict[str, tuple[str, ...]] = {}
    entries = []
    for play in reversed(store.plays()):
        times = _times(store, play)
        if len(times) < 2:  # nothing but its beginning
            continue
        if play.digest not in objectives:
            objectives[play.digest] = _objectives(workspace, store, play)
        entries.append(
            Entry(
                play.id,
                play.number,
                local_day(play.started),
                play.title,
                play.mode,
                _kind(play),
                minutes_of(times),
                objectives[play.digest],
            )
        )
    drills, _ = store.drilled()
    return PracticeLog(tuple(entries), tuple(written), drills)


def all_written(workspace: Workspace, store: PlayStore) -> Iterator[Written]:
    """Yield every reflection in the store, the earliest session first; raise StoreProblem."""
    for play in reversed(store.plays()):
        answers = {
            key: text
            for key, text in store.own_words(play.id).items()
            if (key.startswith(ANSWER) or key == STAYS) and text.strip()
        }
        if answers:
            asked = _questions(workspace, store, play)
            for key, text in answers.items():
                day = local_day(play.started)
                question = asked.get(key, "")
                yield Written(play.id, play.number, day, play.title, key, question, text)


def minutes_of(times: Sequence[datetime]) -> int:
    """Return the minutes from the first of these times to the last, without long gaps."""
    gaps = (later - earlier for earlier, later in pairwise(sorted(times)))
    spent = sum((gap for gap in gaps if gap <= LONGEST_GAP), timedelta())
    return round(spent / timedelta(minutes=1))


def _times(store: PlayStore, play: Play) -> list[datetime]:
    """Return when a play began, and the times of its acts since then.

    A play that continues another in an edited scenario has begun with that one, so the acts of both
    count. The acts that a branch begins with were saved before it began, and count with the first
    play.
    """
    saved = store.act_times(play.id)
    for earlier in store.predecessors(play.id):
        saved += store.act_times(earlier.id)
    begun = _instant(play.started)
    acts = filter(None, map(_instant, saved))
    return [begun, *(at for at in acts if at >= begun)] if begun is not None else []


def _instant(time: str) -> datetime | None:
    """Return a saved time; None if a damaged store or an import has something else there."""
    try:
        instant = datetime.fromisoformat(time)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None


def _kind(play: Play) -> Kind:
    if play.branch_of is not None:
        return "attempt"
    return "finished" if play.ended is not None else "unfinished"


def _objectives(workspace: Workspace, store: PlayStore, play: Play) -> tuple[str, ...]:
    """Return the objectives of the scenario as it was played; none if its text cannot be read."""
    text = store.text(play.digest)
    loaded = load_text(text, play.scenario, workspace.catalogue) if text is not None else None
    return tuple(loaded.scenario.objectives) if isinstance(loaded, Loaded) else ()


def _questions(workspace: Workspace, store: PlayStore, play: Play) -> dict[str, str]:
    """Return the questions to oneself of a play, by the keys of their answers."""
    try:
        session = look_back(workspace, store, play).session
    # An answer is the learner's own, also if the program can no longer replay what led to it.
    except StoreProblem:
        return {}
    return {question.key: question.text for question in questions(session.events)}


def of_sessions(written: Iterable[Written], numbers: Collection[int]) -> tuple[Written, ...]:
    """Return the reflections of the sessions with these numbers."""
    return tuple(one for one in written if one.number in numbers)
