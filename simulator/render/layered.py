"""Lay out boxes and edges in layers from top to bottom, so that edges lead down and rarely cross.

The four steps of Sugiyama (1981): assign a layer to each box; insert a waypoint in every layer
that an edge crosses; order each layer by the mean position of the neighbours; place everything
as near to its neighbours as the widths allow. Edges that cross the same layers to the same box
share their waypoints, so that a hundred edges to the end form one bundle.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import fsum

GAP = 28.0
"""Horizontal space between two boxes of a layer."""

RISE = 34.0
"""Vertical space between two layers, for the edges."""

PASSING = 14.0
"""Width of a waypoint, where an edge crosses a layer."""

_SWEEPS = 11
"""Passes over all layers, alternating down and up; odd, so that the last one goes down."""

_FIRMNESS = 30.0
"""Weight factor for each of a box's first two neighbours that is itself a box.

A box between two boxes keeps its position more firmly than one on a long edge, so that the main
path stays straight.
"""

Name = str
"""The name of a box, or of a waypoint."""

Link = tuple[str, str, str]
"""Source box, target box, and kind of edge; only edges of one kind share waypoints."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """The positions of everything.

    ``boxes`` has the middle of each box's upper edge, ``links`` the points of each link; ``width``
    and ``height`` are those of the whole layout.
    """

    boxes: Mapping[str, Point]
    links: tuple[tuple[Point, ...], ...]
    width: float
    height: float


def lay_out(sizes: Mapping[str, tuple[float, float]], links: Sequence[Link]) -> Layout:
    """Lay out boxes of these sizes (width, height).

    The order of ``sizes`` is the order in which the boxes should appear from the top.
    """
    order = {name: i for i, name in enumerate(sizes)}
    layers = _layers(order, links)
    routes = [_route(layers, order, link) for link in links]
    for route in routes:
        # The waypoints need layers, too; for the box at the beginning nothing changes.
        for below, name in enumerate(route[:-1]):
            layers[name] = layers[route[0]] + below
    rows: list[list[Name]] = [[] for _ in range(max(layers.values(), default=0) + 1)]
    for name, layer in layers.items():
        rows[layer].append(name)
    near = _neighbours(routes)
    widths = {name: sizes[name][0] if name in sizes else PASSING for name in layers}
    weights = dict.fromkeys(layers, 1.0)
    for name in sizes:
        first_neighbours = list(near.get(name, ()))[:2]
        weights[name] = _FIRMNESS ** sum(other in sizes for other in first_neighbours)
    across = _across(_ordered(rows, near, layers), near, layers, widths, weights)
    # Positions are relative to the first box of a row; shift them so that the leftmost edge is 0.
    left = min((across[name] - widths[name] / 2 for name in across), default=0.0)
    across = {name: middle - left for name, middle in across.items()}
    tops = _tops(rows, sizes)
    boxes = {name: (across[name], tops[layers[name]][0]) for name in sizes}
    points = tuple(_points(route, sizes, layers, tops, across) for route in routes)
    width = max((across[name] + widths[name] / 2 for name in across), default=0.0)
    return Layout(boxes, points, width, tops[-1][1] if tops else 0.0)


def _layers(order: Mapping[Name, int], links: Sequence[Link]) -> dict[Name, int]:
    """Assign a layer to each box.

    A box goes below every earlier box it is linked with; without one, below the preceding box.
    """
    above: dict[Name, set[Name]] = defaultdict(set)
    for source, target, _ in links:
        # An edge that leads up is laid out like one that leads down; a loop needs no layer.
        first, second = sorted((source, target), key=order.__getitem__)
        if first != second:
            above[second].add(first)
    layers: dict[Name, int] = {}
    before = -1
    for name in order:
        before = max((layers[other] for other in above[name]), default=before) + 1
        layers[name] = before
    return layers


def _route(layers: Mapping[Name, int], order: Mapping[Name, int], link: Link) -> tuple[Name, ...]:
    """Return the names of a link's upper box, waypoints and lower box, from the top."""
    source, target, kind = link
    down = order[source] <= order[target]
    upper, lower = (source, target) if down else (target, source)
    between = range(layers[upper] + 1, layers[lower])
    # The source is not part of a waypoint's name, so all edges to a target share its waypoints.
    return (upper, *(f"pass {target}{kind} {down} {layer}" for layer in between), lower)


def _neighbours(routes: Sequence[tuple[Name, ...]]) -> dict[Name, dict[Name, None]]:
    # Dicts in place of sets, whose order would differ from run to run.
    near: dict[Name, dict[Name, None]] = defaultdict(dict)
    for route in routes:
        for upper, lower in pairwise(route):
            near[upper].setdefault(lower)
            near[lower].setdefault(upper)
    return near


def _ordered(
    rows: list[list[Name]], near: Mapping[Name, Mapping[Name, None]], layers: Mapping[Name, int]
) -> list[list[Name]]:
    """Order each row by the mean position of its neighbours in the previous row.

    The passes alternate between down and up.
    """
    places: dict[Name, float] = {}
    for row in rows:
        _number(row, places)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            means = {name: _mean(name, near, layers, places, -1 if down else 1) for name in row}
            row.sort(key=means.__getitem__)  # stable: equal means keep the order of the script
            # At once, because the next row is ordered by the new positions of this one.
            _number(row, places)
    return rows


def _number(row: Sequence[Name], places: dict[Name, float]) -> None:
    """Set the place of each box to its index in its row."""
    for i, name in enumerate(row):
        places[name] = float(i)


def _mean(
    name: Name,
    near: Mapping[Name, Mapping[Name, None]],
    layers: Mapping[Name, int],
    places: Mapping[Name, float],
    side: int,
    weights: Mapping[Name, float] | None = None,
) -> float:
    """Return the mean position of the neighbours above (side -1) or below (side 1).

    Return the box's own position if it has no neighbours on that side.
    """
    others = [other for other in near.get(name, {}) if layers[other] - layers[name] == side]
    if not others:
        return places[name]
    heavy = [weights[other] if weights is not None else 1.0 for other in others]
    weighted = (places[other] * weight for other, weight in zip(others, heavy, strict=True))
    # ``fsum``, because ``sum`` rounds floats differently since Python 3.12.
    return fsum(weighted) / fsum(heavy)


def _across(
    rows: list[list[Name]],
    near: Mapping[Name, Mapping[Name, None]],
    layers: Mapping[Name, int],
    widths: Mapping[Name, float],
    weights: Mapping[Name, float],
) -> dict[Name, float]:
    """Return the horizontal position of each box's middle."""
    places: dict[Name, float] = {}
    for row in rows:
        # Each row begins packed around 0.
        apart = _apart([0.0] * len(row), [widths[name] for name in row], [1.0] * len(row))
        places.update(zip(row, apart, strict=True))
    for sweep in range(_SWEEPS):
        # As in ``_ordered``: an even sweep leads down, and looks at the neighbours above.
        side = (-1, 1)[sweep % 2]
        for row in rows if side < 0 else reversed(rows):
            wanted = [_mean(name, near, layers, places, side, weights) for name in row]
            apart = _apart(wanted, [widths[name] for name in row], [weights[name] for name in row])
            places.update(zip(row, apart, strict=True))
    return places


def _apart(
    wanted: Sequence[float], widths: Sequence[float], weights: Sequence[float]
) -> list[float]:
    """Return the positions nearest to those wanted at which neighbours do not overlap.

    Nearest means least weighted squares, solved by pooling adjacent violators.
    """
    # The least distance of each box from the first. Less these, positions only must not decrease.
    steps = list(
        accumulate(((left + right) / 2 + GAP for left, right in pairwise(widths)), initial=0.0)
    )
    # A pool is a group of boxes that touch: weighted sum, weight, number of boxes.
    pools: list[tuple[float, float, int]] = []
    for place, step, weight in zip(wanted, steps, weights, strict=True):
        total, heavy, count = (place - step) * weight, weight, 1
        # A pool that wants to be right of the next one overlaps it, so the two are merged.
        while pools and pools[-1][0] / pools[-1][1] > total / heavy:
            before = pools.pop()
            total, heavy, count = total + before[0], heavy + before[1], count + before[2]
        pools.append((total, heavy, count))
    means: list[float] = []
    for total, heavy, count in pools:
        means += [total / heavy] * count
    return [mean + step for mean, step in zip(means, steps, strict=True)]


def _tops(
    rows: list[list[Name]], sizes: Mapping[str, tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return the vertical position of the upper and the lower edge of each layer."""
    tops: list[tuple[float, float]] = []
    top = 0.0
    for row in rows:
        # Only boxes have a height; a waypoint is a line through the whole layer.
        height = max((sizes[name][1] for name in row if name in sizes), default=0.0)
        tops.append((top, top + height))
        top += height + RISE
    return tops


def _points(
    route: tuple[Name, ...],
    sizes: Mapping[str, tuple[float, float]],
    layers: Mapping[Name, int],
    tops: Sequence[tuple[float, float]],
    across: Mapping[Name, float],
) -> tuple[Point, ...]:
    upper, *between, lower = route
    top, _ = tops[layers[upper]]
    points = [(across[upper], top + sizes[upper][1])]
    for name in between:
        # Straight down through the layer, or the edge would cut the corner of the next box.
        points += [(across[name], edge) for edge in tops[layers[name]]]
    return (*points, (across[lower], tops[layers[lower]][0]))
