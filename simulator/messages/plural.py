"""Messages that depend on a number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plural:
    """The forms of a message that depends on its placeholder ``count``.

    The names of the forms are the plural categories of the Unicode CLDR. English uses ``one`` and
    ``other``; a language with more forms also fills ``zero``, ``two``, ``few`` or ``many``. An
    empty form stands for ``other``.
    """

    one: str
    other: str
    zero: str = ""
    two: str = ""
    few: str = ""
    many: str = ""

    def form(self, category: str) -> str:
        """Return the form for a plural category; ``other`` if that form is empty."""
        return getattr(self, category) or self.other
