"""Messages about the saved sessions: where they are, exports and imports."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "migrated": "Your saved sessions were updated for this version of the program. "
    "A copy of them as they were is in {backup}.",
    "import_too_large": "It is larger than {megabytes} MB.",
    "import_not_json": "It is not a JSON file.",
    "import_not_an_export": "It is not an export of this program ('balint-sim data export').",
    "import_newer": "It was exported by a newer version of this program; update the program first.",
    "import_invalid": "It is damaged, or was changed by hand ({place}: {problem}).",
    "import_twice": "It is damaged: it has the same session twice.",
    "import_acts": "It is damaged: session {number} has a gap in its acts.",
    "import_reference": "It is damaged: session {number} refers to session {other}, "
    "which is not in it.",
    "import_cycle": "It is damaged: session {number} refers to itself through other sessions.",
    "import_text": "It is damaged: the text of a scenario cannot be decoded.",
    "import_no_text": "It does not have the text of the scenario '{title}', "
    "which one of its sessions needs.",
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
    "import_different": Plural(
        one="{count} session was continued both here and there; it stays as it is here.",
        other="{count} sessions were continued both here and there; they stay as they are here.",
    ),
}
