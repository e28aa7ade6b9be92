"""`fragility` and `linkTimeline`, and igraph and Cypher for the same results."""

from datetime import date
from itertools import pairwise
from typing import Any, Final, LiteralString

import igraph  # pyright: ignore[reportMissingTypeStubs]

from benchmarks.fragments import link, node
from benchmarks.product import TODAY
from benchmarks.questions.comparison import ByHand, QuestionComparison
from graph.database.database import Database
from graph.database.statement import Statement

ENDS: Final = ("JC-640502100002", "JC-640521101001")
PERIOD_ENDS: Final = ("MU-0276", "AL-1")
MAX_HOPS: Final = 4
PASSABLE: Final[LiteralString] = "NOT ({0}:Province OR {0}:City OR {0}:County OR {0}:Township OR {0}:Survey)"

FRAGILITY: Final = """query ($from: String!, $to: String!) {
  fragility(from: { jointCommittee: $from }, to: { jointCommittee: $to }) { disjointPaths directLink singlePoints { code } } }"""
TIMELINE: Final = """query ($from: String!, $to: String!, $hops: Int!) {
  linkTimeline(from: { memberUnit: $from }, to: { alliance: $to }, maxHops: $hops) { from to hops } }"""

EDGES: Final[LiteralString] = f"""MATCH (x:Entity)-[r]->(y:Entity)
WHERE {link("r")} AND {node("x")} AND {node("y")} AND {PASSABLE.format("x")} AND {PASSABLE.format("y")}
RETURN collect([id(x), id(y)]) AS edges"""
ENDS_BY_CODE: Final[LiteralString] = (
    """MATCH (a:JointCommittee {code: $from}), (b:JointCommittee {code: $to}) RETURN [id(a), id(b)]"""
)
DAYS: Final[LiteralString] = """CALL () {
  MATCH ()-[r]->() UNWIND [r.since, r.until] AS day RETURN DISTINCT day
  UNION MATCH (n:Entity) UNWIND [n.valid_from, n.valid_to] AS day RETURN DISTINCT day }
WITH DISTINCT a, b, day WHERE day IS NOT NULL ORDER BY day WITH a, b, [date('0001-01-01')] + collect(day) AS days"""
TIMELINE_BY_HAND: Final[
    LiteralString
] = f"""MATCH (a:MemberUnit {{code: $from}}), (b:Alliance {{code: $to}}) {DAYS} UNWIND days AS day
CALL (a, b, day) {{
  MATCH p = SHORTEST 1 (a) (()-[r WHERE {link("r", "day")}]-(y WHERE {node("y", "day")} AND {PASSABLE.format("y")})){{1,4}} (b)
  WHERE {node("a", "day")} RETURN min(length(p)) AS hops }}
WITH day, hops ORDER BY day RETURN collect([toString(day), hops]) AS days"""


async def _fragility_by_hand(database: Database) -> ByHand:
    """Reads the graph once. Each run finds the ends with one statement."""
    edges = (await database.read(Statement(EDGES, {"day": TODAY}))).rows[0][0]
    nodes = sorted({node for edge in edges for node in edge})
    place = {node: index for index, node in enumerate(nodes)}
    graph = igraph.Graph(n=len(nodes), edges={tuple(sorted((place[x], place[y]))) for x, y in edges if x != y})
    ends = Statement(ENDS_BY_CODE, dict(zip(("from", "to"), ENDS, strict=True)))

    async def run() -> Any:
        one, other = (place[node] for node in (await database.read(ends)).rows[0][0])
        paths = int(graph.vertex_connectivity(one, other, neighbors="ignore"))
        assert paths > 1, "With one path, its inner entities would have to be tried."
        return {"disjointPaths": paths, "directLink": bool(graph.are_adjacent(one, other)), "singlePoints": []}

    return run


async def _timeline_by_hand(database: Database) -> ByHand:
    statement = Statement(TIMELINE_BY_HAND, dict(zip(("from", "to"), PERIOD_ENDS, strict=True)))

    async def run() -> Any:
        return _periods((await database.read(statement)).rows[0][0])

    return run


def _periods(days: list[tuple[str, int | None]]) -> list[dict[str, Any]]:
    changes = [days[0], *(day for before, day in pairwise(days) if day[1] != before[1])]
    starts = [None if start == date.min.isoformat() else start for start, _ in changes]
    return [
        {"from": start, "to": end, "hops": hops}
        for start, end, (_, hops) in zip(starts, [*starts[1:], None], changes, strict=True)
        if hops is not None
    ]


COMPARISONS: Final = (
    QuestionComparison(
        "fragility / igraph on a graph in memory",
        FRAGILITY,
        dict(zip(("from", "to"), ENDS, strict=True)),
        _fragility_by_hand,
        1.5,
    ),
    QuestionComparison(
        "linkTimeline / Cypher, a shortest path per date",
        TIMELINE,
        {**dict(zip(("from", "to"), PERIOD_ENDS, strict=True)), "hops": MAX_HOPS},
        _timeline_by_hand,
        1.0,
        10,
    ),
)
