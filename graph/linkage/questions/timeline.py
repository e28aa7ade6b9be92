"""`Query.linkTimeline`: periods in which two entities were linked, with distances and links that began or ended them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar, Final

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.cursors import CursorCodec
from graph.compiler.result_projection import ResultProjection
from graph.compiler.selections import SelectedField
from graph.linkage.algorithms.temporal_distance import DistancePeriod, TemporalDistance
from graph.linkage.questions.arguments import (
    MAX_HOPS,
    check_rules,
    ends_of,
    find_entities,
    integer_of,
    permitted_relations,
    rules_of,
)
from graph.linkage.questions.path_objects import FieldReader, link_order, object_reader, value_reader
from graph.linkage.questions.search_execution import QuestionWithoutPartialAnswer, SearchInput, SearchPlan, execute_search
from graph.linkage.search_budget import BudgetExceeded, search_stopped
from graph.linkage.snapshot.simple_graph import GraphResult, SimpleGraph, relation_mask
from graph.linkage.snapshot.subgraph_loader import SubgraphLoader, SubgraphRequest
from graph.linkage.transit_rules import TransitRule
from graph.snapshot.snapshot import NodeKey, date_to_int, int_to_date

DEFAULT_HOPS: Final = 6


@dataclass(frozen=True)
class TimelineQuestion(QuestionWithoutPartialAnswer):
    """Periods cover all dates. Entities are projected on the first date of their period, or at `as_of` if it has none."""

    ends: tuple[NodeKey, NodeKey]
    max_hops: int
    relations: frozenset[str]
    rules: tuple[TransitRule, ...]
    as_of: date

    @classmethod
    def of(cls, arguments: Mapping[str, Any], as_of: date, _: CursorCodec) -> "TimelineQuestion":
        """Raises UserError for invalid or contradictory arguments."""
        ends, rules = ends_of(arguments), rules_of(arguments)
        check_rules(rules, ends)
        hops = integer_of(arguments, "maxHops", MAX_HOPS, DEFAULT_HOPS)
        return cls(ends, hops, permitted_relations(arguments), rules, as_of)

    @property
    def subgraph_request(self) -> SubgraphRequest:
        return SubgraphRequest(self.ends, (), (), self.relations, self.rules)

    async def load_subgraph(self, loader: SubgraphLoader) -> None:
        await loader.load_walks(self.max_hops)

    def search(self, search_input: SearchInput) -> "TimelineResult | None":
        """Raises UserError (SEARCH_STOPPED)."""
        snapshot = search_input.snapshot
        ends = find_entities(snapshot, self.ends)
        if ends is None:
            return None
        permitted = relation_mask(self.relations)[snapshot.relation]
        graph = SimpleGraph.from_links(snapshot, date_to_int(self.as_of), permitted)
        try:
            distance = TemporalDistance(graph, self.rules, (ends[0], ends[1]), self.max_hops, search_input.budget)
            return TimelineResult(graph, distance.periods())
        except BudgetExceeded as exceeded:
            raise search_stopped(exceeded) from None


@dataclass(frozen=True)
class TimelineResult(GraphResult):
    graph: SimpleGraph
    periods: list[DistancePeriod]


@dataclass(frozen=True)
class TimelineField:
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        return await execute_search(self, context, (selected,))

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan:
        projection = ResultProjection(compiler)
        read = object_reader(compiler, selected, partial(_period_field, projection))
        return SearchPlan(
            projection,
            TimelineQuestion.of,
            lambda projected: [read(projected, period) for period in projected.result.periods],
        )


_VALUES: Final[Mapping[str, Callable[[DistancePeriod], Any]]] = {
    "from": lambda period: _iso_date(period.start),
    "to": lambda period: _iso_date(period.end),
    "hops": lambda period: period.hops,
}
_LINKS: Final[Mapping[str, Callable[[DistancePeriod], list[int]]]] = {
    "begunBy": lambda period: period.begun_by,
    "endedBy": lambda period: period.ended_by,
}


def _iso_date(number: int) -> str | None:
    value = int_to_date(number)
    return None if value is None else value.isoformat()


def _period_field(projection: ResultProjection, field: SelectedField) -> FieldReader:
    if field.name not in _LINKS:
        return value_reader(_VALUES, field)
    links = _LINKS[field.name]
    read_link = projection.dated_links(
        field, lambda result: ((link, period.start) for period in result.periods for link in links(period))
    )
    return lambda projected, period: [
        read_link(projected, (link, period.start))
        for link in sorted(links(period), key=partial(link_order, projected.result.graph))
    ]
