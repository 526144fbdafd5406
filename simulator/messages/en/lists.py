"""How lists are written."""

MESSAGES = {
    "and": "{others} and {last}",
    "and_more": "{names} and {count} more",
    "or": "{others} or {last}",
}
