"""The queries that run once after start are valid, and wait while requests execute."""

import asyncio
from collections.abc import Iterator
from typing import Final

import pytest
from graphql import parse, validate
from in_process_server import InProcessServer
from product_schema import SCHEMA

from api.warm_up import WarmUp, common_queries
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import Statement, StatementResult

QUERIES: Final = list(common_queries(SCHEMA.graphql_schema))


class RecordingDatabase(Database):
    texts: list[str]

    async def _read(self, statement: Statement) -> StatementResult:
        self.texts.append(statement.text)
        return await super()._read(statement)


@pytest.fixture
def recorder(neo4j_login: Login, zhongwei: None) -> Iterator[InProcessServer[RecordingDatabase]]:
    RecordingDatabase.texts = []
    recorder = InProcessServer(RecordingDatabase, neo4j_login)
    yield recorder
    recorder.close()


def test_the_queries_are_valid() -> None:
    assert len(QUERIES) > 100
    assert [query for query in QUERIES if validate(SCHEMA.graphql_schema, parse(query))] == []


def test_each_query_has_a_plan_before_it_is_asked(recorder: InProcessServer[RecordingDatabase]) -> None:
    query = '{ grid(code: "-") { id code name } }'
    assert query in QUERIES
    recorder.run(WarmUp([query], recorder.application.warm_up.executor, recorder.application.state).run(recorder.database))
    warm = list(recorder.database.texts)
    assert len(set(warm)) == len(warm) > 0
    recorder.post(query.replace("-", "640502100002"))
    asked = recorder.database.texts[len(warm) :]
    assert asked
    assert set(asked) <= set(warm)


def test_the_queries_wait_while_a_request_executes(recorder: InProcessServer[RecordingDatabase]) -> None:
    state = recorder.application.state
    warm_up = WarmUp([QUERIES[0]], recorder.application.warm_up.executor, state)

    async def during_a_request() -> int:
        async with state.admission.slot():
            running = asyncio.create_task(warm_up.run(recorder.database))
            await asyncio.sleep(0.2)
            during = len(recorder.database.texts)
        await running
        return during

    before = len(recorder.database.texts)
    assert recorder.run(during_a_request()) == before
    assert len(recorder.database.texts) > before
