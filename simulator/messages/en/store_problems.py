"""Why the saved sessions cannot be used at the moment. ``name`` is the file of the store."""

MESSAGES = {
    "busy": (
        "{name} cannot be used: another program is using it. "
        "Nothing that was saved is lost; try again in a moment."
    ),
    "read_only": (
        "{name} cannot be used: the file, its folder or its disk is read-only. "
        "What was saved is safe."
    ),
    "interrupted": (
        "{name} cannot be used: an interrupted save must be undone first, but the file is "
        "read-only here. Copy its folder to where it can be written."
    ),
    "moved": (
        "{name} cannot be used: it was moved or deleted while it was open. Start the program again."
    ),
    "disk_error": (
        "{name} cannot be used: the disk reported an error. "
        "Nothing that was saved is lost; try again."
    ),
    "damaged": (
        "{name} cannot be used: it is damaged. "
        "Restore a copy from a backup, or move it away to start afresh."
    ),
    "disk_full": (
        "{name} cannot be used: the disk is full. "
        "Nothing that was saved is lost; free some space and try again."
    ),
    "cannot_open": (
        "{name} cannot be used: the file, or its journal beside it, cannot be opened. "
        "Its folder may be read-only."
    ),
    "not_a_store": (
        "{name} cannot be used: it is damaged, or not a store of this program. "
        "Move it away to start afresh."
    ),
    "no_memory": "{name} cannot be used: there is not enough memory, or it is damaged.",
}
