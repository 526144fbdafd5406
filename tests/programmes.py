"""A programme for tests: two small scenarios, in a folder of their own or as the library."""

from pathlib import Path

from tests.libraries import only, small

EVENING = """\
programme: an-evening
title: An evening
about: Two cases and one pot of tea.
format: two-case-90
sessions:
  - {scenario: eggs, mode: live, feedback: end}
  - {scenario: night, mode: guided, feedback: now}
"""

TITLES = {"eggs": "Seventeen eggs", "night": "The night call"}


def evening(home: Path, text: str = EVENING) -> Path:
    """Make two scenarios and their programme the whole library; return the programme's file."""
    only(home, {name: small(name, title=title) for name, title in TITLES.items()})
    file = home / "scenarios" / "programmes" / "an-evening.yaml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    return file
