"""The sentences of a debrief: counts and percents in words, the same in every front end and format."""

from simulator.review.compare import Comparison, Done, Parting, Way
from simulator.review.debrief import Alternative, Debrief, MomentReview

NOTICING = {
    "hit": "You spoke where the group needed it.",
    "miss": "The group needed you here, and you waited.",
    "false_alarm": "The group was at work here, and you spoke.",
    "correct_rejection": "You left good work alone.",
}
COST = (
    "Cost is what a choice gave away of the best that could still be reached: it may take a later moment with it, or open one "
    "in which to mend it. So credits and costs need not add up to 1."
)
RULES = "A moment counts under every rule at stake in it. With so few, read these as reminders, not as marks."
NO_HARM = "None: no words of yours broke a ground rule."
NO_HARM_JUDGED = (
    "None in the moments. What you said between them is listed below and was not judged."
)
FIRST, BRANCH, BOTH = "First play", "This play", "Both"


def number(value: float) -> str:
    """A credit with at most two decimals: 1, 0.5, 2.25."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """A whole percent."""
    return f"{value:.0f} percent"


def headline(play: Debrief | Way) -> str:
    """Percent beside the chance line, which stands wherever percent does."""
    return (
        f"{percent(play.percent)} of the best this scenario allows "
        f"({number(play.credit)} of {number(play.best)} credit). "
        f"Chance line: {percent(play.chance)}."
    )


def policies(debrief: Debrief) -> str:
    """What the two fixed policies would have earned."""
    return f"Always waiting would earn {percent(debrief.always_wait)}, always speaking {percent(debrief.always_speak)}."


def noticing(debrief: Debrief) -> str:
    """Speak or wait, in counts."""
    cues = debrief.hits + debrief.misses
    leaves = debrief.false_alarms + debrief.correct_rejections
    return (
        f"You spoke in {debrief.hits} of {cues} moments that called for you, "
        f"and left {debrief.correct_rejections} of {leaves} alone that needed nothing."
    )


def statistics(debrief: Debrief) -> str:
    """Signal detection's two indices, or nothing while there are too few moments for them."""
    if debrief.sensitivity is None or debrief.bias is None:
        return ""
    return f"Sensitivity d' {debrief.sensitivity:.2f}, criterion c {debrief.bias:.2f} (below 0: speaks readily)."


def sign(moment: MomentReview) -> str:
    """One sign for how it went, so that nothing hangs on colour: + and = well, ~ partly, - missed, ! broke a ground rule."""
    if moment.did.breaks:
        return "!"
    if moment.noticing == "hit":
        return "+" if moment.credit >= GOOD else "~"
    return "=" if moment.noticing == "correct_rejection" else "-"


GOOD = 0.5
"""Credit from which speaking in the right place is shown as having gone well."""


def earned(moment: MomentReview) -> str:
    """What a moment earned: the words' credit, their timing where that took something away, rules broken, and the cost."""
    cost = f" Cost {number(moment.cost)}." if moment.cost > 0 else ""
    what = "This" if moment.did.act == "wait" else "Your words"
    return f"{what} earned {_credit(moment.credit, moment.timing, moment.did.breaks)}.{cost}"


def _credit(credit: float, timing: str, breaks: tuple[str, ...]) -> str:
    when = f", {timing}" if timing in ("early", "late") else ""
    broke = f", breaking {', '.join(breaks)}" if breaks else ""
    return f"{number(credit)} of 1{when}{broke}"


def better(moment: MomentReview, act: Alternative) -> str:
    """What would have been better, in words: to wait, the same words at another time, or other words."""
    if act.act == "wait":
        return "to wait."
    if act.act == moment.did.act:
        return (
            "the same words, a little later."
            if moment.timing == "early"
            else "the same words, sooner."
        )
    return act.words


def harmless(debrief: Debrief) -> str:
    """What stands where no harm was done."""
    return NO_HARM_JUDGED if debrief.remarks else NO_HARM


def way(play: Way) -> str:
    """One of two ways in numbers."""
    return headline(play) if play.finished else f"Not finished; so far {headline(play)}"


def ways(compared: Comparison, moment: Parting) -> list[tuple[str, str]]:
    """What was done in a moment on the two ways, each after the name of the way; one row where it was the same."""
    if moment.first == moment.branch and moment.first is not None:
        return [(BOTH, _done(moment.first, compared.first))]
    return [
        (FIRST, _done(moment.first, compared.first)),
        (BRANCH, _done(moment.branch, compared.branch)),
    ]


def _done(done: Done | None, play: Way) -> str:
    if done is None:
        return "this moment did not come." if play.finished else "this moment has not been decided."
    what = "you waited." if done.act == "wait" else done.words
    return f"{what} ({_credit(done.credit, done.timing, done.breaks)})"
