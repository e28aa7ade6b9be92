"""`Query.ifRemoved`: what an entity's removal disconnects, and units that indicators no longer reach."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.context import FieldContext
from graph.compiler.plan_cache import CompiledField
from graph.compiler.relationship_fields import entity_order
from graph.compiler.result_projection import ProjectionBlock, ResultProjection
from graph.compiler.root_fields import require_valid
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.coverage.column_store import CoverageColumns
from graph.coverage.columns.divisions import entities_within, find_division
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.definition import definition_reader
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import IndicatorQuestion
from graph.coverage.units import UnitRow
from graph.errors import UserError
from graph.linkage.algorithms.component_counts import ComponentCounts, components_without, members_of
from graph.linkage.questions.arguments import find_valid_entities, key_of
from graph.linkage.questions.coverage_loss import CoverageLoss, coverage_losses, losses_on_columns
from graph.linkage.questions.path_objects import FieldReader, object_reader, value_reader
from graph.linkage.questions.scope_members import MEMBER_KINDS, codes_in_scope
from graph.linkage.snapshot.simple_graph import GraphResult, SimpleGraph
from graph.messages import linkage as messages
from graph.model.registry import RELATIONS
from graph.snapshot.snapshot import GraphTooLarge, NodeKey, Snapshot, date_to_int


@dataclass(frozen=True)
class RemovalResult(GraphResult):
    graph: SimpleGraph
    entity: int
    components: ComponentCounts
    losses: Mapping[str, CoverageLoss]


@dataclass(frozen=True)
class RemovalField:
    """`Query.ifRemoved`: what breaks if an entity is dissolved. `catalogue`: built-in indicators."""

    statements: ClassVar[int] = 1
    catalogue: Mapping[str, Indicator]

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Returns null without such an entity or scope. Raises UserError (NOT_ALIVE, SEARCH_STOPPED, TOO_LARGE)."""
        catalogue = {**self.catalogue, **await self._custom_indicators(context, selected)}
        compiled = context.compiled(
            (selected,), tuple(catalogue.items()), lambda compiler: _RemovalPlan(self, compiler, selected, catalogue)
        )
        return await compiled.plan.answer(compiled, context)

    async def _custom_indicators(self, context: FieldContext, selected: SelectedField) -> Mapping[str, Indicator]:
        fields = context.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)
        return await context.custom_indicators() if any(field.name == "coverage" for field in fields) else {}


class _RemovalPlan:
    def __init__(
        self, field: RemovalField, compiler: Compiler, selected: SelectedField, catalogue: Mapping[str, Indicator]
    ) -> None:
        self.field = field
        self.catalogue = catalogue
        self.compiler = compiler
        self.selected = selected
        self.projection = ResultProjection(compiler)
        self.counts_coverage = False
        self._read = object_reader(compiler, selected, self._field)

    async def answer(self, compiled: "CompiledField[_RemovalPlan]", context: FieldContext) -> Any:
        columns = await self._columns(context)
        snapshot = await context.snapshot() if columns is None else columns.columns.snapshot
        if isinstance(snapshot, GraphTooLarge):
            raise UserError(messages.GRAPH_TOO_LARGE)
        as_of = context.as_of(self.selected)
        search = self._search if columns is None else partial(self._search_on_columns, columns)
        result = await search(context, snapshot, as_of.day)
        statement = self.projection.statement(result, context.variables, as_of)
        rows = await context.read_at(statement, snapshot.revision)
        return context.complete(compiled, lambda plan: plan.decode(result, rows))

    def decode(self, result: RemovalResult | None, rows: list[list[Any]]) -> Any:
        return None if result is None else self._read(self.projection.decode(result, rows), result)

    async def _columns(self, context: FieldContext) -> CoverageColumns | None:
        """Returns columns that can evaluate the indicators, or None."""
        columns: CoverageColumns | None = await context.columns(patient=True)
        if columns is None:
            return None
        rules = [indicator.rule for indicator in self.catalogue.values()] if self.counts_coverage else []
        return columns if columns.can_evaluate(rules) else None

    async def _search_on_columns(
        self, columns: CoverageColumns, context: FieldContext, snapshot: Snapshot, as_of: date
    ) -> RemovalResult | None:
        arguments, number = context.arguments(self.selected), date_to_int(as_of)
        entities = find_valid_entities(snapshot, [key_of(arguments["entity"])], number)
        scope = find_division(snapshot, arguments["scope"])
        if entities is None or scope is None:
            return None
        require_valid(snapshot.is_valid(scope, number), "scope")

        def count(evaluator: Evaluator) -> RemovalResult:
            graph = context.snapshots.graph(snapshot, number, frozenset(RELATIONS))
            members = entities_within(evaluator, MEMBER_KINDS, scope, 0)
            losses = losses_on_columns(evaluator, self.catalogue, scope, entities[0]) if self.counts_coverage else {}
            return RemovalResult(graph, entities[0], components_without(graph, members, entities[0]), losses)

        return await columns.evaluate((number,), count)

    async def _search(self, context: FieldContext, snapshot: Snapshot, as_of: date) -> RemovalResult | None:
        arguments = context.arguments(self.selected)
        key, scope, number = key_of(arguments["entity"]), arguments["scope"], date_to_int(as_of)
        entities = find_valid_entities(snapshot, [key], number)
        codes = await codes_in_scope(context, scope, as_of)
        if entities is None or codes is None:
            return None

        def count() -> tuple[SimpleGraph, ComponentCounts]:
            graph = context.snapshots.graph(snapshot, number, frozenset(RELATIONS))
            return graph, components_without(graph, members_of(graph, codes), entities[0])

        graph, components = await asyncio.to_thread(count)
        losses = await self._losses(context, scope, key, as_of)
        return RemovalResult(graph, entities[0], components, losses)

    async def _losses(self, context: FieldContext, scope: str, key: NodeKey, as_of: date) -> Mapping[str, CoverageLoss]:
        if not self.counts_coverage:
            return {}
        async with context.rollback_transaction() as transaction:
            return await coverage_losses(transaction, self.catalogue, scope, key, as_of)

    # ------------------------------------------------------------------------------------------------ fields
    def _field(self, field: SelectedField) -> FieldReader:
        if field.name == "entity":
            read_entity = self.projection.entities(field, lambda result: [result.entity])
            return lambda projected, result: read_entity(projected, result.entity)
        if field.name == "coverage":
            self.counts_coverage = True
            readers = {name: self._coverage_reader(name, field) for name in self.catalogue}
            return lambda projected, result: [read(projected, result.losses[name]) for name, read in readers.items()]
        return value_reader(_COMPONENT_VALUES, field)

    def _coverage_reader(self, name: str, field: SelectedField) -> FieldReader:
        return object_reader(self.compiler, field, partial(self._coverage_field, name))

    def _coverage_field(self, name: str, field: SelectedField) -> FieldReader:
        if field.name == "definition":
            question = IndicatorQuestion(name, self.catalogue[name], is_custom=name not in self.field.catalogue)
            definition = definition_reader(self.compiler, field)(question)
            return lambda _, __: definition
        if field.name == "lost":
            number = self.projection.add(_lost_units_block(self.compiler, self.catalogue[name], name, field))
            return lambda projected, _: projected.blocks[number]
        return value_reader(_LOSS_VALUES, field)


def _lost_units_block(compiler: Compiler, indicator: Indicator, name: str, field: SelectedField) -> ProjectionBlock:
    """Projects lost units as they are without the removal."""
    variable, lost, pair, unit, home = (compiler.name(prefix) for prefix in ("v", "p", "pair", "unit", "home"))
    binding = UnitRow(unit, frozenset({indicator.kind}), None, Subqueries((unit, home)), indicator, home, "'REACHED'")
    clauses = (
        f"UNWIND ${lost} AS {pair} MATCH ({unit}:{indicator.kind.label} {{code: {pair}[0]}}) "
        f"MATCH ({home}:Division {{code: {pair}[1]}})"
    )
    subqueries = Subqueries()
    source = RowSource(clauses, binding, entity_order(unit, binding.kinds), carried=(home,))
    connection = compile_connection(compiler, source, field, subqueries, part=compiler.constant(name))
    text = f"CALL () {{ {subqueries.clauses()} RETURN {connection.cypher} AS {variable} }}"

    def values(result: RemovalResult) -> dict[str, Any]:
        return {lost: result.losses[name].lost}

    return ProjectionBlock(text, variable, values, lambda value, _: connection.decode(value))


_COMPONENT_VALUES: Final[Mapping[str, Callable[[RemovalResult], Any]]] = {
    "componentsBefore": lambda result: result.components.before,
    "componentsAfter": lambda result: result.components.after,
    "disconnectedPairs": lambda result: result.components.disconnected_pairs,
}
_LOSS_VALUES: Final[Mapping[str, Callable[[CoverageLoss], Any]]] = {
    "before": lambda loss: loss.before,
    "after": lambda loss: loss.after,
}
