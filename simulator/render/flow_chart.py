"""The flow chart of a scenario as data, before it is drawn.

Acts with the same outcome share one edge, and everything marked graphically is also stated in
words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.authoring.flow import NEVER_OVER, OVER, START, Flow, FlowArrow, FlowMoment
from simulator.messages import say

FORMATS = ("mermaid", "svg")


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
class Edge:
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
    edges: tuple[Edge, ...]
    sentences: tuple[str, ...]


def legend() -> tuple[str, str]:
    """Return two sentences: what the shapes mean, and what the lines mean."""
    return say("flow.shapes"), say("flow.lines")


def chart(flow: Flow) -> Chart:
    """Turn a flow into boxes, edges and sentences."""
    # Play begins above the moments, and the other ends are below them.
    start, *ends = _ends(flow)
    boxes = (start, *map(_box, flow.moments), *ends)
    title = say("flow.title", title=flow.title)
    return Chart(title, boxes, tuple(_edges(flow)), tuple(_sentences(flow)))


def _ends(flow: Flow) -> Iterator[Box]:
    """Yield the boxes that are not moments: the start, and the ends that an edge leads to."""
    yield Box(START, "", (say("flow.start"),), exemplary=flow.exemplary)
    targets = {arrow.target for arrow in flow.arrows}
    exemplary = {arrow.target for arrow in flow.arrows if arrow.exemplary}
    for end, words in ((OVER, say("flow.over")), (NEVER_OVER, say("flow.never_over"))):
        if end in targets:
            yield Box(end, "", (words,), exemplary=end in exemplary)


def _box(moment: FlowMoment) -> Box:
    lines = tuple(filter(None, _in_box(moment)))
    return Box(moment.id, moment.kind, lines, moment.reached, bool(moment.visited))


def _in_box(moment: FlowMoment) -> Iterator[str]:
    yield say("flow.leave" if moment.kind == "leave" else "flow.cue", id=moment.id)
    yield moment.about
    if moment.when:
        # A condition can span several lines of the file.
        yield say("flow.box_if", condition=" ".join(moment.when.split()))
    if moment.visited:
        yield say("flow.visited", what=moment.visited)
    if not moment.reached:
        yield say("flow.no_play_here")


def _edges(flow: Flow) -> Iterator[Edge]:
    # Acts that differ in nothing but their names share an edge, or the chart would be unreadable.
    groups: dict[tuple[object, ...], list[FlowArrow]] = {}
    for arrow in flow.arrows:
        ends = (arrow.source, arrow.target)
        how = (arrow.reasons, arrow.labels, arrow.taken, arrow.exemplary)
        groups.setdefault((*ends, *how), []).append(arrow)
    for arrows in groups.values():
        first, lines = arrows[0], tuple(_on_the_way(arrows))
        yield Edge(first.source, first.target, lines, first.taken, first.exemplary)


def _on_the_way(arrows: list[FlowArrow]) -> Iterator[str]:
    first = arrows[0]
    acts = ", ".join(map(_act, arrows))
    if acts:
        yield say("flow.exemplary", acts=acts) if first.exemplary else acts
    for i, reason in enumerate(first.reasons):
        yield say("flow.or_if" if i else "flow.if", reason=reason)
    if first.labels:
        yield say("flow.goto", labels=say("flow.then_label").join(first.labels))
    if not first.taken:
        yield say("flow.no_play_this_way")


def _act(arrow: FlowArrow) -> str:
    if not arrow.when:
        return arrow.act
    return say("flow.available_if", act=arrow.act, condition=" ".join(arrow.when.split()))


def _sentences(flow: Flow) -> Iterator[str]:
    if flow.truncated:
        yield say("flow.truncated", limit=flow.truncated)
    elif flow.unreached:
        yield say("flow.unreached", things=", ".join(flow.unreached))
    else:
        yield say("flow.all_reached")
    if not flow.exemplary:
        yield say("flow.no_exemplary")
        return
    visited = [moment.id for moment in flow.moments if moment.visited]
    yield say(
        "flow.exemplary_reaches",
        count=len(visited),
        total=len(flow.moments),
        moments=", ".join(visited),
    )
