"""Logical and comparison operators of `where`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.compiler.bindings import Binding
from graph.compiler.filters import FilterCompiler, FilterContext, InputValue, conjunction, disjunction, negation
from graph.cypher.codepoint_order import comes_after, comes_before, with_surrogate_bounds
from graph.cypher.labels import is_any_of
from graph.model.declarations import Kind


class And:
    """True for an empty list."""

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return conjunction([context.all_of(binding, element) for element in given.elements()])

    def when_absent(self, context: FilterContext, given: InputValue) -> str:
        return conjunction([context.when_absent(element) for element in given.elements()])


class Or:
    """False for an empty list."""

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return disjunction([context.all_of(binding, element) for element in given.elements()])

    def when_absent(self, context: FilterContext, given: InputValue) -> str:
        return disjunction([context.when_absent(element) for element in given.elements()])


class Not:
    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return negation(context.all_of(binding, given))

    def when_absent(self, context: FilterContext, given: InputValue) -> str:
        return negation(context.when_absent(given))


class IsNull:
    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return f"({binding.node} IS NULL) = {context.value(given)}"

    def when_absent(self, context: FilterContext, given: InputValue) -> str:
        return context.value(given)


@dataclass(frozen=True)
class ComparisonOperator:
    """Compares the bound value (`{0}`) with the given one (`{1}`). Not true if the bound value is missing."""

    template: str

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return self.template.format(binding.node, context.value(given))


@dataclass(frozen=True)
class TextComparisonOperator:
    """By code point."""

    after: bool
    or_equal: bool

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        bound = context.value(given, with_surrogate_bounds)
        compared = comes_after(binding.node, bound) if self.after else comes_before(binding.node, bound)
        return f"({compared} OR {binding.node} = {bound}[0])" if self.or_equal else compared


_CONTAINS: Final = "toString({0}) CONTAINS {1}"
"""Without `toString`, Neo4j 5.26 sometimes plans it on the RANGE index of a code, which cannot execute it: the statement fails."""
COMPARISON_OPERATORS: Final[Mapping[str, FilterCompiler]] = {
    "eq": ComparisonOperator("{0} = {1}"),
    "ne": ComparisonOperator("{0} <> {1}"),
    "in": ComparisonOperator("{0} IN {1}"),
    "notIn": ComparisonOperator("({0} IS NOT NULL AND NOT {0} IN {1})"),
    "gt": ComparisonOperator("{0} > {1}"),
    "gte": ComparisonOperator("{0} >= {1}"),
    "lt": ComparisonOperator("{0} < {1}"),
    "lte": ComparisonOperator("{0} <= {1}"),
    "contains": ComparisonOperator(_CONTAINS),
    "startsWith": ComparisonOperator("{0} STARTS WITH {1}"),
}
TEXT_COMPARISON_OPERATORS: Final[Mapping[str, FilterCompiler]] = {
    **COMPARISON_OPERATORS,
    "gt": TextComparisonOperator(after=True, or_equal=False),
    "gte": TextComparisonOperator(after=True, or_equal=True),
    "lt": TextComparisonOperator(after=False, or_equal=False),
    "lte": TextComparisonOperator(after=False, or_equal=True),
}


@dataclass(frozen=True)
class KindFilter:
    kind: Kind

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        if self.kind not in binding.kinds:
            return "false"
        kinds = frozenset({self.kind})
        return conjunction([is_any_of(binding.node, kinds), context.all_of(replace(binding, kinds=kinds), given)])
