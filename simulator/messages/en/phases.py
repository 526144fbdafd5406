"""The names of the phases of a meeting, by the ids that formats and scenarios use."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "opening": "Opening",
    "presentation": "Presentation",
    "questions": "Questions",
    "group-work": "Group work",
    "presenter-returns": "Presenter returns",
    "closing": "Closing",
    "leadership-review": "Leadership review",
}
