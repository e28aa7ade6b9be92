"""Operations on Zhongwei, each with optimised handwritten Cypher for the same data: one row, map projections."""

from datetime import date
from typing import Final, LiteralString

CITY: Final = "6405"
COMMUNITY: Final = "640502100002"
DAY: Final = date(2022, 9, 22)

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
