"""Criteria: the logic that every input of ``where`` has, and the comparisons of values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.compiler.compiler import Binding
from graph.compiler.filters import FilterCompiler, FilterContext, InputValue, conjunction, disjunction, negation
from graph.cypher.codepoint_order import comes_after, comes_before, with_surrogate_bounds
from graph.cypher.labels import is_any_of
from graph.model.declarations import Kind


class And:
    """All of several conditions; of none, that holds."""

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return conjunction([conditions.all_of(binding, part) for part in given.elements()])

    def when_absent(self, conditions: FilterContext, given: InputValue) -> str:
        return conjunction([conditions.when_absent(part) for part in given.elements()])


class Or:
    """At least one of several conditions; of none, that does not hold."""

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return disjunction([conditions.all_of(binding, part) for part in given.elements()])

    def when_absent(self, conditions: FilterContext, given: InputValue) -> str:
        return disjunction([conditions.when_absent(part) for part in given.elements()])


class Not:
    """The exact complement of a condition."""

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return negation(conditions.all_of(binding, given))

    def when_absent(self, conditions: FilterContext, given: InputValue) -> str:
        return negation(conditions.when_absent(given))


class IsNull:
    """Whether the value or the entity is not there."""

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return f"({binding.node} IS NULL) = {conditions.value(given)}"

    def when_absent(self, conditions: FilterContext, given: InputValue) -> str:
        return conditions.value(given)


@dataclass(frozen=True)
class Comparison:
    """A comparison of the row's value (``{0}``) with what is given (``{1}``): not true where there is no value."""

    text: str

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        return self.text.format(binding.node, conditions.value(given))


@dataclass(frozen=True)
class TextComparison:
    """A comparison of two texts by code point: ``after`` the given one or before it, or equal to it too."""

    after: bool
    or_equal: bool

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        bound = conditions.value(given, with_surrogate_bounds)
        compared = comes_after(binding.node, bound) if self.after else comes_before(binding.node, bound)
        return f"({compared} OR {binding.node} = {bound}[0])" if self.or_equal else compared


COMPARISON_OPERATORS: Final[Mapping[str, FilterCompiler]] = {
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
TEXT_COMPARISON_OPERATORS: Final[Mapping[str, FilterCompiler]] = {
    **COMPARISON_OPERATORS,
    "gt": TextComparison(after=True, or_equal=False),
    "gte": TextComparison(after=True, or_equal=True),
    "lt": TextComparison(after=False, or_equal=False),
    "lte": TextComparison(after=False, or_equal=True),
}
"""The same for texts."""


@dataclass(frozen=True)
class KindFilter:
    """That the entity is of one kind, and what is given holds of it."""

    kind: Kind

    def condition(self, conditions: FilterContext, binding: Binding, given: InputValue) -> str:
        if self.kind not in binding.kinds:
            return "false"
        kinds = frozenset({self.kind})
        return conjunction([is_any_of(binding.node, kinds), conditions.all_of(replace(binding, kinds=kinds), given)])
