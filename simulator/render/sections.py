"""What a page is made of, before it is written in a format.

A page has sections, and a section has parts: paragraphs, lists, a table, a bar, a strip, a chart. A
part says what its text is for (its role); how that looks is up to the format. Texts are plain,
never markup.

``debrief_sections`` makes the page of a debrief. ``write_text``, ``write_markdown``, ``write_html``
and the full screen each write the same page.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "lead",
    "text",
    "soft",
    "about",
    "said",
    "own",
    "reason",
    "better",
    "phase",
    "speech",
    "stage",
]
"""What a paragraph is for.

``lead`` is the main sentence of a page, ``soft`` an explanation, ``about`` a description. ``said``
is what the leader said or did, ``own`` the learner's own words (which keep their line breaks),
``reason`` the author's reason and ``better`` what would have been better. A transcript has
``phase``, ``speech`` and ``stage`` (directions).
"""

Voice = Literal["program", "scenario"]
"""Whose words a text is, and so its language: that of the messages, or that of the scenario."""

Sign = Literal["+", "=", "~", "-", "!"]
"""The outcome of a moment in one character, so that nothing depends on colour.

``+`` and ``=`` went well, ``~`` partly, ``-`` was missed, ``!`` broke a ground rule.
"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with a ``label`` before it and an ``aside`` after it (each may be empty).

    ``voice`` is that of the text; label and aside are the program's. ``moment`` is the id of the
    moment that the paragraph leads to, empty if it leads nowhere.
    """

    text: str
    role: Role = "text"
    label: str = ""
    aside: str = ""
    voice: Voice = "program"
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a moment went: a sign, and the text after it."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short paragraphs."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that could have been said: its credit as text, its words, and the reason."""

    credit: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The other lines of a moment under a heading of their own; HTML folds them."""

    heading: str
    items: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``line`` is a sentence with the same content for formats without tables."""

    cells: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``heads`` has a text for each column."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class StripCell:
    """One moment in the strip of a session.

    ``word`` says in a word or two what the sign stands for, ``name`` is the name of the moment, and
    ``phase`` the name of the phase in which it came. ``moment`` is its id.
    """

    sign: Sign
    word: str
    name: str
    moment: str
    phase: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A session at a glance: a cell for each moment, in the order of the play.

    The moments are numbered from 1 by their place in ``cells``. ``label`` names the strip.
    """

    cells: tuple[StripCell, ...]
    label: str


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One value of a chart, from 0 to 100; None if there is none.

    ``low`` and ``high`` are the ends of its interval, and ``chance`` is its chance line.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of numbers; ``table`` has the same numbers for formats that do not draw."""

    kind: Literal["bars", "line"]
    label: str
    rows: tuple[ChartPoint, ...]
    table: Table


Part = Paragraph | Outcome | Bullets | Choices | Table | Strip | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A section; its heading may be empty, and may have an ``aside`` after it.

    ``level`` is 2 for a section of the page and 3 for a section within one. A ``folded`` section
    shows its heading and aside until it is opened. ``moment`` is the id of the moment that the
    section is about, empty if it is about none; paragraphs and strips lead to it.
    """

    id: str
    heading: str
    parts: tuple[Part, ...]
    level: Literal[2, 3] = 2
    aside: str = ""
    folded: bool = False
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page.

    ``heading`` is the scenario's title, ``title`` names the page in a browser, and ``language`` is
    that of the scenario. ``day`` is the day that the page is about, empty if it is about none.
    """

    heading: str
    title: str
    language: str
    sections: tuple[Section, ...]
    day: str = ""
