"""One drill: a hard moment by itself, from the last turns before it to the reason.

The scenario is played silently to just before the moment, with a seed of its own, so that the case
and the order of the lines are other ones each time. The learner decides once. The review is saved
before the answer is shown.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeGuard

from simulator.analysis.explore import MOST_STATES_OF_A_CHECK, explore
from simulator.analysis.path_to_moment import play_to_moment, way_to
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.events import Acted, Event, Passed, PhaseBegan, Spoken
from simulator.engine.plan import OffPlan
from simulator.engine.program import compile_scenario
from simulator.engine.prompt import Offer
from simulator.engine.records import Record
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.library.cards import problem
from simulator.library.scenarios import Unloadable, load
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.drill_cases import Case
from simulator.practice.drill_plan import Due, Reason
from simulator.practice.play_options import SEEDS
from simulator.practice.ratings import loss, raised, rating_of
from simulator.practice.reviews import Review, of_drill
from simulator.practice.saved_play import MOST_OWN_WORDS
from simulator.practice.schedule import Schedule, due_times
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.model import LEADER, Moment, Option
from simulator.scenario.moment_names import moment_aim, moment_title
from simulator.scenario.text import clean_text
from simulator.scoring.feedback import feedback
from simulator.store.drill_review import DrillReview
from simulator.store.identity import new_id
from simulator.store.play_store import PlayStore

BEFORE = 6
"""The most turns that are shown before the first one of the moment."""

MOST_ANSWERS = 2
"""The most turns of the group that are shown after the leader's act."""


class NoDrill(Exception):
    """A moment cannot be drilled; the message says why."""


@dataclass(frozen=True, slots=True)
class BetterLine:
    """One of the best acts in a moment; ``words`` is empty if it is to say nothing."""

    words: str
    gesture: bool
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a learner sees after the decision.

    ``events`` are the leader's line and the group's answer. ``better`` is None if the act was one
    of the best; then ``best`` is true.
    """

    events: tuple[Event, ...]
    act: Acted | Passed
    why: str
    best: bool
    better: BetterLine | None
    title: str
    aim: str
    review: DrillReview

    @property
    def said(self) -> str:
        """The words of the leader; empty if nothing was said."""
        spoken = (event.text for event in self.events if isinstance(event, Spoken))
        return next(spoken, "") if isinstance(self.act, Acted) else ""


@dataclass(slots=True)
class Drill:
    """A moment that waits for a decision.

    ``heard`` are the turns to show: some before the moment, and all of the moment until it asks.
    ``own`` are the learner's own words, saved with the review. The id of the review is made once,
    so that a decision whose saving failed can be made again.
    """

    case: Case
    reason: Reason
    session: Session
    heard: tuple[Event, ...]
    last: Review | None = None
    own: str = ""
    review: str = field(default_factory=new_id)
    outcome: Outcome | None = None

    @property
    def moment(self) -> Moment:
        """The moment that is drilled."""
        return self.session.setup.program.scenario.moment(self.case.moment)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The lines that can be said."""
        return self.session.prompt.offers

    def write(self, text: str) -> str:
        """Keep the learner's own words until the decision; return them as they will be saved."""
        self.own = clean_text(text).strip()[:MOST_OWN_WORDS].rstrip()
        return self.own

    def decide(self, store: PlayStore, act: Act) -> Outcome:
        """Do the act, save its review, and return what is shown then.

        Raise StoreProblem if it cannot be saved; the drill then still waits for a decision.
        """
        return self._decided(act, store.add_drill_review)

    def recall(self, review: DrillReview) -> Outcome:
        """Do the act of a review that was saved before, and return what was shown then.

        Raise NotOnOffer if it cannot be done: then the review is of another case.
        """
        act = WAIT if review.act == "wait" else Take(review.option)
        self.own = review.own_words
        return self._decided(act, lambda _: review)

    def _decided(self, act: Act, save: Callable[[DrillReview], DrillReview]) -> Outcome:
        moment, now = self.moment, self.session.pause
        option = moment.option(act.option) if isinstance(act, Take) else None
        lost = loss(moment, moment.credit(option, now.after), now.options, now.after)
        rating = rating_of(lost)
        before = (self.last.rating, self.last.scenario) if self.last is not None else None
        review = self._review(option, raised(rating, self.case.scenario, before))

        def keep(record: Record) -> None:
            # The session is unchanged if this raises.
            nonlocal review
            review = save(review)

        events = list(self.session.act(act, keep))
        events += self._answer(events)
        judged = next(event for event in events if _judges(event))
        found = feedback(self.session.setup, judged)
        self.outcome = Outcome(
            tuple(events),
            judged,
            found.why if found is not None else "",
            best=lost <= 0,
            better=self._best(now.options, now.after) if lost > 0 else None,
            title=self.session.setup.fill(moment_title(moment, self._catalogue)),
            aim=self.session.setup.fill(moment_aim(moment, self._catalogue)),
            review=review,
        )
        return self.outcome

    @property
    def best_line(self) -> BetterLine:
        """One of the best lines of the moment, to compare own words with."""
        return self._best(self.moment.options, self.moment.ask)

    @property
    def _catalogue(self) -> Catalogue:
        return self.session.setup.program.scenario.catalogue

    def _review(self, option: Option | None, rating: int) -> DrillReview:
        setup = self.session.setup
        return DrillReview(
            id=self.review,
            at="",
            situation=self.case.situation,
            scenario=self.case.scenario,
            digest=setup.program.scenario.digest,
            moment=self.case.moment,
            seed=setup.seed,
            act="wait" if option is None else "take",
            option="" if option is None else option.id,
            rating=rating,
            own_words=self.own,
        )

    def _best(self, available: Sequence[Option], after: int) -> BetterLine:
        """Return the best act among these lines and saying nothing."""
        moment, setup = self.moment, self.session.setup
        passing = moment.passing
        best = max(available, key=lambda option: moment.credit(option, after), default=None)
        if best is None or moment.credit(best, after) < passing.credit:
            return BetterLine("", False, setup.fill(passing.why))
        return BetterLine(setup.fill(best.say), best.gesture, setup.fill(best.why))

    def _answer(self, events: Sequence[Event]) -> list[Event]:
        """Let the group answer; return its turns, up to the next moment or phase."""
        answer: list[Event] = []
        turns = sum(_of_the_group(event) for event in _after_act(events))
        while not self.session.ended and not self.session.pause.asks:
            # If nothing was said, the moment is judged only after its last turn.
            if turns >= MOST_ANSWERS and any(map(_judges, (*events, *answer))):
                break
            more = self.session.act(WAIT)
            ends = [_ends_answer(event, self.case.moment) for event in more]
            if any(ends):
                return [*answer, *more[: ends.index(True)]]
            answer += more
            turns += sum(map(_of_the_group, more))
        return answer


def begin_drill(
    workspace: Workspace, due: Due, last: Review | None = None, seed: int | None = None
) -> Drill:
    """Play silently to a moment, and return the drill of it; raise NoDrill.

    ``last`` is the last review of its situation. A ``seed`` is drawn if none is given.
    """
    case = due.case
    loaded = load(Path(case.path), workspace.catalogue)
    if isinstance(loaded, Unloadable):
        raise NoDrill(say("library.scenario_does_not_load", problem=problem(loaded)))
    program = compile_scenario(loaded.scenario)
    if case.moment not in program.places:  # the file was changed since its card was made
        raise NoDrill(say("drills.gone", title=case.title))
    decisions = way_to(explore(program, limit=MOST_STATES_OF_A_CHECK), case.moment)
    if decisions is None:
        raise NoDrill(say("drills.unreached", title=case.title))
    drawn = random.SystemRandom().randint(1, SEEDS) if seed is None else seed
    session = Session(Setup(program, "guided", drawn), _nowhere)
    try:
        first = play_to_moment(session, case.moment, decisions)
    except OffPlan as far:
        raise NoDrill(say("drills.unreached", title=case.title)) from far
    _let_it_ask(session, case)
    return Drill(case, due.reason, session, _last_turns(session.events, first), last)


def due_again(schedule: Schedule, review: DrillReview) -> datetime:
    """Return when a situation is due again after a review that was just made."""
    made = [*schedule.reviews.get(review.situation, ()), of_drill(review)]
    return due_times({review.situation: made})[review.situation]


def _let_it_ask(session: Session, case: Case) -> None:
    """Hear the turns of the moment, until it asks."""
    while not session.pause.asks:
        if session.ended:
            raise NoDrill(say("drills.unreached", title=case.title))
        session.act(WAIT)


def _last_turns(events: Sequence[Event], first: int) -> tuple[Event, ...]:
    """Return the last turns before the event ``first``, and all events from there on."""
    before = [event for event in events[:first] if _is_turn(event)]
    return (*before[-BEFORE:], *(event for event in events[first:] if _is_turn(event)))


def _is_turn(event: Event) -> bool:
    # What the author says to a learner of the whole scenario would only confuse here.
    return isinstance(event, Spoken) and event.form != "coach"


def _judges(event: Event) -> TypeGuard[Acted | Passed]:
    return isinstance(event, Acted | Passed)


def _of_the_group(event: Event) -> bool:
    return isinstance(event, Spoken) and event.speaker != LEADER and event.form != "coach"


def _after_act(events: Sequence[Event]) -> Sequence[Event]:
    """Return the events after the leader's own line, or all of them if nothing was said."""
    own = next((at for at, event in enumerate(events) if isinstance(event, Acted)), None)
    return events if own is None else events[own + 2 :]


def _ends_answer(event: Event, moment: str) -> bool:
    if isinstance(event, PhaseBegan):
        return True
    return isinstance(event, Spoken) and event.moment not in (None, moment)


def _nowhere(record: Record) -> None:
    """Save nothing: only the decision of a drill is saved, as a review."""
