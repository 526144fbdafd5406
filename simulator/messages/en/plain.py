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
    # Each prompt ends with what can be typed: "1 or i: speak, 2 or w: wait, q: leave."
    "answers": "{answers}.",
    "key": "{key}: {action}",
    "numbers": "1 to {last}",
    "typed_number_or_enter": "a number or Enter",
    "typed_search": "/ and words",
    "typed_watch": "d and a number",
    "typed_word": "g and a word",
    # How a line is read
    "numbered": "{number}. {text}",
    "speech": "{who}: {text}",
    "said_phase": "Phase: {text}.",
    "said_silence": "Silence: {text}",
    "said_coach": "Coaching: {text}",
    "said_aside": "Aside: {text}",
    "said_note": "Why: {text}",
    "gesture": "Gesture: {text}",
    # The library
    "welcome": "The Balint leader simulator: a practice room.",
    "which_entry": "Which one?",
    "no_such_word": "There is no '{word}' in the glossary.",
    "which_filter": "Filter by what?",
    "unplayed": "Not yet played",
    "which_value": "{facet}: which?",
    "value": "{name}, {count}",
    "no_debriefs": "You have not finished a session yet.",
    "which_debrief": "Which debrief?",
    # The session
    "begin": "Begin?",
    "reasons_at_once": "Reasons: after each choice; y repeats the last one.",
    "continuing": "Continuing '{title}', session {number}.",
    "changed": "Note: {change}",
    "where": "Where you are: {status}",
    "last_heard": Plural("The last line was:", "The last {count} lines were:"),
    "new_version": ("Continue in the new version? If you leave now, everything stays as it was."),
    "what_would_you_say": (
        "What would you say? Enter ends it, Enter alone goes back. It is saved and never scored."
    ),
    "own_words_saved": "Saved.",
    "answer": (
        "Your answer? Enter ends it, Enter alone skips, r alone repeats the question, q alone "
        "leaves. It is saved and never scored."
    ),
    "which_moment": ("Back to which moment? Only your first attempt counts towards your progress."),
    "this_session": "This is session {number}.",
    "status": "{phase}, minute {minute:.0f} of {length}.",
    "people": "In the circle: you, {names}.",
    "climate": "{quality}: {words}.",
    # After the debrief
    "saved_as": "Saved as session {number}. To save this debrief as a web page: {command}",
    "continue_with": "Next: {part}.",
    # Leaving
    "input_ended": "The input has ended.",
    "goodbye": "Goodbye.",
    "preview_over": "The preview is over; nothing was saved.",
    "finished": "This session is finished and saved.",
    "finished_next": "This session is finished and saved. Next: {part}: {command}",
    "unchanged": "Nothing was decided here, so session {number} is unchanged.",
    "all_saved": "Everything is saved. Continue with: {command}",
    # Why plain mode is used: it was chosen, or the full screen does not work
    "by_option": "chosen by --plain",
    "by_environment": "chosen by BALINT_SIM_PLAIN",
    "by_setting": "chosen in the settings",
    "no_input": "input is not a terminal",
    "no_output": "output is not a terminal",
    "simple_terminal": "the terminal is a simple one (TERM)",
}
