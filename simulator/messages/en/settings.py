"""Messages about the settings."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "problem": "{problem} Run 'balint-sim doctor' to see it again.",
    "problems": Plural(
        "{problem} There is {count} more. Run 'balint-sim doctor' to see them all.",
        "{problem} There are {count} more. Run 'balint-sim doctor' to see them all.",
    ),
    # What is wrong in the file
    "unreadable": "This file cannot be read: {reason}.",
    "too_large": "This file has more than {most:,} bytes and is not read.",
    "not_settings": "Write each setting on its own line, such as 'theme: balint-light'.",
    "unknown": "'{name}' is not a setting; the settings are {known}.",
    "theme": "A theme is a name, such as balint-light.",
    "pace": ("The pace is a whole number of words per minute, {slowest} to {fastest}, or step."),
    "mode": "The mode is guided or live.",
    "feedback": "The feedback is now (reasons at once) or end (in the debrief only).",
    "plain": "Plain is true (plain lines) or false (the full screen).",
    "keys": (
        "Write keys below 'keys:', indented and each on its own line, such as 'group.speak: s'."
    ),
    "more": Plural(
        "There is {count} more error from here on.", "There are {count} more errors from here on."
    ),
    # The settings screen; the message of a value ends with the setting and the value
    "saved_in": "Saved in {file}.",
    "own_keys": "Your own keys ({number} now) are written into the same file.",
    "label_theme": "Theme",
    "label_pace": "Pace",
    "label_mode": "Mode",
    "label_feedback": "Feedback",
    "label_plain": "Plain lines",
    "about_theme": "The colours of all screens.",
    "about_pace": "How fast turns come, or whether each waits for a key.",
    "about_mode": "Whether new sessions pause where you decide.",
    "about_feedback": "When you can read the reasons for your score.",
    "about_plain": "Text line by line, from the next start on.",
    "value_pace_step": "a key for each turn",
    "value_mode_guided": "guided",
    "value_mode_live": "live",
    "value_feedback_now": "after each choice",
    "value_feedback_end": "in the debrief only",
    "value_plain_false": "off",
    "value_plain_true": "on",
    # Why a setting was not saved
    "add_it_yourself": (
        "This program cannot change {file} safely. Please add {settings} to it yourself."
    ),
    "not_utf8": "{file} is not UTF-8 and was left as it is.",
    "unwritable": "{file} cannot be written: {reason}.",
}
