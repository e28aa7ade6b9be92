"""Limits that hold before an operation is executed, so that no document can cost more than it is allowed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

from graph.compiler.pagination import MAX_PAGE_SIZE
from graph.errors import ErrorCode, UserError
from schema.execution.complexity import Complexity, ComplexityVisitor, NestedTooDeeply, complete_introspection

MAX_NAME_LENGTH: Final = 100
"""Characters of an alias: it is sent back in every answer."""
MAX_LIST_LENGTH: Final = 10_000
"""Values in one list or object of the variables: each is coerced before anything can be asked."""
MAX_INTROSPECTIONS: Final = 2
"""How often one operation may ask for the whole schema."""


@dataclass(frozen=True, eq=False)
class Limits:
    """What one operation may amount to; each is a setting. A server has one of them, which is itself what costs are remembered by."""

    tokens: int = 2_000
    depth: int = 24
    aliases: int = 30
    fields: int = 500
    directives: int = 20
    root_fields: int = 30
    cost: int = 20_000


DEFAULT_LIMITS: Final = Limits()


@dataclass(frozen=True)
class Cost:
    """How many objects the answer can hold, and how many it may."""

    estimate: int
    limit: int


@dataclass(frozen=True)
class OperationRequest:
    """One operation of a document, with the values of its variables."""

    schema: GraphQLSchema
    document: DocumentNode
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]

    def cost(self, largest: int = MAX_PAGE_SIZE) -> int:
        """How many objects the answer can hold, if no list may ask for more than ``largest`` rows."""
        return ComplexityVisitor(self.schema, self.document, self.variables, largest).of(self.operation).objects


def enforce_limits(asked: OperationRequest, limits: Limits) -> Cost:
    """The cost of the operation. Raises Refusal for the first limit that it exceeds."""
    measured = ComplexityVisitor(asked.schema, asked.document, asked.variables)
    try:
        _check_variable_depth(asked.variables, limits.depth)
        for measures in measured.of_every_definition():
            _check_document(measures, limits)
        measures = measured.of(asked.operation)
    except (NestedTooDeeply, RecursionError):
        raise _too_deep(limits.depth) from None
    _check_operation(asked, measures, limits)
    return Cost(measures.objects, limits.cost)


def _check_document(measures: Complexity, limits: Limits) -> None:
    if measures.depth > limits.depth:
        raise _too_deep(limits.depth)
    for number, limit, code, what in (
        (measures.fields, limits.fields, ErrorCode.TOO_MANY_FIELDS, "fields, with all fragments spread"),
        (measures.aliases, limits.aliases, ErrorCode.TOO_MANY_ALIASES, "aliases, with all fragments spread"),
        (measures.directives, limits.directives, ErrorCode.TOO_MANY_DIRECTIVES, "directives, with all fragments spread"),
        (measures.longest_name, MAX_NAME_LENGTH, ErrorCode.TOKEN_TOO_LONG, "characters in a name"),
    ):
        if number > limit:
            raise UserError(
                code, f"The document has {_shown(number)} {what}; {limit:,} are allowed. Ask in several operations."
            )


def _check_operation(asked: OperationRequest, measures: Complexity, limits: Limits) -> None:
    if measures.breadth > limits.root_fields:
        sentence = f"The operation has {measures.breadth} fields at its root; {limits.root_fields} are allowed. Ask in several."
        raise UserError(ErrorCode.TOO_MANY_ROOT_FIELDS, sentence)
    if measures.introspected > MAX_INTROSPECTIONS * _complete_introspection(asked.schema):
        sentence = "The operation describes the schema several times over. Ask for the introspection query of your tool alone."
        raise UserError(ErrorCode.QUERY_TOO_EXPENSIVE, sentence)
    if measures.objects > limits.cost:
        raise _too_expensive(asked, measures.objects, limits.cost)


def _too_expensive(asked: OperationRequest, estimate: int, limit: int) -> UserError:
    largest = _largest_that_fits(asked, limit)
    way_out = (
        f"It fits with `first: {largest}` in every list that asks for more; then page on with `after`."
        if largest
        else "No `first` makes it fit: ask for fewer lists inside each other, or in several operations."
    )
    sentence = f"The answer could hold {_shown(estimate)} objects; {limit:,} are allowed. {way_out}"
    cost = {"estimate": estimate if estimate < 2**53 else None, "limit": limit, "largestFirst": largest}
    return UserError(ErrorCode.QUERY_TOO_EXPENSIVE, sentence, {"cost": cost})


def _largest_that_fits(asked: OperationRequest, limit: int) -> int | None:
    """The most rows that any list may be asked for: found by halving, since the cost grows with it."""
    fits, too_many = 0, MAX_PAGE_SIZE + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        fits, too_many = (middle, too_many) if asked.cost(middle) <= limit else (fits, middle)
    return fits or None


def _check_variable_depth(value: Any, depth: int) -> None:
    """Raises Refusal where the values of variables lie deeper inside each other than that: one level after the other."""
    level = [value]
    for _ in range(depth + 1):
        level = [inside for each in level for inside in _inside(each)]
        if not level:
            return
    raise _too_deep(depth)


def _inside(value: Any) -> list[Any]:
    if not isinstance(value, Mapping | list):
        return []
    inside = cast(Mapping[str, Any] | list[Any], value)
    if len(inside) > MAX_LIST_LENGTH:
        sentence = f"A value holds {len(inside):,} others; {MAX_LIST_LENGTH:,} are allowed. Ask in several requests."
        raise UserError(ErrorCode.BAD_ARGUMENT, sentence)
    return list(inside.values()) if isinstance(inside, Mapping) else inside


def _too_deep(limit: int) -> UserError:
    sentence = f"The document nests its selections or values more than {limit} deep. Ask for the inner part by its `id`."
    return UserError(ErrorCode.QUERY_TOO_DEEP, sentence)


def _shown(number: int) -> str:
    return f"{number:,}" if number < 10**9 else "more than 1,000,000,000"


@cache
def _complete_introspection(schema: GraphQLSchema) -> int:
    return complete_introspection(schema)
