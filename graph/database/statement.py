"""A statement: the text of one Cypher query and the values of its parameters; and its answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, LiteralString, cast

from neo4j.time import Date


@dataclass(frozen=True)
class Statement:
    """``text`` holds no value of a caller: those are in ``parameters``. A hand-written text is a literal; the compiler makes the
    others, out of the model's own names."""

    text: LiteralString
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
    batchable: bool = False
    """Whether it may be asked as one with others of its text: it is short, has one column, ``answer``, and one row or none."""


@dataclass(frozen=True)
class StatementResult:
    """The rows of one statement, as lists of values, and the revision of the data that it saw."""

    rows: list[list[Any]]
    revision: str


READ_REVISION: Final = Statement("RETURN 1 AS one")
"""Asks for nothing: its answer tells the revision of the data."""
PARAMETER: Final = re.compile(r"\$(\w+)")
"""A parameter in a statement's text, and its name."""


def with_date_parameters(text: str, parameters: Mapping[str, Any]) -> str:
    """The statement for whoever runs it with its parameters as JSON: it reads days where they are texts. Held against a text a day is
    neither before nor after it, so that the statement would answer something else, and no error."""
    return PARAMETER.sub(lambda found: _reading(found[0], parameters.get(found[1])), text)


def _reading(parameter: str, value: Any) -> str:
    if _is_day(value):
        return f"date({parameter})"
    if isinstance(value, list) and any(map(_is_day, cast(list[Any], value))):
        return f"[day IN {parameter} | date(day)]"
    return parameter


def _is_day(value: Any) -> bool:
    return isinstance(value, date | Date)
