"""List fields of every sort, with the rows that the oracle expects."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from oracles.filters import End, Filter, Order
from oracles.global_ids import undating
from oracles.graph import LEVELS, ROOT_FIELDS, AsOfGraph, Node, label_of, shown
from oracles.values import many_of

Execute = Callable[..., Any]


PAGE: Final = "$first: Int, $after: String, $last: Int, $before: String"
ANSWER: Final = "totalCount aggregate { count } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


@dataclass(frozen=True)
class ListCase:
    """A list of the API, and its rows according to the oracle.

    `subjects`: the unfiltered rows. `of_type`: the prefix of its filter type.
    """

    path: str
    of_type: str
    subjects: Sequence[Node | End]
    as_of_graph: AsOfGraph
    arguments: str = ""

    def execute(self, execute: Execute, given: Filter | None, order: Order | None = None, **page: Any) -> dict[str, Any]:
        """Queries total, count of distinct entities, and one page of rows."""
        *before, last = self.path.split(" > ")
        size = "first: $first after: $after last: $last before: $before"
        body = f"{last}(where: $where orderBy: $orderBy {size} {self.arguments}) {{ {ANSWER} {self._row} }}"
        declared = f"$where: {self.of_type}Filter, $orderBy: [{self.of_type}Order!], $asOf: Date, {PAGE}"
        query = f"query ({declared}) {{ {' { '.join([*before, body])} {'}' * len(before)} }}"
        return self._found(undating(execute)(query, where=given, orderBy=order, asOf=self.as_of_graph.day.isoformat(), **page))

    def grouped(self, execute: Execute, given: Filter, by: str, numbers: Sequence[str]) -> list[dict[str, Any]]:
        *before, last = self.path.split(" > ")
        sums = " ".join(number if number == "links" else f"{number} {{ count sum average min max }}" for number in numbers)
        body = f"{last}(where: $where {self.arguments}) {{ group(by: $by) {{ key division {{ id }} count {sums} }} }}"
        declared = f"$where: {self.of_type}Filter, $by: {self.of_type}GroupKey!, $asOf: Date"
        query = f"query ({declared}) {{ {' { '.join([*before, body])} {'}' * len(before)} }}"
        return self._found(undating(execute)(query, where=given, by=by, asOf=self.as_of_graph.day.isoformat()))["group"]

    def _found(self, data: Any) -> Any:
        for step in self.path.split(" > "):
            data = data[step.partition("(")[0]]
        return data

    @property
    def _row(self) -> str:
        return "nodes { relation from { id } to { id } since }" if self.of_type == "Link" else "nodes { id }"

    def expected(self, subjects: Sequence[Node | End]) -> dict[str, Any]:
        """Omits cursors."""
        different = {each.hop.node if isinstance(each, End) else each for each in subjects}
        return {
            "totalCount": len(subjects),
            "aggregate": {"count": len(different)},
            "nodes": rows(subjects[:100]),
        }


def rows(subjects: Sequence[Node | End]) -> list[dict[str, Any]]:
    return [_row(each) for each in subjects]


def _row(subject: Node | End) -> dict[str, Any]:
    if isinstance(subject, Node):
        return {"id": subject.id}
    link = subject.hop.link
    ends = {"from": {"id": link.start.id}, "to": {"id": link.end.id}}
    return {"relation": link.relation, **ends, "since": shown(link.properties.get("since"))}


def _root(as_of_graph: AsOfGraph, rng: random.Random) -> ListCase:
    kind = rng.choice([*ROOT_FIELDS])
    return ListCase(ROOT_FIELDS[kind][1], label_of(kind), as_of_graph.of_kind(kind), as_of_graph, "asOf: $asOf")


def _within(as_of_graph: AsOfGraph, rng: random.Random) -> ListCase:
    kind, division = rng.choice([*ROOT_FIELDS]), rng.choice(as_of_graph.of_kind(*LEVELS))
    arguments = f'within: "{division.code}" asOf: $asOf'
    return ListCase(ROOT_FIELDS[kind][1], label_of(kind), as_of_graph.within(division, kind), as_of_graph, arguments)


def _related(as_of_graph: AsOfGraph, rng: random.Random) -> ListCase:
    """Chooses a relation field of an entity that has links of it."""
    kind = rng.choice([kind for kind in ROOT_FIELDS if many_of(kind) and as_of_graph.of_kind(kind)])
    name, path = rng.choice([*many_of(kind).items()])
    node = max(
        rng.sample(as_of_graph.of_kind(kind), min(5, len(as_of_graph.of_kind(kind)))),
        key=lambda each: len(as_of_graph.over(each, path)),
    )
    nodes = [hop.node for hop in as_of_graph.over(node, path)]
    of_type = label_of(path.far[0]) if len(path.far) == 1 else "Division" if set(path.far) <= set(LEVELS) else "Entity"
    return ListCase(f"{_one(node)} > {name}", of_type, nodes, as_of_graph)


def _below(as_of_graph: AsOfGraph, rng: random.Random) -> ListCase:
    division = rng.choice(as_of_graph.of_kind(*LEVELS[:-1]))
    if rng.random() < 0.5:
        return ListCase(f"{_one(division)} > communities", "Community", as_of_graph.communities(division), as_of_graph)
    return ListCase(f"{_one(division)} > divisions", "Division", as_of_graph.below(division), as_of_graph)


def _links(as_of_graph: AsOfGraph, rng: random.Random) -> ListCase:
    node = max(rng.sample(as_of_graph.nodes, 20), key=lambda each: len(as_of_graph.links_at(each)))
    return ListCase(f"{_one(node)} > links", "Link", [End(node, hop) for hop in as_of_graph.links_at(node)], as_of_graph)


def _one(node: Node) -> str:
    return f'{ROOT_FIELDS[node.kind][0]}(code: "{node.code}" asOf: $asOf)'


_LIST_FIELDS: Final[Mapping[Callable[[AsOfGraph, random.Random], ListCase], int]] = {
    _root: 10,
    _within: 2,
    _related: 5,
    _below: 2,
    _links: 2,
}


def random_list_field(as_of_graph: AsOfGraph, rng: random.Random) -> ListCase:
    return rng.choices([*_LIST_FIELDS], [*_LIST_FIELDS.values()])[0](as_of_graph, rng)
