"""Linkage in plain Python and networkx, on the raw export: all paths by brute force.

Independent of the product. A path is a tuple of nodes; rules and certificates are those of docs/linkage.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, islice, pairwise, permutations
from typing import Any, Final

import networkx as nx
from oracles.graph import ROOT_FIELDS, AsOfGraph, Graph, Link, Node, shown

Path = tuple[Node, ...]

DEFAULTS: Final = dict.fromkeys(("PROVINCE", "CITY", "COUNTY", "TOWNSHIP", "SURVEY"), ("DESTINATION_ONLY", None))
KINDS: Final = list(ROOT_FIELDS)
MAX_PATHS: Final = 300_000


class TooManyPaths(Exception):
    pass


@dataclass(frozen=True)
class Question:
    start: Node
    end: Node
    max_hops: int = 6
    relations: Sequence[str] | None = None
    exclude: Sequence[str] = ()
    through: Sequence[Node] = ()
    avoid: Sequence[Node] = ()
    transit: Mapping[str, tuple[str, int | None]] = field(default_factory=dict)

    def arguments(self) -> dict[str, Any]:
        rules = [{"kind": kind, "policy": policy, "maxDegree": degree} for kind, (policy, degree) in self.transit.items()]
        return {
            "from": reference(self.start),
            "to": reference(self.end),
            "maxHops": self.max_hops,
            "relations": self.relations,
            "excludeRelations": list(self.exclude) or None,
            "through": [reference(each) for each in self.through] or None,
            "avoid": [reference(each) for each in self.avoid] or None,
            "transit": rules or None,
        }


def reference(node: Node) -> dict[str, str]:
    return {"id": node.id}


class Recount:
    """The graph at one as-of date under the rules of one question."""

    def __init__(self, as_of_graph: AsOfGraph, question: Question) -> None:
        self.as_of_graph = as_of_graph
        self.question = question
        self.rules = {**DEFAULTS, **question.transit}
        self.links: dict[frozenset[Node], list[Link]] = {}
        self.degree = dict.fromkeys(as_of_graph.nodes, 0)
        for node in as_of_graph.nodes:
            for hop in as_of_graph.links_at(node, "OUT"):
                if self._permits(hop.link.relation):
                    self.links.setdefault(frozenset({node, hop.node}), []).append(hop.link)
                    for end in {node, hop.node}:
                        self.degree[end] += 1
        self.graph: nx.Graph[Node] = nx.Graph()
        self.graph.add_nodes_from(as_of_graph.nodes)
        self.graph.add_edges_from((one, other) for one, other in (pair for pair in self.links if len(pair) == 2))

    def _permits(self, relation: str) -> bool:
        named = self.question.relations
        return (named is None or relation in named) and relation not in self.question.exclude

    # ------------------------------------------------------------------------------------------------ rules
    def blocks_passage(self, node: Node) -> bool:
        """Checks for a rule that forbids passing through the node."""
        policy, degree = self.rules.get(node.kind, ("ALLOW", None))
        if node in self.question.through:
            return False
        return policy != "ALLOW" or (degree is not None and self.degree[node] > degree)

    def passable(self) -> "nx.Graph[Node]":
        ends = (self.question.start, self.question.end)
        kept = [n for n in self.as_of_graph.nodes if n in ends or not (self.blocks_passage(n) or n in self.question.avoid)]
        return self.graph.subgraph(kept)

    # ------------------------------------------------------------------------------------------------ paths
    def paths(self) -> list[Path]:
        """Returns all paths of at most `max_hops`, in the order of docs/linkage.md. Raises TooManyPaths."""
        found = list(islice(self._all(self.question.max_hops), MAX_PATHS + 1))
        if len(found) > MAX_PATHS:
            raise TooManyPaths
        return sorted(found, key=lambda path: (len(path), [node.place for node in path]))

    def longer_exists(self) -> bool:
        """Returns whether a path of more than `max_hops` exists. Raises TooManyPaths."""
        for seen, path in enumerate(self._all(None)):
            if len(path) - 1 > self.question.max_hops:
                return True
            if seen > MAX_PATHS:
                raise TooManyPaths
        return False

    def _all(self, most: int | None) -> Iterator[Path]:
        question, graph = self.question, self.passable()
        if most is None and not nx.has_path(graph, question.start, question.end):
            return
        for path in nx.all_simple_paths(graph, question.start, question.end, cutoff=most):
            if set(question.through) <= set(path):
                yield tuple(path)

    def steps(self, path: Path) -> list[list[Link]]:
        return [self.links_between(*pair) for pair in pairwise(path)]

    def links_between(self, one: Node, other: Node) -> list[Link]:
        """Sorts by relation, start, since and until, null last."""
        links = self.links[frozenset({one, other})]
        return sorted(
            links, key=lambda link: (link.relation, link.start.place, link.since, str(link.properties.get("until") or "~"))
        )

    # ------------------------------------------------------------------------------------------------ distances
    def distances(self, start: Node) -> dict[Node, int]:
        """Returns BFS distances; nodes that must not be passed are still reached."""
        distance, frontier = {start: 0}, [start]
        while frontier:
            found = []
            for node in frontier:
                if node is start or not self.blocks_passage(node):
                    for each in self.graph[node]:
                        if each not in distance and each not in self.question.avoid:
                            distance[each] = distance[node] + 1
                            found.append(each)
            frontier = found
        return distance

    def in_force(self) -> list[dict[str, Any]]:
        one, other = self.distances(self.question.start), self.distances(self.question.end)
        met = [n for n in one if n in other and one[n] + other[n] <= self.question.max_hops]
        away = [n for n in met if self.blocks_passage(n) and n not in (self.question.start, self.question.end)]
        return [
            {"kind": kind, "policy": policy, "maxDegree": degree, "turnedAway": sum(n.kind == kind for n in away)}
            for kind, (policy, degree) in sorted(self.rules.items(), key=lambda rule: KINDS.index(rule[0]))
        ]

    def certificate(self, pages: Iterable[Path], paths: Sequence[Path]) -> dict[str, Any]:
        """Returns the expected certificate after these pages."""
        shown_paths = set(pages)
        missing = [path for path in paths if path not in shown_paths]
        if missing:
            return {"exhaustive": False, "exploredToDepth": len(missing[0]) - 2}
        stopped_by = "DEPTH" if self.longer_exists() else "NONE"
        return {"exhaustive": True, "exploredToDepth": self.question.max_hops, "stoppedBy": stopped_by}

    # ------------------------------------------------------------------------------------------------ as the API shows it
    def shown_path(self, path: Path) -> dict[str, Any]:
        return {
            "hops": len(path) - 1,
            "entities": [{"id": node.id} for node in path],
            "steps": [
                {"from": {"id": one.id}, "to": {"id": other.id}, "links": [shown_link(link) for link in links]}
                for (one, other), links in zip(pairwise(path), self.steps(path), strict=True)
            ],
        }


def shown_link(link: Link) -> dict[str, Any]:
    return {
        "relation": link.relation,
        "from": {"id": link.start.id},
        "to": {"id": link.end.id},
        "since": shown(link.properties.get("since")),
        "until": shown(link.properties.get("until")),
        "source": link.properties.get("source"),
        "provenance": link.properties.get("provenance") or "IMPORTED",
    }


PATH: Final = """hops entities { id } steps { from { id } to { id } links {
    relation from { id } to { id } since until source provenance } }"""
CERTIFICATE: Final = "exhaustive exploredToDepth stoppedBy next rules { kind policy maxDegree turnedAway }"
ARGUMENTS: Final = """$from: EntityRef!, $to: EntityRef!, $k: Int!, $maxHops: Int!, $relations: [Relation!],
    $excludeRelations: [Relation!], $through: [EntityRef!], $avoid: [EntityRef!], $transit: [TransitRule!], $after: String,
    $asOf: Date"""
_LINKAGE: Final = f"""query ({ARGUMENTS}) {{ linkage(from: $from, to: $to, k: $k, maxHops: $maxHops, relations: $relations,
    excludeRelations: $excludeRelations, through: $through, avoid: $avoid, transit: $transit, after: $after, asOf: $asOf)"""
LINKAGE: Final = f"{_LINKAGE} {{ from {{ id }} to {{ id }} paths {{ {PATH} }} certificate {{ {CERTIFICATE} }} }} }}"
UNCERTIFIED: Final = f"{_LINKAGE} {{ paths {{ {PATH} }} }} }}"


# ---------------------------------------------------------------------------------------------------- the questions around it
def reachable(recount: Recount, kinds: Sequence[str] | None) -> list[tuple[int, Path]]:
    """Returns (hops, first shortest path) of each reachable entity, nearest first."""
    distance = recount.distances(recount.question.start)
    blocked = [kind for kind, (policy, _) in recount.rules.items() if policy == "BLOCK"]
    found = []
    for node, hops in distance.items():
        if 0 < hops <= recount.question.max_hops and node.kind in (kinds or KINDS) and node.kind not in blocked:
            found.append((hops, _first_way(recount, distance, node)))
    return sorted(found, key=lambda row: (row[0], row[1][-1].place))


def _first_way(recount: Recount, distance: Mapping[Node, int], node: Node) -> Path:
    ways = [(node,)]
    while distance[ways[0][0]]:
        ways = [(before, *way) for way in ways for before in recount.graph[way[0]] if _leads(recount, distance, before, way[0])]
    return min(ways, key=lambda way: [each.place for each in way])


def _leads(recount: Recount, distance: Mapping[Node, int], before: Node, node: Node) -> bool:
    passed = before is recount.question.start or not recount.blocks_passage(before)
    return passed and distance.get(before) == distance[node] - 1


@dataclass(frozen=True)
class Fragility:
    disjoint: int
    direct: bool
    cut: list[Node] | None
    single_points: list[Node]


def fragility(recount: Recount) -> Fragility:
    """Computes max flow with networkx, and the first minimal cut by trying all sets of that size in order. Raises TooManyPaths."""
    start, end = recount.question.start, recount.question.end
    graph = nx.Graph(recount.passable())
    direct = graph.has_edge(start, end)
    if direct:
        graph.remove_edge(start, end)
    size = int(nx.node_connectivity(graph, start, end))
    if direct:
        return Fragility(size + 1, True, None, [])
    inner = sorted((n for n in graph if n not in (start, end)), key=lambda n: n.place)
    alone = [n for n in inner if size == 1 and _disconnects(graph, [n], start, end)]
    return Fragility(size, False, _first_cut(graph, inner, size, start, end), alone)


def _first_cut(graph: "nx.Graph[Node]", inner: Sequence[Node], size: int, start: Node, end: Node) -> list[Node]:
    for tried, cut in enumerate(combinations(inner, size)):
        if tried > MAX_PATHS / 10:
            raise TooManyPaths
        if _disconnects(graph, cut, start, end):
            return list(cut)
    raise AssertionError("no cut of the size of the flow")


def _disconnects(graph: "nx.Graph[Node]", cut: Iterable[Node], start: Node, end: Node) -> bool:
    rest = graph.copy()
    rest.remove_nodes_from(cut)
    return not nx.has_path(rest, start, end)


PAIRED_KINDS: Final = [
    "JOINT_COMMITTEE",
    "MEMBER_UNIT",
    "COMMUNITY_BRANCH",
    "NEW_SECTOR_BRANCH",
    "ALLIANCE",
    "PROPERTY_COMPANY",
    "OWNERS_COMMITTEE",
]


def components_without(as_of_graph: AsOfGraph, scope: Node, entity: Node) -> tuple[int, int, float]:
    """Returns the components before and after, and the number of pairs of organisations that the removal disconnects."""
    kinds = [kind for kind in KINDS if kind not in ("PROVINCE", "CITY", "COUNTY", "TOWNSHIP", "COMMUNITY", "SURVEY")]
    members = {node for kind in kinds for node in as_of_graph.within(scope, kind)}
    graph = nx.Graph()
    graph.add_nodes_from(members)
    graph.add_edges_from(
        (node, hop.node) for node in members for hop in as_of_graph.links_at(node, "OUT") if hop.node in members
    )
    before = list(nx.connected_components(graph))
    graph.remove_nodes_from([entity])
    after = list(nx.connected_components(graph))
    return (
        len(before),
        len(after),
        float(len(_pairs(before) - _pairs(after) - {pair for pair in _pairs(before) if entity in pair})),
    )


def _pairs(components: Iterable[set[Node]]) -> set[frozenset[Node]]:
    return {
        frozenset(pair)
        for component in components
        for pair in combinations([node for node in component if node.kind in PAIRED_KINDS], 2)
    }


def timeline(graph: Graph, question: Question) -> list[dict[str, Any]]:
    """Returns periods of equal distance, computed for each day on which anything changes."""
    periods: list[dict[str, Any]] = []
    before: Recount | None = None
    for day in _days(graph):
        recount = Recount(graph.at(day), question)
        hops = _hops(recount)
        ongoing = periods[-1] if periods and periods[-1]["to"] is None else None
        if ongoing is None or ongoing["hops"] != hops:
            if ongoing is not None:
                ongoing["to"] = day.isoformat()
                ongoing["endedBy"] = _only_in(before, recount)
            if hops is not None:
                begun = _only_in(recount, before) if day != date.min else []
                begin = None if day == date.min else day.isoformat()
                periods.append({"from": begin, "to": None, "hops": hops, "begunBy": begun, "endedBy": []})
        before = recount
    return periods


def _days(graph: Graph) -> list[date]:
    names = ("since", "until", "valid_from", "valid_to")
    found = {each.properties.get(name) for each in (*graph.nodes, *graph.links) for name in names}
    return sorted({date.min} | {day for day in found if day is not None})


def _hops(recount: Recount) -> int | None:
    """Returns None if the two are not linked, or not both valid."""
    if not {recount.question.start, recount.question.end} <= set(recount.as_of_graph.nodes):
        return None
    hops = recount.distances(recount.question.start).get(recount.question.end)
    return hops if hops is not None and hops <= recount.question.max_hops else None


def _only_in(here: Recount | None, there: Recount | None) -> list[dict[str, Any]]:
    """Returns the links on shortest paths here that are not valid there."""
    assert here is not None
    one, other = here.distances(here.question.start), here.distances(here.question.end)
    hops, living = _hops(here), {link for links in there.links.values() for link in links} if there else set()
    found = []
    for pair, links in here.links.items():
        for a, b in permutations(pair, 2) if len(pair) == 2 else ():
            ends = (here.question.start, here.question.end)
            may_be_passed = all(each in ends or not (here.blocks_passage(each)) for each in (a, b))
            if may_be_passed and a in one and b in other and one[a] + 1 + other[b] == hops:
                found += [link for link in links if link not in living]
    ordered = sorted(
        found, key=lambda link: (link.relation, link.start.place, link.since, str(link.properties.get("until") or "~"))
    )
    return [shown_link(link) for link in ordered]
