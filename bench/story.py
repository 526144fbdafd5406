"""Generate a story from a seed and write it in our language and in ink, for the same plays in both.

The points of a story form layers. Every option of a point leads to a point of the next layer, or
from the last layer to the end, so a play has as many choices as there are layers. Every point is
reachable.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from unittest.mock import patch

from simulator.engine.draw import draw, order
from simulator.language import lint as checks
from simulator.language import reader, yaml_tree
from simulator.library.scenarios import Loaded
from simulator.messages.findings import say_finding
from simulator.scenario.model import Scenario
from tests.workspaces import load_text

GUARDED = 7
"""In every group of this many points, the third option of the last point requires trust."""

_CREDITS = ("0", "0.2", "0.5", "0.8", "1")
_KINDS = ("redirect", "protect", "contain", "group-process", "feeling", "advise")
_RULES = ("no-advice", "protect-presenter", "relationship", "speculate")
_FIRST_LINES = (
    "He came back to room {n} and asked for the same letter again.",
    "I was in room {n} until seven, and nobody knew that I was there.",
    "The daughter rang from room {n} and she would not say what for.",
    "Have you asked in room {n} whether somebody else could see him?",
)
_SECOND_LINES = (
    "There were {n} pages of notes, and not a word about his wife.",
    "I have thought of him {n} times since then, mostly on the stairs.",
    "It took {n} minutes, and then he thanked me as if I had done it.",
    "I counted to {n}, and then I said what I had meant to keep back.",
)
_SAYS = (
    "I wonder what it is like to sit beside him in room {n}.",
    "Let us stay a moment with the two of them in room {n}.",
    "What would he say of us, if he could hear us in room {n}?",
    "You could also ask the partners about room {n} first.",
    "Somebody here may have felt what is felt in room {n}.",
)
_ANSWERS = (
    "Useless. I would feel useless until somebody called number {n}.",
    "I had not thought of it like that, not in all the {n} pages.",
    "Nobody says a word until somebody laughs about number {n}.",
    "Well, I would have gone home by then, whatever the {n} pages said.",
    "Yes. That is just what he does with me, and I am number {n}.",
)
_WHYS = (
    "It keeps to the two of them.",
    "It leads away from him.",
    "The group can use it.",
    "It is kind, and it closes.",
)
_LAST_LINE = "We have to stop there. Thank you all."


@dataclass(frozen=True, slots=True)
class Choice:
    """An option: it adds ``change`` (-1, 0 or 1) to the trust and leads to the point ``to``.

    If ``to`` is the number of points, the option leads to the end. It is available if the trust is
    at least ``needs`` (0: always). The ink text omits ``do``, ``credit`` and ``why``.
    """

    do: str
    say: str
    answer: str
    change: int
    to: int
    needs: int
    credit: str
    why: str


@dataclass(frozen=True, slots=True)
class Point:
    """Two lines and then a choice of three; waiting leads where the first option leads.

    The ink text omits ``rule``.
    """

    lines: tuple[str, str]
    choices: tuple[Choice, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Story:
    """The points, layer by layer; a play begins at the first, with a trust of 5 (range 0 to 10)."""

    layers: int
    points: tuple[Point, ...]


def story(layers: int, points: int, seed: int = 1) -> Story:
    """Draw a story of ``layers`` layers of ``points`` points.

    The first layers have 1, 2, 4, ... points, so that every point is reachable.
    """
    widths = [min(points, 2**layer) for layer in range(layers)]
    told: list[Point] = []
    for wide, beyond in zip(widths, [*widths[1:], 1], strict=True):
        first = len(told)
        told += [
            _point(seed, first + place, to)
            for place, to in enumerate(_ways(seed, first, wide, beyond))
        ]
    return Story(layers, tuple(told))


def _ways(seed: int, first: int, wide: int, beyond: int) -> Iterator[list[int]]:
    """Yield the three targets of each of the ``wide`` points of a layer, which begins at ``first``.

    The targets are among the ``beyond`` points of the next layer. The first two options of the
    points, which are always available, together lead to every point of that layer.
    """
    sure = order(seed, f"ways/{first}", beyond)
    drawn = [draw(seed, f"way/{first}/{slot}", beyond) for slot in range(beyond, 3 * wide)]
    to = [first + wide + way for way in (*sure, *drawn)]
    return (to[place::wide] for place in range(wide))


def _point(seed: int, number: int, to: list[int]) -> Point:
    def three(name: str, of: tuple[str, ...]) -> list[str]:
        return [
            of[place].format(n=number) for place in order(seed, f"{name}/{number}", len(of))[:3]
        ]

    needs = 4 + draw(seed, f"needs/{number}", 4) if number % GUARDED == GUARDED - 1 else 0
    rows = zip(
        three("do", _KINDS),
        three("say", _SAYS),
        three("answer", _ANSWERS),
        [draw(seed, f"change/{number}/{option}", 3) - 1 for option in range(3)],
        to,
        (0, 0, needs),
        three("credit", _CREDITS),
        three("why", _WHYS),
        strict=True,
    )
    lines = three("first", _FIRST_LINES)[0], three("second", _SECOND_LINES)[0]
    return Point(lines, tuple(Choice(*row) for row in rows), three("rule", _RULES)[0])


_YAML_HEAD = """\
scenario: measured
title: Measured
level: foundation
style: guiding
format: intensive-45
cast:
  priya: {name: Dr Priya Nair, role: presenter}
  ben: {name: Ben, role: member}
state:
  trust: {start: 5, min: 0, max: 10}
script:
  - phase: group-work
"""
_YAML_POINT = """\
  - label: p{number}
  - cue: p{number}
    rules: [{point.rule}]
    turns:
      - ben: {point.lines[0]}
      - priya: {point.lines[1]}
    ripe: 2
    options:
"""
_YAML_CHOICE = """\
      - do: {choice.do}
        say: {choice.say}
        credit: {choice.credit}
        why: {choice.why}
        then: [ben: "{choice.answer}"]
        goto: p{choice.to}
"""
_YAML_END = """\
  - label: p{number}
  - end: {line}
"""


def as_yaml(told: Story) -> str:
    """Write the story in our language."""
    return "".join(_yaml(told))


def _yaml(told: Story) -> Iterator[str]:
    yield _YAML_HEAD
    for number, point in enumerate(told.points):
        yield _YAML_POINT.format(number=number, point=point)
        for choice in point.choices:
            yield _YAML_CHOICE.format(choice=choice)
            yield f"        effect: {{trust: {choice.change:+}}}\n" if choice.change else ""
            yield f"        when: trust >= {choice.needs}\n" if choice.needs else ""
        yield f"    missed: {{goto: p{point.choices[0].to}}}\n"
    yield _YAML_END.format(number=len(told.points), line=_LAST_LINE)


_INK_CHANGE = {
    -1: "  ~ trust = MAX(0, trust - 1)\n",
    0: "",
    1: "  ~ trust = MIN(10, trust + 1)\n",
}


def as_ink(told: Story) -> str:
    """Write the story in ink.

    Its choices are sticky: none is met twice, and ink need not count sticky choices.
    """
    return "".join(_ink(told))


def _ink(told: Story) -> Iterator[str]:
    yield "VAR trust = 5\n-> p0\n"
    for number, point in enumerate(told.points):
        yield f"=== p{number} ===\n{point.lines[0]}\n{point.lines[1]}\n"
        for choice in point.choices:
            needs = f"{{trust >= {choice.needs}}} " if choice.needs else ""
            yield f"+ {needs}{choice.say}\n{_INK_CHANGE[choice.change]}"
            yield f"  {choice.answer}\n  -> p{choice.to}\n"
    yield f"=== p{len(told.points)} ===\n{_LAST_LINE}\n-> END\n"


def loaded(told: Story) -> Scenario:
    """Read, check and build the story's text in our language."""
    # The limits protect trainers against foreign files; this file is our own and may be longer.
    limits = (reader, "LARGEST_FILE"), (yaml_tree, "MOST_EVENTS"), (checks, "MOST_TURNS")
    with ExitStack() as lifted:
        for module, limit in limits:
            lifted.enter_context(patch.object(module, limit, 10**9))
        found = load_text(as_yaml(told).encode(), "bench.yaml")
    assert isinstance(found, Loaded), [say_finding(finding) for finding in found.findings]
    return found.scenario
