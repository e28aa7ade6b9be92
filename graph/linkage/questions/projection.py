"""Projects a search result: one statement reads all selected fields of its entities and links."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString, Protocol, cast

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField, Variables
from graph.cypher.labels import EVERY_KIND
from graph.cypher.variables import AS_OF_NAME
from graph.database.statement import READ_REVISION, Statement
from graph.linkage.snapshot.network import Network


class SearchResult(Protocol):
    """Entities and links are indices into the network's snapshot."""

    @property
    def network(self) -> Network: ...


IndexSelector = Callable[[Any], Iterable[int]]
"""Selects the entities or links to project."""


@dataclass(frozen=True)
class ProjectedResult:
    """`blocks`: decoded values."""

    result: Any
    blocks: list[Any]


ProjectionReader = Callable[[ProjectedResult, int], ObjectValue]


@dataclass(frozen=True)
class Block:
    """A part of the statement that binds `variable`.

    `values` returns its parameters for a search result, `decode` reads its value.
    """

    text: str
    variable: str
    values: Callable[[Any], Mapping[str, Any]]
    decode: Callable[[Any, Any], Any]


class Projection:
    """Collects blocks during compilation, then makes the statement and decodes its row."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._blocks: list[Block] = []

    def entities(self, field: SelectedField, selector: IndexSelector) -> ProjectionReader:
        index, ids = self._compiler.name("index"), self._compiler.name("p")
        binding = Binding.of(self._compiler.name("n"), EVERY_KIND)
        match = f"MATCH ({binding.node}) WHERE id({binding.node}) = ${ids}[{index}]"

        def values(result: SearchResult) -> dict[str, Any]:
            node_id = result.network.snapshot.node_id
            return {ids: [int(node_id[entity]) for entity in _indices(selector, result)]}

        return self._add_list(field, binding, f"UNWIND range(0, size(${ids}) - 1) AS {index} {match}", index, values, selector)

    def links(self, field: SelectedField, selector: IndexSelector) -> ProjectionReader:
        index, ids = self._compiler.name("index"), self._compiler.name("p")
        binding = Binding.of(self._compiler.name("n"), EVERY_KIND, self._compiler.name("r"))
        match = (
            f"MATCH ()-[{binding.link}]->() WHERE id({binding.link}) = ${ids}[{index}] "
            f"WITH {index}, {binding.link}, startNode({binding.link}) AS {binding.node}"
        )

        def values(result: SearchResult) -> dict[str, Any]:
            link_id = result.network.snapshot.link_id
            return {ids: [int(link_id[link]) for link in _indices(selector, result)]}

        return self._add_list(field, binding, f"UNWIND range(0, size(${ids}) - 1) AS {index} {match}", index, values, selector)

    def _add_list(
        self,
        field: SelectedField,
        binding: Binding,
        clauses: str,
        index: str,
        values: Callable[[Any], Mapping[str, Any]],
        selector: IndexSelector,
    ) -> ProjectionReader:
        projected, variable = self._compiler.project(binding, field.type, field.nodes), self._compiler.name("v")
        text = f"CALL () {{ {clauses} {binding.scope.clauses()} RETURN collect([{index}, {projected.cypher}]) AS {variable} }}"

        def decode(rows: list[list[Any]], result: SearchResult) -> dict[int, ObjectValue]:
            indices = _indices(selector, result)
            return {indices[position]: projected.decode(value) for position, value in rows}

        number = self.add(Block(text, variable, values, decode))
        return lambda projected, index: projected.blocks[number][index]

    def add(self, block: Block) -> int:
        """Returns the block's index in `ProjectedResult.blocks`."""
        self._blocks.append(block)
        return len(self._blocks) - 1

    def statement(self, result: SearchResult | None, variables: Variables, as_of: date) -> Statement:
        """Returns READ_REVISION if nothing is projected."""
        if result is None or not self._blocks:
            return READ_REVISION
        values = {name: recipe(variables) for name, recipe in self._compiler.parameters.items()} | {AS_OF_NAME: as_of}
        for block in self._blocks:
            values |= block.values(result)
        texts, variable_names = [block.text for block in self._blocks], [block.variable for block in self._blocks]
        # The text contains only names from the model and generated names.
        return Statement(cast(LiteralString, f"{' '.join(texts)} RETURN {', '.join(variable_names)}"), values)

    def decode(self, result: SearchResult, rows: list[list[Any]]) -> ProjectedResult:
        blocks = [block.decode(value, result) for block, value in zip(self._blocks, rows[0], strict=False)]
        return ProjectedResult(result, blocks)


def _indices(selector: IndexSelector, result: SearchResult) -> list[int]:
    return sorted(set(selector(result)))
