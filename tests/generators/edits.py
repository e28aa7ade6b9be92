"""Graphs put together and changed in memory, in the terms of ``recount``, and written to the database by raw Cypher.

Nothing here comes from the product.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any, Final

from oracles.graph import HOME_OVER, LEVELS, Cypher, Graph, Link, Node, label_of

LONG_AGO: Final = date(2000, 1, 1)
DAYS: Final = ("valid_from", "valid_to", "held_on")
"""Properties that are days."""
_NUMBERS: Final = count(1)


# ---------------------------------------------------------------------------------------------------- in memory
def new_node(kind: str, code: str, properties: Mapping[str, Any] | None = None) -> Node:
    return Node(label_of(kind), {"code": code, "name": f"试{code}", **(properties or {})})


def new_link(start: Node, relation: str, end: Node, since: date | None = LONG_AGO, **properties: Any) -> Link:
    return Link(f"new-{next(_NUMBERS)}", relation, start, end, {"since": since, **properties})


def without(graph: Graph, *links: Link) -> Graph:
    return Graph(graph.nodes, [each for each in graph.links if each not in links])


def with_values(graph: Graph, values: Mapping[Node, Mapping[str, Any]]) -> tuple[Graph, dict[Node, Node]]:
    """The graph with properties set, and the node that stands now for each that changed."""
    now = {node: Node(node.label, {**node.properties, **set_to}) for node, set_to in values.items()}
    links = [
        Link(each.element_id, each.relation, now.get(each.start, each.start), now.get(each.end, each.end), each.properties)
        for each in graph.links
    ]
    return Graph([now.get(each, each) for each in graph.nodes], links), now


# ---------------------------------------------------------------------------------------------------- a fix, applied
class Applied:
    """A fix of ``why`` made true in memory on a day. A null end is one of ``any_of(kind, named)``, the same all over the fix."""

    def __init__(self, graph: Graph, fix: Mapping[str, Any], day: date, any_of: Callable[[str, Iterable[Node]], Node]) -> None:
        self.day = day
        self.by_id = {node.id: node for node in graph.nodes}
        named = [self.by_id[end["id"]] for link in fix["links"] for end in (link["from"], link["to"]) if end]
        self.any_of = lambda kind: any_of(kind, named)
        self.chosen: dict[str, Node] = {}
        links = [self._link(link, fix["properties"]) for link in fix["links"]]
        there = [*graph.nodes, *(node for node in self.chosen.values() if node.id not in self.by_id)]
        moved = [old for new in links for old in graph.links if self._gives_way(old, new)]
        kept = [each for each in graph.links if each not in moved]
        self.graph, self.now = with_values(Graph(there, [*kept, *links]), self._values(fix["properties"]))

    def _link(self, link: Mapping[str, Any], properties: Mapping[str, Any]) -> Link:
        start, end = self._end(link["from"], link["fromKind"]), self._end(link["to"], link["toKind"])
        return new_link(start, link["relation"], end, self.day, **stored(properties.get(link["relation"], {})))

    def _end(self, end: Mapping[str, Any] | None, kind: str) -> Node:
        if end:
            return self.by_id[end["id"]]
        if kind not in self.chosen:
            self.chosen[kind] = self.any_of(kind)
        return self.chosen[kind]

    def _gives_way(self, old: Link, new: Link) -> bool:
        """Whether the new link is the home of an entity that was any one and had another: it moves."""
        homed = homed_by(new)
        return homed is not None and homed in self.chosen.values() and homed_by(old) is homed

    def _values(self, properties: Mapping[str, Mapping[str, Any]]) -> dict[Node, dict[str, Any]]:
        by_label = {label_of(kind): node for kind, node in self.chosen.items()}
        owners = {key: self.by_id.get(key) or by_label.get(key) for key in properties}
        return {owner: stored(properties[key]) for key, owner in owners.items() if owner}


def stored(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Values by the field that callers see, as they are stored."""
    taken = {"trainingKind": "kind", "activityKind": "kind"}
    values = {taken.get(field, snake(field)): value for field, value in fields.items()}
    return {name: date.fromisoformat(value) if name in DAYS else value for name, value in values.items()}


def snake(field: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in field)


def homed_by(link: Link) -> Node | None:
    """The entity whose home the link is."""
    if link.relation in ("ADMINISTERS", "HAS_GRID"):
        return link.end
    is_home = HOME_OVER.get(link.start.kind, ("", ""))[0] == link.relation
    return link.start if is_home else None


# ---------------------------------------------------------------------------------------------------- in the database
def write(cypher: Cypher, graph: Graph) -> None:
    """Puts the graph into the emptied database."""
    cypher("MATCH (n) DETACH DELETE n")
    add_nodes(cypher, graph.nodes)
    add_links(cypher, graph.links)


def add_nodes(cypher: Cypher, nodes: Sequence[Node]) -> None:
    for label in {node.label: None for node in nodes}:
        level = ":Division" if label.upper() in LEVELS else ""
        rows = [_recorded(node.properties) for node in nodes if node.label == label]
        cypher(f"UNWIND $rows AS row CREATE (n:{label}:Entity{level}) SET n = row", rows=rows)


def add_links(cypher: Cypher, links: Sequence[Link]) -> None:
    for relation in {link.relation: None for link in links}:
        cypher(
            f"""UNWIND $rows AS row MATCH (a:Entity {{code: row.start[1]}}) WHERE row.start[0] IN labels(a)
            MATCH (b:Entity {{code: row.end[1]}}) WHERE row.end[0] IN labels(b) CREATE (a)-[r:{relation}]->(b) SET r = row.values""",
            rows=[row_of(link) for link in links if link.relation == relation],
        )


def remove_link(cypher: Cypher, link: Link) -> None:
    """One of them, where they are parallel."""
    row = row_of(link)
    cypher(
        f"""MATCH (a:Entity {{code: $start[1]}}) WHERE $start[0] IN labels(a) MATCH (b:Entity {{code: $end[1]}}) WHERE $end[0] IN labels(b)
        MATCH (a)-[r:{link.relation}]->(b) WHERE properties(r) = $values WITH r LIMIT 1 DELETE r""",
        **row,
    )


def row_of(link: Link) -> dict[str, Any]:
    return {
        "start": [link.start.label, link.start.code],
        "end": [link.end.label, link.end.code],
        "values": _recorded(link.properties),
    }


def _recorded(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}


def fingerprint(cypher: Cypher) -> str:
    """A hash over every node and link with labels, properties and element ids."""
    nodes = cypher("MATCH (n) RETURN elementId(n) AS id, labels(n), properties(n) ORDER BY id")
    links = cypher(
        "MATCH (a)-[r]->(b) RETURN elementId(r) AS id, type(r), elementId(a), elementId(b), properties(r) ORDER BY id"
    )
    return hashlib.sha256(repr([_ordered(row) for row in (*nodes, *links)]).encode()).hexdigest()


def _ordered(row: list[Any]) -> list[Any]:
    return [sorted(each.items(), key=lambda pair: pair[0]) if isinstance(each, dict) else each for each in row]


# ---------------------------------------------------------------------------------------------------- edits as callers write them
def edit_of(link: Link) -> dict[str, Any]:
    """The link as a LinkInput, by the global ids of its ends."""
    since = link.properties.get("since")
    return {
        "relation": link.relation,
        "from": {"id": link.start.id},
        "to": {"id": link.end.id},
        **({"since": since.isoformat()} if since else {}),
    }
