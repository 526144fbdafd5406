"""Messages in the flow of a scenario."""

MESSAGES = {
    "many_conditions": "many conditions",
}
