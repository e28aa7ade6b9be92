"""Cypher expressions of stored properties, their aggregates, and the intervals of dates."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from graph.model.declarations import Property

AGGREGATE_FUNCTIONS: Final = {"count": "count", "sum": "sum", "average": "avg", "min": "min", "max": "max"}
"""By field of an aggregate."""
INTERVALS: Final[Mapping[str, Callable[[str], str]]] = {
    "YEAR": lambda day: f"left(toString({day}), 4)",
    "QUARTER": lambda day: f"left(toString({day}), 4) + '-Q' + toString({day}.quarter)",
    "MONTH": lambda day: f"left(toString({day}), 7)",
}
"""The text of the interval that contains a date, such as 2022, 2022-Q3 and 2022-07."""


def value_of(variable: str, prop: Property) -> str:
    value = f"{variable}.`{prop.name}`"
    return value if prop.cypher_default is None else f"coalesce({value}, {prop.cypher_default})"


def as_json_expression(variable: str, prop: Property) -> str:
    """Returns a property as a JSON value; a date becomes ISO text."""
    value = value_of(variable, prop)
    return f"toString({value})" if prop.type is date else value


def aggregate_of(function: str, value: str) -> str:
    """Returns an aggregate of a value over the rows. A sum of no values is null."""
    aggregate = f"{function}({value})"
    return f"CASE count({value}) WHEN 0 THEN null ELSE toFloat({aggregate}) END" if function == "sum" else aggregate
