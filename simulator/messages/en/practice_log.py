"""Messages of the practice log."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "Practice log",
    "nothing": "Nothing was practised yet.",
    "summary": Plural(
        one="{count} session, {minutes} minutes, {first}.",
        other="{count} sessions, {minutes} minutes, from {first} to {last}.",
    ),
    "drills": Plural("{count} drill done.", "{count} drills done."),
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
    "head_day": "Date",
    "head_number": "Session",
    "head_scenario": "Scenario",
    "head_mode": "Mode",
    "head_kind": "Kind",
    "head_minutes": "Minutes",
    "head_objectives": "Objectives",
    "head_reflections": "Reflections",
    "kind_finished": "finished",
    "kind_unfinished": "unfinished",
    "kind_attempt": "another attempt",
    "mode_guided": "guided",
    "mode_live": "live",
    "line": Plural(
        one="{day}: {title} ({mode}, {kind}), {count} minute",
        other="{day}: {title} ({mode}, {kind}), {count} minutes",
    ),
    "objective": Plural(
        one="{objective} ({count} session)",
        other="{objective} ({count} sessions)",
    ),
    "of_session": "{day}, {title}",
    "unknown_question": "A question to yourself",
    "stays": "What stays with you?",
    "answer": "Answer:",
    # The screen
    "choose": "Which reflections shall be in the log? None is chosen at first.",
    "none_written": "You have written no reflection yet. The log will list your sessions.",
    "saved_as": "Practice log saved as a web page: {file}",
}
