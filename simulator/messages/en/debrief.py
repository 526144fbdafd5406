"""Messages of the debrief, in every format and on every front end.

Labels end with a colon: the text that they introduce follows after a space.
"""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # The whole play
    "page_title": "Debrief: {title}",
    "play_finished_guided": "Session in guided mode, seed {seed}.",
    "play_finished_live": "Session in live mode, seed {seed}.",
    "play_unfinished_guided": "Session in guided mode, seed {seed}, unfinished.",
    "play_unfinished_live": "Session in live mode, seed {seed}, unfinished.",
    "headline": (
        "{percent} percent of the best possible score ({credit} of {best} credit). "
        "Guessing would earn about {chance} percent (the chance line)."
    ),
    "headline_so_far": (
        "Not finished; so far {percent} percent of the best possible score "
        "({credit} of {best} credit). "
        "Guessing would earn about {chance} percent (the chance line)."
    ),
    "policies": (
        "Always waiting would earn {wait} percent, always speaking {speak} percent, and speaking "
        "exactly when needed, in lines drawn at random, {timing} percent."
    ),
    "spoke_in_cues": Plural(
        one="You spoke in {hits} of {count} moment that needed you.",
        other="You spoke in {hits} of {count} moments that needed you.",
    ),
    "silent_in_leaves": Plural(
        one="You said nothing in {quiet} of {count} moment that was best left alone.",
        other="You said nothing in {quiet} of {count} moments that were best left alone.",
    ),
    # The two scores
    "scores": "Two scores, and the whole",
    "scores_chart": "Percent of the best, beside what chance or a single habit would earn",
    "score": "Score",
    "percent": "Percent",
    "baseline": "Baseline",
    "name_noticing": "Noticing",
    "name_words": "Words",
    "name_whole": "The whole",
    "score_noticing": (
        "Noticing: {score} percent; always speaking or always waiting earns {chance}."
    ),
    "score_whole": (
        "The whole: {score} percent of the best; guessing would earn about {chance}, and the right "
        "moments with lines drawn at random {timing}."
    ),
    "left_to_others": Plural(
        one="In {count} moment somebody else did your work; it counts neither way.",
        other="In {count} moments somebody else did your work; they count neither way.",
    ),
    "spoke_between": Plural(
        one="You began to speak {count} time where nothing called for it, which lowers noticing.",
        other=(
            "You began to speak {count} times where nothing called for it, which lowers noticing."
        ),
    ),
    "score_words": Plural(
        one="Words: {score} percent in {count} moment; a line drawn at random earns {chance}.",
        other="Words: {score} percent in {count} moments; lines drawn at random earn {chance}.",
    ),
    "statistics": (
        "Signal detection: d' {sensitivity:.2f}, criterion c {bias:.2f} "
        "(below 0: you tend to speak rather than wait)."
    ),
    "cost": (
        "Cost: how much credit this choice lost you, including its effect on later moments. "
        "So credits and costs need not add up to 1."
    ),
    # The strip of the session
    "strip_cell": "{number} [{sign}] {word}",
    "strip_cell_words": "{number} {word}",
    "figures": "How these numbers come about",
    # What cost most
    "costliest": "What cost most",
    "cost_in": "You lost {cost} credit in '{situation}'.",
    # The two attempts
    "attempts": "The two attempts",
    "moments_of_both": "Each moment in both",
    "only_the_first": (
        "Only your first attempt counts towards your progress; this is another attempt."
    ),
    "edited": (
        "The scenario was edited between the two, so each percentage has a best of its own."
    ),
    "first_attempt": "First attempt:",
    "first_attempt_numbered": "First attempt ({play}):",
    "this_attempt": "This attempt:",
    "this_attempt_numbered": "This attempt ({play}):",
    "both_attempts": "Both:",
    "did_nothing": "you said nothing.",
    "not_reached": "you did not reach this moment.",
    "not_decided": "this moment has not been decided.",
    "credit_timely": "({credit} of 1)",
    "credit_early": "({credit} of 1, early)",
    "credit_late": "({credit} of 1, late)",
    "credit_timely_breaking": "({credit} of 1, breaking {rules})",
    "credit_early_breaking": "({credit} of 1, early, breaking {rules})",
    "credit_late_breaking": "({credit} of 1, late, breaking {rules})",
    # Moment by moment
    "moments": "Moment by moment",
    "moment": "{number}. {situation}",
    "kind_cue": "needed you",
    "kind_leave": "best left alone",
    "went": "({kind}; {word})",
    "went_costly": "({kind}; {word}, cost {cost})",
    "aim": "Aim:",
    "noticing_hit": "You spoke where the group needed it.",
    "noticing_miss": "The group needed you here, and you said nothing.",
    "noticing_left_to_others": "The group needed you here, and somebody else did it.",
    "noticing_false_alarm": "The group was working well without you; you spoke.",
    "noticing_correct_rejection": "You left good work alone.",
    "earned_waiting": "This earned {credit} of 1.",
    "earned_timely": "Your words earned {credit} of 1.",
    "earned_early": "Your words earned {credit} of 1, early.",
    "earned_late": "Your words earned {credit} of 1, late.",
    "earned_timely_breaking": "Your words earned {credit} of 1, breaking {rules}.",
    "earned_early_breaking": "Your words earned {credit} of 1, early, breaking {rules}.",
    "earned_late_breaking": "Your words earned {credit} of 1, late, breaking {rules}.",
    "mends": (
        "This was a second chance: it counts for {credit} credit, "
        "at most what was lost in '{situation}'."
    ),
    "you": "You:",
    "said_nothing": "You said nothing.",
    "own": "In your own words:",
    "own_questions": "Ask of your own line: whom does it address? What does it ask for?",
    "after_words": "What the group did with your words:",
    "after_silence": "What the group did with your silence:",
    "why": "Why:",
    "better": "Better:",
    "or_better": "Or:",
    "better_nothing": "say nothing.",
    "better_later": "the same words, a little later.",
    "to_come": "If you had waited, this would have been said first:",
    "better_sooner": "the same words, sooner.",
    "others": "Other things you could have said, with their credit",
    # By ground rule
    "rules": "By ground rule",
    "rules_about": (
        "One moment can involve several rules. "
        "These are reminders, not grades: the numbers are small."
    ),
    "rule": "Rule",
    "rule_credit": "Credit",
    "rule_moments": "Moments",
    "rule_line": "{rule}: {credit} of {moments}",
    "rules_chart": "Credit earned where each rule was at stake",
    # The climate over time
    "climate": "The climate over time",
    "climate_when": "When",
    "climate_then": "The group",
    "climate_start": "At the beginning",
    "climate_after": "After {number}. {situation}",
    "climate_line": "{when}: {then}",
    # Harms
    "harms": "Harms",
    "harms_count": Plural(
        one="({count} line broke a ground rule)", other="({count} lines broke a ground rule)"
    ),
    "you_said": "You said:",
    "broken_rules": "({rules})",
    "no_harm": "None: no words of yours broke a ground rule.",
    "no_harm_judged": (
        "None in the moments. What you said between them is listed below and was not judged."
    ),
    # The rest
    "remarks": "Said between the moments (earns no credit)",
    "transcript": "Transcript",
    "speaker": "{name}:",
    "leader": "You",
    "to_yourself": "To yourself",
    "answer": "Your answer",
    "breaks": "(breaks: {rules})",
    "basis": "What this rests on",
    "sources": "Sources",
    "basis_authored": (
        "The judgements are one author's, with reasons; they were not reviewed by a panel."
    ),
    "authored_beside_panel": "The judgements are one author's, with reasons.",
    "basis_panel": "The judgements are a panel's: what several leaders chose, with their reasons.",
    "honest": (
        "A score is about this scenario; it says nothing about readiness to lead. "
        "Leading is learned in supervised groups."
    ),
    "own_words": "Your own words are saved and not scored.",
    "continued_by": ("Session {play} continues this one in an edited version of the scenario."),
    "continues": ("This continues session {play}, which was begun before the scenario was edited."),
    # The screen
    "heading": "debrief",
    "outline": "Where to?",
    "at_moment": "moment {number} of {count}, {percent}%",
    "at_percent": "{percent}%",
    "press_reasons": "({key}: their reasons)",
    "no_link": "No moment is named here.",
    "no_drill": "This debrief suggests no drill.",
    "working_out": "Working out what each choice was worth ...",
    "next_part": "Next: {part}.",
    "lead_next": "Press {key} to lead it, when you have read this debrief.",
    "saved_as": "Saved as a web page: {file}",
    "not_saved": "The page could not be saved: {reason}.",
    # Only in data for other programs
    "wait": "Wait",
    "waited": "(you said nothing)",
    # Feedback during a play
    "feedback_timely": "Credit {credit} of 1.",
    "feedback_early": "Credit {credit} of 1, early.",
    "feedback_late": "Credit {credit} of 1, late.",
}
