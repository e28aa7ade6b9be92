"""The scalars: dates as ISO text, and JSON."""

import re
from datetime import date
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.scalars import JSON as JSON

from graph.messages import execution as messages
from graph.messages.language import Language

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_date(value: Any) -> date:
    """Parses a date in ISO 8601. Raises GraphQLError with the expected form."""
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    # In English: graphql-core puts it after a sentence of its own.
    raise GraphQLError(messages.NOT_A_DATE.format(value=repr(value)).in_language(Language.ENGLISH))


DATE: Any = strawberry.scalar(
    name="Date",
    description="ISO 8601 日期，YYYY-MM-DD。 A date in ISO 8601, YYYY-MM-DD.",
    specified_by_url="https://scalars.graphql.org/andimarek/local-date",
    serialize=str,
    parse_value=parse_date,
)
JSON_VALUE: Any = strawberry.scalar(
    name="JSON", description="任意 JSON 值。 Any JSON value.", serialize=lambda value: value, parse_value=lambda value: value
)
SCALARS: dict[object, Any] = {date: DATE, JSON: JSON_VALUE}
