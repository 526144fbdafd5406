"""Make the debrief of one play as plain data.

It holds what was noticed and missed, what each choice cost, why, and what would have been
better. Every front end and format renders this data with headings and sentences of its own.
Numbers are rounded only when they are displayed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from simulator.analysis.exact import Exact
from simulator.analysis.explore import WAITED
from simulator.analysis.score_play import Choice, choices, score_play
from simulator.engine.events import PhaseBegan, Spoken
from simulator.engine.session import Session
from simulator.review.compare import Comparison
from simulator.scenario.model import LEADER, Moment, Option
from simulator.scoring.evidence import Judgement
from simulator.scoring.scorecard import Scorecard

BASIS = {
    "authored": "The judgements are one experienced author's, with reasons; "
    "they are not a panel's verdict.",
    "panel": "The judgements are a panel's: what several leaders chose, with their reasons.",
}
HONEST = (
    "A score is about this scenario; it says nothing about readiness to lead. "
    "Leading is learned in supervised groups."
)
OWN_WORDS = "Your own words are saved and not scored."
WAITING = "(you said nothing)"

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the transcript.

    ``form`` is phase, say, leader, silence or aside; ``who`` is a name or empty.
    """

    form: str
    who: str
    text: str
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """One act that was possible in a moment: its words, credit (0 to 1) and the author's reason."""

    act: str
    kind: str
    words: str
    credit: float
    why: str
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MomentReview:
    """The review of one moment.

    ``cost`` is the credit lost in it. ``better`` are the acts that would have cost nothing, and is
    empty if nothing was lost; ``others`` are all remaining acts that were available. ``own`` is
    what the leader would have said in their own words (often empty).
    """

    id: str
    kind: str
    about: str
    situation: str
    aim: str
    rules: tuple[str, ...]
    noticing: str
    did: Alternative
    own: str
    timing: str
    credit: float
    weight: float
    cost: float
    better: tuple[Alternative, ...]
    others: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class RuleReview:
    """A ground rule: in how many moments it was at stake, and the credit earned in them."""

    id: str
    name: str
    moments: int
    credit: float


@dataclass(frozen=True, slots=True)
class HarmReview:
    """Words of the leader that broke ground rules."""

    moment: str
    words: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """The whole debrief of one play; ``compared`` compares a branch with the first play.

    ``language`` is the language of the scenario's text; the program's own text is English.
    """

    scenario: str
    title: str
    language: str
    mode: str
    seed: int
    finished: bool
    percent: float
    credit: float
    best: float
    chance: float
    always_wait: float
    always_speak: float
    hits: int
    misses: int
    false_alarms: int
    correct_rejections: int
    sensitivity: float | None
    bias: float | None
    rules: tuple[RuleReview, ...]
    harms: tuple[HarmReview, ...]
    moments: tuple[MomentReview, ...]
    remarks: tuple[str, ...]
    climate: tuple[tuple[str, int], ...]
    sources: tuple[str, ...]
    transcript: tuple[Line, ...]
    note: str
    compared: Comparison | None = None

    def numbers(self) -> dict[str, float]:
        """Return the numbers that a plan's ``expect`` can name."""
        credit = ("percent", "credit", "best", "chance", "always_wait", "always_speak")
        noticing = ("hits", "misses", "false_alarms", "correct_rejections")
        return {
            **{name: getattr(self, name) for name in (*credit, *noticing)},
            "harms": len(self.harms),
        }

    @property
    def costliest(self) -> tuple[MomentReview, ...]:
        """The moments that lost credit, the most costly first."""
        return tuple(sorted((m for m in self.moments if m.cost > 0), key=lambda m: -m.cost))


def debrief(
    session: Session,
    exact: Exact,
    own: Mapping[str, str] = _NONE,
    compared: Comparison | None = None,
) -> Debrief:
    """Make the debrief of a play, finished or broken off.

    ``own`` maps moments to the leader's own words for them (``SavedPlay.said_own``), which are
    shown but not scored. ``compared`` is passed for a branch (``practice.debriefs.beside_first``).
    """
    setup, scenario = session.setup, session.setup.program.scenario
    card = score_play(session, exact)
    made = choices(setup, session.records, exact.mode(setup.mode))
    noticing = card.noticing
    moments = tuple(_review(session, judgement, card, made, own) for judgement in card.judgements)
    return Debrief(
        scenario=scenario.id,
        title=scenario.title,
        language=scenario.language,
        mode=setup.mode,
        seed=setup.seed,
        finished=session.ended,
        percent=card.percent,
        credit=float(card.credit),
        best=float(card.yardstick.best),
        chance=card.yardstick.chance,
        always_wait=card.yardstick.always_wait,
        always_speak=card.yardstick.always_speak,
        hits=noticing.hits,
        misses=noticing.misses,
        false_alarms=noticing.false_alarms,
        correct_rejections=noticing.correct_rejections,
        sensitivity=noticing.sensitivity() if noticing.enough else None,
        bias=noticing.bias() if noticing.enough else None,
        rules=tuple(_rules(session, card)),
        harms=tuple(_harms(session, card)),
        moments=moments,
        remarks=tuple(_remarks(session)),
        climate=session.view().climate,
        sources=tuple(scenario.catalogue.sources[source].cited for source in scenario.sources),
        transcript=tuple(line(session, event) for event in session.transcript()),
        note=_note(session, moments),
        compared=compared,
    )


def line(session: Session, event: Spoken | PhaseBegan) -> Line:
    """Turn an event of the transcript into a line, with the speaker's name and the rules' names."""
    if isinstance(event, PhaseBegan):
        return Line("phase", "", phase_name(event.phase))
    who = "You" if event.speaker == LEADER else session.setup.names.get(event.speaker, "")
    return Line(event.form, who, event.text, _rule_names(session, event.breaks))


def phase_name(phase: str) -> str:
    """Return the display name of a phase: ``presenter-returns`` is *Presenter returns*."""
    return phase.replace("-", " ").capitalize()


def alternative(session: Session, option: Option) -> Alternative:
    """Return an option as the debrief shows it."""
    setup = session.setup
    kind = setup.program.scenario.catalogue.kinds[option.do].name
    words, why = setup.fill(option.say), setup.fill(option.why)
    return Alternative(
        option.id, kind, words, float(option.credit), why, _rule_names(session, option.breaks)
    )


def waiting(session: Session, moment: Moment) -> Alternative:
    """Return the act of waiting as the debrief shows it."""
    passing = moment.passing
    return Alternative(
        WAITED, "Wait", WAITING, float(passing.credit), session.setup.fill(passing.why), ()
    )


def _review(
    session: Session,
    judgement: Judgement,
    card: Scorecard,
    made: tuple[Choice, ...],
    own: Mapping[str, str],
) -> MomentReview:
    moment = judgement.moment
    setup, catalogue = session.setup, session.setup.program.scenario.catalogue
    situation = catalogue.situations.get(moment.situation or "")
    decisions = [choice for choice in made if choice.moment == moment.id]
    offered = {act for choice in decisions for act in choice.offered}
    options = {
        option.id: alternative(session, option) for option in moment.options if option.id in offered
    }
    everything = {WAITED: waiting(session, moment), **options}
    did = everything[judgement.option.id if judgement.option else WAITED]
    # In live play a moment has one decision per turn: advise on the one that lost most.
    dearest = max(decisions, key=lambda choice: choice.cost)
    better = tuple(everything[act] for act in dearest.best) if dearest.cost > 0 else ()
    return MomentReview(
        id=moment.id,
        kind=moment.kind,
        about=setup.fill(moment.about),
        situation=situation.name if situation else "",
        aim=situation.aim if situation else "",
        rules=_rule_names(session, moment.rules),
        noticing=judgement.noticing,
        did=did,
        own=own.get(moment.id, ""),
        timing=judgement.timing,
        credit=float(judgement.credit),
        weight=float(moment.weight),
        cost=float(card.costs[moment.id]),
        better=better,
        others=tuple(a for a in everything.values() if a != did and a not in better),
    )


def _note(session: Session, moments: tuple[MomentReview, ...]) -> str:
    sentences = [BASIS[session.setup.program.scenario.key_basis], HONEST]
    if any(moment.own for moment in moments):
        sentences.append(OWN_WORDS)
    return " ".join(sentences)


def _rules(session: Session, card: Scorecard) -> Iterator[RuleReview]:
    names = session.setup.program.scenario.catalogue.rules
    for rule in card.rules:
        yield RuleReview(rule.rule, names[rule.rule].name, rule.moments, float(rule.credit))


def _harms(session: Session, card: Scorecard) -> Iterator[HarmReview]:
    scenario = session.setup.program.scenario
    for harm in card.harms:
        words = session.setup.fill(scenario.moment(harm.moment).option(harm.option).say)
        yield HarmReview(harm.moment, words, _rule_names(session, harm.rules))


def _remarks(session: Session) -> Iterator[str]:
    """Yield the remarks as they were said; the catalogue may word them differently now."""
    return (record.say for record in session.records if record.act == "remark")


def _rule_names(session: Session, rules: tuple[str, ...]) -> tuple[str, ...]:
    names = session.setup.program.scenario.catalogue.rules
    return tuple(names[rule].name for rule in rules)
