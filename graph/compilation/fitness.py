"""Fitness: whether what the database answered is what the schema promises, so that it can be passed on without being completed again.

Each field's reader looks at its own value. Where one does not fit, the whole answer is left to graphql-core, which completes the same
data into the same nulls and errors as ever.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isfinite
from types import NoneType
from typing import Any, Final, cast

from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLScalarType

from graph.compilation.parts import Part

Fit = Callable[[Sequence[Any]], bool]
"""Whether all values of a column fit."""
SMALLEST_INT: Final = -(2**31)
LARGEST_INT: Final = 2**31 - 1


@dataclass(frozen=True)
class Leaf:
    """What values must be: of one of the types, and something that ``holds``, where that matters, of those that are not null."""

    types: frozenset[type]
    holds: Fit | None

    def fit(self, values: Sequence[Any]) -> bool:
        types = set(map(type, values))
        if not types <= self.types:
            return False
        there = values if NoneType not in types else [value for value in values if value is not None]
        return self.holds is None or not there or self.holds(there)


class Fitness:
    """Whether any value of an answer did not fit while it was read."""

    def __init__(self) -> None:
        self.unfit = False

    def held(self, part: Part, of_type: Any) -> Part:
        """The part with a reader that looks at its values; ``of_type``: the field's type in the schema."""
        leaf = _leaf(of_type)
        fit = leaf.fit if leaf else _are_there if isinstance(of_type, GraphQLNonNull) else None
        return part if fit is None else self._looked_at(part, fit)

    def _looked_at(self, part: Part, fit: Fit) -> Part:
        def read(values: Sequence[Any]) -> Sequence[Any]:
            found = part.read_all(values)
            self.unfit |= not fit(found)
            return found

        return Part.by_column(part.text, read)


def _leaf(of_type: Any) -> Leaf | None:
    """What a value of the type must be for graphql-core to complete it to the same; None where that is for its own fields to say,
    or any value is."""
    if isinstance(of_type, GraphQLNonNull):
        inner = _leaf(cast(Any, of_type).of_type)
        return inner and Leaf(inner.types - {NoneType}, inner.holds)
    if isinstance(of_type, GraphQLList):
        return _list(cast(Any, of_type).of_type)
    if isinstance(of_type, GraphQLEnumType):
        return Leaf(frozenset({str, NoneType}), frozenset(of_type.values).issuperset)
    if isinstance(of_type, GraphQLScalarType) and of_type.name in _SCALARS:
        kind, holds = _SCALARS[of_type.name]
        return Leaf(frozenset({kind, NoneType}), holds)
    return None


def _list(of_type: Any) -> Leaf:
    inner = _leaf(of_type)
    fit = inner.fit if inner else _are_there if isinstance(of_type, GraphQLNonNull) else None
    return Leaf(frozenset({list, NoneType}), fit and (lambda lists: fit(list(chain.from_iterable(lists)))))


def _are_there(values: Sequence[Any]) -> bool:
    return None not in values


def _are_ints(values: Sequence[int]) -> bool:
    return min(values) >= SMALLEST_INT and max(values) <= LARGEST_INT


def _are_finite(values: Sequence[float]) -> bool:
    return all(map(isfinite, values))


_SCALARS: Final[dict[str, tuple[type, Fit | None]]] = {
    "String": (str, None),
    "ID": (str, None),
    "Date": (str, None),
    "Int": (int, _are_ints),
    "Float": (float, _are_finite),
    "Boolean": (bool, None),
}
"""JSON is whatever it is."""
