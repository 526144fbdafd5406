"""Which sections of a page are closed, and what is hidden with them."""

from collections.abc import Sequence

from simulator.render.sections import Section


class Folds:
    """The closed sections of a page, by their indices; at first those that begin folded.

    A section can be closed if it begins folded or is a moment. What lies below a closed section of
    level 2 is hidden with it.
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self.closed = {at for at, section in enumerate(sections) if section.folded}

    def can_close(self, at: int) -> bool:
        """Return True if this section can be closed."""
        section = self._sections[at]
        return bool(section.heading and section.parts and (section.folded or section.moment))

    def toggle(self, at: int) -> None:
        """Close a section, or open it."""
        self.closed ^= {at}

    def toggle_all(self) -> None:
        """Open all sections; if all are open, close all that can be closed."""
        folding = {at for at in range(len(self._sections)) if self.can_close(at)}
        self.closed = set() if self.closed else folding

    def reveal(self, at: int) -> bool:
        """Open a section and the one that it is in; return True if that changes anything."""
        changes = bool(self.closed & {at, self._outer(at)})
        self.closed -= {at, self._outer(at)}
        return changes

    def shows(self, at: int, *, heading: bool) -> bool:
        """Return True if the heading or the text of a section is shown."""
        if at >= len(self._sections):  # what follows after the sections
            return True
        within_closed = self._outer(at) != at and self._outer(at) in self.closed
        return not within_closed and (heading or at not in self.closed)

    def listed(self, above: int, below: int) -> bool:
        """Return True for two closed sections of one level, which read as a list."""
        if not {above, below} <= self.closed:
            return False
        return self._sections[above].level == self._sections[below].level

    def _outer(self, at: int) -> int:
        """Return the section of level 2 that a section is in, or is."""
        return next((i for i in range(at, -1, -1) if self._sections[i].level == 2), at)
