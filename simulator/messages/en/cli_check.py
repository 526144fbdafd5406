"""Messages of ``check``."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "watch_or_json": "--watch is for people and --json for programs; choose one.",
    "no_scenario": "There is no scenario in '{name}'.",
    "scenarios": Plural("{count} scenario", "{count} scenarios"),
    "programmes": Plural("{count} programme", "{count} programmes"),
    "nothing": "Nothing",
    "clean": "{checked} checked, no findings.",
    "checked": Plural(
        "{checked} checked, {count} finding.", "{checked} checked, {count} findings."
    ),
    "waiting": "Waiting for the next save; Ctrl-C ends.",
}
