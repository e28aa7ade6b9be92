"""A cursor is bound to the field, its arguments, the date as given, and the entity that owns the list.

It continues its list exactly, and is an error with another date, argument or owner and in another list.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest
from graphql import GraphQLObjectType, get_named_type
from list_places import DAY, PAGE, ListPlace, codes, walk
from oracles.graph import ROOT_FIELDS, label_of, today
from product_schema import SCHEMA
from product_server import Server

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]


def lists_of(type_name: str) -> list[str]:
    found = SCHEMA.graphql_schema.type_map[type_name]
    assert isinstance(found, GraphQLObjectType)
    return [name for name, field in found.fields.items() if get_named_type(field.type).name.endswith("Connection")]


OWNED: Final = [(kind, field) for kind in ROOT_FIELDS for field in lists_of(label_of(kind))]
ROOT: Final = [many for _, many in ROOT_FIELDS.values()]


def chosen(cases: list[Any], share: float) -> list[Any]:
    return cases if share == 1 else cases[::120]


def check_refused(server: Server, place: ListPlace, cursor: str, others: list[ListPlace]) -> None:
    page = f'first: 2 after: "{cursor}"'
    refused = [place.text(page, f'asOf: "{today()}"'), place.text(page, f'asOf: "{DAY}"')]
    refused += [other.text(page) for other in others]
    assert codes(server, refused) == ["BAD_CURSOR"] * len(refused), place
    assert codes(server, [place.text(f'first: 2 before: "{cursor}"', f'asOf: "{DAY}"'), place.text(page)]) == [
        "BAD_CURSOR",
        "none",
    ]


def with_arguments(place: ListPlace) -> list[ListPlace]:
    return [
        replace(place, arguments=given) for given in ("where: { not: { or: [] } }", "where: {}", "orderBy: [{ code: DESC }]")
    ]


@pytest.mark.usefixtures("zhongwei")
def test_cursors_of_root_lists(execute: Execute, server: Server, share_of_cases: float) -> None:
    for many in chosen(ROOT, share_of_cases):
        place = ListPlace(f"{many}(PAGE) {{ {PAGE} }}", ("root",), "AS_OF")
        _, cursor = walk(execute, place)
        if cursor:
            within = replace(place, arguments='within: "6405" AS_OF')
            changed = [replace(each, arguments=f"{each.arguments} AS_OF") for each in with_arguments(place)]
            other = replace(place, query=place.query.replace(many, "cities" if many == "counties" else "counties"))
            check_refused(server, place, cursor, [within, *changed, other])
        walk(execute, place, f'asOf: "{DAY}"')


@pytest.mark.usefixtures("zhongwei")
def test_cursors_of_lists_of_entities(execute: Execute, server: Server, share_of_cases: float) -> None:
    """However the entity is reached: a cursor from a root list works below `node`, `entity` and links."""
    for kind, field in chosen(OWNED, share_of_cases):
        one, many = ROOT_FIELDS[kind]
        order = f"orderBy: [{{ {field}: {{ count: DESC }} }}]"
        owners = execute(f"{{ {many}(first: 2 {order}) {{ nodes {{ id code }} }} }}")[many]["nodes"]
        if not owners:
            continue
        here = f"{field}(PAGE) {{ {PAGE} }}"
        place = ListPlace(f'{one}(code: "{owners[0]["code"]}" AS_OF) {{ {here} }}', ("root", field))
        _, cursor = walk(execute, place)
        if cursor is None:
            continue
        others = with_arguments(place) if field != "links" else [replace(place, arguments="direction: OUT")]
        others += [replace(place, query=place.query.replace(owners[0]["code"], each["code"])) for each in owners[1:]]
        others += [replace(place, query=place.query.replace(field, each)) for each in lists_of(label_of(kind)) if each != field]
        check_refused(server, place, cursor, others)
        page = here.replace("(PAGE)", f'(first: 3 after: "{cursor}")')
        ways = [
            f'node(id: "{owners[0]["id"]}") {{ ... on {label_of(kind)} {{ list: {page} }} }}',
            f'entity(ref: {{ {one}: "{owners[0]["code"]}" }}) {{ ... on {label_of(kind)} {{ list: {page} }} }}',
            f'{one}(code: "{owners[0]["code"]}") {{ list: {page} }}',
        ]
        found = execute("{ " + " ".join(f"w{number}: {way}" for number, way in enumerate(ways)) + " }")
        assert found["w0"] == found["w1"] == found["w2"]
        assert codes(server, [ways[0].replace(owners[0]["id"], f"{owners[0]['id']}@{DAY}")]) == ["BAD_CURSOR"]


UNITS: Final = f"gap(PAGE) {{ {PAGE} }}"
COVERAGE: Final = ListPlace(f'coverage(scope: "6405" indicator: SERVICE_STATION AS_OF) {{ {UNITS} }}', ("root", "gap"))
OTHER_COVERAGE: Final = (
    ("SERVICE_STATION", "SPECIFIC_DUTY"),
    ("6405", "640502"),
    ("AS_OF", "weight: PEOPLE AS_OF"),
    ("gap(PAGE)", "gap: units(PAGE)"),
    ("{ gap", "{ own { gap"),
    ("{ gap", "{ children { gap"),
)


@pytest.mark.usefixtures("zhongwei")
def test_cursors_of_coverage(execute: Execute, server: Server) -> None:
    """A receipt below the receipt has its own lists."""
    _, cursor = walk(execute, COVERAGE)
    assert cursor
    queries = [COVERAGE.query.replace(*each) for each in OTHER_COVERAGE]
    others = [replace(COVERAGE, query=each + " }" * (each.count("{") - each.count("}"))) for each in queries]
    check_refused(server, COVERAGE, cursor, others)


DIFF: Final = 'diff(scope: "6405" indicator: MEMBER_UNIT_ENGAGED from: "2018-01-01" to: "2022-09-22")'
REACHABLE: Final = 'from: { alliance: "AL-1" } maxHops: 2'


@pytest.mark.usefixtures("zhongwei")
def test_cursors_of_other_questions(execute: Execute, server: Server) -> None:
    """`diff`, `search`, `reachable` with and without a group, and `linkage`."""
    gained = ListPlace(f"{DIFF} {{ gained(PAGE) {{ {PAGE} }} }}", ("root", "gained"))
    _, cursor = walk(execute, gained)
    changed = [
        gained.query.replace(*each)
        for each in (("2018", "2017"), ("2022-09-22", "2022-09-21"), ("gained", "lost"), ("6405", "640502"))
    ]
    page = f'first: 1 after: "{cursor}"'
    assert codes(server, [replace(gained, query=each).text(page) for each in changed]) == ["BAD_CURSOR"] * 4
    searched = execute('{ search(text: "社区", first: 2) { pageInfo { endCursor } } }')["search"]["pageInfo"]["endCursor"]
    refused = ['text: "阳"', 'text: "社区" kinds: [COMMUNITY]', f'text: "社区" asOf: "{DAY}"', 'text: "社区" within: "6405"']
    assert codes(server, [f'search({each} after: "{searched}") {{ totalCount }}' for each in refused]) == ["BAD_CURSOR"] * 4
    assert codes(server, [f'search(text: "社区" after: "{searched}") {{ totalCount }}']) == ["none"]
    reached = execute(f"{{ reachable({REACHABLE} first: 2) {{ pageInfo {{ endCursor }} }} }}")["reachable"]["pageInfo"][
        "endCursor"
    ]
    same = [f'{REACHABLE} after: "{reached}"', f'from: {{ id: "Alliance:AL-1" }} maxHops: 2 after: "{reached}"']
    assert codes(server, [f"reachable({each}) {{ totalCount group(by: KIND) {{ count }} }}" for each in same]) == ["none"] * 2
    assert codes(server, [f"reachable({each}) {{ totalCount nodes {{ id }} }}" for each in same]) == ["none"] * 2
    refused = ["maxHops: 3", "maxHops: 2 kinds: [POST]", f'maxHops: 2 asOf: "{DAY}"', 'maxHops: 2 where: { code: { ne: "" } }']
    texts = [f'reachable(from: {{ alliance: "AL-1" }} {each} after: "{reached}") {{ totalCount }}' for each in refused]
    assert codes(server, texts) == ["BAD_CURSOR"] * 4


@pytest.mark.usefixtures("zhongwei")
def test_spellings_of_a_question_share_cursors(execute: Execute) -> None:
    """Literals, variables and defaults; a date as an argument or in an id."""
    query = """query ($where: CommunityFilter, $within: String, $after: String = "", $asOf: Date) {
      communities(where: $where, within: $within, after: $after, first: 2, asOf: $asOf) { pageInfo { endCursor } } }"""
    literal = '{ communities(where: { name: { contains: "社区" } }, first: 2, asOf: null) { pageInfo { endCursor } } }'
    assert execute(query, where={"name": {"contains": "社区"}}) == execute(literal)
    assert execute(query, where=None, within=None, asOf=None) == execute(query, after=None) == execute(query)
    dated = (
        """query ($id: ID!, $asOf: Date) { reachable(from: { id: $id }, first: 2, asOf: $asOf) { pageInfo { endCursor } } }"""
    )
    assert execute(dated, id="Alliance:AL-1", asOf=DAY) == execute(dated, id=f"Alliance:AL-1@{DAY}")


EMPTY: Final = {
    "communities": "communities(first: 2 BOUND) { totalCount nodes { id } pageInfo { hasPreviousPage endCursor } }",
    "communities below": 'city(code: "6405") { communities(first: 2 BOUND) { totalCount nodes { id } pageInfo { endCursor } } }',
    "reachable": f"reachable({REACHABLE} first: 2 BOUND) {{ totalCount nodes {{ id }} pageInfo {{ endCursor }} }}",
    "totalCount": "communities(first: 2 BOUND) { totalCount }",
}


@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_cursor_is_none(execute: Execute, name: str) -> None:
    expected = execute("{ " + EMPTY[name].replace("BOUND", "") + " }")
    for bound in ("after", "before"):
        assert execute("{ " + EMPTY[name].replace("BOUND", f'{bound}: ""') + " }") == expected
        query = "query ($cursor: String) { " + EMPTY[name].replace("BOUND", f"{bound}: $cursor") + " }"
        assert execute(query, cursor="") == execute(query, cursor=None) == expected
