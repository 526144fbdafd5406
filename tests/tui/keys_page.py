"""The tables of ``docs/keys.md``, made from the table of keys: ``python -m tests.tui.keys_page``
writes them anew.
"""

import re
from pathlib import Path

from simulator.messages import say
from simulator.tui.keys import EVERYWHERE, SCREENS, Key

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
TABLES = {"Everywhere": EVERYWHERE, **{say(f"screens.{id_}"): SCREENS[id_] for id_ in SCREENS}}
_TABLE = re.compile(r"^<!-- keys: ([^\n]+) -->\n(?:\|[^\n]*\n)*", re.MULTILINE)


def drawn_anew(page: str) -> str:
    """The page with its tables as they should be."""
    return _TABLE.sub(lambda found: f"<!-- keys: {found[1]} -->\n{table(TABLES[found[1]])}", page)


def table(keys: tuple[Key, ...]) -> str:
    """The keys of one screen as Markdown."""
    rows = [f"| {ticked(key)} | {key.help}{only(key)} | `{key.id}` |" for key in keys]
    return "\n".join(["| key | what it does | id |", "| --- | --- | --- |", *rows, ""])


def ticked(key: Key) -> str:
    return ", ".join(f"`{sign}`" for sign in key.signs.split(", "))


def only(key: Key) -> str:
    return f" (Only in {key.mode} play.)" if key.mode else ""


if __name__ == "__main__":
    PAGE.write_text(drawn_anew(PAGE.read_text("utf-8")), "utf-8")
