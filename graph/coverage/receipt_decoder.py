"""Decodes many receipts at once, column by column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, Self

from graph.compiler.expressions import decode_non_null, split_by_sizes
from graph.compiler.property_fields import as_json
from graph.coverage.counts import Counts, CountTable, DivisionPath
from graph.coverage.indicator_question import IndicatorQuestion


@dataclass(frozen=True)
class ReceiptResult:
    value: Any
    cypher: str
    parameters: Mapping[str, Any]

    @classmethod
    def of(cls, value: Any, cypher: str, parameters: Mapping[str, Any]) -> Self:
        """`parameters`: empty if the response does not show them."""
        return cls(value, cypher, as_json(dict(parameters)))


@dataclass(frozen=True)
class ReceiptColumn:
    """Receipts decoded together. `rows`: their values."""

    rows: Sequence[list[Any]]
    table: CountTable
    paths: Sequence[DivisionPath]
    counts: Sequence[Counts]


ReceiptFieldDecoder = Callable[[ReceiptColumn, Sequence[Any]], Sequence[Any]]
"""Decodes a field of many receipts and its expression's values."""


@dataclass(frozen=True)
class ReceiptDecoder:
    """Decodes the receipts of one field. `fields`: for each selected field its index in a row, and its decoder."""

    fields: Sequence[tuple[int, ReceiptFieldDecoder]]
    build: Callable[[Sequence[Sequence[Any]], int], list[dict[str, Any]]]
    own: bool

    def decode(self, rows: Sequence[list[Any]], table: CountTable, paths: Sequence[DivisionPath]) -> list[dict[str, Any]]:
        if not rows:
            return []
        receipts = ReceiptColumn(rows, table, paths, [table.at(path, own=self.own) for path in paths])
        columns = list(zip(*rows, strict=True))
        return self.build([decode(receipts, columns[index]) for index, decode in self.fields], len(rows))


def decode_same(value: Any) -> ReceiptFieldDecoder:
    return lambda receipts, _: [value] * len(receipts.rows)


def decode_count(field: str) -> ReceiptFieldDecoder:
    count = COUNT_FIELDS[field]
    return lambda receipts, _: list(map(count, receipts.counts))


def decode_constant(value: Any) -> ReceiptFieldDecoder:
    return lambda receipts, _: [value] * len(receipts.rows)


def decode_question(field: str, question: IndicatorQuestion) -> ReceiptFieldDecoder:
    value = QUESTION_FIELDS[field]
    return lambda receipts, _: [value(question, receipts.table)] * len(receipts.rows)


def decode_children(child: ReceiptDecoder) -> ReceiptFieldDecoder:
    """Decodes lists of rows that begin with the division's code."""

    def decode(receipts: ReceiptColumn, children: Sequence[list[list[Any]]]) -> list[list[dict[str, Any]]]:
        paths = [(*path, row[0]) for path, rows in zip(receipts.paths, children, strict=True) for row in rows]
        decoded = child.decode(list(chain.from_iterable(children)), receipts.table, paths)
        return split_by_sizes(decoded, map(len, children))

    return decode


def decode_own(own: ReceiptDecoder) -> ReceiptFieldDecoder:
    def decode(receipts: ReceiptColumn, rows: Sequence[list[Any] | None]) -> Sequence[dict[str, Any] | None]:
        paths = [path for path, row in zip(receipts.paths, rows, strict=True) if row is not None]
        return decode_non_null(lambda non_null: own.decode(non_null, receipts.table, paths), rows)

    return decode


COUNT_FIELDS: Final[Mapping[str, Callable[[Counts], Any]]] = {
    "denominator": lambda counts: counts.denominator,
    "reached": lambda counts: counts.reached,
    "notReached": lambda counts: counts.not_reached,
    "unknown": lambda counts: counts.unknown,
    "unweighted": lambda counts: counts.unweighted,
    "share": lambda counts: counts.share,
    "shareLow": lambda counts: counts.share_low,
    "shareHigh": lambda counts: counts.share_high,
}
QUESTION_FIELDS: Final[Mapping[str, Callable[[IndicatorQuestion, CountTable], Any]]] = {
    "weight": lambda question, _: question.weight,
    "cypher": lambda _, table: table.cypher,
    "parameters": lambda _, table: table.parameters,
}
