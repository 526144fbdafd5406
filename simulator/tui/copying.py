"""Copy text to the clipboard through the terminal (OSC 52).

Only this also works over a remote connection. But some terminals block it, and none reports
whether it worked.
"""

from textual.app import App

from simulator.messages import say
from simulator.scenario.text import clean_text


def copy(app: App[None], text: str, otherwise: str = "") -> str:
    """Copy the text, cleaned, to the clipboard; return the sentence to show to the learner.

    ``otherwise`` is a sentence about another source of the same text, such as a command.
    """
    cleaned = clean_text(text)
    app.copy_to_clipboard(cleaned)
    # A last line without a line break counts too.
    rows = cleaned.count("\n") + (not cleaned.endswith("\n"))
    copied = f"{say('app.copied', count=rows)} {say('app.may_be_blocked')}"
    return f"{copied} {otherwise}".rstrip()


def debrief_command(play: int) -> str:
    """Return a sentence with the command that prints the transcript of a play."""
    return say("app.transcript_command", command=f"balint-sim debrief {play} --format md")
