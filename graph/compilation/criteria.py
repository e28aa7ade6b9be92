"""Criteria: the logic that every input of ``where`` has, and the comparisons of values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.compilation.compiler import Row
from graph.compilation.conditions import Conditions, Criterion, Given, conjunction, disjunction, negation
from graph.compilation.text_order import comes_after, comes_before, with_its_places
from graph.labels import is_any_of
from graph.model import Kind


class AllOf:
    """All of several conditions; of none, that holds."""

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return conjunction([conditions.all_of(row, part) for part in given.parts()])

    def of_nothing(self, conditions: Conditions, given: Given) -> str:
        return conjunction([conditions.of_nothing(part) for part in given.parts()])


class AnyOf:
    """At least one of several conditions; of none, that does not hold."""

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return disjunction([conditions.all_of(row, part) for part in given.parts()])

    def of_nothing(self, conditions: Conditions, given: Given) -> str:
        return disjunction([conditions.of_nothing(part) for part in given.parts()])


class Not:
    """The exact complement of a condition."""

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return negation(conditions.all_of(row, given))

    def of_nothing(self, conditions: Conditions, given: Given) -> str:
        return negation(conditions.of_nothing(given))


class IsNull:
    """Whether the value or the entity is not there."""

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return f"({row.node} IS NULL) = {conditions.value(given)}"

    def of_nothing(self, conditions: Conditions, given: Given) -> str:
        return conditions.value(given)


@dataclass(frozen=True)
class Comparison:
    """A comparison of the row's value (``{0}``) with what is given (``{1}``): not true where there is no value."""

    text: str

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        return self.text.format(row.node, conditions.value(given))


@dataclass(frozen=True)
class TextComparison:
    """A comparison of two texts by code point: ``after`` the given one or before it, or equal to it too."""

    after: bool
    or_equal: bool

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        bound = conditions.value(given, with_its_places)
        compared = comes_after(row.node, bound) if self.after else comes_before(row.node, bound)
        return f"({compared} OR {row.node} = {bound}[0])" if self.or_equal else compared


COMPARISONS: Final[Mapping[str, Criterion]] = {
    "eq": Comparison("{0} = {1}"),
    "ne": Comparison("{0} <> {1}"),
    "in": Comparison("{0} IN {1}"),
    "notIn": Comparison("({0} IS NOT NULL AND NOT {0} IN {1})"),
    "gt": Comparison("{0} > {1}"),
    "gte": Comparison("{0} >= {1}"),
    "lt": Comparison("{0} < {1}"),
    "lte": Comparison("{0} <= {1}"),
    "contains": Comparison("{0} CONTAINS {1}"),
    "startsWith": Comparison("{0} STARTS WITH {1}"),
}
"""Every operator by the name that callers give it."""
TEXT_COMPARISONS: Final[Mapping[str, Criterion]] = {
    **COMPARISONS,
    "gt": TextComparison(after=True, or_equal=False),
    "gte": TextComparison(after=True, or_equal=True),
    "lt": TextComparison(after=False, or_equal=False),
    "lte": TextComparison(after=False, or_equal=True),
}
"""The same for texts."""


@dataclass(frozen=True)
class IsOfKind:
    """That the entity is of one kind, and what is given holds of it."""

    kind: Kind

    def condition(self, conditions: Conditions, row: Row, given: Given) -> str:
        if self.kind not in row.kinds:
            return "false"
        kinds = frozenset({self.kind})
        return conjunction([is_any_of(row.node, kinds), conditions.all_of(replace(row, kinds=kinds), given)])
