"""A text to the clipboard, by way of the terminal (OSC 52).

This is the only way that also works over a distance, but not every terminal lets it through, and none answers whether it did.
"""

from textual.app import App

from simulator.scenario.text import clean_text


def copy(app: App[None], text: str, otherwise: str = "") -> str:
    """Put the text, cleaned, on the clipboard; return the sentence to be said.

    ``otherwise`` is another way to the same text: a command, say.
    """
    cleaned = clean_text(text)
    app.copy_to_clipboard(cleaned)
    rows = cleaned.count("\n") + (not cleaned.endswith("\n"))
    lines = "1 line is on its way" if rows == 1 else f"{rows} lines are on their way"
    return (
        f"{lines} to the clipboard. Some terminals let nothing through to it. {otherwise}".rstrip()
    )


def debrief_command(play: int) -> str:
    """Where the transcript of a play can be had without a clipboard."""
    return f"'balint-sim debrief {play} --format md' has the transcript too, once the play is over."
