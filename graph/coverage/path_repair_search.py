"""Finds the entities that repairs link, on columns; in Cypher `match_path_repairs` finds them."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np

from graph.coverage.columns.divisions import inside
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.homes import homes, surveyed
from graph.coverage.columns.path_walk import PathWalk
from graph.coverage.indicator import Indicator
from graph.coverage.path_pattern import PatternStep
from graph.coverage.path_repairs import LINKED_PENALTY, MAX_CANDIDATES, NO_PATH_REPAIR, PathRepair, possible_path_repairs
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS, PROVINCE
from graph.model.homes import HOMES
from graph.snapshot.array_types import BoolArray, IndexArray

_FAR: Final = 1_000
"""The rank of an entity outside the province's part of the tree."""
RepairRow = list[Any]
"""The index of a repair, Neo4j's internal ids of `a` and `b` (or None), and the rank."""


class PathRepairSearch:
    """Repairs of an indicator's units, on an evaluator's only day."""

    def __init__(self, evaluator: Evaluator, indicator: Indicator) -> None:
        self.evaluator = evaluator
        self.indicator = indicator
        self.walk = PathWalk(evaluator)
        self.repairs = possible_path_repairs(indicator)
        self._candidates: dict[tuple[PathRepair, int], tuple[IndexArray, IndexArray]] = {}
        self._heights: dict[int, IndexArray] = {}

    def explain(self, unit: int, home: int) -> list[Any]:
        """Returns the number of existing steps by path, whether each required relation is surveyed, and the repairs."""
        return [self.existing_steps(unit), self.surveyed(home), self.rows(unit, home)]

    def existing_steps(self, unit: int) -> list[int]:
        lengths = ([self.walk.leads(unit, steps[: end + 1]) for end in range(len(steps))] for steps in self.indicator.steps)
        return [sum(each) for each in lengths]

    def surveyed(self, home: int) -> list[bool]:
        return [bool(surveyed(self.evaluator, relation)[home]) for relation in self.indicator.required_relations]

    def rows(self, unit: int, home: int, at: str | None = None) -> list[RepairRow]:
        """Returns the best candidates of each repair. `at`: the required code of `a`."""
        rows: list[RepairRow] = [[NO_PATH_REPAIR, int(self.evaluator.columns.snapshot.node_id[unit]), None, 0]]
        for index, repair in enumerate(self.repairs):
            rows += [[index, *row] for row in self._rows(repair, unit, home, at)]
        return rows

    def _rows(self, repair: PathRepair, unit: int, home: int, at: str | None) -> Iterator[RepairRow]:
        ids, codes = self.evaluator.columns.snapshot.node_id, self.evaluator.columns.snapshot.codes
        starts = self._starts(repair, unit, at)
        if not repair.ends_at_existing:
            yield from ([int(ids[start]), None, 0] for start in starts)
            return
        ranked = [
            (place, codes[start], codes[end], start, end) for start in starts for place, end in self._ends(repair, start, home)
        ]
        for place, _, _, start, end in sorted(ranked)[:MAX_CANDIDATES]:
            yield [int(ids[start]), int(ids[end]), place]

    def _starts(self, repair: PathRepair, unit: int, at: str | None) -> Sequence[int]:
        """Returns the last reached entities, the first few by code."""
        if not repair.reached:
            return [unit]
        codes = self.evaluator.columns.snapshot.codes
        reached = self.walk.reached(unit, repair.steps[: repair.reached])
        chosen = sorted((each for each in reached if at is None or codes[each] == at), key=lambda each: (codes[each], each))
        return chosen[: MAX_CANDIDATES if repair.ends_at_existing else 1]

    # ------------------------------------------------------------------------------------------------ candidates
    def _ends(self, repair: PathRepair, start: int, home: int) -> Iterator[tuple[int, int]]:
        """Yields rank and entity of the best candidates that are not linked to the start."""
        if repair.gives_first_home:
            yield from ((0, int(end)) for end in np.flatnonzero(self._homeless(repair))[:MAX_CANDIDATES])
            return
        entities, places = self._ranked(repair, home)
        linked = set[int]() if repair.new_nodes else self._neighbours(repair.added[-1], start)
        left = MAX_CANDIDATES
        for entity, place in zip(entities.tolist(), places.tolist(), strict=True):
            if left and entity != start and entity not in linked:
                left -= 1
                yield place, entity

    def _ranked(self, repair: PathRepair, home: int) -> tuple[IndexArray, IndexArray]:
        """Returns entities from which the rest of the path exists, nearest first, and their ranks."""
        if (repair, home) not in self._candidates:
            kind = repair.added[-1].kinds[0]
            here = self.evaluator.columns.range_of(kind)
            place = self._places(kind, home)
            entities = np.flatnonzero(self._fitting(repair)[here] & (place < _FAR))
            place = place + np.where(self._linked(repair.added[-1])[here], LINKED_PENALTY, 0)
            order = entities[np.argsort(place[entities], kind="stable")]
            self._candidates[repair, home] = order + here.start, place[order]
        return self._candidates[repair, home]

    def _fitting(self, repair: PathRepair) -> BoolArray:
        step = repair.added[-1]
        ends = self.evaluator.matching_any(step.kinds[:1], step.on_node)
        return (ends & self.evaluator.leads(repair.suffix)) != 0

    def _places(self, kind: Kind, home: int) -> IndexArray:
        """Returns by entity of the kind the steps up from `home` to the first division that contains it."""
        first, size = self.evaluator.columns.range_of(kind).start, self.evaluator.columns.size_of(kind)
        pairs, places = homes(self.evaluator, kind), np.full(size, _FAR, np.int64)
        np.minimum.at(places, pairs.first - first, self._heights_above(home)[pairs.second])
        return places

    def _heights_above(self, home: int) -> IndexArray:
        """Returns by division the steps up from `home` to the first division, below the province, that contains it."""
        if home not in self._heights:
            heights, level = np.full(len(self.evaluator.columns), _FAR, np.int64), {home}
            for height in range(len(DIVISIONS)):
                for division in level:
                    if self.evaluator.columns.snapshot.kind_of(division) is not PROVINCE:
                        there = inside(self.evaluator, division, 0)
                        heights[there] = np.minimum(heights[there], height)
                level = {parent for division in level for parent in self._parents.get(division, ())}
            self._heights[home] = heights
        return self._heights[home]

    @cached_property
    def _parents(self) -> dict[int, list[int]]:
        parents = dict[int, list[int]]()
        for table, days in self.evaluator.links("ADMINISTERS"):
            valid = days != 0
            for parent, child in zip(table.ends.source[valid].tolist(), table.ends.target[valid].tolist(), strict=True):
                parents.setdefault(child, []).append(parent)
        return parents

    # ------------------------------------------------------------------------------------------------ links of candidates
    def _valid_links(self, relation: str) -> Iterator[tuple[Any, BoolArray]]:
        """Yields links valid by their own dates; their ends need not be."""
        always = self.evaluator.days.always(len(self.evaluator.columns))
        for table, _ in self.evaluator.links(relation):
            yield table, table.valid(self.evaluator.days, always) != 0

    def _linked(self, step: PatternStep) -> BoolArray:
        """Returns which entities are the far end of a link of the step."""
        assert step.relation is not None
        linked = np.zeros(len(self.evaluator.columns), bool)
        for table, valid in self._valid_links(step.relation.name):
            linked[table.ends.far(back=step.back)[valid]] = True
        return linked

    def _neighbours(self, step: PatternStep, start: int) -> set[int]:
        """Returns the far ends of the start's links of the step."""
        assert step.relation is not None
        found = set[int]()
        for table, valid in self._valid_links(step.relation.name):
            links = table.ends.at(start, back=step.back)
            found |= set(table.ends.far(back=step.back)[links[valid[links]]].tolist())
        return found

    def _homeless(self, repair: PathRepair) -> BoolArray:
        """Returns which entities never had a home and have the rest of the path."""
        step, kind = repair.added[-1], repair.added[-1].kinds[0]
        never = np.ones(len(self.evaluator.columns), bool)
        for table, _ in self.evaluator.links(HOMES[kind].name):
            never[table.ends.far(back=step.back)] = False
        here = np.zeros(len(never), bool)
        here[self.evaluator.columns.range_of(kind)] = True
        return here & never & self._fitting(repair)
