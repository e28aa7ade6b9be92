"""Revision.id changes exactly when somebody has committed, also past the API."""

from collections.abc import Callable
from typing import Any

import neo4j
import pytest
from product_server import Server

from graph.database.login import Login

Ask = Callable[..., Any]
Cypher = Callable[..., list[list[Any]]]


def _revision(ask: Ask) -> str:
    return ask("{ revision { id } }")["revision"]["id"]


def test_reads_do_not_change_it(ask: Ask, zhongwei: None) -> None:
    before = _revision(ask)
    ask("{ communities { totalCount } }")
    assert _revision(ask) == before


def test_a_commit_past_the_api_changes_it_and_is_seen_at_once(ask: Ask, zhongwei: None, scratch: None, cypher: Cypher) -> None:
    before = _revision(ask)
    cypher("MATCH (c:Community {code: '640502100002'}) SET c.population = 4321")
    after = ask('{ revision { id } community(code: "640502100002") { population } }')
    assert after["revision"]["id"] != before
    assert after["community"]["population"] == 4321


def test_a_rolled_back_write_does_not(ask: Ask, zhongwei: None, bolt: Login) -> None:
    before = _revision(ask)
    with (
        neo4j.GraphDatabase.driver(bolt.uri, auth=(bolt.username, bolt.password)) as driver,
        driver.session(database=bolt.database) as session,
        session.begin_transaction() as transaction,
    ):
        transaction.run("CREATE (:Entity:Survey {code: 'x', name: 'x', relation: 'SERVES', version: 1})").consume()
        transaction.rollback()
    assert _revision(ask) == before


def test_it_says_when_and_where(ask: Ask, zhongwei: None) -> None:
    first, second = (ask("{ revision { id at database schemaVersion } }")["revision"] for _ in range(2))
    assert first == second
    assert first["database"].startswith("Neo4j 5.")


@pytest.mark.usefixtures("zhongwei", "scratch")
def test_an_answer_speaks_of_one_revision(server: Server, cypher: Cypher) -> None:
    """While another writes all the time, two counts of one operation are equal, or the operation is refused."""
    import threading

    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            cypher("CREATE (:Entity:Survey {code: $code, name: 'x', relation: 'SERVES'})", code=f"busy-{number}")

    writer = threading.Thread(target=write)
    writer.start()
    codes = set[str]()
    try:
        for _ in range(40):
            answer = server.post("{ " + " ".join(f"s{i}: surveys {{ totalCount }}" for i in range(4)) + " }")
            if "errors" in answer:
                codes |= {error["extensions"]["code"] for error in answer["errors"]}
            else:
                assert len({field["totalCount"] for field in answer["data"].values()}) == 1
    finally:
        stop.set()
        writer.join()
    assert codes <= {"DATA_CHANGED"}
