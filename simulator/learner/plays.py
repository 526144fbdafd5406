"""Plays that are kept: begun, gone on with after any interruption, and looked back on."""

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

from simulator.authoring.library import Loaded, load, load_text
from simulator.learner.library import find_scenario
from simulator.learner.store import Play, Store, StoreProblem
from simulator.play.events import Event
from simulator.play.program import compile_scenario
from simulator.play.resume import Resumed, resume_changed
from simulator.play.session import Record, Session
from simulator.play.step import Act, Mode, Setup
from simulator.scenario.model import Scenario

SEEDS = 9_999
"""Seeds that are drawn where none is given: small enough to be told to a colleague."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a play is to be played: the mode, feedback now or at the end, and the seed (None: draw one)."""

    mode: Mode = "guided"
    feedback: str = "now"
    seed: int | None = None

    def drawn(self) -> "Manner":
        """The same with a seed: the one that was asked for, or one drawn now."""
        return self if self.seed is not None else replace(self, seed=random.SystemRandom().randint(1, SEEDS))


@dataclass(slots=True)
class KeptPlay:
    """A session whose every act is in the store before it is shown. ``resumed`` says what an edited scenario changed.

    A ``preview`` begins in the middle, its store is thrown away, and its first ``heard`` events are not shown.
    """

    store: Store
    play: Play
    session: Session
    resumed: Resumed = field(default_factory=Resumed)
    heard: int = 0
    preview: bool = False

    def act(self, act: Act) -> tuple[Event, ...]:
        """Do one act; raises StoreProblem, with nothing done, where it cannot be kept."""
        events = self.session.act(act)
        if self.session.ended:
            self.store.finish(self.play.id)
        return events


def begin(store: Store, loaded: Loaded, manner: Manner) -> KeptPlay:
    """Begin a play of a scenario that was loaded without errors."""
    assert loaded.scenario is not None
    manner = manner.drawn()
    assert manner.seed is not None
    new = _new(loaded.scenario, loaded.path, manner.mode, manner.feedback, manner.seed)
    play = store.begin(new, loaded.text)
    return KeptPlay(store, play, _session(store, play, loaded.scenario))


def go_on(store: Store, play: Play) -> KeptPlay:
    """Go on with a play exactly where it stopped.

    If its scenario has been edited since, it is followed as far as it still makes sense (``KeptPlay.resumed`` says how far);
    if the file is gone or does not load any more, the play goes on with the text that was kept when it began.
    """
    records = store.records(play.id)
    now = _current(play)
    if now is not None and now.scenario is not None and now.scenario.digest != play.digest:
        return _go_on_changed(store, play, now, records)
    kept = _as_begun(store, play)
    if now is None or now.scenario is None:
        kept.resumed = Resumed(("Its file cannot be played any more; this is the version from when you began.",))
    return kept


def look_back(store: Store, play: Play) -> KeptPlay:
    """Return a play as it was, with the scenario as it was."""
    return _as_begun(store, play)


def _as_begun(store: Store, play: Play) -> KeptPlay:
    text = store.text(play.digest)
    loaded = load_text(text, play.path) if text is not None else None
    if loaded is None or loaded.scenario is None:
        raise StoreProblem(f"Play {play.id} was made with a scenario that this version of the program cannot read.")
    session = _session(store, play, loaded.scenario)
    session.replay(store.records(play.id))
    if session.ended:
        store.finish(play.id)
    return KeptPlay(store, play, session)


def _go_on_changed(store: Store, play: Play, now: Loaded, records: list[Record]) -> KeptPlay:
    assert now.scenario is not None
    followed: list[Record] = []
    trial = Session(_setup(now.scenario, play), followed.append)
    resumed = resume_changed(trial, records)
    new = replace(_new(now.scenario, now.path, play.mode, play.feedback, play.seed), started=play.started)
    new = store.replace(play, new, now.text, followed)
    session = _session(store, new, now.scenario)
    session.replay(followed)
    sentence = "The scenario has been edited since you stopped."
    return KeptPlay(store, new, session, Resumed((sentence, *resumed.changes), resumed.whole))


def _current(play: Play) -> Loaded | None:
    """The scenario of a play as it is on the disk now; None where it is gone."""
    path = Path(play.path)
    found = path if path.is_file() else find_scenario(play.scenario)
    return load(found) if found is not None else None


def _new(scenario: Scenario, path: Path, mode: Mode, feedback: str, seed: int) -> Play:
    return Play(0, scenario.id, scenario.title, str(path.resolve()), scenario.digest, mode, feedback, seed, "")


def _setup(scenario: Scenario, play: Play) -> Setup:
    return Setup(compile_scenario(scenario), play.mode, play.seed)


def _session(store: Store, play: Play, scenario: Scenario) -> Session:
    session = Session(_setup(scenario, play), lambda record: store.keep(play.id, len(session.records), record))
    return session
