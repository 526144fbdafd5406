"""The flow chart of a scenario as data, before it is drawn.

Acts with the same outcome share one edge, and everything marked graphically is also stated in
words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.authoring.flow import NEVER_OVER, OVER, START, Flow, FlowArrow, FlowMoment

FORMATS = ("mermaid", "svg")

ENDS = {
    START: "Play begins",
    OVER: "The meeting ends",
    NEVER_OVER: "The script comes back for ever",
}
"""The text in the boxes that are not moments."""

LEGEND = (
    "Boxes with round corners are cues (the leader is called for), "
    "square ones leaves (best left alone).",
    "Thick: the exemplary play comes here. Dashed: no play comes here. "
    "Both are also said in words.",
)


@dataclass(frozen=True, slots=True)
class Box:
    """One box: a moment (``kind`` is cue or leave) or an end (``kind`` is empty).

    The first of ``lines`` is its name.
    """

    id: str
    kind: str
    lines: tuple[str, ...]
    reached: bool = True
    exemplary: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One drawn edge and its label: the acts, their conditions, and the jumps."""

    source: str
    target: str
    lines: tuple[str, ...]
    taken: bool = True
    exemplary: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn; ``sentences`` describe the picture as a whole."""

    title: str
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    sentences: tuple[str, ...]


def chart(flow: Flow) -> Chart:
    """Turn a flow into boxes, edges and sentences."""
    used = {end for arrow in flow.arrows for end in (arrow.source, arrow.target)}
    ends = {
        name: Box(name, "", (words,), exemplary=flow.exemplary)
        for name, words in ENDS.items()
        if name in used
    }
    reached_ends = {arrow.target for arrow in flow.arrows if arrow.exemplary}
    boxes = [ends.pop(START), *map(_box, flow.moments)]
    boxes += [Box(end.id, "", end.lines, exemplary=end.id in reached_ends) for end in ends.values()]
    return Chart(
        f"The flow of '{flow.title}'", tuple(boxes), tuple(_ways(flow)), tuple(_sentences(flow))
    )


def _box(moment: FlowMoment) -> Box:
    lines = [f"{moment.kind}: {moment.id}", moment.about]
    if moment.when:
        lines.append(f"only if {' '.join(moment.when.split())}")
    if moment.visited:
        lines.append(f"The exemplary play: {moment.visited}.")
    if not moment.reached:
        lines.append("No play comes here.")
    return Box(
        moment.id, moment.kind, tuple(filter(None, lines)), moment.reached, bool(moment.visited)
    )


def _ways(flow: Flow) -> Iterator[Way]:
    groups: dict[tuple[object, ...], list[FlowArrow]] = {}
    for arrow in flow.arrows:
        key = (
            arrow.source,
            arrow.target,
            arrow.reasons,
            arrow.labels,
            arrow.taken,
            arrow.exemplary,
        )
        groups.setdefault(key, []).append(arrow)
    for arrows in groups.values():
        first = arrows[0]
        yield Way(
            first.source, first.target, tuple(_on_the_way(arrows)), first.taken, first.exemplary
        )


def _on_the_way(arrows: list[FlowArrow]) -> Iterator[str]:
    first = arrows[0]
    acts = ", ".join(map(_act, arrows))
    if acts:
        yield f"{acts} (exemplary)" if first.exemplary else acts
    for i, reason in enumerate(first.reasons):
        yield f"{'or ' if i else ''}if {reason}"
    if first.labels:
        yield f"goto {', then '.join(first.labels)}"
    if not first.taken:
        yield "no play takes this way"


def _act(arrow: FlowArrow) -> str:
    if arrow.when:
        return f"{arrow.act} (available if {' '.join(arrow.when.split())})"
    return arrow.act


def _sentences(flow: Flow) -> Iterator[str]:
    if flow.truncated:
        yield (
            f"Not every play was looked at (stopped at {flow.truncated}): "
            "these are the arrows as they are in the script."
        )
    elif flow.unreached:
        yield f"No play reaches: {', '.join(flow.unreached)}."
    else:
        yield "Every moment, option and label is reached by some play."
    if flow.exemplary:
        visited = [moment.id for moment in flow.moments if moment.visited]
        count = f"{len(visited)} of {len(flow.moments)}"
        yield f"The exemplary play reaches {count} moments: {', '.join(visited)}."
    else:
        yield "There is no exemplary play (plays/exemplary.yaml)."
