"""Plays that are kept: begun, gone on with after any interruption, looked back on, and tried another way."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from simulator.engine.events import Event, Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.resume import Resumed, resume_changed
from simulator.engine.session import Journal, Record, Session, act_of
from simulator.engine.step import WAIT, Act, Mode, NotOnOffer, Setup
from simulator.library.files import look, path_to_text, real_path, text_to_path
from simulator.library.find import find_by_id, of_other_installation
from simulator.library.scenarios import Loaded, load, load_text
from simulator.practice.play_options import Manner
from simulator.practice.programmes import Part, next_part
from simulator.scenario.model import Scenario
from simulator.scenario.text import clean_text
from simulator.store.store import First, Play, Store, StoreProblem

MOST_OWN_WORDS = 2_000
"""Characters that are kept of the leader's own words for a moment."""


EDITED = "The scenario has been edited since you stopped."
LOST = "Its file cannot be played any more; this is the version from when you began."
ANOTHER = "There is another scenario in its file now; this is the version from when you began."


@dataclass(slots=True)
class Continuation:
    """A play followed in an edited version of its scenario, of which nothing is saved before the leader decides something.

    ``old`` is the play as it was saved, with so many ``acts``; ``new`` is to take its place, with the ``text`` of its scenario
    and the ``records`` that were followed and heard until now.
    """

    old: Play
    acts: int
    new: Play
    text: bytes
    records: list[Record] = field(default_factory=list)

    def save(
        self,
        store: Store,
        *acts: Record,
        last: bool = False,
        own_words: tuple[str, int, str] | None = None,
    ) -> Play:
        """Save the new play with what is done first in it, all or nothing."""
        return store.replace(
            self.old, self.acts, self.new, self.text, First((*self.records, *acts), own_words, last)
        )


@dataclass(slots=True)
class KeptPlay:
    """A session whose every act is in the store before it is shown. ``resumed`` says what an edited scenario changed.

    With a ``continuation`` the play stands in an edited version of its scenario, and ``play`` is still the one before the
    edit, which stays as it is. The first decision, or own words, are saved together with the play that continues it. What
    the group says by itself until then is not saved: it comes again.

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
    continuation: Continuation | None = None

    @property
    def counts(self) -> bool:
        """Whether this is a first play: only these count for progress, another way from one of its moments does not."""
        return self.play.branch_of is None

    def act(self, act: Act) -> tuple[Event, ...]:
        """Do one act; raises StoreProblem, with nothing done, where it cannot be kept.

        With the last act the end of the play is kept as well, both or neither (``_session``).
        """
        if self.continuation is None or not self._decides(act):
            return self.session.act(act)
        return self._act_first(self.continuation, act)

    def _decides(self, act: Act) -> bool:
        """Whether an act is the leader's, or ends the meeting; if not, the group goes on by itself."""
        return act != WAIT or self.session.pause.asks or self.session.ends_with(act)

    def save_edited(self) -> None:
        """Save a play that stands in an edited version of its scenario, if it is not saved yet."""
        if self.continuation is not None:
            self.play = self.continuation.save(self.store)
            self._continue()

    def _act_first(self, continuation: Continuation, act: Act) -> tuple[Event, ...]:
        """Do the first act in an edited version."""
        last = self.session.ends_with(act)

        def keep(record: Record) -> None:
            self.play = continuation.save(self.store, record, last=last)

        events = self.session.act(act, keep)
        self._continue()
        return events

    def _continue(self) -> None:
        """Go on in the play that was saved in the place of the one before the edit."""
        self.continuation = None
        self.session.journal = _journal(self.store, self.play, self.session)

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
            self._keep_own_words(now.moment.id, now.after, text)
            self.said_own[now.moment.id] = text
        return text

    def _keep_own_words(self, moment: str, after: int, text: str) -> None:
        if self.continuation is None:
            self.store.keep_own_words(self.play.id, moment, after, text, len(self.session.records))
        else:
            self.play = self.continuation.save(self.store, own_words=(moment, after, text))
            self._continue()


def begin(store: Store, loaded: Loaded, manner: Manner, part: Part | None = None) -> KeptPlay:
    """Begin a play of a scenario that was loaded without errors, as this part of a programme if it is one."""
    assert loaded.scenario is not None
    manner = manner.drawn()
    assert manner.seed is not None
    new = _new(loaded.scenario, loaded.path, manner.mode, manner.feedback, manner.seed)
    play = store.begin(part.begun(new) if part is not None else new, loaded.text)
    return KeptPlay(store, play, _session(store, play, _setup(loaded.scenario, play)))


def go_on(store: Store, play: Play) -> KeptPlay:
    """Go on with a play exactly where it stopped; nothing is saved of that.

    If its scenario has been edited since, it is followed as far as it still makes sense (``KeptPlay.resumed``
    says how far), and continued by a new play with the first decision there (``KeptPlay.continuation``). If the
    file is gone, does not load or has another scenario in it, the play goes on with the text that was kept when
    it began. So does a play that was continued already: whoever opens it goes back to it.
    """
    as_begun = _unless_unreadable(store, play)
    if as_begun is not None and (as_begun.session.ended or play.replaced_by is not None):
        _note_end(as_begun)
        as_begun.resumed = Resumed(tuple(origins(store, play)))
        return as_begun
    now, problem = _current(play)
    if now is not None and now.scenario is not None and now.scenario.digest != play.digest:
        return _go_on_changed(store, play, now, as_begun)
    kept = as_begun or _as_begun(store, play)
    kept.resumed = Resumed((problem,) if problem else ())
    return kept


def look_back(store: Store, play: Play) -> KeptPlay:
    """Return a play as it was, with the scenario as it was; raises StoreProblem if it cannot be played again."""
    return _as_begun(store, play)


def origins(store: Store, play: Play) -> list[str]:
    """Say which play continues this one in an edited version of its scenario, and which it continues."""
    told = []
    if play.replaced_by is not None:
        told.append(
            f"Play {play.replaced_by} continues this one in an edited version of the scenario."
        )
    for earlier in reversed(store.predecessors(play.id)):
        told.append(
            f"This continues play {earlier.id}, which was led before the scenario was edited."
        )
    return told


def moments_met(kept: KeptPlay) -> list[tuple[str, int]]:
    """Return the moments in which something was decided (also to wait), in order, each with the index of its first record."""
    met: dict[str, int] = {}
    for i, record in enumerate(kept.session.records):
        if record.moment:
            met.setdefault(record.moment, i)
    return list(met.items())


def branch(store: Store, kept: KeptPlay, moment: str) -> KeptPlay:
    """Try another way: a new play, standing where ``moment`` first asked in ``kept``, which stays as it is.

    It has the scenario as it was, the mode, the seed, and what was done and written until then. A play that stands in an
    edited version is saved there first. Raises ValueError where nothing was decided in this moment.
    """
    acts = dict(moments_met(kept)).get(moment)
    if acts is None:
        raise ValueError(f"The moment '{moment}' was not met in play {kept.play.id}.")
    kept.save_edited()
    play = store.branch(kept.play, moment, acts)
    session = _session(store, play, kept.session.setup)
    session.replay(kept.session.records[:acts])
    heard = min(kept.heard, _turn_of(session, moment))
    return KeptPlay(
        store, play, session, heard=heard, preview=kept.preview, said_own=store.own_words(play.id)
    )


def following(kept: KeptPlay) -> Part | None:
    """What comes after this play where it is over and belongs to a programme; after another way, what comes after the first."""
    play = kept.play if kept.counts else kept.store.play(kept.play.branch_of or 0)
    over = kept.session.ended and play is not None and (kept.counts or play.ended is not None)
    return (
        next_part(play, kept.store.plays())
        if over and play is not None and play.programme
        else None
    )


def _turn_of(session: Session, moment: str) -> int:
    """The index of the event that is a moment's first turn."""
    return next(
        i
        for i, event in enumerate(session.events)
        if isinstance(event, Spoken) and event.moment == moment
    )


def _as_begun(store: Store, play: Play) -> KeptPlay:
    text = store.text(play.digest)
    loaded = load_text(text, play.path) if text is not None else None
    if loaded is None or loaded.scenario is None:
        raise StoreProblem(
            f"Play {play.id} was made with a scenario that this version of the program cannot read."
        )
    session = _session(store, play, _setup(loaded.scenario, play))
    try:
        session.replay(store.records(play.id))
    except NotOnOffer as problem:
        raise StoreProblem(
            f"Play {play.id} cannot be played again as it was: its choices do not fit its scenario in this version "
            f"of the program, or they are damaged ({problem}) It is still saved: 'balint-sim data export' has it."
        ) from problem
    return KeptPlay(store, play, session, said_own=store.own_words(play.id))


def _unless_unreadable(store: Store, play: Play) -> KeptPlay | None:
    """The play as it was, or None if this version of the program cannot play it again."""
    with suppress(StoreProblem):
        return _as_begun(store, play)
    return None


def _note_end(kept: KeptPlay) -> None:
    """Note the end of a play that an older version of the program had no time to note."""
    if kept.session.ended and kept.play.ended is None:
        with suppress(
            StoreProblem
        ):  # a store that can only be read; the acts show the end all the same
            kept.store.finish(kept.play.id)


def _go_on_changed(store: Store, play: Play, now: Loaded, before: KeptPlay | None) -> KeptPlay:
    assert now.scenario is not None
    records = store.records(play.id)
    new = replace(
        _new(now.scenario, now.path, play.mode, play.feedback, play.seed), started=play.started
    )
    continuation = Continuation(play, len(records), new, now.text)
    session = Session(_setup(now.scenario, play), continuation.records.append)
    resumed = resume_changed(session, records, before.session if before is not None else None)
    told = (EDITED, *resumed.changes, *_put_back(store, play, now.scenario))
    until = f"Play {play.id} stays as it is; your next choice continues it in the new version, as a play of its own."
    kept = KeptPlay(
        store, play, session, Resumed((*told, until), resumed.whole), continuation=continuation
    )
    kept.said_own = store.own_words(play.id)
    return kept


def _put_back(store: Store, play: Play, now: Scenario) -> list[str]:
    """Say where to go back to if the scenario is again what it was before the play was continued in an edited version."""
    return [
        f"The scenario is again as it was in play {earlier.id}; 'balint-sim play --resume {earlier.id}' goes back to that."
        for earlier in store.predecessors(play.id)
        if earlier.digest == now.digest
    ]


def _current(play: Play) -> tuple[Loaded | None, str]:
    """Return the scenario of a play as it is on the disk now; or None, and a sentence that says why."""
    path = text_to_path(play.path)
    there = look(path) != "nothing"
    found = path if there and not of_other_installation(path) else find_by_id(play.scenario)
    if found is None and there:
        found = path
    loaded = load(found) if found is not None else None
    if loaded is None or loaded.scenario is None:
        return None, LOST
    return (loaded, "") if loaded.scenario.id == play.scenario else (None, ANOTHER)


def _new(scenario: Scenario, path: Path, mode: Mode, feedback: str, seed: int) -> Play:
    where = path_to_text(real_path(path))
    return Play(0, scenario.id, scenario.title, where, scenario.digest, mode, feedback, seed, "")


def _setup(scenario: Scenario, play: Play) -> Setup:
    return Setup(compile_scenario(scenario), play.mode, play.seed)


def _session(store: Store, play: Play, setup: Setup) -> Session:
    session = Session(setup, _nowhere)
    session.journal = _journal(store, play, session)
    return session


def _journal(store: Store, play: Play, session: Session) -> Journal:
    def keep(record: Record) -> None:
        store.keep(play.id, len(session.records), record, last=session.ends_with(act_of(record)))

    return keep


def _nowhere(record: Record) -> None:
    """Keep nothing."""
