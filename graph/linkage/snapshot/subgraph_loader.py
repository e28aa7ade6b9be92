"""Loads part of a graph too large for a snapshot, by BFS in the database around named entities, one statement per layer. The
small snapshot is searched like a complete one.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.database.statement import Statement
from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.snapshot_statements import entities_by_key, neighbourhood
from graph.linkage.transit_rules import TransitPolicy, TransitRule
from graph.model.declarations import Kind
from graph.model.registry import KINDS
from graph.snapshot.snapshot import NodeKey, Snapshot


@dataclass(frozen=True)
class SubgraphRequest:
    """The starts of the BFS, and what it may pass. Links of all dates are loaded. `named`: other entities of the question.
    `exempt`: waypoints, to which rules do not apply.
    """

    starts: tuple[NodeKey, ...]
    named: tuple[NodeKey, ...]
    exempt: tuple[NodeKey, ...]
    relations: frozenset[str]
    rules: tuple[TransitRule, ...]


@dataclass
class SubgraphLoader:
    """A BFS from each start. All `load_` methods raise BudgetExceeded and RevisionChanged."""

    read_at: Callable[[Statement, str], Awaitable[list[list[Any]]]]
    revision: str
    request: SubgraphRequest
    budget: SearchBudget
    entities: dict[int, list[Any]] = field(default_factory=dict[int, list[Any]])
    links: dict[int, tuple[Any, ...]] = field(default_factory=dict[int, tuple[Any, ...]])
    radius: list[int] = field(default_factory=list[int])
    """Depth by start."""

    async def load_named_entities(self) -> None:
        request = self.request
        keys = [list(key) for key in dict.fromkeys((*request.starts, *request.named, *request.exempt))]
        ((entities,),) = await self._rows(entities_by_key(keys))
        self.entities |= {entity[0]: entity for entity in entities}
        ids = {(entity[1], entity[2]): entity[0] for entity in entities}
        self._transit_labels = {kind.label for kind in _transit_kinds(request.rules)}
        self._exempt = {ids[key] for key in request.exempt if key in ids}
        self._fetched: set[int] = set()
        self._visited = [{ids[key]} for key in request.starts if key in ids]
        self._frontiers = [set(visited) for visited in self._visited]
        self.radius = [0] * len(self._frontiers)

    @property
    def any_exhausted(self) -> bool:
        """Whether the BFS of a start is complete."""
        return any(not frontier for frontier in self._frontiers)

    @property
    def all_exhausted(self) -> bool:
        return not any(self._frontiers)

    async def load_layer(self, side: int | None = None) -> None:
        """Expands one BFS by a layer, by default that with the smallest frontier."""
        open_sides = [side for side, frontier in enumerate(self._frontiers) if frontier]
        if not open_sides:
            return
        chosen = min(open_sides, key=lambda side: len(self._frontiers[side])) if side is None else side
        await self._fetch(self._frontiers[chosen] - self._fetched)
        layer = self._neighbours_of(self._frontiers[chosen]) - self._visited[chosen]
        self._visited[chosen] |= layer
        self._frontiers[chosen] = {entity for entity in layer if self._allows_transit(entity)}
        self.radius[chosen] += 1

    async def load_walks(self, hops: int) -> None:
        """Loads all walks of at most `hops` between the starts."""
        while sum(self.radius) < hops and not self.all_exhausted:
            await self.load_layer()
        await self.load_degrees()

    async def load_radius(self, radius: int) -> None:
        for side, frontier in enumerate(self._frontiers):
            while self.radius[side] < radius and frontier:
                await self.load_layer(side)
                frontier = self._frontiers[side]
        await self.load_degrees()

    async def load_component(self) -> None:
        """Loads all that one of the starts can reach."""
        while not self.any_exhausted:
            await self.load_layer()
        await self.load_degrees()

    async def load_degrees(self) -> None:
        """Loads all links of entities with a maximum degree."""
        labels = {rule.kind.label for rule in self.request.rules if rule.max_degree is not None}
        if labels:
            await self._fetch({id_ for id_, entity in self.entities.items() if entity[1] in labels} - self._fetched)

    def snapshot(self) -> Snapshot:
        entities = [list(column) for column in zip(*self.entities.values(), strict=True)] or [[] for _ in range(6)]
        links = [list(column) for column in zip(*self.links.values(), strict=True)] or [[] for _ in range(6)]
        return Snapshot.from_columns(entities, links, self.revision, complete=False)

    def _allows_transit(self, entity: int) -> bool:
        return entity in self._exempt or self.entities[entity][1] in self._transit_labels

    def _neighbours_of(self, entities: Collection[int]) -> set[int]:
        pairs = ((link[2], link[3]) for link in self.links.values())
        return {target for pair in pairs for source, target in (pair, pair[::-1]) if source in entities}

    async def _fetch(self, entities: Iterable[int]) -> None:
        ids = sorted(entities)
        if not ids:
            return
        self.budget.check()
        statement = neighbourhood(ids, sorted(self.request.relations), self.budget.remaining + 1)
        ((links, rows),) = await self._rows(statement)
        self.budget.consume(len(links[0]))
        self.links |= {link[0]: link for link in zip(*links, strict=True)}
        self.entities |= {row[0]: row for row in rows}
        self._fetched |= set(ids)

    async def _rows(self, statement: Statement) -> list[list[Any]]:
        return await self.read_at(statement, self.revision)


def _transit_kinds(rules: Iterable[TransitRule]) -> set[Kind]:
    return set(KINDS) - {rule.kind for rule in rules if rule.policy is not TransitPolicy.ALLOW}
