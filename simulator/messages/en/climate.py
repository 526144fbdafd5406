"""Messages about changes of the climate; ``messages/climate.py`` has its words."""

MESSAGES = {
    "than_before": "{changes} than before",
}
