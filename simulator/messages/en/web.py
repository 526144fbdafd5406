"""Messages of the room in a browser: what surrounds its pages, and the page of a play."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "name": "Balint leader simulator",
    "skip": "To the page",
    "places": "Places",
    "place_library": "Library",
    "place_progress": "Progress",
    "place_drills": "Drills",
    "place_glossary": "Glossary",
    "place_settings": "Settings",
    "place_data": "Your data",
    "place_help": "Help",
    "private_served": "Everything stays on the computer that serves this page.",
    "private_packaged": "Everything stays in this browser. Nothing is sent anywhere.",
    "private_hosted": (
        "Your sessions are saved on this server, for you alone. A course gets what you agreed to."
    ),
    "to_courses": "Your courses",
    "private_reports": (
        "Sessions stay in this browser. The course gets only progress, best score and time."
    ),
    # What went wrong
    "problem": "This did not work",
    "no_page": "There is no such page.",
    "no_play": "There is no session {number} here.",
    "not_this_way": "This page cannot be asked for in this way.",
    "no_revision": "The form does not say which turn it belongs to. Please open the page again.",
    "no_question": "This question was not asked in this session.",
    "not_on_offer": "This cannot be done here any more. The page shows where the session is now.",
    "as_it_stands": "Show the session as it is now",
    "to_library": "To the library",
    # A play
    "circle": "The circle",
    "room_in_words": "The circle in words",
    "circle_legend": (
        "P presents the case, L leads. A ring is around the person who speaks, an arrow points at "
        "the one you speak to. A chair apart sits back and listens; a dashed one is empty. Three "
        "dots: silent for long."
    ),
    "climate": "The climate",
    "transcript": "What was said",
    "nobody_has_spoken": "Nobody has spoken yet.",
    "mode_guided": "guided",
    "mode_live": "live",
    "why": "Why",
    "circle_seated": "The circle is seated.",
    "begin": "Begin",
    "group_talks": "The group is talking.",
    "go_on": "Continue",
    "next_turn": "Next turn",
    "speak": "Speak",
    "wait": "Wait: say nothing",
    "wait_after_all": "Wait after all: say nothing",
    "back_to_question": "Back",
    "begin_to_speak": "Begin to speak",
    "own_words": "First write what you would say",
    "own_words_about": (
        "Your words are saved for the debrief, beside the lines. They are never scored."
    ),
    "keep_words": "Save my words, and show the lines",
    "to_yourself": "This is for you alone, and is never scored.",
    "keep_answer": "Save my answer",
    "skip_question": "Skip",
    "pause": "Pause",
    "resume": "Let them talk",
    "pace_running": "Turns come by themselves.",
    "pace_paused": "Paused.",
    "to_debrief": "To the debrief",
    "questions_then_debrief": "Four short questions, then the debrief",
    "try_again": "Try again from an earlier moment",
    # Before and in the debrief
    "before_debrief": "Before the debrief",
    "before_debrief_about": (
        "Your answers are saved with the session and never scored. What you leave empty is skipped."
    ),
    "no_choice": "(skip this)",
    "share": "percent, 0 to 100",
    "show_debrief": "Show the debrief",
    "debrief": "Debrief",
    "debrief_of": "Debrief: {title}",
    "save_as": "Save this debrief",
    "as_html": "as a page",
    "as_text": "as text",
    "as_json": "as data (JSON)",
    "debrief_too_large": "This debrief cannot be shown. {problem}",
    "not_over": "This session is not over yet.",
    "which_moment": "From which moment?",
    "again_from": "Try again from here",
    "what_next": "What next",
    "next_part": "Continue: {part}",
    "practise_next": "Drill what was hard",
}
