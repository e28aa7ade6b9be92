"""What a search found, projected by one statement: whatever is selected on its entities and links, however deep."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString, Protocol, cast

from graph.compilation.compiler import Compiler, Row
from graph.compilation.parts import Reader, Record
from graph.compilation.selections import SelectedField
from graph.labels import EVERY_KIND
from graph.linkage.network import Network
from graph.linkage.snapshot import Snapshot
from graph.moments import AS_OF
from graph.statements import Statement


class Finding(Protocol):
    """What a search found, and on which network."""

    @property
    def network(self) -> Network: ...


Numbered = Callable[[Any], Iterable[int]]
"""Which entities or links of a finding are to be projected, by number."""


@dataclass(frozen=True)
class Drawn:
    """A finding, and the records of what was projected of it."""

    finding: Any
    blocks: list[dict[int, Record]]


Draw = Callable[[Drawn, int], Record]


@dataclass(frozen=True)
class _Block:
    """A part of the statement that projects one sort of thing. ``key``: how the statement finds it."""

    text: str
    variable: str
    parameter: str
    wanted: Numbered
    key: Callable[[Snapshot, int], Any]
    read: Reader


class Projection:
    """Collects what is selected on entities and links while a question is compiled; then makes its statement and reads it."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._blocks: list[_Block] = []

    def entities(self, field: SelectedField, wanted: Numbered) -> Draw:
        """What ``field`` selects on each of these entities."""
        row = Row.of(self._compiler.name("n"), EVERY_KIND)
        place, parameter = self._compiler.name("place"), self._compiler.name("p")
        found = (
            f"MATCH ({row.node}:Entity {{code: ${parameter}[{place}][1]}}) WHERE ${parameter}[{place}][0] IN labels({row.node})"
        )
        return self._block(field, row, place, parameter, found, wanted, Snapshot.key)

    def links(self, field: SelectedField, wanted: Numbered) -> Draw:
        """What ``field`` selects on each of these links."""
        row = Row.of(self._compiler.name("n"), EVERY_KIND, self._compiler.name("r"))
        place, parameter = self._compiler.name("place"), self._compiler.name("p")
        found = (
            f"MATCH ()-[{row.link}]->() WHERE id({row.link}) = ${parameter}[{place}] "
            f"WITH {place}, {row.link}, startNode({row.link}) AS {row.node}"
        )
        return self._block(field, row, place, parameter, found, wanted, lambda snapshot, link: int(snapshot.identity[link]))

    def _block(
        self,
        field: SelectedField,
        row: Row,
        place: str,
        parameter: str,
        found: str,
        wanted: Numbered,
        key: Callable[[Snapshot, int], Any],
    ) -> Draw:
        part, variable = self._compiler.project(row, field.type, field.nodes), self._compiler.name("v")
        text = (
            f"CALL () {{ UNWIND range(0, size(${parameter}) - 1) AS {place} {found} {row.scope.clauses()} "
            f"RETURN collect([{place}, {part.text}]) AS {variable} }}"
        )
        number = len(self._blocks)
        self._blocks.append(_Block(text, variable, parameter, wanted, key, part.read))
        return lambda drawn, numbered: drawn.blocks[number][numbered]

    def statement(self, finding: Finding | None, variables: Mapping[str, Any], day: date) -> Statement:
        """The statement that projects the finding; without one, or where nothing is selected, it only shows the revision."""
        if finding is None or not self._blocks:
            return Statement("RETURN 1 AS one")
        values = {name: recipe(variables) for name, recipe in self._compiler.recipes.items()} | {AS_OF.removeprefix("$"): day}
        snapshot = finding.network.snapshot
        for block in self._blocks:
            values[block.parameter] = [block.key(snapshot, each) for each in _numbers(block, finding)]
        texts, names = [block.text for block in self._blocks], [block.variable for block in self._blocks]
        # Made of the model's names and our own, as everything that the compiler makes.
        return Statement(cast(LiteralString, f"{' '.join(texts)} RETURN {', '.join(names)}"), values)

    def drawn(self, finding: Finding, rows: list[list[Any]]) -> Drawn:
        """The finding with what the statement's one row says of it."""
        return Drawn(finding, [self._records(*each, finding) for each in zip(self._blocks, rows[0], strict=False)])

    def _records(self, block: _Block, values: list[Any], finding: Finding) -> dict[int, Record]:
        numbers = _numbers(block, finding)
        return {numbers[place]: block.read(value) for place, value in values}


def _numbers(block: _Block, finding: Finding) -> list[int]:
    return sorted(set(block.wanted(finding)))
