"""As-of dates: what begins or ends on a date, has no first or last day, is no longer valid at one end, or moved.

Raw Cypher adds test entities to the tiny city. Temporary ones are valid from `BEGIN` to `END`.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from city_database import TINY, Cities
from oracles.graph import LEVELS, RELATIONS, ROOT_FIELDS, TO_ONE, Cypher, Relation, label_of, today
from product_server import Server

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]

BEGIN: Final = "2020-03-01"
END: Final = "2020-06-01"
DAYS: Final = {
    "2020-02-29": False,
    "2020-03-01": True,
    "2020-05-31": True,
    "2020-06-01": False,
}
"""The first day counts, the last does not."""
WITHOUT_AS_OF: Final = {"node", "indicators", "revision", "diff", "coverageSeries", "networkSeries", "changes"}

by_kind = pytest.mark.parametrize("kind", ROOT_FIELDS)
LASTING: Final = {name: relation for name, relation in RELATIONS.items() if not relation.is_fact}
FACTS: Final = {name: relation for name, relation in RELATIONS.items() if relation.is_fact}


@pytest.fixture(scope="module", autouse=True)
def stage(cities: Cities, cypher: Cypher) -> Iterator[None]:
    cities.load(TINY)
    cities.current = None
    for kind in ROOT_FIELDS:
        put(cypher, kind, f"short-{kind}", valid_from=BEGIN, valid_to=END)
    for relation in RELATIONS.values():
        source, target = ends_of(relation)
        put(cypher, source, f"{relation.name}-a")
        put(cypher, target, f"{relation.name}-b")
        join(cypher, f"{relation.name}-a", relation.name, f"{relation.name}-b", since=BEGIN, until=END)
    yield
    cities.current = None


def ends_of(relation: Relation) -> tuple[str, str]:
    return ("TOWNSHIP", "COMMUNITY") if relation.name == "ADMINISTERS" else (relation.sources[0], relation.targets[0])


def put(cypher: Cypher, kind: str, code: str, *, valid_from: str | None = None, valid_to: str | None = None) -> None:
    cypher(
        "CREATE (n:$($labels) {code: $code, name: '舞台' + $code}) "
        "SET n.valid_from = date($valid_from), n.valid_to = date($valid_to)",
        labels=[label_of(kind), "Entity", *(["Division"] if kind in LEVELS else [])],
        code=code,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def join(cypher: Cypher, start: str, relation: str, end: str, *, since: str | None = None, until: str | None = None) -> None:
    cypher(
        "MATCH (a:Entity {code: $start}) MATCH (b:Entity {code: $end}) "
        "CREATE (a)-[r:$($relation)]->(b) SET r.since = date($since), r.until = date($until)",
        relation=relation,
        start=start,
        end=end,
        since=since,
        until=until,
    )


@pytest.fixture
def scene(cypher: Cypher) -> Iterator[Cypher]:
    """Runs raw Cypher for one test; entities whose code begins with `scene` are deleted afterwards."""
    yield cypher
    cypher("MATCH (n:Entity) WHERE n.code STARTS WITH 'scene' DETACH DELETE n")


# ---------------------------------------------------------------------------------------------------- every root field
def test_every_root_field_has_as_of(server: Server) -> None:
    actual = server.post("{ __schema { queryType { fields { name args { name type { name } } } } } }")
    fields = actual["data"]["__schema"]["queryType"]["fields"]
    taking = {field["name"] for field in fields if {"name": "asOf", "type": {"name": "Date"}} in field["args"]}
    assert taking == {field["name"] for field in fields} - WITHOUT_AS_OF


@pytest.mark.sampled(0.08)
@by_kind
def test_a_node_is_valid_from_valid_from_until_valid_to(kind: str, execute: Execute) -> None:
    one, many = ROOT_FIELDS[kind]
    code, undated_id = f"short-{kind}", f"{label_of(kind)}:short-{kind}"
    query = f"""query ($code: String!, $id: ID!, $undated: ID!, $day: Date) {{
          one: {one}(code: $code, asOf: $day) {{ id }}
          node(id: $id) {{ id }}
          nodes(ids: [$id, $undated]) {{ id }}
          entity(ref: {{ {one}: $code }}, asOf: $day) {{ id }}
          byId: entity(ref: {{ id: $undated }}, asOf: $day) {{ id }}
          division(code: $code, asOf: $day) {{ id }}
          many: {many}(first: 100, asOf: $day) {{ nodes {{ id }} }}
          search(text: $code, kinds: [{kind}], asOf: $day) {{ nodes {{ id }} }}
        }}"""
    for day, counts in DAYS.items():
        id = f"{undated_id}@{day}"
        answer = execute(query, code=code, id=id, undated=undated_id, day=day)
        found = {"id": id} if counts else None
        assert [answer[name] for name in ("one", "node", "entity", "byId")] == [found] * 4, day
        assert answer["division"] == (found if kind in LEVELS else None), day
        assert answer["nodes"] == [found] * 2, day
        assert ({"id": id} in answer["many"]["nodes"]) is counts, day
        assert answer["search"]["nodes"] == ([found] if counts else []), day


@pytest.mark.sampled(0.11)
@pytest.mark.parametrize("relation", LASTING.values(), ids=LASTING)
def test_a_link_is_valid_from_since_until_until(relation: Relation, execute: Execute) -> None:
    """From both ends, by its own fields and in `links`."""
    for day, counts in DAYS.items():
        check_link(execute, relation, day, holds=counts)


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("relation", FACTS.values(), ids=FACTS)
def test_a_fact_is_open_ended(relation: Relation, execute: Execute) -> None:
    """A manual `until` has no effect."""
    for day in DAYS:
        check_link(execute, relation, day, holds=day >= BEGIN)


def check_link(execute: Execute, relation: Relation, day: str, *, holds: bool) -> None:
    ends = [*zip(ends_of(relation), ("a", "b"), strict=True)]
    for (kind, end), (other_kind, other), fields in zip(ends, ends[::-1], (relation.forward, relation.backward), strict=True):
        expected = [f"{label_of(other_kind)}:{relation.name}-{other}@{day}"] if holds else []
        names = [name for name in fields or ("divisions", "communities") if other_kind in fields.get(name, [other_kind])]
        assert linked(execute, kind, f"{relation.name}-{end}", day, names) == dict.fromkeys(["links", *names], expected)


def linked(execute: Execute, kind: str, code: str, day: str, names: list[str]) -> dict[str, list[str]]:
    """Returns the ids at the other end, by each field and by `links`."""
    fields = " ".join(f"{name} {{ id }}" if name in TO_ONE else f"{name} {{ nodes {{ id }} totalCount }}" for name in names)
    query = f"""query ($code: String!, $day: Date) {{ one: {ROOT_FIELDS[kind][0]}(code: $code, asOf: $day) {{
      id {fields} links {{ totalCount nodes {{ from {{ id }} to {{ id }} }} }} }} }}"""
    one = execute(query, code=code, day=day)["one"]
    found = {name: [one[name]] if name in TO_ONE else one[name]["nodes"] for name in names}
    others = [link["to"] if link["from"]["id"] == one["id"] else link["from"] for link in one["links"]["nodes"]]
    for name in ("links", *names):
        assert name in TO_ONE or one[name]["totalCount"] == len(one[name]["nodes"]), name
    return {name: [each["id"] for each in nodes if each] for name, nodes in {"links": others, **found}.items()}


# ---------------------------------------------------------------------------------------------------- unbounded
LONG_AGO, FAR_OFF = "0001-01-01", "9999-12-31"


@pytest.mark.parametrize(
    ("begin", "end", "lives"),
    [
        (None, None, {LONG_AGO: True, BEGIN: True, FAR_OFF: True}),
        (BEGIN, None, {LONG_AGO: False, BEGIN: True, FAR_OFF: True}),
        (None, END, {LONG_AGO: True, BEGIN: True, END: False, FAR_OFF: False}),
        (BEGIN, BEGIN, {LONG_AGO: False, BEGIN: False, FAR_OFF: False}),
    ],
    ids=["always", "ever since", "until then", "never"],
)
def test_null_validity_is_unbounded(
    begin: str | None, end: str | None, lives: dict[str, bool], scene: Cypher, execute: Execute
) -> None:
    put(scene, "COMMUNITY", "scene")
    put(scene, "FUND", "scene-node", valid_from=begin, valid_to=end)
    join(scene, "scene-node", "ALLOCATED_TO", "scene")
    put(scene, "COMPOUND", "scene-linked")
    join(scene, "scene-linked", "SITUATED_IN", "scene", since=begin, until=end)
    for day, living in lives.items():
        answer = execute(
            """query ($day: Date) { fund(code: "scene-node", asOf: $day) { validFrom validTo }
            community(code: "scene", asOf: $day) { funds { totalCount } compounds { edges { since until } } } }""",
            day=day,
        )
        assert answer["fund"] == ({"validFrom": begin, "validTo": end} if living else None), day
        assert answer["community"]["funds"]["totalCount"] == int(living), day
        assert answer["community"]["compounds"]["edges"] == ([{"since": begin, "until": end}] if living else []), day


# ---------------------------------------------------------------------------------------------------- one end is gone
@pytest.fixture
def temporary_township(scene: Cypher) -> None:
    """Creates a temporary township with a community, its entities, and a grid that spans another community; no link ends."""
    put(scene, "CITY", "scene-city")
    put(scene, "TOWNSHIP", "scene-town", valid_from=BEGIN, valid_to=END)
    for community in ("scene-1", "scene-2"):
        put(scene, "COMMUNITY", community)
        join(scene, "scene-town", "ADMINISTERS", community)
    join(scene, "scene-city", "ADMINISTERS", "scene-town")
    put(scene, "GRID", "scene-grid")
    scene("MATCH (n:Grid {code: 'scene-grid'}) SET n.size = 'LARGE', n.workers = 3")
    for community in ("scene-1", "scene-2"):
        join(scene, "scene-grid", "SPANS", community)
    put(scene, "PARTY_COMMITTEE", "scene-party")
    join(scene, "scene-party", "LOCATED_IN", "scene-town")
    put(scene, "POST", "scene-post")
    join(scene, "scene-post", "POST_IN", "scene-party")


@pytest.mark.usefixtures("temporary_township")
def test_a_link_to_an_invalid_entity_is_not_valid(execute: Execute) -> None:
    for day, counts in DAYS.items():
        check_temporary_township(execute, day, counts=counts)


def check_temporary_township(execute: Execute, day: str, *, counts: bool) -> None:
    answer = execute(
        """query ($day: Date) {
          community(code: "scene-1", asOf: $day) { parent { code } ancestors { code } links { totalCount } }
          city(code: "scene-city", asOf: $day) { divisions { totalCount } communities { totalCount aggregate { count } } }
          grid(code: "scene-grid", asOf: $day) { home { code } communities { totalCount } }
          partyCommittee(code: "scene-party", asOf: $day) { location { code } home { code } links { totalCount } posts { totalCount } }
          post(code: "scene-post", asOf: $day) { home { code } body { home { code } } }
          grids(within: "scene-city", asOf: $day) { totalCount aggregate { workers { sum } } }
          posts(within: "scene-city", asOf: $day) { nodes { code } }
          search(text: "scene-post", within: "scene-city", asOf: $day) { totalCount }
        }""",
        day=day,
    )
    town = {"code": "scene-town"} if counts else None
    some, n = (2, 1) if counts else (0, 0)
    assert answer == {
        "community": {
            "parent": town,
            "ancestors": [{"code": "scene-city"}, town] if counts else [],
            "links": {"totalCount": 1 + n},
        },
        "city": {"divisions": {"totalCount": n + some}, "communities": {"totalCount": some, "aggregate": {"count": some}}},
        "grid": {"home": town, "communities": {"totalCount": 2}},
        "partyCommittee": {"location": town, "home": town, "links": {"totalCount": 1 + n}, "posts": {"totalCount": 1}},
        "post": {"home": town, "body": {"home": town}},
        "grids": {"totalCount": n, "aggregate": {"workers": {"sum": 3.0 if counts else None}}},
        "posts": {"nodes": [{"code": "scene-post"}] if counts else []},
        "search": {"totalCount": n},
    }


# ---------------------------------------------------------------------------------------------------- a scope that is not there
SCOPED: Final = [*(f"{many}(" for _, many in ROOT_FIELDS.values()), 'search(text: "舞台", ']
each_scoped = pytest.mark.parametrize("field", SCOPED, ids=lambda field: field.partition("(")[0])


@pytest.mark.sampled(0.05)
@each_scoped
def test_an_unknown_scope_is_null(field: str, execute: Execute) -> None:
    for within in ("unknown", "", " ", "short-POST", "City:64"):
        assert execute(f"query ($d: String) {{ found: {field}within: $d) {{ totalCount }} }}", d=within) == {"found": None}


@pytest.mark.sampled(0.15)
@each_scoped
def test_a_scope_that_is_not_valid_is_an_error(field: str, execute: Execute, error_codes: ErrorCodes) -> None:
    query = f'query ($day: Date) {{ found: {field}within: "short-TOWNSHIP", asOf: $day) {{ totalCount }} }}'
    for day, counts in DAYS.items():
        if counts:
            assert execute(query, day=day)["found"]["totalCount"] == (
                1 if field == "townships(" or field.startswith("search") else 0
            ), day
        else:
            assert error_codes(query, day=day) == ["NOT_ALIVE"], day


def test_an_invalid_scope_does_not_affect_other_root_fields(server: Server) -> None:
    answer = server.post('{ gone: posts(within: "short-TOWNSHIP") { totalCount } there: townships { totalCount } }')
    assert answer["data"]["gone"] is None
    assert answer["data"]["there"]["totalCount"] > 0
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [(["gone"], "NOT_ALIVE")]


# ---------------------------------------------------------------------------------------------------- what moved
@pytest.fixture
def moved_community(scene: Cypher) -> None:
    """Moves the community scene-m from township scene-a to scene-b on BEGIN; scene-s stays; a grid spans both."""
    put(scene, "COUNTY", "scene-county")
    for township in ("scene-a", "scene-b"):
        put(scene, "TOWNSHIP", township)
        join(scene, "scene-county", "ADMINISTERS", township)
    for community, population in (("scene-m", 700), ("scene-s", 40)):
        put(scene, "COMMUNITY", community)
        scene("MATCH (n:Community {code: $code}) SET n.population = $population", code=community, population=population)
    join(scene, "scene-a", "ADMINISTERS", "scene-s")
    join(scene, "scene-a", "ADMINISTERS", "scene-m", until=BEGIN)
    join(scene, "scene-b", "ADMINISTERS", "scene-m", since=BEGIN)
    put(scene, "GRID", "scene-grid")
    scene("MATCH (n:Grid {code: 'scene-grid'}) SET n.size = 'LARGE'")
    for community in ("scene-m", "scene-s"):
        join(scene, "scene-grid", "SPANS", community)
    put(scene, "MEMBER_UNIT", "scene-unit")
    join(scene, "scene-unit", "LOCATED_IN", "scene-m")


@pytest.mark.usefixtures("moved_community")
@pytest.mark.parametrize(
    ("day", "holder", "other", "grid"),
    [("2020-02-29", "scene-a", "scene-b", "scene-a"), ("2020-03-01", "scene-b", "scene-a", "scene-county")],
    ids=["the day before", "the day it moves"],
)
def test_a_moved_community_is_below_each_township_at_its_time(
    day: str, holder: str, other: str, grid: str, execute: Execute
) -> None:
    answer = execute(
        """query ($day: Date, $holder: String!, $other: String!) {
          community(code: "scene-m", asOf: $day) { parent { code } ancestors { code } }
          holder: township(code: $holder, asOf: $day) { communities { nodes { code } } divisions { nodes { code } } }
          other: township(code: $other, asOf: $day) { communities { nodes { code } } }
          county(code: "scene-county", asOf: $day) { communities { totalCount aggregate { population { sum } } } }
          inHolder: memberUnits(within: $holder, asOf: $day) { nodes { code } }
          inOther: memberUnits(within: $other, asOf: $day) { nodes { code } }
          grid(code: "scene-grid", asOf: $day) { home { code } }
          gridsInA: grids(within: "scene-a", asOf: $day) { totalCount }
          gridsInCounty: grids(within: "scene-county", asOf: $day) { totalCount }
          search(text: "scene-unit", within: $holder, asOf: $day) { totalCount }
        }""",
        day=day,
        holder=holder,
        other=other,
    )
    moved_community, stayed = {"code": "scene-m"}, {"code": "scene-s"}
    held = [moved_community, stayed] if holder == "scene-a" else [moved_community]
    assert answer == {
        "community": {"parent": {"code": holder}, "ancestors": [{"code": "scene-county"}, {"code": holder}]},
        "holder": {"communities": {"nodes": held}, "divisions": {"nodes": held}},
        "other": {"communities": {"nodes": [stayed] if other == "scene-a" else []}},
        "county": {"communities": {"totalCount": 2, "aggregate": {"population": {"sum": 740.0}}}},
        "inHolder": {"nodes": [{"code": "scene-unit"}]},
        "inOther": {"nodes": []},
        "grid": {"home": {"code": grid}},
        "gridsInA": {"totalCount": int(grid == "scene-a")},
        "gridsInCounty": {"totalCount": 1},
        "search": {"totalCount": 1},
    }


@pytest.mark.usefixtures("moved_community")
def test_two_as_of_dates_in_one_operation(execute: Execute) -> None:
    """Each root field applies its date to everything below it; names and properties are today's in both."""
    selection = """{ name population parent { code home { code } } home { parent { code communities { nodes { code parent { code } } } } }
      links(relations: [ADMINISTERS]) { nodes { from { code } } } }"""
    answer = execute(
        f'{{ then: community(code: "scene-m", asOf: "2020-02-29") {selection} now: community(code: "scene-m") {selection} }}'
    )
    for as_of_graph, township, communities in (("then", "scene-a", ["scene-m", "scene-s"]), ("now", "scene-b", ["scene-m"])):
        held = [{"code": code, "parent": {"code": township}} for code in communities]
        assert answer[as_of_graph] == {
            "name": "舞台scene-m",
            "population": 700,
            "parent": {"code": township, "home": {"code": township}},
            "home": {"parent": {"code": township, "communities": {"nodes": held}}},
            "links": {"nodes": [{"from": {"code": township}}]},
        }


# ---------------------------------------------------------------------------------------------------- today
def test_today_is_the_default(scene: Cypher, execute: Execute) -> None:
    """In Asia/Shanghai, also for null: what begins today counts, what ends today does not."""
    put(scene, "COMMUNITY", "scene")
    day = today()
    shifts = {"yesterday": day - timedelta(1), "today": day, "tomorrow": day + timedelta(1)}
    for name, shifted in shifts.items():
        put(scene, "COMPOUND", f"scene-since-{name}")
        join(scene, f"scene-since-{name}", "SITUATED_IN", "scene", since=shifted.isoformat())
        put(scene, "COMPOUND", f"scene-until-{name}")
        join(scene, f"scene-until-{name}", "SITUATED_IN", "scene", until=shifted.isoformat())
    query = 'query ($day: Date) { community(code: "scene", asOf: $day) { compounds { nodes { code } } } }'
    answers = [execute(query), execute(query, day=None), execute(query, day=day.isoformat())]
    if today() != day:
        pytest.skip("the day changed while it was asked about")
    expected = ["scene-since-today", "scene-since-yesterday", "scene-until-tomorrow"]
    for answer in answers:
        assert [each["code"] for each in answer["community"]["compounds"]["nodes"]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-30",
        "2020-3-1",
        "20200301",
        "2020-W09-7",
        "2020-061",
        "2020-03-01T00:00:00",
        "10000-01-01",
        "yesterday",
        "",
        " ",
    ],
)
def test_an_invalid_date_is_an_error(text: str, error_codes: ErrorCodes) -> None:
    assert error_codes("query ($day: Date) { communities(asOf: $day) { totalCount } }", day=text) == [
        "GRAPHQL_VALIDATION_FAILED"
    ]
    assert error_codes(f'{{ communities(asOf: "{text}") {{ totalCount }} }}') == ["GRAPHQL_VALIDATION_FAILED"]


@pytest.mark.parametrize("day", [LONG_AGO, FAR_OFF, "1970-01-01", "2024-02-29"])
def test_every_calendar_date_is_a_valid_as_of(day: str, execute: Execute) -> None:
    assert execute("query ($day: Date) { communities(asOf: $day) { totalCount } }", day=day)["communities"] is not None
