"""Cypher statements and their results."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, LiteralString, cast

from neo4j.time import Date

BATCH_ROW: Final = "request"
"""The variable of a request's parameters in a batch."""


@dataclass(frozen=True)
class Statement:
    """A query and its parameters. The text contains no value from a caller: it is a literal or compiled from names of the
    model.
    """

    text: LiteralString
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
    batch_text: LiteralString | None = None
    """The text with its parameters read from BATCH_ROW. Statements with the same text may be sent as one batch. The query must
    be short and return at most one row, with the column `answer`.
    """


@dataclass(frozen=True)
class StatementResult:
    """The rows as lists of values, and the revision that was read."""

    rows: list[list[Any]]
    revision: str


READ_REVISION: Final = Statement("RETURN 1 AS one")
"""Reads only the revision of the data."""
PARAMETER: Final = re.compile(r"\$(\w+)")


def with_date_parameters(text: str, parameters: Mapping[str, Any]) -> str:
    """Returns the text with date parameters as `date($p)`, for running it with JSON parameters.

    Comparing a date with a string is null in Cypher, which gives a wrong result without an error.
    """
    return PARAMETER.sub(lambda match: _date_expression(match[0], parameters.get(match[1])), text)


def _date_expression(parameter: str, value: Any) -> str:
    if _is_date(value):
        return f"date({parameter})"
    if isinstance(value, list) and any(map(_is_date, cast(list[Any], value))):
        return f"[day IN {parameter} | date(day)]"
    return parameter


def _is_date(value: Any) -> bool:
    return isinstance(value, date | Date)
