"""`Query.linkage`: shortest paths, with a certificate about others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, ClassVar, Final

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.cursors import CursorCodec
from graph.compiler.result_projection import ProjectedResult, ResultProjection
from graph.compiler.selections import SelectedField
from graph.linkage.algorithms.fixed_length_paths import PathPosition
from graph.linkage.algorithms.k_shortest_paths import PathQuery, PathResult, k_shortest_paths
from graph.linkage.algorithms.transit_mask import TransitConstraints
from graph.linkage.questions.arguments import (
    MAX_HOPS,
    MAX_PATHS,
    check_rules,
    ends_of,
    find_entities,
    find_valid_entities,
    integer_of,
    keys_of,
    permitted_relations,
    rules_of,
)
from graph.linkage.questions.cursor import PathCursor, next_cursor, position_of
from graph.linkage.questions.path_objects import FieldReader, is_selected, object_reader, paths_reader, value_reader
from graph.linkage.questions.search_execution import SearchInput, SearchPlan, execute_search
from graph.linkage.search_budget import BudgetExceeded, StopReason
from graph.linkage.snapshot.simple_graph import GraphResult, SimpleGraph
from graph.linkage.snapshot.subgraph_loader import SubgraphLoader, SubgraphRequest
from graph.linkage.transit_rules import TransitRule
from graph.snapshot.snapshot import NodeKey, date_to_int

DEFAULT_PATHS: Final = 3
DEFAULT_HOPS: Final = 6


@dataclass(frozen=True)
class LinkageQuestion:
    """The checked arguments of `Query.linkage`. `count_rejected`, `certified`: as in PathQuery."""

    ends: tuple[NodeKey, NodeKey]
    k: int
    max_hops: int
    relations: frozenset[str]
    through: tuple[NodeKey, ...]
    avoid: tuple[NodeKey, ...]
    rules: tuple[TransitRule, ...]
    as_of: date
    cursors: CursorCodec
    after: PathCursor | None
    count_rejected: bool
    certified: bool = True
    loaded_hops: int | None = None
    """Walks of so many hops are loaded completely. Set if `stopped_by` stopped loading."""
    stopped_by: StopReason | None = None

    @classmethod
    def of(
        cls,
        arguments: Mapping[str, Any],
        as_of: date,
        cursors: CursorCodec,
        *,
        count_rejected: bool,
        certified: bool = True,
    ) -> "LinkageQuestion":
        """Raises UserError for invalid or contradictory arguments."""
        ends, rules = ends_of(arguments), rules_of(arguments)
        through, avoid = keys_of(arguments, "through"), keys_of(arguments, "avoid")
        check_rules(rules, (*ends, *through), avoid)
        after = arguments.get("after")
        return cls(
            ends,
            integer_of(arguments, "k", MAX_PATHS, DEFAULT_PATHS),
            integer_of(arguments, "maxHops", MAX_HOPS, DEFAULT_HOPS),
            permitted_relations(arguments),
            tuple(key for key in through if key not in ends),
            avoid,
            rules,
            as_of,
            cursors,
            PathCursor.of(after, cursors) if after else None,
            count_rejected,
            certified,
        )

    @property
    def subgraph_request(self) -> SubgraphRequest:
        return SubgraphRequest(self.ends, self.avoid, self.through, self.relations, self.rules)

    async def load_subgraph(self, loader: SubgraphLoader) -> None:
        await loader.load_walks(self.max_hops)
        if self.count_rejected:
            await loader.load_radius(self.max_hops - 1)

    def needs_more(self, result: "LinkageResult", loader: SubgraphLoader) -> bool:
        """Returns True for `NONE` until all that one end can reach is loaded."""
        return result.found.stopped_by is StopReason.NONE and not loader.any_exhausted

    def truncated_to(self, loader: SubgraphLoader, exceeded: BudgetExceeded) -> "LinkageQuestion":
        loaded_hops = min(sum(loader.radius), self.max_hops)
        return replace(self, loaded_hops=loaded_hops, stopped_by=exceeded.reason, count_rejected=False)

    def search(self, search_input: SearchInput) -> "LinkageResult | None":
        """Raises UserError (NOT_ALIVE, DATA_CHANGED, BAD_CURSOR)."""
        snapshot = search_input.snapshot
        if self.after is not None:
            self.after.check_data(snapshot, date_to_int(self.as_of))
        avoided = find_entities(snapshot, self.avoid)
        required = find_valid_entities(snapshot, (*self.ends, *self.through), date_to_int(self.as_of))
        if required is None or avoided is None:
            return None
        start, end, *waypoints = required
        graph = search_input.graph(self.as_of, self.relations)
        constraints = TransitConstraints(self.rules, frozenset(avoided), frozenset(waypoints))
        resume = position_of(snapshot, self.after)
        hops = self.max_hops if self.loaded_hops is None else self.loaded_hops
        query = PathQuery((start, end), self.k, hops, frozenset(waypoints), resume, self.count_rejected, self.certified)
        found = k_shortest_paths(graph, constraints, query, search_input.budget)
        return LinkageResult(self, graph, self._limited(found, start), (start, end))

    def _limited(self, found: PathResult, start: int) -> PathResult:
        """Limits the certificate to what the loaded subgraph proves."""
        if self.loaded_hops is None or not found.exhaustive:
            return found
        if self.loaded_hops == self.max_hops:
            return replace(found, stopped_by=StopReason.DEPTH)
        resume = PathPosition(self.loaded_hops + 1, (start,), exclusive=False)
        return replace(found, exhaustive=False, stopped_by=self.stopped_by, next=resume)


@dataclass(frozen=True)
class LinkageResult(GraphResult):
    question: LinkageQuestion
    graph: SimpleGraph
    found: PathResult
    ends: tuple[int, int]

    def next(self) -> str | None:
        question = self.question
        return next_cursor(self.graph.snapshot, self.found.next, question.cursors, date_to_int(question.as_of))


@dataclass(frozen=True)
class LinkageField:
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        return await execute_search(self, context, (selected,))

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan:
        projection = ResultProjection(compiler)
        make_question = partial(
            LinkageQuestion.of,
            count_rejected=is_selected(compiler, selected, "certificate", "rules", "turnedAway"),
            certified=is_selected(compiler, selected, "certificate"),
        )
        read = object_reader(compiler, selected, partial(_linkage_field, compiler, projection))
        return SearchPlan(projection, make_question, lambda projected: read(projected, projected.result))


def _linkage_field(compiler: Compiler, projection: ResultProjection, field: SelectedField) -> FieldReader:
    match field.name:
        case "from" | "to":
            side = 0 if field.name == "from" else 1
            read_entity = projection.entities(field, lambda result: [result.ends[side]])
            return lambda projected, result: read_entity(projected, result.ends[side])
        case "paths":
            read_path = paths_reader(compiler, projection, field, lambda result: result.found.paths)
            return lambda projected, result: [read_path(projected, path) for path in result.found.paths]
        case "certificate":
            return object_reader(compiler, field, partial(_certificate_field, compiler))
        case _:
            return lambda _, __: None


_CERTIFICATE_VALUES: Final[Mapping[str, Callable[[LinkageResult], Any]]] = {
    "exhaustive": lambda result: result.found.exhaustive,
    "exploredToDepth": lambda result: result.found.explored_to_depth,
    "stoppedBy": lambda result: result.found.stopped_by and result.found.stopped_by.name,
    "next": LinkageResult.next,
}
_RULE_VALUES: Final[Mapping[str, Callable[[tuple[TransitRule, int | None]], Any]]] = {
    "kind": lambda rule: rule[0].kind.name,
    "policy": lambda rule: rule[0].policy.name,
    "maxDegree": lambda rule: rule[0].max_degree,
    "turnedAway": lambda rule: rule[1],
}


def _certificate_field(compiler: Compiler, field: SelectedField) -> FieldReader:
    if field.name != "rules":
        return value_reader(_CERTIFICATE_VALUES, field)
    read_rule = object_reader(compiler, field, partial(value_reader, _RULE_VALUES))
    return lambda projected, _: [read_rule(projected, rule) for rule in _rules_with_counts(projected)]


def _rules_with_counts(projected: ProjectedResult) -> list[tuple[TransitRule, int | None]]:
    rules, counts = projected.result.question.rules, projected.result.found.rejected
    return [(rule, None if counts is None else counts[position]) for position, rule in enumerate(rules)]
