"""Keyset pagination by `first` and `after`, or backward by `last` and `before`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.compiler.cursors import ListQuestion, read_cursor
from graph.compiler.expressions import Properties
from graph.compiler.selections import SelectedField, Variables
from graph.cypher.codepoint_order import comes_after, comes_before, with_surrogate_bounds
from graph.errors import UserError
from graph.messages import compiler as messages

DEFAULT_PAGE_SIZE: Final = 20
MAX_PAGE_SIZE: Final = 100


@dataclass(frozen=True)
class OrderKey:
    """A non-null expression to order by.

    `text`: a stored text, compared by code point. `sorted_by`: a cheaper expression with the same order, nulls last. `properties`: what
    both expressions read.
    """

    name: str
    expression: str
    descending: bool = False
    text: bool = False
    sorted_by: str = ""
    properties: Properties = None

    def sorted(self, *, backward: bool) -> str:
        expression = self.sorted_by or self.expression
        return f"{expression} DESC" if self.descending != backward else expression

    def beyond(self, bound: str, *, backward: bool) -> str:
        """Returns the condition that the key lies beyond a bound in the direction of paging."""
        before = self.descending != backward
        if self.text:
            return comes_before(self.expression, bound) if before else comes_after(self.expression, bound)
        return f"{self.expression} {'<' if before else '>'} {bound}"

    def equals(self, bound: str) -> str:
        return f"{self.expression} = {bound}[0]" if self.text else f"{self.expression} = {bound}"


@dataclass(frozen=True)
class Page:
    """Direction and bounds. Sizes and cursors are parameters."""

    backward: bool
    after: bool
    before: bool

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> "Page":
        """Raises UserError if both `first` and `last` are set."""
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            raise UserError(messages.FIRST_AND_LAST)
        return cls(last is not None, bool(arguments.get("after")), bool(arguments.get("before")))


def page_size(arguments: Mapping[str, Any]) -> int:
    """Raises UserError unless the page size is 1 to 100."""
    for name in ("first", "last"):
        size = arguments.get(name)
        if size is not None:
            if not 1 <= size <= MAX_PAGE_SIZE:
                raise UserError(messages.PAGE_SIZE, name=name, size=size, maximum=MAX_PAGE_SIZE)
            return int(size)
    return DEFAULT_PAGE_SIZE


def cursor_reader(
    question: ListQuestion, selected: SelectedField, order: Sequence[OrderKey], argument: str
) -> Callable[[Variables], list[Any]]:
    """Returns a reader of the keys of the cursor in an argument, which raises UserError (BAD_CURSOR)."""

    def read(variables: Variables) -> list[Any]:
        keys, _ = read_cursor(question.digest(variables), variables.arguments(selected)[argument], list[Any])
        if len(keys) != len(order) or any(
            key.text and not isinstance(value, str) for key, value in zip(order, keys, strict=True)
        ):
            raise UserError(messages.INVALID_CURSOR)
        return [with_surrogate_bounds(value) if key.text else value for key, value in zip(order, keys, strict=True)]

    return read


def cursor_owner_reader(question: ListQuestion, selected: SelectedField, argument: str) -> Callable[[Variables], str]:
    """Returns a reader of the owner digest of that cursor, which raises UserError (BAD_CURSOR)."""
    return lambda variables: read_cursor(question.digest(variables), variables.arguments(selected)[argument], list[Any])[1]


def keyset_condition(order: Sequence[OrderKey], bound: str, *, backward: bool) -> str:
    """Returns the condition that a row lies beyond the keys in `bound`, in lexicographic order."""
    condition = "false"
    for index, key in reversed(list(enumerate(order))):
        beyond, equal = key.beyond(f"{bound}[{index}]", backward=backward), key.equals(f"{bound}[{index}]")
        condition = beyond if condition == "false" else f"({beyond} OR ({equal} AND {condition}))"
    return condition
