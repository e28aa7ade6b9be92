"""The actors and ties of a network, by loops over links and pairs of actors of the exported graph."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations
from typing import Any, Final

from oracles.graph import LEVELS, RELATIONS, ROOT_FIELDS, AsOfGraph, Link, Node, text_of

Pair = tuple[Node, Node]
ANCHORED_AT_START: Final = {
    "ADMINISTERS",
    "HAS_GRID",
    "PART_OF",
    "BRANCH_OF",
    "LEADS",
    "ALLIED_IN",
    "LOCATED_IN",
    "HOSTED",
    "TOOK_PART_IN",
}
WEAKEST: Final = ["ILLUSTRATIVE", "IMPORTED", "PUBLISHED", "OFFICIAL"]
TWO_MODES: Final = {
    "MEMBERSHIP": ["MEMBER_OF"],
    "ALLIANCE": ["ALLIED_IN"],
    "ACTIVITY": ["HOSTED", "TOOK_PART_IN"],
    "PAIRING": ["PAIRED_WITH"],
    "SEATS": ["SEATED_ON"],
}
OVERLAPS: Final = {
    "UNIT_OVERLAP": ("MEMBERSHIP", 0),
    "COMMITTEE_OVERLAP": ("MEMBERSHIP", 1),
    "ALLY_OVERLAP": ("ALLIANCE", 0),
}
DOWNWARDS: Final = ["ADMINISTERS", "HAS_GRID", "LEADS", "PART_OF", "BRANCH_OF"]
UPWARDS: Final = {"PART_OF", "BRANCH_OF"}
PROJECTIONS: Final = [*TWO_MODES, *OVERLAPS, "HIERARCHY", "EVERYTHING"]
BOUNDARIES: Final = ["ANCHOR", "BOTH", "EITHER"]


def relations_of(projection: str) -> list[str]:
    if projection in OVERLAPS:
        return relations_of(OVERLAPS[projection][0])
    everything = [name for name in RELATIONS if name != "COVERS"]
    return TWO_MODES.get(projection) or (DOWNWARDS if projection == "HIERARCHY" else everything)


def kinds_of(projection: str) -> list[list[str]]:
    if projection in OVERLAPS:
        base, side = OVERLAPS[projection]
        return [kinds_of(base)[side]]
    if projection == "EVERYTHING":
        return [[kind for kind in ROOT_FIELDS if kind != "SURVEY"]]
    starts = {kind for name in relations_of(projection) for kind in RELATIONS[name].sources}
    ends = {kind for name in relations_of(projection) for kind in RELATIONS[name].targets}
    if projection == "HIERARCHY":
        # The tree has a top and a bottom: no level is only one of the two.
        return [sorted(starts | ends)]
    return [sorted(starts), sorted(ends)]


def anchors(link: Link) -> list[Node]:
    if link.relation == "BUNDLED_WITH":
        return [link.start, link.end]
    return [link.start if link.relation in ANCHORED_AT_START else link.end]


@dataclass
class Tie:
    links: list[Link] = field(default_factory=list[Link])
    shared: set[Node] = field(default_factory=set[Node])

    @property
    def provenance(self) -> str:
        stated = [link.properties.get("provenance", "IMPORTED") for link in self.links]
        return min(stated, key=WEAKEST.index)

    @property
    def relation(self) -> str | None:
        relations = {link.relation for link in self.links}
        return None if self.shared or len(relations) > 1 else relations.pop()

    @property
    def weight(self) -> float:
        return float(len(self.shared) or 1)

    @property
    def since(self) -> str | None:
        days: list[Any] = [link.properties.get("since") for link in self.links]
        return None if self.shared or None in days else text_of(min(days))

    @property
    def until(self) -> str | None:
        days: list[Any] = [None if RELATIONS[link.relation].is_fact else link.properties.get("until") for link in self.links]
        return None if self.shared or None in days else text_of(max(days))


class Network:
    """A network according to the oracle. `where`: the argument as JSON."""

    def __init__(
        self, graph: AsOfGraph, scope: Node, projection: str, boundary: str, where: Mapping[str, Any] | None = None
    ) -> None:
        self.graph, self.projection, self.boundary, self.where = graph, projection, boundary, where or {}
        self.inside = {scope, *graph.below(scope)}
        self.relations = [name for name in relations_of(projection) if name in self.where.get("relations", RELATIONS)]
        self.base_ties = self._base_ties()
        ties = self._overlap() if projection in OVERLAPS else self.base_ties
        self.ties = {pair: tie for pair, tie in ties.items() if tie.weight >= self.where.get("minWeight", 0)}
        self.actors = self._actors(projection, self.ties)

    def in_scope(self, node: Node) -> bool:
        return self.graph.home(node) in self.inside

    def _actors(self, projection: str, ties: Iterable[Pair]) -> list[Node]:
        kinds = [kind for mode in kinds_of(projection) for kind in mode]
        members = {node for node in self.graph.of_kind(*kinds) if self.in_scope(node)}
        return sorted(members | {end for pair in ties for end in pair}, key=lambda node: node.place)

    # ------------------------------------------------------------------------------------------------ ties
    def _base_ties(self) -> dict[Pair, Tie]:
        ties: dict[Pair, Tie] = {}
        for node in self.graph.nodes:
            for hop in self.graph.links_at(node, "OUT", self.relations):
                if hop.link.start is not hop.link.end and self._belongs(hop.link) and self._matches(hop.link):
                    ties.setdefault(self._pair(hop.link), Tie()).links.append(hop.link)
        return ties

    def _belongs(self, link: Link) -> bool:
        ends = [self.in_scope(link.start), self.in_scope(link.end)]
        if self.boundary == "ANCHOR":
            return any(self.in_scope(end) for end in anchors(link))
        return all(ends) if self.boundary == "BOTH" else any(ends)

    def _matches(self, link: Link) -> bool:
        where, ends = self.where, [link.start, link.end]
        if link.properties.get("provenance", "IMPORTED") not in where.get("provenance", WEAKEST):
            return False
        if "unitTypes" in where and any(
            end.kind == "MEMBER_UNIT" and end.properties.get("type") not in where["unitTypes"] for end in ends
        ):
            return False
        if "sectors" in where and any(
            end.kind == "NEW_SECTOR_BRANCH" and end.properties.get("sector") not in where["sectors"] for end in ends
        ):
            return False
        return "kinds" not in where or all(self._kind_matches(end, where["kinds"]) for end in ends)

    def _kind_matches(self, end: Node, kinds: Sequence[str]) -> bool:
        base = OVERLAPS[self.projection][0] if self.projection in OVERLAPS else self.projection
        modes = kinds_of(base)
        for mode, other in zip(modes, modes[::-1], strict=True):
            if len(modes) == 2 and end.kind in mode and not set(mode) & set(kinds) and set(other) & set(kinds):
                return True
        return end.kind in kinds

    def _pair(self, link: Link) -> Pair:
        if self.projection == "HIERARCHY":
            return (link.end, link.start) if link.relation in UPWARDS else (link.start, link.end)
        if self.projection == "EVERYTHING":
            first, second = sorted((link.start, link.end), key=lambda node: node.place)
            return first, second
        return link.start, link.end

    def _overlap(self) -> dict[Pair, Tie]:
        side = OVERLAPS[self.projection][1]
        members: dict[Node, list[tuple[Node, Tie]]] = {}
        for pair, tie in self.base_ties.items():
            members.setdefault(pair[1 - side], []).append((pair[side], tie))
        ties: dict[Pair, Tie] = {}
        for shared, found in members.items():
            for (one, of_one), (two, of_two) in combinations(sorted(found, key=lambda each: each[0].place), 2):
                tie = ties.setdefault((one, two), Tie())
                tie.links += of_one.links + of_two.links
                tie.shared.add(shared)
        return ties

    # ------------------------------------------------------------------------------------------------ unknown ties
    def is_surveyed(self, node: Node, relations: Sequence[str]) -> bool:
        home = self.graph.home(node)
        above = [home, *self.graph.ancestors(home)] if home else []
        return any(
            hop.node.properties.get("relation") in relations
            for division in above
            for hop in self.graph.links_at(division, "IN", ["COVERS"])
        )

    def unsurveyed(self) -> list[Node]:
        base = OVERLAPS[self.projection][0] if self.projection in OVERLAPS else self.projection
        return [
            node
            for node in (self._actors(base, self.base_ties) if base != self.projection else self.actors)
            if any(self._is_anchor(node, name) for name in self.relations) and not self.is_surveyed(node, self.relations)
        ]

    def _is_anchor(self, node: Node, name: str) -> bool:
        relation = RELATIONS[name]
        if name == "BUNDLED_WITH":
            return node.kind in (*relation.sources, *relation.targets)
        if name == "PART_OF":
            return node.kind == "GRID" and not is_large(node)
        if name == "ADMINISTERS":  # a community administers no division
            return node.kind in LEVELS[:-1]
        return node.kind in (relation.sources if name in ANCHORED_AT_START else relation.targets)

    def unknown_pairs(self) -> int:
        unknown = set(self.unsurveyed())
        if self.projection == "HIERARCHY":
            return sum(pair not in self.ties and self._anchor_of(*pair) in unknown for pair in permutations(self.actors, 2))
        one, two = ([node for node in self.actors if node.kind in mode] for mode in kinds_of(self.projection))
        return sum((a, b) not in self.ties and (a in unknown or b in unknown) for a in one for b in two)

    def _anchor_of(self, upper: Node, lower: Node) -> Node | None:
        for name in self.relations:
            relation = RELATIONS[name]
            start, end = (lower, upper) if name in UPWARDS else (upper, lower)
            fits = start.kind in relation.sources and end.kind in relation.targets
            if name == "ADMINISTERS":
                fits = fits and LEVELS.index(start.kind) < LEVELS.index(end.kind)
            if name in ("HAS_GRID", "LEADS"):
                fits = fits and not is_large(end)
            if name == "PART_OF":
                fits = fits and not is_large(start) and is_large(end)
            if fits:
                return start if name in ANCHORED_AT_START else end
        return None

    # ------------------------------------------------------------------------------------------------ the answer
    def summary(self) -> dict[str, Any]:
        modes = [[node for node in self.actors if node.kind in mode] for mode in kinds_of(self.projection)]
        tied = {end for pair in self.ties for end in pair}
        size = len(self.actors)
        directed = self.projection == "HIERARCHY"
        pairs = len(modes[0]) * len(modes[1]) if len(modes) == 2 else size * (size - 1) // (1 if directed else 2)
        high = None
        if pairs and self.projection not in OVERLAPS and self.projection != "EVERYTHING":
            high = (len(self.ties) + self.unknown_pairs()) / pairs
        counts = {name: sum(tie.provenance == name for tie in self.ties.values()) for name in sorted(WEAKEST)}
        links = {link for tie in self.base_ties.values() for link in tie.links}
        if self.projection not in OVERLAPS:
            links = {link for tie in self.ties.values() for link in tie.links}
        return {
            "nodeCount": size,
            "tieCount": len(self.ties),
            "linkCount": len(links),
            "isolates": size - len(tied),
            "outOfScope": sum(not self.in_scope(node) for node in self.actors),
            "unsurveyed": len(self.unsurveyed()),
            "density": significant(len(self.ties) / pairs) if pairs else None,
            "densityHigh": None if high is None else significant(high),
            "modes": [{"nodeCount": len(mode), "isolates": sum(node not in tied for node in mode)} for mode in modes],
            "byProvenance": {name: count for name, count in counts.items() if count},
        }

    def rows(self) -> list[dict[str, Any]]:
        ordered = sorted(self.ties.items(), key=lambda each: (each[0][0].place, each[0][1].place))
        return [
            {
                "from": {"id": one.id},
                "to": {"id": two.id},
                "weight": tie.weight,
                "links": len(tie.links),
                "relation": tie.relation,
                "since": tie.since,
                "until": tie.until,
                "provenance": tie.provenance,
            }
            for (one, two), tie in ordered
        ]


def is_large(grid: Node) -> bool:
    return grid.properties.get("size") == "LARGE"


def significant(value: float) -> float:
    return float(f"{value:.12g}")
