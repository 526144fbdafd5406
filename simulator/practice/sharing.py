"""What a learner shares of finished sessions with a course, as plain data.

``figures`` of a session are what was done in each moment and what it earned. ``own_words`` are
apart, because they are asked for apart. Neither has a name, a time finer than the day, or the id
under which a session is saved; figures have nothing that was typed.

A session and a learner have stable ids that are made from the code of the course: the same learner
has another id in another course, and neither id leads back to the one on the learner's machine. So
what is shared a second time replaces the first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal, get_args

from simulator.engine.acts import NotOnOffer
from simulator.engine.program import Program, compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.library.cards import TUTORIAL
from simulator.library.scenarios import Loaded, load_text
from simulator.library.workspace import Workspace
from simulator.practice.clock import local_day
from simulator.scenario.model import Mode, Moment, Scenario
from simulator.scoring.evidence import Judgement, Outcome, evidence
from simulator.store.drill_review import DrillReview
from simulator.store.play_store import Play, PlayStore

WORDING = "2026-11"
"""The version of the sentences in ``messages/en/sharing.py`` that somebody agrees to."""

Attempt = Literal["first", "again", "branch"]
"""The first session with a scenario, a later one from its beginning, or an attempt in between."""

Drilled = Literal["", "before", "after"]
"""Whether a moment was met before or after a drill of its situation; empty: no drill so far."""

ATTEMPTS: tuple[Attempt, ...] = get_args(Attempt)
DRILLED: tuple[Drilled, ...] = get_args(Drilled)


@dataclass(frozen=True, slots=True)
class SharedMoment:
    """What was done in one moment.

    ``option`` is the id of the line that was said, empty for a leader who said nothing. ``credit``
    (0 to 1) includes the timing, ``best`` is the most that an act in this moment earned.
    ``twin`` is ``scenario.moment`` or empty.
    """

    id: str
    kind: Literal["cue", "leave"]
    situation: str
    spoke: bool
    option: str
    credit: float
    best: float
    outcome: Outcome
    twin: str = ""
    drill: Drilled = ""

    @property
    def score(self) -> float:
        """The credit as a share of the best, at most 1; it is 1 if nothing could be earned."""
        return min(self.credit / self.best, 1.0) if self.best else 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What is shared of one finished session; ``played`` is its local day."""

    play: str
    scenario: str
    title: str
    version: int
    digest: str
    played: str
    mode: Mode
    seed: int
    attempt: Attempt
    moments: tuple[SharedMoment, ...]


@dataclass(frozen=True, slots=True)
class SharedWords:
    """The leader's own words for the moments of one session, as pairs of a moment and a text."""

    play: str
    scenario: str
    words: tuple[tuple[str, str], ...]


def learner_in(course: str, learner: str) -> str:
    """Return the id of a learner in what is shared with the course of this code."""
    return _id("learner", course, learner)


def play_in(course: str, play: str) -> str:
    """Return the id of a session in what is shared with the course of this code."""
    return _id("play", course, play)


def _id(kind: str, course: str, own: str) -> str:
    # ``own`` is a random UUID, so the digest cannot be turned back by trying.
    return sha256(f"balint-share/{kind}/{course}/{own}".encode()).hexdigest()[:32]


def shared_plays(store: PlayStore) -> list[Play]:
    """Return the sessions of which something can be shared, the earliest first.

    All that are finished, without those of the tutorial.
    """
    return [play for play in reversed(store.finished()) if play.scenario != TUTORIAL]


def all_figures(
    workspace: Workspace, store: PlayStore, course: str, wanted: Collection[str] | None = None
) -> list[Figures]:
    """Return the figures of the finished sessions with these ids (None: all).

    A session that cannot be replayed has none.
    """
    plays = shared_plays(store)
    attempts = attempts_of(plays)
    drills = store.drill_reviews()
    programs: dict[str, Program | None] = {}
    found = []
    for play in plays:
        if wanted is not None and play.id not in wanted:
            continue
        # Once for all sessions with it: to read a scenario takes longer than to replay one.
        if play.digest not in programs:
            programs[play.digest] = _program(workspace, store, play.digest)
        program = programs[play.digest]
        judged = _judged(store, play, program) if program is not None else None
        if program is not None and judged is not None:
            made = _figures(play, program.scenario, judged, attempts[play.id])
            figures = replace(made, play=play_in(course, play.id))
            found.append(with_drills(figures, play, drills))
    return found


def _program(workspace: Workspace, store: PlayStore, digest: str) -> Program | None:
    """Return the compiled scenario of this digest; None if it cannot be read any more."""
    text = store.text(digest)
    loaded = load_text(text, digest, workspace.catalogue) if text is not None else None
    return compile_scenario(loaded.scenario) if isinstance(loaded, Loaded) else None


def _judged(store: PlayStore, play: Play, program: Program) -> tuple[Judgement, ...] | None:
    session = Session(Setup(program, play.mode, play.seed), lambda record: None)
    try:
        session.replay(store.records(play.id))
    # Not reported here: whoever opens the session is told why it cannot be replayed.
    except NotOnOffer:
        return None
    return evidence(program.scenario, session.events)


def attempts_of(plays: Iterable[Play]) -> Mapping[str, Attempt]:
    """Return which attempt each of a learner's sessions is, by its id; the earliest come first."""
    met: set[str] = set()
    found: dict[str, Attempt] = {}
    for play in plays:
        if play.branch_of is not None:
            found[play.id] = "branch"
        else:
            found[play.id] = "again" if play.scenario in met else "first"
            met.add(play.scenario)
    return found


def _figures(
    play: Play, scenario: Scenario, judged: Sequence[Judgement], attempt: Attempt
) -> Figures:
    twins = twins_of(scenario)
    return Figures(
        play.id,
        scenario.id,
        scenario.title,
        scenario.version,
        play.digest,
        local_day(play.started),
        play.mode,
        play.seed,
        attempt,
        tuple(shared_moment(one, twins) for one in judged),
    )


def with_drills(figures: Figures, play: Play, drills: Sequence[DrillReview]) -> Figures:
    """Return figures that say which moments were met before or after a drill."""
    moments = (
        replace(moment, drill=drilled(moment.situation, play, drills)) for moment in figures.moments
    )
    return replace(figures, moments=tuple(moments))


def shared_moment(judged: Judgement, twins: Mapping[str, str]) -> SharedMoment:
    """Return a judged moment as it is shared."""
    moment, option = judged.moment, judged.option
    return SharedMoment(
        moment.id,
        moment.kind,
        moment.situation or "",
        option is not None,
        option.id if option is not None else "",
        float(judged.credit),
        _best(moment),
        judged.noticing,
        twins.get(moment.id, ""),
    )


def _best(moment: Moment) -> float:
    return float(max(moment.passing.credit, *(option.credit for option in moment.options)))


def twins_of(scenario: Scenario) -> Mapping[str, str]:
    """Return the twin of each moment of a scenario that has one there, or names one elsewhere.

    A twin is said at one of the two moments. A moment of which only another scenario says that it
    is a twin has none here; who looks at both scenarios finds the pair all the same.
    """
    found = {}
    for moment in scenario.moments():
        if moment.twin:
            there, dot, other = moment.twin.rpartition(".")
            found[moment.id] = f"{there or scenario.id}.{other}"
            if not dot:
                found[other] = f"{scenario.id}.{moment.id}"
    return found


def drilled(situation: str, play: Play, drills: Iterable[DrillReview]) -> Drilled:
    """Return whether a session was begun before or after the first drill of a situation."""
    times = [drill.at for drill in drills if situation and drill.situation == situation]
    if not times:
        return ""
    return "after" if min(times) < play.started else "before"


def all_own_words(store: PlayStore, course: str, plays: Iterable[Figures]) -> list[SharedWords]:
    """Return the own words for moments of these sessions.

    Answers to questions to oneself and what was written in drills are not among them.
    """
    shared = {figures.play: figures for figures in plays}
    found = []
    for play in shared_plays(store):
        figures = shared.get(play_in(course, play.id))
        if figures is None:
            continue
        moments = {moment.id for moment in figures.moments}
        own = store.own_words(play.id)
        words = tuple((key, text) for key, text in own.items() if key in moments and text.strip())
        if words:
            found.append(SharedWords(figures.play, figures.scenario, words))
    return found
