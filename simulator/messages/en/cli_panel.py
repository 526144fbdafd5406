"""Messages of the command panel."""

MESSAGES = {
    "too_few": (
        "Nothing was written: a panel has at least {fewest} members, and {count} of these sheets "
        "have marks."
    ),
    "same_sheet": "{first} and {second} are the same sheet. Name each member's sheet once.",
    "written": "The panel is in {file}. Debriefs of this scenario show it from now on.",
    "form_of_json": "Use either --json or --format.",
}
