"""Messages about a saved session that is continued, tried again or reviewed."""

MESSAGES = {
    "unknown_day": "unknown day",
    # Continued in an edited scenario
    "edited": "The scenario has been edited since you stopped.",
    "lost": "Its file can no longer be played; this is the version from when you began.",
    "another_scenario": (
        "Its file now has another scenario; this is the version from when you began."
    ),
    "not_saved_yet": (
        "Session {number} stays as it is; your next choice starts a new session, "
        "which continues it in the edited version."
    ),
    "edit_undone": (
        "The scenario is again as it was in session {number}; "
        "'balint-sim play --resume {number}' continues that one."
    ),
    # Not played again
    "unreadable": ("Session {number} has a scenario that this version of the program cannot read."),
    "does_not_fit": (
        "Session {number} cannot be played again as it was: its choices do not fit its "
        "scenario in this version of the program, or they are damaged. "
        "It is still saved: 'balint-sim data export' prints it."
    ),
    "no_decision_now": "Your own words belong to a decision, and there is none to make now.",
    # Tried again
    "no_decision": "You have not made a decision yet.",
    "branch_when_over": (
        "In live play you can try again from an earlier moment once the meeting is over; before, "
        "the list would show where the moments are."
    ),
    "try_again": (
        "Go back to a moment and try again from there. Both attempts are saved, and the debrief "
        "compares them; only your first attempt counts towards your progress."
    ),
    "from_here": (
        "From here on, this is another attempt. Session {first} was the first; "
        "only the first counts towards your progress."
    ),
    "with_cost": "{moment} (cost {cost})",
    "you_said": "You: {words}",
    "you_said_nothing": "You said nothing.",
    # Printed on the terminal after leaving
    "parting": "'{title}' is saved. Continue with: balint-sim play --resume{number}",
    "parting_patient": "{patient} stays here. Continue with: balint-sim play --resume{number}",
    "parting_over": "'{title}' is over. Read its debrief with: balint-sim debrief {number}",
    # Others
    "demonstration_ends": "The demonstration cannot continue: {problem}",
    "programme_part": "{programme}, {number} of {total}",
    "part": "{number} of {total}",
}
