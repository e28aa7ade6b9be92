"""The indicators of docs/coverage.md, written again in plain Python over the exported graph, independently of the product.

A comment states the reading if that page leaves room for interpretation.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from oracles.graph import AsOfGraph, Direction, Node

WEIGHTS: Final = ("UNITS", "PEOPLE")

Test = Callable[[AsOfGraph, Node], bool]
Hop = tuple[Direction, str, str]
"""Relation, direction and kind."""


def always(as_of_graph: AsOfGraph, node: Node) -> bool:
    return True


def never(as_of_graph: AsOfGraph, node: Node) -> bool:
    return False


@dataclass(frozen=True)
class Definition:
    """An indicator as the oracle defines it.

    `deciding`: the relations that must be surveyed before a missing link counts as "not reached" instead of "unknown".
    """

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
    """Requires that a property of the node is one of the values."""
    return lambda _, node: node.properties.get(prop) in values


def lacks(prop: str) -> Test:
    return lambda _, node: node.properties.get(prop) is None


def joined(*hops: Hop, end: Test = always) -> Test:
    """Requires that a chain of valid links leads to a node that satisfies `end`."""
    return lambda as_of_graph, node: any(end(as_of_graph, each) for each in follow(as_of_graph, node, hops))


def follow(as_of_graph: AsOfGraph, node: Node, hops: Sequence[Hop]) -> Iterable[Node]:
    if not hops:
        return [node]
    (direction, relation, kind), *onward = hops
    near = {hop.node for hop in as_of_graph.links_at(node, direction, [relation]) if hop.node.kind == kind}
    return [end for each in near for end in follow(as_of_graph, each, onward)]


def either(*tests: Test) -> Test:
    return lambda as_of_graph, node: any(test(as_of_graph, node) for test in tests)


# ---------------------------------------------------------------------------------------------------- rules of their own
def trained_for_office(as_of_graph: AsOfGraph, community: Node) -> bool:
    """Checks for one training of kind INDUCTION that covered both bodies."""
    return any(
        hop.node.properties.get("kind") == "INDUCTION" and hop.link.properties.get("bodies") == "BOTH"
        for hop in as_of_graph.links_at(community, "IN", ["TRAINED"])
    )


def mentored(as_of_graph: AsOfGraph, community: Node) -> bool:
    """Checks that a post of the community or of a body there is mentored by another post."""
    return any(
        hop.node is not post
        for post in as_of_graph.of_kind("POST")
        if community in as_of_graph.homes(post)
        for hop in as_of_graph.links_at(post, "IN", ["MENTORS"])
    )


def service_funds(as_of_graph: AsOfGraph, community: Node) -> list[Mapping[str, Any]]:
    funds = [hop.node.properties for hop in as_of_graph.links_at(community, "IN", ["ALLOCATED_TO"])]
    return [fund for fund in funds if fund.get("purpose") == "SERVICE"]


def funds_of_the_latest_year(as_of_graph: AsOfGraph, community: Node) -> list[Mapping[str, Any]]:
    """Takes the latest recorded year up to the as-of date."""
    past = [
        fund
        for fund in service_funds(as_of_graph, community)
        if is_recorded(fund, "year") and fund["year"] <= as_of_graph.day.year
    ]
    latest = max((fund["year"] for fund in past), default=None)
    return [fund for fund in past if fund["year"] == latest]


def funds_at_their_floor(as_of_graph: AsOfGraph, community: Node) -> bool:
    """Compares each fund with its own floor."""
    funds = funds_of_the_latest_year(as_of_graph, community)
    return bool(funds) and all(is_recorded(fund, "amount", "floor") and fund["amount"] >= fund["floor"] for fund in funds)


def funds_unrecorded(as_of_graph: AsOfGraph, community: Node) -> bool:
    """Checks for a null amount or floor of the latest year, or a null year: "A null is UNKNOWN"."""
    of_latest = funds_of_the_latest_year(as_of_graph, community)
    undated = not all(is_recorded(fund, "year") for fund in service_funds(as_of_graph, community))
    return undated or not all(is_recorded(fund, "amount", "floor") for fund in of_latest)


def is_recorded(fund: Mapping[str, Any], *properties: str) -> bool:
    return all(fund.get(each) is not None for each in properties)


def seated(capacity: str) -> Test:
    """Requires that a post is seated in this capacity."""
    return lambda as_of_graph, body: any(
        hop.link.properties.get("as") == capacity for hop in as_of_graph.links_at(body, "IN", ["SEATED_ON"])
    )


# ---------------------------------------------------------------------------------------------------- the first eighteen
DEFINITIONS: Final[Mapping[str, Definition]] = {
    "JOINT_COMMITTEE": Definition("COMMUNITY", joined(("IN", "SERVES", "JOINT_COMMITTEE")), ["SERVES"]),
    "MEMBER_UNIT_ENGAGED": Definition(
        "COMMUNITY",
        joined(("IN", "SERVES", "JOINT_COMMITTEE"), ("IN", "MEMBER_OF", "MEMBER_UNIT")),
        ["SERVES", "MEMBER_OF"],
    ),
    # A role or duty is stored on the post and on its POST_IN link; indicators read the post's.
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
    # "With a starRating" tests for presence: a missing rating is a result, not a gap in the record.
    "STAR_RATED": Definition(
        "COMMUNITY_BRANCH",
        lambda as_of_graph, branch: not lacks("star_rating")(as_of_graph, branch),
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
    "SERVICE_RATED": Definition("COMPOUND", lambda as_of_graph, compound: not lacks("service_rating")(as_of_graph, compound)),
}
