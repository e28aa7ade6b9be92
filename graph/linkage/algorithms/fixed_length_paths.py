"""Paths of one length between two entities, in order: a walk in depth over what lies on a walk of just that length.

A path is a list of different entities. Before each step it is known which entities can stand there on a walk of that length from
end to end (the layered graph of Byers and Waterman, 1984), so that few steps are taken in vain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.linkage.algorithms.bfs import UNSEEN, BidirectionalBfs, Distances
from graph.linkage.algorithms.layered_graph import ArrayLayeredGraph, LayeredGraph, SetLayeredGraph
from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.network import Places


@dataclass(frozen=True)
class Position:
    """Where a search stands: among the paths of ``hops``, at those that begin with ``entities``: before them, or ``behind``."""

    hops: int
    entities: tuple[int, ...]
    behind: bool


@dataclass(frozen=True)
class Waypoint:
    """An entity that every path must contain, and the distance of each entity from it."""

    entity: int
    distance: Distances


class FixedLengthPaths:
    """All paths of ``hops`` between the ends of an ellipse that contain every waypoint.

    ``position``: where it stands, for whoever stops it to go on there later.
    """

    def __init__(self, ellipse: BidirectionalBfs, hops: int, waypoints: Sequence[Waypoint], budget: SearchBudget) -> None:
        self._hops = hops
        self._ends = ellipse.ends
        self._effort = budget
        self._at: list[int] | None = None
        self._due: list[_PendingWaypoint] = []
        self._field = self._few(ellipse, waypoints) or self._wide(ellipse, waypoints)

    def _few(self, ellipse: BidirectionalBfs, waypoints: Sequence[Waypoint]) -> LayeredGraph | None:
        on_walks = None if waypoints else ellipse.few_on_walks(self._hops)
        return None if on_walks is None else SetLayeredGraph(ellipse.ends[0], ellipse.network.adjacency, on_walks)

    def _wide(self, ellipse: BidirectionalBfs, waypoints: Sequence[Waypoint]) -> LayeredGraph | None:
        _, other, members = ellipse.within(self._hops)
        self._due = [_PendingWaypoint.of(waypoint, members, other) for waypoint in waypoints]
        return ArrayLayeredGraph.of(ellipse, members, self._hops) if len(members) else None

    @property
    def position(self) -> Position:
        entities = self._ends[:1] if self._at is None else tuple(self._named(self._at))
        return Position(self._hops, entities, False)

    def walk(self, resume: Position | None) -> Iterator[list[int]]:
        """Each path in order, from ``resume`` on."""
        if self._field is not None and all(due.place is not None for due in self._due):
            yield from self._beginning_with(self._field, [self._field.start], resume)

    def _beginning_with(self, field: LayeredGraph, path: list[int], resume: Position | None) -> Iterator[list[int]]:
        """The paths that begin so. ``resume`` only where the path still runs along it."""
        if len(path) > self._hops:
            if not (resume and resume.behind):
                yield self._named(path)
            return
        for step in self._steps(field, path, resume):
            yield from self._beginning_with(field, [*path, step], self._along(field, resume, len(path), step))

    def _steps(self, field: LayeredGraph, path: list[int], resume: Position | None) -> list[int]:
        """What may follow the path, in order. Counted as looked at, unless an earlier search has counted it already."""
        steps = field.steps(path)
        if resume is None:
            self._at = path
            self._effort.consume(field.cost(path, steps))
        elif len(path) < len(resume.entities):
            first = resume.entities[len(path)]
            steps = [step for step in steps if field.entity(step) >= first]
        return self._in_time(path, steps) if self._due else steps

    def _in_time(self, path: list[int], steps: list[int]) -> list[int]:
        """Those from which each waypoint that is still due can be reached in the hops that are left."""
        due = [each for each in self._due if each.place not in path]
        left = self._hops - len(path)
        if len(due) > left:
            return []
        return [step for step in steps if all(each.hops_over[step] <= left for each in due)]

    def _along(self, field: LayeredGraph, resume: Position | None, place: int, step: int) -> Position | None:
        runs_along = resume and place < len(resume.entities) and resume.entities[place] == field.entity(step)
        return resume if runs_along else None

    def _named(self, path: list[int]) -> list[int]:
        assert self._field is not None
        return [self._field.entity(place) for place in path]


@dataclass(frozen=True)
class _PendingWaypoint:
    """A waypoint in the field: its place, and how many hops it is from each place over the waypoint to the end."""

    place: int | None
    hops_over: Sequence[int]

    @classmethod
    def of(cls, waypoint: Waypoint, entities: Places, to_end: Distances) -> "_PendingWaypoint":
        place = int(np.searchsorted(entities, waypoint.entity))
        if place == len(entities) or entities[place] != waypoint.entity:
            return cls(None, [])
        onward = int(to_end[waypoint.entity])
        distance = waypoint.distance[entities].astype(np.int64)
        return cls(place, np.where(distance == UNSEEN, 99, distance + onward).tolist())
