"""Random graphs and questions for linkage, with parallel and invalid links, cycles, hubs, several components."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any, Final

from oracles.graph import AsOfGraph, Cypher, label_of
from oracles.linkage import Question

DAY: Final = date(2022, 9, 22)
EARLIER: Final = date(2018, 1, 1)
KINDS: Final = (
    ["MEMBER_UNIT"] * 5
    + ["JOINT_COMMITTEE"] * 4
    + ["COMMUNITY_BRANCH"] * 3
    + ["POST"] * 3
    + ["GRID", "COMMUNITY", "COMPOUND", "ALLIANCE", "TOWNSHIP", "CITY", "SURVEY"]
)
RELATIONS: Final = ["MEMBER_OF", "LEADS", "CONTACTS", "ALLIED_IN", "MENTORS", "TRAINED", "LOCATED_IN", "ADMINISTERS"]
DIVISIONS: Final = ("CITY", "TOWNSHIP", "COMMUNITY")


def put_random_graph(cypher: Cypher, rng: Random) -> None:
    """Replaces the content of the database by 2 to 200 random entities."""
    size = rng.choice([rng.randint(2, 12), rng.randint(10, 60), rng.randint(60, 200)])
    entities = [
        {"kind": rng.choice(KINDS), "code": f"{rng.randrange(16**5):05x}{place}", **_life(rng)} for place in range(size)
    ]
    links = [_link(rng, entities) for _ in range(int(size * rng.choice([0.6, 1, 1.3, 1.7])))]
    links += [dict(rng.choice(links)) | {"source": "again"} for _ in range(len(links) // 8)]
    cypher("MATCH (n) DETACH DELETE n")
    cypher(PUT_ENTITIES, rows=entities)
    cypher(PUT_LINKS, rows=links)


def _each(condition: str, values: list[str], create: Callable[[str], str]) -> str:
    """Writes one clause per value, in a text that is equal for all graphs, so that it is planned once."""
    return "\n".join(
        f"FOREACH (_ IN CASE WHEN {condition} = '{each}' THEN [1] ELSE [] END | {create(each)})" for each in values
    )


PUT_ENTITIES: Final = "UNWIND $rows AS row " + _each(
    "row.kind",
    sorted(set(KINDS)),
    lambda kind: (
        f"CREATE (:{label_of(kind)}:Entity{':Division' if kind in DIVISIONS else ''} "
        "{code: row.code, name: row.code, valid_from: row.valid_from, valid_to: row.valid_to})"
    ),
)
PUT_LINKS: Final = "UNWIND $rows AS row MATCH (a:Entity {code: row.start}) MATCH (b:Entity {code: row.end}) " + _each(
    "row.relation",
    RELATIONS,
    lambda relation: (
        f"CREATE (a)-[:{relation} {{since: row.since, until: row.until, source: row.source, provenance: 'IMPORTED'}}]->(b)"
    ),
)


def _life(rng: Random) -> dict[str, Any]:
    return {
        "valid_from": date(2010, 1, 1) if rng.random() < 0.7 else None,
        "valid_to": date(2020, 1, 1) if rng.random() < 0.04 else None,
    }


def _link(rng: Random, entities: list[dict[str, Any]]) -> dict[str, Any]:
    """Makes a link, mostly between near entities; 10 % end at a hub."""
    start = rng.randrange(len(entities))
    near = (start + rng.choice([1, 1, 2, 3, 5])) % len(entities)
    end = 0 if rng.random() < 0.1 else near if rng.random() < 0.6 else rng.randrange(len(entities))
    return {
        "relation": rng.choice(RELATIONS),
        "start": entities[start]["code"],
        "end": entities[end]["code"],
        "since": rng.choice([None, date(2015, 1, 1), date(2019, 5, 1), DAY, date(2023, 1, 1)]),
        "until": rng.choice([None, None, None, date(2021, 1, 1), DAY, date(2024, 1, 1)]),
        "source": rng.choice([None, "register"]),
    }


def random_question(rng: Random, as_of_graph: AsOfGraph) -> Question:
    """Returns a question between two valid ends, under rules without contradictions."""
    nodes = as_of_graph.nodes
    start, end, *others = rng.sample(nodes, min(len(nodes), 8))
    through = others[: rng.choice([0, 0, 0, 1, 2])]
    avoid = others[2 : 2 + rng.choice([0, 0, 1, 3])]
    kept = {node.kind for node in (start, end, *through)}
    transit = {kind: (_policy(rng, kind in kept), rng.choice([None, None, 2, 4])) for kind in rng.sample(sorted(set(KINDS)), 3)}
    return Question(
        start,
        end,
        rng.randint(1, 7),
        rng.choice([None, None, rng.sample(RELATIONS, 5)]),
        rng.choice([[], [], rng.sample(RELATIONS, 2)]),
        through,
        avoid,
        dict(list(transit.items())[: rng.randint(0, 3)]),
    )


def _policy(rng: Random, kept: bool) -> str:
    policies = ["ALLOW", "ALLOW", "DESTINATION_ONLY"]
    return rng.choice(policies if kept else [*policies, "BLOCK"])
