"""Follows paths from one entity, on an evaluator's only day."""

from collections.abc import Iterator, Sequence

import numpy as np

from graph.coverage.columns.days import DayBits
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.homes import homes
from graph.coverage.columns.link_table import LinkTable
from graph.coverage.path_pattern import PatternStep
from graph.model.declarations import Kind
from graph.snapshot.array_types import BoolArray


class PathWalk:
    """Caches which entities and links the steps permit."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self._ends: dict[PatternStep, DayBits] = {}
        self._links: dict[PatternStep, list[tuple[LinkTable, BoolArray]]] = {}
        self._at_home: dict[Kind, dict[int, list[int]]] = {}

    def reached(self, start: int, steps: Sequence[PatternStep]) -> set[int]:
        """Returns the ends of all paths of these steps."""
        reached = {start}
        for step in steps:
            reached = {end for entity in reached for end in self._follow(entity, step)}
        return reached

    def _follow(self, entity: int, step: PatternStep) -> Iterator[int]:
        permitted = self._permitted_ends(step)
        found = self._homed_at(entity, step.kinds[0]) if step.relation is None else self._linked_to(entity, step)
        return (end for end in found if permitted[end])

    def _permitted_ends(self, step: PatternStep) -> DayBits:
        if step not in self._ends:
            self._ends[step] = self.evaluator.matching_any(step.kinds, step.on_node)
        return self._ends[step]

    def _homed_at(self, division: int, kind: Kind) -> Sequence[int]:
        if kind not in self._at_home:
            pairs, at_home = homes(self.evaluator, kind), dict[int, list[int]]()
            for entity, home in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True):
                at_home.setdefault(home, []).append(entity)
            self._at_home[kind] = at_home
        return self._at_home[kind].get(division, ())

    def _linked_to(self, entity: int, step: PatternStep) -> Iterator[int]:
        assert step.relation is not None
        # A relation between entities of one kind leads to another entity.
        loops = not set(step.relation.sources) & set(step.relation.targets)
        for back in (True, False) if step.relation.undirected else (step.back,):
            for table, permitted in self._permitted_links(step):
                links = table.ends.at(entity, back=back)
                ends: list[int] = table.ends.far(back=back)[links[permitted[links]]].tolist()
                yield from (end for end in ends if loops or end != entity)

    def _permitted_links(self, step: PatternStep) -> list[tuple[LinkTable, BoolArray]]:
        assert step.relation is not None
        if step not in self._links:
            tables = self.evaluator.links(step.relation.name)
            self._links[step] = [(table, (days != 0) & table.satisfying(step.on_link)) for table, days in tables]
        return self._links[step]

    def leads(self, start: int, steps: tuple[PatternStep, ...]) -> bool:
        return bool(np.any(self.evaluator.leads(steps)[start]))
