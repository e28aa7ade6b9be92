"""Restores a changed database by its differences from what the loader wrote, which is much faster than another load."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import neo4j

from seeds.loader.merge_cypher import DELETE_EVERYTHING

NODES = "MATCH (n:Entity|OwnIndicator|Licence) RETURN elementId(n), labels(n), properties(n)"
LINKS = "MATCH (n:Entity)-[r]->(m) RETURN elementId(r), elementId(n), type(r), elementId(m), properties(r)"
DELETE_NODES = "UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id DETACH DELETE n"
DELETE_LINKS = "UNWIND $ids AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r"
CREATE_NODES = "UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.values RETURN elementId(n)"
CREATE_LINKS = (
    "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.start MATCH (m) WHERE elementId(m) = row.end "
    "CREATE (n)-[r:$(row.type)]->(m) SET r = row.values"
)
Values = Mapping[str, Any]


@dataclass(frozen=True)
class StoredNode:
    labels: tuple[str, ...]
    properties: str
    """Equal for two nodes exactly if all values and their types are."""


@dataclass(frozen=True)
class StoredLink:
    start: StoredNode
    type: str
    end: StoredNode
    properties: str


class CitySnapshot:
    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self.values: dict[StoredNode | StoredLink, Values] = {}
        """A node or link that the database has twice is twice in `links`, with one entry here."""
        self.ids: dict[StoredNode, str] = {}
        self.surplus_nodes: list[str] = []
        self.links: dict[StoredLink, list[str]] = defaultdict(list)
        at: dict[str, StoredNode] = {}
        for id_, labels, values in transaction.run(NODES).values():
            node = at[id_] = StoredNode(tuple(sorted(labels)), _text(values))
            self.values[node] = values
            if self.ids.setdefault(node, id_) != id_:
                self.surplus_nodes.append(id_)
        for id_, start, type_, end, values in transaction.run(LINKS).values():
            link = StoredLink(at[start], type_, at.get(end, StoredNode((), end)), _text(values))
            self.values[link] = values
            self.links[link].append(id_)

    def replace(self, transaction: neo4j.ManagedTransaction) -> None:
        """Deletes everything and creates this city."""
        transaction.run(DELETE_EVERYTHING).consume()
        ids = self._create_nodes(transaction, list(self.ids))
        self._create_links(transaction, (link for link, found in self.links.items() for _ in found), ids)

    def restore(self, transaction: neo4j.ManagedTransaction) -> None:
        """Deletes and creates what differs from this snapshot."""
        now = CitySnapshot(transaction)
        surplus = [link_id for link, ids in now.links.items() for link_id in ids[len(self.links.get(link, ())) :]]
        transaction.run(DELETE_LINKS, ids=surplus).consume()
        gone = [node for node in now.ids if node not in self.ids]
        transaction.run(DELETE_NODES, ids=[*now.surplus_nodes, *(now.ids[node] for node in gone)]).consume()
        ids = {**now.ids, **self._create_nodes(transaction, [node for node in self.ids if node not in now.ids])}
        left = Counter({link: len(found) for link, found in now.links.items() if {link.start, link.end}.isdisjoint(gone)})
        absent = Counter({link: len(found) for link, found in self.links.items()}) - left
        self._create_links(transaction, absent.elements(), ids)

    def _create_nodes(self, transaction: neo4j.ManagedTransaction, nodes: Sequence[StoredNode]) -> dict[StoredNode, str]:
        rows = [{"labels": node.labels, "values": self.values[node]} for node in nodes]
        return dict(zip(nodes, (id_ for (id_,) in transaction.run(CREATE_NODES, rows=rows).values()), strict=True))

    def _create_links(
        self, transaction: neo4j.ManagedTransaction, links: Iterable[StoredLink], ids: Mapping[StoredNode, str]
    ) -> None:
        rows = [
            {"start": ids[link.start], "type": link.type, "end": ids[link.end], "values": self.values[link]} for link in links
        ]
        transaction.run(CREATE_LINKS, rows=rows).consume()


def _text(values: Values) -> str:
    return repr(sorted(values.items()))
