"""What columns read for an indicator, and how its paths and test reach units."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np

from graph.coverage.columns.days import DayBits
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.path_pattern import Condition, PatternStep, UnitPattern
from graph.model.declarations import Kind, Property

EntityProperty = tuple[Kind, Property]
RelationProperty = tuple[str, Property]


@dataclass(frozen=True)
class Reach:
    """For each entity of the kind, valid or not, the days on which it is reached, and those on which a value that decides is null."""

    reached: DayBits
    undecided: DayBits


def reach_by_notation(evaluator: Evaluator, rule: "UnitRule") -> Reach:
    """Decides: reached if one of the paths exists and all tests hold, undecided if a property of the test is null."""
    columns, days = evaluator.columns, evaluator.days
    reached = days.where(columns.satisfying(rule.kind, rule.tests))
    if rule.paths:
        reached &= reduce(np.bitwise_or, (evaluator.leads(path)[columns.range_of(rule.kind)] for path in rule.paths))
    nulls = np.zeros(len(reached), bool)
    for test in rule.tests:
        if test.operator:
            nulls |= ~columns.column(rule.kind, test.prop.name).recorded
    return Reach(reached, days.where(nulls))


@dataclass(frozen=True)
class UnitRule:
    """An indicator for columns; equal ones share results. `extra_properties`: what `reach` reads beyond the conditions."""

    pattern: UnitPattern
    paths: tuple[tuple[PatternStep, ...], ...]
    tests: tuple[Condition, ...]
    required_relations: tuple[str, ...]
    reach: "Callable[[Evaluator, UnitRule], Reach]" = reach_by_notation
    extra_properties: tuple[EntityProperty, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.pattern.kind

    def entity_properties(self) -> Iterator[EntityProperty]:
        yield from ((self.kind, each.prop) for each in (*self.pattern.conditions, *self.tests))
        yield from ((kind, each.prop) for step in self._steps() for kind in step.kinds for each in step.on_node)
        yield from self.extra_properties

    def link_properties(self) -> Iterator[RelationProperty]:
        yield from ((step.relation.name, each.prop) for step in self._steps() if step.relation for each in step.on_link)

    def _steps(self) -> list[PatternStep]:
        return [step for path in (*self.paths, self.pattern.requires) for step in path]
