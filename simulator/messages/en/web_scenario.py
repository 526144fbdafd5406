"""Messages of the pages on which sessions begin, in a browser: of scenarios and programmes."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "none": "There is no scenario '{name}' in the library.",
    "no_programme": "There is no programme '{name}' in the library.",
    "no_next": "Session {number} has no next session in this programme.",
    "no_choice": "'{text}' is not one of the choices here.",
    "no_seed": "'{text}' is not a seed. A seed is a whole number from {least} to {most}.",
    "how": "How to play it",
    "mode": "Mode",
    "feedback": "Reasons",
    "choose_mode_guided": "Guided: the group pauses whenever you need to decide.",
    "choose_mode_live": (
        "Live: the group does not stop for you. You begin to speak after any turn: only then do "
        "you see the lines, and it counts, whether you say one or let it go."
    ),
    "choose_feedback_now": "After each choice.",
    "choose_feedback_end": "In the debrief only.",
    "begin": "Begin",
    "watch": "Watch a demonstration",
    "seed": "Seed",
    "seed_about": (
        "The seed draws the case and the order of the lines. With the seed of an earlier session, "
        "or of a colleague, you meet the same ones."
    ),
    "with_seed": "Show the briefing with this seed",
    "phases": "The phases of a meeting",
    "phase": "Phase",
    "minutes": "Minutes",
    "sessions": "Your sessions of it",
    "same_seed": "Again with the same seed",
    # Programmes
    "programme": "A programme",
    "unfinished": "You left a session of this programme unfinished.",
    "continue": "Continue session {number}",
    "next": "next",
    "done": "You have led all its sessions.",
    "begin_session": "Begin session {number} of {total}",
    "from_the_start": "Begin this programme from its first session",
}
