"""Fragility: how many ways there are between two entities that share nothing, and where all of them can be cut."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.linkage.algorithms.bfs import UNSEEN, BfsLayers
from graph.linkage.algorithms.layered_graph import joined_within, without_dead_ends
from graph.linkage.algorithms.max_flow import FlowProblem, MaxFlow, first_minimum_vertex_cut
from graph.linkage.algorithms.subgraph import SubgraphLoader, SubgraphRequest
from graph.linkage.algorithms.transit import Rule, Rules
from graph.linkage.questions.arguments import MAX_PATHS, Key, check_rules, ends_of, find_valid_entities, relations_of, rules_of
from graph.linkage.questions.path_objects import FieldReader, object_reader, paths_reader, value_reader
from graph.linkage.questions.projection import Projection
from graph.linkage.questions.search_execution import SearchInput, SearchPlan, execute_search
from graph.linkage.search_budget import BudgetExceeded, stopped_short
from graph.linkage.snapshot.network import Network, Places
from graph.linkage.snapshot.snapshot import day_number


@dataclass(frozen=True)
class FragilityQuestion:
    """What is asked, over paths of any length."""

    ends: tuple[Key, Key]
    relations: frozenset[str]
    rules: tuple[Rule, ...]
    day: date

    @classmethod
    def of(cls, arguments: Mapping[str, Any], day: date) -> "FragilityQuestion":
        """Raises Refusal where an argument is not what it takes, or two contradict each other."""
        ends, rules = ends_of(arguments), rules_of(arguments)
        check_rules(rules, ends)
        return cls(ends, relations_of(arguments), rules, day)

    @property
    def around(self) -> SubgraphRequest:
        return SubgraphRequest(self.ends, (), (), self.relations, self.rules)

    async def load_subgraph(self, gathering: SubgraphLoader) -> None:
        await gathering.grow_out()

    def needs_more(self, finding: Any, gathering: SubgraphLoader) -> bool:
        return False

    def truncated_to(self, gathering: SubgraphLoader, stopped: BudgetExceeded) -> "FragilityQuestion":
        raise stopped_short(stopped)

    def search(self, ground: SearchInput) -> "FragilityFound | None":
        """Raises Refusal (NOT_ALIVE, SEARCH_STOPPED)."""
        ends = find_valid_entities(ground.snapshot, self.ends, day_number(self.day))
        if ends is None:
            return None
        network = ground.network(self.day, self.relations)
        try:
            return _Fragility(network, Rules(self.rules), ends, ground).found()
        except BudgetExceeded as stopped:
            raise stopped_short(stopped) from None


@dataclass(frozen=True)
class FragilityFound:
    """The answer, with entities by number. ``cut`` is None where a direct link joins the ends, which no cut breaks."""

    network: Network
    disjoint_paths: int
    cut: list[int] | None
    single_points: list[int]
    example: list[list[int]]


class _Fragility:
    def __init__(self, network: Network, rules: Rules, ends: list[int], ground: SearchInput) -> None:
        self.network = network
        self.ends = ends
        self.effort = ground.budget
        self.passage = rules.passage(network)
        self.direct = ends[1] in network.neighbours_of(ends[0])

    def found(self) -> FragilityFound:
        members = self._between()
        direct = [list(self.ends)] if self.direct else []
        if members is None:
            return FragilityFound(self.network, len(direct), None if direct else [], [], direct)
        strait = self._strait(members)
        flow = MaxFlow(strait)
        example = direct + [self._shortened(members[path].tolist()) for path in flow.paths()]
        example = sorted(example, key=lambda path: (len(path), path))[:MAX_PATHS]
        if direct:
            return FragilityFound(self.network, flow.value + 1, None, [], example)
        single_points: list[int] = members[flow.cuttable()].tolist() if flow.value == 1 else []
        cut = members[first_minimum_vertex_cut(strait, self.effort)].tolist()
        return FragilityFound(self.network, flow.value, cut, single_points, example)

    def _between(self) -> Places | None:
        """All that can be reached from both ends, the ends with it; None where they are not linked but directly."""
        one, other = (BfsLayers(self.network, end, self.passage, self.effort) for end in self.ends)
        for layers in (one, other):
            while not layers.exhausted:
                layers.expand()
        if one.distance[self.ends[1]] == UNSEEN:
            return None
        both = (one.distance != UNSEEN) & (other.distance != UNSEEN) & self.passage.passable
        both[self.ends] = True
        return np.flatnonzero(both)

    def _strait(self, members: Places) -> FlowProblem:
        near, far = joined_within(self.network, members)
        ends = np.searchsorted(members, self.ends)
        direct = np.isin(near, ends) & np.isin(far, ends)
        near, far = without_dead_ends(near[~direct], far[~direct], ends, len(members))
        return FlowProblem(near, far, len(members), int(ends[0]), int(ends[1]))

    def _shortened(self, path: list[int]) -> list[int]:
        """The path without detours: from each of its entities to the last that is next to it."""
        short = path[:1]
        while short[-1] != path[-1]:
            here = path.index(short[-1])
            beside = set(self.network.neighbours_of(short[-1]))
            ahead = path[here + 1 : -1] if here == 0 else path[here + 1 :]
            short.append(next(each for each in reversed(ahead) if each in beside))
        return short


@dataclass(frozen=True)
class Fragility:
    """The instruction of ``Query.fragility``."""

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        return await execute_search(self, context, selected)

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan:
        projection = Projection(compiler)
        read = object_reader(compiler, selected, partial(_fragility_field, compiler, projection))

        return SearchPlan(compiler, projection, FragilityQuestion.of, lambda drawn: read(drawn, drawn.result))


_COUNTED: Final[Mapping[str, Callable[[FragilityFound], Any]]] = {
    "disjointPaths": lambda finding: finding.disjoint_paths,
    "directLink": lambda finding: finding.cut is None,
}


def _fragility_field(compiler: Compiler, projection: Projection, field: SelectedField) -> FieldReader:
    match field.name:
        case "cut":
            draw = projection.entities(field, lambda finding: finding.cut or [])
            return lambda drawn, finding: None if finding.cut is None else [draw(drawn, each) for each in finding.cut]
        case "singlePoints":
            draw_point = projection.entities(field, lambda finding: finding.single_points)
            return lambda drawn, finding: [draw_point(drawn, each) for each in finding.single_points]
        case "example":
            read = paths_reader(compiler, projection, field, lambda finding: finding.example)
            return lambda drawn, finding: [read(drawn, path) for path in finding.example]
        case _:
            return value_reader(_COUNTED, field)
