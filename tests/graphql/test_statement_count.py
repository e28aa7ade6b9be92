"""A root field without a search or a simulation is one statement on the wire at any depth of selection."""

from collections.abc import Callable
from typing import Any

import pytest
from product_server import Server

COMMUNITY = "640502100002"
DEEP = """
query ($code: String!) { community(code: $code) {
  ancestors { name } home { code }
  jointCommittee { memberUnits(first: 3) { totalCount aggregate { partyMembers { sum } } edges { since node {
    name location { name parent { name } } jointCommittees { nodes { code community { name } } } } } } }
  grids { nodes { code largeGrid { smallGrids { totalCount } } ledBy { name branchOf { name ... on Community { population } } } } }
  links { nodes { relation from { name home { name } } to { name ... on Post { body { name } } } } } } }
"""
OPERATIONS = {
    "point": ("query ($code: String!) { community(code: $code) { name } }", 1),
    "deep": (DEEP, 1),
    "list within": (
        '{ memberUnits(within: "640502") { totalCount nodes { name home { name } } pageInfo { hasNextPage } } }',
        1,
    ),
    "search": (
        '{ search(text: "阳", within: "6405") { totalCount nodes { name ... on Community { grids { totalCount } } } } }',
        1,
    ),
    "by ids": ('{ nodes(ids: ["Community:640502100002", "City:6405"]) { id ... on City { name } } }', 1),
    "division": ('{ division(code: "6405") { divisions { nodes { name communities { totalCount } } } } }', 1),
    "three roots": ('{ city(code: "6405") { name } grids { totalCount } revision { id } }', 3),
    "nothing there": ('{ community(code: "0") { name grids { totalCount } } }', 1),
    "refused": ('{ communities(after: "?") { totalCount } }', 0),
    "introspection": ("{ __schema { queryType { name } } }", 0),
}


@pytest.mark.parametrize(("operation", "statements"), OPERATIONS.values(), ids=OPERATIONS.keys())
def test_statements_on_the_wire(server: Server, zhongwei: None, operation: str, statements: int) -> None:
    server.post(operation, code=COMMUNITY)
    with server.wire.counting() as counted:
        server.post(operation, code=COMMUNITY)
    assert counted.runs == statements


def test_the_proxy_counts_statements(server: Server, zhongwei: None, execute: Callable[..., Any]) -> None:
    with server.wire.counting() as counted:
        for _ in range(5):
            execute("{ revision { id } }")
    assert counted.runs == 5
