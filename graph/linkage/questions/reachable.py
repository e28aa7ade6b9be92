"""Reachable: which entities are how many hops away, nearest first. All are discovered; ways to them are found for a page only.

A list as it comes is paged here. Where it is filtered, ordered otherwise or grouped, the statement does that (graph/linkage/questions/reachable_connection.py).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.cursors import decode_cursor, encode_cursor
from graph.compiler.pagination import Page, page_size
from graph.compiler.row_source import ListField
from graph.compiler.selections import SelectedField
from graph.errors import argument_error
from graph.linkage.algorithms.bfs import BfsLayers, Distances
from graph.linkage.algorithms.subgraph import SubgraphLoader, SubgraphRequest
from graph.linkage.algorithms.transit import Policy, Rule, Rules
from graph.linkage.questions.arguments import (
    MAX_HOPS,
    Key,
    check_rules,
    find_entities,
    find_valid_entities,
    key_of,
    keys_of,
    relations_of,
    rules_of,
    within_bounds,
)
from graph.linkage.questions.path_objects import FieldReader, is_selected, object_reader, paths_reader, value_reader
from graph.linkage.questions.projection import ProjectedResult, Projection
from graph.linkage.questions.reachable_connection import connection_of_reached, ways_in
from graph.linkage.questions.search_execution import FollowUpQuery, SearchInput, SearchPlan, execute_search
from graph.linkage.search_budget import BudgetExceeded, stopped_short
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import SORTED_KINDS, Flags, Snapshot, day_number
from graph.model.declarations import Kind
from graph.model.registry import KIND_BY_LABEL, KIND_BY_NAME, KINDS

DEFAULT_HOPS: Final = 3
_LISTING: Final = "ReachableConnection hops kind code"

Place = tuple[int, int]
"""(hops, entity): where an entity stands in the list."""


@dataclass(frozen=True)
class ReachableQuestion:
    """What is asked. A cursor is the (hops, kind, code) of a row, so that paging goes on whatever has changed meanwhile."""

    start: Key
    kinds: frozenset[Kind]
    max_hops: int
    relations: frozenset[str]
    avoid: tuple[Key, ...]
    rules: tuple[Rule, ...]
    day: date
    page: Page
    size: int
    after: list[Any] | None
    before: list[Any] | None
    whole: bool = False
    """Whether the statement makes a page of all that is found, or the search."""

    @classmethod
    def of(cls, arguments: Mapping[str, Any], day: date, *, whole: bool = False) -> "ReachableQuestion":
        """Raises Refusal where an argument is not what it takes, or two contradict each other."""
        start, avoid, rules = key_of(arguments["from"]), keys_of(arguments, "avoid"), rules_of(arguments)
        check_rules(rules, [start], avoid)
        after, before = (None if whole else _cursor(arguments.get(name)) for name in ("after", "before"))
        page, size = Page.of(arguments), page_size(arguments)
        hops = within_bounds(arguments, "maxHops", MAX_HOPS, DEFAULT_HOPS)
        return cls(start, _kinds(arguments), hops, relations_of(arguments), avoid, rules, day, page, size, after, before, whole)

    @property
    def around(self) -> SubgraphRequest:
        return SubgraphRequest((self.start,), self.avoid, (), self.relations, self.rules)

    async def load_subgraph(self, gathering: SubgraphLoader) -> None:
        await gathering.expand_to(self.max_hops)

    def needs_more(self, finding: Any, gathering: SubgraphLoader) -> bool:
        return False

    def truncated_to(self, gathering: SubgraphLoader, stopped: BudgetExceeded) -> "ReachableQuestion":
        raise stopped_short(stopped)

    def search(self, ground: SearchInput) -> "ReachableFound | None":
        """Raises Refusal (NOT_ALIVE, SEARCH_STOPPED)."""
        snapshot = ground.snapshot
        start, avoided = find_valid_entities(snapshot, [self.start], day_number(self.day)), find_entities(snapshot, self.avoid)
        if start is None or avoided is None:
            return None
        network = ground.network(self.day, self.relations)
        passage = Rules(self.rules, frozenset(avoided)).passage(network)
        layers = BfsLayers(network, start[0], passage, ground.budget)
        try:
            layers.expand_to(self.max_hops)
        except BudgetExceeded as stopped:
            raise stopped_short(stopped) from None
        return self._page(network, layers.distance, passage.passable, start[0])

    def _page(self, network: Network, distance: Distances, passable: Flags, start: int) -> "ReachableFound":
        wanted = np.isin(network.snapshot.kind, [SORTED_KINDS.index(kind) for kind in self.kinds - self._blocked])
        found = np.flatnonzero(wanted & (distance > 0))
        found = found[np.lexsort((found, distance[found]))]
        places = list(zip(distance[found].tolist(), found.tolist(), strict=True))
        ways = ShortestPathTree(network, distance, passable, start)
        if self.whole:
            return ReachableFound(network, places, len(places), False, False, ways, {})
        first = 0 if self.after is None else _position(network.snapshot, places, self.after, behind=True)
        end = len(places) if self.before is None else _position(network.snapshot, places, self.before, behind=False)
        end = max(first, end)
        page = places[max(first, end - self.size) : end] if self.page.backward else places[first : min(end, first + self.size)]
        begin = places.index(page[0]) if page else first
        paths = {entity: ways.to(entity) for _, entity in page}
        return ReachableFound(network, page, len(places), begin > 0, begin + len(page) < len(places), ways, paths)

    @property
    def _blocked(self) -> set[Kind]:
        return {rule.kind for rule in self.rules if rule.policy is Policy.BLOCK}


def _kinds(arguments: Mapping[str, Any]) -> frozenset[Kind]:
    kinds = arguments.get("kinds")
    if kinds == []:
        raise argument_error("`kinds` is empty, so that nothing can be found. Name at least one kind, or leave it out.")
    return frozenset(KINDS) if kinds is None else frozenset(KIND_BY_NAME[kind.value] for kind in kinds)


def _cursor(cursor: str | None) -> list[Any] | None:
    return None if cursor is None else decode_cursor(_LISTING, cursor)


def _position(snapshot: Snapshot, places: Sequence[Place], keys: list[Any], *, behind: bool) -> int:
    """How many rows stand before the row with these keys; with ``behind`` the row itself counts, where it is there."""
    hops, label, code = keys
    entity, there = snapshot.place(KIND_BY_LABEL[label], code)
    return (bisect_right if behind and there else bisect_left)(places, (hops, entity))


class ShortestPathTree:
    """The first of the shortest ways from the start to an entity, in the order of paths."""

    def __init__(self, network: Network, distance: Distances, passable: Flags, start: int) -> None:
        self.network = network
        self.distance = distance
        self.passable = passable
        self.start = start

    def to(self, entity: int) -> list[int]:
        way = [self.start]
        for layer in reversed(self._layers_back_from(entity)):
            beside = set(self.network.neighbours_of(way[-1]))
            way.append(min(each for each in layer if each in beside))
        return way

    def _layers_back_from(self, entity: int) -> list[list[int]]:
        """From the entity to those next to the start: what lies on a shortest way, hop by hop."""
        layers = [[entity]]
        for hops in range(int(self.distance[entity]) - 1, 0, -1):
            _, beside = self.network.around(np.array(layers[-1]))
            nearer = np.unique(beside[(self.distance[beside] == hops) & self.passable[beside]])
            layers.append(nearer.tolist())
        return layers


@dataclass(frozen=True)
class ReachableFound:
    """One page of the list, and what is known of all of it. ``paths``: the ways to those entities of which somebody wants to know."""

    network: Network
    page: list[Place]
    total: int
    has_previous: bool
    has_next: bool
    ways: ShortestPathTree
    paths: dict[int, list[int]]

    def cursor(self, place: Place) -> str:
        hops, entity = place
        return encode_cursor(_LISTING, [hops, *self.network.snapshot.key(entity)])

    def end_cursor(self, position: int) -> str | None:
        return self.cursor(self.page[position]) if self.page else None


@dataclass(frozen=True)
class Reachable(ListField):
    """The instruction of ``Query.reachable``."""

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        return await execute_search(self, context, selected)

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan:
        projection = Projection(compiler)
        if _asks_more(compiler, selected):
            ways = Projection(compiler)
            projection.add(connection_of_reached(compiler, selected, ways))
            question = partial(ReachableQuestion.of, whole=True)
            return SearchPlan(compiler, projection, question, lambda drawn: drawn.blocks[0], FollowUpQuery(ways, _ways, _fill))
        read = object_reader(compiler, selected, partial(_connection_field, compiler, projection))

        return SearchPlan(compiler, projection, ReachableQuestion.of, lambda drawn: read(drawn, drawn.result))


def _asks_more(compiler: Compiler, selected: SelectedField) -> bool:
    """Whether more is asked than the list as it comes, nearest first."""
    arguments = compiler.selections.arguments(selected)
    return bool(arguments.get("where") or arguments.get("orderBy")) or is_selected(compiler, selected, "group")


def _ways(answer: Any, found: ReachableFound) -> ReachableFound | None:
    """The finding with the ways to those that the answer shows; None where it shows none."""
    entities = {found.page[way.place][1] for way in ways_in(answer)}
    return replace(found, paths={entity: found.ways.to(entity) for entity in entities}) if entities else None


def _fill(answer: Any, drawn: ProjectedResult) -> None:
    found: ReachableFound = drawn.result
    for way in ways_in(answer):
        way.update(way.read(drawn, found.paths[found.page[way.place][1]]))


def _connection_field(compiler: Compiler, projection: Projection, field: SelectedField) -> FieldReader:
    match field.name:
        case "nodes":
            draw = projection.entities(field, _entities)
            return lambda drawn, finding: [draw(drawn, entity) for _, entity in finding.page]
        case "edges":
            read = object_reader(compiler, field, partial(_edge_field, compiler, projection))
            return lambda drawn, finding: [read(drawn, place) for place in finding.page]
        case "pageInfo":
            return object_reader(compiler, field, partial(value_reader, _PAGE_INFO))
        case "aggregate":
            return object_reader(compiler, field, partial(value_reader, {"count": lambda finding: finding.total}))
        case _:
            return lambda _, finding: finding.total


def _entities(finding: ReachableFound) -> list[int]:
    return [entity for _, entity in finding.page]


def _edge_field(compiler: Compiler, projection: Projection, field: SelectedField) -> FieldReader:
    match field.name:
        case "node":
            draw = projection.entities(field, _entities)
            return lambda drawn, place: draw(drawn, place[1])
        case "path":
            read = paths_reader(compiler, projection, field, lambda finding: finding.paths.values())
            return lambda drawn, place: read(drawn, drawn.result.paths[place[1]])
        case "cursor":
            return lambda drawn, place: drawn.result.cursor(place)
        case _:
            return lambda _, place: place[0]


_PAGE_INFO: Final[Mapping[str, Callable[[ReachableFound], Any]]] = {
    "hasNextPage": lambda finding: finding.has_next,
    "hasPreviousPage": lambda finding: finding.has_previous,
    "startCursor": lambda finding: finding.end_cursor(0),
    "endCursor": lambda finding: finding.end_cursor(-1),
}
