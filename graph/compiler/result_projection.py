"""Projects a result on a snapshot: one statement reads all selected fields of its entities and links."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString, Protocol, TypeVar, cast

from graph.compiler.as_of import AsOf
from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.entity_reader import EntityReader, entity_reader
from graph.compiler.expressions import ObjectValue
from graph.compiler.query_plan import parameter_values
from graph.compiler.selections import SelectedField, Variables
from graph.cypher.labels import EVERY_KIND
from graph.database.statement import READ_REVISION, Statement
from graph.model.declarations import Kind
from graph.snapshot.snapshot import Snapshot, int_to_date


class SnapshotResult(Protocol):
    """Its entities and links are indices into the snapshot."""

    @property
    def snapshot(self) -> Snapshot: ...


IndexSelector = Callable[[Any], Iterable[int]]
DatedLink = tuple[int, int]
"""A link, and the first date of its period, as in the snapshot."""
DatedEntity = tuple[int, int]
"""An entity, and the date on which it is shown, as in the snapshot."""


@dataclass(frozen=True)
class ProjectedResult:
    """A result of a search with what was read for it: `blocks` has the decoded value of each ProjectionBlock."""

    result: Any
    blocks: list[Any]


Selected = TypeVar("Selected", int, DatedLink)
ProjectionReader = Callable[[ProjectedResult, Selected], ObjectValue]


@dataclass(frozen=True)
class ProjectionBlock:
    """A part of the statement that binds `variable`.

    `values` returns its parameters for a result, `decode` reads its value. `in_memory` returns the same from a snapshot with names; None
    if the snapshot lacks a selected field.
    """

    text: str
    variable: str
    values: Callable[[Any], Mapping[str, Any]]
    decode: Callable[[Any, Any], Any]
    in_memory: Callable[[Any], Any] | None = None

    def needs_statement(self, result: SnapshotResult) -> bool:
        return self.in_memory is None or result.snapshot.names is None


class ResultProjection:
    """Collects blocks during compilation, then makes the statement and decodes its row."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._blocks: list[ProjectionBlock] = []

    def entities(
        self, field: SelectedField, selector: IndexSelector, kinds: frozenset[Kind] = EVERY_KIND
    ) -> ProjectionReader[int]:
        index, ids = self._compiler.name("index"), self._compiler.name("p")
        binding = Binding.of(self._compiler.name("n"), kinds)
        match = f"MATCH ({binding.node}) WHERE id({binding.node}) = ${ids}[{index}]"

        def values(result: SnapshotResult) -> dict[str, Any]:
            node_id = result.snapshot.node_id
            return {ids: [int(node_id[entity]) for entity in _indices(selector, result)]}

        clauses = f"UNWIND range(0, size(${ids}) - 1) AS {index} {match}"
        read = entity_reader(self._compiler, field, kinds)
        return self._add_list(self._compiler, field, binding, clauses, index, values, selector, read)

    def links(self, field: SelectedField, selector: IndexSelector) -> ProjectionReader[int]:
        index, ids = self._compiler.name("index"), self._compiler.name("p")
        binding = Binding.of(self._compiler.name("n"), EVERY_KIND, self._compiler.name("r"))
        match = (
            f"MATCH ()-[{binding.link}]->() WHERE id({binding.link}) = ${ids}[{index}] "
            f"WITH {index}, {binding.link}, startNode({binding.link}) AS {binding.node}"
        )

        def values(result: SnapshotResult) -> dict[str, Any]:
            link_id = result.snapshot.link_id
            return {ids: [int(link_id[link]) for link in _indices(selector, result)]}

        clauses = f"UNWIND range(0, size(${ids}) - 1) AS {index} {match}"
        return self._add_list(self._compiler, field, binding, clauses, index, values, selector)

    def dated_links(self, field: SelectedField, selector: Callable[[Any], Iterable[DatedLink]]) -> ProjectionReader[DatedLink]:
        """Projects each link on the first date of its period, or else on the date of the field."""
        compiler = self._compiler
        index, rows, day, ids = (compiler.name(prefix) for prefix in ("index", "p", "day", "ids"))
        binding = Binding.of(compiler.name("n"), EVERY_KIND, compiler.name("r"))
        first = f"${rows}[{index}][1]"
        clauses = (
            f"UNWIND range(0, size(${rows}) - 1) AS {index} MATCH ()-[{binding.link}]->() WHERE id({binding.link}) = ${rows}[{index}][0] "
            f"WITH {index}, {binding.link}, startNode({binding.link}) AS {binding.node}, coalesce({first}, {compiler.as_of}) AS {day}, "
            f"coalesce('@' + toString({first}), {compiler.id_suffix}) AS {ids}"
        )

        def values(result: SnapshotResult) -> dict[str, Any]:
            link_id = result.snapshot.link_id
            return {rows: [[int(link_id[link]), int_to_date(start)] for link, start in _indices(selector, result)]}

        return self._add_list(compiler.at(day, id_suffix=ids), field, binding, clauses, index, values, selector)

    def dated_entities(
        self, field: SelectedField, selector: Callable[[Any], Iterable[DatedEntity]], kinds: frozenset[Kind]
    ) -> ProjectionReader[DatedEntity]:
        compiler = self._compiler
        index, rows, day = (compiler.name(prefix) for prefix in ("index", "p", "day"))
        binding = Binding.of(compiler.name("n"), kinds)
        clauses = (
            f"UNWIND range(0, size(${rows}) - 1) AS {index} MATCH ({binding.node}) WHERE id({binding.node}) = ${rows}[{index}][0] "
            f"WITH {index}, {binding.node}, ${rows}[{index}][1] AS {day}"
        )

        def values(result: SnapshotResult) -> dict[str, Any]:
            node_id = result.snapshot.node_id
            return {rows: [[int(node_id[entity]), int_to_date(number)] for entity, number in _indices(selector, result)]}

        read = entity_reader(compiler, field, kinds)
        return self._add_list(compiler.at(day), field, binding, clauses, index, values, selector, _on_any_date(read))

    def _add_list(
        self,
        compiler: Compiler,
        field: SelectedField,
        binding: Binding,
        clauses: str,
        index: str,
        values: Callable[[Any], Mapping[str, Any]],
        selector: Callable[[Any], Iterable[Selected]],
        read: Callable[[Snapshot, Selected], ObjectValue] | None = None,
    ) -> ProjectionReader[Selected]:
        projected, variable = compiler.project(binding, field.type, field.nodes), compiler.name("v")
        text = f"CALL () {{ {clauses} {binding.subqueries.clauses()} RETURN collect([{index}, {projected.cypher}]) AS {variable} }}"

        def decode(rows: list[list[Any]], result: SnapshotResult) -> dict[Selected, ObjectValue]:
            indices = _indices(selector, result)
            return {indices[position]: projected.decode(value) for position, value in rows}

        def in_memory(result: SnapshotResult) -> dict[Selected, ObjectValue]:
            assert read is not None
            return {each: read(result.snapshot, each) for each in set(selector(result))}

        number = self.add(ProjectionBlock(text, variable, values, decode, in_memory if read is not None else None))
        return lambda projected, index: projected.blocks[number][index]

    @property
    def is_empty(self) -> bool:
        return not self._blocks

    def add(self, block: ProjectionBlock) -> int:
        """Returns the index in `ProjectedResult.blocks`."""
        self._blocks.append(block)
        return len(self._blocks) - 1

    def statement(self, result: SnapshotResult | None, variables: Variables, as_of: AsOf) -> Statement:
        """Returns READ_REVISION if no field must be read."""
        blocks = [] if result is None else [block for block in self._blocks if block.needs_statement(result)]
        if not blocks:
            return READ_REVISION
        values = parameter_values(self._compiler.parameters, variables, as_of)
        for block in blocks:
            values |= block.values(result)
        texts, variable_names = [block.text for block in blocks], [block.variable for block in blocks]
        # The text contains only names from the model and generated names.
        return Statement(cast(LiteralString, f"{' '.join(texts)} RETURN {', '.join(variable_names)}"), values)

    def decode(self, result: SnapshotResult, rows: list[list[Any]]) -> ProjectedResult:
        values = iter(rows[0])
        return ProjectedResult(result, [self._value(block, result, values) for block in self._blocks])

    @staticmethod
    def _value(block: ProjectionBlock, result: SnapshotResult, values: Iterator[Any]) -> Any:
        if block.in_memory is not None and not block.needs_statement(result):
            return block.in_memory(result)
        return block.decode(next(values), result)


def _on_any_date(read: EntityReader | None) -> Callable[[Snapshot, DatedEntity], ObjectValue] | None:
    """Returns a reader that ignores the date, since no field that the snapshot has depends on it."""
    return None if read is None else lambda snapshot, dated: read(snapshot, dated[0])


def _indices(selector: Callable[[Any], Iterable[Selected]], result: SnapshotResult) -> list[Selected]:
    return sorted(set(selector(result)))
