"""Gathering: the way for a graph that is too large to be held in memory. Only what lies around the named entities is fetched, layer by
layer, each layer by one statement anchored on an index; what was fetched is a snapshot of its own, and is searched like any other."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString

from graph.database.statement import Statement, StatementResult
from graph.linkage.algorithms.transit import Policy, Rule
from graph.linkage.questions.arguments import Key
from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.snapshot import Snapshot
from graph.model.declarations import Kind
from graph.model.registry import KINDS

Read = Callable[[Statement], Awaitable[StatementResult]]

_ENTITY: Final = """id(n), [label IN labels(n) WHERE NOT label IN ['Entity', 'Division']][0], n.code,
    coalesce(n.valid_from.year * 10000 + n.valid_from.month * 100 + n.valid_from.day, 0),
    coalesce(n.valid_to.year * 10000 + n.valid_to.month * 100 + n.valid_to.day, 99999999)"""

NAMED: Final[LiteralString] = f"""
UNWIND $keys AS key
MATCH (n:Entity {{code: key[1]}}) WHERE key[0] IN labels(n)
RETURN collect([{_ENTITY}]) AS entities
"""

AROUND: Final[LiteralString] = f"""
CALL () {{
  UNWIND $numbers AS number
  MATCH (at) WHERE id(at) = number
  MATCH (at)-[r]-(:Entity) WHERE type(r) IN $relations
  WITH DISTINCT r LIMIT $most
  RETURN collect(r) AS found
}}
CALL (found) {{
  UNWIND found AS r
  RETURN [collect(id(r)), collect(type(r)), collect(id(startNode(r))), collect(id(endNode(r))),
    collect(coalesce(r.since.year * 10000 + r.since.month * 100 + r.since.day, 0)),
    collect(coalesce(r.until.year * 10000 + r.until.month * 100 + r.until.day, 99999999))] AS links
}}
CALL (found) {{
  UNWIND found AS r
  UNWIND [startNode(r), endNode(r)] AS n
  WITH DISTINCT n
  RETURN collect([{_ENTITY}]) AS entities
}}
RETURN links, entities
"""


class RevisionChanged(Exception):
    """The data changed while it was gathered."""


@dataclass(frozen=True)
class SubgraphRequest:
    """What is to be gathered: all that lies at most so far from ``starts``, over entities of kinds that may be passed.

    ``named``: whatever else the question names. Links count whenever they live; the search looks at one moment of them.
    """

    starts: tuple[Key, ...]
    named: tuple[Key, ...]
    exempt: tuple[Key, ...]
    relations: frozenset[str]
    rules: tuple[Rule, ...]


@dataclass
class SubgraphLoader:
    """Grows from each start; ``snapshot`` is what has been gathered by then."""

    read: Read
    revision: str
    around: SubgraphRequest
    budget: SearchBudget
    entities: dict[int, list[Any]] = field(default_factory=dict[int, list[Any]])
    links: dict[int, tuple[Any, ...]] = field(default_factory=dict[int, tuple[Any, ...]])
    radius: list[int] = field(default_factory=list[int])

    async def begin(self) -> None:
        """Fetches what is named."""
        around = self.around
        keys = [list(key) for key in dict.fromkeys((*around.starts, *around.named, *around.exempt))]
        ((entities,),) = await self._rows(Statement(NAMED, {"keys": keys}))
        self.entities |= {entity[0]: entity for entity in entities}
        by_key = {(entity[1], entity[2]): entity[0] for entity in entities}
        self._passed = {kind.label for kind in _passed(around.rules)}
        self._exempt = {by_key[key] for key in around.exempt if key in by_key}
        self._fetched: set[int] = set()
        self._seen = [{by_key[key]} for key in around.starts if key in by_key]
        self._frontiers = [set(seen) for seen in self._seen]
        self.radius = [0] * len(self._frontiers)

    @property
    def complete(self) -> bool:
        """Whether all that can be reached from some start is there."""
        return any(not frontier for frontier in self._frontiers)

    @property
    def exhausted(self) -> bool:
        """Whether all that can be reached from every start is there."""
        return not any(self._frontiers)

    async def expand(self, side: int | None = None) -> None:
        """One more layer around a start, by default around the one where there is least to do. Raises Stopped, Moved."""
        open_sides = [place for place, frontier in enumerate(self._frontiers) if frontier]
        if not open_sides:
            return
        chosen = min(open_sides, key=lambda place: len(self._frontiers[place])) if side is None else side
        await self._fetch(self._frontiers[chosen] - self._fetched)
        reached = self._neighbours_of(self._frontiers[chosen]) - self._seen[chosen]
        self._seen[chosen] |= reached
        self._frontiers[chosen] = {each for each in reached if self._may_pass(each)}
        self.radius[chosen] += 1

    async def grow_between(self, hops: int) -> None:
        """Until all that lies on a walk of so many hops between the starts is there."""
        while sum(self.radius) < hops and not self.exhausted:
            await self.expand()
        await self.know_degrees()

    async def expand_to(self, radius: int) -> None:
        """So many layers around every start."""
        for side, frontier in enumerate(self._frontiers):
            while self.radius[side] < radius and frontier:
                await self.expand(side)
                frontier = self._frontiers[side]
        await self.know_degrees()

    async def grow_out(self) -> None:
        """Until all that can be reached from some start is there."""
        while not self.complete:
            await self.expand()
        await self.know_degrees()

    async def know_degrees(self) -> None:
        """Fetches all links of those entities whose degree decides whether they may be passed."""
        limited = {rule.kind.label for rule in self.around.rules if rule.max_degree is not None}
        if limited:
            await self._fetch({number for number, entity in self.entities.items() if entity[1] in limited} - self._fetched)

    def snapshot(self) -> Snapshot:
        entities = [list(column) for column in zip(*self.entities.values(), strict=True)] or [[] for _ in range(5)]
        links = [list(column) for column in zip(*self.links.values(), strict=True)] or [[] for _ in range(6)]
        return Snapshot.from_columns(entities, links, self.revision, whole=False)

    def _may_pass(self, number: int) -> bool:
        return number in self._exempt or self.entities[number][1] in self._passed

    def _neighbours_of(self, numbers: Collection[int]) -> set[int]:
        ends = ((link[2], link[3]) for link in self.links.values())
        return {each for pair in ends for one, each in (pair, pair[::-1]) if one in numbers}

    async def _fetch(self, numbers: Iterable[int]) -> None:
        wanted = sorted(numbers)
        if not wanted:
            return
        self.budget.check()
        values = {"numbers": wanted, "relations": sorted(self.around.relations), "most": self.budget.remaining + 1}
        ((links, entities),) = await self._rows(Statement(AROUND, values))
        self.budget.consume(len(links[0]))
        self.links |= {link[0]: link for link in zip(*links, strict=True)}
        self.entities |= {entity[0]: entity for entity in entities}
        self._fetched |= set(wanted)

    async def _rows(self, statement: Statement) -> list[list[Any]]:
        answer = await self.read(statement)
        if answer.revision != self.revision:
            raise RevisionChanged
        return answer.rows


def _passed(rules: Iterable[Rule]) -> set[Kind]:
    return set(KINDS) - {rule.kind for rule in rules if rule.policy is not Policy.ALLOW}
