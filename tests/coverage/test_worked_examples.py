"""The catalogue: each definition, its worked example over the API, and its Cypher as printed."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from city_database import TINY, ZHONGWEI, Cities
from generators.edits import LONG_AGO, new_link, new_node, stored, write
from generators.indicators import DEFINITIONS
from oracles.coverage import STATUSES, Recount
from oracles.graph import Cypher, Graph, today

Execute = Callable[..., Any]
Definition = dict[str, Any]
ASK_ALL: Final = (
    """{ indicators { indicator own nameZh nameEn unit weights numerator denominator unknownWhen source cypher example } }"""
)
FIRST_EIGHTEEN: Final = {
    "JOINT_COMMITTEE": "COMMUNITY",
    "MEMBER_UNIT_ENGAGED": "COMMUNITY",
    "CONTACT_POINT": "COMMUNITY_BRANCH",
    "TOWNSHIP_LEAD": "TOWNSHIP",
    "GRID_STAFFED": "GRID",
    "GRID_BRANCH": "GRID",
    "NEW_SECTOR_PAIRED": "NEW_SECTOR_BRANCH",
    "NEW_SECTOR_REACHED": "COMMUNITY",
    "SERVICE_STATION": "COMMUNITY",
    "DOUBLE_REPORTING": "COMMUNITY",
    "COMPOUND_PARTY": "COMPOUND",
    "PROPERTY_MANAGED": "COMPOUND",
    "OWNERS_COMMITTEE": "COMPOUND",
    "PROPERTY_PARTY": "PROPERTY_COMPANY",
    "INDUCTION_TRAINED": "COMMUNITY",
    "STAR_RATED": "COMMUNITY_BRANCH",
    "MENTORED": "COMMUNITY",
    "FUND_FLOOR": "COMMUNITY",
}


@pytest.fixture
def catalogue(execute: Execute, tiny: None) -> dict[str, Definition]:
    return {each["indicator"]: each for each in execute(ASK_ALL)["indicators"]}


# ---------------------------------------------------------------------------------------------------- what it says
def test_the_first_eighteen_are_there(catalogue: dict[str, Definition]) -> None:
    assert {name: catalogue[name]["unit"] for name in FIRST_EIGHTEEN} == FIRST_EIGHTEEN


def test_the_oracle_defines_every_indicator(catalogue: dict[str, Definition]) -> None:
    assert {name: each["unit"] for name, each in catalogue.items()} == {name: each.unit for name, each in DEFINITIONS.items()}


def test_people_is_a_weight_of_community_indicators(catalogue: dict[str, Definition]) -> None:
    for each in catalogue.values():
        assert each["weights"] == (["UNITS", "PEOPLE"] if each["unit"] == "COMMUNITY" else ["UNITS"]), each["indicator"]


def test_the_catalogue_is_in_both_languages(catalogue: dict[str, Definition]) -> None:
    for each in catalogue.values():
        assert each["nameZh"]
        assert not each["nameZh"].isascii()
        assert each["nameEn"].isascii()
        for name in ("numerator", "denominator", "unknownWhen", "source"):
            chinese, english = each[name].split(" ", 1)
            assert not chinese.isascii(), (each["indicator"], name)
            assert english.strip(), (each["indicator"], name)
        assert each["own"] is None


def test_the_names_of_the_enum_are_those_of_the_catalogue(catalogue: dict[str, Definition], execute: Execute) -> None:
    actual = execute('{ __type(name: "Indicator") { enumValues { name } } }')["__type"]["enumValues"]
    assert {each["name"] for each in actual} == {*catalogue, "OWN"}


# ---------------------------------------------------------------------------------------------------- the worked examples
def graph_of(example: dict[str, Any]) -> Graph:
    nodes = {}
    for each in example["nodes"]:
        properties = dict(each)
        kind, code = properties.pop("kind"), properties.pop("code")
        nodes[code] = new_node(kind, code, stored(properties))
    links = []
    for each in example["links"]:
        properties = dict(each)
        start, relation, end = properties.pop("link").split()
        links.append(new_link(nodes[start], relation, nodes[end], LONG_AGO, **properties))
    return Graph(list(nodes.values()), links)


COVERAGE: Final = """query ($scope: String!, $indicator: Indicator!) { coverage(scope: $scope, indicator: $indicator) {
  reached notReached unknown units(first: 100) { nodes { unit { id } status } } } }"""


@pytest.mark.sampled(0.08)
@pytest.mark.parametrize("name", DEFINITIONS)
@pytest.mark.usefixtures("modifies_data")
def test_a_worked_example_has_its_stated_result(
    catalogue: dict[str, Definition], cypher: Cypher, execute: Execute, name: str
) -> None:
    example = catalogue[name]["example"]
    graph = graph_of(example)
    write(cypher, graph)
    (city,) = (node for node in graph.nodes if node.kind == "CITY")
    receipt = execute(COVERAGE, scope=city.code, indicator=name)["coverage"]
    statuses = {row["unit"]["id"].partition(":")[2]: row["status"] for row in receipt["units"]["nodes"]}
    assert statuses == {code: status for status in STATUSES for code in example["answer"][status]}
    counts = [len(example["answer"][status]) for status in STATUSES]
    assert [receipt["reached"], receipt["notReached"], receipt["unknown"]] == counts
    assert statuses == recounted(graph, name)


def recounted(graph: Graph, name: str) -> dict[str, str]:
    return {each.unit.code: each.status for each in Recount(name, graph.at(today())).units}


def test_examples_are_small_and_show_every_status_there_is(catalogue: dict[str, Definition]) -> None:
    never_unknown = {"STAR_RATED", "SERVICE_RATED"}
    for name, definition in catalogue.items():
        example = definition["example"]
        assert 5 <= len(example["nodes"]) <= 20, name
        empty = {status for status in STATUSES if not example["answer"][status]}
        assert empty == ({"UNKNOWN"} if name in never_unknown else set()), name


# ---------------------------------------------------------------------------------------------------- its Cypher
@pytest.mark.sampled(0.01)
@pytest.mark.parametrize(("folder", "scope"), [(ZHONGWEI, "6405"), (TINY, "99")], ids=["zhongwei", "tiny"])
def test_the_cypher_of_a_definition_runs_as_printed(
    folder: Any, scope: str, cities: Cities, catalogue: dict[str, Definition], cypher: Cypher, share_of_cases: float
) -> None:
    """The counts equal the oracle's. The default run checks every eighth definition."""
    cities.load(folder)
    graph = Graph.export(cypher)
    (division,) = (node for node in graph.nodes if node.kind == "CITY" and node.code == scope)
    for name, definition in list(catalogue.items())[:: 1 if share_of_cases == 1 else 8]:
        for day in (date(2021, 1, 1), today()):
            ((rows,),) = cypher(definition["cypher"], scope=scope, asOf=day)
            actual = {status: sum(row[2] for row in rows if row[1] == status) for status in STATUSES}
            units = Recount(name, graph.at(day)).under(division)
            assert actual == {status: sum(each.status == status for each in units) for status in STATUSES}, (name, day)
