"""Walks of just so many hops between two entities, as plain sets: what can stand at each of their places."""

from collections.abc import Collection, Sequence

from graph.linkage.algorithms.small_bfs import SMALL, SmallBfs

Reached = Sequence[set[int]]
"""What is reached in 0, 1, 2, ... hops."""


class ExactLengthWalks:
    """What walks from an entity come to in just so many hops, where they pass what may be passed, and neither end again."""

    def __init__(self, nearby: SmallBfs, ends: Collection[int]) -> None:
        self.reached = [{nearby.start}]
        self._nearby = nearby
        self._ends = ends
        self.cost = nearby.cost_of(self.reached[0])
        """How many links the next hop looks at."""

    @property
    def hops(self) -> int:
        return len(self.reached) - 1

    def extend(self) -> None:
        """One hop more."""
        found = self._nearby.passed(self._nearby.next_to(self.reached[-1]).difference(self._ends))
        self.reached.append(found)
        self.cost = self._nearby.cost_of(found)


def extended(one: ExactLengthWalks, other: ExactLengthWalks, hops: int) -> bool:
    """Whether both together reach so many hops; more is looked at on the side where it is cheaper. False where that is much."""
    while one.hops + other.hops < hops:
        cheaper = one if one.cost <= other.cost else other
        if cheaper.cost > SMALL:
            return False
        cheaper.extend()
    return True


def on_walks(one: SmallBfs, forth: Reached, other: SmallBfs, back: Reached, hops: int) -> list[set[int]] | None:
    """For each place of a walk of just ``hops`` between the starts of the two: what can stand there. None where that is much to look at.

    Few of what is reached from one end lie on a walk to the other: those of the middle, and then, place by place, what is next to them.
    """
    half = min(len(forth) - 1, hops)
    rest = hops - half
    middle = forth[0] if half == 0 else back[0] if rest == 0 else one.passed(forth[half] & back[rest])
    if one.cost_of(middle) > SMALL:
        return None
    before, after = _outwards(one, middle, forth[1:half]), _outwards(other, middle, back[1:rest])
    return [*forth[: min(half, 1)], *reversed(before), middle, *after, *back[: min(rest, 1)]]


def _outwards(side: SmallBfs, middle: set[int], reached: Reached) -> list[set[int]]:
    """From the middle on towards the start of the side: what of each hop is next to what was found of the hop behind it."""
    found: list[set[int]] = []
    for inside in reversed(reached):
        found.append(side.passed_next_to(found[-1] if found else middle, inside))
    return found
