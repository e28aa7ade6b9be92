"""Behaviour of Neo4j and its driver on which the product relies: an upgrade that changes it fails here."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import ClientError, CypherSyntaxError

from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import CHECK_REVISION, READ_REVISION

Cypher = Callable[..., list[list[Any]]]
DAY = date(2022, 9, 22)
pytestmark = pytest.mark.usefixtures("zhongwei")

ANSWERS: dict[str, tuple[str, Any]] = {
    "text is ordered by code point": (
        "UNWIND ['😀', 'Ａ', '向', 'a', 'Z'] AS x WITH x ORDER BY x RETURN collect(x)",
        list("Za向Ａ😀"),
    ),
    "booleans are ordered false first": ("UNWIND [true, false] AS x WITH x ORDER BY x RETURN collect(x)", [False, True]),
    "a nested COLLECT keeps its order": (
        "MATCH (c:City {code: '6405'}) RETURN COLLECT { MATCH (c)-[:ADMINISTERS]->(d) WITH d ORDER BY d.code DESC LIMIT 2 "
        "RETURN [d.code, COUNT { (d)-[:ADMINISTERS]->() } > 0] }",
        [["640522", True], ["640521", True]],
    ),
    "a clause after the page keeps its order": (
        "RETURN COLLECT { UNWIND [3, 1, 2] AS x WITH x ORDER BY x CALL (x) { RETURN x * 10 AS y } RETURN y }",
        [10, 20, 30],
    ),
    "head of nothing is null": ("RETURN head(COLLECT { MATCH (x:City {code: 'none'}) RETURN x.code })", None),
    "a date against null is null": ("RETURN coalesce(null <= $day, true) AND coalesce($day < null, true)", True),
    "toString of a date is ISO": ("RETURN toString($day)", "2022-09-22"),
    "sum over nothing is zero": ("UNWIND [] AS x RETURN sum(x)", 0),
    "average over nothing is null": ("UNWIND [] AS x RETURN avg(x)", None),
    "a map literal is indexed by text": ("RETURN {a: 'A'}['a']", "A"),
    "a quantified path of no steps is the node itself": (
        "MATCH (c:City {code: '6405'}) MATCH (c) (()-[r:ADMINISTERS WHERE r.since <= $day]->(d:Division)){0,4} (x:City) RETURN x.code",
        "6405",
    ),
    "each Chinese character is a token of the full-text index": (
        "CALL db.index.fulltext.queryNodes('entity_search', '+阳') YIELD node WHERE node.code = '640502100002' RETURN count(*)",
        1,
    ),
    "the full-text index takes a wildcard in front": (
        "CALL db.index.fulltext.queryNodes('entity_search', '+*0502100002*') YIELD node WHERE node:Community RETURN count(*)",
        1,
    ),
    "a relationship predicate inside a pattern sees a parameter": (
        "MATCH (c:City {code: '6405'})-[r:ADMINISTERS WHERE coalesce(r.since <= $day, true)]->(d) RETURN count(d) > 0",
        True,
    ),
}


@pytest.mark.parametrize(("text", "expected"), ANSWERS.values(), ids=ANSWERS.keys())
def test_neo4j_answers(cypher: Cypher, text: str, expected: Any) -> None:
    assert cypher(text, day=DAY) == [[expected]]


REFUSED = {
    "an aggregate inside a projection": (
        "MATCH (c:City) RETURN [c.code, head(COLLECT { CALL (c) { MATCH (c)-[:ADMINISTERS]->(d) RETURN count(d) AS n } RETURN n })]"
    ),
    "CYPHER 25": "CYPHER 25 RETURN 1",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_neo4j_refuses(cypher: Cypher, text: str) -> None:
    with pytest.raises((CypherSyntaxError, ClientError)):
        cypher(text)


def test_a_read_refuses_to_write(neo4j_login: Login) -> None:
    with (
        neo4j.GraphDatabase.driver(neo4j_login.uri, auth=(neo4j_login.username, neo4j_login.password)) as driver,
        driver.session(database=neo4j_login.database, default_access_mode=neo4j.READ_ACCESS) as session,
        pytest.raises(ClientError) as refusal,
    ):
        session.run("CREATE (:Entity)").consume()
    assert refusal.value.code == "Neo.ClientError.Statement.AccessMode"


def test_an_empty_transaction_has_the_bookmark_of_a_statement(neo4j_login: Login, cypher: Cypher, modifies_data: None) -> None:
    async def main() -> list[tuple[str, str]]:
        database, pairs = await Database.connect(neo4j_login), []
        for _ in range(5):
            await asyncio.to_thread(cypher, "CREATE (:Note)")
            pairs.append(((await database.read(READ_REVISION)).revision, (await database.read(CHECK_REVISION)).revision))
        await database.close()
        return pairs

    pairs = asyncio.run(main())
    cypher("MATCH (n:Note) DELETE n")
    assert all(empty == statement for empty, statement in pairs)
    assert len(set(pairs)) == len(pairs)
