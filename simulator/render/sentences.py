"""The sentences of a debrief: counts and percentages in words, for every front end and format."""

from simulator.review.compare import Comparison, Done, Parting, Way
from simulator.review.debrief import Alternative, Debrief, MomentReview

NOTICING = {
    "hit": "You spoke where the group needed it.",
    "miss": "The group needed you here, and you said nothing.",
    "false_alarm": "The group was working well without you; you spoke.",
    "correct_rejection": "You left good work alone.",
}
COST = (
    "Cost: how much credit this choice lost you, including its effect on later moments. "
    "So credits and costs need not add up to 1."
)
RULES = (
    "One moment can involve several rules. These are reminders, not grades: the numbers are small."
)
NO_HARM = "None: no words of yours broke a ground rule."
NO_HARM_JUDGED = (
    "None in the moments. What you said between them is listed below and was not judged."
)
FIRST, BRANCH, BOTH = "First attempt", "This attempt", "Both"


def number(value: float) -> str:
    """Return a credit with at most two decimals: 1, 0.5, 2.25."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """Return a value as a whole number of percent."""
    return f"{value:.0f} percent"


def headline(play: Debrief | Way) -> str:
    """Return the percentage together with the chance line, which is never shown without it."""
    return (
        f"{percent(play.percent)} of the best possible score "
        f"({number(play.credit)} of {number(play.best)} credit). "
        f"Guessing would earn about {percent(play.chance)} (the chance line)."
    )


def policies(debrief: Debrief) -> str:
    """Return what the two fixed policies would have earned."""
    wait, speak = percent(debrief.always_wait), percent(debrief.always_speak)
    return f"Always waiting would earn {wait}, always speaking {speak}."


def noticing(debrief: Debrief) -> str:
    """Return in how many moments the leader rightly spoke or rightly kept quiet."""
    cues = debrief.hits + debrief.misses
    leaves = debrief.false_alarms + debrief.correct_rejections
    return (
        f"You spoke in {debrief.hits} of the {cues} moments that needed you, "
        f"and kept quiet in {debrief.correct_rejections} of the {leaves} that did not."
    )


def statistics(debrief: Debrief) -> str:
    """Return the two indices of signal detection, or nothing if there are too few moments."""
    if debrief.sensitivity is None or debrief.bias is None:
        return ""
    return (
        f"Signal detection: d' {debrief.sensitivity:.2f}, criterion c {debrief.bias:.2f} "
        "(below 0: you tend to speak rather than wait)."
    )


def sign(moment: MomentReview) -> str:
    """Return one character for the outcome of a moment, so that nothing depends on colour.

    ``+`` and ``=`` went well, ``~`` partly, ``-`` was missed, ``!`` broke a ground rule.
    """
    if moment.did.breaks:
        return "!"
    if moment.noticing == "hit":
        return "+" if moment.credit >= GOOD else "~"
    return "=" if moment.noticing == "correct_rejection" else "-"


GOOD = 0.5
"""The credit from which speaking in the right place is shown as having gone well."""


def earned(moment: MomentReview) -> str:
    """Return what a moment earned: its credit, early or late timing, broken rules, and the cost."""
    cost = f" Cost {number(moment.cost)}." if moment.cost > 0 else ""
    what = "This" if moment.did.act == "wait" else "Your words"
    return f"{what} earned {_credit(moment.credit, moment.timing, moment.did.breaks)}.{cost}"


def _credit(credit: float, timing: str, breaks: tuple[str, ...]) -> str:
    when = f", {timing}" if timing in ("early", "late") else ""
    broke = f", breaking {', '.join(breaks)}" if breaks else ""
    return f"{number(credit)} of 1{when}{broke}"


def better(moment: MomentReview, act: Alternative) -> str:
    """Return in words what would have been better.

    It is to say nothing, the same words at another time, or other words.
    """
    if act.act == "wait":
        return "say nothing."
    if act.act == moment.did.act and moment.timing == "early":
        return "the same words, a little later."
    if act.act == moment.did.act:
        return "the same words, sooner."
    return act.words


def harmless(debrief: Debrief) -> str:
    """Return the sentence shown if no harm was done."""
    return NO_HARM_JUDGED if debrief.remarks else NO_HARM


def way(play: Way) -> str:
    """Return the numbers of one of two compared plays."""
    return headline(play) if play.finished else f"Not finished; so far {headline(play)}"


def ways(compared: Comparison, moment: Parting) -> list[tuple[str, str]]:
    """Return what was done in a moment in the two plays, each after the name of its play.

    There is one row if both did the same.
    """
    if moment.first == moment.branch and moment.first is not None:
        return [(BOTH, _done(moment.first, compared.first))]
    return [
        (FIRST, _done(moment.first, compared.first)),
        (BRANCH, _done(moment.branch, compared.branch)),
    ]


def _done(done: Done | None, play: Way) -> str:
    if done is None:
        if play.finished:
            return "you did not reach this moment."
        return "this moment has not been decided."
    what = "you said nothing." if done.act == "wait" else done.words
    return f"{what} ({_credit(done.credit, done.timing, done.breaks)})"
