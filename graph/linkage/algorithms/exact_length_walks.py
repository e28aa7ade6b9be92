"""Walks of an exact length between two entities, as sets by position."""

from collections.abc import Collection, Sequence

from graph.linkage.algorithms.small_bfs import MAX_SET_ARCS, SmallBfs

WalkLayers = Sequence[set[int]]
"""Entities reached in exactly 0, 1, 2, ... hops."""


class ExactLengthWalks:
    """Walks over passable entities other than the ends."""

    def __init__(self, bfs: SmallBfs, ends: Collection[int]) -> None:
        self.layers = [{bfs.start}]
        self._bfs = bfs
        self._ends = ends
        self.cost = bfs.cost_of(self.layers[0])

    @property
    def hops(self) -> int:
        return len(self.layers) - 1

    def extend(self) -> None:
        layer = self._bfs.passable(self._bfs.neighbours_of_all(self.layers[-1]).difference(self._ends))
        self.layers.append(layer)
        self.cost = self._bfs.cost_of(layer)


def extend_to(forward: ExactLengthWalks, backward: ExactLengthWalks, hops: int) -> bool:
    """Extends the cheaper side to a sum of `hops`. Returns False if that visits too many arcs."""
    while forward.hops + backward.hops < hops:
        cheaper = forward if forward.cost <= backward.cost else backward
        if cheaper.cost > MAX_SET_ARCS:
            return False
        cheaper.extend()
    return True


def join_walks(start: SmallBfs, forward: WalkLayers, end: SmallBfs, backward: WalkLayers, hops: int) -> list[set[int]] | None:
    """Returns the possible entities at each position of a walk of exactly `hops`; None if that visits too many arcs."""
    half = min(len(forward) - 1, hops)
    rest = hops - half
    middle = forward[0] if half == 0 else backward[0] if rest == 0 else start.passable(forward[half] & backward[rest])
    if start.cost_of(middle) > MAX_SET_ARCS:
        return None
    before, after = _prune(start, middle, forward[1:half]), _prune(end, middle, backward[1:rest])
    return [*forward[: min(half, 1)], *reversed(before), middle, *after, *backward[: min(rest, 1)]]


def _prune(bfs: SmallBfs, middle: set[int], layers: WalkLayers) -> list[set[int]]:
    """Reduces each layer to neighbours of the previous one, from the middle outwards."""
    pruned: list[set[int]] = []
    for layer in reversed(layers):
        pruned.append(bfs.passable_neighbours(pruned[-1] if pruned else middle, layer))
    return pruned
