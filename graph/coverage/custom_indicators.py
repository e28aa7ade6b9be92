"""Custom indicators, declared in a city's seed folder. They cannot contain Cypher: patterns are parsed, values are
parameters.
"""

import re
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, LiteralString

from graph.coverage.indicator import Indicator
from graph.database.statement import Statement
from graph.messages import coverage as messages
from graph.model.declarations import ModelError

SEPARATOR: Final = ";"
_NAME: Final = re.compile(r"[A-Z][A-Z0-9_]{0,59}")
_READ: Final[LiteralString] = "MATCH (n:OwnIndicator) WITH n ORDER BY n.name RETURN collect(properties(n)) AS own"


class BadColumn(ModelError):
    """An invalid value of a declaration, with its column."""

    def __init__(self, column: str, error: ModelError) -> None:
        super().__init__(messages.INVALID_DECLARATION, fault=error.message)
        self.column = column


def custom_indicator(values: Mapping[str, Any], reserved: Collection[str] = ()) -> Indicator:
    """Returns the indicator of a row. `reserved`: names of other indicators. Raises BadColumn."""
    with _in_column("name"):
        _check_name(values["name"], reserved)
    paths = tuple(path.strip() for path in (values.get("paths") or "").split(SEPARATOR) if path.strip())
    indicator = Indicator(
        name_zh=values["name_zh"],
        name_en=values["name_en"],
        unit=values["unit"],
        paths=paths,
        test=values.get("test") or "",
        numerator=values.get("numerator") or _numerator(paths, values.get("test")),
        denominator=values.get("denominator") or values["unit"],
        unknown_when=values.get("unknown_when")
        or "起决定作用的关系在当地未登记，或属性未登记。 A deciding relation is not surveyed there, or a property is not recorded.",
        source=values.get("source") or "本市自定。 The city's own.",
    )
    for column, attribute in (("unit", "pattern"), ("paths", "steps"), ("test", "tests")):
        with _in_column(column):
            _ = getattr(indicator, attribute)
    with _in_column("paths"):
        indicator.check()
    return indicator


def _check_name(name: str, reserved: Collection[str]) -> None:
    if not _NAME.fullmatch(name):
        raise ModelError(messages.INVALID_NAME)
    if name in reserved:
        raise ModelError(messages.NAME_TAKEN, name=name)


@contextmanager
def _in_column(column: str) -> Generator[None]:
    try:
        yield
    except ModelError as error:
        raise BadColumn(column, error) from error


def _numerator(paths: Sequence[str], test: str | None) -> str:
    return " 或 or ".join(paths) + (f" [{test}]" if test else "")


def custom_indicators_statement() -> Statement:
    return Statement(_READ)


def decode_custom_indicators(rows: list[list[Any]]) -> dict[str, Indicator]:
    return {values["name"]: custom_indicator(values) for values in rows[0][0]}
