"""`Revision.id` changes exactly when a transaction commits, also outside the API."""

import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

import neo4j
import pytest
from in_process_server import InProcessServer
from product_server import Server

from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import Statement, StatementResult

Execute = Callable[..., Any]
Cypher = Callable[..., list[list[Any]]]


def _revision(execute: Execute) -> str:
    return execute("{ revision { id } }")["revision"]["id"]


def test_reads_do_not_change_the_revision(execute: Execute, tiny: None) -> None:
    before = _revision(execute)
    execute("{ communities { totalCount } }")
    assert _revision(execute) == before


def test_a_commit_outside_the_api_changes_the_revision(
    execute: Execute, tiny: None, modifies_data: None, cypher: Cypher
) -> None:
    before = _revision(execute)
    cypher("MATCH (c:Community {code: '9901001'}) SET c.population = 4321")
    after = execute('{ revision { id } community(code: "9901001") { population } }')
    assert after["revision"]["id"] != before
    assert after["community"]["population"] == 4321


def test_a_rollback_does_not_change_the_revision(execute: Execute, tiny: None, neo4j_login: Login) -> None:
    before = _revision(execute)
    with (
        neo4j.GraphDatabase.driver(neo4j_login.uri, auth=(neo4j_login.username, neo4j_login.password)) as driver,
        driver.session(database=neo4j_login.database) as session,
        session.begin_transaction() as transaction,
    ):
        transaction.run("CREATE (:Entity:Survey {code: 'x', name: 'x', relation: 'SERVES', version: 1})").consume()
        transaction.rollback()
    assert _revision(execute) == before


def test_revision_has_time_and_database(execute: Execute, tiny: None) -> None:
    first, second = (execute("{ revision { id at database schemaVersion } }")["revision"] for _ in range(2))
    assert first == second
    assert first["database"].startswith("Neo4j 5.")


@pytest.mark.usefixtures("tiny", "modifies_data")
def test_a_response_is_of_one_revision_or_says_that_it_may_not_be(
    server: Server, cypher: Cypher, share_of_cases: float
) -> None:
    """While another client writes, the counts of one operation are equal, or the response is marked."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            cypher("CREATE (:Entity:Survey {code: $code, name: 'x', relation: 'SERVES'})", code=f"busy-{number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        query = "{ " + " ".join(f"s{i}: surveys {{ totalCount }}" for i in range(4)) + " }"
        answers = [server.post(query) for _ in range(40 if share_of_cases == 1 else 12)]
    finally:
        stop.set()
        writer.join()
    assert all("errors" not in answer for answer in answers)
    unmarked = [answer["data"].values() for answer in answers if "extensions" not in answer]
    assert all(len({field["totalCount"] for field in counts}) == 1 for counts in unmarked)


class ChangingDatabase(Database):
    """Another client commits before each of the first `commits` reads."""

    commits = 0

    async def _read(self, statement: Statement) -> StatementResult:
        if self.commits:
            self.commits -= 1
            async with self.transaction() as transaction:
                await transaction.run("CREATE (:Entity:Survey {code: randomUUID(), name: 'x', relation: 'SERVES'})")
        return await super()._read(statement)


@pytest.fixture(scope="module")
def in_process(neo4j_login: Login) -> Iterator[InProcessServer[ChangingDatabase]]:
    server = InProcessServer(ChangingDatabase, neo4j_login)
    yield server
    server.close()


@pytest.fixture
def changing(
    in_process: InProcessServer[ChangingDatabase], tiny: None, modifies_data: None
) -> InProcessServer[ChangingDatabase]:
    in_process.database.commits = 0
    return in_process


COUNT: Final = "{ surveys { totalCount } revision { id } }"


def test_a_commit_during_a_statement_executes_the_operation_again(changing: InProcessServer[ChangingDatabase]) -> None:
    before = changing.respond(COUNT).json()["data"]
    changing.database.commits = 1
    response = changing.respond(COUNT)
    data = response.json()["data"]
    assert data["surveys"]["totalCount"] == before["surveys"]["totalCount"] + 1
    assert data["revision"]["id"] != before["revision"]["id"]
    assert "extensions" not in response.json()
    assert response.headers["ETag"]


def test_a_response_that_may_be_torn_says_so_and_is_not_cached(changing: InProcessServer[ChangingDatabase]) -> None:
    changing.respond(COUNT)
    changing.database.commits = 1_000
    response = changing.respond(COUNT)
    changing.database.commits = 0
    answer = response.json()
    marked = answer["extensions"]["revision"]
    assert marked["from"] != marked["to"] == answer["data"]["revision"]["id"]
    assert "errors" not in answer
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
