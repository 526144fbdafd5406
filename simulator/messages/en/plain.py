"""Messages that only plain mode has: its questions, and what follows an answer."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # What can be answered. Enter is pressed, everything else is typed.
    "typed_enter": "Enter",
    "at_once": (
        "More than one line arrived at once, so nothing was decided. Type only your answer."
    ),
    "not_available": "'{answer}' is not an option here.",
    "not_available_enter": "Enter alone decides nothing here.",
    "number": Plural("{count}", "a number from 1 to {count}"),
    "key": "{key} ({action})",
    "press_or_type": "Press Enter, or type {answers}.",
    "type": "Type {answers}.",
    "type_for_help": "Type ? for help.",
    "typed_search": "/words",
    "typed_word": "g word",
    # The library
    "welcome": "The Balint leader simulator: a practice room.",
    "which_entry": "Which one? Enter opens 1, ? shows the help, q leaves.",
    "no_such_word": "There is no '{word}' in the glossary.",
    "which_filter": "Filter by what? A number, or Enter to go back.",
    "unplayed": "Not yet played",
    "which_value": "{facet}: which? A number, or Enter to go back.",
    "no_debriefs": "You have not finished a session yet.",
    "which_debrief": "Which debrief? A number, or Enter to go back.",
    # The session
    "continuing": "Continuing '{title}', session {number}.",
    "new_version": "Enter continues in the new version, q leaves everything as it was.",
    "what_would_you_say": "What would you say? Enter ends it; it is saved and never scored.",
    "own_words_saved": "Saved.",
    "answer": "Your answer? Enter ends it; Enter alone skips. It is saved and never scored.",
    "which_moment": (
        "Back to which moment? A number, or Enter to stay. "
        "Only your first attempt counts towards your progress."
    ),
    "this_session": "This is session {number}.",
    "status": "{phase}, minute {minute:.0f} of {length}.",
    "people": "In the circle: you, {names}.",
    "climate": "In the room: {phrases}.",
    # After the debrief
    "saved_as": "Saved as session {number}: {command}",
    "continue_with": "Enter continues with {part}, t tries again from an earlier moment.",
    "leave_or_branch": "Enter leaves, t tries again from an earlier moment.",
    # Leaving
    "input_ended": "The input has ended.",
    "goodbye": "Goodbye.",
    "preview_over": "The preview is over; nothing was saved.",
    "finished": "This session is finished and saved.",
    "finished_next": "This session is finished and saved. Next: {part}: {command}",
    "unchanged": "Nothing was decided here, so session {number} is unchanged.",
    "all_saved": "Everything is saved. Continue with: {command}",
    # Why the full screen does not work
    "no_input": "input is not a terminal",
    "no_output": "output is not a terminal",
    "simple_terminal": "the terminal is a simple one (TERM)",
}
