"""Say what is deleted with a session, before it is."""

from collections.abc import Iterator

from simulator.messages import say
from simulator.practice.deletion import SessionToDelete
from simulator.scenario.text import clean_line


def warning_lines(found: SessionToDelete) -> Iterator[str]:
    """Yield sentences that warn of what is lost."""
    title = clean_line(found.play.title)
    yield say("cli_data.session_warning", number=found.play.number, title=title)
    if found.attempts:
        yield say("cli_data.session_attempts", count=found.attempts)
