"""`where`: filters made by chance against plain Python over the export, and what is decided of odd ones."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest
from asked import Asked, End, FiltersByChance, InputTypes, input_types
from recount import LEVELS, ONE_AND_MANY, Graph, Moment, Node, label_of, shown, today
from test_recount import MOMENTS, graph, many_of, offered

Ask = Callable[..., Any]
Refused = Callable[..., list[str]]
__all__ = ["graph", "offered"]
CASES: Final = 240
"""Filters for each of the three cities."""


@pytest.fixture(scope="module")
def inputs(server: Any) -> InputTypes:
    return input_types(lambda query: server.post(query)["data"])


# ---------------------------------------------------------------------------------------------------- lists of every sort
@dataclass(frozen=True)
class Place:
    """A list to ask about: the way to it, what it holds without any filter, and the type of its filter."""

    way: str
    of_type: str
    subjects: Sequence[Node | End]
    moment: Moment
    arguments: str = ""

    def ask(self, ask: Ask, given: Any) -> dict[str, Any]:
        """Total, count of different entities, and the first hundred rows, under a filter."""
        *before, last = self.way.split(" > ")
        row = "nodes { relation from { id } to { id } since }" if self.of_type == "Link" else "nodes { id }"
        body = f"{last}(first: 100 where: $where {self.arguments}) {{ totalCount aggregate {{ count }} {row} }}"
        query = f"query ($where: {self.of_type}Filter, $asOf: Date) {{ {' { '.join([*before, body])} {'}' * len(before)} }}"
        data = ask(query, where=given, asOf=self.moment.day.isoformat())
        for step in self.way.split(" > "):
            data = data[step.partition("(")[0]]
        return data

    def expected(self, subjects: Sequence[Node | End]) -> dict[str, Any]:
        different = {each.hop.node if isinstance(each, End) else each for each in subjects}
        return {
            "totalCount": len(subjects),
            "aggregate": {"count": len(different)},
            "nodes": [_row(each) for each in subjects[:100]],
        }


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


PLACES: Final[Mapping[Callable[[Moment, random.Random], Place], int]] = {
    _root: 10,
    _within: 2,
    _related: 5,
    _below: 2,
    _links: 2,
}


# ---------------------------------------------------------------------------------------------------- filters by chance
def test_filters_by_chance(graph: Graph, inputs: InputTypes, ask: Ask, share_of_cases: float) -> None:
    """Total, rows and aggregate of lists of every sort, each under a filter of its own."""
    chance, cases, telling = random.Random(f"filters of {len(graph.nodes)}"), round(CASES * share_of_cases), 0
    days = [today(), *(date.fromisoformat(day) for day in MOMENTS if day != "today")]
    asked = {day: Asked(graph.at(day), inputs) for day in days}
    for _ in range(cases):
        moment = graph.at(chance.choice(days))
        place, given, kept = _telling(asked[moment.day], chance)
        told = f"{place.way} {place.arguments} on {moment.day} where {json.dumps(given, ensure_ascii=False)}"
        assert place.ask(ask, given) == place.expected(kept), told
        telling += 0 < len(kept) < len(place.subjects)
    # What keeps all or nothing would hold of many a wrong implementation.
    assert telling > cases / 2


def _telling(asked: Asked, chance: random.Random) -> tuple[Place, Any, list[Node | End]]:
    """A list, a filter and what it keeps: of some tries the first that keeps some and not all."""
    for _ in range(12):
        place = chance.choices([*PLACES], [*PLACES.values()])[0](asked.moment, chance)
        given = FiltersByChance(asked, chance).filter(place.of_type, place.subjects, depth=3)
        kept = [each for each in place.subjects if asked.holds(each, given, place.of_type)]
        if 0 < len(kept) < len(place.subjects):
            break
    return place, given, kept
