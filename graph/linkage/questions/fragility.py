"""`Query.fragility`: vertex-disjoint paths between two entities, and a minimum vertex cut."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar, Final, cast

import numpy as np

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.cursors import CursorCodec
from graph.compiler.result_projection import ResultProjection
from graph.compiler.selections import SelectedField
from graph.linkage.algorithms.bfs import UNREACHED, BfsLayers
from graph.linkage.algorithms.induced_subgraph import induced_arcs, without_dead_ends, without_direct_link
from graph.linkage.algorithms.max_flow import FlowProblem, MaxFlow, first_minimum_vertex_cut
from graph.linkage.algorithms.transit_mask import TransitConstraints, TransitMask
from graph.linkage.questions.arguments import (
    MAX_PATHS,
    check_rules,
    ends_of,
    find_valid_entities,
    permitted_relations,
    rules_of,
)
from graph.linkage.questions.path_objects import FieldReader, object_reader, paths_reader, value_reader
from graph.linkage.questions.search_execution import QuestionWithoutPartialAnswer, SearchInput, SearchPlan, execute_search
from graph.linkage.search_budget import BudgetExceeded, SearchBudget, search_stopped
from graph.linkage.snapshot.simple_graph import GraphResult, SimpleGraph
from graph.linkage.snapshot.subgraph_loader import SubgraphLoader, SubgraphRequest
from graph.linkage.transit_rules import TransitRule
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import NodeKey, date_to_int


@dataclass(frozen=True)
class FragilityQuestion(QuestionWithoutPartialAnswer):
    ends: tuple[NodeKey, NodeKey]
    relations: frozenset[str]
    rules: tuple[TransitRule, ...]
    as_of: date
    fields: frozenset[str]
    """Of the result; `cut` and `example` are computed only if they are selected."""

    @classmethod
    def of(cls, fields: frozenset[str], arguments: Mapping[str, Any], as_of: date, _: CursorCodec) -> "FragilityQuestion":
        """Raises UserError for invalid or contradictory arguments."""
        ends, rules = ends_of(arguments), rules_of(arguments)
        check_rules(rules, ends)
        return cls(ends, permitted_relations(arguments), rules, as_of, fields)

    @property
    def subgraph_request(self) -> SubgraphRequest:
        return SubgraphRequest(self.ends, (), (), self.relations, self.rules)

    async def load_subgraph(self, loader: SubgraphLoader) -> None:
        await loader.load_component()

    def search(self, search_input: SearchInput) -> "FragilityResult | None":
        """Raises UserError (NOT_ALIVE, SEARCH_STOPPED)."""
        ends = find_valid_entities(search_input.snapshot, self.ends, date_to_int(self.as_of))
        if ends is None:
            return None
        graph = search_input.graph(self.as_of, self.relations)
        transit = TransitConstraints(self.rules).mask(graph)
        try:
            return _FragilitySearch(graph, transit, ends, search_input.budget, self.fields).run()
        except BudgetExceeded as exceeded:
            raise search_stopped(exceeded) from None


@dataclass(frozen=True)
class FragilityResult(GraphResult):
    """The smallest sets whose removal unlinks two entities.

    `cut`: None if a direct link joins the ends; empty if it is not selected, as `example`.
    """

    graph: SimpleGraph
    disjoint_paths: int
    cut: list[int] | None
    single_points: list[int]
    example: list[list[int]]


@dataclass(frozen=True)
class _FragilitySearch:
    graph: SimpleGraph
    transit: TransitMask
    ends: list[int]
    budget: SearchBudget
    fields: frozenset[str]

    def run(self) -> FragilityResult:
        direct = [list(self.ends)] if self.ends[1] in self.graph.neighbours_of(self.ends[0]) else []
        members = self._members()
        if members is None:
            return FragilityResult(self.graph, len(direct), None if direct else [], [], direct)
        flow = MaxFlow(self._flow_problem(members))
        example = self._example(flow, members, direct) if "example" in self.fields else []
        if direct:
            return FragilityResult(self.graph, flow.value + 1, None, [], example)
        single_points: list[int] = members[flow.cut_nodes()].tolist() if flow.value == 1 else []
        cut: list[int] = members[first_minimum_vertex_cut(flow, self.budget)].tolist() if "cut" in self.fields else []
        return FragilityResult(self.graph, flow.value, cut, single_points, example)

    def _example(self, flow: MaxFlow, members: IndexArray, direct: list[list[int]]) -> list[list[int]]:
        paths = direct + [self._without_detours(members[path].tolist()) for path in flow.disjoint_paths()]
        return sorted(paths, key=lambda path: (len(path), path))[:MAX_PATHS]

    def _members(self) -> IndexArray | None:
        """Returns the ends and all passable entities that both reach; None if the ends are not linked."""
        start, end = (BfsLayers(self.graph, entity, self.transit, self.budget) for entity in self.ends)
        start.expand_all()
        end.expand_all()
        if start.distance[self.ends[1]] == UNREACHED:
            return None
        both = (start.distance != UNREACHED) & (end.distance != UNREACHED) & self.transit.passable
        both[self.ends] = True
        return np.flatnonzero(both)

    def _flow_problem(self, members: IndexArray) -> FlowProblem:
        ends = np.searchsorted(members, self.ends)
        arcs = without_direct_link(induced_arcs(self.graph, members), ends)
        tails, heads = without_dead_ends(arcs, ends, len(members))
        return FlowProblem(tails, heads, len(members), int(ends[0]), int(ends[1]))

    def _without_detours(self, path: list[int]) -> list[int]:
        """Continues from each entity with its last neighbour on the path."""
        short = path[:1]
        while short[-1] != path[-1]:
            position = path.index(short[-1])
            neighbours = set(self.graph.neighbours_of(short[-1]))
            rest = path[position + 1 : -1] if position == 0 else path[position + 1 :]
            short.append(next(entity for entity in reversed(rest) if entity in neighbours))
        return short


@dataclass(frozen=True)
class FragilityField:
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        return await execute_search(self, context, (selected,))

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan:
        projection = ResultProjection(compiler)
        read = object_reader(compiler, selected, partial(_fragility_field, compiler, projection))
        fields = frozenset(field.name for field in compiler.selections.of(cast(Any, selected.type), selected.nodes))
        return SearchPlan(
            projection, partial(FragilityQuestion.of, fields), lambda projected: read(projected, projected.result)
        )


_VALUES: Final[Mapping[str, Callable[[FragilityResult], Any]]] = {
    "disjointPaths": lambda result: result.disjoint_paths,
    "directLink": lambda result: result.cut is None,
}


def _fragility_field(compiler: Compiler, projection: ResultProjection, field: SelectedField) -> FieldReader:
    match field.name:
        case "cut":
            read_cut = projection.entities(field, lambda result: result.cut or [])
            return lambda projected, result: (
                None if result.cut is None else [read_cut(projected, entity) for entity in result.cut]
            )
        case "singlePoints":
            read_point = projection.entities(field, lambda result: result.single_points)
            return lambda projected, result: [read_point(projected, entity) for entity in result.single_points]
        case "example":
            read_path = paths_reader(compiler, projection, field, lambda result: result.example)
            return lambda projected, result: [read_path(projected, path) for path in result.example]
        case _:
            return value_reader(_VALUES, field)
