"""The whole graph, exported by raw Cypher, and the rules of docs/model.md in plain Python.

Independent of the product: the tables were written from that page, not read from the schema. Names are those of the API (`JOINT_COMMITTEE`,
`memberUnits`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

Cypher = Callable[..., list[list[Any]]]
Direction = Literal["OUT", "IN", "BOTH"]
AS_OF_DATES: Final = ("2018-06-01", "2019-12-31", "2021-01-01", "2022-09-22", "today")

# ---------------------------------------------------------------------------------------------------- the tables of the model
LEVELS: Final = ("PROVINCE", "CITY", "COUNTY", "TOWNSHIP", "COMMUNITY")
LOCATED: Final = [
    "PARTY_COMMITTEE",
    "RESIDENTS_COMMITTEE",
    "MEMBER_UNIT",
    "NEW_SECTOR_BRANCH",
    "PROPERTY_COMPANY",
    "SERVICE_STATION",
    "ALLIANCE",
    "ACTIVITY",
    "TRAINING",
]
BODIES: Final = [
    "PARTY_COMMITTEE",
    "RESIDENTS_COMMITTEE",
    "JOINT_COMMITTEE",
    "MEMBER_UNIT",
    "COMMUNITY_BRANCH",
    "NEW_SECTOR_BRANCH",
    "ALLIANCE",
    "SERVICE_STATION",
    "PROPERTY_COMPANY",
    "OWNERS_COMMITTEE",
]

ROOT_FIELDS: Final = {
    "PROVINCE": ("province", "provinces"),
    "CITY": ("city", "cities"),
    "COUNTY": ("county", "counties"),
    "TOWNSHIP": ("township", "townships"),
    "COMMUNITY": ("community", "communities"),
    "GRID": ("grid", "grids"),
    "PARTY_COMMITTEE": ("partyCommittee", "partyCommittees"),
    "RESIDENTS_COMMITTEE": ("residentsCommittee", "residentsCommittees"),
    "JOINT_COMMITTEE": ("jointCommittee", "jointCommittees"),
    "MEMBER_UNIT": ("memberUnit", "memberUnits"),
    "COMMUNITY_BRANCH": ("communityBranch", "communityBranches"),
    "NEW_SECTOR_BRANCH": ("newSectorBranch", "newSectorBranches"),
    "ALLIANCE": ("alliance", "alliances"),
    "SERVICE_STATION": ("serviceStation", "serviceStations"),
    "POST": ("post", "posts"),
    "COMPOUND": ("compound", "compounds"),
    "PROPERTY_COMPANY": ("propertyCompany", "propertyCompanies"),
    "OWNERS_COMMITTEE": ("ownersCommittee", "ownersCommittees"),
    "ACTIVITY": ("activity", "activities"),
    "TRAINING": ("training", "trainings"),
    "CREDENTIAL": ("credential", "credentials"),
    "FUND": ("fund", "funds"),
    "PAY_STANDARD": ("payStandard", "payStandards"),
    "SURVEY": ("survey", "surveys"),
}
"""Of one entity, and of many."""

HOME_OVER: Final[Mapping[str, tuple[str, Direction]]] = {
    **dict.fromkeys(LOCATED, ("LOCATED_IN", "OUT")),
    "JOINT_COMMITTEE": ("SERVES", "OUT"),
    "COMMUNITY_BRANCH": ("BRANCH_OF", "OUT"),
    "COMPOUND": ("SITUATED_IN", "OUT"),
    "OWNERS_COMMITTEE": ("REPRESENTS", "OUT"),
    "FUND": ("ALLOCATED_TO", "OUT"),
    "POST": ("POST_IN", "OUT"),
    "CREDENTIAL": ("APPLIES_IN", "OUT"),
    "PAY_STANDARD": ("APPLIES_IN", "OUT"),
    "SURVEY": ("COVERS", "OUT"),
}
"""The link to the entity that determines the home; divisions and grids have their own rules."""

FACTS: Final = ("TRAINED", "REPORTED_TO", "ALLOCATED_TO")
READINGS: Final = ("pinyin", "pinyin_starts")
"""For search and sorting; the API does not show them."""
COMMON_TO_LINKS: Final = ("since", "until", "source", "provenance")


@dataclass(frozen=True)
class Relation:
    """A relation of docs/model.md. `forward` and `backward`: the kinds that each field leads to."""

    name: str
    sources: Sequence[str]
    targets: Sequence[str]
    forward: Mapping[str, Sequence[str]]
    backward: Mapping[str, Sequence[str]]
    own: Sequence[str] = ()

    @property
    def is_fact(self) -> bool:
        return self.name in FACTS


def _relation(name: str, ends: str, fields: str, own: str = "") -> Relation:
    """Parses the line of a relation: `SOURCES -> TARGETS` and `forward / backward`."""
    sources, targets = (_kinds(end) for end in ends.split(" -> "))
    forward, backward = (each.split() for each in fields.split("/"))
    return Relation(
        name,
        sources,
        targets,
        dict.fromkeys(forward, targets),
        {each: _sources_of(each, sources) for each in backward},
        own.split(),
    )


def _kinds(names: str) -> list[str]:
    groups = {"DIVISION": LEVELS, "BODY": BODIES, "LOCATED": LOCATED}
    return [kind for name in names.split() for kind in groups.get(name, (name,))]


def _sources_of(backward: str, sources: list[str]) -> list[str]:
    """Returns the kind in the name of a backward field if there is one field per source; otherwise all sources."""
    named = [kind for kind in sources if ROOT_FIELDS[kind][1] == backward]
    return named or sources


RELATIONS: Final[Mapping[str, Relation]] = {
    relation.name: relation
    for relation in (
        # Forward it is shown by `divisions` and `communities`, at any depth: these are no relation fields.
        _relation("ADMINISTERS", "DIVISION -> DIVISION", "/ parent"),
        _relation("HAS_GRID", "COMMUNITY -> GRID", "grids / community"),
        _relation("PART_OF", "GRID -> GRID", "largeGrid / smallGrids"),
        _relation("SPANS", "GRID -> COMMUNITY", "communities / largeGrids"),
        _relation("SERVES", "JOINT_COMMITTEE -> COMMUNITY", "community / jointCommittee"),
        _relation("MEMBER_OF", "MEMBER_UNIT -> JOINT_COMMITTEE", "jointCommittees / memberUnits"),
        _relation("BRANCH_OF", "COMMUNITY_BRANCH -> COMMUNITY COMPOUND", "branchOf / communityBranches"),
        _relation("LEADS", "COMMUNITY_BRANCH -> GRID", "grids / ledBy"),
        _relation("PAIRED_WITH", "NEW_SECTOR_BRANCH -> COMMUNITY_BRANCH", "communityBranches / newSectorBranches"),
        _relation("ALLIED_IN", "NEW_SECTOR_BRANCH MEMBER_UNIT JOINT_COMMITTEE -> ALLIANCE", "alliances / allies"),
        _relation("RUNS", "ALLIANCE -> SERVICE_STATION", "serviceStations / alliances"),
        _relation("LOCATED_IN", "LOCATED -> DIVISION", "location / located"),
        _relation("CONTACTS", "POST -> COMMUNITY_BRANCH", "contactPoints / contactPosts"),
        _relation(
            "SEATED_ON",
            "POST -> JOINT_COMMITTEE RESIDENTS_COMMITTEE OWNERS_COMMITTEE PROPERTY_COMPANY",
            "seats / seatedPosts",
            "as",
        ),
        _relation("POST_IN", "POST -> DIVISION BODY", "body / posts", "role duty"),
        _relation("MENTORS", "POST -> POST", "mentees / mentors", "appraisal"),
        _relation("MANAGES", "PROPERTY_COMPANY -> COMPOUND", "compounds / propertyCompanies"),
        _relation("SITUATED_IN", "COMPOUND -> COMMUNITY", "community / compounds"),
        _relation("REPRESENTS", "OWNERS_COMMITTEE -> COMPOUND", "compounds / ownersCommittee"),
        _relation("BUNDLED_WITH", "COMPOUND -> COMPOUND", "bundledWith / bundledWith"),
        _relation("REPORTED_TO", "MEMBER_UNIT -> COMMUNITY", "reportedTo / reportingUnits", "event headcount reported_back"),
        _relation("HOSTED", "JOINT_COMMITTEE ALLIANCE -> ACTIVITY", "activities / hosts"),
        _relation("TOOK_PART_IN", "MEMBER_UNIT COMMUNITY_BRANCH NEW_SECTOR_BRANCH -> ACTIVITY", "activities / participants"),
        _relation("TRAINED", "TRAINING -> COMMUNITY", "communities / trainings", "bodies attendance"),
        _relation("ALLOCATED_TO", "FUND -> COMMUNITY", "community / funds"),
        _relation("APPLIES_IN", "PAY_STANDARD CREDENTIAL -> DIVISION", "division / payStandards credentials"),
        _relation("COVERS", "SURVEY -> DIVISION", "division / surveys"),
    )
}

TO_ONE: Final = [
    "parent",
    "community",
    "largeGrid",
    "jointCommittee",
    "branchOf",
    "ledBy",
    "location",
    "body",
    "ownersCommittee",
    "division",
]
"""The relation fields with one entity: those named in the singular."""


@dataclass(frozen=True)
class Traversal:
    """A relation field: relation, direction, and kinds of the other end."""

    relation: Relation
    direction: Direction
    far: Sequence[str]


def relation_fields() -> dict[str, dict[str, Traversal]]:
    """Returns them by kind, then by name."""
    fields: dict[str, dict[str, Traversal]] = {kind: {} for kind in ROOT_FIELDS}
    for relation in RELATIONS.values():
        for name, far in relation.forward.items():
            both: Direction = "BOTH" if name in relation.backward else "OUT"
            for kind in relation.sources:
                fields[kind][name] = Traversal(relation, both, far)
        for name, far in relation.backward.items():
            for kind in relation.targets:
                fields[kind].setdefault(name, Traversal(relation, "IN", far))
    return fields


# ---------------------------------------------------------------------------------------------------- the export
@dataclass(frozen=True, eq=False)
class Node:
    label: str
    properties: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return shouted(self.label)

    @property
    def code(self) -> str:
        return self.properties["code"]

    @property
    def id(self) -> str:
        return f"{self.label}:{self.code}"

    @property
    def place(self) -> tuple[str, str]:
        """The sort key in a list of several kinds."""
        return self.kind, self.code


@dataclass(frozen=True, eq=False)
class Link:
    element_id: str
    relation: str
    start: Node
    end: Node
    properties: Mapping[str, Any]

    @property
    def since(self) -> str:
        """Its first day as text that sorts null last."""
        return text_of(self.properties.get("since")) or "~"

    @property
    def own(self) -> dict[str, Any]:
        return {each: value for each, value in self.properties.items() if each not in COMMON_TO_LINKS}


@dataclass(frozen=True, eq=False)
class Hop:
    """A link seen from one of its ends, and the entity at the other."""

    link: Link
    node: Node


@dataclass(eq=False)
class Graph:
    nodes: list[Node]
    links: list[Link]
    _by_date: dict[date, "AsOfGraph"] = field(default_factory=dict[date, "AsOfGraph"])

    @classmethod
    def export(cls, cypher: Cypher) -> "Graph":
        nodes = {
            element: Node(_label(labels), native(properties))
            for element, labels, properties in cypher("MATCH (n:Entity) RETURN elementId(n), labels(n), properties(n)")
        }
        links = [
            Link(element, relation, nodes[start], nodes[end], native(properties))
            for element, relation, start, end, properties in cypher(
                "MATCH (a)-[r]->(b) RETURN elementId(r), type(r), elementId(a), elementId(b), properties(r)"
            )
        ]
        return cls(list(nodes.values()), links)

    def at(self, day: date) -> "AsOfGraph":
        if day not in self._by_date:
            self._by_date[day] = AsOfGraph(self, day)
        return self._by_date[day]


def _label(labels: Iterable[str]) -> str:
    (label,) = set(labels) - {"Entity", "Division"}
    return label


def native(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Converts the driver's dates to Python's."""
    return {name: value.to_native() if hasattr(value, "to_native") else value for name, value in properties.items()}


# ---------------------------------------------------------------------------------------------------- the rules
def holds(begin: date | None, day: date, end: date | None) -> bool:
    """Checks begin <= day < end; null is unbounded."""
    return (begin is None or begin <= day) and (end is None or day < end)


def node_counts(node: Node, day: date) -> bool:
    return holds(node.properties.get("valid_from"), day, node.properties.get("valid_to"))


def link_counts(link: Link, day: date) -> bool:
    """Checks the link and both its ends; a fact has no end."""
    until = None if link.relation in FACTS else link.properties.get("until")
    ends_count = node_counts(link.start, day) and node_counts(link.end, day)
    return ends_count and holds(link.properties.get("since"), day, until)


class AsOfGraph:
    def __init__(self, graph: Graph, day: date) -> None:
        self.day = day
        self.nodes = sorted((node for node in graph.nodes if node_counts(node, day)), key=lambda node: node.place)
        self._from: dict[Node, list[Link]] = {node: [] for node in self.nodes}
        self._to: dict[Node, list[Link]] = {node: [] for node in self.nodes}
        for link in graph.links:
            if link_counts(link, day):
                self._from[link.start].append(link)
                self._to[link.end].append(link)
        self._homes: dict[Node, list[Node]] = {}
        self._ancestors: dict[Node, list[Node]] = {}
        self._hops: dict[tuple[Node, Direction], list[Hop]] = {}
        self._by_kind: dict[str, list[Node]] = {}
        for node in self.nodes:
            self._by_kind.setdefault(node.kind, []).append(node)

    def of_kind(self, *kinds: str) -> list[Node]:
        """Returns all valid nodes of these kinds, by kind and code."""
        return [node for kind in sorted({*kinds}) for node in self._by_kind.get(kind, ())]

    def links_at(self, node: Node, direction: Direction = "BOTH", relations: Iterable[str] | None = None) -> list[Hop]:
        """Sorts by relation, other kind, other code, since."""
        if (node, direction) not in self._hops:
            hops = [Hop(link, link.end) for link in self._from[node] if direction != "IN"]
            hops += [Hop(link, link.start) for link in self._to[node] if direction != "OUT"]
            hops.sort(key=lambda hop: (hop.link.relation, *hop.node.place, hop.link.since))
            self._hops[node, direction] = hops
        return [hop for hop in self._hops[node, direction] if relations is None or hop.link.relation in relations]

    def over(self, node: Node, way: Traversal) -> list[Hop]:
        """Sorts as a relation field: by kind and code; parallel links by since."""
        hops = [hop for hop in self.links_at(node, way.direction, [way.relation.name]) if hop.node.kind in way.far]
        return sorted(hops, key=lambda hop: (*hop.node.place, hop.link.since))

    # ------------------------------------------------------------------------------------------------ homes
    def home(self, node: Node) -> Node | None:
        """Returns the first by code."""
        return next(iter(self.homes(node)), None)

    def homes(self, node: Node) -> list[Node]:
        """Returns several for faulty data."""
        if node not in self._homes:
            self._homes[node] = list(dict.fromkeys(self._all_homes(node)))
        return self._homes[node]

    def _all_homes(self, node: Node) -> list[Node]:
        if node.kind in LEVELS:
            return [node]
        if node.kind == "GRID":
            return self._homes_of_grid(node)
        relation, direction = HOME_OVER[node.kind]
        return [home for hop in self.links_at(node, direction, [relation]) for home in self.homes(hop.node)]

    def _homes_of_grid(self, grid: Node) -> list[Node]:
        """Returns the community of a small grid, or the lowest division above all communities that a large one spans."""
        if grid.properties.get("size") != "LARGE":
            return [hop.node for hop in self.links_at(grid, "IN", ["HAS_GRID"])]
        spanned = [[hop.node, *self.ancestors(hop.node)[::-1]] for hop in self.links_at(grid, "OUT", ["SPANS"])]
        return [each for each in spanned[0] if all(each in up for up in spanned)][:1] if spanned else []

    def homeless(self) -> list[Node]:
        return [node for node in self.nodes if self.home(node) is None]

    def within(self, division: Node, kind: str) -> list[Node]:
        """Includes divisions below."""
        there = {division, *self.below(division)}
        return [node for node in self.of_kind(kind) if self.home(node) in there]

    # ------------------------------------------------------------------------------------------------ the tree
    def parent(self, division: Node) -> Node | None:
        above = self.links_at(division, "IN", ["ADMINISTERS"])
        return above[0].node if above else None

    def ancestors(self, division: Node) -> list[Node]:
        """Returns the divisions above, top first."""
        if division not in self._ancestors:
            parent = self.parent(division)
            self._ancestors[division] = [*self.ancestors(parent), parent] if parent else []
        return self._ancestors[division]

    def below(self, division: Node, level: str | None = None) -> list[Node]:
        """Returns the divisions below at any depth, by kind and code."""
        children = [hop.node for hop in self.links_at(division, "OUT", ["ADMINISTERS"])]
        every = {each for child in children for each in (child, *self.below(child))}
        return sorted((each for each in every if level in (None, each.kind)), key=lambda each: each.place)

    def communities(self, division: Node) -> list[Node]:
        """Returns the division itself, if it is a community, or the communities below at any depth."""
        return [division] if division.kind == "COMMUNITY" else self.below(division, "COMMUNITY")


def aggregate(values: Iterable[float | None]) -> dict[str, float | None]:
    """Returns null without values, except for the count."""
    recorded = [value for value in values if value is not None]
    if not recorded:
        return {"count": 0, "sum": None, "average": None, "min": None, "max": None}
    total = float(sum(recorded))
    return {
        "count": len(recorded),
        "sum": total,
        "average": total / len(recorded),
        "min": min(recorded),
        "max": max(recorded),
    }


# ---------------------------------------------------------------------------------------------------- names and values
@cache
def shouted(label: str) -> str:
    """Converts a label to the API's kind: `JointCommittee` to `JOINT_COMMITTEE`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", label).upper()


def label_of(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_"))


def camel(snake: str) -> str:
    head, *tail = snake.split("_")
    return head + "".join(word.capitalize() for word in tail)


def text_of(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def shown(value: Any) -> Any:
    """Returns a stored value as JSON."""
    return text_of(value) if isinstance(value, date) else value


def today() -> date:
    """Returns the date in Asia/Shanghai."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()
