"""`Query.reachable`: reachable entities, nearest first, by one BFS. Only pages have paths; a statement makes the page if it
is filtered, ordered or grouped (`reachable_connection.py`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, ClassVar, Final

import numpy as np

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.cursors import CursorCodec
from graph.compiler.pagination import Page, page_size
from graph.compiler.result_projection import ProjectedResult, ResultProjection
from graph.compiler.row_source import ListField
from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.linkage.algorithms.bfs import BfsLayers
from graph.linkage.algorithms.shortest_path_tree import ShortestPathTree
from graph.linkage.algorithms.transit_mask import TransitConstraints
from graph.linkage.questions.arguments import (
    MAX_HOPS,
    check_rules,
    find_entities,
    find_valid_entities,
    integer_of,
    key_of,
    keys_of,
    permitted_relations,
    rules_of,
)
from graph.linkage.questions.path_objects import FieldReader, is_selected, object_reader, paths_reader, value_reader
from graph.linkage.questions.reachable_connection import connection_block, unresolved_paths
from graph.linkage.questions.search_execution import (
    FollowUpQuery,
    QuestionWithoutPartialAnswer,
    SearchInput,
    SearchPlan,
    execute_search,
)
from graph.linkage.search_budget import BudgetExceeded, search_stopped
from graph.linkage.snapshot.simple_graph import GraphResult, SimpleGraph
from graph.linkage.snapshot.subgraph_loader import SubgraphLoader, SubgraphRequest
from graph.linkage.transit_rules import TransitPolicy, TransitRule
from graph.messages import compiler as compiler_messages
from graph.model.declarations import Kind
from graph.model.registry import KIND_BY_LABEL, KIND_BY_NAME, KINDS
from graph.snapshot.snapshot import SORTED_KINDS, NodeKey, Snapshot, date_to_int

DEFAULT_HOPS: Final = 3

RowKeys = tuple[int, str, str]
"""Hops, label, code."""
ReachableRow = tuple[int, int]
"""(hops, entity), sorted."""


@dataclass(frozen=True)
class ReachableQuestion(QuestionWithoutPartialAnswer):
    """Cursors contain a row's (hops, label, code), so that paging continues if the data change."""

    start: NodeKey
    kinds: frozenset[Kind]
    max_hops: int
    relations: frozenset[str]
    avoid: tuple[NodeKey, ...]
    rules: tuple[TransitRule, ...]
    as_of: date
    cursors: CursorCodec
    page: Page
    size: int
    after: RowKeys | None
    before: RowKeys | None
    all_rows: bool = False
    """Set if a statement makes the page."""

    @classmethod
    def of(
        cls, arguments: Mapping[str, Any], as_of: date, cursors: CursorCodec, *, all_rows: bool = False
    ) -> "ReachableQuestion":
        """Raises UserError for invalid or contradictory arguments."""
        start, avoid, rules = key_of(arguments["from"]), keys_of(arguments, "avoid"), rules_of(arguments)
        check_rules(rules, [start], avoid)
        after, before = (None if all_rows else _decoded(arguments.get(name), cursors) for name in ("after", "before"))
        page, size = Page.of(arguments), page_size(arguments)
        hops = integer_of(arguments, "maxHops", MAX_HOPS, DEFAULT_HOPS)
        relations = permitted_relations(arguments)
        kinds = _kinds(arguments)
        return cls(start, kinds, hops, relations, avoid, rules, as_of, cursors, page, size, after, before, all_rows)

    @property
    def subgraph_request(self) -> SubgraphRequest:
        return SubgraphRequest((self.start,), self.avoid, (), self.relations, self.rules)

    async def load_subgraph(self, loader: SubgraphLoader) -> None:
        await loader.load_radius(self.max_hops)

    def search(self, search_input: SearchInput) -> "ReachableResult | None":
        """Raises UserError (NOT_ALIVE, SEARCH_STOPPED)."""
        snapshot = search_input.snapshot
        start = find_valid_entities(snapshot, [self.start], date_to_int(self.as_of))
        avoided = find_entities(snapshot, self.avoid)
        if start is None or avoided is None:
            return None
        graph = search_input.graph(self.as_of, self.relations)
        transit = TransitConstraints(self.rules, frozenset(avoided)).mask(graph)
        bfs = BfsLayers(graph, start[0], transit, search_input.budget)
        try:
            bfs.expand_to(self.max_hops)
        except BudgetExceeded as exceeded:
            raise search_stopped(exceeded) from None
        return self._result(graph, ShortestPathTree(graph, bfs.distance, transit.passable, start[0]))

    def _result(self, graph: SimpleGraph, tree: ShortestPathTree) -> "ReachableResult":
        rows = self._rows(graph, tree)
        if self.all_rows:
            return ReachableResult(graph, self.cursors, rows, len(rows), False, False, tree, {})
        first = 0 if self.after is None else _row_index(graph.snapshot, rows, self.after, after=True)
        end = len(rows) if self.before is None else _row_index(graph.snapshot, rows, self.before, after=False)
        end = max(first, end)
        page = rows[max(first, end - self.size) : end] if self.page.backward else rows[first : min(end, first + self.size)]
        begin = rows.index(page[0]) if page else first
        paths = {entity: tree.path_to(entity) for _, entity in page}
        return ReachableResult(graph, self.cursors, page, len(rows), begin > 0, begin + len(page) < len(rows), tree, paths)

    def _rows(self, graph: SimpleGraph, tree: ShortestPathTree) -> list[ReachableRow]:
        distance, kinds = tree.distance, self.kinds - self._blocked
        selected = np.isin(graph.snapshot.kind, [SORTED_KINDS.index(kind) for kind in kinds])
        reached = np.flatnonzero(selected & (distance > 0))
        reached = reached[np.lexsort((reached, distance[reached]))]
        return list(zip(distance[reached].tolist(), reached.tolist(), strict=True))

    @property
    def _blocked(self) -> set[Kind]:
        return {rule.kind for rule in self.rules if rule.policy is TransitPolicy.BLOCK}


def _kinds(arguments: Mapping[str, Any]) -> frozenset[Kind]:
    kinds = arguments.get("kinds")
    if kinds == []:
        raise UserError(compiler_messages.NO_KINDS)
    return frozenset(KINDS) if kinds is None else frozenset(KIND_BY_NAME[kind.value] for kind in kinds)


def _decoded(cursor: str | None, cursors: CursorCodec) -> RowKeys | None:
    if not cursor:
        return None
    keys = cursors.decode(cursor, RowKeys)
    if keys[1] not in KIND_BY_LABEL:
        raise UserError(compiler_messages.INVALID_CURSOR)
    return keys


def _row_index(snapshot: Snapshot, rows: Sequence[ReachableRow], keys: RowKeys, *, after: bool) -> int:
    """Returns the number of rows before these keys; with `after` also the row with them."""
    hops, label, code = keys
    entity, exists = snapshot.sorted_index(KIND_BY_LABEL[label], code)
    return (bisect_right if after and exists else bisect_left)(rows, (hops, entity))


@dataclass(frozen=True)
class ReachableResult(GraphResult):
    """One page of the reachable entities. `paths`: the shortest path to each of them, if paths are selected."""

    graph: SimpleGraph
    cursors: CursorCodec
    page: list[ReachableRow]
    total: int
    has_previous: bool
    has_next: bool
    tree: ShortestPathTree
    paths: dict[int, list[int]]

    def cursor(self, row: ReachableRow) -> str:
        hops, entity = row
        return self.cursors.encode([hops, *self.graph.snapshot.key(entity)])

    def cursor_at(self, position: int) -> str | None:
        return self.cursor(self.page[position]) if self.page else None


@dataclass(frozen=True)
class ReachableField(ListField):
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        return await execute_search(self, context, (selected,))

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan:
        projection = ResultProjection(compiler)
        if _needs_statement(compiler, selected):
            path_projection = ResultProjection(compiler)
            projection.add(connection_block(compiler, selected, path_projection))
            make_question = partial(ReachableQuestion.of, all_rows=True)
            follow_up = FollowUpQuery(path_projection, _with_paths, _fill_paths)
            return SearchPlan(projection, make_question, lambda projected: projected.blocks[0], follow_up)
        read = object_reader(compiler, selected, partial(_connection_field, compiler, projection))
        return SearchPlan(projection, ReachableQuestion.of, lambda projected: read(projected, projected.result))


def _needs_statement(compiler: Compiler, selected: SelectedField) -> bool:
    arguments = compiler.selections.arguments(selected)
    return bool(arguments.get("where") or arguments.get("orderBy")) or is_selected(compiler, selected, "group")


def _with_paths(answer: Any, result: ReachableResult) -> ReachableResult | None:
    """Returns None if no path is selected."""
    entities = {result.page[path.row][1] for path in unresolved_paths(answer)}
    return replace(result, paths={entity: result.tree.path_to(entity) for entity in entities}) if entities else None


def _fill_paths(answer: Any, projected: ProjectedResult) -> None:
    result: ReachableResult = projected.result
    for path in unresolved_paths(answer):
        path.update(path.read(projected, result.paths[result.page[path.row][1]]))


def _connection_field(compiler: Compiler, projection: ResultProjection, field: SelectedField) -> FieldReader:
    match field.name:
        case "nodes":
            read_entity = projection.entities(field, _entities)
            return lambda projected, result: [read_entity(projected, entity) for _, entity in result.page]
        case "edges":
            read_edge = object_reader(compiler, field, partial(_edge_field, compiler, projection))
            return lambda projected, result: [read_edge(projected, row) for row in result.page]
        case "pageInfo":
            return object_reader(compiler, field, partial(value_reader, _PAGE_INFO))
        case "aggregate":
            return object_reader(compiler, field, partial(value_reader, {"count": lambda result: result.total}))
        case _:
            return lambda _, result: result.total


def _entities(result: ReachableResult) -> list[int]:
    return [entity for _, entity in result.page]


def _edge_field(compiler: Compiler, projection: ResultProjection, field: SelectedField) -> FieldReader:
    match field.name:
        case "node":
            read_entity = projection.entities(field, _entities)
            return lambda projected, row: read_entity(projected, row[1])
        case "path":
            read_path = paths_reader(compiler, projection, field, lambda result: result.paths.values())
            return lambda projected, row: read_path(projected, projected.result.paths[row[1]])
        case "cursor":
            return lambda projected, row: projected.result.cursor(row)
        case _:
            return lambda _, row: row[0]


_PAGE_INFO: Final[Mapping[str, Callable[[ReachableResult], Any]]] = {
    "hasNextPage": lambda result: result.has_next,
    "hasPreviousPage": lambda result: result.has_previous,
    "startCursor": lambda result: result.cursor_at(0),
    "endCursor": lambda result: result.cursor_at(-1),
}
