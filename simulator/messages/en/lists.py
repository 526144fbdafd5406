"""How lists are written."""

MESSAGES = {
    "and": "{others} and {last}",
    "or": "{others} or {last}",
}
