"""CompletedValues equal, byte for byte, what graphql-core completes; it also completes nonconforming results."""

import random
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from execution_paths import ExecutionPaths
from generators.operations import Operations
from graphql import parse, validate
from product_schema import SCHEMA

from graph.database.login import Login

Cypher = Callable[..., list[list[Any]]]
CASES: Final = 2_000
DEFAULT_CASES: Final = 4
SEED: Final = 20220922


@pytest.fixture(scope="module")
def both(neo4j_login: Login) -> Any:
    both = ExecutionPaths(neo4j_login)
    yield both
    both.close()


def test_random_operations_are_equal_on_both_paths(both: ExecutionPaths, zhongwei: None, share_of_cases: float) -> None:
    operations = Operations(SCHEMA.graphql_schema, random.Random(SEED))
    executed = 0
    while executed < (CASES if share_of_cases == 1 else DEFAULT_CASES):
        query, variables = operations.operation()
        if validate(SCHEMA.graphql_schema, parse(query)):
            continue
        executed += 1
        completed, *passed = both.answers(query, variables)
        assert passed == [completed, completed], query
        # An operation without errors is bypassed as a whole: otherwise this suite would compare nothing.
        assert both.bypassed or completed[1], query


ONE, OTHER = '{ community: "640502100002" }', '{ community: "640502100006" }'
SEARCHED: Final = {
    "linkage": (
        f"from: {ONE}, to: {OTHER}, k: 4, maxHops: 5, transit: [{{ kind: TOWNSHIP, policy: ALLOW }}]",
        f"from: {ONE}, to: {OTHER}, k: 1, maxHops: 1",
        f'from: {ONE}, to: {{ community: "nowhere" }}',
        f"from: {ONE}, to: {ONE}",
    ),
    "reachable": (f"from: {ONE}, maxHops: 2, first: 5", f"from: {ONE}, kinds: [GRID], maxHops: 3, last: 3"),
    "fragility": (f"from: {ONE}, to: {OTHER}", f'from: {ONE}, to: {{ city: "6405" }}'),
    "ifRemoved": (f'entity: {ONE}, scope: "640502100"', 'entity: { township: "640502100" }, scope: "640502"'),
    "linkTimeline": (f"from: {ONE}, to: {OTHER}, maxHops: 4", f"from: {ONE}, to: {OTHER}, maxHops: 1"),
    "responsibilityChain": ('community: "640502100002"',),
}
"""Questions with a search, by root field; the last but one of linkage is null, and the last is an error."""
SEARCHES: Final = 60
DEFAULT_SEARCHES: Final = 1
"""Per question."""


@pytest.mark.sampled(0.35)
@pytest.mark.parametrize("name", SEARCHED)
def test_searches_are_equal_on_both_paths(both: ExecutionPaths, zhongwei: None, share_of_cases: float, name: str) -> None:
    operations = Operations(SCHEMA.graphql_schema, random.Random(SEED))
    whole = 0
    for arguments in SEARCHED[name]:
        for _ in range(SEARCHES if share_of_cases == 1 else DEFAULT_SEARCHES):
            query, variables = operations.operation_on(name, arguments)
            assert not validate(SCHEMA.graphql_schema, parse(query)), query
            completed, *passed = both.answers(query, variables)
            assert passed == [completed, completed], query
            # Groups of reachable entities take a second statement, and are completed.
            assert both.bypassed or completed[1] or "group(" in query, query
            whole += both.bypassed
    assert whole


BROKEN: Final = {
    "a missing text": ("MATCH (n:Community {code: $code}) REMOVE n.name", "{ community(code: $code) { code name } }"),
    "a text for a number": (
        "MATCH (n:Community {code: $code}) SET n.population = 'many'",
        "{ community(code: $code) { population } }",
    ),
    "a number beyond 32 bits": (
        "MATCH (n:Community {code: $code}) SET n.population = 3000000000",
        "{ community(code: $code) { name population } }",
    ),
    "a value that no enum has": (
        "MATCH (n:Community {code: $code}) SET n.provenance = 'RUMOUR'",
        "{ community(code: $code) { provenance name } }",
    ),
    "a missing name in a list": (
        "MATCH (n:Community {code: $code})-[:HAS_GRID]->(g) REMOVE g.name",
        "{ community(code: $code) { grids { totalCount nodes { code name } } } }",
    ),
    "a whole number for a fraction": (
        "MATCH (:Community {code: $code})<-[:SITUATED_IN]-(n) SET n.owners_committee_party_share = 60",
        "{ community(code: $code) { compounds { nodes { ownersCommitteePartyShare } } } }",
    ),
    "a text for a date": (
        "MATCH (n:Community {code: $code}) SET n.valid_from = date('2001-01-01')",
        "{ community(code: $code) { validFrom } }",
    ),
    "a missing name on a path": (
        "MATCH (n:Community {code: $code}) REMOVE n.name",
        '{ linkage(from: { community: $code }, to: { city: "6405" }) { paths { hops entities { code name } } } }',
    ),
    "people beyond 32 bits": (
        "MATCH (n:Community {code: $code}) SET n.population = 3000000000",
        "{ coverage(scope: $code, indicator: JOINT_COMMITTEE, weight: PEOPLE) { denominator share } }",
    ),
}


BROKEN_COMMUNITY: Final = "640502100002"


@pytest.fixture
def restored(cypher: Cypher, zhongwei: None) -> Iterator[None]:
    """Restores the community and its neighbours after the test."""
    near = "MATCH (c:Community {code: $code}) OPTIONAL MATCH (c)--(m) UNWIND [c, m] AS n"
    before = cypher(f"{near} RETURN DISTINCT elementId(n), properties(n)", code=BROKEN_COMMUNITY)
    yield
    cypher("UNWIND $before AS row MATCH (n) WHERE elementId(n) = row[0] SET n = row[1]", before=before)


@pytest.mark.sampled(0.3)
@pytest.mark.usefixtures("restored")
@pytest.mark.parametrize("name", BROKEN)
def test_broken_data_gives_the_same_errors(both: ExecutionPaths, cypher: Cypher, name: str) -> None:
    breaking, query = BROKEN[name]
    cypher(breaking, code=BROKEN_COMMUNITY)
    completed, *passed = both.answers(f"query ($code: String!) {query}", {"code": BROKEN_COMMUNITY})
    assert passed == [completed, completed]
    assert not (both.bypassed and completed[1])


def test_resolved_and_compiled_fields_of_one_operation(both: ExecutionPaths, zhongwei: None) -> None:
    """`revision` has its own resolver and is completed; the others are bypassed."""
    query = '{ a: coverage(scope: "6405", indicator: SERVICE_STATION) { reached definition { nameEn } } b: city(code: "6405") { name } revision { id } }'
    completed, *passed = both.answers(query, {})
    assert passed == [completed, completed]
    assert (both.bypassed_fields, both.bypassed) == (2, False)
