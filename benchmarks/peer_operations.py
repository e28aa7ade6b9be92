"""What @neo4j/graphql is asked. It knows no moments, but they can be said: as filters on every node and every link, at every level, through
its connections. That is the same question as ours, and is what we are held against; without moments it has less to do, and answers what has
ended too, which is told beside."""

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


def _living(relation: str, selection: str) -> str:
    """The nodes at the other end of those links that live on the day."""
    return f"{relation}Connection(where: {{ edge: {{ AND: [{LINK}] }}, node: {{ AND: [{NODE}] }} }}) {{ edges {{ node {{ {selection} }} }} }}"


def _one(kind: str, selection: str) -> str:
    return f"query ($code: String!, $day: Date!) {{ {kind}(where: {{ AND: [{{ code: {{ eq: $code }} }}, {NODE}] }}) {{ {selection} }} }}"


_UNITS: Final = _living("jointCommittees", _living("memberUnits", UNIT))
OVERVIEW: Final = _one(
    "cities", "name " + _living("counties", _living("townships", _living("communities", f"{COMMUNITY} {_UNITS}")))
)
PROVINCE: Final = _one(
    "provinces",
    "name "
    + _living("cities", "name " + _living("counties", _living("townships", _living("communities", f"{COMMUNITY} {_UNITS}")))),
)
_GRIDS: Final = _living("grids", "code workers")
TREE: Final = _one(
    "cities",
    "name " + _living("counties", "name " + _living("townships", "name " + _living("communities", f"name {_GRIDS}"))),
)
POINT: Final = _one("communities", "code name population provenance validFrom")

OVERVIEW_WITHOUT_MOMENTS: Final = f"""query ($code: String!) {{ cities(where: {{ code: {{ eq: $code }} }}) {{ name
  counties {{ townships {{ communities {{ {COMMUNITY} jointCommittees {{ memberUnits {{ {UNIT} }} }} }} }} }} }} }}"""
TREE_WITHOUT_MOMENTS: Final = """query ($code: String!) { cities(where: { code: { eq: $code } }) { name
  counties { name townships { name communities { name grids { code workers } } } } } }"""
