"""Operations on Zhongwei beside the statement that a careful person writes for the same answer: one row, map projections, through the same
driver, to Python dicts and to the bytes of JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, LiteralString

import orjson

from benchmarks.cases import Case, Run
from graph.database import Database
from graph.linkage.effort import Limits
from graph.linkage.snapshots import Snapshots
from graph.moments import today
from graph.revisions import Revisions
from graph.statements import Statement
from schema.context import Context
from schema.limits import Limits as OperationLimits
from schema.schema import SCHEMA

CITY: Final = "6405"
COMMUNITY: Final = "640502100002"
DAY: Final = date(2022, 9, 22)
MOMENT: Final = today("Asia/Shanghai")

POINT: Final = "query ($code: String!) { community(code: $code) { code name population provenance validFrom } }"
POINT_RAW: Final[LiteralString] = """
MATCH (c:Community {code: $code}) WHERE coalesce(c.valid_from <= $day, true) AND coalesce($day < c.valid_to, true)
RETURN c {.code, .name, .population, .provenance, validFrom: toString(c.valid_from)} AS community"""

OVERVIEW: Final = """query ($code: String!) { city(code: $code) { name communities(first: 100) { nodes {
  id code name formerNames population provenance validFrom validTo
  jointCommittee { memberUnits(first: 100) { nodes { code name type partyMembers provenance } } } } } } }"""
OVERVIEW_RAW: Final[LiteralString] = """
MATCH (city:City {code: $code}) WHERE coalesce(city.valid_from <= $day, true) AND coalesce($day < city.valid_to, true)
RETURN city {.name, communities: COLLECT {
  MATCH (city) (()-[a:ADMINISTERS WHERE coalesce(a.since <= $day, true) AND coalesce($day < a.until, true)]->
    (d WHERE coalesce(d.valid_from <= $day, true) AND coalesce($day < d.valid_to, true))){1,4} (c:Community)
  WITH c ORDER BY c.code LIMIT 100
  RETURN c {id: 'Community:' + c.code, .code, .name, formerNames: coalesce(c.former_names, []), .population, .provenance,
    validFrom: toString(c.valid_from), validTo: toString(c.valid_to), memberUnits: COLLECT {
      MATCH (c)<-[s:SERVES]-(j:JointCommittee)<-[m:MEMBER_OF]-(u:MemberUnit)
      WHERE coalesce(s.since <= $day, true) AND coalesce($day < s.until, true)
        AND coalesce(j.valid_from <= $day, true) AND coalesce($day < j.valid_to, true)
        AND coalesce(m.since <= $day, true) AND coalesce($day < m.until, true)
        AND coalesce(u.valid_from <= $day, true) AND coalesce($day < u.valid_to, true)
      WITH u ORDER BY u.code LIMIT 100
      RETURN u {.code, .name, .type, partyMembers: u.party_members, .provenance} }} }} AS city"""

FILTERED: Final = """query ($day: Date!) { communities(
  where: { grids: { count: { gte: 5 } } }, orderBy: [{ population: DESC }], first: 20, asOf: $day) {
  totalCount nodes { code name population jointCommittee { name memberUnits(first: 20) { nodes { code name } } } } } }"""
FILTERED_RAW: Final[LiteralString] = """
MATCH (c:Community) WHERE coalesce(c.valid_from <= $day, true) AND coalesce($day < c.valid_to, true)
  AND COUNT { MATCH (c)-[h:HAS_GRID]->(g:Grid) WHERE coalesce(h.since <= $day, true) AND coalesce($day < h.until, true)
    AND coalesce(g.valid_from <= $day, true) AND coalesce($day < g.valid_to, true) RETURN DISTINCT g } >= 5
WITH c ORDER BY c.population IS NULL, c.population DESC, c.code WITH collect(c) AS found
WITH size(found) AS total, found[..20] AS page UNWIND page AS c
WITH total, c {.code, .name, .population, jointCommittee: head(COLLECT {
    MATCH (c)<-[s:SERVES]-(j:JointCommittee)
    WHERE coalesce(s.since <= $day, true) AND coalesce($day < s.until, true)
      AND coalesce(j.valid_from <= $day, true) AND coalesce($day < j.valid_to, true)
    WITH j ORDER BY j.code LIMIT 1
    RETURN j {.name, memberUnits: COLLECT { MATCH (j)<-[m:MEMBER_OF]-(u:MemberUnit)
      WHERE coalesce(m.since <= $day, true) AND coalesce($day < m.until, true)
        AND coalesce(u.valid_from <= $day, true) AND coalesce($day < u.valid_to, true)
      WITH u ORDER BY u.code LIMIT 20 RETURN u {.code, .name} }} }) } AS node
WITH total, collect(node) AS nodes RETURN {totalCount: total, nodes: nodes} AS communities"""

TREE: Final = """query ($code: String!) { city(code: $code) { name divisions(level: COUNTY) { nodes { name ... on County {
  divisions(level: TOWNSHIP, first: 100) { nodes { name communities(first: 100) { nodes { name grids(first: 100) { nodes { code workers } } } } } } } } } } }"""
TREE_RAW: Final[LiteralString] = """
MATCH (city:City {code: $code}) WHERE coalesce(city.valid_from <= $day, true) AND coalesce($day < city.valid_to, true)
RETURN city {.name, counties: COLLECT {
  MATCH (city)-[x:ADMINISTERS]->(county:County) WHERE coalesce(x.since <= $day, true) AND coalesce($day < x.until, true)
    AND coalesce(county.valid_from <= $day, true) AND coalesce($day < county.valid_to, true)
  WITH county ORDER BY county.code RETURN county {.name, townships: COLLECT {
    MATCH (county)-[y:ADMINISTERS]->(town:Township) WHERE coalesce(y.since <= $day, true) AND coalesce($day < y.until, true)
      AND coalesce(town.valid_from <= $day, true) AND coalesce($day < town.valid_to, true)
    WITH town ORDER BY town.code RETURN town {.name, communities: COLLECT {
      MATCH (town)-[z:ADMINISTERS]->(c:Community) WHERE coalesce(z.since <= $day, true) AND coalesce($day < z.until, true)
        AND coalesce(c.valid_from <= $day, true) AND coalesce($day < c.valid_to, true)
      WITH c ORDER BY c.code RETURN c {.name, grids: COLLECT {
        MATCH (c)-[h:HAS_GRID]->(g:Grid) WHERE coalesce(h.since <= $day, true) AND coalesce($day < h.until, true)
          AND coalesce(g.valid_from <= $day, true) AND coalesce($day < g.valid_to, true)
        WITH g ORDER BY g.code RETURN g {.code, .workers} }} }} }} }} AS city"""

RECEIPT: Final = """query ($code: String!) { coverage(scope: $code, indicator: SERVICE_STATION) { reached notReached unknown children {
  scope { code name } reached notReached unknown children { scope { code name } reached notReached unknown children {
  scope { code name } reached notReached unknown } } } } }"""
_STATUS: Final[LiteralString] = """
MATCH (scope:Division {code: $code}) (()-[a:ADMINISTERS WHERE coalesce(a.since <= $day, true) AND coalesce($day < a.until, true)]->
  (d WHERE coalesce(d.valid_from <= $day, true) AND coalesce($day < d.valid_to, true))){0,4} (c:Community)
WITH d, c, EXISTS { MATCH (c)<-[l:LOCATED_IN]-(s:ServiceStation) WHERE coalesce(l.since <= $day, true) AND coalesce($day < l.until, true)
    AND coalesce(s.valid_from <= $day, true) AND coalesce($day < s.valid_to, true) } AS reached,
  EXISTS { MATCH (c) (()<-[u:ADMINISTERS WHERE coalesce(u.since <= $day, true) AND coalesce($day < u.until, true)]-
    (p WHERE coalesce(p.valid_from <= $day, true) AND coalesce($day < p.valid_to, true))){0,4} (above:Division)
    MATCH (above)<-[k:COVERS]-(v:Survey {relation: 'LOCATED_IN'}) WHERE coalesce(k.since <= $day, true) AND coalesce($day < k.until, true)
      AND coalesce(v.valid_from <= $day, true) AND coalesce($day < v.valid_to, true) } AS kept
WITH d, c, CASE WHEN reached THEN 'REACHED' WHEN kept THEN 'NOT_REACHED' ELSE 'UNKNOWN' END AS status """
RECEIPT_RAW: Final[LiteralString] = (
    _STATUS
    + """UNWIND d AS division WITH division, status, count(*) AS units ORDER BY division.code
WITH division, collect([status, units]) AS counts RETURN collect(division {.code, .name, counts: counts}) AS receipt"""
)
GAP: Final = """query ($code: String!) { coverage(scope: $code, indicator: SERVICE_STATION) {
  gap(first: 20) { totalCount nodes { unit { code name } home { code } status people } } } }"""
GAP_RAW: Final[LiteralString] = (
    _STATUS
    + """WITH c, status WHERE status = 'NOT_REACHED' WITH c ORDER BY c.code WITH collect(c) AS found
RETURN {totalCount: size(found), nodes: [c IN found[..20] | {unit: c {.code, .name}, home: c {.code}, status: 'NOT_REACHED', people: c.population}]} AS gap"""
)


def cases(database: Database) -> list[Case]:
    """All cases, by name."""
    city, now = {"code": CITY}, {"day": MOMENT}
    return [
        Case(
            "one community, 5 fields",
            ours(database, POINT, {"code": COMMUNITY}),
            raw(database, POINT_RAW, {"code": COMMUNITY} | now),
            1.1,
        ),
        Case(
            "city overview: 68 communities, 448 units",
            ours(database, OVERVIEW, city),
            raw(database, OVERVIEW_RAW, city | now),
            1.0,
        ),
        Case(
            "filtered, ordered, 20 with their total, 2022",
            ours(database, FILTERED, {"day": str(DAY)}),
            raw(database, FILTERED_RAW, {"day": DAY}),
            1.1,
        ),
        Case("tree of five levels", ours(database, TREE, city), raw(database, TREE_RAW, city | now), 1.05),
        Case(
            "coverage of the city to its communities",
            ours(database, RECEIPT, city),
            raw(database, RECEIPT_RAW, city | now),
            1.2,
        ),
        Case("gap, first page", ours(database, GAP, city), raw(database, GAP_RAW, city | now), 1.2),
    ]


def ours(database: Database, query: str, variables: Mapping[str, Any]) -> Run:
    """The operation, to the bytes of its data."""
    revisions, snapshots = Revisions(), Snapshots(Limits())

    async def run() -> object:
        context = Context(database, MOMENT, revisions, snapshots, OperationLimits(cost=10**9))
        result = await SCHEMA.execute(query, dict(variables), context_value=context)
        assert not result.errors, result.errors
        return orjson.dumps(result.data)

    return run


def raw(database: Database, text: LiteralString, parameters: Mapping[str, Any]) -> Run:
    async def run() -> object:
        return orjson.dumps((await database.read(Statement(text, parameters))).rows[0][0])

    return run
