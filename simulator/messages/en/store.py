"""Messages about the saved sessions: where they are, exports and imports."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "migrated": "Your saved sessions were updated for this version of the program. "
    "A copy of them as they were is in {backup}.",
    "newer": (
        "{name} was written by a newer version of this program; update the program to use it."
    ),
    "damaged": "{name} cannot be used: it is damaged ({what}). Restore a copy from a backup.",
    "in_browser": "What this browser has saved",
    "unusable": "{name} cannot be used: {reason}.",
    "old_sqlite": (
        "The SQLite of this Python is {version}; sessions can only be saved safely with {needed} "
        "or newer. Run the program with a newer Python."
    ),
    "newer_sqlite": (
        "{name} cannot be used: it was made with a newer SQLite than the {version} of this Python. "
        "Run the program with a Python whose SQLite is {needed} or newer "
        "('balint-sim doctor' shows the version)."
    ),
    "another_window": (
        "This session has been continued in another window. Nothing that was saved is lost."
    ),
    "no_session": "There is no session with the id {id}.",
    "import_too_large": "It is larger than {megabytes} MB.",
    "import_not_json": "It is not a JSON file.",
    "import_not_an_export": "It is not an export of this program ('balint-sim data export').",
    "import_newer": "It was exported by a newer version of this program; update the program first.",
    "import_invalid": "It is damaged, or was changed by hand ({place}: {problem}).",
    "import_twice": "It is damaged: it has the same session twice.",
    "import_review_twice": "It is damaged: it has the same review of a drill twice.",
    "import_acts": "It is damaged: session {number} has a gap in its acts.",
    "import_reference": "It is damaged: session {number} refers to session {other}, "
    "which is not in it.",
    "import_cycle": "It is damaged: session {number} refers to itself through other sessions.",
    "import_text": "It is damaged: the text of a scenario cannot be decoded.",
    "import_no_text": "It does not have the text of the scenario '{title}', "
    "which one of its sessions needs.",
    "standard_input": "Standard input",
    "import_refused": "{file} was not imported. {reason}",
    "import_unreadable": "It cannot be read: {reason}.",
    "import_dry_run": "Nothing was imported. Without --dry-run this would be the result:",
    "import_added": Plural(one="{count} session was added.", other="{count} sessions were added."),
    "import_extended": Plural(
        one="{count} session that was here already now has more in it.",
        other="{count} sessions that were here already now have more in them.",
    ),
    "import_skipped": Plural(
        one="{count} session was here already and was skipped.",
        other="{count} sessions were here already and were skipped.",
    ),
    "import_reviews": Plural(
        one="{count} review of a drill was added.", other="{count} reviews of drills were added."
    ),
    "import_different": Plural(
        one="{count} session was continued both here and there; it stays as it is here.",
        other="{count} sessions were continued both here and there; they stay as they are here.",
    ),
}
