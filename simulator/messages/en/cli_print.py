"""Messages of the commands print and marks."""

MESSAGES = {
    "sheet_without_key": "A sheet to be marked goes with --no-key.",
    "panel_without_key": "The paper for a panel goes with --no-key.",
    "sheet_ending": "The name of a sheet ends with .csv or .yaml.",
    "no_document": (
        "{ending} is not written. Write .html: a word processor opens it and saves it as a "
        "document, and a browser prints it."
    ),
    "no_case": "There is no case {number}; the scenario has {count}.",
    "several_scenarios": "The sheets are of several scenarios: {names}. Name those of one.",
    "no_scenario": "{problem} Name its file or folder with --scenario.",
}
