"""Messages of progress and the practice log in a browser."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "save": "Save it",
    "as_html": "as a page",
    "as_txt": "as text",
    "as_md": "as text (Markdown)",
    "as_json": "as data (JSON)",
    "as_csv": "for a spreadsheet (CSV)",
    "log": "Practice log",
    "log_about": "When and what you practised, without scores, for a portfolio.",
    "to_log": "Show the practice log",
    "to_progress": "Back to progress",
    "reflections": "Your reflections",
    "show_these": "Show the log with these",
}
