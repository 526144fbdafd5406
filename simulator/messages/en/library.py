"""Messages about the library: scenarios, packs and programmes."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "no_match": "No scenario matches.",
    "no_scenario": "There is no scenario '{name}'. {hint}",
    "list_shows_it": "'balint-sim list' shows the library.",
}
