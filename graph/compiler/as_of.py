"""The as-of date of a root field: its argument `asOf`, or the date in any id of its arguments. All given dates must agree."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self, cast

from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull

from graph.compiler.global_ids import GlobalIdParts
from graph.compiler.selections import SelectedField, Variables
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.id_suffix import id_suffix


@dataclass(frozen=True)
class AsOf:
    """The date for which a root field is answered.

    `given`: whether the caller gave the date, so that ids below carry it. `edits`: 8 hex digits of simulated edits, or empty.
    """

    day: date
    given: bool = False
    edits: str = ""

    @classmethod
    def of(cls, variables: Variables, today: date, root: SelectedField, *nested: SelectedField) -> Self:
        """Raises UserError (BAD_ARGUMENT) if an id in the root field or in a nested one has another date."""
        given = given_date(variables, root)
        for field in nested:
            require_date(given_date(variables, field), given)
        return cls(given or today, given is not None)

    def after_edits(self, edits: str) -> Self:
        return replace(self, edits=edits)

    @property
    def id_suffix(self) -> str:
        return id_suffix(self.day if self.given else None, self.edits)


def given_date(variables: Variables, field: SelectedField) -> date | None:
    """Raises UserError (BAD_ARGUMENT) if the field has several dates."""
    given: date | None = variables.arguments(field).get("asOf")
    for each in dated_ids(variables, field):
        if given is None:
            given = each.date
        require_date(each.date, given)
    return given


def require_date(other: date | None, given: date | None) -> None:
    """Raises UserError (BAD_ARGUMENT) if an id has another date."""
    if other is None or other == given:
        return
    if given is None:
        raise UserError(messages.DATED_ID_IN_UNDATED_FIELD, date=other)
    raise UserError(messages.CONFLICTING_DATES, date=given, other=other)


def dated_ids(variables: Variables, field: SelectedField) -> list[GlobalIdParts]:
    """Omits malformed ids."""
    if not field.arguments_with_ids:
        return []
    arguments = variables.arguments(field)
    ids = (each for name, of_type in field.arguments_with_ids for each in _ids_in(arguments.get(name), of_type))
    return [parts for parts in map(_parts, ids) if parts is not None and parts.date is not None]


def _parts(global_id: str) -> GlobalIdParts | None:
    try:
        return GlobalIdParts.of(global_id)
    except UserError:
        return None


def _ids_in(value: Any, of_type: Any) -> Iterator[str]:
    pending: list[tuple[Any, Any]] = [(value, of_type)]
    while pending:
        value, of_type = pending.pop()
        if value is None:
            continue
        if isinstance(of_type, GraphQLNonNull):
            pending.append((value, cast(Any, of_type).of_type))
        elif isinstance(of_type, GraphQLList):
            pending += [(each, cast(Any, of_type).of_type) for each in value]
        elif isinstance(of_type, GraphQLInputObjectType):
            pending += [(each, of_type.fields[name].type) for name, each in value.items()]
        elif of_type.name == "ID":
            yield value
