"""Pages: which rows of a list are wanted, by keyset. ``first`` counts from the start, ``last`` from the end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.compiler.cursors import decode_cursor
from graph.cypher.codepoint_order import comes_after, comes_before, with_surrogate_bounds
from graph.errors import argument_error

DEFAULT_SIZE: Final = 20
MAX_PAGE_SIZE: Final = 100


@dataclass(frozen=True)
class OrderKey:
    """One key of an order: an expression that is never null, ascending unless ``descending``. ``name`` stands in cursors.

    ``text``: it is a stored text of any characters, which an index does not compare. ``sorted_by``: an expression that sorts alike, null
    as the last, and takes less work than the one that a cursor can hold.
    """

    name: str
    expression: str
    descending: bool = False
    text: bool = False
    sorted_by: str = ""

    def sorted(self, *, backward: bool) -> str:
        expression = self.sorted_by or self.expression
        return f"{expression} DESC" if self.descending != backward else expression

    def beyond(self, bound: str, *, backward: bool) -> str:
        """The condition that it lies beyond a bound in that direction."""
        before = self.descending != backward
        if self.text:
            return comes_before(self.expression, bound) if before else comes_after(self.expression, bound)
        return f"{self.expression} {'<' if before else '>'} {bound}"

    def equals(self, bound: str) -> str:
        return f"{self.expression} = {bound}[0]" if self.text else f"{self.expression} = {bound}"


@dataclass(frozen=True)
class Page:
    """The structure of a page: its direction and which bounds it has. Sizes and cursors are parameters."""

    backward: bool
    after: bool
    before: bool

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> "Page":
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            raise argument_error("Both `first` and `last` are given; a page counts from one end. Leave one out.")
        return cls(last is not None, arguments.get("after") is not None, arguments.get("before") is not None)


def page_size(arguments: Mapping[str, Any]) -> int:
    """How many rows are wanted: 1 to 100, 20 by default."""
    for name in ("first", "last"):
        size = arguments.get(name)
        if size is not None:
            if not 1 <= size <= MAX_PAGE_SIZE:
                raise argument_error(f"`{name}` is {size}; it takes 1 to {MAX_PAGE_SIZE}. Page on with `after` or `before`.")
            return int(size)
    return DEFAULT_SIZE


def cursor_reader(listing: str, order: Sequence[OrderKey], name: str) -> Callable[[Mapping[str, Any]], list[Any]]:
    """Reads the keys of the cursor in the argument ``name``."""

    def read(arguments: Mapping[str, Any]) -> list[Any]:
        keys = decode_cursor(listing, arguments[name])
        return [with_surrogate_bounds(value) if key.text else value for key, value in zip(order, keys, strict=True)]

    return read


def keyset_condition(order: Sequence[OrderKey], bound: str, *, backward: bool) -> str:
    """The condition that a row lies beyond the bound, a list of keys, in that direction: key after key, as in a dictionary."""
    condition = "false"
    for index, key in reversed(list(enumerate(order))):
        past, equal = key.beyond(f"{bound}[{index}]", backward=backward), key.equals(f"{bound}[{index}]")
        condition = past if condition == "false" else f"({past} OR ({equal} AND {condition}))"
    return condition
