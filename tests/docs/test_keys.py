"""The page about keys names all of them, and its example settings can be used."""

import re

from simulator.practice.settings import understood
from simulator.tui.key_settings import checked
from simulator.tui.themes import THEMES
from tests.tui.keys_page import PAGE, TABLES, drawn_anew

TEXT = PAGE.read_text("utf-8")


def test_every_key_is_on_the_page_as_it_is() -> None:
    assert drawn_anew(TEXT) == TEXT, "python -m tests.tui.keys_page writes the tables anew"
    assert sorted(re.findall(r"^<!-- keys: ([^\n]+) -->$", TEXT, re.MULTILINE)) == sorted(TABLES)


def test_the_settings_can_be_used_as_they_stand() -> None:
    (settings,) = re.findall(
        r"^<!-- settings -->\n```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL
    )
    found = checked(understood(settings.encode()))
    assert found.slips == ()
    assert found.theme == "balint-light"
    assert found.keys == {"group.speak": "s", "group.continue": "enter,g", "help": "h"}


def test_every_theme_is_named() -> None:
    assert all(theme in TEXT for theme in THEMES)
