"""A play whose acts and words are saved as they are made, also after an edit of its scenario.

``plays.py`` opens saved plays: it begins, continues, reviews and branches them.
"""

from contextlib import suppress
from dataclasses import dataclass, field

from simulator.engine.acts import WAIT, Act, NotOnOffer
from simulator.engine.events import Event
from simulator.engine.records import Record, act_of
from simulator.engine.reflections import Question, last_question, questions
from simulator.engine.session import Journal, Session
from simulator.engine.setup import Setup
from simulator.messages import say
from simulator.scenario.text import clean_text
from simulator.store.play_store import AnotherWindow, First, Play, PlayStore, StoreProblem

MOST_OWN_WORDS = 2_000
"""Most characters that are saved of the leader's own words for a moment, or of an answer."""


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
    not shown. ``said_own`` maps moments to the leader's own words for them, and the keys of
    questions to oneself (``engine.reflections``) and of the reaction before the debrief
    (``review.reaction``) to their answers.
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
        # A key or a button that was pressed twice sends the same act on the same revision.
        if revision is not None and revision != self.revision:
            return self._done_before(act, revision)
        if self.continuation is None or not self._decides(act):
            return self.session.act(act)
        return self._act_first(self.continuation, act)

    def act_at(self, revision: int, offer: str) -> Act:
        """Return the act that says the line of this offer, of the prompt at this revision.

        So a form that is sent twice means the same line both times. Raise NotOnOffer if there is no
        such offer, and AnotherWindow if the play was not so far yet.
        """
        if revision == self.revision:
            return self.session.act_for(offer)
        if not 0 <= revision < self.revision:
            raise AnotherWindow
        then = Session(self.session.setup, _nowhere)
        then.replay(self.session.records[:revision])
        return then.act_for(offer)

    def _done_before(self, act: Act, revision: int) -> tuple[Event, ...]:
        """Return the events of an act that was made on an earlier revision."""
        records = self.session.records
        if not 0 <= revision < len(records) or act_of(records[revision]) != act:
            raise AnotherWindow
        # A session does not note which events an act produced, so both parts are replayed.
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
            # The session calls this before it takes over its new state: if saving fails, it is
            # unchanged and the act can be tried again.
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
        return self._keep_own_words(now.moment.id, now.after, text)

    @property
    def question_now(self) -> Question | None:
        """The question to oneself that guided play asks now; None if it has an answer already."""
        question = last_question(self.session) if self.session.setup.mode == "guided" else None
        return None if question is None or question.key in self.said_own else question

    def questions_left(self) -> list[Question]:
        """Return the questions to oneself that live play asks before the debrief.

        Those that are answered are left out, and those before the beginning of a preview. Guided
        play has none, because it asks on the spot.
        """
        if self.session.setup.mode != "live":
            return []
        asked = questions(self.session.events)
        return [one for one in asked if one.at >= self.heard and one.key not in self.said_own]

    def answer(self, question: Question, text: str) -> str:
        """Save the answer to a question to oneself; return it as saved.

        An empty answer skips a question without an answer, and is saved too, so that it is not
        asked again. Raise StoreProblem, with nothing changed, if an answer cannot be saved.
        """
        if _as_saved(text):
            return self._save_answer(question.key, text)
        if question.key not in self.said_own:
            # If this cannot be saved, nothing is lost: the question is asked another time.
            with suppress(StoreProblem):
                self._save_answer(question.key, "")
            self.said_own[question.key] = ""
        return self.said_own[question.key]

    def react(self, key: str, text: str) -> str:
        """Save an answer of the reaction before the debrief; return it as saved.

        An empty answer is saved too: the question was skipped. Raise StoreProblem, with nothing
        changed, if it cannot be saved.
        """
        return self._save_answer(key, text)

    def _save_answer(self, key: str, text: str) -> str:
        # Own words are saved with the turn they were written after; a question has none.
        text = _as_saved(text)
        self._store_own_words(key, 0, text)
        self.said_own[key] = text
        return text

    def _keep_own_words(self, key: str, after: int, text: str) -> str:
        """Save the leader's own words for a moment, unless they are empty; return them."""
        text = _as_saved(text)
        if text:
            # Before ``said_own``: words that could not be saved must not be shown as saved.
            self._store_own_words(key, after, text)
            self.said_own[key] = text
        return text

    def _store_own_words(self, moment: str, after: int, text: str) -> None:
        if self.continuation is None:
            self.store.keep_own_words(self.play.id, moment, after, text, self.revision)
        else:
            self.play = self.continuation.save(self.store, own_words=(moment, after, text))
            self._continue()


def _as_saved(text: str) -> str:
    # Cut after cleaning, which shortens a text; the cut can leave a space at the end.
    return clean_text(text).strip()[:MOST_OWN_WORDS].rstrip()


def moments_met(saved: SavedPlay) -> list[tuple[str, int]]:
    """Return the moments in which something was decided (also to wait), in order.

    Each comes with the index of its first record.
    """
    met: dict[str, int] = {}
    for i, record in enumerate(saved.session.records):
        if record.moment:
            met.setdefault(record.moment, i)
    return list(met.items())


def session_for(store: PlayStore, play: Play, setup: Setup) -> Session:
    """Return a new session of a play, whose acts are saved in the store."""
    # The journal needs the session that it belongs to, so it is set afterwards.
    session = Session(setup, _nowhere)
    session.journal = _journal(store, play, session)
    return session


def _journal(store: PlayStore, play: Play, session: Session) -> Journal:
    """Return the callback that saves each act of a session, and its end with the last act."""

    def keep(record: Record) -> None:
        last = session.ends_with(act_of(record))
        # The session does not count this record yet, so its length is the revision.
        store.act(play.id, len(session.records), record, last=last)

    return keep


def _nowhere(record: Record) -> None:
    """Save nothing: a placeholder until the session has its journal."""
