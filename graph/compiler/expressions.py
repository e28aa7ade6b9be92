"""Parts of a statement: a Cypher expression, and how its value is read back.

Objects travel as lists, not maps: a list is 25 % cheaper than a map on the wire, and Neo4j does not keep the order of a map's
keys. A reader gives each value its response key again. What is there many times is read column by column, so that for each field
of a thousand objects Python is asked once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

Decoder = Callable[[Any], Any]
ColumnDecoder = Callable[[Sequence[Any]], Sequence[Any]]
"""Reads many values at once, to as many in the same order."""


class ObjectValue(dict[str, Any]):
    """One object of an answer: values by response key. ``typename`` is the GraphQL type it is, where its field promises an interface."""

    __slots__ = ("typename",)

    typename: str

    @classmethod
    def of(cls, typename: str, items: Iterable[tuple[str, Any]] = ()) -> "ObjectValue":
        record = cls(items)
        record.typename = typename
        return record


def identity(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Expression:
    """One expression and its reader. A constant needs no place in the statement: its ``text`` is None. ``column``: reads many values
    at once, where that is quicker than one after the other."""

    cypher: str | None
    decode: Decoder = identity
    column_decoder: ColumnDecoder | None = None

    @classmethod
    def from_column_decoder(cls, text: str | None, column: ColumnDecoder) -> "Expression":
        return cls(text, lambda value: column((value,))[0], column)

    @property
    def is_identity(self) -> bool:
        """Whether it is read as the value that the database answers."""
        return self.column_decoder is None and self.decode is identity

    def decode_column(self, values: Sequence[Any]) -> Sequence[Any]:
        if self.column_decoder is not None:
            return self.column_decoder(values)
        return values if self.is_identity else list(map(self.decode, values))


def constant(value: Any) -> Expression:
    return Expression(None, lambda _: value)


def list_expression(parts: Sequence[Expression]) -> tuple[str, list[int]]:
    """A Cypher list of all parts that need a place, and where each part's value lies in it (0 for a constant)."""
    texts: list[str] = []
    places: list[int] = []
    for part in parts:
        places.append(len(texts) if part.cypher is not None else 0)
        if part.cypher is not None:
            texts.append(part.cypher)
    # A row of constants alone still has to be told from no row at all.
    return "[" + ", ".join(texts or ["true"]) + "]", places


def object_expression(keys: Sequence[str], parts: Sequence[Expression]) -> Expression:
    """An object: its parts under its response keys. Null is read as None."""
    text, places = list_expression(parts)
    put_together = compile_object_builder(keys)

    def read_there(rows: Sequence[list[Any]]) -> list[dict[str, Any]]:
        values = list(zip(*rows, strict=True))
        columns = [part.decode_column(values[place]) for part, place in zip(parts, places, strict=True)]
        return put_together(columns, len(rows))

    return Expression.from_column_decoder(text, lambda rows: decode_non_null(read_there, rows))


def compile_object_builder(keys: Sequence[str]) -> Callable[[Sequence[Sequence[Any]], int], list[dict[str, Any]]]:
    """Puts so many objects together, from a column for each of their response keys.

    As a display of a dict that is compiled for these keys it takes a third of the time of ``dict(zip(keys, values))``. Names in GraphQL are
    letters, digits and underscores; the code holds them as constants only.
    """
    names = [f"v{place}" for place in range(len(keys))]
    items = ", ".join(f"{key!r}: {name}" for key, name in zip(keys, names, strict=True))
    each = ", ".join([*names, "_"])
    return eval(f"lambda columns, size: [{{{items}}} for {each}, in zip(*columns, range(size), strict=True)]")


def decode_non_null(read: Callable[[Sequence[Any]], Sequence[Any]], values: Sequence[Any]) -> Sequence[Any]:
    """Reads what is not null, and leaves null where it is."""
    # Mostly rows, which are lists that hold something: that none is null is seen quickest so.
    there = values if all(values) else [value for value in values if value is not None]
    if not there:
        return values
    found = read(there)
    if len(there) == len(values):
        return found
    following = iter(found)
    return [None if value is None else next(following) for value in values]


def decode_lists(part: Expression) -> ColumnDecoder:
    """Reads a column of lists of such parts: all that is in any of them at once."""
    return lambda lists: split_by_sizes(part.decode_column(list(chain.from_iterable(lists))), map(len, lists))


def split_by_sizes(values: Sequence[Any], sizes: Iterable[int]) -> list[list[Any]]:
    """The values as lists of these sizes, one after the other."""
    following = iter(values)
    return [list(islice(following, size)) for size in sizes]
