"""The queries for @neo4j/graphql.

It has no valid time, so the queries filter every node and link by the as-of date, at every level, through its connections. Variants without
valid time do less work and also return ended data.
"""

from typing import Final

LINK: Final = (
    "{ OR: [{ since: { eq: null } }, { since: { lte: $day } }] }, { OR: [{ until: { eq: null } }, { until: { gt: $day } }] }"
)
NODE: Final = (
    "{ OR: [{ validFrom: { eq: null } }, { validFrom: { lte: $day } }] }, "
    "{ OR: [{ validTo: { eq: null } }, { validTo: { gt: $day } }] }"
)
COMMUNITY: Final = "code name formerNames population provenance validFrom validTo"
UNIT: Final = "code name type partyMembers provenance"


def _valid(relation: str, selection: str) -> str:
    return f"{relation}Connection(where: {{ edge: {{ AND: [{LINK}] }}, node: {{ AND: [{NODE}] }} }}) {{ edges {{ node {{ {selection} }} }} }}"


def _one(kind: str, selection: str) -> str:
    return f"query ($code: String!, $day: Date!) {{ {kind}(where: {{ AND: [{{ code: {{ eq: $code }} }}, {NODE}] }}) {{ {selection} }} }}"


_UNITS: Final = _valid("jointCommittees", _valid("memberUnits", UNIT))
OVERVIEW: Final = _one(
    "cities", "name " + _valid("counties", _valid("townships", _valid("communities", f"{COMMUNITY} {_UNITS}")))
)
PROVINCE: Final = _one(
    "provinces",
    "name "
    + _valid("cities", "name " + _valid("counties", _valid("townships", _valid("communities", f"{COMMUNITY} {_UNITS}")))),
)
_GRIDS: Final = _valid("grids", "code workers")
TREE: Final = _one(
    "cities",
    "name " + _valid("counties", "name " + _valid("townships", "name " + _valid("communities", f"name {_GRIDS}"))),
)
POINT: Final = _one("communities", "code name population provenance validFrom")

OVERVIEW_WITHOUT_VALID_TIME: Final = f"""query ($code: String!) {{ cities(where: {{ code: {{ eq: $code }} }}) {{ name
  counties {{ townships {{ communities {{ {COMMUNITY} jointCommittees {{ memberUnits {{ {UNIT} }} }} }} }} }} }} }}"""
TREE_WITHOUT_VALID_TIME: Final = """query ($code: String!) { cities(where: { code: { eq: $code } }) { name
  counties { name townships { name communities { name grids { code workers } } } } } }"""
