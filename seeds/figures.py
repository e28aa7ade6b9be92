"""Published figures: each with the GraphQL query that answers it, the way from the answer to one number, and what was published.

A folder of figures has ``figures.csv`` and a query for each row, ``<figure>.graphql``. A query takes ``$asOf``; one that pages takes
``$after`` too and asks its first field for ``pageInfo { hasNextPage endCursor }``: the answer is then that of all pages together.

A path leads from the answer to values: names with dots between them, through lists to each of their items. ``[size=LARGE]`` after a
name keeps the items whose field has that value, ``[totalCount>=1]`` those where it is at least that; several may follow each other.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

INDEX_FILE: Final = "figures.csv"
_TOLERANCE: Final = 1.01
_STEP: Final = re.compile(r"(\w+)((?:\[[^\]]+\])*)(?:\.|$)")
_CONDITION: Final = re.compile(r"\[(\w+)(>=|=)([^\]]+)\]")

QueryFunction = Callable[..., Mapping[str, Any]]
"""Sends a query with its variables by keyword and answers the data."""


class FigureError(Exception):
    """A row of the index cannot be read, or an answer does not have the shape that its path expects."""


class Reduction(Enum):
    """What makes one number of the values that a path leads to; null is left out."""

    VALUE = "the only value"
    EACH = "the value that all of them have"
    SUM = "their sum"
    PAIRS = "half their sum: each pair was counted from both sides"
    COUNT = "how many there are"
    DISTINCT = "how many different ones there are"


class Comparison(Enum):
    """How the number must compare with the published one."""

    EXACT = "equal"
    FLOOR = "at least, and within one percent: published with 余"
    AT_LEAST = "at least"


@dataclass(frozen=True)
class Figure:
    """One published figure. Where ``of`` is a path, the number is a percentage of the one that it leads to."""

    system: str
    name: str
    value: str
    unit: str
    meaning: str
    source_quote: str
    query: str
    reduction: Reduction
    path: str
    denominator_path: str
    expected: float
    comparison: Comparison

    def value_from(self, answers: Sequence[Mapping[str, Any]]) -> float:
        """The figure as the answers of all pages give it. Raises FigureError."""
        number = _REDUCTIONS[self.reduction]([value for answer in answers for value in values_at(answer, self.path)])
        if self.denominator_path:
            return 100 * number / _only(list(values_at(answers[0], self.denominator_path)))
        return number

    def matches(self, number: float) -> bool:
        """Whether the number is the one that was published."""
        if self.comparison is Comparison.EXACT:
            return number == self.expected
        return self.expected <= number and (self.comparison is Comparison.AT_LEAST or number <= self.expected * _TOLERANCE)

    def measure(self, ask: QueryFunction, **variables: Any) -> float:
        """Asks for every page and answers the number. ``variables``: ``asOf``, or none for today."""
        return self.value_from(list(_pages(self.query, ask, variables)))


def read_figures(folder: Path) -> tuple[Figure, ...]:
    """The figures of a folder, in the order of its index. Raises FigureError where a row or its query is missing something."""
    with (folder / INDEX_FILE).open(encoding="utf-8-sig", newline="") as file:
        return tuple(_figure(folder, row) for row in csv.DictReader(file))


def _figure(folder: Path, row: Mapping[str, str]) -> Figure:
    try:
        name = row["figure"]
        return Figure(
            **{key: row[key] for key in ("system", "value", "unit", "meaning", "source_quote", "path")},
            name=name,
            denominator_path=row["of"],
            query=(folder / f"{name}.graphql").read_text("utf-8"),
            reduction=Reduction[row["reduction"]],
            expected=float(row["expected"]),
            comparison=Comparison[row["holds"]],
        )
    except (KeyError, ValueError, OSError) as error:
        raise FigureError(f"The row {dict(row)!r} of {INDEX_FILE} cannot be read: {error}.") from error


def _pages(query: str, ask: QueryFunction, variables: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    answer = ask(query, **variables)
    yield answer
    while cursor := _next_cursor(answer):
        answer = ask(query, **variables, after=cursor)
        yield answer


def _next_cursor(answer: Mapping[str, Any]) -> str | None:
    page = next((field["pageInfo"] for field in answer.values() if "pageInfo" in (field or ())), None)
    return page["endCursor"] if page and page["hasNextPage"] else None


def values_at(answer: Any, path: str) -> Iterator[Any]:
    """Every value that ``path`` leads to, but null."""
    if answer is None:
        return
    if isinstance(answer, list):
        for item in answer:  # pyright: ignore[reportUnknownVariableType]
            yield from values_at(item, path)
    elif not path:
        yield answer
    else:
        yield from _stepped(answer, path)


def _stepped(answer: Mapping[str, Any], path: str) -> Iterator[Any]:
    step = _STEP.match(path)
    if step is None or step[1] not in answer:
        raise FigureError(f"The path {path!r} does not fit the answer, which has {', '.join(answer)}.")
    conditions = _CONDITION.findall(step[2])
    for item in values_at(answer[step[1]], ""):
        if all(_meets(item, *condition) for condition in conditions):
            yield from values_at(item, path[step.end() :])


def _meets(item: Mapping[str, Any], field: str, comparison: str, wanted: str) -> bool:
    value = item[field]
    if comparison == "=":
        return (str(value).lower() if isinstance(value, bool) else str(value)) == wanted
    return value is not None and (value >= wanted if isinstance(value, str) else value >= float(wanted))


def _only(values: Sequence[Any]) -> Any:
    if len(values) != 1:
        raise FigureError(f"One value was expected, and there are {len(values)}.")
    return values[0]


_REDUCTIONS: Final[Mapping[Reduction, Callable[[Sequence[Any]], float]]] = {
    Reduction.VALUE: _only,
    Reduction.EACH: lambda values: _only(sorted(set(values))),
    Reduction.SUM: sum,
    Reduction.PAIRS: lambda values: sum(values) / 2,
    Reduction.COUNT: len,
    Reduction.DISTINCT: lambda values: len(set(values)),
}
