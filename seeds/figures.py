"""Published figures and the GraphQL queries that compute them.

A folder has ``figures.csv`` and one ``<figure>.graphql`` per row. A query takes ``$asOf``. A paginated query also takes ``$after``, and its
first field selects ``pageInfo { hasNextPage endCursor }``; the values of all pages are combined.

The path to a number consists of field names separated by dots and visits each item of a list. ``[size=LARGE]`` selects items by the value
of a field, ``[totalCount>=1]`` by its minimum. A name may have several conditions.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

from graph.messages import seeds as messages
from graph.messages.language import listing
from graph.messages.message import MessageError

INDEX_FILE: Final = "figures.csv"
_MAX_RATIO: Final = 1.01
_STEP: Final = re.compile(r"(\w+)((?:\[[^\]]+\])*)(?:\.|$)")
_CONDITION: Final = re.compile(r"\[(\w+)(>=|=)([^\]]+)\]")

QueryFunction = Callable[..., Mapping[str, Any]]
"""Keyword arguments are the variables."""


class FigureError(MessageError):
    """The index or a response is invalid."""


class Reduction(Enum):
    """How non-null values become one number."""

    VALUE = "the only value"
    EACH = "the value that all of them have"
    SUM = "their sum"
    PAIRS = "half their sum: each pair was counted from both sides"
    COUNT = "how many there are"
    DISTINCT = "how many different ones there are"


class MatchRule(Enum):
    EXACT = "equal"
    FLOOR = "at least, and within one percent: published with 余"
    AT_LEAST = "at least"


@dataclass(frozen=True)
class Figure:
    """A published figure, and the query that returns it.

    ``denominator_path``: makes the number a percentage of the value at that path.
    """

    system: str
    name: str
    value: str
    unit: str
    unit_zh: str
    meaning: str
    meaning_zh: str
    source_quote: str
    query: str
    reduction: Reduction
    path: str
    denominator_path: str
    expected: float
    match_rule: MatchRule

    def value_from(self, responses: Sequence[Mapping[str, Any]]) -> float:
        """Combines the responses of all pages. Raises FigureError."""
        number = _REDUCTIONS[self.reduction]([value for response in responses for value in values_at(response, self.path)])
        if self.denominator_path:
            return 100 * number / _only(list(values_at(responses[0], self.denominator_path)))
        return number

    def matches(self, number: float) -> bool:
        if self.match_rule is MatchRule.EXACT:
            return number == self.expected
        return self.expected <= number and (self.match_rule is MatchRule.AT_LEAST or number <= self.expected * _MAX_RATIO)

    def measure(self, execute: QueryFunction, **variables: Any) -> float:
        """Executes the query for every page. ``variables``: ``asOf``; today by default."""
        return self.value_from(list(_pages(self.query, execute, variables)))


def read_figures(folder: Path) -> tuple[Figure, ...]:
    """Keeps the order of the index. Raises FigureError."""
    with (folder / INDEX_FILE).open(encoding="utf-8-sig", newline="") as file:
        return tuple(_figure(folder, row) for row in csv.DictReader(file))


def _figure(folder: Path, row: Mapping[str, str]) -> Figure:
    try:
        name = row["figure"]
        return Figure(
            **{
                key: row[key] for key in ("system", "value", "unit", "unit_zh", "meaning", "meaning_zh", "source_quote", "path")
            },
            name=name,
            denominator_path=row["of"],
            query=(folder / f"{name}.graphql").read_text("utf-8"),
            reduction=Reduction[row["reduction"]],
            expected=float(row["expected"]),
            match_rule=MatchRule[row["holds"]],
        )
    except (KeyError, ValueError, OSError) as error:
        raise FigureError(messages.UNREADABLE_FIGURE, row=dict(row), file=INDEX_FILE, error=error) from error


def _pages(query: str, execute: QueryFunction, variables: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    response = execute(query, **variables)
    yield response
    while cursor := _next_cursor(response):
        response = execute(query, **variables, after=cursor)
        yield response


def _next_cursor(response: Mapping[str, Any]) -> str | None:
    page = next((field["pageInfo"] for field in response.values() if "pageInfo" in (field or ())), None)
    return page["endCursor"] if page and page["hasNextPage"] else None


def values_at(data: Any, path: str) -> Iterator[Any]:
    if data is None:
        return
    if isinstance(data, list):
        for item in data:  # pyright: ignore[reportUnknownVariableType]
            yield from values_at(item, path)
    elif not path:
        yield data
    else:
        yield from _follow_step(data, path)


def _follow_step(data: Mapping[str, Any], path: str) -> Iterator[Any]:
    step = _STEP.match(path)
    if step is None or step[1] not in data:
        raise FigureError(messages.FIGURE_PATH_MISMATCH, path=path, fields=listing(data))
    conditions = _CONDITION.findall(step[2])
    for item in values_at(data[step[1]], ""):
        if all(_satisfies(item, *condition) for condition in conditions):
            yield from values_at(item, path[step.end() :])


def _satisfies(item: Mapping[str, Any], field: str, comparison: str, operand: str) -> bool:
    value = item[field]
    if comparison == "=":
        return (str(value).lower() if isinstance(value, bool) else str(value)) == operand
    return value is not None and (value >= operand if isinstance(value, str) else value >= float(operand))


def _only(values: Sequence[Any]) -> Any:
    if len(values) != 1:
        raise FigureError(messages.NOT_ONE_VALUE, count=len(values))
    return values[0]


_REDUCTIONS: Final[Mapping[Reduction, Callable[[Sequence[Any]], float]]] = {
    Reduction.VALUE: _only,
    Reduction.EACH: lambda values: _only(sorted(set(values))),
    Reduction.SUM: sum,
    Reduction.PAIRS: lambda values: sum(values) / 2,
    Reduction.COUNT: len,
    Reduction.DISTINCT: lambda values: len(set(values)),
}
