"""Messages of ``simulator/cli/progress.py``."""

MESSAGES = {
    "json_alone": "--json stands alone: it has no --format, and the practice log has no JSON",
    "csv_is_a_log": "csv is a format of the practice log: add --log",
    "reflections_in_a_log": "--reflections are for the practice log: add --log",
    "no_reflection": "Session {number} has no reflection.",
    "no_sessions": "{text}: expected numbers of sessions such as 3 or 3,5, or all",
}
