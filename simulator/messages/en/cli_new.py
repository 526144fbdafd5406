"""Messages of ``new``: a new scenario, or a copy of another."""

MESSAGES = {
    "written": (
        "Written to {folder}. It plays as it is; "
        "open scenario.yaml in your editor and make it your own."
    ),
    "empty_title": "A title needs at least one character that can be shown.",
    "long_title": "This title has {length:,} characters; {most} is the most.",
    "no_id": (
        "'{name}' cannot be a scenario's id: small letters a-z, digits and hyphens, "
        "64 at the most. {hint}"
    ),
    "try_this": "Try '{near}'.",
    "taken": "The library has a folder '{name}' already. Choose another name.",
    "not_empty": "'{folder}' is there already and not an empty folder. Nothing was written.",
    "no_copy": "'{scenario}' cannot be copied. {reason}",
    # Why a scenario cannot be copied
    "not_in_lines": (
        "It is not written line by line, as scenarios usually are; "
        "copy its folder and change 'scenario:' by hand."
    ),
    "play_too_large": "'{file}' in its plays has more than {most:,} bytes.",
    "play_not_utf8": "'{file}' in its plays is not UTF-8.",
    "play_unreadable": "'{file}' in its plays cannot be read: {reason}.",
}
