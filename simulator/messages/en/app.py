"""Messages of the full screen that belong to no single screen."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "Balint leader simulator",
    "subtitle": "a practice room",
    "too_small": "Please make the window larger: at least {columns} by {rows}.",
    "how_to_leave": "To leave, press {keys}. Everything is saved as you go.",
    "setting_not_saved": "This applies for now, but could not be saved. {problem}",
    "error": "The program stopped because of an internal error.",
    "error_saved": "Everything you did is saved; continue with 'balint-sim play --resume'.",
    "error_preview": "Nothing of a preview is saved.",
    # Copying
    "copied": Plural("Copied {count} line.", "Copied {count} lines."),
    "may_be_blocked": "(If nothing arrives, your terminal blocks copying.)",
    "transcript_command": "'{command}' prints the transcript too, once the session is over.",
}
