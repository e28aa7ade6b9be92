"""What a search found, projected by one statement: whatever is selected on its entities and links, however deep."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString, Protocol, cast

from graph.compiler.compiler import Binding, Compiler
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField
from graph.cypher.labels import EVERY_KIND
from graph.cypher.variables import AS_OF_NAME
from graph.database.statement import READ_REVISION, Statement
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import Snapshot


class SearchResult(Protocol):
    """What a search found, and on which network."""

    @property
    def network(self) -> Network: ...


IndexSelector = Callable[[Any], Iterable[int]]
"""Which entities or links of a finding are to be projected, by number."""


@dataclass(frozen=True)
class ProjectedResult:
    """A finding, and what the blocks of its statement say of it."""

    result: Any
    blocks: list[Any]


ProjectionReader = Callable[[ProjectedResult, int], ObjectValue]


@dataclass(frozen=True)
class Block:
    """A part of the statement that binds ``variable``. ``values``: its own parameters, for a finding."""

    text: str
    variable: str
    values: Callable[[Any], Mapping[str, Any]]
    read: Callable[[Any, Any], Any]
    """Makes something of the variable's value, for a finding."""


class Projection:
    """Collects what is selected on entities and links while a question is compiled; then makes its statement and reads it."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._blocks: list[Block] = []

    def entities(self, field: SelectedField, wanted: IndexSelector) -> ProjectionReader:
        """What ``field`` selects on each of these entities."""
        row = Binding.of(self._compiler.name("n"), EVERY_KIND)
        place, parameter = self._compiler.name("place"), self._compiler.name("p")
        found = f"MATCH ({row.node}) WHERE id({row.node}) = ${parameter}[{place}]"
        return self._block(field, row, place, parameter, found, wanted, lambda snapshot, entity: int(snapshot.node[entity]))

    def links(self, field: SelectedField, wanted: IndexSelector) -> ProjectionReader:
        """What ``field`` selects on each of these links."""
        row = Binding.of(self._compiler.name("n"), EVERY_KIND, self._compiler.name("r"))
        place, parameter = self._compiler.name("place"), self._compiler.name("p")
        found = (
            f"MATCH ()-[{row.link}]->() WHERE id({row.link}) = ${parameter}[{place}] "
            f"WITH {place}, {row.link}, startNode({row.link}) AS {row.node}"
        )
        return self._block(field, row, place, parameter, found, wanted, lambda snapshot, link: int(snapshot.identity[link]))

    def _block(
        self,
        field: SelectedField,
        binding: Binding,
        place: str,
        parameter: str,
        found: str,
        wanted: IndexSelector,
        key: Callable[[Snapshot, int], Any],
    ) -> ProjectionReader:
        part, variable = self._compiler.project(binding, field.type, field.nodes), self._compiler.name("v")
        text = (
            f"CALL () {{ UNWIND range(0, size(${parameter}) - 1) AS {place} {found} {binding.scope.clauses()} "
            f"RETURN collect([{place}, {part.cypher}]) AS {variable} }}"
        )

        def values(finding: SearchResult) -> dict[str, Any]:
            return {parameter: [key(finding.network.snapshot, each) for each in _numbers(wanted, finding)]}

        def read(rows: list[list[Any]], finding: SearchResult) -> dict[int, ObjectValue]:
            numbers = _numbers(wanted, finding)
            return {numbers[place]: part.decode(value) for place, value in rows}

        number = self.add(Block(text, variable, values, read))
        return lambda drawn, numbered: drawn.blocks[number][numbered]

    def add(self, block: Block) -> int:
        """Adds a block; its number among those of a Drawn."""
        self._blocks.append(block)
        return len(self._blocks) - 1

    def statement(self, finding: SearchResult | None, variables: Mapping[str, Any], day: date) -> Statement:
        """The statement that projects the finding; without one, or where nothing is selected, it only shows the revision."""
        if finding is None or not self._blocks:
            return READ_REVISION
        values = {name: recipe(variables) for name, recipe in self._compiler.parameters.items()} | {AS_OF_NAME: day}
        for block in self._blocks:
            values |= block.values(finding)
        texts, names = [block.text for block in self._blocks], [block.variable for block in self._blocks]
        # Made of the model's names and our own, as everything that the compiler makes.
        return Statement(cast(LiteralString, f"{' '.join(texts)} RETURN {', '.join(names)}"), values)

    def drawn(self, finding: SearchResult, rows: list[list[Any]]) -> ProjectedResult:
        """The finding with what the statement's one row says of it."""
        return ProjectedResult(
            finding, [block.read(value, finding) for block, value in zip(self._blocks, rows[0], strict=False)]
        )


def _numbers(wanted: IndexSelector, finding: SearchResult) -> list[int]:
    return sorted(set(wanted(finding)))
