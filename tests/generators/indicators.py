"""The indicators of docs/coverage.md, told again in plain Python, over the graph that ``recount`` exports.

Nothing here comes from the product. Where that page leaves room, a comment says how it is read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from oracles.graph import Direction, Moment, Node

WEIGHTS: Final = ("UNITS", "PEOPLE")

Test = Callable[[Moment, Node], bool]
Hop = tuple[Direction, str, str]
"""Over a relation, in a direction, to a kind."""


def always(moment: Moment, node: Node) -> bool:
    return True


def never(moment: Moment, node: Node) -> bool:
    return False


@dataclass(frozen=True)
class Definition:
    """One indicator. ``deciding``: the relations that occur in it, all of which must be kept for "no link" to be told from
    "not recorded": the page asks that of "a relation that decides", and each of them decides."""

    unit: str
    reached: Test
    deciding: Sequence[str] = ()
    counted: Test = always
    undecided: Test = never
    """Whether a deciding property is null."""

    @property
    def weights(self) -> tuple[str, ...]:
        return WEIGHTS if self.unit == "COMMUNITY" else WEIGHTS[:1]


# ---------------------------------------------------------------------------------------------------- the parts of definitions
def has(prop: str, *values: Any) -> Test:
    """Whether a node's property is one of these."""
    return lambda _, node: node.properties.get(prop) in values


def lacks(prop: str) -> Test:
    return lambda _, node: node.properties.get(prop) is None


def joined(*hops: Hop, end: Test = always) -> Test:
    """Whether a chain of living links leads to a node for which ``end`` holds."""
    return lambda moment, node: any(end(moment, each) for each in follow(moment, node, hops))


def follow(moment: Moment, node: Node, hops: Sequence[Hop]) -> Iterable[Node]:
    if not hops:
        return [node]
    (direction, relation, kind), *onward = hops
    near = {hop.node for hop in moment.links_at(node, direction, [relation]) if hop.node.kind == kind}
    return [end for each in near for end in follow(moment, each, onward)]


def either(*tests: Test) -> Test:
    return lambda moment, node: any(test(moment, node) for test in tests)


# ---------------------------------------------------------------------------------------------------- rules of their own
def trained_for_office(moment: Moment, community: Node) -> bool:
    """One and the same training: of kind INDUCTION, and with both bodies."""
    return any(
        hop.node.properties.get("kind") == "INDUCTION" and hop.link.properties.get("bodies") == "BOTH"
        for hop in moment.links_at(community, "IN", ["TRAINED"])
    )


def mentored(moment: Moment, community: Node) -> bool:
    """Communities "with a post": one whose home is the community, be it its own or that of a body there. "Another" mentors it: a
    post that mentors itself does not."""
    return any(
        hop.node is not post
        for post in moment.of_kind("POST")
        if moment.home(post) is community
        for hop in moment.links_at(post, "IN", ["MENTORS"])
    )


def service_funds(moment: Moment, community: Node) -> list[Mapping[str, Any]]:
    funds = [hop.node.properties for hop in moment.links_at(community, "IN", ["ALLOCATED_TO"])]
    return [fund for fund in funds if fund.get("purpose") == "SERVICE"]


def funds_of_the_latest_year(moment: Moment, community: Node) -> list[Mapping[str, Any]]:
    """Of the latest year that is recorded and not after that of the moment."""
    past = [fund for fund in service_funds(moment, community) if is_recorded(fund, "year") and fund["year"] <= moment.day.year]
    latest = max((fund["year"] for fund in past), default=None)
    return [fund for fund in past if fund["year"] == latest]


def funds_at_their_floor(moment: Moment, community: Node) -> bool:
    """Each fund has "their floor": it is held against its own."""
    funds = funds_of_the_latest_year(moment, community)
    return bool(funds) and all(is_recorded(fund, "amount", "floor") and fund["amount"] >= fund["floor"] for fund in funds)


def funds_unrecorded(moment: Moment, community: Node) -> bool:
    """ "A null is UNKNOWN": of an amount or a floor in the latest year, or of the year that says which is the latest."""
    of_latest = funds_of_the_latest_year(moment, community)
    undated = not all(is_recorded(fund, "year") for fund in service_funds(moment, community))
    return undated or not all(is_recorded(fund, "amount", "floor") for fund in of_latest)


def is_recorded(fund: Mapping[str, Any], *properties: str) -> bool:
    return all(fund.get(each) is not None for each in properties)


def seated(capacity: str) -> Test:
    """Whether a post sits there in this capacity."""
    return lambda moment, body: any(
        hop.link.properties.get("as") == capacity for hop in moment.links_at(body, "IN", ["SEATED_ON"])
    )


# ---------------------------------------------------------------------------------------------------- the first eighteen
DEFINITIONS: Final[Mapping[str, Definition]] = {
    "JOINT_COMMITTEE": Definition("COMMUNITY", joined(("IN", "SERVES", "JOINT_COMMITTEE")), ["SERVES"]),
    "MEMBER_UNIT_ENGAGED": Definition(
        "COMMUNITY",
        joined(("IN", "SERVES", "JOINT_COMMITTEE"), ("IN", "MEMBER_OF", "MEMBER_UNIT")),
        ["SERVES", "MEMBER_OF"],
    ),
    # Of the two places that hold a role or a duty, the post itself and its POST_IN, indicators read the Post's.
    "CONTACT_POINT": Definition(
        "COMMUNITY_BRANCH",
        joined(("IN", "CONTACTS", "POST"), end=has("role", "LEADER")),
        ["CONTACTS"],
        counted=has("contact_point", True),
    ),
    "TOWNSHIP_LEAD": Definition(
        "TOWNSHIP",
        joined(("IN", "POST_IN", "POST"), end=has("duty", "DIRECT")),
        ["POST_IN"],
        counted=joined(("OUT", "ADMINISTERS", "COMMUNITY")),
    ),
    "GRID_STAFFED": Definition(
        "GRID",
        lambda _, grid: (grid.properties.get("workers") or 0) >= 1,
        counted=has("size", "SMALL"),
        undecided=lacks("workers"),
    ),
    "GRID_BRANCH": Definition("GRID", joined(("IN", "LEADS", "COMMUNITY_BRANCH")), ["LEADS"], counted=has("size", "SMALL")),
    "NEW_SECTOR_PAIRED": Definition("NEW_SECTOR_BRANCH", joined(("OUT", "PAIRED_WITH", "COMMUNITY_BRANCH")), ["PAIRED_WITH"]),
    "NEW_SECTOR_REACHED": Definition(
        "COMMUNITY",
        either(
            joined(("IN", "BRANCH_OF", "COMMUNITY_BRANCH"), ("IN", "PAIRED_WITH", "NEW_SECTOR_BRANCH")),
            joined(
                ("IN", "SERVES", "JOINT_COMMITTEE"), ("OUT", "ALLIED_IN", "ALLIANCE"), ("IN", "ALLIED_IN", "NEW_SECTOR_BRANCH")
            ),
            joined(
                ("IN", "LOCATED_IN", "SERVICE_STATION"), ("IN", "RUNS", "ALLIANCE"), ("IN", "ALLIED_IN", "NEW_SECTOR_BRANCH")
            ),
        ),
        ["BRANCH_OF", "PAIRED_WITH", "SERVES", "ALLIED_IN", "LOCATED_IN", "RUNS"],
    ),
    "SERVICE_STATION": Definition("COMMUNITY", joined(("IN", "LOCATED_IN", "SERVICE_STATION")), ["LOCATED_IN"]),
    "DOUBLE_REPORTING": Definition("COMMUNITY", joined(("IN", "REPORTED_TO", "MEMBER_UNIT")), ["REPORTED_TO"]),
    "COMPOUND_PARTY": Definition("COMPOUND", joined(("IN", "BRANCH_OF", "COMMUNITY_BRANCH")), ["BRANCH_OF"]),
    "PROPERTY_MANAGED": Definition("COMPOUND", joined(("IN", "MANAGES", "PROPERTY_COMPANY")), ["MANAGES"]),
    "OWNERS_COMMITTEE": Definition("COMPOUND", joined(("IN", "REPRESENTS", "OWNERS_COMMITTEE")), ["REPRESENTS"]),
    "PROPERTY_PARTY": Definition(
        "PROPERTY_COMPANY", has("has_party_organisation", True), undecided=lacks("has_party_organisation")
    ),
    "INDUCTION_TRAINED": Definition("COMMUNITY", trained_for_office, ["TRAINED"]),
    # "With a starRating" asks whether there is one: that there is none is an answer, not a gap in the record.
    "STAR_RATED": Definition(
        "COMMUNITY_BRANCH",
        lambda moment, branch: not lacks("star_rating")(moment, branch),
        counted=joined(("OUT", "BRANCH_OF", "COMMUNITY")),
    ),
    "MENTORED": Definition("COMMUNITY", mentored, ["MENTORS"]),
    "FUND_FLOOR": Definition("COMMUNITY", funds_at_their_floor, ["ALLOCATED_TO"], undecided=funds_unrecorded),
    # ------------------------------------------------------------------------------------------------ those added later
    "PART_TIME_MEMBERS": Definition("JOINT_COMMITTEE", seated("PART_TIME"), ["SEATED_ON"]),
    "CROSS_APPOINTED": Definition("PROPERTY_COMPANY", seated("CROSS_APPOINTED"), ["SEATED_ON"]),
    "SPECIFIC_DUTY": Definition("COMMUNITY", joined(("IN", "POST_IN", "POST"), end=has("duty", "SPECIFIC")), ["POST_IN"]),
    "NEW_SECTOR_ALLIED": Definition("NEW_SECTOR_BRANCH", joined(("OUT", "ALLIED_IN", "ALLIANCE")), ["ALLIED_IN"]),
    "JOINT_ACTIVITY": Definition("JOINT_COMMITTEE", joined(("OUT", "HOSTED", "ACTIVITY")), ["HOSTED"]),
    "LARGE_GRID": Definition(
        "GRID", joined(("OUT", "PART_OF", "GRID"), end=has("size", "LARGE")), ["PART_OF"], counted=has("size", "SMALL")
    ),
    "SERVICE_RATED": Definition("COMPOUND", lambda moment, compound: not lacks("service_rating")(moment, compound)),
}
