"""What if an entity were removed: what falls apart, and what coverage is lost."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, LiteralString, cast

from graph.compiler.compiler import Compiler, SubqueryScope
from graph.compiler.connections import compile_connection
from graph.compiler.context import FieldContext
from graph.compiler.expressions import ObjectValue
from graph.compiler.relationship_fields import entity_order
from graph.compiler.root_fields import require_alive
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.coverage.indicator import Indicator
from graph.coverage.receipt import OWN
from graph.coverage.units import UnitRow
from graph.cypher.home_division import match_within
from graph.cypher.validity import node_is_valid
from graph.cypher.variables import AS_OF_NAME, VariableNames
from graph.database.statement import Statement
from graph.errors import ErrorCode, UserError
from graph.linkage.algorithms.component_counts import ComponentCounts, components_without, members_of
from graph.linkage.questions.arguments import Key, find_valid_entities, key_of
from graph.linkage.questions.coverage_loss import Loss, losses
from graph.linkage.questions.path_objects import FieldReader, is_selected, object_reader, value_reader
from graph.linkage.questions.projection import Block, Projection
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import Snapshot, day_number
from graph.linkage.snapshot.snapshot_store import ATTEMPTS, revision_conflict
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS, RELATIONS
from graph.model.surveys import SURVEY

IN_SCOPE: Final = tuple(kind for kind in KINDS if kind not in (*DIVISIONS, SURVEY))
"""The kinds that the network of a scope holds."""


@dataclass(frozen=True)
class RemovalFound:
    """The answer, with entities by number."""

    network: Network
    entity: int
    parts: ComponentCounts
    losses: Mapping[str, Loss]


@dataclass(frozen=True)
class IfRemoved:
    """The instruction of ``Query.ifRemoved``. ``catalogue``: the built-in indicators; ``describe`` makes what the field ``definition``
    answers, of an indicator, its name, and the name that the city gave it where it is its own."""

    catalogue: Mapping[str, Indicator]
    describe: Callable[[Indicator, str, str | None], Any]

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Null where there is no such entity or scope. Raises Refusal (NOT_ALIVE) where one of them does not live on the day."""
        compiler = context.compiler(selected)
        catalogue = dict(self.catalogue)
        if is_selected(compiler, selected, "coverage"):
            catalogue |= await context.own_indicators()
        answer = _Answer(self, compiler, selected, catalogue)
        stale: str | None = None
        for _ in range(ATTEMPTS):
            snapshot = await context.snapshots.current(context.read, stale)
            if not isinstance(snapshot, Snapshot):
                raise UserError(
                    ErrorCode.SEARCH_STOPPED,
                    "The graph is larger than LINKAGE_MEMORY allows to hold at once. Raise it, and ask again.",
                )
            found = await answer.find(context, snapshot)
            projected = await context.read(answer.projection.statement(found, context.variables, answer.day(context)))
            if projected.revision == snapshot.revision:
                return context.complete(compiler, partial(answer.read, found, projected.rows))
            stale = snapshot.revision
        raise revision_conflict()


class _Answer:
    """One question while it is compiled and answered."""

    def __init__(
        self, question: IfRemoved, compiler: Compiler, selected: SelectedField, catalogue: Mapping[str, Indicator]
    ) -> None:
        self.question = question
        self.catalogue = catalogue
        self.compiler = compiler
        self.selected = selected
        self.projection = Projection(compiler)
        self.counts_coverage = False
        self._read = object_reader(compiler, selected, self._field)

    def day(self, context: FieldContext) -> Any:
        return self.compiler.parameters[AS_OF_NAME](context.variables) or context.today

    def read(self, found: "RemovalFound | None", rows: list[list[Any]]) -> ObjectValue | None:
        return None if found is None else self._read(self.projection.drawn(found, rows), found)

    async def find(self, context: FieldContext, snapshot: Snapshot) -> RemovalFound | None:
        arguments = context.selections.arguments(self.selected, context.variables)
        key, scope, day = key_of(arguments["entity"]), arguments["scope"], self.day(context)
        entity = find_valid_entities(snapshot, [key], day_number(day))
        codes = await _codes_in(context, scope, day)
        if entity is None or codes is None:
            return None

        def parts() -> tuple[Network, ComponentCounts]:
            network = context.snapshots.network(snapshot, day_number(day), frozenset(RELATIONS))
            return network, components_without(network, members_of(network, codes), entity[0])

        network, fallen = await asyncio.to_thread(parts)
        lost = await self._losses(context, scope, key, day)
        return RemovalFound(network, entity[0], fallen, lost)

    async def _losses(self, context: FieldContext, scope: str, key: Key, day: Any) -> Mapping[str, Loss]:
        if not self.counts_coverage:
            return {}
        async with context.rollback_transaction() as transaction:
            return await losses(transaction, self.catalogue, scope, key, day)

    # ------------------------------------------------------------------------------------------------ fields
    def _field(self, field: SelectedField) -> FieldReader:
        if field.name == "entity":
            draw = self.projection.entities(field, lambda finding: [finding.entity])
            return lambda drawn, finding: draw(drawn, finding.entity)
        if field.name == "coverage":
            self.counts_coverage = True
            reads = {name: self._change(name, field) for name in self.catalogue}
            return lambda drawn, finding: [read(drawn, finding.losses[name]) for name, read in reads.items()]
        return value_reader(_FALLEN, field)

    def _change(self, name: str, field: SelectedField) -> FieldReader:
        return object_reader(self.compiler, field, partial(self._change_field, name))

    def _change_field(self, name: str, field: SelectedField) -> FieldReader:
        if field.name == "definition":
            built_in = name in self.question.catalogue
            names = (name, None) if built_in else (OWN, name)
            definition = self.question.describe(self.catalogue[name], *names)
            return lambda _, __: definition
        if field.name == "lost":
            number = self.projection.add(self._lost(name, field))
            return lambda drawn, _: drawn.blocks[number]
        return value_reader({"before": lambda loss: loss.before, "after": lambda loss: loss.after}, field)

    def _lost(self, name: str, field: SelectedField) -> Block:
        """The list of the units that are lost, as they are before."""
        indicator = self.catalogue[name]
        kind = indicator.kind
        variable, lost, each, unit, home = (self.compiler.name(prefix) for prefix in ("v", "p", "each", "unit", "home"))
        row = UnitRow(unit, frozenset({kind}), None, SubqueryScope((unit, home)), indicator, home, "'REACHED'")
        found = f"UNWIND ${lost} AS {each} MATCH ({unit}:{kind.label} {{code: {each}[0]}}) MATCH ({home}:Division {{code: {each}[1]}})"
        around = SubqueryScope()
        matches = RowSource(found, row, entity_order(unit, row.kinds), carried=(home,))
        part = compile_connection(self.compiler, matches, field, around)
        text = f"CALL () {{ {around.clauses()} RETURN {part.cypher} AS {variable} }}"

        def values(finding: RemovalFound) -> dict[str, Any]:
            return {lost: finding.losses[name].lost}

        return Block(text, variable, values, lambda value, _: part.decode(value))


_FALLEN: Final[Mapping[str, Callable[[RemovalFound], Any]]] = {
    "componentsBefore": lambda finding: finding.parts.before,
    "componentsAfter": lambda finding: finding.parts.after,
    "disconnectedPairs": lambda finding: finding.parts.disconnected_pairs,
}


async def _codes_in(context: FieldContext, scope: str, day: Any) -> dict[Kind, list[str]] | None:
    """The codes of all that has its home in the scope; None where there is no such division. Raises Refusal (NOT_ALIVE)."""
    answer = await context.read(_members_of_scope(scope, day))
    if not answer.rows:
        return None
    alive, *codes = answer.rows[0]
    require_alive(alive, "scope")
    return dict(zip(IN_SCOPE, codes, strict=True))


def _members_of_scope(scope: str, day: Any) -> Statement:
    naming = VariableNames()
    lists: list[str] = []
    names = [f"codes{place}" for place in range(len(IN_SCOPE))]
    for kind, codes in zip(IN_SCOPE, names, strict=True):
        node = naming.name("n")
        found = match_within(naming, "scope", node, kind)
        lists.append(f"CALL (scope) {{ {found} RETURN collect(DISTINCT {node}.code) AS {codes} }}")
    text = f"MATCH (scope:Division {{code: $scope}}) {' '.join(lists)} RETURN {node_is_valid('scope', naming.as_of)} AS alive, {', '.join(names)}"
    return Statement(cast(LiteralString, text), {"scope": scope, AS_OF_NAME: day})
