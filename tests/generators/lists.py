"""Lists of every sort, at one moment, that tests put questions to."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from oracles.filters import End, Filter, Order
from oracles.graph import LEVELS, ONE_AND_MANY, Moment, Node, label_of, shown
from oracles.values import many_of

Ask = Callable[..., Any]


PAGE: Final = "$first: Int, $after: String, $last: Int, $before: String"
ANSWER: Final = "totalCount aggregate { count } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


@dataclass(frozen=True)
class Place:
    """A list to ask about: the way to it, what it holds without any filter, and the type of its filter."""

    way: str
    of_type: str
    subjects: Sequence[Node | End]
    moment: Moment
    arguments: str = ""

    def ask(self, ask: Ask, given: Filter | None, order: Order | None = None, **page: Any) -> dict[str, Any]:
        """Total, count of different entities, and the rows of a page, under a filter and in an order."""
        *before, last = self.way.split(" > ")
        size = "first: $first after: $after last: $last before: $before"
        body = f"{last}(where: $where orderBy: $orderBy {size} {self.arguments}) {{ {ANSWER} {self._row} }}"
        declared = f"$where: {self.of_type}Filter, $orderBy: [{self.of_type}Order!], $asOf: Date, {PAGE}"
        query = f"query ({declared}) {{ {' { '.join([*before, body])} {'}' * len(before)} }}"
        return self._found(ask(query, where=given, orderBy=order, asOf=self.moment.day.isoformat(), **page))

    def grouped(self, ask: Ask, given: Filter, by: str, numbers: Sequence[str]) -> list[dict[str, Any]]:
        """The rows of groups by a key, under a filter."""
        *before, last = self.way.split(" > ")
        sums = " ".join(f"{number} {{ count sum average min max }}" for number in numbers)
        body = f"{last}(where: $where {self.arguments}) {{ group(by: $by) {{ key division {{ id }} count {sums} }} }}"
        declared = f"$where: {self.of_type}Filter, $by: {self.of_type}GroupKey!, $asOf: Date"
        query = f"query ({declared}) {{ {' { '.join([*before, body])} {'}' * len(before)} }}"
        return self._found(ask(query, where=given, by=by, asOf=self.moment.day.isoformat()))["group"]

    def _found(self, data: Any) -> Any:
        for step in self.way.split(" > "):
            data = data[step.partition("(")[0]]
        return data

    @property
    def _row(self) -> str:
        return "nodes { relation from { id } to { id } since }" if self.of_type == "Link" else "nodes { id }"

    def expected(self, subjects: Sequence[Node | End]) -> dict[str, Any]:
        """What is answered where these match, but for the cursors."""
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


def _root(moment: Moment, chance: random.Random) -> Place:
    kind = chance.choice([*ONE_AND_MANY])
    return Place(ONE_AND_MANY[kind][1], label_of(kind), moment.of_kind(kind), moment, "asOf: $asOf")


def _within(moment: Moment, chance: random.Random) -> Place:
    kind, division = chance.choice([*ONE_AND_MANY]), chance.choice(moment.of_kind(*LEVELS))
    arguments = f'within: "{division.code}" asOf: $asOf'
    return Place(ONE_AND_MANY[kind][1], label_of(kind), moment.within(division, kind), moment, arguments)


def _related(moment: Moment, chance: random.Random) -> Place:
    """A relation field of an entity that has links there."""
    kind = chance.choice([kind for kind in ONE_AND_MANY if many_of(kind) and moment.of_kind(kind)])
    name, way = chance.choice([*many_of(kind).items()])
    node = max(
        chance.sample(moment.of_kind(kind), min(5, len(moment.of_kind(kind)))), key=lambda each: len(moment.over(each, way))
    )
    nodes = [hop.node for hop in moment.over(node, way)]
    of_type = label_of(way.far[0]) if len(way.far) == 1 else "Division" if set(way.far) <= set(LEVELS) else "Entity"
    return Place(f"{_one(node)} > {name}", of_type, nodes, moment)


def _below(moment: Moment, chance: random.Random) -> Place:
    division = chance.choice(moment.of_kind(*LEVELS[:-1]))
    if chance.random() < 0.5:
        return Place(f"{_one(division)} > communities", "Community", moment.communities(division), moment)
    return Place(f"{_one(division)} > divisions", "Division", moment.below(division), moment)


def _links(moment: Moment, chance: random.Random) -> Place:
    node = max(chance.sample(moment.nodes, 20), key=lambda each: len(moment.links_at(each)))
    return Place(f"{_one(node)} > links", "Link", [End(node, hop) for hop in moment.links_at(node)], moment)


def _one(node: Node) -> str:
    return f'{ONE_AND_MANY[node.kind][0]}(code: "{node.code}" asOf: $asOf)'


_PLACES: Final[Mapping[Callable[[Moment, random.Random], Place], int]] = {
    _root: 10,
    _within: 2,
    _related: 5,
    _below: 2,
    _links: 2,
}


def place_by_chance(moment: Moment, chance: random.Random) -> Place:
    return chance.choices([*_PLACES], [*_PLACES.values()])[0](moment, chance)
