"""Reads objects of a selection from a network. The following statement projects the entities."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Compiler, is_resolved
from graph.compiler.expressions import ObjectValue
from graph.compiler.result_coercion import ResultCoercionError
from graph.compiler.result_projection import ProjectionBlock, ProjectionReader, ResultProjection
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.cypher.labels import EVERY_KIND
from graph.errors import UserError
from graph.model.declarations import Kind
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.network_execution import NetworkExecution

NetworkFieldReader = Callable[[NetworkExecution, Any], Any]
"""Reads a field from its source, such as an actor's position."""
CompileNetworkField = Callable[[SelectedField], NetworkFieldReader]
Requests = Callable[[Callable[[SelectedField], dict[str, Any]]], list[MeasureRequest]]
"""Returns requests from the arguments of fields."""


@dataclass
class SelectionReader:
    """Compiles the selection below a root field about a network."""

    compiler: Compiler
    root: SelectedField
    projection: ResultProjection = field(init=False)
    requests: list[Requests] = field(default_factory=list[Requests])
    selected_names: set[str] = field(default_factory=set[str])
    """`Type.field` of all selected fields."""
    lists: list[SelectedField] = field(default_factory=list[SelectedField])
    """Lists with cursors, which name a revision."""
    _values: list[ProjectionReader[int]] = field(default_factory=list[ProjectionReader[int]])
    _by_place: set[int] = field(default_factory=set[int])
    """Slots of blocks, whose values are by place."""

    def __post_init__(self) -> None:
        self.projection = ResultProjection(self.compiler)

    def needs(self, requests: Requests) -> None:
        self.requests.append(requests)

    def all_requests(self, arguments: Callable[[SelectedField], dict[str, Any]]) -> list[MeasureRequest]:
        """Returns the selection's requests, without those of fields with a bad argument, which show the error themselves."""
        found: list[MeasureRequest] = []
        for requests in self.requests:
            with suppress(UserError):
                found += requests(arguments)
        return found

    def object(
        self, selected: SelectedField, compile_field: CompileNetworkField
    ) -> Callable[[NetworkExecution, Any], ObjectValue]:
        object_type = cast(GraphQLObjectType, selected.type)
        fields = self.compiler.selections.of(object_type, selected.nodes)
        readers = in_canonical_order(fields, lambda each: (each.key, self._field(object_type, each, compile_field)))
        name = object_type.name

        def read(execution: NetworkExecution, source: Any) -> ObjectValue:
            value = ObjectValue.of(name)
            for key, read_field in readers:
                value[key] = None
                found = read_field(execution, source)
                if isinstance(found, Later):
                    found.defer(execution, value, key)
                else:
                    value[key] = found
            return value

        return read

    def _field(
        self, parent: GraphQLObjectType, selected: SelectedField, compile_field: CompileNetworkField
    ) -> NetworkFieldReader:
        if selected.definition is None:
            return lambda _, __: parent.name
        if is_resolved(selected.definition):
            self.compiler.defer_to_resolver()
        self.selected_names.add(f"{parent.name}.{selected.name}")
        read = compile_field(selected)
        check = self.compiler.coercion.coerce_one(_itself, cast(Any, selected.definition).type)
        return partial(self._checked, read, check)

    def _checked(self, read: NetworkFieldReader, check: Callable[[Any], Any], execution: NetworkExecution, source: Any) -> Any:
        """Returns the value, or the error for graphql-core to place."""
        try:
            found = read(execution, source)
            return found if isinstance(found, Later) else check(found)
        except UserError as error:
            if self.compiler.for_resolvers:
                return error
            raise ResultCoercionError from error

    # ------------------------------------------------------------------------------------------------ entities
    def entity(
        self,
        selected: SelectedField,
        entity: Callable[[NetworkExecution, Any], int],
        kinds: frozenset[Kind] = EVERY_KIND,
    ) -> NetworkFieldReader:
        slot = self._slot(selected, kinds)
        return lambda execution, source: Later(slot, entity(execution, source))

    def entities(
        self, selected: SelectedField, entities: Callable[[NetworkExecution, Any], Sequence[int]]
    ) -> NetworkFieldReader:
        slot = self._slot(selected, EVERY_KIND)

        def read(execution: NetworkExecution, source: Any) -> list[Any]:
            found = entities(execution, source)
            values: list[Any] = [ObjectValue.of("")] * len(found)
            for place, entity in enumerate(found):
                Later(slot, entity).defer(execution, values, place)
            return values

        return read

    def _slot(self, selected: SelectedField, kinds: frozenset[Kind]) -> int:
        slot = len(self._values)

        def indices(execution: NetworkExecution) -> list[int]:
            return [each.what for each in execution.deferred.get(slot, ())]

        self._values.append(self.projection.entities(selected, indices, kinds))
        return slot

    def block(self, make: Callable[[Callable[[NetworkExecution], list[Any]]], ProjectionBlock]) -> int:
        """Adds a block to the statement, with what is deferred to it. Returns its slot."""
        slot = len(self._values)

        def deferred(execution: NetworkExecution) -> list[Any]:
            return [each.what for each in execution.deferred.get(slot, ())]

        number = self.projection.add(make(deferred))
        self._values.append(lambda projected, place: projected.blocks[number][place])
        self._by_place.add(slot)
        return slot

    def fill(self, execution: NetworkExecution, rows: list[list[Any]]) -> None:
        """Puts projected values into their places."""
        projected = self.projection.decode(execution, rows)
        for slot, deferred in execution.deferred.items():
            read, by_place = self._values[slot], slot in self._by_place
            for number, each in enumerate(deferred):
                each.container[each.place] = read(projected, number if by_place else each.what)


@dataclass(frozen=True)
class Later:
    """A value that the statement projects. `what`: an entity, or the input of a block."""

    slot: int
    what: Any

    def defer(self, execution: NetworkExecution, container: Any, place: Any) -> None:
        execution.defer(self.slot, container, place, self.what)


def _itself(value: Any) -> Any:
    return value


def value_reader(values: Mapping[str, NetworkFieldReader], selected: SelectedField) -> NetworkFieldReader:
    """Reads a value; null for fields with their own resolver."""
    return values.get(selected.name, lambda _, __: None)
