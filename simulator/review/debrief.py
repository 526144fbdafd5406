"""Make the debrief of one play as plain data.

It holds what was noticed and missed, what each choice cost, why, and what would have been
better: ids, numbers, and the words of the scenario and of the learner. ``render`` adds headings,
sentences and names. Numbers are rounded only when they are displayed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from simulator.analysis.exact import Exact
from simulator.analysis.score_play import choices, score_play
from simulator.engine.events import Acted, Event, LetGo, Passed, PhaseBegan, Spoken
from simulator.engine.reflections import questions
from simulator.engine.session import Session
from simulator.review.climate import ClimateThen, climate_over_time
from simulator.review.compare import Comparison
from simulator.review.lesson import Lesson, costliest, lesson
from simulator.review.moments import MomentReview, review
from simulator.review.next_step import NextStep
from simulator.review.panel import PanelThere
from simulator.review.reaction import Reaction, reaction_in
from simulator.scenario.catalogue import Catalogue, cited_source
from simulator.scoring.scorecard import Scorecard

_NONE: Mapping[str, str] = MappingProxyType({})  # a default argument must not be mutable


@dataclass(frozen=True, slots=True)
class RuleReview:
    """A ground rule: in how many moments it was at stake, and the credit earned in them."""

    id: str
    moments: int
    credit: float


@dataclass(frozen=True, slots=True)
class HarmReview:
    """Words of the leader that broke ground rules; ``rules`` are their ids."""

    moment: str
    words: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reflection:
    """A question to oneself and its answer, which is empty if the question was skipped.

    ``moments`` is the number of moments that were judged before it was asked.
    """

    question: str
    answer: str
    moments: int


@dataclass(frozen=True, slots=True)
class Versions:
    """The plays before and after an edit of the scenario, by their numbers in the store.

    ``continued_by`` is the play that continues this one; ``continues`` are those that it continues,
    the latest first.
    """

    continued_by: int | None = None
    continues: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a play.

    ``credit`` and ``best`` are in credit. The chance line, the fixed policies and the scores are in
    percent, as is ``words_chance``, what lines drawn at random would have earned in the same
    ``words_cues`` cues. The scores are None if the play had nothing to score, and ``sensitivity``
    and ``bias`` are None if it had too few moments.
    """

    percent: float
    credit: float
    best: float
    chance: float
    always_wait: float
    always_speak: float
    timing_only: float
    hits: int
    misses: int
    false_alarms: int
    correct_rejections: int
    left_to_others: int
    spoke_between: int
    noticing_score: float | None
    words_score: float | None
    words_chance: float | None
    words_cues: int
    sensitivity: float | None
    bias: float | None


@dataclass(frozen=True, slots=True)
class Debrief:
    """The whole debrief of one play; ``compared`` compares a branch with the first play.

    ``next_step`` is what to practise next, and ``panel`` what a panel marked in the moments of the
    play; each may be None. ``practice`` adds both, as it knows the library.

    ``day`` is the local day on which the play began; it is empty if that is not known.

    ``language`` is the language of the scenario's text. ``names`` has the names of the cast by
    their ids; rules, kinds and situations are looked up in ``catalogue``. ``basis`` is what the
    judgements rest on: authored or panel. ``climate`` is the climate at the end, ``climates`` has
    it over time. ``reaction`` is what the learner said before any figure was shown; None if that
    was never asked.
    """

    scenario: str
    title: str
    language: str
    mode: str
    seed: int
    finished: bool
    figures: Figures
    rules: tuple[RuleReview, ...]
    harms: tuple[HarmReview, ...]
    moments: tuple[MomentReview, ...]
    remarks: tuple[str, ...]
    climate: tuple[tuple[str, int], ...]
    climates: tuple[ClimateThen, ...]
    sources: tuple[str, ...]
    transcript: tuple[Spoken | PhaseBegan | LetGo | Reflection, ...]
    basis: str
    names: Mapping[str, str] = field(repr=False)
    catalogue: Catalogue = field(repr=False)
    versions: Versions = Versions()
    compared: Comparison | None = None
    reaction: Reaction | None = None
    next_step: NextStep | None = None
    day: str = ""
    panel: PanelThere | None = None

    @property
    def reflections(self) -> tuple[Reflection, ...]:
        """The questions to oneself, in the order of the play."""
        return tuple(line for line in self.transcript if isinstance(line, Reflection))

    @property
    def costliest(self) -> tuple[MomentReview, ...]:
        """The moments that lost credit, the most costly first."""
        return costliest(self.moments)

    @property
    def lesson(self) -> Lesson:
        """What can be learned from the session."""
        return lesson(self.moments)


def debrief(
    session: Session,
    exact: Exact,
    own: Mapping[str, str] = _NONE,
    compared: Comparison | None = None,
) -> Debrief:
    """Make the debrief of a play, finished or broken off.

    ``own`` maps moments to the leader's own words for them, and the keys of questions to oneself
    and of the reaction to their answers (``SavedPlay.said_own``); all are shown but not scored.
    ``compared`` is passed for a branch (``practice.debriefs.beside_first``).
    """
    setup, scenario = session.setup, session.setup.program.scenario
    card = score_play(session, exact)
    return Debrief(
        scenario=scenario.id,
        title=scenario.title,
        language=scenario.language,
        mode=setup.mode,
        seed=setup.seed,
        finished=session.ended,
        figures=_figures(card),
        rules=tuple(RuleReview(r.rule, r.moments, float(r.credit)) for r in card.rules),
        harms=tuple(_harms(session, card)),
        moments=tuple(_moments(session, exact, card, own)),
        remarks=tuple(_remarks(session)),
        climate=session.view().climate,
        climates=climate_over_time(session),
        sources=tuple(cited_source(scenario.catalogue, source) for source in scenario.sources),
        transcript=tuple(_transcript(session.events, own)),
        basis=scenario.key_basis,
        names=setup.names,
        catalogue=scenario.catalogue,
        compared=compared,
        reaction=reaction_in(own, {judgement.moment.id for judgement in card.judgements}),
    )


def _figures(card: Scorecard) -> Figures:
    noticing = card.noticing
    return Figures(
        percent=card.percent,
        credit=float(card.credit),
        best=float(card.yardstick.best),
        chance=card.yardstick.chance,
        always_wait=card.yardstick.always_wait,
        always_speak=card.yardstick.always_speak,
        timing_only=card.yardstick.timing_only,
        hits=noticing.hits,
        misses=noticing.misses,
        false_alarms=noticing.false_alarms,
        correct_rejections=noticing.correct_rejections,
        left_to_others=noticing.left_to_others,
        spoke_between=noticing.spoke_between,
        noticing_score=noticing.score,
        words_score=card.words.score,
        words_chance=card.words.chance,
        words_cues=card.words.cues,
        # None, not a number with a warning: a front end cannot show what it does not have.
        sensitivity=noticing.sensitivity() if noticing.enough else None,
        bias=noticing.bias() if noticing.enough else None,
    )


def _transcript(
    events: list[Event], own: Mapping[str, str]
) -> Iterator[Spoken | PhaseBegan | LetGo | Reflection]:
    """Yield what was heard and seen, and the questions to oneself where they were asked."""
    asked = {question.at: question for question in questions(events)}
    judged = 0
    for at, event in enumerate(events):
        match event:
            case Spoken() | PhaseBegan() | LetGo():
                yield event
            case Acted() | Passed():
                judged += 1
        if at in asked:
            yield Reflection(asked[at].text, own.get(asked[at].key, ""), judged)


def _moments(
    session: Session, exact: Exact, card: Scorecard, own: Mapping[str, str]
) -> Iterator[MomentReview]:
    setup = session.setup
    # The values differ by mode, because in live play the leader can speak after every turn.
    made = choices(setup, session.records, exact.mode(setup.mode))
    for judgement in card.judgements:
        yield review(session, judgement, card, made, own.get(judgement.moment.id, ""))


def _harms(session: Session, card: Scorecard) -> Iterator[HarmReview]:
    scenario = session.setup.program.scenario
    for harm in card.harms:
        # The words of an option, not of the catalogue: only options of moments are judged.
        words = session.setup.fill(scenario.moment(harm.moment).option(harm.option).say)
        yield HarmReview(harm.moment, words, harm.rules)


def _remarks(session: Session) -> Iterator[str]:
    """Yield what was said outside moments; it may be worded differently by now."""
    return (record.say for record in session.records if record.act in ("remark", "between"))
