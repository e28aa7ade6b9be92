"""Sorts by a ratio of two numbers: of an entity and its related entities, or of the aggregates of a group."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.filters import InputValue
from graph.compiler.row_source import RowSource
from graph.compiler.sorting import NumberOrder, SortKey, default_of, is_descending, related_aggregate, related_count
from graph.compiler.stored_values import AGGREGATE_FUNCTIONS, aggregate_of, value_of
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.declarations import Property


class RelatedRows(Protocol):
    def rows(self, compiler: Compiler, binding: Binding) -> RowSource: ...


@dataclass(frozen=True)
class RatioOrder:
    """Divides an aggregate over related entities by a number of the entity or by another such aggregate. `per`: the numbers, by enum value."""

    per: Mapping[str, Property]

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        """Raises UserError (BAD_ARGUMENT) if there is no divisor, or two."""
        parts = {str(part.path[-1]): part for _, part in given.fields()}
        if ("per" in parts) == ("perRelated" in parts):
            raise UserError(messages.ONE_DIVISOR)
        name, dividend = _related_number(compiler, binding, parts["of"])
        if "per" in parts:
            divisor = value_of(binding.node, self.per[parts["per"].value.value])
        else:
            _, divisor = _related_number(compiler, binding, parts["perRelated"])
        return SortKey(f"ratio.{name}", ratio_of(dividend, divisor, compiler.name("p")), default_of(float), _descends(parts))


def _related_number(compiler: Compiler, binding: Binding, given: InputValue) -> tuple[str, str]:
    """Returns the name and expression of a count of related entities, or of an aggregate of their numbers."""
    ((related, link),) = given.fields()
    ((number, function),) = link.fields()
    rows = cast(RelatedRows, related).rows(compiler, binding)
    if isinstance(number, NumberOrder):
        name, aggregate = number.prop.field, related_aggregate(rows, number.prop, function.value.value.lower())
    else:
        name, aggregate = "count", related_count(rows)
    return f"{link.path[-1]}.{name}", aggregate


@dataclass(frozen=True)
class GroupRatio:
    def expression(self, binding: Binding, given: InputValue) -> tuple[str, bool]:
        """Returns the ratio, and whether the largest is first."""
        parts = {str(part.path[-1]): part for _, part in given.fields()}
        dividend, divisor = (_aggregate_of_group(binding, parts[name]) for name in ("of", "per"))
        return f"CASE WHEN {divisor} > 0 THEN toFloat({dividend}) / {divisor} END", _descends(parts)


def _aggregate_of_group(binding: Binding, given: InputValue) -> str:
    ((number, function),) = given.fields()
    if isinstance(number, NumberOrder):
        return aggregate_of(AGGREGATE_FUNCTIONS[function.value.value.lower()], value_of(binding.node, number.prop))
    return f"count(DISTINCT {binding.node})"


def ratio_of(dividend: str, divisor: str, pair: str) -> str:
    """Returns null if the divisor is not above zero. Each expression occurs once, because it can be a subquery."""
    return f"head([{pair} IN [[{dividend}, {divisor}]] WHERE {pair}[1] > 0 | toFloat({pair}[0]) / {pair}[1]])"


def _descends(parts: Mapping[str, InputValue]) -> bool:
    return "direction" in parts and is_descending(parts["direction"])
