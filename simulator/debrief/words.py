"""The sentences of a debrief: counts and percents in words, the same in every front end and format."""

from simulator.debrief.contents import Debrief, MomentReview

NOTICING = {
    "hit": "You spoke where the group needed it.",
    "miss": "The group needed you here, and you waited.",
    "false_alarm": "The group was at work here, and you spoke.",
    "correct_rejection": "You left good work alone.",
}
SIGNS = {"hit": "+", "miss": "-", "false_alarm": "!", "correct_rejection": "="}
"""One sign a kind of judgement, so that nothing hangs on colour."""


def number(value: float) -> str:
    """A credit with at most two decimals: 1, 0.5, 2.25."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """A whole percent."""
    return f"{value:.0f} percent"


def headline(debrief: Debrief) -> str:
    """Percent beside the chance line, which stands wherever percent does."""
    return (
        f"{percent(debrief.percent)} of the best this scenario allows "
        f"({number(debrief.credit)} of {number(debrief.best)} credit). "
        f"Chance line: {percent(debrief.chance)}."
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


def earned(moment: MomentReview) -> str:
    """The credit of a moment, with its timing where that took something away, and what it cost."""
    timing = f", {moment.timing}" if moment.timing in ("early", "late") else ""
    cost = f"; cost {number(moment.cost)}" if moment.cost > 0 else ""
    return f"Credit {number(moment.credit)} of 1{timing}{cost}"
