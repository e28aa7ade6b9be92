"""Reads points of a series from numbers, with their divisions projected at the point's date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from graphql import GraphQLObjectType, GraphQLString

from graph.compiler.compiler import Compiler
from graph.compiler.expressions import Expression, ObjectValue
from graph.compiler.selections import SelectedField
from graph.coverage.counts import Counts


@dataclass(frozen=True)
class SeriesPoint:
    """The counts of one date of a series.

    `counts`: None if the scope is not valid on this date. `divisions`: keys of projected divisions, and counts.
    """

    as_of: date
    counts: Counts | None
    divisions: Sequence[tuple[Any, Counts]] = ()


SeriesPointReader = Callable[[SeriesPoint, Callable[[SelectedField, Any], ObjectValue]], ObjectValue]
"""Reads a point. The second argument projects a division, given its field and its key."""


def division_fields(compiler: Compiler, selected: SelectedField) -> list[SelectedField]:
    """Returns the fields `divisions { division }` of a series."""
    return [
        each
        for point_field in _fields(compiler, selected)
        if point_field.name == "divisions"
        for each in _fields(compiler, point_field)
        if each.name == "division"
    ]


def point_reader(compiler: Compiler, selected: SelectedField) -> SeriesPointReader:
    read_point = _object_reader(compiler, selected, "CoveragePoint")
    lists = {
        each.key: _object_reader(compiler, each, "DivisionPoint")
        for each in _fields(compiler, selected)
        if each.name == "divisions"
    }

    def read(point: SeriesPoint, division: Callable[[SelectedField, Any], ObjectValue]) -> ObjectValue:
        def value_of_point(field: SelectedField) -> Any:
            if field.key in lists:
                return [_division_point(lists[field.key], key, counts, division) for key, counts in point.divisions]
            return str(point.as_of) if field.name == "asOf" else _number(point.counts, field.name)

        return read_point(value_of_point)

    return read


def _division_point(
    read: "ObjectReader", key: Any, counts: Counts, division: Callable[[SelectedField, Any], ObjectValue]
) -> ObjectValue:
    return read(lambda field: division(field, key) if field.name == "division" else _number(counts, field.name))


ObjectReader = Callable[[Callable[[SelectedField], Any]], ObjectValue]


def _object_reader(compiler: Compiler, selected: SelectedField, typename: str) -> ObjectReader:
    fields = _fields(compiler, selected)
    coerce = {
        field.key: compiler.coercion.coerce(Expression(None), _type_of(field)).decode
        for field in fields
        if field.name not in ("divisions", "division")
    }

    def read(value_of: Callable[[SelectedField], Any]) -> ObjectValue:
        result = ObjectValue.of(typename)
        for field in fields:
            value = typename if field.definition is None else value_of(field)
            result[field.key] = coerce[field.key](value) if field.key in coerce else value
        return result

    return read


def _fields(compiler: Compiler, selected: SelectedField) -> Sequence[SelectedField]:
    return compiler.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)


def _type_of(field: SelectedField) -> Any:
    return cast(Any, field.definition).type if field.definition else GraphQLString


def _number(counts: Counts | None, field: str) -> Any:
    if counts is None:
        return None
    numbers = {
        "denominator": counts.denominator,
        "reached": counts.reached,
        "notReached": counts.not_reached,
        "unknown": counts.unknown,
        "share": counts.share,
    }
    return numbers[field]
