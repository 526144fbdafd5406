"""One finished play as plain data for looking at many plays together: what each moment earned.

A debrief explains one play in full. Progress, practice and drills need only these numbers of every
play, so they can be cached (``practice/judged.py``).
"""

from dataclasses import dataclass

from simulator.analysis.explore import WAITED
from simulator.scenario.model import Moment
from simulator.scoring.evidence import Judgement, Outcome
from simulator.scoring.scorecard import Scorecard, word_choice


@dataclass(frozen=True, slots=True)
class LineChosen:
    """The line that the leader said in a cue, whenever that was.

    All three are credits without timing and weight: of the ``chosen`` line, of the ``best`` line
    available there, and of a line drawn at ``random`` (on average).
    """

    chosen: float
    best: float
    random: float

    @property
    def is_best(self) -> bool:
        """Whether no better line was available."""
        # Both were exact fractions, so equal credits are equal floats.
        return self.chosen == self.best


@dataclass(frozen=True, slots=True)
class JudgedMoment:
    """One judged moment of a play.

    ``situation`` is an id of the catalogue, or empty; ``kind`` is cue or leave; ``rules`` and
    ``breaks`` (by the leader's words) are ids of ground rules. ``act`` is an option's id or wait.
    ``credit`` (0 to 1) includes the timing, but not the ``weight``. ``cost`` is the credit that the
    acts in the moment lost, with the best play afterwards. ``line`` is None unless the leader spoke
    in a cue.
    """

    id: str
    situation: str
    kind: str
    rules: tuple[str, ...]
    noticing: Outcome
    act: str
    credit: float
    weight: float
    cost: float
    breaks: tuple[str, ...]
    line: LineChosen | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A finished play, judged.

    ``at`` is the UTC time at which it ended. Only the first play of a family ``counts``; the others
    are attempts that branched off from it. ``percent`` is of the best credit, beside the ``chance``
    line of the scenario. ``noticing`` and ``words`` are the two scores in percent, and
    ``words_chance`` is what lines drawn at random would have earned; they are None if the play had
    nothing to score.
    """

    play: str
    scenario: str
    title: str
    at: str
    mode: str
    counts: bool
    percent: float
    chance: float
    noticing: float | None
    words: float | None
    words_chance: float | None
    spoke_between: int
    moments: tuple[JudgedMoment, ...]


@dataclass(frozen=True, slots=True)
class PlayFacts:
    """What a scorecard does not say of its play; see ``Judged``."""

    play: str
    scenario: str
    title: str
    at: str
    mode: str
    counts: bool


def judge(facts: PlayFacts, card: Scorecard) -> Judged:
    """Return the judged play with this scorecard."""
    return Judged(
        facts.play,
        facts.scenario,
        facts.title,
        facts.at,
        facts.mode,
        facts.counts,
        card.percent,
        card.yardstick.chance,
        card.noticing.score,
        card.words.score,
        card.words.chance,
        card.noticing.spoke_between,
        tuple(_moment(judgement, card) for judgement in card.judgements),
    )


def _moment(judgement: Judgement, card: Scorecard) -> JudgedMoment:
    moment, option = judgement.moment, judgement.option
    return JudgedMoment(
        moment.id,
        moment.situation or "",
        moment.kind,
        moment.rules,
        judgement.noticing,
        option.id if option is not None else WAITED,
        float(judgement.credit),
        float(moment.weight),
        float(card.costs[moment.id]),
        option.breaks if option is not None else (),
        _line(judgement, moment),
    )


def _line(judgement: Judgement, moment: Moment) -> LineChosen | None:
    if moment.leave or judgement.option is None:
        return None
    # The function that scores a whole play, so that the two cannot differ.
    words = word_choice([judgement])
    return LineChosen(float(words.chosen), float(words.best), float(words.random))
