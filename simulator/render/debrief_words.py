"""The sentences of a debrief: counts and percentages in words, for every front end and format."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.analysis.explore import WAITED
from simulator.messages import say
from simulator.render.names import rule_names
from simulator.render.numbers import number, whole
from simulator.render.sections import Sign
from simulator.review.compare import Attempt
from simulator.review.debrief import Debrief, Figures
from simulator.review.moments import GOOD, Alternative, MomentReview
from simulator.scenario.catalogue import Catalogue

ONE_HABIT = 50.0
"""What always speaking earns of noticing, and what always saying nothing earns, in percent."""


def headline(play: Figures | Attempt) -> str:
    """Return the percentage together with the chance line, which is never shown without it."""
    return say("debrief.headline", **_figures(play))


def attempt(play: Attempt) -> str:
    """Return a sentence with the percentage and the chance line of one of two compared plays."""
    return say("debrief.headline" if play.finished else "debrief.headline_so_far", **_figures(play))


def _figures(play: Figures | Attempt) -> dict[str, str]:
    return {
        "percent": whole(play.percent),
        "credit": number(play.credit),
        "best": number(play.best),
        "chance": whole(play.chance),
    }


def played(debrief: Debrief) -> str:
    """Return a sentence with the mode and the seed, which also says if the play was finished."""
    state = "finished" if debrief.finished else "unfinished"
    return say(f"debrief.play_{state}_{debrief.mode}", seed=debrief.seed)


def policies(figures: Figures) -> str:
    """Return what the two fixed policies and perfect timing would have earned."""
    wait, speak = whole(figures.always_wait), whole(figures.always_speak)
    return say("debrief.policies", wait=wait, speak=speak, timing=whole(figures.timing_only))


def noticing(figures: Figures) -> str:
    """Return in how many moments the leader rightly spoke or rightly said nothing."""
    # Two sentences, because each depends on a number of its own.
    cues = figures.hits + figures.misses
    leaves = figures.false_alarms + figures.correct_rejections
    spoke = say("debrief.spoke_in_cues", hits=figures.hits, count=cues)
    quiet = say("debrief.silent_in_leaves", quiet=figures.correct_rejections, count=leaves)
    return f"{spoke} {quiet}"


@dataclass(frozen=True, slots=True)
class Score:
    """A score and its baseline, in percent, with the sentence that says both."""

    name: str
    percent: float
    baseline: float
    sentence: str


def two_scores(figures: Figures) -> Iterator[Score]:
    """Yield the two scores: noticing, then the words chosen in cues."""
    if figures.noticing_score is not None:
        yield _score("noticing", figures.noticing_score, ONE_HABIT)
    if figures.words_score is not None and figures.words_chance is not None:
        count = figures.words_cues
        yield _score("words", figures.words_score, figures.words_chance, count)


def whole_score(figures: Figures) -> Score:
    """Return the percentage and the chance line; the sentence also has perfect timing."""
    return _score("whole", figures.percent, figures.chance, timing=whole(figures.timing_only))


def _score(score: str, percent: float, baseline: float, count: int = 0, **others: str) -> Score:
    name, shown, chance = say(f"debrief.name_{score}"), whole(percent), whole(baseline)
    sentence = say(f"debrief.score_{score}", score=shown, chance=chance, count=count, **others)
    return Score(name, percent, baseline, sentence)


def not_counted(figures: Figures) -> Iterator[str]:
    """Yield what the two counts of noticing leave out."""
    if figures.left_to_others:
        yield say("debrief.left_to_others", count=figures.left_to_others)
    if figures.spoke_between:
        yield say("debrief.spoke_between", count=figures.spoke_between)


def statistics(figures: Figures) -> str:
    """Return the two indices of signal detection, or nothing if there are too few moments."""
    if figures.sensitivity is None or figures.bias is None:
        return ""
    return say("debrief.statistics", sensitivity=figures.sensitivity, bias=figures.bias)


def sign(moment: MomentReview) -> Sign:
    """Return the sign for the outcome of a moment."""
    # First, because a broken rule outweighs any credit that was earned with it.
    if moment.did.breaks:
        return "!"
    if moment.noticing == "hit":
        return "+" if moment.credit >= GOOD else "~"
    if moment.noticing == "left_to_others":
        return "~"
    return "=" if moment.noticing == "correct_rejection" else "-"


def outcome(moment: MomentReview, catalogue: Catalogue) -> str:
    """Return how a moment went: noticed or not, its credit, timing and broken rules.

    The cost is in the heading of the moment. A second chance also says how much of its credit
    counts.
    """
    sentences = [say(f"debrief.noticing_{moment.noticing}"), _earned(moment, catalogue)]
    if moment.mends:
        credit = number(moment.weighed)
        sentences.append(say("debrief.mends", credit=credit, situation=moment.mends))
    return " ".join(sentences)


def _earned(moment: MomentReview, catalogue: Catalogue) -> str:
    credit, breaks = number(moment.credit), rule_names(catalogue, moment.did.breaks)
    if moment.did.act == WAITED:
        return say("debrief.earned_waiting", credit=credit)
    variant = _variant(moment.timing, breaks)
    return say(f"debrief.earned_{variant}", credit=credit, rules=", ".join(breaks))


def credit(value: float, timing: str, breaks: tuple[str, ...]) -> str:
    """Return a credit in brackets, with early or late timing and the names of broken rules."""
    variant = _variant(timing, breaks)
    return say(f"debrief.credit_{variant}", credit=number(value), rules=", ".join(breaks))


def _variant(timing: str, breaks: tuple[str, ...]) -> str:
    """Return the end of the id of a message about a credit."""
    when = timing or "timely"  # waiting has no timing, and is worded like an act in time
    return f"{when}_breaking" if breaks else when


def better(moment: MomentReview, act: Alternative) -> tuple[str, bool]:
    """Return what would have been better, and True if that is a line of the scenario.

    The better act is to say nothing, to say the same at another time, or to say another line. Only
    in the last case the text is the scenario's; otherwise it is a message of the program.
    """
    if act.words is None:
        return say("debrief.better_nothing"), False
    if act.act != moment.did.act:
        return act.words, True
    early = moment.timing == "early"
    return say("debrief.better_later" if early else "debrief.better_sooner"), False


def note(debrief: Debrief) -> str:
    """Return what the debrief rests on, and what it says nothing about."""
    return " ".join(_notes(debrief))


def _notes(debrief: Debrief) -> Iterator[str]:
    versions = debrief.versions
    if versions.continued_by is not None:
        yield say("debrief.continued_by", play=versions.continued_by)
    for play in versions.continues:
        yield say("debrief.continues", play=play)
    if debrief.basis == "authored" and debrief.panel is not None:
        # The other sentence would say that no panel has seen the key.
        yield say("debrief.authored_beside_panel")
    else:
        yield say(f"debrief.basis_{debrief.basis}")
    yield say("debrief.honest")
    answered = any(asked.answer for asked in debrief.reflections)
    reacted = debrief.reaction is not None and debrief.reaction.answered
    if answered or reacted or any(moment.own for moment in debrief.moments):
        yield say("debrief.own_words")


def note_on_attempts(debrief: Debrief) -> str:
    """Return a note that only the first of two compared plays counts.

    Return an empty string if nothing is compared.
    """
    if debrief.compared is None:
        return ""
    counts = say("debrief.only_the_first")
    return f"{counts} {say('debrief.edited')}" if debrief.compared.edited else counts


def no_harm(debrief: Debrief) -> str:
    """Return the sentence shown if no harm was done."""
    return say("debrief.no_harm_judged" if debrief.remarks else "debrief.no_harm")
