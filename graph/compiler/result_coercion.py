"""Result coercion (GraphQL specification): checks that database values conform to their field types.

A conforming result bypasses graphql-core. Otherwise graphql-core completes it, with its usual nulls and errors.
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
from graph.model.declarations import INT32_MAX, INT32_MIN

ColumnCheck = Callable[[Sequence[Any]], bool]


@dataclass(frozen=True)
class LeafType:
    """A msgspec type, an optional check of non-null values, and whether null is allowed."""

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
    """Makes a struct with one column: msgspec analyses a struct type once, but other types on each call."""
    return defstruct("Column", [("values", list[of_type])], array_like=True)


class ResultCoercionError(Exception):
    pass


@dataclass(frozen=True)
class ResultCoercion:
    """Adds checks to decoders if `enabled`. A failed check raises ResultCoercionError."""

    enabled: bool

    def require(self, conforms: bool) -> None:
        if self.enabled and not conforms:
            raise ResultCoercionError

    def coerce(self, expression: Expression, of_type: Any) -> Expression:
        conforms = self._check_of(of_type)
        if conforms is None:
            return expression

        def checked(values: Sequence[Any]) -> Sequence[Any]:
            if not conforms(values):
                raise ResultCoercionError
            return values

        def decode(values: Sequence[Any]) -> Sequence[Any]:
            return checked(expression.decode_column(values))

        return expression.with_column_decoder(checked if expression.is_identity else decode)

    def coerce_one(self, decode: Callable[..., Any], of_type: Any) -> Callable[..., Any]:
        """Takes the decoder of a single value."""
        conforms = self._check_of(of_type)
        if conforms is None:
            return decode

        def decode_checked(*source: Any) -> Any:
            value = decode(*source)
            if not conforms([value]):
                raise ResultCoercionError
            return value

        return decode_checked

    def _check_of(self, of_type: Any) -> ColumnCheck | None:
        return _column_check(of_type) if self.enabled else None


def _column_check(of_type: Any) -> ColumnCheck | None:
    leaf = _leaf(of_type)
    return leaf.accepts if leaf else _all_non_null if isinstance(of_type, GraphQLNonNull) else None


def _leaf(of_type: Any) -> LeafType | None:
    """Returns None for a type that has fields or accepts any value."""
    if isinstance(of_type, GraphQLNonNull):
        inner = _leaf(cast(Any, of_type).of_type)
        return inner and replace(inner, nullable=False)
    if isinstance(of_type, GraphQLList):
        return _list(cast(Any, of_type).of_type)
    if isinstance(of_type, GraphQLEnumType):
        return _enum(of_type)
    return _SCALARS.get(of_type.name) if isinstance(of_type, GraphQLScalarType) else None


@cache
def _enum(of_type: GraphQLEnumType) -> LeafType:
    return LeafType(Literal[tuple(of_type.values)])


def _list(of_type: Any) -> LeafType:
    inner = _leaf(of_type)
    if inner is None:
        return LeafType(list[Any], _in_each(_all_non_null) if isinstance(of_type, GraphQLNonNull) else None)
    return LeafType(list[inner.type], inner.constraint and _in_each(inner.accepts))


def _in_each(conforms: ColumnCheck) -> ColumnCheck:
    return lambda lists: conforms(list(chain.from_iterable(lists)))


def _all_non_null(values: Sequence[Any]) -> bool:
    return None not in values


def _all_finite_floats(values: Sequence[Any]) -> bool:
    """Rejects whole numbers, which msgspec accepts as floats but graphql-core formats differently."""
    return all(type(value) is float and isfinite(value) for value in values)


_SCALARS: Final[dict[str, LeafType]] = {
    "String": LeafType(str),
    "ID": LeafType(str),
    "Date": LeafType(str),
    "Int": LeafType(Annotated[int, Meta(ge=INT32_MIN, le=INT32_MAX)]),
    "Float": LeafType(float, _all_finite_floats),
    "Boolean": LeafType(bool),
}
"""JSON is absent: any value conforms."""
