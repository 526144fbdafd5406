"""The sections of a page as a tree, with the anchors that links lead to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.render.sections import (
    Outcome,
    Page,
    Part,
    Section,
    Sign,
    Strip,
)

SIGNS: tuple[Sign, ...] = ("+", "=", "~", "-", "!")
"""Every sign, in the order of a legend."""


@dataclass(frozen=True, slots=True)
class Node:
    """A section with the sections of a lower level after it; ``anchor`` is its id in the page."""

    section: Section
    anchor: str
    children: tuple["Node", ...] = ()


def outline(page: Page) -> tuple[Node, ...]:
    """Return the sections of a page, each of level 3 below the one of level 2 before it."""
    top: list[Node] = []
    for section, anchor in zip(page.sections, _anchors(page.sections), strict=True):
        node = Node(section, anchor)
        # Without a section of level 2 before it, one of level 3 is at the top.
        if section.level == 2 or not top:
            top.append(node)
        else:
            above = top[-1]
            top[-1] = Node(above.section, above.anchor, (*above.children, node))
    return tuple(top)


def moment_anchor(moment: str) -> str:
    """Return the anchor of the section about a moment."""
    return f"moment-{moment}"


def _anchors(sections: Sequence[Section]) -> Iterator[str]:
    """Yield an anchor for each section.

    If several are about a moment, links lead to the last one: what a page says first of a moment,
    in a comparison for example, is not its review.
    """
    last = {section.moment: place for place, section in enumerate(sections) if section.moment}
    seen: Counter[str] = Counter()
    for place, section in enumerate(sections):
        seen[section.id] += 1
        if section.moment and last[section.moment] == place:
            yield moment_anchor(section.moment)
        else:
            count = seen[section.id]
            yield section.id if count == 1 else f"{section.id}-{count}"


def signs(page: Page) -> tuple[Sign, ...]:
    """Return the signs that a page has, in the order of a legend."""
    found = {sign for section in page.sections for part in section.parts for sign in _signs(part)}
    return tuple(sign for sign in SIGNS if sign in found)


def _signs(part: Part) -> Iterator[Sign]:
    match part:
        case Outcome(sign=sign):
            yield sign
        case Strip(cells=cells):
            yield from (cell.sign for cell in cells)


def first_strip(page: Page) -> str:
    """Return the id of the first section with a strip; an empty string if no section has one."""
    found = (
        section.id
        for section in page.sections
        if any(isinstance(part, Strip) for part in section.parts)
    )
    return next(found, "")


def leads_to(page: Page) -> frozenset[str]:
    """Return the ids of the moments that a section of the page is about."""
    return frozenset(section.moment for section in page.sections if section.moment)
