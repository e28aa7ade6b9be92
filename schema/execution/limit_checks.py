"""Checks an operation against its limits before it is executed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

from graph.compiler.pagination import MAX_PAGE_SIZE
from graph.errors import UserError
from graph.messages import execution as messages
from schema.execution.complexity import Complexity, ComplexityVisitor, NestedTooDeeply, complete_introspection
from schema.execution.limits import Limits

MAX_NAME_LENGTH: Final = 100
"""In characters; each response repeats an alias."""
MAX_INTROSPECTIONS: Final = 2
"""Of the whole schema."""
ROUND_PAGE_SIZE: Final = 10
"""Larger page sizes are suggested as multiples of it."""
MAX_SAFE_INTEGER: Final = 2**53


@dataclass(frozen=True)
class Cost:
    estimate: int
    limit: int


def check_document(schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> None:
    """Raises UserError for the first exceeded limit."""
    try:
        for complexity in ComplexityVisitor(schema, document).of_every_definition():
            _check_structure(complexity, limits)
    except (NestedTooDeeply, RecursionError):
        raise UserError(messages.TOO_DEEP, maximum=limits.depth) from None


def check_variables(variables: Mapping[str, Any], limits: Limits) -> None:
    """Checks nesting and number of values before coercion. Raises UserError at the first value beyond."""
    values = objects = 0
    level: list[Any] = [variables]
    for _ in range(limits.depth + 1):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, Mapping | list):
                composite = cast(Mapping[str, Any] | list[Any], value)
                objects += isinstance(composite, Mapping)
                values += len(composite)
                if values > limits.values:
                    raise UserError(messages.TOO_MANY_VALUES_IN_VARIABLES, maximum=limits.values)
                inner += composite.values() if isinstance(composite, Mapping) else composite
        # Each object takes as long as all fields of its type.
        if objects > limits.input_objects:
            raise UserError(messages.TOO_MANY_INPUT_OBJECTS, maximum=limits.input_objects)
        level = inner
        if not level:
            return
    raise UserError(messages.TOO_DEEP, maximum=limits.depth)


@dataclass(frozen=True)
class OperationCost:
    schema: GraphQLSchema
    document: DocumentNode
    operation: OperationDefinitionNode

    def check(self, variables: Mapping[str, Any], limits: Limits) -> Cost:
        """Raises UserError for too many root fields, introspections or objects."""
        complexity = self._complexity(variables, MAX_PAGE_SIZE)
        if complexity.breadth > limits.root_fields:
            raise UserError(messages.TOO_MANY_ROOT_FIELDS, number=complexity.breadth, maximum=limits.root_fields)
        if complexity.introspected > MAX_INTROSPECTIONS * _complete_introspection(self.schema):
            raise UserError(messages.INTROSPECTION_TOO_EXPENSIVE)
        if complexity.objects > limits.cost:
            raise self._too_expensive(variables, complexity.objects, limits.cost)
        return Cost(complexity.objects, limits.cost)

    def _complexity(self, variables: Mapping[str, Any], max_page_size: int) -> Complexity:
        return ComplexityVisitor(self.schema, self.document, variables, max_page_size).of(self.operation)

    def _too_expensive(self, variables: Mapping[str, Any], estimate: int, limit: int) -> UserError:
        first = self._largest_page_size(variables, limit)
        message = messages.TOO_EXPENSIVE_WITH_FIRST if first else messages.TOO_EXPENSIVE
        cost = {"estimate": estimate if estimate < MAX_SAFE_INTEGER else None, "limit": limit, "largestFirst": first}
        return UserError(message, {"cost": cost}, number=_format(estimate), maximum=limit, first=first)

    def _largest_page_size(self, variables: Mapping[str, Any], limit: int) -> int | None:
        """Returns a round page size near the largest that fits, by bisection: the cost grows with the page size."""
        fits, too_large = 0, MAX_PAGE_SIZE + 1
        while too_large - fits > 1:
            middle = (fits + too_large) // 2
            objects = self._complexity(variables, middle).objects
            fits, too_large = (middle, too_large) if objects <= limit else (fits, middle)
        return (fits - fits % ROUND_PAGE_SIZE if fits > ROUND_PAGE_SIZE else fits) or None


def _check_structure(complexity: Complexity, limits: Limits) -> None:
    if complexity.depth > limits.depth:
        raise UserError(messages.TOO_DEEP, maximum=limits.depth)
    for number, maximum, message in (
        (complexity.fields, limits.fields, messages.TOO_MANY_FIELDS),
        (complexity.aliases, limits.aliases, messages.TOO_MANY_ALIASES),
        (complexity.directives, limits.directives, messages.TOO_MANY_DIRECTIVES),
        (complexity.longest_name, MAX_NAME_LENGTH, messages.NAME_IN_DOCUMENT_TOO_LONG),
    ):
        if number > maximum:
            raise UserError(message, number=_format(number), maximum=maximum)


def _format(number: int) -> str:
    return f"{number:,}" if number < 10**9 else "more than 1,000,000,000"


@cache
def _complete_introspection(schema: GraphQLSchema) -> int:
    return complete_introspection(schema)
