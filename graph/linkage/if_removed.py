"""What if an entity were removed: what falls apart, and what coverage is lost."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, LiteralString, cast

from graph.compilation.asking import Asking
from graph.compilation.compiler import Compiler, Scope
from graph.compilation.connections import compile_connection
from graph.compilation.links import entity_order
from graph.compilation.matches import Matches
from graph.compilation.parts import Record
from graph.compilation.roots import refuse_unless_alive
from graph.compilation.selections import SelectedField
from graph.coverage.indicator import Indicator
from graph.coverage.receipt import OWN
from graph.coverage.units import UnitRow
from graph.errors import ErrorCode, Refusal
from graph.homes import match_within
from graph.linkage.arguments import Key, key_of, living
from graph.linkage.losses import Loss, losses
from graph.linkage.network import Network
from graph.linkage.projection import Block, Projection
from graph.linkage.removal import Parts, members_of, parts_without
from graph.linkage.shapes import FieldReader, is_selected, object_reader, value_reader
from graph.linkage.snapshot import Snapshot, day_number
from graph.linkage.snapshots import ATTEMPTS, changing
from graph.model import DIVISIONS, RELATIONS, Kind
from graph.moments import AS_OF_NAME, node_lives
from graph.naming import Naming
from graph.statements import Statement

IN_SCOPE: Final = tuple(kind for kind in Kind if kind not in (*DIVISIONS, Kind.SURVEY))
"""The kinds that the network of a scope holds."""


@dataclass(frozen=True)
class RemovalFound:
    """The answer, with entities by number."""

    network: Network
    entity: int
    parts: Parts
    losses: Mapping[str, Loss]


@dataclass(frozen=True)
class IfRemoved:
    """The instruction of ``Query.ifRemoved``. ``catalogue``: the built-in indicators; ``describe`` makes what the field ``definition``
    answers, of an indicator, its name, and the name that the city gave it where it is its own."""

    catalogue: Mapping[str, Indicator]
    describe: Callable[[Indicator, str, str | None], Any]

    async def answer(self, asking: Asking, selected: SelectedField) -> Any:
        """Null where there is no such entity or scope. Raises Refusal (NOT_ALIVE) where one of them does not live on the day."""
        compiler = asking.compiler(selected)
        catalogue = dict(self.catalogue)
        if is_selected(compiler, selected, "coverage"):
            catalogue |= await asking.own_indicators()
        answer = _Answer(self, compiler, selected, catalogue)
        stale: str | None = None
        for _ in range(ATTEMPTS):
            snapshot = await asking.snapshots.current(asking.read, stale)
            if not isinstance(snapshot, Snapshot):
                raise Refusal(
                    ErrorCode.SEARCH_STOPPED,
                    "The graph is larger than LINKAGE_MEMORY allows to hold at once. Raise it, and ask again.",
                )
            found = await answer.find(asking, snapshot)
            projected = await asking.read(answer.projection.statement(found, asking.variables, answer.day(asking)))
            if projected.revision == snapshot.revision:
                return asking.pass_on(compiler, partial(answer.read, found, projected.rows))
            stale = snapshot.revision
        raise changing()


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

    def day(self, asking: Asking) -> Any:
        return self.compiler.recipes[AS_OF_NAME](asking.variables) or asking.today

    def read(self, found: "RemovalFound | None", rows: list[list[Any]]) -> Record | None:
        return None if found is None else self._read(self.projection.drawn(found, rows), found)

    async def find(self, asking: Asking, snapshot: Snapshot) -> RemovalFound | None:
        arguments = asking.selections.arguments(self.selected, asking.variables)
        key, scope, day = key_of(arguments["entity"]), arguments["scope"], self.day(asking)
        entity = living(snapshot, [key], day_number(day))
        codes = await _codes_in(asking, scope, day)
        if entity is None or codes is None:
            return None

        def parts() -> tuple[Network, Parts]:
            network = asking.snapshots.network(snapshot, day_number(day), frozenset(RELATIONS))
            return network, parts_without(network, members_of(network, codes), entity[0])

        network, fallen = await asyncio.to_thread(parts)
        lost = await self._losses(asking, scope, key, day)
        return RemovalFound(network, entity[0], fallen, lost)

    async def _losses(self, asking: Asking, scope: str, key: Key, day: Any) -> Mapping[str, Loss]:
        if not self.counts_coverage:
            return {}
        async with asking.rehearsal() as transaction:
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
        row = UnitRow(unit, frozenset({kind}), None, Scope((unit, home)), indicator, home, "'REACHED'")
        found = f"UNWIND ${lost} AS {each} MATCH ({unit}:{kind.label} {{code: {each}[0]}}) MATCH ({home}:Division {{code: {each}[1]}})"
        around = Scope()
        matches = Matches(found, row, entity_order(unit, row.kinds), carried=(home,))
        part = compile_connection(self.compiler, matches, field, around)
        text = f"CALL () {{ {around.clauses()} RETURN {part.text} AS {variable} }}"

        def values(finding: RemovalFound) -> dict[str, Any]:
            return {lost: finding.losses[name].lost}

        return Block(text, variable, values, lambda value, _: part.read(value))


_FALLEN: Final[Mapping[str, Callable[[RemovalFound], Any]]] = {
    "componentsBefore": lambda finding: finding.parts.before,
    "componentsAfter": lambda finding: finding.parts.after,
    "disconnectedPairs": lambda finding: finding.parts.disconnected_pairs,
}


async def _codes_in(asking: Asking, scope: str, day: Any) -> dict[Kind, list[str]] | None:
    """The codes of all that has its home in the scope; None where there is no such division. Raises Refusal (NOT_ALIVE)."""
    answer = await asking.read(_members_of_scope(scope, day))
    if not answer.rows:
        return None
    alive, *codes = answer.rows[0]
    refuse_unless_alive(alive, "scope")
    return dict(zip(IN_SCOPE, codes, strict=True))


def _members_of_scope(scope: str, day: Any) -> Statement:
    naming = Naming()
    lists: list[str] = []
    names = [f"codes{place}" for place in range(len(IN_SCOPE))]
    for kind, codes in zip(IN_SCOPE, names, strict=True):
        node = naming.name("n")
        found = match_within(naming, "scope", node, kind)
        lists.append(f"CALL (scope) {{ {found} RETURN collect(DISTINCT {node}.code) AS {codes} }}")
    text = (
        f"MATCH (scope:Division {{code: $scope}}) {' '.join(lists)} RETURN {node_lives('scope')} AS alive, {', '.join(names)}"
    )
    return Statement(cast(LiteralString, text), {"scope": scope, AS_OF_NAME: day})
