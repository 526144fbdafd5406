"""Messages of the command palette: what it lists besides the actions of the screen."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "field": "Type a few letters of a command, scenario, session or setting",
    "setting": "{setting}: {value}",
    "now": "now",
    "setting_saved": "{setting}: {value}. Saved in the settings.",
    "scenario": "Scenario: {title}",
    "programme": "Programme: {title}",
    "session": "Session: {number}, {title}",
    "continue": "Continue. {facts}",
    "debrief": "Open the debrief. {facts}",
}
