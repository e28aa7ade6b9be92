"""`group` and `responsibilityChain`, and Cypher for the same results."""

from typing import Final, LiteralString

from benchmarks.fragments import below, link, node
from benchmarks.operations import CITY, COMMUNITY
from benchmarks.questions.comparison import QuestionComparison, cypher

GROUP: Final = (
    """query ($code: String!) { memberUnits(within: $code) { group(by: TYPE) { key count partyMembers { sum } } } }"""
)
GROUP_BY_HAND: Final[LiteralString] = f"""
MATCH (scope:Division {{code: $code}}) MATCH {below("scope", "home:Division")}
MATCH (home)<-[l:LOCATED_IN]-(u:MemberUnit) WHERE {link("l")} AND {node("u")} WITH DISTINCT u
WITH u.type AS key, count(*) AS units, toFloat(sum(u.party_members)) AS people ORDER BY key
RETURN {{group: collect({{key: key, count: units, partyMembers: {{sum: people}}}})}} AS units"""
CHAIN: Final = """query ($code: String!) { responsibilityChain(community: $code) {
  level duty division { code name } post { code name } } }"""
CHAIN_BY_HAND: Final[LiteralString] = f"""
MATCH (c:Community {{code: $code}}) WHERE {node("c")}
WITH COLLECT {{ MATCH (c) (()<-[a:ADMINISTERS WHERE {link("a")}]-(d WHERE {node("d")})){{0,3}} (above:Division) RETURN above }} AS line
UNWIND range(0, 3) AS place
WITH place, ['CITY', 'COUNTY', 'TOWNSHIP', 'COMMUNITY'][place] AS level, ['PRINCIPAL', 'PRIMARY', 'DIRECT', 'SPECIFIC'][place] AS duty,
  head([x IN line WHERE ['City', 'County', 'Township', 'Community'][place] IN labels(x)]) AS division
WITH place, level, duty, division, head(COLLECT {{
  MATCH (division)<-[r:POST_IN]-(p:Post) WHERE coalesce(r.duty, p.duty) = duty AND {link("r")} AND {node("p")}
  RETURN p ORDER BY p.code LIMIT 1 }}) AS post ORDER BY place
RETURN collect({{level: level, duty: duty, division: division {{.code, .name}}, post: post {{.code, .name}}}}) AS chain"""

COMPARISONS: Final = (
    QuestionComparison(
        "group, member units by type / Cypher", GROUP, {"code": CITY}, cypher(GROUP_BY_HAND, {"code": CITY}), 1.2
    ),
    QuestionComparison(
        "responsibilityChain / Cypher", CHAIN, {"code": COMMUNITY}, cypher(CHAIN_BY_HAND, {"code": COMMUNITY}), 1.2
    ),
)
