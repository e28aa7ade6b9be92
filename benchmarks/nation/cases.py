"""Operations on a nation, each with optimised handwritten Cypher for the same data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, LiteralString, cast

import orjson

from benchmarks.cases import Case, Run
from benchmarks.city import raw
from benchmarks.fragments import below, link, node
from benchmarks.nation.divisions import FIRST, ListedDivision
from benchmarks.product import TODAY, Product
from graph.database.database import Database
from graph.linkage.snapshot.snapshot_store import SnapshotStore


@dataclass(frozen=True)
class StatementComparison:
    """A statement returns the data of the operation as its single value."""

    name: str
    query: str
    variables: Mapping[str, Any]
    text: str
    parameters: Mapping[str, Any]
    target: float | None
    """None if it is only reported."""
    rounds: int = 100
    warm_up: int = 300
    """The JVM compiles a plan's operators as they are used."""
    profiled: bool = True
    """False for all provinces, whose plan is that of one province."""


OVERVIEW: Final = """query ($code: String!) { city(code: $code) { name communities(first: 100) { totalCount nodes {
  code name population jointCommittee { name memberUnits(first: 20) { nodes { code name type partyMembers } } } } } } }"""
OVERVIEW_RAW: Final = f"""
MATCH (city:City {{code: $code}}) WHERE {node("city")}
CALL (city) {{ MATCH {below("city", "c:Community", "1,4")} WITH c ORDER BY c.code WITH collect(c) AS found
  RETURN size(found) AS total, found[..100] AS page }}
RETURN {{city: city {{.name, communities: {{totalCount: total, nodes: COLLECT {{ UNWIND page AS c
  RETURN c {{.code, .name, .population, jointCommittee: head(COLLECT {{
    MATCH (c)<-[s:SERVES]-(j:JointCommittee) WHERE {link("s")} AND {node("j")} WITH j ORDER BY j.code LIMIT 1
    RETURN j {{.name, memberUnits: {{nodes: COLLECT {{
      MATCH (j)<-[m:MEMBER_OF]-(u:MemberUnit) WHERE {link("m")} AND {node("u")} WITH u ORDER BY u.code LIMIT 20
      RETURN u {{.code, .name, .type, partyMembers: u.party_members}} }} }} }} }}) }} }} }} }} }} AS data"""

PAGE: Final = """query ($code: String!) { communities(within: $code, where: { population: { gte: 3000 }, name: { contains: "新" } },
  orderBy: [{ population: DESC }], first: 20) { totalCount nodes { code name population } } }"""
PAGE_RAW: Final = f"""
MATCH (scope:Division {{code: $code}}) MATCH {below("scope", "c:Community", "0,4")} WHERE c.population >= 3000 AND c.name CONTAINS '新'
WITH c ORDER BY c.population DESC, c.code WITH collect(c) AS found
RETURN {{communities: {{totalCount: size(found), nodes: [c IN found[..20] | c {{.code, .name, .population}}]}}}} AS data"""

AGGREGATE: Final = """query ($code: String!) { province(code: $code) { name communities { totalCount aggregate { population { sum max } } } }
  grids(within: $code, where: { size: { eq: SMALL } }) { totalCount aggregate { workers { sum } } } }"""
AGGREGATE_RAW: Final = f"""
MATCH (p:Province {{code: $code}}) WHERE {node("p")}
CALL (p) {{ MATCH {below("p", "c:Community", "1,4")} RETURN count(c) AS communities, toFloat(sum(c.population)) AS people, max(c.population) AS most }}
CALL (p) {{ MATCH {below("p", "c:Community", "1,4")} MATCH (c)-[h:HAS_GRID]->(g:Grid) WHERE {link("h")} AND {node("g")} AND g.size = 'SMALL'
  RETURN count(g) AS grids, toFloat(sum(g.workers)) AS workers }}
RETURN {{province: p {{.name, communities: {{totalCount: communities, aggregate: {{population: {{sum: people, max: most}}}}}}}},
  grids: {{totalCount: grids, aggregate: {{workers: {{sum: workers}}}}}}}} AS data"""

SEARCH: Final = """query ($text: String!) { search(text: $text, kinds: [COMMUNITY], first: 20) { nodes { code name } } }"""
SEARCH_RAW: Final = f"""
CALL db.index.fulltext.queryNodes('entity_search', $lucene) YIELD node AS c WITH c WHERE c:Community AND {node("c")}
WITH c, CASE WHEN c.code = $text THEN 0 WHEN c.name = $text THEN 1 WHEN c.name STARTS WITH $text OR c.code STARTS WITH $text THEN 2
  WHEN c.name CONTAINS $text THEN 3 WHEN any(name IN c.former_names WHERE name CONTAINS $text) THEN 4
  WHEN any(start IN c.pinyin_starts WHERE start STARTS WITH $text) THEN 5 END AS tier
WITH c, tier WHERE tier IS NOT NULL WITH c, tier ORDER BY tier, c.code LIMIT 20
RETURN {{search: {{nodes: collect(c {{.code, .name}})}}}} AS data"""
"""Finds a prefix of a code, a part of a name or former name, or a prefix of a pinyin reading."""
CHARACTERS: Final = 'name:"{0}" former_names:"{0}" code:"{0}"'
LETTERS: Final = "name:*{0}* former_names:*{0}* code:{0}* pinyin_starts:{0}*"
NAMES_RAW: Final = f"""
CALL db.index.fulltext.queryNodes('entity_search', 'name:"' + $text + '"') YIELD node AS c
WITH c WHERE c:Community AND c.name CONTAINS $text AND {node("c")}
WITH c, CASE WHEN c.name = $text THEN 1 WHEN c.name STARTS WITH $text THEN 2 ELSE 3 END AS tier ORDER BY tier, c.code LIMIT 20
RETURN {{search: {{nodes: collect(c {{.code, .name}})}}}} AS data"""
READINGS_RAW: Final = f"""
CALL db.index.fulltext.queryNodes('entity_search', 'pinyin_starts:' + $text + '*') YIELD node AS c WITH c WHERE c:Community AND {node("c")}
WITH c ORDER BY c.code LIMIT 20 RETURN {{search: {{nodes: collect(c {{.code, .name}})}}}} AS data"""
"""NAMES_RAW and READINGS_RAW suffice for a text that is known to be a part of a name, or a prefix of a reading."""

ANCESTORS: Final = """query ($code: String!) { community(code: $code) { name ancestors { code name } } }"""
ANCESTORS_RAW: Final = f"""
MATCH (c:Community {{code: $code}}) WHERE {node("c")}
RETURN {{community: c {{.name, ancestors: COLLECT {{
  MATCH (c) (()<-[a:ADMINISTERS WHERE {link("a")}]-(d:Division WHERE {node("d")})){{1,4}} (above:Division)
  WITH above, size(a) AS height ORDER BY height DESC RETURN above {{.code, .name}} }} }} }} AS data"""

TREE: Final = """query ($code: String!) { province(code: $code) { name divisions(level: CITY, first: 100) { nodes { ... on City { name
  divisions(level: COUNTY, first: 100) { nodes { ... on County { name divisions(level: TOWNSHIP, first: 100) { nodes { ... on Township { name
  communities(first: 100) { nodes { code name jointCommittee { memberUnits(first: 100) { nodes { name type } } } } } } } } } } } } } } } }"""


def _children(above: LiteralString, name: LiteralString, label: LiteralString, inner: LiteralString) -> LiteralString:
    return f"""{{nodes: COLLECT {{ MATCH ({above})-[x{name}:ADMINISTERS]->({name}:{label}) WHERE {link(f"x{name}")} AND {node(name)}
  WITH {name} ORDER BY {name}.code LIMIT 100 RETURN {name} {{{inner}}} }} }}"""


_UNITS: Final = f"""jointCommittee: head(COLLECT {{ MATCH (c)<-[s:SERVES]-(j:JointCommittee) WHERE {link("s")} AND {node("j")}
  WITH j ORDER BY j.code LIMIT 1 RETURN {{memberUnits: {{nodes: COLLECT {{ MATCH (j)<-[m:MEMBER_OF]-(u:MemberUnit)
    WHERE {link("m")} AND {node("u")} WITH u ORDER BY u.code LIMIT 100 RETURN u {{.name, .type}} }} }} }} }})"""
_TOWNS: Final = _children(
    "county", "t", "Township", ".name, communities: " + _children("t", "c", "Community", f".code, .name, {_UNITS}")
)
_CITIES: Final = _children(
    "p", "city", "City", ".name, divisions: " + _children("city", "county", "County", f".name, divisions: {_TOWNS}")
)
TREE_RAW: Final = f"""
MATCH (p:Province {{code: $code}}) WHERE {node("p")} RETURN {{province: p {{.name, divisions: {_CITIES} }} }} AS data"""

COVERAGE: Final = """coverage(scope: "{code}", indicator: SERVICE_STATION) {{ reached notReached unknown }}"""
COVERAGE_RAW: Final = f"""
UNWIND $codes AS code MATCH (scope:Division {{code: code}}) MATCH {below("scope", "c:Community", "0,4")}
WITH code, EXISTS {{ MATCH (c)<-[l:LOCATED_IN]-(s:ServiceStation) WHERE {link("l")} AND {node("s")} }} AS reached,
  EXISTS {{ MATCH (c) (()<-[w:ADMINISTERS WHERE {link("w")}]-(p:Division WHERE {node("p")})){{0,4}} (above:Division)
    MATCH (above)<-[k:COVERS]-(v:Survey {{relation: 'LOCATED_IN'}}) WHERE {link("k")} AND {node("v")} }} AS kept
WITH code, count(CASE WHEN reached THEN 1 END) AS reached, count(CASE WHEN NOT reached AND kept THEN 1 END) AS missed, count(*) AS units
RETURN collect({{reached: reached, notReached: missed, unknown: units - reached - missed}}) AS data"""


def questions(provinces: Sequence[ListedDivision], cities: Sequence[ListedDivision]) -> list[StatementComparison]:
    province = largest_whole(provinces, cities)
    community = next(community for county in cities[0].below for town in county.below for community in town.below).code
    loaded = {city.code[:2] for city in cities}
    whole = [each.code for each in provinces if each.code in loaded]
    inside = f"{province.name}, {_size(province):,} communities"
    return [
        StatementComparison(
            "ancestors of a community", ANCESTORS, {"code": community}, ANCESTORS_RAW, {"code": community}, 1.1
        ),
        StatementComparison(
            "overview of a city, 100 of its communities", OVERVIEW, {"code": FIRST}, OVERVIEW_RAW, {"code": FIRST}, 1.1
        ),
        _within(f"page, filtered and ordered: {inside}", PAGE, PAGE_RAW, province.code, 1.1, 25),
        _within(f"deep aggregate: {inside}", AGGREGATE, AGGREGATE_RAW, province.code, 1.1, 11),
        _search("search by name", "向阳巷", SEARCH_RAW, CHARACTERS, 1.1),
        _search("search by name, names only", "向阳巷", NAMES_RAW, "", None),
        _search("search by pinyin", "xiangyangxiang", SEARCH_RAW, LETTERS, 1.1),
        _search("search by pinyin, readings only", "xiangyangxiang", READINGS_RAW, "", None),
        _within(f"province: {inside}, with their units", TREE, TREE_RAW, province.code, 0.95, 9),
        coverage_of("coverage of a city", [FIRST], 30),
        coverage_of(f"coverage: {inside}", [province.code], 9),
        coverage_of(f"coverage of all {len(whole)} provinces", whole, 5),
    ]


def _within(name: str, query: str, text: str, code: str, target: float, rounds: int) -> StatementComparison:
    return StatementComparison(name, query, {"code": code}, text, {"code": code}, target, rounds, 8)


def _search(name: str, text: str, statement: str, lucene: str, target: float | None) -> StatementComparison:
    return StatementComparison(name, SEARCH, {"text": text}, statement, {"text": text, "lucene": lucene.format(text)}, target)


def coverage_of(name: str, codes: Sequence[str], rounds: int) -> StatementComparison:
    fields = " ".join(f"c{code}: {COVERAGE.format(code=code)}" for code in codes)
    few = len(codes) == 1
    return StatementComparison(name, f"{{ {fields} }}", {}, COVERAGE_RAW, {"codes": list(codes)}, 1.3, rounds, int(few), few)


def largest_whole(provinces: Sequence[ListedDivision], cities: Sequence[ListedDivision]) -> ListedDivision:
    """Returns the fully loaded province closest to 29,602 communities, or the first city's province."""
    loaded = {city.code for city in cities}
    complete = [province for province in provinces if all(city.code in loaded for city in province.below)]
    first = next(province for province in provinces if province.code == FIRST[:2])
    return min(complete, key=lambda province: abs(_size(province) - 29_602), default=first)


def _size(division: ListedDivision) -> int:
    return sum(map(_size, division.below)) if division.below else 1


def case(database: Database, question: StatementComparison) -> Case:
    parameters = dict(question.parameters) | {"day": TODAY}
    return Case(
        question.name,
        ours(database, question.query, question.variables),
        raw(database, cast(LiteralString, question.text), parameters),
        question.target,
        question.rounds,
    )


def ours(database: Database, query: str, variables: Mapping[str, Any], snapshots: SnapshotStore | None = None) -> Run:
    return Product(database, snapshots).run(query, variables)


async def agree(question: Case) -> int:
    """Checks that both sides return equal data. Returns its size in bytes."""
    mine, other = cast(bytes, await question.ours()), cast(bytes, await question.raw())
    one, two = orjson.loads(mine), orjson.loads(other)
    assert one == two or list(one.values()) == two, f"{question.name}: {mine[:300]!r} is not {other[:300]!r}"
    return len(mine)
