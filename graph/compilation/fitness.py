"""Fitness: whether what the database answered is what the schema promises, so that it can be passed on without being completed again.

Each field's reader looks at its own value. Where one does not fit, the whole answer is left to graphql-core, which completes the same
data into the same nulls and errors as ever.
"""

from collections.abc import Callable
from math import isfinite
from types import NoneType
from typing import Any, Final, cast

from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLScalarType

from graph.compilation.parts import Leaf, Part, Reader, as_it_is

Fits = Callable[[Any], bool]
INTS: Final = range(-(2**31), 2**31)


class Fitness:
    """Whether any value of an answer did not fit while it was read."""

    def __init__(self) -> None:
        self.unfit = False

    def held(self, part: Part, of_type: Any) -> Part:
        """The part with a reader that looks at its values; ``of_type``: the field's type in the schema."""
        leaf = self._leaf(of_type)
        if leaf is None:
            required = isinstance(of_type, GraphQLNonNull)
            return Part(part.text, self._looking(part.read, _is_there)) if required else part
        if part.read is as_it_is and part.text is not None:
            return Part(part.text, self._looking(as_it_is, leaf.fits), leaf)
        return Part(part.text, self._looking(part.read, leaf.fits))

    def _looking(self, read: Reader, fits: Fits) -> Reader:
        def read_and_look(value: Any) -> Any:
            found = read(value)
            if not fits(found):
                self.unfit = True
            return found

        return read_and_look

    def _is_unfit(self) -> None:
        self.unfit = True

    def _leaf(self, of_type: Any) -> Leaf | None:
        """What a value of the type must be for graphql-core to complete it to the same; None where that is for its own fields to say,
        or any value is."""
        if isinstance(of_type, GraphQLNonNull):
            inner = self._leaf(cast(Any, of_type).of_type)
            return inner and Leaf(inner.types - {NoneType}, inner.holds, inner.unfit)
        if isinstance(of_type, GraphQLList):
            return self._list(cast(Any, of_type).of_type)
        if isinstance(of_type, GraphQLEnumType):
            return Leaf(frozenset({str, NoneType}), frozenset(of_type.values).__contains__, self._is_unfit)
        if isinstance(of_type, GraphQLScalarType) and of_type.name in _SCALARS:
            kind, holds = _SCALARS[of_type.name]
            return Leaf(frozenset({kind, NoneType}), holds, self._is_unfit)
        return None

    def _list(self, of_type: Any) -> Leaf:
        inner = self._leaf(of_type)
        fits = inner.fits if inner else _is_there if isinstance(of_type, GraphQLNonNull) else None
        holds: Fits | None = (lambda values: all(map(fits, values))) if fits else None
        return Leaf(frozenset({list, NoneType}), holds, self._is_unfit)


def _is_there(value: Any) -> bool:
    return value is not None


_SCALARS: Final[dict[str, tuple[type, Fits | None]]] = {
    "String": (str, None),
    "ID": (str, None),
    "Date": (str, None),
    "Int": (int, INTS.__contains__),
    "Float": (float, isfinite),
    "Boolean": (bool, None),
}
"""JSON is whatever it is."""
