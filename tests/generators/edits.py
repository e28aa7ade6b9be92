"""Changes graphs in memory and writes them by raw Cypher, independently of the product."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any, Final

from oracles.graph import FACTS, HOME_OVER, LEVELS, Cypher, Graph, Link, Node, label_of

LONG_AGO: Final = date(2000, 1, 1)
DAYS: Final = ("valid_from", "valid_to", "held_on")
_NUMBERS: Final = count(1)


# ---------------------------------------------------------------------------------------------------- in memory
def new_node(kind: str, code: str, properties: Mapping[str, Any] | None = None) -> Node:
    return Node(label_of(kind), {"code": code, "name": f"试{code}", **(properties or {})})


def new_link(start: Node, relation: str, end: Node, since: date | None = LONG_AGO, **properties: Any) -> Link:
    return Link(f"new-{next(_NUMBERS)}", relation, start, end, {"since": since, **properties})


def lasts_beyond(link: Link, day: date) -> bool:
    """Returns whether the link has not ended by that day; a fact has no end."""
    until = link.properties.get("until")
    return link.relation in FACTS or until is None or until > day


def without(graph: Graph, *links: Link) -> Graph:
    return Graph(graph.nodes, [each for each in graph.links if each not in links])


def with_values(graph: Graph, values: Mapping[Node, Mapping[str, Any]]) -> tuple[Graph, dict[Node, Node]]:
    """Returns the graph with properties set, and the new node for each changed one."""
    now = {node: Node(node.label, {**node.properties, **set_to}) for node, set_to in values.items()}
    links = [
        Link(each.element_id, each.relation, now.get(each.start, each.start), now.get(each.end, each.end), each.properties)
        for each in graph.links
    ]
    return Graph([now.get(each, each) for each in graph.nodes], links), now


# ---------------------------------------------------------------------------------------------------- a fix, applied
class Applied:
    """A fix of `why` applied in memory. An open end of a kind is one entity, `any_of(kind, named)`, in the whole fix."""

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
        """Checks whether the new link replaces the former home of an entity that stands for an open end."""
        homed = entity_with_home(new)
        return homed is not None and homed in self.chosen.values() and entity_with_home(old) is homed

    def _values(self, properties: Mapping[str, Mapping[str, Any]]) -> dict[Node, dict[str, Any]]:
        by_label = {label_of(kind): node for kind, node in self.chosen.items()}
        owners = {key: self.by_id.get(key) or by_label.get(key) for key in properties}
        return {owner: stored(properties[key]) for key, owner in owners.items() if owner}


def stored(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Takes values by API field."""
    taken = {"trainingKind": "kind", "activityKind": "kind"}
    values = {taken.get(field, snake(field)): value for field, value in fields.items()}
    return {name: date.fromisoformat(value) if name in DAYS else value for name, value in values.items()}


def snake(field: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in field)


def entity_with_home(link: Link) -> Node | None:
    """Returns the entity whose home the link is."""
    if link.relation in ("ADMINISTERS", "HAS_GRID"):
        return link.end
    is_home = HOME_OVER.get(link.start.kind, ("", ""))[0] == link.relation
    return link.start if is_home else None


# ---------------------------------------------------------------------------------------------------- in the database
def write(cypher: Cypher, graph: Graph) -> None:
    cypher("MATCH (n) DETACH DELETE n")
    add_nodes(cypher, graph.nodes)
    add_links(cypher, graph.links)


def add_nodes(cypher: Cypher, nodes: Sequence[Node]) -> None:
    rows = [
        {
            "labels": [node.label, "Entity", *(["Division"] if node.label.upper() in LEVELS else [])],
            "values": _recorded(node.properties),
        }
        for node in nodes
    ]
    cypher("UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.values", rows=rows)


def add_links(cypher: Cypher, links: Sequence[Link]) -> None:
    cypher(
        """UNWIND $rows AS row MATCH (a:Entity {code: row.start[1]}) WHERE row.start[0] IN labels(a)
        MATCH (b:Entity {code: row.end[1]}) WHERE row.end[0] IN labels(b) CREATE (a)-[r:$(row.type)]->(b) SET r = row.values""",
        rows=[row_of(link) for link in links],
    )


def remove_link(cypher: Cypher, link: Link) -> None:
    row = row_of(link)
    cypher(
        """MATCH (a:Entity {code: $start[1]}) WHERE $start[0] IN labels(a) MATCH (b:Entity {code: $end[1]}) WHERE $end[0] IN labels(b)
        MATCH (a)-[r]->(b) WHERE type(r) = $type AND properties(r) = $values WITH r LIMIT 1 DELETE r""",
        **row,
    )


def row_of(link: Link) -> dict[str, Any]:
    return {
        "start": [link.start.label, link.start.code],
        "type": link.relation,
        "end": [link.end.label, link.end.code],
        "values": _recorded(link.properties),
    }


def _recorded(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}


def fingerprint(cypher: Cypher) -> str:
    """Omits the epoch, which each start writes."""
    nodes = cypher("MATCH (n) WHERE NOT n:Epoch RETURN elementId(n) AS id, labels(n), properties(n) ORDER BY id")
    links = cypher(
        "MATCH (a)-[r]->(b) RETURN elementId(r) AS id, type(r), elementId(a), elementId(b), properties(r) ORDER BY id"
    )
    return hashlib.sha256(repr([_ordered(row) for row in (*nodes, *links)]).encode()).hexdigest()


def _ordered(row: list[Any]) -> list[Any]:
    return [sorted(each.items(), key=lambda pair: pair[0]) if isinstance(each, dict) else each for each in row]


# ---------------------------------------------------------------------------------------------------- edits as callers write them
def edit_of(link: Link) -> dict[str, Any]:
    since = link.properties.get("since")
    return {
        "relation": link.relation,
        "from": {"id": link.start.id},
        "to": {"id": link.end.id},
        **({"since": since.isoformat()} if since else {}),
    }
