"""Evaluates paths on columns, for up to 64 days at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, TypeVar

import numpy as np

from graph.coverage.columns.columns import Columns
from graph.coverage.columns.days import DayBits, Days
from graph.coverage.columns.link_table import LinkTable
from graph.coverage.path_pattern import Condition, PatternStep
from graph.cypher.home_division import home_path
from graph.model.declarations import Kind

T = TypeVar("T")
Result = Any


@dataclass(frozen=True)
class Reads:
    """What a result depends on: links of these relations, and the validity of entities of these kinds. The relations of a
    path include the entities that it passes.
    """

    relations: frozenset[str]
    kinds: frozenset[Kind] = frozenset()

    @classmethod
    def of(cls, relations: Iterable[str], kinds: Iterable[Kind] = ()) -> "Reads":
        return cls(frozenset(relations), frozenset(kinds))

    def overlaps(self, other: "Reads") -> bool:
        return not (self.relations.isdisjoint(other.relations) and self.kinds.isdisjoint(other.kinds))


NOTHING = Reads(frozenset())


@dataclass
class Evaluator:
    """Columns on some days, with cached results. Threads can share one: at worst both compute a result. `nbytes`: of the
    results.
    """

    columns: Columns
    days: Days
    results: dict[tuple[Reads, Any], Result] = field(default_factory=dict[tuple[Reads, Any], Result])
    nbytes: int = 0

    def __post_init__(self) -> None:
        self.valid: DayBits = self.days.between(self.columns.snapshot.valid_from, self.columns.valid_to)

    def unaffected_by(self, changed: Reads) -> dict[tuple[Reads, Any], Result]:
        return {key: result for key, result in list(self.results.items()) if not key[0].overlaps(changed)}

    def once(self, reads: Reads, name: Any, compute: Callable[[], T], size: Callable[[T], int]) -> T:
        key = reads, name
        if key not in self.results:
            self.results[key] = result = compute()
            self.nbytes += size(result)
        return self.results[key]

    # ------------------------------------------------------------------------------------------------ entities and links
    def matching(self, kind: Kind, conditions: Sequence[Condition]) -> DayBits:
        """Returns the days on which each entity of the kind is valid and satisfies the conditions."""
        valid = self.valid[self.columns.range_of(kind)]
        return np.where(self.columns.satisfying(kind, conditions), valid, valid.dtype.type(0)) if conditions else valid

    def matching_any(self, kinds: Iterable[Kind], conditions: Sequence[Condition] = ()) -> DayBits:
        """Returns the days like `matching`, for several kinds, by entity of the graph."""
        found = self.days.never(len(self.columns))
        for kind in kinds:
            found[self.columns.range_of(kind)] = self.matching(kind, conditions)
        return found

    def links(self, relation: str) -> list[tuple[LinkTable, DayBits]]:
        """Returns links with the days on which each is valid."""

        def compute() -> list[tuple[LinkTable, DayBits]]:
            return [(table, table.valid(self.days, self.valid)) for table in self.columns.links[relation]]

        return self.once(Reads.of([relation]), "links", compute, lambda links: sum(days.nbytes for _, days in links))

    def joined_to(self, relation: str, ends: DayBits, conditions: tuple[Condition, ...] = (), *, back: bool) -> DayBits:
        """Returns the days on which each entity has a link to one of `ends`."""
        return self._joined(relation, ends, conditions, back=back, loops=True)

    def _joined(self, relation: str, ends: DayBits, conditions: tuple[Condition, ...], *, back: bool, loops: bool) -> DayBits:
        found = self.days.never(len(self.columns))
        for table, valid in self.links(relation):
            days = valid & ends[table.ends.far(back=back)]
            if conditions:
                days[~table.satisfying(conditions)] = 0
            if not loops:
                days[table.ends.source == table.ends.target] = 0
            table.ends.unite(found, days, self.days, back=back)
        return found

    # ------------------------------------------------------------------------------------------------ paths
    def leads(self, steps: tuple[PatternStep, ...]) -> DayBits:
        """Returns the days on which a path of these steps starts at each entity."""
        if not steps:
            return self.days.always(len(self.columns))
        compute = self._leads_home if steps[0].relation is None else self._leads
        return self.once(Reads.of(relations_of(steps)), steps, lambda: compute(steps[0], steps[1:]), lambda found: found.nbytes)

    def _leads(self, step: PatternStep, onward: tuple[PatternStep, ...]) -> DayBits:
        assert step.relation is not None
        ends = self.matching_any(step.kinds, step.on_node) & self.leads(onward)
        # A relation between entities of one kind leads to another entity.
        loops = not set(step.relation.sources) & set(step.relation.targets)
        directions = (True, False) if step.relation.undirected else (step.back,)
        joined = (self._joined(step.relation.name, ends, step.on_link, back=back, loops=loops) for back in directions)
        return reduce(np.bitwise_or, joined)

    def _leads_home(self, step: PatternStep, onward: tuple[PatternStep, ...]) -> DayBits:
        """Returns the days on which each division is the home of one of the ends."""
        path, found = home_path(frozenset(step.kinds)), self.days.never(len(self.columns))
        ends = self.matching_any(step.kinds, step.on_node) & self.leads(onward)
        for steps in range(1, path.max_steps + 1):
            ends = reduce(np.bitwise_or, (self.joined_to(relation, ends, back=True) for relation in path.relations))
            if steps >= path.min_steps:
                found |= ends
        return found


def relations_of(steps: Iterable[PatternStep]) -> frozenset[str]:
    """Returns the relations of the steps and of their paths home."""
    names = (home_path(frozenset(step.kinds)).relations if step.relation is None else (step.relation.name,) for step in steps)
    return frozenset(name for each in names for name in each)
