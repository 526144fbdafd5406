"""Plays that are kept: begun, gone on with after any interruption, looked back on, and tried another way."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from simulator.authoring.files import look, path_to_text, real_path, text_to_path
from simulator.authoring.library import Loaded, load, load_text
from simulator.learner.library import find_by_id
from simulator.learner.manner import Manner
from simulator.learner.programmes import Part, next_part
from simulator.learner.store import Play, Store, StoreProblem
from simulator.play.events import Event, Spoken
from simulator.play.program import compile_scenario
from simulator.play.resume import Resumed, resume_changed
from simulator.play.session import Record, Session, act_of
from simulator.play.step import Act, Mode, NotOnOffer, Setup
from simulator.scenario.model import Scenario
from simulator.scenario.text import clean_text

MOST_OWN_WORDS = 2_000
"""Characters that are kept of the leader's own words for a moment."""


@dataclass(slots=True)
class KeptPlay:
    """A session whose every act is in the store before it is shown. ``resumed`` says what an edited scenario changed.

    A ``preview`` begins in the middle, its store is thrown away, and its first ``heard`` events are not shown. ``said_own``
    maps moments to the leader's own words for them.
    """

    store: Store
    play: Play
    session: Session
    resumed: Resumed = field(default_factory=Resumed)
    heard: int = 0
    preview: bool = False
    said_own: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Whether this is a first play: only these count for progress, another way from one of its moments does not."""
        return self.play.branch_of is None

    def act(self, act: Act) -> tuple[Event, ...]:
        """Do one act; raises StoreProblem, with nothing done, where it cannot be kept.

        With the last act the end of the play is kept as well, both or neither (``_session``).
        """
        return self.session.act(act)

    def own_words(self, text: str) -> str:
        """Keep what the leader would say in their own words in the moment that asks now; return it as it is kept.

        Words written earlier for the same moment are replaced; empty ones are not kept. Raises NotOnOffer where no moment asks,
        and StoreProblem, with nothing done, where the words cannot be kept.
        """
        now = self.session.pause
        if not now.asks or now.moment is None:
            raise NotOnOffer("Own words belong to a moment, and none asks now.")
        text = clean_text(text).strip()[:MOST_OWN_WORDS].rstrip()
        if text:
            self.store.keep_own_words(self.play.id, now.moment.id, now.after, text)
            self.said_own[now.moment.id] = text
        return text


def begin(store: Store, loaded: Loaded, manner: Manner, part: Part | None = None) -> KeptPlay:
    """Begin a play of a scenario that was loaded without errors, as this part of a programme if it is one."""
    assert loaded.scenario is not None
    manner = manner.drawn()
    assert manner.seed is not None
    new = _new(loaded.scenario, loaded.path, manner.mode, manner.feedback, manner.seed)
    play = store.begin(part.begun(new) if part is not None else new, loaded.text)
    return KeptPlay(store, play, _session(store, play, _setup(loaded.scenario, play)))


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
    _note_end(kept)
    if now is None or now.scenario is None:
        kept.resumed = Resumed(("Its file cannot be played any more; this is the version from when you began.",))
    return kept


def look_back(store: Store, play: Play) -> KeptPlay:
    """Return a play as it was, with the scenario as it was."""
    return _as_begun(store, play)


def moments_met(kept: KeptPlay) -> list[tuple[str, int]]:
    """Return the moments in which something was decided (also to wait), in order, each with the index of its first record."""
    met: dict[str, int] = {}
    for i, record in enumerate(kept.session.records):
        if record.moment:
            met.setdefault(record.moment, i)
    return list(met.items())


def branch(store: Store, kept: KeptPlay, moment: str) -> KeptPlay:
    """Try another way: a new play, standing where ``moment`` first asked in ``kept``, which stays as it is.

    It has the scenario as it was, the mode, the seed, and what was done and written until then. Raises ValueError where
    nothing was decided in this moment.
    """
    acts = dict(moments_met(kept)).get(moment)
    if acts is None:
        raise ValueError(f"The moment '{moment}' was not met in play {kept.play.id}.")
    play = store.branch(kept.play, moment, acts)
    session = _session(store, play, kept.session.setup)
    session.replay(kept.session.records[:acts])
    heard = min(kept.heard, _turn_of(session, moment))
    return KeptPlay(store, play, session, heard=heard, preview=kept.preview, said_own=store.own_words(play.id))


def following(kept: KeptPlay) -> Part | None:
    """What comes after this play where it is over and belongs to a programme; after another way, what comes after the first."""
    play = kept.play if kept.counts else kept.store.play(kept.play.branch_of or 0)
    over = kept.session.ended and play is not None and (kept.counts or play.ended is not None)
    return next_part(play, kept.store.plays()) if over and play is not None and play.programme else None


def _turn_of(session: Session, moment: str) -> int:
    """The index of the event that is a moment's first turn."""
    return next(i for i, event in enumerate(session.events) if isinstance(event, Spoken) and event.moment == moment)


def _as_begun(store: Store, play: Play) -> KeptPlay:
    text = store.text(play.digest)
    loaded = load_text(text, play.path) if text is not None else None
    if loaded is None or loaded.scenario is None:
        raise StoreProblem(f"Play {play.id} was made with a scenario that this version of the program cannot read.")
    session = _session(store, play, _setup(loaded.scenario, play))
    session.replay(store.records(play.id))
    return KeptPlay(store, play, session, said_own=store.own_words(play.id))


def _go_on_changed(store: Store, play: Play, now: Loaded, records: list[Record]) -> KeptPlay:
    assert now.scenario is not None
    followed: list[Record] = []
    trial = Session(_setup(now.scenario, play), followed.append)
    resumed = resume_changed(trial, records)
    new = replace(_new(now.scenario, now.path, play.mode, play.feedback, play.seed), started=play.started)
    new = store.replace(play, new, now.text, followed)
    session = _session(store, new, _setup(now.scenario, new))
    session.replay(followed)
    sentence = "The scenario has been edited since you stopped."
    resumed = Resumed((sentence, *resumed.changes), resumed.whole)
    return KeptPlay(store, new, session, resumed, said_own=store.own_words(new.id))


def _current(play: Play) -> Loaded | None:
    """Return the scenario of a play as it is on the disk now; None if it is gone.

    From a file that is there and cannot be read nothing is loaded.
    """
    path = text_to_path(play.path)
    found = path if look(path) != "nothing" else find_by_id(play.scenario)
    return load(found) if found is not None else None


def _new(scenario: Scenario, path: Path, mode: Mode, feedback: str, seed: int) -> Play:
    where = path_to_text(real_path(path))
    return Play(0, scenario.id, scenario.title, where, scenario.digest, mode, feedback, seed, "")


def _setup(scenario: Scenario, play: Play) -> Setup:
    return Setup(compile_scenario(scenario), play.mode, play.seed)


def _session(store: Store, play: Play, setup: Setup) -> Session:
    def keep(record: Record) -> None:
        store.keep(play.id, len(session.records), record, last=session.ends_with(act_of(record)))

    session = Session(setup, keep)
    return session


def _note_end(kept: KeptPlay) -> None:
    """Note the end of a play that an older version of the program had no time to note."""
    if kept.session.ended and kept.play.ended is None:
        with suppress(StoreProblem):  # a store that can only be read; the acts show the end all the same
            kept.store.finish(kept.play.id)
