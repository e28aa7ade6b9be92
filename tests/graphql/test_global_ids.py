"""Global ids are stable after a reload and in another database, and carry their field's explicit date."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from city_database import TINY, Cities
from oracles.global_ids import suffixes
from oracles.graph import Cypher, today
from product_server import Server

from graph.model.registry import KINDS
from seeds.loader.parse import read_city

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]
CODE: Final = "640502100002"
OTHER: Final = "640502100006"
DAY: Final = "2022-09-22"


# ---------------------------------------------------------------------------------------------------- which date an id carries
ENTITY: Final = "id home { id } links(first: 2) { nodes { from { id } to { id home { id } } } }"
PATH: Final = "entities { id } steps { from { id } links { to { id } } }"
WHY: Final = "witness { from { id } links { to { id } } } fixes { links { from { id } to { id } } properties }"
FIELDS: Final = {
    "one": f"community(code: $code AS_OF) {{ {ENTITY} }}",
    "division": f"division(code: $code AS_OF) {{ {ENTITY} ancestors {{ id }} }}",
    "list": f"communities(first: 2 AS_OF) {{ edges {{ node {{ {ENTITY} }} }} group(by: TOWNSHIP) {{ division {{ id }} }} }}",
    "scoped list": f"memberUnits(first: 2 within: $city AS_OF) {{ nodes {{ {ENTITY} }} }}",
    "nodes": f"nodes(ids: [$id] AS_OF) {{ ... on Community {{ {ENTITY} }} }}",
    "entity": f"entity(ref: {{ community: $code }} AS_OF) {{ {ENTITY} }}",
    "search": f'search(text: "社区" first: 2 AS_OF) {{ nodes {{ {ENTITY} }} }}',
    "coverage": "coverage(scope: $code indicator: SPECIFIC_DUTY AS_OF) { scope { id } gap(first: 2) { nodes { unit { id } home { id } } } "
    f"units(first: 2) {{ nodes {{ unit {{ id }} why {{ {WHY} }} }} }} children {{ scope {{ id }} }} own {{ scope {{ id }} }} }}",
    "why": f"why(unit: {{ community: $code }} indicator: FUND_FLOOR AS_OF) {{ {WHY} }}",
    "nextBest": "nextBest(scope: $code indicator: GRID_BRANCH AS_OF) { picks { links { from { id } to { id } } properties } }",
    "linkage": f"linkage(from: {{ community: $code }} to: {{ city: $city }} k: 2 AS_OF) {{ from {{ id }} to {{ {ENTITY} }} paths {{ {PATH} }} }}",
    "reachable": f"reachable(from: {{ community: $code }} first: 2 AS_OF) {{ nodes {{ id }} edges {{ node {{ {ENTITY} }} path {{ {PATH} }} }} }}",
    "grouped reachable": f'reachable(from: {{ community: $code }} where: {{ code: {{ gt: "A" }} }} first: 2 AS_OF) {{ edges {{ node {{ id }} path {{ {PATH} }} }} }}',
    "responsibilityChain": "responsibilityChain(community: $code AS_OF) { division { id } post { id home { id } } }",
    "fragility": f"fragility(from: {{ community: $code }} to: {{ city: $city }} AS_OF) {{ cut {{ id }} singlePoints {{ id }} example {{ {PATH} }} }}",
    "ifRemoved": "ifRemoved(entity: { community: $code } scope: $code AS_OF) { entity { id home { id } } }",
}
"""Root fields with ids at every place below them."""


def declared(field: str, as_of: str) -> str:
    body = field.replace("AS_OF", as_of)
    used = {"$code": "String!", "$city": "String!", "$id": "ID!", "$day": "Date"}
    parts = ", ".join(f"{name}: {of}" for name, of in used.items() if re.search(re.escape(name) + r"\b", body))
    return f"query {f'({parts})' if parts else ''} {{ answer: {body} }}"


def suffixes_of(execute: Execute, field: str, as_of: str, **variables: Any) -> set[str]:
    values = {"code": CODE, "city": "6405", "id": f"Community:{CODE}"}
    query = declared(field, as_of)
    used = {name: value for name, value in values.items() if f"${name}" in query}
    return {*suffixes(execute(query, **used, **variables))}


@pytest.mark.sampled(0.05)
@pytest.mark.parametrize("name", FIELDS)
def test_ids_below_a_field_carry_its_explicit_date(execute: Execute, zhongwei: None, name: str) -> None:
    """At any depth. Null counts as no date; today is a date like any other."""
    assert suffixes_of(execute, FIELDS[name], "") == {""}
    assert suffixes_of(execute, FIELDS[name], "asOf: $day", day=None) == {""}
    assert suffixes_of(execute, FIELDS[name], "asOf: $day", day=DAY) == {f"@{DAY}"}
    assert suffixes_of(execute, FIELDS[name], f'asOf: "{today()}"') == {f"@{today()}"}


def test_one_operation_with_several_dates(execute: Execute, zhongwei: None) -> None:
    """Equal statements of one operation and of several share a plan and a batch."""
    fields = " ".join(f'd{year}: city(code: "6405", asOf: "{year}-01-01") {{ id }}' for year in range(2019, 2024))
    answer = execute(f'{{ {fields} today: city(code: "6405") {{ id }} }}')
    assert answer == {f"d{year}": {"id": f"City:6405@{year}-01-01"} for year in range(2019, 2024)} | {
        "today": {"id": "City:6405"}
    }


DIFF: Final = """{ diff(scope: "6405", indicator: JOINT_COMMITTEE, from: "2020-01-01", to: "2022-09-22") {
  before { scope { id } children { scope { id } } units(first: 2) { nodes { unit { id } why { witness { from { id } } } } } }
  after { scope { id parent { id } } units(first: 2) { nodes { unit { id } } } }
  gained(first: 2) { nodes { unit { id } home { id } changedBy { from { id } to { id home { id } } } } }
  lost(first: 2) { nodes { unit { id } home { id } changedBy { from { id } } } } } }"""


def test_each_side_of_a_diff_carries_its_date(execute: Execute, zhongwei: None) -> None:
    diff = execute(DIFF)["diff"]
    shown = {name: {*suffixes(value)} for name, value in diff.items()}
    assert shown == {"before": {"@2020-01-01"}, "lost": {"@2020-01-01"}, "after": {"@2022-09-22"}, "gained": {"@2022-09-22"}}


def test_links_of_a_period_carry_its_first_date(execute: Execute, zhongwei: None) -> None:
    """Also lists below them. A period without a first date has the date of the field."""
    query = """query ($asOf: Date) { linkTimeline(from: { city: "6405" }, to: { memberUnit: "MU-0001" }, asOf: $asOf) {
      from begunBy { from { id home { id } } to { id links(first: 1) { nodes { to { id } } } } } endedBy { from { id } to { id } } } }"""
    for day in (None, DAY):
        periods = execute(query, asOf=day)["linkTimeline"]
        assert periods
        for period in periods:
            assert {*suffixes(period)} <= {f"@{period['from'] or day}" if period["from"] or day else ""}, period


SIMULATION: Final = """query ($add: [LinkInput!], $remove: [LinkInput!], $asOf: Date) { simulate(add: $add, remove: $remove, asOf: $asOf) {
  coverage(scope: "6405", indicator: JOINT_COMMITTEE) { before { scope { id } } after { scope { id communities(first: 1) { nodes { id } } } }
    gained(first: 2) { nodes { unit { id } home { id } changedBy { from { id } } } }
    lost(first: 2) { nodes { unit { id } changedBy { from { id } } } } }
  linkage(from: { community: "640502100002" }, to: { community: "640502100006" }, k: 1) { from { id } paths { entities { id home { id } } } } } }"""
SERVES: Final = {"relation": "SERVES", "from": {"jointCommittee": f"JC-{CODE}"}, "to": {"community": CODE}}


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("day", [None, DAY])
def test_ids_after_simulated_edits_carry_a_digest_of_the_edits(execute: Execute, zhongwei: None, day: str | None) -> None:
    def simulated(**edits: Any) -> tuple[set[str], set[str]]:
        answer = execute(SIMULATION, asOf=day, **edits)["simulate"]
        diff = answer["coverage"]
        before = {*suffixes([diff["before"], diff["lost"]])}
        return before, {*suffixes([diff["after"], diff["gained"], answer["linkage"]])}

    dated = f"@{day}" if day else ""
    before, (removed,) = simulated(remove=[SERVES])
    assert before == {dated}
    assert re.fullmatch(re.escape(dated) + "~[0-9a-f]{8}", removed)
    assert simulated(remove=[SERVES])[1] == {removed}
    assert simulated(remove=[{**SERVES, "to": {"id": f"Community:{CODE}{dated}"}}])[1] == {removed}
    assert simulated(remove=[{**SERVES, "from": {"jointCommittee": f"JC-{OTHER}"}, "to": {"community": OTHER}}])[1] != {removed}


# ---------------------------------------------------------------------------------------------------- an id as an argument
UNDATED: Final = f"Community:{CODE}"
DATED: Final = f"{UNDATED}@{DAY}"
TAKES_IDS: Final = {
    "nodes": "nodes(ids: [$id] AS_OF) { id }",
    "entity": "entity(ref: { id: $id } AS_OF) { id }",
    "why": "why(unit: { id: $id } indicator: JOINT_COMMITTEE AS_OF) { witness { from { id } to { id } } }",
    "linkage from": 'linkage(from: { id: $id } to: { city: "6405" } AS_OF) { from { id } to { id } }',
    "linkage through": 'linkage(from: { jointCommittee: "JC-640502100002" } to: { city: "6405" } through: [{ id: $id }] AS_OF) { from { id } }',
    "reachable avoid": 'reachable(from: { city: "6405" } avoid: [{ id: $id }] first: 1 AS_OF) { nodes { id } }',
    "fragility": 'fragility(from: { id: $id } to: { city: "6405" } AS_OF) { example { entities { id } } }',
    "ifRemoved": 'ifRemoved(entity: { id: $id } scope: "640502100002" AS_OF) { entity { id } }',
    "simulate": f'simulate(remove: [{{ relation: SERVES from: {{ jointCommittee: "JC-{CODE}" }} to: {{ id: $id }} }}] AS_OF) '
    '{ coverage(scope: "6405" indicator: JOINT_COMMITTEE) { before { scope { id } } } }',
    "filter": "communities(where: { or: [{ id: { in: [$id] } }] } AS_OF) { nodes { id } }",
}


@pytest.mark.sampled(0.4)
@pytest.mark.parametrize("name", TAKES_IDS)
def test_a_dated_id_sets_the_date_of_its_field(execute: Execute, error_codes: ErrorCodes, zhongwei: None, name: str) -> None:
    field = TAKES_IDS[name]
    expected = {f"@{DAY}"}
    assert {*suffixes(execute(declared(field, ""), id=DATED))} == expected
    assert {*suffixes(execute(declared(field, "asOf: $day"), id=DATED, day=None))} == expected
    assert {*suffixes(execute(declared(field, "asOf: $day"), id=DATED, day=DAY))} == expected
    assert {*suffixes(execute(declared(field, "asOf: $day"), id=UNDATED, day=DAY))} == expected
    assert {*suffixes(execute(declared(field, ""), id=UNDATED))} == {""}
    assert error_codes(declared(field, "asOf: $day"), id=DATED, day="2022-09-23") == ["BAD_ARGUMENT"]
    assert error_codes(declared(field, "asOf: $day"), id=DATED, day=f"{today()}") == ["BAD_ARGUMENT"]


def test_two_ids_with_different_dates_are_an_error(execute: Execute, error_codes: ErrorCodes, zhongwei: None) -> None:
    nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert error_codes(nodes, ids=[DATED, "City:6405@2022-09-23"]) == ["BAD_ARGUMENT"]
    assert execute(nodes, ids=[DATED, "City:6405"])["nodes"] == [{"id": DATED}, {"id": f"City:6405@{DAY}"}]
    linkage = "query ($from: ID!, $to: ID!) { linkage(from: { id: $from }, to: { id: $to }) { from { id } } }"
    assert error_codes(linkage, **{"from": DATED, "to": "City:6405@2022-09-23"}) == ["BAD_ARGUMENT"]
    assert execute(linkage, **{"from": UNDATED, "to": f"City:6405@{DAY}"})["linkage"] == {"from": {"id": DATED}}


def test_a_node_shows_the_date_of_its_id(execute: Execute, zhongwei: None) -> None:
    """At any depth, the node shows what the dated root field shows."""
    shown = f"{ENTITY} ancestors {{ id }}"
    query = f"query ($id: ID!) {{ node(id: $id) {{ ... on Division {{ {shown} }} }} }}"
    root = f"query ($code: String!, $day: Date) {{ node: division(code: $code, asOf: $day) {{ {shown} }} }}"
    assert execute(query, id=DATED) == execute(root, code=CODE, day=DAY)
    assert execute(query, id=UNDATED) == execute(root, code=CODE)


def test_a_dated_id_below_a_field_of_another_date_is_an_error(
    execute: Execute, error_codes: ErrorCodes, zhongwei: None
) -> None:
    query = """query ($id: ID!, $day: Date) { city(code: "6405", asOf: $day) { communities(where: { id: { eq: $id } }) { nodes { id } } } }"""
    assert execute(query, id=DATED, day=DAY)["city"]["communities"]["nodes"] == [{"id": DATED}]
    assert execute(query, id=UNDATED, day=DAY)["city"]["communities"]["nodes"] == [{"id": DATED}]
    assert error_codes(query, id=DATED, day="2022-09-23") == ["BAD_ARGUMENT"]
    assert error_codes(query, id=DATED) == ["BAD_ARGUMENT"]
    simulated = """query ($id: ID!, $day: Date) { simulate(asOf: $day) { linkage(from: { id: $id }, to: { city: "6405" }, k: 1) { from { id } } } }"""
    assert error_codes(simulated, id=DATED) == ["BAD_ARGUMENT"]
    assert execute(simulated, id=DATED, day=DAY)["simulate"]["linkage"]["from"]["id"].startswith(f"{DATED}~")
    diff = f"""query ($id: ID!) {{ diff(scope: "6405", indicator: JOINT_COMMITTEE, from: "{DAY}", to: "2023-01-01") {{
      before {{ scope {{ communities(where: {{ id: {{ eq: $id }} }}) {{ totalCount }} }} }} }} }}"""
    assert execute(diff, id=DATED)["diff"]["before"]["scope"]["communities"] == {"totalCount": 1}
    assert error_codes(diff, id=f"{UNDATED}@2023-01-01") == ["BAD_ARGUMENT"]


NO_IDS: Final = [
    f"{UNDATED}@2022-02-30",
    f"{UNDATED}@0000-01-01",
    f"{UNDATED}~0123abcd",
    f"{DATED}~0123abcd",
    "Community:@2022-09-22",
    "@2022-09-22",
    f"Dog:1@{DAY}",
]


@pytest.mark.sampled(0.3)
@pytest.mark.parametrize("name", [each for each in TAKES_IDS if each not in ("nodes", "filter")])
@pytest.mark.parametrize("id", NO_IDS)
def test_an_id_with_a_wrong_end_is_an_error(error_codes: ErrorCodes, zhongwei: None, name: str, id: str) -> None:
    assert error_codes(declared(TAKES_IDS[name], ""), id=id) == ["BAD_ID"]


@pytest.mark.parametrize("id", NO_IDS)
def test_a_wrong_id_leaves_the_other_nodes(server: Server, error_codes: ErrorCodes, zhongwei: None, id: str) -> None:
    assert error_codes("query ($id: ID!) { node(id: $id) { id } }", id=id) == ["BAD_ID"]
    answer = server.post("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[id, DATED])
    assert answer["data"]["nodes"] == [None, {"id": DATED}]
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [(["nodes", 0], "BAD_ID")]


@pytest.fixture
def some(share_of_cases: float) -> str:
    """Returns an operation with a list of each kind, or of every fourth: each list is a statement to plan."""
    kinds = KINDS[:: 1 if share_of_cases == 1 else 4]
    return "{ " + " ".join(f"{kind.plural}(first: 5) {{ nodes {{ id code }} }}" for kind in kinds) + " }"


def test_ids_are_made_of_kind_and_code(execute: Execute, tiny: None, some: str) -> None:
    """They contain nothing of the database: equal data gives equal ids."""
    registered = {f"{entity.kind.label}:{entity.code}" for entity in read_city(TINY).entities}
    lists = execute(some)
    shown = {node["id"] for each in lists.values() for node in each["nodes"]}
    assert len(shown) > len(lists)
    assert shown <= registered


def test_ids_are_stable_after_a_reload(
    execute: Execute, tiny: None, modifies_data: None, cities: Cities, cypher: Cypher, some: str
) -> None:
    inner = "MATCH (c:City {code: '99'}) RETURN elementId(c)"
    before, internal = execute(some), cypher(inner)
    cypher("CREATE (x:Survey:Entity {code: 'only in between'}) DELETE x")
    cities.reset(TINY)
    assert execute(some) == before
    assert cypher(inner) != internal
    ids = [node["id"] for each in before.values() for node in each["nodes"]][:100]
    assert [
        node and node["id"] for node in execute("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)["nodes"]
    ] == ids


def test_a_code_with_another_end_is_a_code(execute: Execute, cypher: Cypher, tiny: None, modifies_data: None) -> None:
    """Only the last 11 characters decide whether an id is dated."""
    codes = ["a@2022-9-22", "a@22-09-22", "a2022-09-22", "a~0123abc", "a~0123abcg", "a@b", "@", "a:b@2022-09-2"]
    cypher("UNWIND $codes AS code CREATE (:Post:Entity {code: code, name: 'x'})", codes=codes)
    query = "query ($id: ID!) { node(id: $id) { id } }"
    for code in codes:
        assert execute(query, id=f"Post:{code}") == {"node": {"id": f"Post:{code}"}}
        assert execute(query, id=f"Post:{code}@{DAY}") == {"node": {"id": f"Post:{code}@{DAY}"}}


# ---------------------------------------------------------------------------------------------------- an entity that is not valid then
@pytest.fixture(scope="module")
def short_lived(cities: Cities, cypher: Cypher) -> Iterator[None]:
    """Adds the linked posts `short`, valid in March 2020, and `long`."""
    cities.load(TINY)
    cities.current = None
    cypher("""CREATE (s:Post:Entity {code: 'short', name: 's', valid_from: date('2020-03-01'), valid_to: date('2020-04-01')})
      CREATE (s)-[:MENTORS]->(:Post:Entity {code: 'long', name: 'l'})""")
    yield
    cities.current = None


REFERS: Final = {
    "entity": "entity(ref: { id: $id }) { id }",
    "linkage": 'linkage(from: { id: $id }, to: { post: "long" }) { from { id } }',
    "avoid": 'linkage(from: { community: "9901001" }, to: { post: "long" }, avoid: [{ id: $id }]) { from { id } }',
    "reachable": "reachable(from: { id: $id }) { totalCount }",
    "linkTimeline": 'linkTimeline(from: { id: $id }, to: { post: "long" }) { from }',
    "fragility": 'fragility(from: { id: $id }, to: { post: "long" }) { directLink }',
    "ifRemoved": 'ifRemoved(entity: { id: $id }, scope: "99") { entity { id } }',
    "simulate": 'simulate(remove: [{ relation: MENTORS, from: { id: $id }, to: { post: "long" } }]) { __typename }',
}


@pytest.mark.sampled(0.4)
@pytest.mark.parametrize("name", REFERS)
def test_a_reference_to_an_entity_that_is_not_valid_then_is_an_error(
    name: str, short_lived: None, execute: Execute, error_codes: ErrorCodes
) -> None:
    query = f"query ($id: ID!) {{ {REFERS[name]} }}"
    assert error_codes(query, id="Post:short@2020-04-01") == ["NOT_ALIVE"]
    assert execute(query, id="Post:short@2020-03-31")
    assert execute(query, id="Post:nowhere@2020-04-01") if name != "simulate" else True


def test_a_node_that_is_not_valid_then_is_null(short_lived: None, execute: Execute) -> None:
    query = "query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }"
    for day, node in {"2020-03-31": {"id": "Post:short@2020-03-31"}, "2020-04-01": None}.items():
        assert execute(query, id=f"Post:short@{day}") == {"node": node, "nodes": [node]}
    assert execute(query, id="Post:short") == {"node": None, "nodes": [None]}
    assert execute(
        '{ entity(ref: { id: "Post:short" }) { id } dated: entity(ref: { post: "short" }, asOf: "2020-04-01") { id } }'
    ) == {
        "entity": None,
        "dated": None,
    }
