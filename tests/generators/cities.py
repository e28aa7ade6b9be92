"""Random small cities, built in memory from the oracle's nodes and links."""

import random
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from generators.edits import entity_with_home, lasts_beyond, new_link, new_node
from oracles.graph import LEVELS, RELATIONS, ROOT_FIELDS, Graph, Link, Node, link_counts

SCOPE: Final = "r-city"
"""The code of each city."""
PAST: Final = (date(2018, 3, 1), date(2019, 7, 1), date(2020, 1, 31), date(2021, 1, 1), date(2022, 9, 22))
FUTURE: Final = date(2100, 1, 1)
HOMES_OF_THEIR_OWN: Final = {"ADMINISTERS", "HAS_GRID"}


class RandomCity:
    """May contain everything that the loader accepts: parallel links, past, future and undated links, ended entities, missing values, empty
    divisions. `faulty`: also loops and second homes.
    """

    def __init__(self, number: int, *, faulty: bool = False) -> None:
        self.rng = random.Random(number)
        self.faulty = faulty
        self.nodes: list[Node] = []
        self.links: list[Link] = []
        self._divisions()
        self._entities()
        self._homes()
        self._surveys()
        self._large_grids()
        for relation in RELATIONS:
            if relation not in HOMES_OF_THEIR_OWN:
                self._among(relation, self.rng.randrange(0, 12))
        self.graph = Graph(self.nodes, self.links)

    # ------------------------------------------------------------------------------------------------ the tree
    def _divisions(self) -> None:
        """Creates a city, with or without a province, and levels below it, any of which may be missing."""
        above = [self._put("PROVINCE", gone=False)] if self.rng.random() < 0.5 else []
        city = self._put("CITY", code=SCOPE, gone=False)
        for each in above:
            self._join(each, "ADMINISTERS", city, {"since": None})
        parents = [city]
        for level, most in (("COUNTY", 2), ("TOWNSHIP", 4), ("COMMUNITY", 7)):
            new = [self._put(level) for _ in range(self.rng.randrange(0, most + 1))]
            for each in new:
                if self.rng.random() < 0.95:
                    self._settle(each, "ADMINISTERS", self.rng.choice(parents), back=True)
            parents += new

    # ------------------------------------------------------------------------------------------------ what is in it
    def _entities(self) -> None:
        for kind in ROOT_FIELDS:
            if kind not in LEVELS:
                for _ in range(self.rng.randrange(1, 9)):
                    self._put(kind)

    def _homes(self) -> None:
        """Creates each home before it is needed."""
        for node in list(self.nodes):
            if node.kind == "GRID" and node.properties.get("size") != "LARGE":
                self._settle_in(node, "HAS_GRID", "COMMUNITY", back=True)
            for relation in RELATIONS.values():
                is_home = entity_with_home(Link("", relation.name, node, node, {})) is node
                if node.kind in relation.sources and is_home and relation.name not in HOMES_OF_THEIR_OWN:
                    self._settle_in(node, relation.name, *relation.targets)

    def _settle_in(self, node: Node, relation: str, *kinds: str, back: bool = False) -> None:
        there = [each for each in self.nodes if each.kind in kinds]
        if there and self.rng.random() < 0.85:
            self._settle(node, relation, self.rng.choice(there), back=back)
        if there and self.faulty and self.rng.random() < 0.15:
            self._settle(node, relation, self.rng.choice(there), back=back)

    def _settle(self, node: Node, relation: str, home: Node, *, back: bool) -> None:
        """Links the node to a home, sometimes by two parallel links."""
        ends = (home, node) if back else (node, home)
        days = self._days()
        for _ in range(2 if self.rng.random() < 0.15 else 1):
            self._join(ends[0], relation, ends[1], days)

    def _surveys(self) -> None:
        """Surveys most relations, in the whole city or a part of it."""
        divisions = [each for each in self.nodes if each.kind in LEVELS]
        for relation in RELATIONS:
            if self.rng.random() < 0.85:
                survey = self._put("SURVEY", values={"relation": relation})
                self._join(survey, "COVERS", self.rng.choice([*divisions[:2] * 3, *divisions]), {"since": None})

    def _large_grids(self) -> None:
        communities = [each for each in self.nodes if each.kind == "COMMUNITY"]
        for _ in range(self.rng.randrange(0, 3) if communities else 0):
            grid = self._put("GRID", values={"size": "LARGE"})
            for community in self.rng.sample(communities, min(len(communities), self.rng.randrange(1, 4))):
                self._settle(grid, "SPANS", community, back=False)

    def _among(self, relation: str, number: int) -> None:
        ends = RELATIONS[relation]
        sources, targets = ([each for each in self.nodes if each.kind in kinds] for kinds in (ends.sources, ends.targets))
        for _ in range(number if sources and targets else 0):
            start, end = self.rng.choice(sources), self.rng.choice(targets)
            if self.faulty and start in targets and self.rng.random() < 0.3:
                end = start
            link = new_link(start, relation, end)
            if (start is not end or self.faulty) and entity_with_home(link) is None and _fits(link):
                for _ in range(2 if self.rng.random() < 0.2 else 1):
                    self._join(start, relation, end, self._days())

    # ------------------------------------------------------------------------------------------------ parts
    def _put(self, kind: str, *, code: str | None = None, gone: bool = True, values: dict[str, Any] | None = None) -> Node:
        values = values or {name: self.rng.choice(choices) for name, choices in VALUES.get(kind, {}).items()}
        lives = self._life() if gone else {}
        node = new_node(kind, code or f"r-{kind.lower()}-{len(self.nodes):03}", {**values, **lives})
        self.nodes.append(node)
        return node

    def _life(self) -> dict[str, date]:
        fate = self.rng.random()
        if fate < 0.08:
            return {"valid_to": self.rng.choice(PAST)}
        return {"valid_from": self.rng.choice([*PAST, FUTURE])} if fate < 0.16 else {}

    def _days(self) -> dict[str, date | None]:
        since = self.rng.choice([None, *PAST, *PAST, FUTURE])
        until = self.rng.choice([None, None, None, None, *PAST, FUTURE])
        return {"since": since, "until": until if until is None or since is None or since < until else None}

    def _join(self, start: Node, relation: str, end: Node, days: dict[str, date | None]) -> None:
        own = {name: self.rng.choice(choices) for name, choices in OF_LINKS.get(relation, {}).items()}
        self.links.append(new_link(start, relation, end, days["since"], until=days.get("until"), **own))


VALUES: Final[dict[str, dict[str, Sequence[Any]]]] = {
    "COMMUNITY": {"population": [None, 0, 10, 200, 3000]},
    "GRID": {"size": ["SMALL", "SMALL", "LARGE", None], "workers": [None, 0, 1, 2]},
    "COMMUNITY_BRANCH": {"contact_point": [True, True, False, None], "star_rating": [None, 1, 5]},
    "POST": {"role": ["LEADER", "LEADER", None], "duty": ["DIRECT", "SPECIFIC", None]},
    "PROPERTY_COMPANY": {"has_party_organisation": [True, False, None]},
    "COMPOUND": {"service_rating": [None, 1, 3]},
    "TRAINING": {"kind": ["INDUCTION", "INDUCTION", None]},
    "FUND": {
        "purpose": ["SERVICE", "SERVICE", "OPERATING"],
        "year": [2020, 2021, 2022, 2099, None],
        "amount": [None, 40_000, 50_000],
        "floor": [None, 50_000, 50_000],
    },
    "SURVEY": {"relation": list(RELATIONS)},
}
OF_LINKS: Final[dict[str, dict[str, Sequence[Any]]]] = {
    "SEATED_ON": {"as": ["PART_TIME", "CROSS_APPOINTED", None]},
    "TRAINED": {"bodies": ["BOTH", "PARTY", None]},
    "POST_IN": {"duty": ["DIRECT", None]},
}


# ---------------------------------------------------------------------------------------------------- one link more, or one less
def random_change(graph: Graph, rng: random.Random, relations: Sequence[str], day: date) -> tuple[list[Link], list[Link]]:
    """Returns a valid link to remove, or a link to add that gives no entity a second home."""
    as_of_graph = graph.at(day)
    if rng.random() < 0.5:
        living = [each for each in graph.links if each.relation in relations and link_counts(each, day)]
        return [], [rng.choice(living)] if living else []
    relation = RELATIONS[rng.choice(relations)]
    pairs = [
        new_link(start, relation.name, end, day)
        for start in as_of_graph.of_kind(*relation.sources)
        for end in as_of_graph.of_kind(*relation.targets)
        if start is not end
    ]
    # The added link has no end, so a home that begins later would be a second one too.
    homed = {node for each in graph.links if lasts_beyond(each, day) and (node := entity_with_home(each))}
    fit = [each for each in pairs if entity_with_home(each) not in homed and _fits(each)]
    return ([rng.choice(fit)] if fit else []), []


def _fits(link: Link) -> bool:
    """Checks that divisions lead down the levels and that a grid that spans communities is large: others have no home."""
    if link.relation == "ADMINISTERS":
        return LEVELS.index(link.start.kind) < LEVELS.index(link.end.kind)
    if link.relation == "HAS_GRID":
        return link.end.properties.get("size") != "LARGE"
    return link.relation != "SPANS" or link.start.properties.get("size") == "LARGE"
