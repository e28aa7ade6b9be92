"""Reads receipts from numbers in memory. At most one statement follows, which projects divisions."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Compiler
from graph.compiler.expressions import ObjectValue
from graph.compiler.result_coercion import INT32_MAX
from graph.compiler.result_projection import ProjectedResult, ResultProjection
from graph.compiler.selections import SelectedField, Selections, in_canonical_order
from graph.coverage.definition import DefinitionReader, definition_reader
from graph.coverage.indicator import Indicator
from graph.coverage.receipt import listed_status
from graph.coverage.receipt_decoder import COUNT_FIELDS
from graph.coverage.receipt_numbers import ReceiptDivisions, ReceiptNumbers
from graph.coverage.unit_lists import UnitKey, UnitList, list_block, unit_fields
from graph.cypher.labels import EVERY_DIVISION

LISTS: Final = ("units", "gap")


@dataclass(frozen=True)
class ReceiptPosition:
    """A receipt to read. `definitions`: the value of each selected field `definition`, the same for all divisions. `own`: whether it counts only
    units whose home is the division itself.
    """

    projected: ProjectedResult
    numbers: ReceiptNumbers
    as_of: str
    definitions: Sequence[ObjectValue]
    division: int
    own: bool = False

    @property
    def divisions(self) -> ReceiptDivisions:
        return self.projected.result

    def at(self, division: int, *, own: bool = False) -> "ReceiptPosition":
        return ReceiptPosition(self.projected, self.numbers, self.as_of, self.definitions, division, own)


ReceiptFieldReader = Callable[[ReceiptPosition], Any]


class ReceiptReader:
    """Compiled from a selection; for one indicator only if lists are selected."""

    def __init__(self, compiler: Compiler, selected: SelectedField, indicator: Indicator | None = None) -> None:
        self.compiler = compiler
        self.indicator = indicator
        self.projection = ResultProjection(compiler)
        self.lists: list[UnitList] = []
        self._definitions: list[DefinitionReader] = []
        self._read = self._receipt(selected, 0)

    def read(self, projected: ProjectedResult, numbers: ReceiptNumbers, as_of: str) -> ObjectValue:
        divisions: ReceiptDivisions = projected.result
        # Every number of the receipt is at most the largest of its root.
        self.compiler.coercion.require(numbers.at(divisions.scope, own=False).largest <= INT32_MAX)
        definitions = [read(numbers.question) for read in self._definitions]
        return self._read(ReceiptPosition(projected, numbers, as_of, definitions, divisions.scope))

    def _receipt(self, selected: SelectedField, depth: int, *, own: bool = False) -> Callable[[ReceiptPosition], ObjectValue]:
        fields = self.compiler.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)
        readers = in_canonical_order(fields, lambda field: (field.key, self._field(field, depth, own=own)))

        def read(position: ReceiptPosition) -> ObjectValue:
            return ObjectValue.of("Coverage", [(key, read_field(position)) for key, read_field in readers])

        return read

    def _field(self, field: SelectedField, depth: int, *, own: bool) -> ReceiptFieldReader:
        if field.name in COUNT_FIELDS:
            count = COUNT_FIELDS[field.name]
            return lambda position: count(position.numbers.at(position.division, own=position.own))
        match field.name:
            case "scope":
                return self._scope(field, depth)
            case "children":
                return (lambda _: []) if own else self._children(self._receipt(field, depth + 1))
            case "own":
                return (lambda _: None) if own else self._own(self._receipt(field, depth, own=True))
            case "units" | "gap":
                return self._units(field, depth, own=own)
            case "definition":
                number = len(self._definitions)
                self._definitions.append(definition_reader(self.compiler, field))
                return lambda position: position.definitions[number]
            case "cypher" | "parameters":
                index = 0 if field.name == "cypher" else 1
                return lambda position: position.numbers.shown()[index]
            case name if name in _VALUES:
                return _VALUES[name]
            case _:
                self.compiler.defer_to_resolver()
                return lambda _: None

    def _units(self, field: SelectedField, depth: int, *, own: bool) -> ReceiptFieldReader:
        assert self.indicator is not None
        explained = "why" in unit_fields(self.compiler.selections, field)
        units = UnitList(depth, own, listed_status(self.compiler, field), explained)
        self.lists.append(units)

        def lists(divisions: ReceiptDivisions) -> Iterator[tuple[str, list[UnitKey]]]:
            for division, rows in divisions.lists[units]:
                yield units.part(divisions.snapshot.codes[division]), rows

        number = self.projection.add(list_block(self.compiler, field, self.indicator, lists))

        def read(position: ReceiptPosition) -> Any:
            place = next(
                place for place, (division, _) in enumerate(position.divisions.lists[units]) if division == position.division
            )
            return position.projected.blocks[number][place]

        return read

    @staticmethod
    def _children(read: Callable[[ReceiptPosition], ObjectValue]) -> ReceiptFieldReader:
        def read_children(position: ReceiptPosition) -> list[ObjectValue]:
            return [read(position.at(child)) for child in position.divisions.children.get(position.division, ())]

        return read_children

    @staticmethod
    def _own(read: Callable[[ReceiptPosition], ObjectValue]) -> ReceiptFieldReader:
        def read_own(position: ReceiptPosition) -> ObjectValue | None:
            is_leaf = not position.divisions.children.get(position.division)
            return None if is_leaf else read(position.at(position.division, own=True))

        return read_own

    def _scope(self, field: SelectedField, depth: int) -> ReceiptFieldReader:
        read = self.projection.entities(field, lambda divisions: divisions.level(depth), EVERY_DIVISION)
        return lambda position: read(position.projected, position.division)


def receipt_selects(selections: Selections, receipt: SelectedField, names: Collection[str]) -> bool:
    """Returns whether a receipt, its children or its own one select such a field."""
    fields = selections.of(cast(GraphQLObjectType, receipt.type), receipt.nodes)
    return any(
        field.name in names or (field.name in ("children", "own") and receipt_selects(selections, field, names))
        for field in fields
    )


_VALUES: Final[Mapping[str, ReceiptFieldReader]] = {
    "asOf": lambda position: position.as_of,
    "weight": lambda position: position.numbers.question.weight,
    "homeless": lambda position: position.numbers.homeless,
    "__typename": lambda _: "Coverage",
}
