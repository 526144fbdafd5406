"""Messages of the practice log."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "Practice log",
    "nothing": "Nothing was practised yet.",
    "summary": Plural(
        one="{count} session, {minutes} minutes, {first}.",
        other="{count} sessions, {minutes} minutes, from {first} to {last}.",
    ),
    "no_credential": (
        "This is practice with a simulator, recorded by the learner's own program. It is no "
        "credential and no assessment, and nobody has verified it. Leading is learned in "
        "supervised groups."
    ),
    "minutes_about": (
        "Minutes are counted from the times of the choices. A gap of more than {count} minutes "
        "between two of them is not counted."
    ),
    "sessions": "Sessions",
    "day": "Date",
    "number": "Session",
    "scenario": "Scenario",
    "mode": "Mode",
    "kind": "Kind",
    "minutes": "Minutes",
    "objectives": "Objectives",
    "kind_finished": "finished",
    "kind_unfinished": "unfinished",
    "kind_attempt": "another attempt",
    "mode_guided": "guided",
    "mode_live": "live",
    "line": Plural(
        one="{day}: {title} ({mode}, {kind}), {count} minute. {objectives}",
        other="{day}: {title} ({mode}, {kind}), {count} minutes. {objectives}",
    ),
    "reflections": "Reflections",
    "of_session": "{day}, {title}",
    "stays": "What stays with you?",
    "answer": "Answer:",
    # The screen
    "choose": "Which reflections shall be in the log? None is chosen at first.",
    "none_written": "You have written no reflection yet. The log will list your sessions.",
    "saved_as": "Practice log saved as a web page: {file}",
    "not_saved": "The practice log could not be saved: {reason}.",
}
