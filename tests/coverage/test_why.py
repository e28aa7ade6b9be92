"""`why`: witnesses compared with the exported graph, and every fix applied."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest
from city_database import TINY, ZHONGWEI, Cities
from generators.edits import Applied, add_links, add_nodes, entity_with_home, new_node
from generators.indicators import DEFINITIONS
from oracles.coverage import CountedUnit, Recount
from oracles.global_ids import undating
from oracles.graph import Cypher, Graph, Link, Node, label_of, today

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]
Why = dict[str, Any]
LINK: Final = "relation from { id } to { id } since until source provenance"
WHY: Final = f"""status failing witness {{ from {{ id }} to {{ id }} links {{ {LINK} }} }}
    fixes {{ properties links {{ relation from {{ id home {{ id }} }} fromKind to {{ id home {{ id }} }} toKind }} }}"""
ALONE: Final = f"""query ($unit: EntityRef!, $indicator: Indicator!, $asOf: Date) {{
    why(unit: $unit, indicator: $indicator, asOf: $asOf) {{ {WHY} }} }}"""
UNITS: Final = f"""query ($scope: String!, $indicator: Indicator!, $asOf: Date, $after: String) {{
    coverage(scope: $scope, indicator: $indicator, asOf: $asOf) {{
      units(first: 100, after: $after) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ unit {{ id }} why {{ {WHY} }} }} }} }} }}"""
DAYS: Final = (date(2021, 6, 1), today())
ASKED_ALONE: Final = {
    "CONTACT_POINT",
    "TOWNSHIP_LEAD",
    "NEW_SECTOR_REACHED",
    "PROPERTY_PARTY",
    "FUND_FLOOR",
    "MENTORED",
    "GRID_BRANCH",
}
"""Indicators with conditions, with required paths, with several paths, and with values only."""
ONE_OF_EACH_SORT: Final = ("CONTACT_POINT", "MENTORED", "NEW_SECTOR_REACHED", "FUND_FLOOR", "MEMBER_UNIT_ENGAGED")
"""The last has several equal witnesses."""
MANY: Final = {"GRID_STAFFED", "GRID_BRANCH", "LARGE_GRID"}
"""Indicators with so many units that two pages of them suffice."""


@dataclass(frozen=True)
class Explanations:
    """The API's explanations at an as-of date, with the oracle's units."""

    indicator: str
    graph: Graph
    day: date
    why: dict[str, Why]
    recount: dict[str, CountedUnit]

    @property
    def reached(self) -> Iterator[tuple[Node, Why]]:
        return ((self.recount[id].unit, why) for id, why in self.why.items() if self.recount[id].status == "REACHED")

    @property
    def open(self) -> Iterator[tuple[Node, Why]]:
        return ((self.recount[id].unit, why) for id, why in self.why.items() if self.recount[id].status != "REACHED")


class WhyQueries:
    """Queries each indicator and as-of date once."""

    def __init__(self, execute: Execute, graph: Graph, scope: str, indicators: Sequence[str]) -> None:
        self.execute = undating(execute)
        self.graph = graph
        self.scope = scope
        self.indicators = indicators
        self._told: dict[tuple[str, date], Explanations] = {}

    def explained(self) -> Iterator[Explanations]:
        for indicator in self.indicators:
            for day in DAYS:
                if (indicator, day) not in self._told:
                    self._told[indicator, day] = self._ask(indicator, day)
                yield self._told[indicator, day]

    def _ask(self, indicator: str, day: date) -> Explanations:
        (scope,) = (node for node in self.graph.nodes if node.kind == "CITY" and node.code == self.scope)
        recount = {each.unit.id: each for each in Recount(indicator, self.graph.at(day)).under(scope)}
        why: dict[str, Why] = {}
        after, pages = None, 0
        while after is not None or not pages:
            query_arguments = {"scope": self.scope, "indicator": indicator, "asOf": day.isoformat(), "after": after}
            page = self.execute(UNITS, **query_arguments)["coverage"]["units"]
            why |= {each["unit"]["id"]: each["why"] for each in page["nodes"]}
            pages += 1
            more = page["pageInfo"]["hasNextPage"] and not (indicator in MANY and pages == 2)
            after = page["pageInfo"]["endCursor"] if more else None
        return Explanations(indicator, self.graph, day, why, recount)


@pytest.fixture(
    scope="module", params=[pytest.param((ZHONGWEI, "6405"), marks=pytest.mark.slow), (TINY, "99")], ids=["zhongwei", "tiny"]
)
def why_queries(
    request: pytest.FixtureRequest, cities: Cities, cypher: Cypher, server: Any, share_of_cases: float
) -> WhyQueries:
    """Loads a city. The default run asks about one indicator of each sort, as each takes seconds to plan."""
    folder, scope = request.param
    cities.load(folder)
    indicators = list(DEFINITIONS) if share_of_cases == 1 else ONE_OF_EACH_SORT

    def execute(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return WhyQueries(execute, Graph.export(cypher), scope, indicators)


@pytest.fixture
def some(share_of_cases: float) -> Callable[[Iterable[Any]], list[Any]]:
    """Returns a function that takes a seeded share of a list, at least six."""

    def choose(cases: Iterable[Any]) -> list[Any]:
        every = list(cases)
        return random.Random(len(every)).sample(every, min(len(every), max(6, round(len(every) * share_of_cases))))

    return choose


# ---------------------------------------------------------------------------------------------------- what is answered
def test_why_has_the_status_of_the_recount(why_queries: WhyQueries) -> None:
    for explained in why_queries.explained():
        statuses = {id: each["status"] for id, each in explained.why.items()}
        assert statuses == {id: explained.recount[id].status for id in explained.why}, (explained.indicator, explained.day)
        assert len(explained.why) == len(explained.recount) or explained.indicator in MANY


def test_reached_units_have_a_witness_and_others_a_failing_condition(why_queries: WhyQueries) -> None:
    for explained in why_queries.explained():
        for _, why in explained.reached:
            assert not why["failing"]
            assert not why["fixes"]
        for unit, why in explained.open:
            assert why["failing"], (explained.indicator, unit.id)
            assert not why["witness"], (explained.indicator, unit.id)
            for sentence in why["failing"]:
                chinese, english = sentence.split("。 ", 1)
                assert not f"{chinese}。".isascii(), sentence
                assert english.strip(), sentence


def test_why_of_one_unit_equals_why_in_the_list(why_queries: WhyQueries, some: Any, share_of_cases: float) -> None:
    """The default run asks about an indicator with several paths, and about one with values only."""
    asked = ASKED_ALONE if share_of_cases == 1 else {"NEW_SECTOR_REACHED", "FUND_FLOOR"}
    for explained in why_queries.explained():
        if explained.day == today() and explained.indicator in asked:
            for id, why in some(explained.why.items())[:3]:
                query_arguments = {"unit": {"id": id}, "indicator": explained.indicator, "asOf": explained.day.isoformat()}
                assert why_queries.execute(ALONE, **query_arguments)["why"] == why, (explained.indicator, id)
                assert why_queries.execute(ALONE, **query_arguments)["why"] == why, "the same question, the same answer"


# ---------------------------------------------------------------------------------------------------- the witness
def links_of(why: Why, graph: Graph) -> list[list[Link]]:
    named = [[key_of_told(link) for link in step["links"]] for step in why["witness"]]
    wanted = {key for step in named for key in step}
    found: dict[Any, list[Link]] = {}
    for link in graph.links:
        if key_of(link) in wanted:
            found.setdefault(key_of(link), []).append(link)
    return [[found[key][0] for key in step] for step in named]


def key_of_told(link: dict[str, Any]) -> tuple[Any, ...]:
    return (
        link["relation"],
        link["from"]["id"],
        link["to"]["id"],
        *(link[name] for name in ("since", "until", "source", "provenance")),
    )


def key_of(link: Link) -> tuple[Any, ...]:
    days = [value.isoformat() if (value := link.properties.get(name)) else None for name in ("since", "until")]
    return (
        link.relation,
        link.start.id,
        link.end.id,
        *days,
        link.properties.get("source"),
        link.properties.get("provenance", "IMPORTED"),
    )


def connect(unit: Node, witness: list[dict[str, Any]], *, star: bool) -> bool:
    """Checks that the steps form a chain from the unit or, for a star, all begin at it."""
    at = unit.id
    for step in witness:
        if step["from"]["id"] != at:
            return False
        ends = {step["from"]["id"], step["to"]["id"]}
        if any({link["from"]["id"], link["to"]["id"]} != ends for link in step["links"]):
            return False
        at = unit.id if star else step["to"]["id"]
    return True


def test_a_witness_is_a_minimal_valid_path(why_queries: WhyQueries, some: Any) -> None:
    """With only its links the unit is reached; without any one of them it is not."""
    for explained in why_queries.explained():
        definition = DEFINITIONS[explained.indicator]
        is_path = explained.indicator != "FUND_FLOOR"
        for unit, why in some(explained.reached):
            assert connect(unit, why["witness"], star=not is_path), (explained.indicator, unit.id)
            steps = links_of(why, explained.graph)
            assert all(steps)
            alone = Graph(explained.graph.nodes, [link for step in steps for link in step])
            assert definition.reached(alone.at(explained.day), unit), (explained.indicator, unit.id, why["witness"])
            for step in steps if is_path else []:
                less = Graph(explained.graph.nodes, [link for each in steps for link in each if each is not step])
                assert not definition.reached(less.at(explained.day), unit), (explained.indicator, unit.id)


def test_the_shortest_witness_is_shown(why_queries: WhyQueries) -> None:
    """Only NEW_SECTOR_REACHED has paths of different lengths."""
    for explained in why_queries.explained():
        if explained.indicator == "NEW_SECTOR_REACHED":
            as_of_graph = explained.graph.at(explained.day)
            for unit, why in explained.reached:
                branches = [hop.node for hop in as_of_graph.links_at(unit, "IN", ["BRANCH_OF"])]
                paired = any(as_of_graph.links_at(branch, "IN", ["PAIRED_WITH"]) for branch in branches)
                assert len(why["witness"]) == (2 if paired else 3)


def test_equal_witnesses_are_chosen_by_code(why_queries: WhyQueries) -> None:
    for explained in why_queries.explained():
        if explained.indicator == "MEMBER_UNIT_ENGAGED":
            as_of_graph = explained.graph.at(explained.day)
            for unit, why in explained.reached:
                committees = [hop.node for hop in as_of_graph.links_at(unit, "IN", ["SERVES"])]
                ways = [
                    (each.code, hop.node.code) for each in committees for hop in as_of_graph.links_at(each, "IN", ["MEMBER_OF"])
                ]
                assert tuple(step["to"]["id"].partition(":")[2] for step in why["witness"]) == min(ways)


# ---------------------------------------------------------------------------------------------------- the fixes
def brand_new(kind: str, named: Iterable[Node]) -> Node:
    return new_node(kind, f"new-{kind}")


def first_there(graph: Graph, day: date) -> Callable[[str, Iterable[Node]], Node]:
    """Returns a function that chooses the first valid entity that the fix does not name, or a new one."""

    def choose(kind: str, named: Iterable[Node]) -> Node:
        taken = set(named)
        return next((each for each in graph.at(day).of_kind(kind) if each not in taken), brand_new(kind, named))

    return choose


def test_every_applied_repair_reaches_the_unit(why_queries: WhyQueries, some: Any, share_of_cases: float) -> None:
    """If a null end is an existing entity, and if it is a new one."""
    for explained in why_queries.explained():
        reached = DEFINITIONS[explained.indicator].reached
        # Applying a fix copies the graph: fewer cases on Zhongwei.
        most = 2 if len(explained.graph.nodes) > 1000 and share_of_cases < 1 else None
        cases: list[tuple[Node, Why]] = some(explained.open)[:most]
        for unit, why in cases:
            assert why["fixes"], (explained.indicator, unit.id)
            for fix in why["fixes"]:
                assert fix["links"] or fix["properties"]
                for any_of in (brand_new, first_there(explained.graph, explained.day)):
                    applied = Applied(explained.graph, fix, explained.day, any_of)
                    now = applied.now.get(unit, unit)
                    assert reached(applied.graph.at(explained.day), now), (explained.indicator, unit.id, any_of, fix)


def test_repairs_are_sorted_by_size_and_existing_candidates(why_queries: WhyQueries) -> None:
    for explained in why_queries.explained():
        for unit, why in explained.open:
            sizes = [(len(fix["links"]), any_end(fix, unit)) for fix in why["fixes"]]
            assert sizes == sorted(sizes), (explained.indicator, unit.id, sizes)
            assert len(why["fixes"]) <= 6
            assert all(fix not in why["fixes"][:place] for place, fix in enumerate(why["fixes"])), "each is another"


def any_end(fix: dict[str, Any], unit: Node) -> bool:
    """Checks that the fix links to no existing entity except the one already reached."""
    ends = {end["id"] for link in fix["links"] for end in (link["from"], link["to"]) if end}
    return len(ends) == 1


def test_no_repair_gives_an_existing_entity_a_second_home(why_queries: WhyQueries) -> None:
    for explained in why_queries.explained():
        homes = {homed.id for link in explained.graph.links if (homed := entity_with_home(link))}
        for unit, why in explained.open:
            for fix in why["fixes"]:
                for link in fix["links"]:
                    if link["from"] and link["to"]:
                        start, end = (
                            Node(label_of(link[f"{each}Kind"]), {"code": link[each]["id"].partition(":")[2]})
                            for each in ("from", "to")
                        )
                        homed = entity_with_home(Link("", link["relation"], start, end, {}))
                        assert homed is None or homed.id not in homes, (explained.indicator, unit.id, link)


def test_null_ends_of_one_kind_mean_one_entity_throughout_a_repair(why_queries: WhyQueries) -> None:
    """So no link of a fix joins two open ends of one kind."""
    for explained in why_queries.explained():
        for unit, why in explained.open:
            for fix in why["fixes"]:
                for link in fix["links"]:
                    assert link["from"] or link["to"] or link["fromKind"] != link["toKind"], (explained.indicator, unit.id, fix)


def test_existing_candidates_are_valid_and_near(why_queries: WhyQueries) -> None:
    """They lie in the unit's city, and no nearer candidate without such a link is skipped."""
    for explained in why_queries.explained():
        as_of_graph = explained.graph.at(explained.day)
        living = {node.id for node in as_of_graph.nodes}
        for _, why in explained.open:
            ends = [end for fix in why["fixes"] for link in fix["links"] for end in (link["from"], link["to"]) if end]
            assert {end["id"] for end in ends} <= living


# ---------------------------------------------------------------------------------------------------- applied for real
@pytest.mark.sampled(0.01)
@pytest.mark.parametrize(
    "indicator", ["JOINT_COMMITTEE", "NEW_SECTOR_REACHED", "GRID_STAFFED", "FUND_FLOOR", "INDUCTION_TRAINED", "MENTORED"]
)
def test_a_repair_in_the_database_reaches_the_unit(
    indicator: str, cities: Cities, cypher: Cypher, execute: Execute, tiny: None, modifies_data: None
) -> None:
    day = today()
    gaps = f'{{ coverage(scope: "99", indicator: {indicator}) {{ units {{ nodes {{ unit {{ id }} why {{ {WHY} }} }} }} }} }}'
    rows = execute(gaps)["coverage"]["units"]["nodes"]
    id, fixes = next((row["unit"]["id"], row["why"]["fixes"]) for row in rows if row["why"]["fixes"])
    for fix in (fixes[0], fixes[-1]):
        graph = Graph.export(cypher)
        applied = Applied(graph, fix, day, brand_new)
        add_nodes(cypher, [node for node in applied.graph.nodes if node.id not in applied.by_id])
        for was, now in applied.now.items():
            if was.id in applied.by_id:
                cypher(f"MATCH (n:{was.label} {{code: $code}}) SET n = $values", code=was.code, values=dict(now.properties))
        old = {link.element_id for link in graph.links}
        add_links(cypher, [link for link in applied.graph.links if link.element_id not in old])
        why = undating(execute)(ALONE, unit={"id": id}, indicator=indicator, asOf=day.isoformat())["why"]
        assert why["status"] == "REACHED", fix
        assert not why["fixes"]
        assert not why["failing"]
        cities.current = None
        cities.load(TINY)


# ---------------------------------------------------------------------------------------------------- refused
@pytest.mark.usefixtures("tiny")
def test_an_unknown_unit_is_null(execute: Execute) -> None:
    for unit in ({"community": "nowhere"}, {"id": "Community:nowhere"}, {"grid": "nowhere"}):
        assert execute(ALONE, unit=unit, indicator="JOINT_COMMITTEE") == {"why": None}


@pytest.mark.usefixtures("tiny")
def test_an_entity_of_another_kind_is_not_a_unit(execute: Execute, error_codes: ErrorCodes) -> None:
    assert error_codes(ALONE, unit={"city": "99"}, indicator="JOINT_COMMITTEE") == ["NOT_COUNTED"]
    assert error_codes(ALONE, unit={"township": "9901"}, indicator="GRID_STAFFED") == ["NOT_COUNTED"]


@pytest.mark.usefixtures("tiny")
def test_a_unit_that_is_not_valid_is_an_error(error_codes: ErrorCodes) -> None:
    assert error_codes(ALONE, unit={"community": "9902003"}, indicator="JOINT_COMMITTEE", asOf="2022-01-01") == ["NOT_ALIVE"]
    assert error_codes(ALONE, unit={"township": "9902"}, indicator="TOWNSHIP_LEAD", asOf="2018-12-31") == ["NOT_ALIVE"]


@pytest.mark.usefixtures("tiny")
def test_an_invalid_reference_is_an_error(error_codes: ErrorCodes) -> None:
    assert error_codes(ALONE, unit={"id": "nonsense"}, indicator="JOINT_COMMITTEE") == ["BAD_ID"]
    assert error_codes(ALONE, unit={"city": "99", "grid": "G1"}, indicator="JOINT_COMMITTEE") == ["GRAPHQL_VALIDATION_FAILED"]


# ---------------------------------------------------------------------------------------------------- homes
@pytest.mark.usefixtures("tiny", "modifies_data")
@pytest.mark.parametrize(
    ("indicator", "stored", "ends"),
    [
        (
            "JOINT_COMMITTEE",
            "CREATE (:JointCommittee:Entity {code: 'X1', name: '无归属联合党委'})",
            ("JointCommittee:X1", "SERVES"),
        ),
        (
            "SERVICE_STATION",
            "CREATE (s:ServiceStation:Entity {code: 'X1', name: '无归属驿站'}) WITH s MATCH (a:Alliance {code: 'AL1'}) CREATE (a)-[:RUNS]->(s)",
            ("ServiceStation:X1", "LOCATED_IN"),
        ),
    ],
    ids=["committee", "station"],
)
def test_an_entity_without_a_home_is_offered_its_first_one(
    execute: Execute, cypher: Cypher, indicator: str, stored: str, ends: tuple[str, str]
) -> None:
    cypher(stored)
    code = {"JOINT_COMMITTEE": "9901002", "SERVICE_STATION": "9901001"}[indicator]
    unit = {"unit": {"community": code}, "indicator": indicator, "asOf": "2022-01-01"}
    why = execute(ALONE, **unit)["why"]
    assert why["status"] != "REACHED"
    (link,) = why["fixes"][0]["links"]
    start = {"id": f"{ends[0]}@2022-01-01", "home": None}
    assert (link["from"], link["relation"], link["to"]["id"]) == (start, ends[1], f"Community:{code}@2022-01-01")
    cypher(f"MATCH (n {{code: 'X1'}}), (c:Community {{code: $code}}) CREATE (n)-[:{ends[1]}]->(c)", code=code)
    assert execute(ALONE, **unit)["why"]["status"] == "REACHED"


@pytest.mark.usefixtures("tiny", "modifies_data")
def test_a_unit_without_a_home_is_not_counted(server: Any, cypher: Cypher) -> None:
    cypher("CREATE (:Compound:Entity {code: 'X2', name: '无归属小区'})")
    answer = server.post(ALONE, unit={"compound": "X2"}, indicator="PROPERTY_MANAGED")
    (error,) = answer["errors"]
    assert (answer["data"], error["extensions"]["code"]) == ({"why": None}, "NOT_COUNTED")
    assert "has no home" in error["message"]
