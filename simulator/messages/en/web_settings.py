"""Messages of the settings in a browser."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "Settings",
    "about": "These are chosen at first in each new session; a briefing can choose others.",
    "saved": "Saved.",
    "save": "Save",
    "pace": "Pace of live play",
    "pace_about": "How fast turns come in live play, or whether each waits for you.",
    "step": "each turn waits for you",
    "words": Plural("{count} word per minute", "{count} words per minute"),
    "slips": "In the file of your settings",
    "slips_about": "What is wrong in it is ignored.",
    "file": "They are in {file}, which the program in a terminal uses, too.",
}
