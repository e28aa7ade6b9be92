"""Linkage: how two entities are linked, with a certificate that says what is known about all other paths."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.linkage.algorithms.fixed_length_paths import Position
from graph.linkage.algorithms.k_shortest_paths import PathQuery, PathResult, k_shortest_paths
from graph.linkage.algorithms.subgraph import SubgraphLoader, SubgraphRequest
from graph.linkage.algorithms.transit import Rule, Rules
from graph.linkage.questions.arguments import (
    MAX_HOPS,
    MAX_PATHS,
    Key,
    check_rules,
    ends_of,
    find_entities,
    find_valid_entities,
    keys_of,
    relations_of,
    rules_of,
    within_bounds,
)
from graph.linkage.questions.cursor import PathCursor, next_cursor, resumed
from graph.linkage.questions.path_objects import FieldReader, is_selected, object_reader, paths_reader, value_reader
from graph.linkage.questions.projection import ProjectedResult, Projection
from graph.linkage.questions.search_execution import SearchInput, SearchPlan, execute_search
from graph.linkage.search_budget import BudgetExceeded
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import day_number

DEFAULT_PATHS: Final = 3
DEFAULT_HOPS: Final = 6


@dataclass(frozen=True)
class LinkageQuestion:
    """What is asked. ``counting``: whether anybody wants to know what the rules turned away; ``certified``: anything of other paths."""

    ends: tuple[Key, Key]
    k: int
    max_hops: int
    relations: frozenset[str]
    through: tuple[Key, ...]
    avoid: tuple[Key, ...]
    rules: tuple[Rule, ...]
    day: date
    after: PathCursor | None
    counting: bool
    certified: bool = True
    within: int | None = None
    """How many hops had been gathered when the gathering was stopped early, by ``stopped_by``; None where all were gathered."""
    stopped_by: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, Any], day: date, *, counting: bool, certified: bool = True) -> "LinkageQuestion":
        """Raises Refusal where an argument is not what it takes, or two contradict each other."""
        ends, rules = ends_of(arguments), rules_of(arguments)
        through, avoid = keys_of(arguments, "through"), keys_of(arguments, "avoid")
        check_rules(rules, (*ends, *through), avoid)
        question = cls(
            ends,
            within_bounds(arguments, "k", MAX_PATHS, DEFAULT_PATHS),
            within_bounds(arguments, "maxHops", MAX_HOPS, DEFAULT_HOPS),
            relations_of(arguments),
            tuple(each for each in through if each not in ends),
            avoid,
            rules,
            day,
            None,
            counting,
            certified,
        )
        after = arguments.get("after")
        return question if after is None else replace(question, after=PathCursor.of(after, question.fingerprint, day))

    @property
    def fingerprint(self) -> str:
        """All that decides which paths there are, whatever the page and the day."""
        rules = [(rule.kind.name, rule.policy.name, rule.max_degree) for rule in self.rules]
        return repr((self.ends, self.max_hops, sorted(self.relations), sorted(self.through), sorted(self.avoid), rules))

    @property
    def around(self) -> SubgraphRequest:
        return SubgraphRequest(self.ends, self.avoid, self.through, self.relations, self.rules)

    async def load_subgraph(self, gathering: SubgraphLoader) -> None:
        await gathering.grow_between(self.max_hops)
        if self.counting:
            await gathering.expand_to(self.max_hops - 1)

    def needs_more(self, finding: "LinkageFound", gathering: SubgraphLoader) -> bool:
        """That no longer path can exist is certain only where all of one side is known."""
        return finding.found.stopped_by == "NONE" and not gathering.complete

    def truncated_to(self, gathering: SubgraphLoader, stopped: BudgetExceeded) -> "LinkageQuestion":
        return replace(self, within=min(sum(gathering.radius), self.max_hops), stopped_by=stopped.by, counting=False)

    def search(self, ground: SearchInput) -> "LinkageFound | None":
        snapshot = ground.snapshot
        if self.after is not None:
            self.after.check(snapshot.revision)
        avoided = find_entities(snapshot, self.avoid)
        present = find_valid_entities(snapshot, (*self.ends, *self.through), day_number(self.day))
        if present is None or avoided is None:
            return None
        one, other, *waypoints = present
        network = ground.network(self.day, self.relations)
        rules = Rules(self.rules, frozenset(avoided), frozenset(waypoints))
        resume = resumed(snapshot, self.after)
        hops = self.max_hops if self.within is None else self.within
        wanted = PathQuery((one, other), self.k, hops, frozenset(waypoints), resume, self.counting, self.certified)
        found = k_shortest_paths(network, rules, wanted, ground.budget)
        return LinkageFound(self, network, found if self.within is None else self._short(found, one), (one, other))

    def _short(self, found: PathResult, start: int) -> PathResult:
        """What is true of a finding where only some of the hops asked for had been gathered, or nothing about longer paths."""
        assert self.within is not None
        if not found.exhaustive:
            return found
        if self.within == self.max_hops:
            return replace(found, stopped_by="DEPTH")
        resume = Position(self.within + 1, (start,), behind=False)
        return replace(found, exhaustive=False, stopped_by=self.stopped_by, next=resume)


@dataclass(frozen=True)
class LinkageFound:
    """The answer, with entities by number."""

    question: LinkageQuestion
    network: Network
    found: PathResult
    ends: tuple[int, int]

    def next(self) -> str | None:
        return next_cursor(self.network.snapshot, self.found.next, self.question.fingerprint, self.question.day)


@dataclass(frozen=True)
class Linkage:
    """The instruction of ``linkage``, wherever it stands."""

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        return await execute_search(self, context, selected)

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan:
        projection = Projection(compiler)
        counting = is_selected(compiler, selected, "certificate", "rules", "turnedAway")
        certified = is_selected(compiler, selected, "certificate")
        read = object_reader(compiler, selected, partial(_linkage_field, compiler, projection))

        def ask(arguments: Mapping[str, Any], day: date) -> LinkageQuestion:
            return LinkageQuestion.of(arguments, day, counting=counting, certified=certified)

        return SearchPlan(compiler, projection, ask, lambda drawn: read(drawn, drawn.result))


def _linkage_field(compiler: Compiler, projection: Projection, field: SelectedField) -> FieldReader:
    match field.name:
        case "from" | "to":
            side = 0 if field.name == "from" else 1
            draw = projection.entities(field, lambda finding: [finding.ends[side]])
            return lambda drawn, finding: draw(drawn, finding.ends[side])
        case "paths":
            read = paths_reader(compiler, projection, field, lambda finding: finding.found.paths)
            return lambda drawn, finding: [read(drawn, path) for path in finding.found.paths]
        case "certificate":
            return object_reader(compiler, field, partial(_certificate_field, compiler))
        case _:
            return lambda _, __: None


_CERTIFIED: Final[Mapping[str, Callable[[LinkageFound], Any]]] = {
    "exhaustive": lambda finding: finding.found.exhaustive,
    "exploredToDepth": lambda finding: finding.found.explored_to_depth,
    "stoppedBy": lambda finding: finding.found.stopped_by,
    "next": LinkageFound.next,
}
_IN_FORCE: Final[Mapping[str, Callable[[tuple[Rule, int | None]], Any]]] = {
    "kind": lambda rule: rule[0].kind.name,
    "policy": lambda rule: rule[0].policy.name,
    "maxDegree": lambda rule: rule[0].max_degree,
    "turnedAway": lambda rule: rule[1],
}


def _certificate_field(compiler: Compiler, field: SelectedField) -> FieldReader:
    if field.name != "rules":
        return value_reader(_CERTIFIED, field)
    read = object_reader(compiler, field, partial(value_reader, _IN_FORCE))
    return lambda drawn, finding: [read(drawn, rule) for rule in _rules_in_force(drawn)]


def _rules_in_force(drawn: ProjectedResult) -> list[tuple[Rule, int | None]]:
    rules, counts = drawn.result.question.rules, drawn.result.found.turned_away
    return [(rule, None if counts is None else counts[place]) for place, rule in enumerate(rules)]
