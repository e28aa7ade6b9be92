"""Codes, names and kinds of entities come from the snapshot, and from a statement if another field or an unreadable name is among them."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from in_process_server import InProcessServer

from graph.database.commits import TRANSACTIONS
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import CHECK_REVISION, READ_REVISION, Statement

Cypher = Callable[..., list[list[Any]]]
QUERY: Final = """query ($one: String!, $other: String!) { linkage(from: { memberUnit: $one }, to: { memberUnit: $other }, k: 3) {
    paths { entities { __typename kind code label: name FIELD } } } }"""


class RecordingDatabase(Database):
    statement: Statement
    """The last one that a question executed."""

    async def read(self, statement: Statement) -> Any:
        if statement not in (CHECK_REVISION, TRANSACTIONS):
            self.statement = statement
        return await super().read(statement)


@pytest.fixture(scope="module")
def caller(neo4j_login: Login) -> Iterator[InProcessServer[RecordingDatabase]]:
    caller = InProcessServer(RecordingDatabase, neo4j_login)
    yield caller
    caller.close()


@pytest.fixture
def ends(zhongwei: None, cypher: Cypher) -> dict[str, str]:
    ((one, other),) = cypher(
        "MATCH (a:MemberUnit)-[r:MEMBER_OF]->(:JointCommittee)<-[s:MEMBER_OF]-(b:MemberUnit) "
        "WHERE a.code < b.code AND r.until IS NULL AND s.until IS NULL RETURN a.code, b.code ORDER BY a.code, b.code LIMIT 1"
    )
    return {"one": one, "other": other}


def entities(caller: InProcessServer[RecordingDatabase], ends: dict[str, str], field: str = "") -> list[list[dict[str, Any]]]:
    answer = caller.post(QUERY.replace("FIELD", field), ends)
    assert "errors" not in answer, answer["errors"]
    return [path["entities"] for path in answer["data"]["linkage"]["paths"]]


def test_the_snapshot_has_the_values_of_the_statement(caller: InProcessServer[RecordingDatabase], ends: dict[str, str]) -> None:
    in_memory = entities(caller, ends)
    assert caller.database.statement == READ_REVISION
    by_statement = entities(caller, ends, "validFrom")
    assert caller.database.statement != READ_REVISION
    assert in_memory == [[{key: each[key] for key in each if key != "validFrom"} for each in path] for path in by_statement]


@pytest.mark.parametrize("name", [5, None])
def test_a_name_that_is_no_text_is_read_by_the_statement(
    caller: InProcessServer[RecordingDatabase], ends: dict[str, str], modifies_data: None, cypher: Cypher, name: object
) -> None:
    cypher("MATCH (n:MemberUnit) WHERE NOT n.code IN [$one, $other] WITH n LIMIT 1 SET n.name = $name", name=name, **ends)
    entities(caller, ends)
    assert caller.database.statement.text
