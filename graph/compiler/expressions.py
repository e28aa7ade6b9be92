"""Cypher expressions with their decoders.

Objects are sent as lists: they are 25 % cheaper than maps on the wire, and Neo4j does not preserve the order of map keys. Decoders restore
the response keys. They process whole columns, so that Python makes one call per field, not per value.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

Decoder = Callable[[Any], Any]
ColumnDecoder = Callable[[Sequence[Any]], Sequence[Any]]
Properties = frozenset[str] | None
"""The stored node properties that an expression reads; None if it needs the node itself."""
NO_PROPERTIES: Properties = frozenset()


class ObjectValue(dict[str, Any]):
    """graphql-core resolves its type by `typename`."""

    __slots__ = ("typename",)

    typename: str

    @classmethod
    def of(cls, typename: str, items: Iterable[tuple[str, Any]] = ()) -> "ObjectValue":
        value = cls(items)
        value.typename = typename
        return value


def identity(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Expression:
    """A Cypher expression, and the decoder of its values. `cypher` is None for a constant."""

    cypher: str | None
    decode: Decoder = identity
    column_decoder: ColumnDecoder | None = None
    properties: Properties = None

    @classmethod
    def from_column_decoder(cls, cypher: str | None, column: ColumnDecoder, properties: Properties = None) -> "Expression":
        return cls(cypher, lambda value: column((value,))[0], column, properties)

    def with_column_decoder(self, column: ColumnDecoder) -> "Expression":
        return Expression.from_column_decoder(self.cypher, column, self.properties)

    @property
    def is_identity(self) -> bool:
        return self.column_decoder is None and self.decode is identity

    def decode_column(self, values: Sequence[Any]) -> Sequence[Any]:
        if self.column_decoder is not None:
            return self.column_decoder(values)
        return values if self.is_identity else list(map(self.decode, values))


def constant(value: Any) -> Expression:
    return Expression(None, lambda _: value, properties=NO_PROPERTIES)


def union_of_properties(properties: Iterable[Properties]) -> Properties:
    union: frozenset[str] = frozenset()
    for each in properties:
        if each is None:
            return None
        union |= each
    return union


def list_expression(expressions: Sequence[Expression], *, pinned: int = 0) -> tuple[str, list[int]]:
    """Returns a Cypher list of the expressions without constants, and each expression's index in it (0 for a constant).

    The list has each text once, sorted, so that order and aliases of a selection do not change it. `pinned`: how many expressions keep
    their index.
    """
    texts = [expression.cypher for expression in expressions if expression.cypher is not None]
    front, others = texts[:pinned], sorted(set(texts[pinned:]))
    index_of = {text: index for index, text in enumerate(others, len(front))}
    indexes = list(range(pinned)) + [index_of.get(each.cypher or "", 0) for each in expressions[pinned:]]
    # A row of constants must still differ from a missing row.
    return "[" + ", ".join([*front, *others] or ["true"]) + "]", indexes


def object_expression(keys: Sequence[str], fields: Sequence[Expression]) -> Expression:
    """Decodes null to None."""
    cypher, indexes = list_expression(fields)
    build = compile_object_builder(keys)

    def decode_rows(rows: Sequence[list[Any]]) -> list[dict[str, Any]]:
        values = list(zip(*rows, strict=True))
        columns = [field.decode_column(values[index]) for field, index in zip(fields, indexes, strict=True)]
        return build(columns, len(rows))

    properties = union_of_properties(field.properties for field in fields)
    return Expression.from_column_decoder(cypher, lambda rows: decode_non_null(decode_rows, rows), properties)


def compile_object_builder(keys: Sequence[str]) -> Callable[[Sequence[Sequence[Any]], int], list[dict[str, Any]]]:
    """Returns a function that builds objects from one column per response key.

    It generates a dict literal, three times as fast as `dict(zip(keys, values))`. GraphQL names are safe in code: they contain only
    letters, digits and underscores.
    """
    names = [f"v{index}" for index in range(len(keys))]
    items = ", ".join(f"{key!r}: {name}" for key, name in zip(keys, names, strict=True))
    targets = ", ".join([*names, "_"])
    return eval(f"lambda columns, size: [{{{items}}} for {targets}, in zip(*columns, range(size), strict=True)]")


def decode_non_null(decode: ColumnDecoder, values: Sequence[Any]) -> Sequence[Any]:
    # Values are mostly non-empty lists, for which `all` is the fastest null check.
    non_null = values if all(values) else [value for value in values if value is not None]
    if not non_null:
        return values
    decoded = decode(non_null)
    if len(non_null) == len(values):
        return decoded
    following = iter(decoded)
    return [None if value is None else next(following) for value in values]


def decode_lists(element: Expression) -> ColumnDecoder:
    return lambda lists: split_by_sizes(element.decode_column(list(chain.from_iterable(lists))), map(len, lists))


def split_by_sizes(values: Sequence[Any], sizes: Iterable[int]) -> list[list[Any]]:
    following = iter(values)
    return [list(islice(following, size)) for size in sizes]
