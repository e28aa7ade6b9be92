"""`simulate` and `ifRemoved`, and for the same results Cypher in a transaction that is rolled back, and igraph."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, LiteralString

import igraph  # pyright: ignore[reportMissingTypeStubs]

from benchmarks.fragments import below, link, node, surveyed
from benchmarks.operations import CITY
from benchmarks.product import TODAY
from benchmarks.questions.comparison import ByHand, QuestionComparison
from graph.database.database import Database
from graph.database.statement import Statement

ADDED_LINKS: Final = 50
ALLIANCE: Final = "AL-1"
COMMITTEE: Final = "JC-640502100002"
AFFECTED: Final = ("NEW_SECTOR_ALLIED", "NEW_SECTOR_REACHED")
"""With an alliance on their paths."""
PAIRED_LABELS: Final = frozenset(
    {
        "JointCommittee",
        "MemberUnit",
        "CommunityBranch",
        "NewSectorBranch",
        "Alliance",
        "PropertyCompany",
        "OwnersCommittee",
    }
)

SIMULATE: Final = """query ($code: String!, $add: [LinkInput!]!) { simulate(add: $add) {
  coverage(scope: $code, indicator: GRID_BRANCH) { before { reached notReached unknown } after { reached notReached unknown } } } }"""
PARTS: Final = """query ($code: String!, $committee: String!) { ifRemoved(entity: { jointCommittee: $committee }, scope: $code) {
  componentsBefore componentsAfter disconnectedPairs } }"""
LOSSES: Final = """query ($code: String!, $alliance: String!) { ifRemoved(entity: { alliance: $alliance }, scope: $code) {
  coverage { definition { indicator } before after } } }"""

GRIDS_WITHOUT_BRANCH: Final[LiteralString] = f"""
MATCH (scope:Division {{code: $code}}) MATCH {below("scope", "c:Community")} MATCH (c)-[:HAS_GRID]->(g:Grid {{size: 'SMALL'}})
WHERE {node("g")} AND NOT EXISTS {{ (g)<-[:LEADS]-() }}
MATCH (b:CommunityBranch)-[:BRANCH_OF]->(c) WHERE {node("b")} WITH g, min(b.code) AS branch ORDER BY g.code LIMIT $count
RETURN collect([branch, g.code]) AS links"""
GRID_COUNTS: Final[LiteralString] = f"""
MATCH (scope:Division {{code: $code}}) MATCH {below("scope", "c:Community")}
MATCH (c)-[h:HAS_GRID]->(g:Grid) WHERE {link("h")} AND {node("g")} AND g.size = 'SMALL' WITH DISTINCT c, g
WITH CASE WHEN EXISTS {{ MATCH (g)<-[l:LEADS]-(b:CommunityBranch) WHERE {link("l")} AND {node("b")} }} THEN 'REACHED'
  WHEN {surveyed("c", "LEADS")} THEN 'NOT_REACHED' ELSE 'UNKNOWN' END AS status
RETURN {{reached: count(CASE status WHEN 'REACHED' THEN 1 END), notReached: count(CASE status WHEN 'NOT_REACHED' THEN 1 END),
  unknown: count(CASE status WHEN 'UNKNOWN' THEN 1 END)}} AS counts"""
ADD_LINKS: Final[LiteralString] = """UNWIND $links AS pair MATCH (b:CommunityBranch {code: pair[0]}), (g:Grid {code: pair[1]})
CREATE (b)-[:LEADS {since: $day}]->(g)"""

_ALLIED: Final[LiteralString] = f"""MATCH (x)<-[l3:ALLIED_IN]-(n:NewSectorBranch)
  WHERE {link("l3")} AND {node("n")} AND {node("x")} AND x.code <> removed"""
_REACHED: Final[LiteralString] = f"""
  EXISTS {{ MATCH (c)<-[l1:BRANCH_OF]-(b:CommunityBranch)<-[l2:PAIRED_WITH]-(n:NewSectorBranch)
    WHERE {link("l1")} AND {node("b")} AND {link("l2")} AND {node("n")} }}
  OR EXISTS {{ MATCH (c)<-[l1:SERVES]-(j:JointCommittee)-[l2:ALLIED_IN]->(x:Alliance)
    WHERE {link("l1")} AND {node("j")} AND {link("l2")} {_ALLIED} }}
  OR EXISTS {{ MATCH (c)<-[l1:LOCATED_IN]-(s:ServiceStation)<-[l2:RUNS]-(x:Alliance)
    WHERE {link("l1")} AND {node("s")} AND {link("l2")} {_ALLIED} }}"""
LOSSES_BY_HAND: Final[LiteralString] = f"""
MATCH (scope:Division {{code: $code}}) UNWIND ['', $alliance] AS removed
CALL (scope, removed) {{ MATCH {below("scope", "c:Community")} WITH DISTINCT c, removed WHERE {_REACHED} RETURN count(c) AS communities }}
CALL (scope, removed) {{ MATCH {below("scope", "home:Division")} MATCH (home)<-[l:LOCATED_IN]-(n:NewSectorBranch)
  WHERE {link("l")} AND {node("n")} WITH DISTINCT n, removed
  WHERE EXISTS {{ MATCH (n)-[l2:ALLIED_IN]->(x:Alliance) WHERE {link("l2")} AND {node("x")} AND x.code <> removed }}
  RETURN count(n) AS branches }}
WITH collect(communities) AS reached, collect(branches) AS allied
RETURN [['NEW_SECTOR_ALLIED', allied], ['NEW_SECTOR_REACHED', reached]] AS losses"""
MEMBERS: Final[LiteralString] = f"""
MATCH (scope:Division {{code: $code}}) MATCH {below("scope", "home:Division")} WITH collect(DISTINCT home) AS homes
CALL (homes) {{
  UNWIND homes AS home
  MATCH (home) (()<-[h:LOCATED_IN|SERVES|SITUATED_IN|ALLOCATED_TO|APPLIES_IN|BRANCH_OF|REPRESENTS|POST_IN WHERE {link("h")}]-
    (e WHERE {node("e")})){{1,3}} (member:Entity) RETURN member
  UNION UNWIND homes AS home MATCH (home)-[h:HAS_GRID]->(member:Grid) WHERE {link("h")} AND {node("member")} RETURN member
  UNION UNWIND homes AS home MATCH (home)<-[h:SPANS]-(member:Grid {{size: 'LARGE'}}) WHERE {link("h")} AND {node("member")}
    AND NOT EXISTS {{ MATCH (member)-[o:SPANS]->(c) WHERE {link("o")} AND NOT c IN homes }} RETURN member
}}
WITH DISTINCT member
RETURN collect([id(member), head([label IN labels(member) WHERE label <> 'Entity']), member.code,
  COLLECT {{ MATCH (member)-[r]->(other) WHERE {link("r")} RETURN id(other) }}]) AS members"""


async def _links_to_add(database: Database, code: str) -> list[list[str]]:
    statement = Statement(GRIDS_WITHOUT_BRANCH, {"code": code, "count": ADDED_LINKS, "day": TODAY})
    return (await database.read(statement)).rows[0][0]


async def simulate(database: Database) -> QuestionComparison:
    pairs = await _links_to_add(database, CITY)
    assert len(pairs) == ADDED_LINKS
    added = [
        {"relation": "LEADS", "from": {"communityBranch": branch}, "to": {"grid": grid}, "since": TODAY.isoformat()}
        for branch, grid in pairs
    ]
    counted = {"code": CITY, "day": TODAY}

    async def make(database: Database) -> ByHand:
        async def run() -> Any:
            async with database.rollback_transaction() as transaction:
                before = (await transaction.run(GRID_COUNTS, counted))[0][0]
                await transaction.run(ADD_LINKS, {"links": pairs, "day": TODAY})
                after = (await transaction.run(GRID_COUNTS, counted))[0][0]
            return {"coverage": {"before": before, "after": after}}

        return run

    return QuestionComparison(
        f"simulate, {ADDED_LINKS} links / Cypher, rolled back", SIMULATE, {"code": CITY, "add": added}, make, 1.0
    )


def _affected(removal: Mapping[str, Any]) -> list[Any]:
    """Returns [indicator, [before, after]] of the indicators that the handwritten statement counts."""
    rows = [[each["definition"]["indicator"], [each["before"], each["after"]]] for each in removal["coverage"]]
    return [row for row in rows if row[0] in AFFECTED]


async def _losses_by_hand(database: Database) -> ByHand:
    statement = Statement(LOSSES_BY_HAND, {"code": CITY, "alliance": ALLIANCE, "day": TODAY})

    async def run() -> Any:
        return (await database.read(statement)).rows[0][0]

    return run


async def _parts_by_hand(database: Database) -> ByHand:
    statement = Statement(MEMBERS, {"code": CITY, "day": TODAY})

    async def run() -> Any:
        return _parts((await database.read(statement)).rows[0][0])

    return run


def _parts(rows: Iterable[tuple[int, str, str, list[int]]]) -> dict[str, Any]:
    members = list(rows)
    place = {member: index for index, (member, *_) in enumerate(members)}
    edges = [(place[member], place[other]) for member, _, _, others in members for other in others if other in place]
    graph = igraph.Graph(n=len(members), edges=edges)
    labels = [label for _, label, _, _ in members]
    removed = next(index for index, (_, label, code, _) in enumerate(members) if (label, code) == ("JointCommittee", COMMITTEE))
    before = graph.connected_components()
    graph.delete_vertices(removed)
    after = graph.connected_components()
    remaining = before.membership
    del remaining[removed], labels[removed]
    return {
        "componentsBefore": len(before),
        "componentsAfter": len(after),
        "disconnectedPairs": float(_pairs(remaining, labels) - _pairs(after.membership, labels)),
    }


def _pairs(components: Iterable[int], labels: Iterable[str]) -> int:
    """Counts connected pairs of organisations."""
    sizes: dict[int, int] = {}
    for component, label in zip(components, labels, strict=True):
        if label in PAIRED_LABELS:
            sizes[component] = sizes.get(component, 0) + 1
    return sum(size * (size - 1) // 2 for size in sizes.values())


REMOVED: Final = {"code": CITY, "alliance": ALLIANCE}
COMPARISONS: Final = (
    QuestionComparison(
        "ifRemoved, components / Cypher and igraph", PARTS, {"code": CITY, "committee": COMMITTEE}, _parts_by_hand, 1.2
    ),
    QuestionComparison(
        "ifRemoved, 25 indicators / Cypher for the two with alliances",
        LOSSES,
        REMOVED,
        _losses_by_hand,
        1.2,
        comparable=_affected,
    ),
)
