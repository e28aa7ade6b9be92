"""A small random city that contains everything the model allows."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from oracles.graph import (
    AS_OF_DATES,
    LEVELS,
    RELATIONS,
    ROOT_FIELDS,
    TO_ONE,
    Cypher,
    Node,
    Relation,
    label_of,
    shouted,
)
from oracles.introspection import Field, IntrospectedSchema
from oracles.values import FIELDS, stored_as

NOT_STORED: Final = ("id", "kind", "level")
VALIDITY: Final = ("validFrom", "validTo")
UNDIRECTED: Final = "BUNDLED_WITH"


class DenseCity:
    """Reproducible from its seed. Respects only cardinalities of one at a time: a parent, a home, the one committee of a community."""

    COUNTS: Final = {"PROVINCE": 1, "CITY": 2, "COUNTY": 3, "TOWNSHIP": 6, "COMMUNITY": 20, "GRID": 40, "POST": 50}
    TRIES: Final = {"ADMINISTERS": 200, "SPANS": 25}
    """Enough for a connected tree, and few enough for large grids with a home at each level."""
    LETTERS: Final = "aZ-é乡！𠀀"
    MOMENTS_OF_ITS_OWN: Final = [date.fromisoformat(as_of_graph) for as_of_graph in AS_OF_DATES if as_of_graph != "today"]
    DAYS: Final = [day + timedelta(shift) for day in MOMENTS_OF_ITS_OWN for shift in (-1, 0, 1)]

    def __init__(self, schema: IntrospectedSchema, rng: random.Random) -> None:
        self.schema = schema
        self.rng = rng
        self.nodes = [self._node(kind, number) for kind in ROOT_FIELDS for number in range(self.COUNTS.get(kind, 12))]
        self.taken: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
        self.links = [link for relation in RELATIONS.values() for link in self._links(relation)]

    def store(self, cypher: Cypher) -> None:
        cypher("MATCH (n) DETACH DELETE n")
        rows = [(_labels(node.label), dict(node.properties)) for node in self.nodes]
        cypher("UNWIND $rows AS row CREATE (n:$(row[0])) SET n = row[1]", rows=rows)
        cypher(
            "UNWIND $rows AS row MATCH (a:Entity {code: row[1]}) MATCH (b:Entity {code: row[2]}) "
            "CREATE (a)-[r:$(row[0])]->(b) SET r = row[3]",
            rows=self.links,
        )

    # ------------------------------------------------------------------------------------------------ nodes
    def _node(self, kind: str, number: int) -> Node:
        """Makes a node with a unique code, by which links find their ends."""
        label = label_of(kind)
        values = self._values(field for field in self.schema.leaves(label) if field.name not in {*NOT_STORED, *VALIDITY})
        begin, end = self._period(share_bounded=0.1)
        own = {"code": f"{self.rng.choice(self.LETTERS)}{number}{kind}", "name": f"{label} {number}"}
        if kind == "GRID":
            own["size"] = "LARGE" if number % 4 == 0 else "SMALL"
        return Node(label, values | own | _recorded(valid_from=begin, valid_to=end))

    def _values(self, fields: Iterable[Field]) -> dict[str, Any]:
        values = {stored_as(field.name): self._value(field) for field in fields}
        return {name: value for name, value in values.items() if self.rng.random() < 0.7}

    def _value(self, field: Field) -> Any:
        match field.type:
            case "Int":
                return self.rng.randint(1, 5)
            case "Float":
                return self.rng.uniform(0, 100)
            case "Boolean":
                return self.rng.random() < 0.5
            case "Date":
                return self.rng.choice(self.DAYS)
            case "String":
                return [f"former {self.rng.randint(1, 9)}"] if field.name == "formerNames" else "text"
            case enum:
                return self.rng.choice(self.schema.values(enum))

    def _period(self, share_bounded: float) -> tuple[date | None, date | None]:
        begin, end = sorted(self.rng.sample(self.DAYS, 2))
        return (
            begin if self.rng.random() < share_bounded else None,
            end if self.rng.random() < share_bounded else None,
        )

    # ------------------------------------------------------------------------------------------------ links
    def _links(self, relation: Relation) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        sources, targets = ([node for node in self.nodes if node.kind in ends] for ends in (relation.sources, relation.targets))
        for _ in range(self.TRIES.get(relation.name, 4 * max(len(sources), len(targets)))):
            end = self.rng.choice(targets)
            start = self.rng.choice([node for node in sources if _may_join(relation, node, end)] or [end])
            if relation.name == UNDIRECTED:  # equal links in both directions are duplicates, which have no order
                start, end = sorted((start, end), key=lambda node: node.code)
            period = self._period(share_bounded=0.1 if relation.name == "ADMINISTERS" else 0.3)
            if start is not end and self._is_free(relation, start, end, period):
                yield relation.name, start.code, end.code, self._link_properties(relation, period)
                if not _ends_with_one_at_a_time(relation, start, end) and self.rng.random() < 0.4:
                    again = period if self.rng.random() < 0.5 else self._period(share_bounded=0.3)
                    yield relation.name, start.code, end.code, self._link_properties(relation, again)

    def _link_properties(self, relation: Relation, period: tuple[date | None, date | None]) -> dict[str, Any]:
        own = [field for field in self._edge_fields(relation) if stored_as(field.name) in relation.own]
        values = self._values(own) | {"source": f"source {self.rng.random()}"}
        if self.rng.random() < 0.8:
            values["provenance"] = self.rng.choice(self.schema.values("Provenance"))
        return values | _recorded(since=period[0], until=period[1])

    def _edge_fields(self, relation: Relation) -> list[Field]:
        return [
            field
            for kind, ways in FIELDS.items()
            for name, way in ways.items()
            if way.relation is relation and name not in TO_ONE
            for field in self.schema.leaves(self.schema.edge_of(self.schema.fields(label_of(kind))[name].type))
        ]

    def _is_free(self, relation: Relation, start: Node, end: Node, period: tuple[date | None, date | None]) -> bool:
        """Reserves the period for a link that must be the only one at a time. Returns False if it is taken."""
        begin, until = period[0] or date.min, (None if relation.is_fact else period[1]) or date.max
        keys = [(relation.name, role, node.code) for role, node in _ends_with_one_at_a_time(relation, start, end).items()]
        if any(begin < last and first < until for key in keys for first, last in self.taken.get(key, [])):
            return False
        for key in keys:
            self.taken.setdefault(key, []).append((begin, until))
        return True


def _recorded(**days: date | None) -> dict[str, date]:
    return {name: day for name, day in days.items() if day is not None}


def _ends_with_one_at_a_time(relation: Relation, start: Node, end: Node) -> dict[str, Node]:
    """Returns the ends that have at most one link of the relation at a time, because of a to-one field or a home."""
    one_forward = relation.name == "REPRESENTS" or any(name in TO_ONE for name in relation.forward)
    one_backward = any(name in TO_ONE for name in relation.backward)
    return {role: node for role, node, one in (("start", start, one_forward), ("end", end, one_backward)) if one}


GRID_SIZES: Final = {"HAS_GRID": (None, "SMALL"), "PART_OF": ("SMALL", "LARGE"), "SPANS": ("LARGE", None)}


def _may_join(relation: Relation, start: Node, end: Node) -> bool:
    if relation.name == "ADMINISTERS":
        return LEVELS.index(start.kind) < LEVELS.index(end.kind)
    sizes = GRID_SIZES.get(relation.name, (None, None))
    fits = all(size in (None, node.properties.get("size")) for size, node in zip(sizes, (start, end), strict=True))
    return fits and start is not end


def _labels(label: str) -> list[str]:
    return [label, "Entity", *(["Division"] if shouted(label) in LEVELS else [])]
