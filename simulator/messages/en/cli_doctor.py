"""Messages of ``doctor``: the values in its report."""

MESSAGES = {
    "python": "{version} on {system}",
    "old_sqlite": "{version} (too old to save sessions)",
    "scenarios": "{count} in {folder}",
    "in_use": "in use",
    "unreadable": "cannot be read",
    "no_data": "nothing saved yet",
    "no_settings": "none; using defaults",
    "not_readable": "not readable",
    "unknown": "unknown",
    "no_colour": "off (NO_COLOR)",
    "few_colours": "256 or fewer",
    "plain": "plain: {reason}",
    "full": "full",
}
