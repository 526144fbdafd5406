"""Messages of the help in a browser."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "Help",
    "session": "How a session works",
    "group": (
        "You lead a Balint group. It talks turn by turn, and you decide two things at every "
        "moment: whether to speak or to wait, then what to say. Often waiting is best."
    ),
    "guided": (
        "In guided play the group pauses wherever you decide. You can write your own words first; "
        "they are saved for the debrief and never scored."
    ),
    "live": (
        "In live play the group does not pause for you. You begin to speak when you think it is "
        "time. Only then do you see the lines; the group waits until you say one or let it go, "
        "and both count."
    ),
    "afterwards": (
        "Afterwards come a few questions, which you can skip, and then the debrief: what each "
        "moment asked for, what your choice was worth, and why. What you missed comes back in "
        "drills, some days later and on another case."
    ),
    "demonstration": (
        "Every scenario has a demonstration, which its author's key leads. It is on the "
        "page of the scenario."
    ),
    "judgement": (
        "The reasons and the credit are one author's judgement. No score says that somebody is "
        "ready to lead a group."
    ),
    "keys": "Keys in a session",
    "keys_about": "Every link and button can also be reached with the Tab key.",
    "key": "Key",
    "does": "What it does",
    "key_number": "1 to 9",
    "does_number": "Say the line with this number",
    "key_speak": "s",
    "does_speak": "Speak, or begin to speak",
    "key_wait": "w",
    "does_wait": "Wait: say nothing",
    "key_space": "Space",
    "does_space": "Continue to the next turn",
    "key_back": "Esc",
    "does_back": "Back from the lines, or let it go",
    "key_pause": "p",
    "does_pause": "Pause the group in live play, and let it continue",
    "saved": "Where it is saved",
    "saved_about": "Every choice is saved before its answer is shown.",
    "in_folder": "Everything is in the folder {folder} on the computer that serves this page.",
    "in_browser": (
        "Everything is in the storage of this browser on this computer. Another browser does not "
        "see it, and clearing the browser's data deletes it: save an export now and then."
    ),
    "on_server": (
        "Everything is saved on this server, under your pseudonym. Whoever runs the server can "
        "reach its database; nobody else can read your sessions. A course gets what you agreed to."
    ),
    "to_data": "Your data: export, import and delete",
    "more": "More",
    "to_glossary": "The glossary explains every term",
    "to_settings": "The settings choose mode, feedback and pace",
    "to_library": "The library has the scenarios and programmes",
}
