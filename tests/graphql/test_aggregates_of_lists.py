"""Groups by interval, orders by aggregates and ratios, and lists below a division equal a recount."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import product
from typing import Any, Final

import pytest
from city_database import TINY, ZHONGWEI, Cities
from oracles.filters import LOCATED_FIELDS
from oracles.graph import RELATIONS, Cypher, Graph, Node, aggregate, relation_fields
from product_server import Server

Execute = Callable[..., Any]
DAY: Final = "2022-09-22"
INTERVALS: Final = {
    "YEAR": lambda day: f"{day.year:04}",
    "QUARTER": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "MONTH": lambda day: f"{day.year:04}-{day.month:02}",
}


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("folder", [ZHONGWEI, TINY], ids=["zhongwei", "tiny"])
def test_groups_by_interval(cities: Cities, execute: Execute, cypher: Cypher, folder: Any) -> None:
    cities.load(folder)
    activities = Graph.export(cypher).at(date.fromisoformat(DAY)).of_kind("ACTIVITY")
    for interval, key_of in INTERVALS.items():
        days = [each.properties.get("held_on") for each in activities]
        keys = [None if day is None else key_of(day) for day in days]
        expected: list[dict[str, Any]] = [
            {"key": key, "count": keys.count(key)} for key in sorted({*keys}, key=lambda key: (key is None, key or ""))
        ]
        query = f'{{ activities(asOf: "{DAY}") {{ group(by: HELD_ON, interval: {interval}ORDER) {{ key count }} }} }}'
        groups = execute(query.replace("ORDER", ""))["activities"]["group"]
        assert groups == expected
        by_count = execute(query.replace("ORDER", ", orderBy: [{ count: DESC }]"))["activities"]["group"]
        assert by_count == sorted(expected, key=lambda group: -group["count"])
        down = execute(query.replace("ORDER", ", orderBy: [{ key: DESC }]"))["activities"]["group"]
        assert down == [
            *(group for group in expected[::-1] if group["key"]),
            *(group for group in expected if not group["key"]),
        ]


@pytest.mark.usefixtures("zhongwei")
def test_groups_in_the_order_of_an_aggregate(execute: Execute, share_of_cases: float) -> None:
    """Null is last in both directions. The default run orders by `sum` and `max` up, by `average` and `count` down."""
    cases = [*product(("sum", "average", "min", "max", "count"), ("ASC", "DESC"))]
    for function, direction in cases[:: 1 if share_of_cases == 1 else 3]:
        groups = execute(
            f"{{ memberUnits {{ group(by: TOWNSHIP, orderBy: [{{ partyMembers: {{ {function}: {direction} }} }}]) "
            f"{{ key partyMembers {{ {function} }} }} }} }}"
        )["memberUnits"]["group"]
        values = [(group["partyMembers"][function], group["key"]) for group in groups]
        assert len(values) > 3
        sign = -1 if direction == "DESC" else 1
        assert values == sorted(
            values, key=lambda pair: (pair[0] is None, sign * (pair[0] or 0), pair[1] is None, pair[1] or "")
        )


def ordered(nodes: Iterable[Node], value: Callable[[Node], float | None], direction: str) -> list[str]:
    """Returns the codes by value, null last, then by code."""
    sign = -1 if direction == "DESC" else 1
    values = {node: value(node) for node in nodes}
    return [
        each.code for each in sorted(values, key=lambda node: (values[node] is None, sign * (values[node] or 0), node.code))
    ]


@pytest.mark.usefixtures("zhongwei")
def test_orders_by_aggregates_and_ratios(execute: Execute, cypher: Cypher, share_of_cases: float) -> None:
    graph = Graph.export(cypher).at(date.fromisoformat(DAY))
    communities, fields = graph.of_kind("COMMUNITY"), relation_fields()

    def amounts(node: Node) -> dict[str, Any]:
        funds = {hop.node for hop in graph.over(node, fields["COMMUNITY"]["funds"])}
        return aggregate(fund.properties.get("amount") for fund in funds)

    def per_resident(node: Node) -> float | None:
        money, people = amounts(node)["sum"], node.properties.get("population")
        return None if money is None or not people else money / people

    orders = [
        (
            f"{{ funds: {{ amount: {{ {function}: {direction} }} }} }}",
            ordered(communities, lambda node, f=function: amounts(node)[f], direction),
        )
        for function, direction in (("sum", "DESC"), ("average", "ASC"), ("min", "DESC"), ("max", "ASC"), ("count", "DESC"))
    ]
    ratio = "{ ratio: { of: { funds: { amount: SUM } }, per: POPULATION DIRECTION } }"
    orders += [
        (ratio.replace("DIRECTION", f", direction: {direction}"), ordered(communities, per_resident, direction))
        for direction in ("ASC", "DESC")
    ]
    orders.append((ratio.replace(" DIRECTION", ""), orders[-2][1]))
    for order, expected in orders[:: 1 if share_of_cases == 1 else 5]:
        found: list[str] = []
        after = ""
        while True:
            page = execute(
                f'{{ communities(orderBy: [{order}], first: 40, after: "{after}", asOf: "{DAY}") {{ nodes {{ code }} pageInfo {{ endCursor hasNextPage }} }} }}'
            )["communities"]
            found += [each["code"] for each in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        assert found == expected, order


@pytest.mark.usefixtures("zhongwei")
def test_a_ratio_of_two_counts_and_of_two_aggregates(execute: Execute) -> None:
    """Of entities by counts of their lists, and of groups by their aggregates."""
    of = "{ memberUnits: { count: DISTINCT } }"
    ratio = f"{{ ratio: {{ of: {of}, perRelated: {{ grids: {{ count: DISTINCT }} }}, direction: DESC }} }}"
    fields = "code memberUnits { aggregate { count } } grids { aggregate { count } }"
    nodes = execute(f"{{ communities(first: 100, orderBy: [{ratio}]) {{ nodes {{ {fields} }} }} }}")["communities"]["nodes"]

    def per_grid(node: Any) -> tuple[float, str]:
        grids = node["grids"]["aggregate"]["count"]
        return (-node["memberUnits"]["aggregate"]["count"] / grids if grids else 1, node["code"])

    assert nodes == sorted(nodes, key=per_grid)
    assert len({per_grid(node)[0] for node in nodes}) > 10
    sums = "workers { sum } households { sum }"
    order = "{ ratio: { of: { workers: SUM }, per: { households: SUM } } }"
    groups = execute(f"{{ grids {{ group(by: TOWNSHIP, orderBy: [{order}]) {{ key {sums} }} }} }}")["grids"]["group"]
    numbers = [(group["workers"]["sum"], group["households"]["sum"]) for group in groups]
    values = [workers / households for workers, households in numbers if households and workers is not None]
    assert values == sorted(values)
    assert values[0] < values[-1]
    assert all(not households or workers is None for workers, households in numbers[len(values) :])


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("folder", [ZHONGWEI, TINY], ids=["zhongwei", "tiny"])
def test_groups_of_links_by_interval(cities: Cities, execute: Execute, cypher: Cypher, folder: Any) -> None:
    """`links` counts the links, `count` the entities at their other ends."""
    cities.load(folder)
    graph = Graph.export(cypher).at(date.fromisoformat(DAY))
    links = [hop.link for node in graph.of_kind("MEMBER_UNIT") for hop in graph.links_at(node)]
    for interval, key_of in INTERVALS.items():
        found: dict[str | None, list[str]] = {}
        for link in links:
            since = link.properties.get("since")
            if link.relation == "MEMBER_OF":
                found.setdefault(None if since is None else key_of(since), []).append(link.end.code)
        expected: list[dict[str, Any]] = [
            {"key": key, "links": len(codes), "count": len({*codes})}
            for key, codes in sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or ""))
        ]
        query = f'{{ links(relations: [MEMBER_OF], asOf: "{DAY}") {{ group(by: SINCE, interval: {interval}ORDER) {{ key links count }} }} }}'
        assert execute(query.replace("ORDER", ""))["links"]["group"] == expected
        down = execute(query.replace("ORDER", ", orderBy: [{ links: DESC }]"))["links"]["group"]
        assert down == sorted(expected, key=lambda group: -group["links"])
    assert execute("{ links(relations: [MEMBER_OF]) { totalCount group(by: UNTIL) { key links } } }")["links"]["group"]


def test_typed_lists_of_what_is_located(cities: Cities, execute: Execute, cypher: Cypher) -> None:
    cities.load(TINY)
    graph = Graph.export(cypher).at(date.fromisoformat(DAY))
    lists = " ".join(f"{name}(first: 100) {{ totalCount nodes {{ code }} }}" for name in LOCATED_FIELDS)
    found = 0
    for level, code in (("CITY", "99"), ("TOWNSHIP", "9901"), ("COMMUNITY", "9901001")):
        (division,) = (node for node in graph.of_kind(level) if node.code == code)
        answer = execute(f'{{ division(code: "{code}", asOf: "{DAY}") {{ {lists} }} }}')["division"]
        for name, kind in LOCATED_FIELDS.items():
            codes = [{"code": node.code} for node in graph.within(division, kind)]
            assert answer[name] == {"totalCount": len(codes), "nodes": codes}, (code, name)
            found += len(codes)
    assert found > 20
    narrowed = execute(
        f'{{ division(code: "99", asOf: "{DAY}") {{ locatedMemberUnits(where: {{ type: {{ eq: ENTERPRISE }} }}, orderBy: [{{ code: DESC }}]) {{ nodes {{ code type }} }} }}'
        f' communities(where: {{ locatedServiceStations: {{ none: {{}} }} }}, orderBy: [{{ locatedMemberUnits: {{ count: DESC }} }}], asOf: "{DAY}") {{ nodes {{ code }} }} }}'
    )
    units = [each["code"] for each in narrowed["division"]["locatedMemberUnits"]["nodes"]]
    assert units == sorted(units, reverse=True)
    assert units
    without = [node for node in graph.of_kind("COMMUNITY") if not graph.within(node, "SERVICE_STATION")]
    number = {node: len(graph.within(node, "MEMBER_UNIT")) for node in without}
    expected = sorted(without, key=lambda node: (-number[node], node.code))
    assert [each["code"] for each in narrowed["communities"]["nodes"]] == [node.code for node in expected]


def test_member_units_of_a_community(cities: Cities, execute: Execute, server: Server) -> None:
    cities.load(TINY)
    fields = (
        "memberUnits(first: 2) { totalCount aggregate { count } edges { cursor since node { code } } pageInfo { hasNextPage } }"
    )
    answer = execute(f'{{ communities(asOf: "2020-07-01") {{ nodes {{ {fields} jointCommittee {{ {fields} }} }} }} }}')
    with_units = 0
    for each in answer["communities"]["nodes"]:
        committee = each["jointCommittee"]
        if committee is None:
            assert each["memberUnits"]["totalCount"] == 0
            continue
        own, theirs = each["memberUnits"], committee["memberUnits"]
        assert [(edge["node"], edge["since"]) for edge in own["edges"]] == [
            (edge["node"], edge["since"]) for edge in theirs["edges"]
        ]
        assert (own["totalCount"], own["aggregate"]) == (theirs["totalCount"], theirs["aggregate"])
        with_units += own["totalCount"] > 0
    assert with_units > 1
    assert "memberUnits" in RELATIONS["MEMBER_OF"].backward


@pytest.mark.usefixtures("tiny")
def test_wrong_arguments(error_codes: Callable[..., list[str]]) -> None:
    assert error_codes("{ activities { group(by: NAME, interval: YEAR) { key } } }") == ["BAD_ARGUMENT"]
    many = ", ".join(["{ count: ASC }"] * 9)
    assert error_codes(f"{{ activities {{ group(by: NAME, orderBy: [{many}]) {{ key }} }} }}") == ["BAD_ARGUMENT"]
    assert error_codes("{ links { group(by: SOURCE, interval: YEAR) { key } } }") == ["BAD_ARGUMENT"]
    for divisors in ("", "per: POPULATION, perRelated: { grids: { count: DISTINCT } }"):
        ratio = f"{{ ratio: {{ of: {{ funds: {{ amount: SUM }} }}, {divisors} }} }}"
        assert error_codes(f"{{ communities(orderBy: [{ratio}]) {{ totalCount }} }}") == ["BAD_ARGUMENT"]
