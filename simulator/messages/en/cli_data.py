"""Messages of ``data``: your own data, where it is and how it is deleted."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "unreadable": "{folder} cannot be read: {reason}. Nothing was deleted.",
    "nothing_saved": "There is nothing to delete in {folder}.",
    "deleted": "Deleted.",
    "packs_stay": (
        "Installed packs hold nothing of yours and stay: 'balint-sim pack list' shows them."
    ),
    "others_stay": "Not made by this program, and left in {folder}: {files}.",
    "needs_yes": "To delete without being asked, add --yes. Nothing was deleted.",
    "warning": "This deletes every session and debrief saved in {folder}. It cannot be undone.",
    "question": "Type delete to go ahead: ",
    "nothing_deleted": "Nothing was deleted.",
    "no_session": "There is no session {number}. Nothing was deleted.",
    "session_warning": (
        "This deletes session {number}, {title}, with everything that you wrote in it. It cannot "
        "be undone."
    ),
    "session_attempts": Plural(
        one="Another attempt from it is deleted, too.",
        other="{count} other attempts from it are deleted, too.",
    ),
    "session_deleted": "Session {number} is deleted.",
    "file_failed": "{file} could not be deleted: {reason}.",
    "files_failed": (
        "{failed} of {total} files could not be deleted; the first is {file}: {reason}."
    ),
}
