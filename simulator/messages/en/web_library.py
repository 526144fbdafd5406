"""Messages of the library in a browser."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "Library",
    "welcome": "Welcome",
    "start_tutorial": "Start the tutorial",
    "begin_with": "Begin with {title}",
    "not_counted": "Open the drills to count what is due.",
    "words": "Search for words",
    "words_hint": "Of a title, a teaser, a ground rule or a situation.",
    "more": "More filters",
    "any": "any",
    "value": "{name} ({count})",
    "unplayed": "Not yet played only",
    "search": "Search",
    "show_all": "Show everything",
    "all_of_them": Plural("{count} more", "{count} more"),
}
