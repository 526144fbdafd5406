"""Messages about the library: scenarios, packs and programmes."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "no_match": "No scenario matches.",
    # What cannot be played, and why.
    "scenario_does_not_load": "This scenario does not load. {problem}",
    "programme_does_not_load": "This programme does not load. {problem}",
    "session_does_not_load": "The scenario '{id}' does not load. {problem}",
    "all_findings": "This scenario does not load:\n{findings}",
    "no_demonstration_of_programme": (
        "A programme has no demonstration of its own; its scenarios have one each."
    ),
    "no_demonstration": "'{title}' has no exemplary play to watch.",
    "broken_demonstration": "The exemplary play of '{title}' cannot be read. {problem}",
}
