"""Record which lines of a screenplay depend on which acts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.authoring.screenplay import Act, Part, Spot
from simulator.scenario.condition import Condition
from simulator.scenario.condition_tokens import tokens_of
from simulator.scenario.model import Change

Span = tuple[int, int]
"""The numbers of the first and the last of some lines."""


@dataclass(slots=True)
class Dependencies:
    """What is known so far, while the script is written.

    ``read`` has the lines that depend on a name, ``changed`` the acts that change a variable (by
    its index), ``jumps`` the acts that jump to a label, and ``targets`` the line after a label.
    """

    read: dict[str, list[Span]] = field(default_factory=dict)
    changed: dict[int, list[Spot]] = field(default_factory=dict)
    jumps: dict[str, list[Spot]] = field(default_factory=dict)
    targets: dict[str, int] = field(default_factory=dict)

    def jump(self, label: str, act: Spot | None) -> None:
        """Record a jump; ``act`` is the one in whose answer it is, or None."""
        spots = self.jumps.setdefault(label, [])
        if act is not None:
            spots.append(act)

    def change(self, change: Change, act: Spot | None) -> None:
        """Record what an act changes; what the script changes by itself is not recorded."""
        if act is None:
            return
        for at, _ in (*change.add, *change.assign):
            self.changed.setdefault(at, []).append(act)

    def depend(self, condition: Condition, span: Span) -> None:
        """Record that these lines depend on a condition, if there are any."""
        first, last = span
        if last < first:
            return
        for name in _read_by(condition):
            spans = self.read.setdefault(name, [])
            if span not in spans:
                spans.append(span)

    def later(self, part: Part, act: Act) -> tuple[Span, ...]:
        """Return the lines that depend on this act of a moment, in order."""
        moment = part.moment.id
        if act.option is None:
            names = [f"missed:{moment}", f"waited:{moment}"]
        else:
            names = [f"did:{moment}.{act.option.id}", f"did:{moment}"]
        return tuple(sorted({span for name in names for span in self.read.get(name, ())}))


def _read_by(condition: Condition) -> Iterator[str]:
    """Yield what a condition reads: names of climate and state, and acts such as ``did:drift``."""
    tokens = tokens_of(condition.source)
    # The shorter lists leave out the last token only, which is the end of the text.
    for token, following, text in zip(tokens, tokens[1:], [*tokens[2:], tokens[-1]], strict=False):
        if token.kind != "name":
            continue
        # Before a bracket is the name of a function, whose argument is an id in quotes.
        yield f"{token.text}:{text.text[1:-1]}" if following.text == "(" else token.text
