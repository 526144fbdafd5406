"""Messages about the learner's own data in a browser."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "Your data",
    "sessions": Plural("{count} session is saved.", "{count} sessions are saved."),
    "drills": Plural("{count} drill is saved.", "{count} drills are saved."),
    "in_folder": "Everything is in {folder}, and nowhere else.",
    "in_browser": "Everything is in the storage of this browser, and nowhere else.",
    "on_server": "Everything is saved on this server, under your pseudonym.",
    "delete_on_server": (
        "On this server you delete everything together: sessions, courses and your pseudonym."
    ),
    "to_me": "What is saved about you",
    "export": "Export",
    "export_about": (
        "One file with all sessions, your own words, drills and the texts of the scenarios. It can "
        "be imported here or on another machine, and is a backup."
    ),
    "export_now": "Save an export",
    "import": "Import",
    "import_about": (
        "A file that was exported from this program, here or on another machine. You see what it "
        "would add before anything changes."
    ),
    "file": "The exported file",
    "look": "Show what it would add",
    "no_file": "Choose a file first.",
    "refused": "The file cannot be imported.",
    "upload_gone": "The file that was chosen is not here any more. Please choose it again.",
    "import_title": "Import",
    "would_add": "Nothing is imported yet. This would be the result:",
    "import_now": "Import it",
    "back": "Back without a change",
    "delete": "Delete",
    "delete_about": "Delete everything that is saved about you. It cannot be undone.",
    "delete_this": "Delete everything ...",
    "delete_title": "Delete everything",
    "in_browser_warning": (
        "This deletes every session and setting that is saved in this browser. It cannot be undone."
    ),
    "export_first": "An export keeps a copy of it.",
    "delete_now": "Delete it all",
    "delete_one": "Delete one session",
    "delete_one_about": "What you wrote in it and other attempts from it are deleted with it.",
    "delete_one_choose": "Session",
    "delete_one_this": "Delete this session ...",
    "delete_one_option": "{number}: {title}, {date}",
    "delete_one_now": "Delete the session",
    "cannot_delete": "Nothing can be deleted here.",
}
