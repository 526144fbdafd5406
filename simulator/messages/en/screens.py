"""The names of the screens."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "welcome": "Welcome",
    "library": "Library",
    "filter": "Filter",
    "briefing": "Briefing",
    "group": "The group at work",
    "reaction": "Before the debrief",
    "debrief": "Debrief",
    "drill": "Drills",
    "outline": "Outline",
    "progress": "Progress",
    "log": "Practice log",
    "watch": "Demonstration",
    "branch": "Try again",
    "glossary": "Glossary",
    "settings": "Settings",
    "help": "Help",
    "jump": "Jump",
}
