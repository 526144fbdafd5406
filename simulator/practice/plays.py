"""Begin a saved play, continue it after any interruption, review it, and branch from it."""

from contextlib import suppress
from dataclasses import dataclass, field, replace

from simulator.engine.events import Event, Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.records import Record, act_of
from simulator.engine.resume import resume_changed
from simulator.engine.session import Journal, Session
from simulator.engine.step import WAIT, Act, FeedbackTime, NotOnOffer, Setup
from simulator.library.files import look, text_to_path
from simulator.library.find import find_by_id, of_other_installation
from simulator.library.scenarios import FILE, Loaded, load, load_text
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.resume import say_note
from simulator.practice.places import place_of
from simulator.practice.play_options import PlayOptions
from simulator.practice.programmes import Part, known_programmes, next_part
from simulator.scenario.model import Mode, Scenario
from simulator.scenario.text import clean_text
from simulator.store.play_store import (
    AnotherWindow,
    First,
    Place,
    Play,
    PlayStore,
    StoreProblem,
    number_of,
)

MOST_OWN_WORDS = 2_000
"""Most characters that are saved of the leader's own words for a moment."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """What a learner reads when a saved play is opened.

    ``changes`` are sentences; ``whole`` is true if no decision was lost.
    """

    changes: tuple[str, ...] = ()
    whole: bool = True


@dataclass(slots=True)
class Continuation:
    """A play that was replayed in an edited version of its scenario and is not saved there yet.

    Nothing is saved until the leader decides something. ``old`` is the saved play, with ``acts``
    acts; ``new`` will replace it, with the ``text`` of the edited scenario and the ``records``
    that were replayed or heard until now.
    """

    old: Play
    acts: int
    new: Play
    text: bytes
    records: list[Record] = field(default_factory=list)

    def save(
        self,
        store: PlayStore,
        *acts: Record,
        last: bool = False,
        own_words: tuple[str, int, str] | None = None,
    ) -> Play:
        """Save the new play with its first new acts or own words, in one transaction."""
        first = First((*self.records, *acts), own_words, last)
        return store.replace(self.old, self.acts, self.new, self.text, first)


@dataclass(slots=True)
class SavedPlay:
    """A session whose every act is saved in the store before it is shown.

    ``resumed`` describes what an edited scenario changed.

    With a ``continuation`` the session is in an edited version of the scenario, and ``play`` is
    still the play from before the edit, which stays unchanged. The first decision or own words are
    saved together with the play that continues it. Turns of the group until then are not saved, and
    are played again next time.

    A ``preview`` begins in the middle: its store is discarded, and its first ``heard`` events are
    not shown. ``said_own`` maps moments to the leader's own words for them.
    """

    store: PlayStore
    play: Play
    session: Session
    resumed: Resumed = field(default_factory=Resumed)
    heard: int = 0
    preview: bool = False
    said_own: dict[str, str] = field(default_factory=dict)
    continuation: Continuation | None = None

    @property
    def counts(self) -> bool:
        """Whether this is a first play and not a branch; only first plays count for progress."""
        return self.play.branch_of is None

    @property
    def revision(self) -> int:
        """The number of acts so far, on which the next act is made."""
        return len(self.session.records)

    def act(self, act: Act, revision: int | None = None) -> tuple[Event, ...]:
        """Do and save one act, and return its events; raise StoreProblem if it cannot be saved.

        After a StoreProblem, the session is unchanged. The last act is saved together with the end
        of the play, in one transaction (``_journal``).

        ``revision`` is the one on which the act was made (None: the current one). If the same act
        was made on it before, nothing is done, and its events are returned again; raise
        AnotherWindow if it was another act.
        """
        if revision is not None and revision != self.revision:
            return self._done_before(act, revision)
        if self.continuation is None or not self._decides(act):
            return self.session.act(act)
        return self._act_first(self.continuation, act)

    def _done_before(self, act: Act, revision: int) -> tuple[Event, ...]:
        """Return the events of an act that was made on an earlier revision."""
        records = self.session.records
        if not 0 <= revision < len(records) or act_of(records[revision]) != act:
            raise AnotherWindow
        again = Session(self.session.setup, _nowhere)
        again.replay(records[:revision])
        events_before = len(again.events)
        again.replay([records[revision]])
        return tuple(again.events[events_before:])

    def _decides(self, act: Act) -> bool:
        """Return True for a decision of the leader, or an act that ends the meeting.

        Any other act only lets the group continue.
        """
        return act != WAIT or self.session.pause.asks or self.session.ends_with(act)

    def save_edited(self) -> None:
        """Save a play that continues another in an edited scenario, unless it is saved already."""
        if self.continuation is not None:
            self.play = self.continuation.save(self.store)
            self._continue()

    def _act_first(self, continuation: Continuation, act: Act) -> tuple[Event, ...]:
        """Do the first decision in an edited scenario, and save it with the new play."""
        last = self.session.ends_with(act)

        def keep(record: Record) -> None:
            self.play = continuation.save(self.store, record, last=last)

        events = self.session.act(act, keep)
        self._continue()
        return events

    def _continue(self) -> None:
        """Let the session save its acts in the new play from now on."""
        self.continuation = None
        self.session.journal = _journal(self.store, self.play, self.session)

    @property
    def own_words_now(self) -> str:
        """The leader's own words for the decision at hand; empty if there are none."""
        moment = self.session.pause.moment
        return self.said_own.get(moment.id, "") if moment is not None else ""

    def own_words(self, text: str) -> str:
        """Save the leader's own words for the moment that asks now; return them as saved.

        Earlier words for the same moment are replaced; empty words are not saved. Raise NotOnOffer
        if no moment asks, and StoreProblem, with nothing changed, if the words cannot be saved.
        """
        now = self.session.pause
        if not now.asks or now.moment is None:
            raise NotOnOffer(say("plays.no_decision_now"))
        text = clean_text(text).strip()[:MOST_OWN_WORDS].rstrip()
        if text:
            self._keep_own_words(now.moment.id, now.after, text)
            self.said_own[now.moment.id] = text
        return text

    def _keep_own_words(self, moment: str, after: int, text: str) -> None:
        if self.continuation is None:
            self.store.keep_own_words(self.play.id, moment, after, text, self.revision)
        else:
            self.play = self.continuation.save(self.store, own_words=(moment, after, text))
            self._continue()


def begin(
    workspace: Workspace,
    store: PlayStore,
    loaded: Loaded,
    play_options: PlayOptions,
    part: Part | None = None,
) -> SavedPlay:
    """Begin a play of a scenario that loaded without errors.

    With ``part``, the play is marked as that session of a programme.
    """
    play_options = play_options.drawn()
    assert play_options.seed is not None
    place = place_of(workspace, loaded.scenario.id, loaded.path)
    mode, feedback = play_options.mode, play_options.feedback
    new = _new(loaded.scenario, place, mode, feedback, play_options.seed)
    play = store.begin(part.begun(new) if part is not None else new, loaded.saved_text)
    return SavedPlay(store, play, _session(store, play, _setup(loaded.scenario, play)))


def go_on(workspace: Workspace, store: PlayStore, play: Play) -> SavedPlay:
    """Continue a play exactly where it stopped; this alone saves nothing.

    (One exception: if the acts show that the play has ended, but its end was not saved, it is.)

    If its scenario has been edited since, the play is replayed as far as it still makes sense
    (``SavedPlay.resumed`` says how far), and the first decision there creates a new play that
    continues it (``SavedPlay.continuation``). If the file is gone, does not load or has another
    scenario in it, the play continues with the text that was saved when it began. So does a play
    that another one continues already: to open it is to go back to it.
    """
    as_begun = _unless_unreadable(workspace, store, play)
    if as_begun is not None and (as_begun.session.ended or play.replaced_by is not None):
        _note_end(as_begun)
        as_begun.resumed = Resumed(tuple(origins(store, play)))
        return as_begun
    now, problem = _current(workspace, play)
    if now is not None and now.scenario.digest != play.digest:
        return _go_on_changed(workspace, store, play, now, as_begun)
    saved = as_begun or _as_begun(workspace, store, play)
    saved.resumed = Resumed((problem,) if problem else ())
    return saved


def look_back(workspace: Workspace, store: PlayStore, play: Play) -> SavedPlay:
    """Return a play replayed with the scenario as it was; raise StoreProblem if that fails."""
    return _as_begun(workspace, store, play)


def origins(store: PlayStore, play: Play) -> list[str]:
    """Return sentences that name the plays which continue this one, or which it continues.

    A play is continued by another one if its scenario was edited meanwhile.
    """
    sentences = []
    if play.replaced_by is not None:
        sentences.append(say("debrief.continued_by", play=number_of(store, play.replaced_by)))
    for earlier in reversed(store.predecessors(play.id)):
        sentences.append(say("debrief.continues", play=earlier.number))
    return sentences


def moments_met(saved: SavedPlay) -> list[tuple[str, int]]:
    """Return the moments in which something was decided (also to wait), in order.

    Each comes with the index of its first record.
    """
    met: dict[str, int] = {}
    for i, record in enumerate(saved.session.records):
        if record.moment:
            met.setdefault(record.moment, i)
    return list(met.items())


def branch(store: PlayStore, saved: SavedPlay, moment: str) -> SavedPlay:
    """Return a new play that starts where ``moment`` first asked in ``saved``.

    It has the same scenario, mode and seed, and the acts and own words up to there; ``saved`` stays
    unchanged. A play that continues another in an edited scenario is saved first. Raise ValueError
    if nothing was decided in this moment.
    """
    acts = dict(moments_met(saved)).get(moment)
    if acts is None:
        raise ValueError(f"The moment '{moment}' was not met in session {saved.play.number}.")
    saved.save_edited()
    play = store.branch(saved.play, moment, acts)
    session = _session(store, play, saved.session.setup)
    session.replay(saved.session.records[:acts])
    heard = min(saved.heard, _turn_of(session, moment))
    return SavedPlay(
        store, play, session, heard=heard, preview=saved.preview, said_own=store.own_words(play.id)
    )


def following(workspace: Workspace, saved: SavedPlay) -> Part | None:
    """Return the session of the programme that comes next, or None.

    There is none unless the play has ended and belongs to a programme. After a branch, it is the
    one after the first play, if that has ended, too.
    """
    play = saved.store.play(saved.play.branch_of or saved.play.id)
    if play is None or not play.programme or not saved.session.ended:
        return None
    # The session of a first play has ended, even if its end could not be saved.
    if not saved.counts and play.ended is None:
        return None
    plays = saved.store.plays()
    return next_part(play, plays, known_programmes(workspace, [play]))


def _turn_of(session: Session, moment: str) -> int:
    """Return the index of the event that is a moment's first turn."""
    return next(
        i
        for i, event in enumerate(session.events)
        if isinstance(event, Spoken) and event.moment == moment
    )


def _as_begun(workspace: Workspace, store: PlayStore, play: Play) -> SavedPlay:
    text = store.text(play.digest)
    shown = play.place.scenario or f"{play.scenario}/{FILE}"
    loaded = load_text(text, shown, workspace.catalogue) if text is not None else None
    if not isinstance(loaded, Loaded):
        raise StoreProblem(say("plays.unreadable", number=play.number))
    session = _session(store, play, _setup(loaded.scenario, play))
    try:
        session.replay(store.records(play.id))
    except NotOnOffer as refused:
        raise StoreProblem(say("plays.does_not_fit", number=play.number)) from refused
    return SavedPlay(store, play, session, said_own=store.own_words(play.id))


def _unless_unreadable(workspace: Workspace, store: PlayStore, play: Play) -> SavedPlay | None:
    """Return the play as it was, or None if this version of the program cannot replay it."""
    with suppress(StoreProblem):
        return _as_begun(workspace, store, play)
    return None


def _note_end(saved: SavedPlay) -> None:
    """Save the end of a play if an older version of the program saved only its last act."""
    if saved.session.ended and saved.play.ended is None:
        # The store may be read-only. The acts show the end anyway.
        with suppress(StoreProblem):
            saved.store.finish(saved.play.id)


def _go_on_changed(
    workspace: Workspace, store: PlayStore, play: Play, now: Loaded, before: SavedPlay | None
) -> SavedPlay:
    records = store.records(play.id)
    place = place_of(workspace, now.scenario.id, now.path)
    new = _new(now.scenario, place, play.mode, play.feedback, play.seed)
    new = replace(new, started=play.started)
    continuation = Continuation(play, len(records), new, now.saved_text)
    session = Session(_setup(now.scenario, play), continuation.records.append)
    repeated = resume_changed(session, records, before.session if before is not None else None)
    changes = [say_note(change) for change in repeated.changes]
    sentences = (say("plays.edited"), *changes, *_put_back(store, play, now.scenario))
    until = say("plays.not_saved_yet", number=play.number)
    saved = SavedPlay(
        store,
        play,
        session,
        Resumed((*sentences, until), repeated.whole),
        continuation=continuation,
    )
    saved.said_own = store.own_words(play.id)
    return saved


def _put_back(store: PlayStore, play: Play, now: Scenario) -> list[str]:
    """Return a hint for each earlier play if its version of the scenario is the current one again.

    This happens if an edit, after which the play was continued, is undone.
    """
    return [
        say("plays.edit_undone", number=earlier.number)
        for earlier in store.predecessors(play.id)
        if earlier.digest == now.digest
    ]


def _current(workspace: Workspace, play: Play) -> tuple[Loaded | None, str]:
    """Return the scenario of a play as it is on the disk now; or None and the reason."""
    path = text_to_path(play.place.scenario)
    there = play.place.scenario != "" and look(path) != "nothing"
    # A scenario of another installation of the program is looked up in this one first.
    elsewhere = not there or of_other_installation(path, workspace.shipped)
    found = find_by_id(workspace, play.scenario) if elsewhere else path
    if found is None and there:
        found = path
    loaded = load(found, workspace.catalogue) if found is not None else None
    if not isinstance(loaded, Loaded):
        return None, say("plays.lost")
    if loaded.scenario.id != play.scenario:
        return None, say("plays.another_scenario")
    return loaded, ""


def _new(scenario: Scenario, place: Place, mode: Mode, feedback: FeedbackTime, seed: int) -> Play:
    return Play(
        id="",
        number=0,
        scenario=scenario.id,
        title=scenario.title,
        digest=scenario.digest,
        mode=mode,
        feedback=feedback,
        seed=seed,
        started="",
        place=place,
    )


def _setup(scenario: Scenario, play: Play) -> Setup:
    return Setup(compile_scenario(scenario), play.mode, play.seed)


def _session(store: PlayStore, play: Play, setup: Setup) -> Session:
    session = Session(setup, _nowhere)
    session.journal = _journal(store, play, session)
    return session


def _journal(store: PlayStore, play: Play, session: Session) -> Journal:
    """Return the callback that saves each act of a session, and its end with the last act."""

    def keep(record: Record) -> None:
        last = session.ends_with(act_of(record))
        store.act(play.id, len(session.records), record, last=last)

    return keep


def _nowhere(record: Record) -> None:
    """Save nothing: a placeholder until the session has its journal."""
