"""Fitness: whether what the database answered is what the schema promises, so that it can be passed on without being completed again.

Each field's reader looks at its own value. Where one does not fit, the whole answer is left to graphql-core, which completes the same
data into the same nulls and errors as ever.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain
from math import isfinite
from typing import Annotated, Any, Final, Literal, cast

from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLScalarType
from msgspec import Meta, Struct, ValidationError, convert, defstruct

from graph.compiler.expressions import Expression

ColumnCheck = Callable[[Sequence[Any]], bool]
"""Whether all values of a column fit."""
INT32_MIN: Final = -(2**31)
INT32_MAX: Final = 2**31 - 1


@dataclass(frozen=True)
class LeafType:
    """What each value of a column must be: of the type ``is_a``, as msgspec understands it, or null, if that is allowed; of those that are
    not null ``holds`` says what a type cannot."""

    msgspec_type: Any
    constraint: ColumnCheck | None = None
    nullable: bool = True

    @property
    def type(self) -> Any:
        return self.msgspec_type | None if self.nullable else self.msgspec_type

    @cached_property
    def _column(self) -> Any:
        return _column_of(self.type)

    def accepts(self, values: Sequence[Any]) -> bool:
        try:
            convert((values,), self._column)
        except ValidationError:
            return False
        return self.constraint is None or self.constraint([value for value in values if value is not None])


@cache
def _column_of(of_type: Any) -> type[Struct]:
    """A column of such values, which has to be a struct: msgspec takes any other type to pieces again each time it is asked."""
    return defstruct("Column", [("values", list[of_type])], array_like=True)


class ResultCoercion:
    """Whether any value of an answer did not fit while it was read. ``looks``: the answer is read to be passed on, so that nobody asks
    of which type an object is."""

    def __init__(self) -> None:
        self.failed = False
        self.active = False

    def run(self, read: Callable[[], Any]) -> Any:
        """What is read, to be passed on if all of it fits."""
        self.failed, self.active = False, True
        try:
            return read()
        finally:
            self.active = False

    def coerce(self, part: Expression, of_type: Any) -> Expression:
        """The part with a reader that looks at its values; ``of_type``: the field's type in the schema."""
        fit = _fit(of_type)
        if fit is None:
            return part

        def looked_at(values: Sequence[Any]) -> Sequence[Any]:
            self.failed |= not fit(values)
            return values

        return Expression.from_column_decoder(
            part.cypher, looked_at if part.is_identity else lambda values: looked_at(part.decode_column(values))
        )

    def coerce_one(self, read: Callable[..., Any], of_type: Any) -> Callable[..., Any]:
        """The same for a reader of one value, whatever it reads it from."""
        fit = _fit(of_type)
        if fit is None:
            return read

        def read_one(*place: Any) -> Any:
            found = read(*place)
            self.failed |= not fit([found])
            return found

        return read_one


def _fit(of_type: Any) -> ColumnCheck | None:
    leaf = _leaf(of_type)
    return leaf.accepts if leaf else _all_non_null if isinstance(of_type, GraphQLNonNull) else None


def _leaf(of_type: Any) -> LeafType | None:
    """What a value of the type must be for graphql-core to complete it to the same; None where that is for its own fields to say,
    or any value is."""
    if isinstance(of_type, GraphQLNonNull):
        inner = _leaf(cast(Any, of_type).of_type)
        return inner and replace(inner, nullable=False)
    if isinstance(of_type, GraphQLList):
        return _list(cast(Any, of_type).of_type)
    if isinstance(of_type, GraphQLEnumType):
        return LeafType(Literal[tuple(of_type.values)])
    return _SCALARS.get(of_type.name) if isinstance(of_type, GraphQLScalarType) else None


def _list(of_type: Any) -> LeafType:
    inner = _leaf(of_type)
    if inner is None:
        return LeafType(list[Any], _in_each(_all_non_null) if isinstance(of_type, GraphQLNonNull) else None)
    return LeafType(list[inner.type], inner.constraint and _in_each(inner.accepts))


def _in_each(fit: ColumnCheck) -> ColumnCheck:
    return lambda lists: fit(list(chain.from_iterable(lists)))


def _all_non_null(values: Sequence[Any]) -> bool:
    return None not in values


def _are_finite_floats(values: Sequence[Any]) -> bool:
    """A whole number is one to msgspec too; graphql-core would write it otherwise."""
    return all(type(value) is float and isfinite(value) for value in values)


_SCALARS: Final[dict[str, LeafType]] = {
    "String": LeafType(str),
    "ID": LeafType(str),
    "Date": LeafType(str),
    "Int": LeafType(Annotated[int, Meta(ge=INT32_MIN, le=INT32_MAX)]),
    "Float": LeafType(float, _are_finite_floats),
    "Boolean": LeafType(bool),
}
"""JSON is whatever it is."""
