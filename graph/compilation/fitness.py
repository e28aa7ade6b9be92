"""Fitness: whether what the database answered is what the schema promises, so that it can be passed on without being completed again.

Each field's reader looks at its own value. Where one does not fit, the whole answer is left to graphql-core, which completes the same
data into the same nulls and errors as ever.
"""

from collections.abc import Callable
from math import isfinite
from types import NoneType
from typing import Any, Final, cast

from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLScalarType, is_leaf_type

from graph.compilation.parts import Part, Reader, as_it_is

Fits = Callable[[Any], bool]
SMALLEST_INT: Final = -(2**31)
LARGEST_INT: Final = 2**31 - 1


class Fitness:
    """Whether any value of an answer did not fit while it was read."""

    def __init__(self) -> None:
        self.unfit = False

    def held(self, part: Part, of_type: Any) -> Part:
        """The part with a reader that looks at its values; ``of_type``: the field's type in the schema."""
        fits = fits_of(of_type)
        return Part(part.text, part.read if fits is None else self._looking(part.read, fits))

    def _looking(self, read: Reader, fits: Fits) -> Reader:
        def read_leaf(value: Any) -> Any:
            if not fits(value):
                self.unfit = True
            return value

        def read_and_look(value: Any) -> Any:
            return read_leaf(read(value))

        return read_leaf if read is as_it_is else read_and_look


def fits_of(of_type: Any) -> Fits | None:
    """Whether a value of a field is as graphql-core would complete it; None where any is. Objects look at their own fields."""
    if isinstance(of_type, GraphQLNonNull):
        inner = fits_of(cast(Any, of_type).of_type)
        return _is_there if inner is None else lambda value: value is not None and inner(value)
    if isinstance(of_type, GraphQLList):
        return _each(fits_of(cast(Any, of_type).of_type))
    return _leaf(of_type) if is_leaf_type(of_type) else None


def _is_there(value: Any) -> bool:
    return value is not None


def _each(fits: Fits | None) -> Fits:
    return lambda values: values is None or (isinstance(values, list) and (fits is None or all(map(fits, cast(Any, values)))))


def _leaf(of_type: Any) -> Fits | None:
    if isinstance(of_type, GraphQLEnumType):
        return frozenset([None, *of_type.values]).__contains__
    if isinstance(of_type, GraphQLScalarType) and of_type.name in _SCALARS:
        return _SCALARS[of_type.name]
    return None


def _is_text(value: Any) -> bool:
    return type(value) is str or value is None


def _is_whole_number(value: Any) -> bool:
    return value is None or (type(value) is int and SMALLEST_INT <= value <= LARGEST_INT)


def _is_number(value: Any) -> bool:
    return value is None or (type(value) is float and isfinite(value))


def _is_boolean(value: Any) -> bool:
    return type(value) in (bool, NoneType)


_SCALARS: Final[dict[str, Fits]] = {
    "String": _is_text,
    "ID": _is_text,
    "Date": _is_text,
    "Int": _is_whole_number,
    "Float": _is_number,
    "Boolean": _is_boolean,
}
"""JSON is whatever it is."""
