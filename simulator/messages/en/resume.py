"""Messages about a session whose scenario was edited: what changed, and where it stopped."""

MESSAGES = {
    # where the session stopped
    "ends_earlier": "The meeting now ends before what you said between the moments.",
    "gone": "The moment '{moment}', where you made a decision, is gone or has another name; "
    "from here on you decide.",
    "gone_before": "The moment '{moment}', where you made a decision, is gone or has another name; "
    "from '{reached}' on you decide.",
    "not_met": "The moment '{moment}', where you made a decision, no longer occurs.",
    "other_turn": "In the moment '{moment}' the decision now comes at a different turn; "
    "from here on you decide.",
    "shorter": "The moment '{moment}' is shorter now than when you decided; please decide again.",
    "longer": "The moment '{moment}' is longer than before; from here on you decide.",
    "new": "The moment '{moment}' is new here; from here on you decide.",
    "earlier": "The moment '{moment}' comes earlier than before; from here on you decide.",
    "new_or_earlier": "The moment '{moment}' is new here or comes earlier than before; "
    "from here on you decide.",
    "line_gone": "What you said in '{moment}' ({line}) is no longer available; "
    "please decide again.",
    "remark_gone": "What you said between the moments ({line}) is no longer available; "
    "please decide again.",
    # what is different before it
    "own_line": "Your line in '{moment}' now reads: {line}",
    "case": "The case has changed ({changes}), so some lines are different now.",
    "case_change": "{now} in place of {before}",
    "lines_before": "The group now says something else before you decide in {moments}.",
    "moment": "'{moment}'",
    "judged": "Your choice in '{moment}' is now judged differently: {reasons}.",
    "judged_leave": "it is now best left alone",
    "judged_cue": "it now calls for the leader",
    "judged_credit": "its credit",
    "judged_weight": "the weight of the moment",
    "judged_rules": "the ground rules at stake",
    "judged_breaks": "the ground rules it breaks",
    "judged_timing": "it was {before} before and is {now} now",
    "early": "early",
    "timely": "timely",
    "late": "late",
}
