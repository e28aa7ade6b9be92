"""What began or ended in a scope between two dates, in plain Python over the exported graph."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from oracles.graph import FACTS, LEVELS, Graph, Link, Node, holds, link_counts, node_counts
from oracles.networks import anchors

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class Change:
    """The beginning or end of a node or link. `item`: a node or a link."""

    day: date
    began: bool
    item: Any

    @property
    def seen(self) -> date:
        return self.day if self.began else self.day - timedelta(days=1)


def changes(graph: Graph, scope: str, start: date, end: date, boundary: str) -> tuple[list[Change], list[Change]]:
    """Orders both."""
    entities = [each for node in graph.nodes for each in _changes(node, _days_of_node(node), start, end)]
    links = [each for link in graph.links for each in _changes(link, _days_of_link(link), start, end)]
    entities = [each for each in entities if node_counts(each.item, each.seen) and _is_in(graph, scope, each.item, each.seen)]
    links = [each for each in links if link_counts(each.item, each.seen) and _belongs(graph, scope, each, boundary)]
    entities.sort(key=lambda each: (each.day, each.item.place))
    links.sort(key=lambda each: (each.day, each.item.relation, each.item.start.place, each.item.end.place, each.item.since))
    return entities, links


def _days_of_node(node: Node) -> Days:
    return node.properties.get("valid_from"), node.properties.get("valid_to")


def _days_of_link(link: Link) -> Days:
    firsts = [link.properties.get("since"), *(node.properties.get("valid_from") for node in (link.start, link.end))]
    lasts = [node.properties.get("valid_to") for node in (link.start, link.end)]
    if link.relation not in FACTS:
        lasts.append(link.properties.get("until"))
    return max((day for day in firsts if day), default=None), min((day for day in lasts if day), default=None)


def _changes(item: Any, days: Days, start: date, end: date) -> Iterator[Change]:
    for day, began in zip(days, (True, False), strict=True):
        # Excludes `start` itself, and contains `end`.
        if day is not None and holds(start + timedelta(days=1), day, end + timedelta(days=1)):
            yield Change(day, began, item)


def _is_in(graph: Graph, scope: str, node: Node, day: date) -> bool:
    as_of = graph.at(day)
    homes = as_of.homes(node)
    return any(each.code == scope for home in homes for each in (home, *as_of.ancestors(home)) if each.kind in LEVELS)


def _belongs(graph: Graph, scope: str, change: Change, boundary: str) -> bool:
    ends = [change.item.start, change.item.end]
    inside = {node: _is_in(graph, scope, node, change.seen) for node in ends}
    if boundary == "BOTH":
        return all(inside.values())
    return any(inside[node] for node in (ends if boundary == "EITHER" else anchors(change.item)))
