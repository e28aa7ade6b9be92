"""`Revision.id` changes exactly when a transaction commits, also outside the API."""

from collections.abc import Callable
from typing import Any

import neo4j
import pytest
from product_server import Server

from graph.database.login import Login

Execute = Callable[..., Any]
Cypher = Callable[..., list[list[Any]]]


def _revision(execute: Execute) -> str:
    return execute("{ revision { id } }")["revision"]["id"]


def test_reads_do_not_change_the_revision(execute: Execute, zhongwei: None) -> None:
    before = _revision(execute)
    execute("{ communities { totalCount } }")
    assert _revision(execute) == before


def test_a_commit_outside_the_api_changes_the_revision(
    execute: Execute, zhongwei: None, modifies_data: None, cypher: Cypher
) -> None:
    before = _revision(execute)
    cypher("MATCH (c:Community {code: '640502100002'}) SET c.population = 4321")
    after = execute('{ revision { id } community(code: "640502100002") { population } }')
    assert after["revision"]["id"] != before
    assert after["community"]["population"] == 4321


def test_a_rollback_does_not_change_the_revision(execute: Execute, zhongwei: None, neo4j_login: Login) -> None:
    before = _revision(execute)
    with (
        neo4j.GraphDatabase.driver(neo4j_login.uri, auth=(neo4j_login.username, neo4j_login.password)) as driver,
        driver.session(database=neo4j_login.database) as session,
        session.begin_transaction() as transaction,
    ):
        transaction.run("CREATE (:Entity:Survey {code: 'x', name: 'x', relation: 'SERVES', version: 1})").consume()
        transaction.rollback()
    assert _revision(execute) == before


def test_revision_has_time_and_database(execute: Execute, zhongwei: None) -> None:
    first, second = (execute("{ revision { id at database schemaVersion } }")["revision"] for _ in range(2))
    assert first == second
    assert first["database"].startswith("Neo4j 5.")


@pytest.mark.usefixtures("zhongwei", "modifies_data")
def test_a_response_reads_one_revision(server: Server, cypher: Cypher) -> None:
    """While another client writes continuously, two counts of one operation are equal, or the operation fails with an error."""
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
