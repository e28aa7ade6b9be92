"""More requests than the server can execute, and a database that does not respond."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from bolt_proxy import BoltProxy
from product_server import Server, login_environment, serving

from api.admission import MAX_WAITING_PER_SLOT, Admission
from graph.database.login import Login
from graph.error_codes import ErrorCode
from graph.errors import UserError

MEDIA_TYPES = ("application/json", "application/graphql-response+json")
CITY = {"query": '{ city(code: "6405") { name } }'}


async def _occupy(admission: Admission, end: asyncio.Event) -> None:
    async with admission.slot():
        await end.wait()


def test_slots_and_places_in_the_queue_are_bounded() -> None:
    async def main() -> None:
        admission, end = Admission(2), asyncio.Event()
        tasks = [asyncio.create_task(_occupy(admission, end)) for _ in range(2 + 2 * MAX_WAITING_PER_SLOT)]
        await asyncio.sleep(0)
        assert (admission.executing, admission.waiting) == (2, 2 * MAX_WAITING_PER_SLOT)
        with pytest.raises(UserError) as raised:
            await _occupy(admission, end)
        assert (raised.value.code, admission.refused) == (ErrorCode.BUSY, 1)
        end.set()
        await asyncio.gather(*tasks)
        await _occupy(admission, end)
        assert (admission.executing, admission.waiting, admission.refused) == (0, 0, 1)

    asyncio.run(main())


def test_a_cancelled_request_leaves_its_place() -> None:
    async def main() -> None:
        admission, end = Admission(1), asyncio.Event()
        executing, waiting = (asyncio.create_task(_occupy(admission, end)) for _ in range(2))
        await asyncio.sleep(0)
        for task in (waiting, executing):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        end.set()
        await _occupy(admission, end)
        assert (admission.executing, admission.waiting, admission.refused) == (0, 0, 0)

    asyncio.run(main())


@pytest.fixture(scope="module")
def narrow_server(neo4j_login: Login, server: Server) -> Iterator[Server]:
    with (
        BoltProxy(neo4j_login.uri) as wire,
        serving({"NEO4J_URI": wire.uri, **login_environment(neo4j_login), "MAX_REQUESTS": "1"}) as url,
    ):
        narrow_server = Server(url, wire)
        yield narrow_server
        narrow_server.client.close()


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_a_request_beyond_the_slots_is_told_to_try_again(narrow_server: Server, zhongwei: None, media_type: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        with narrow_server.wire.holding():
            first = pool.submit(narrow_server.client.post, "/graphql", json=CITY)
            answer: httpx.Response | None = None
            while answer is None or answer.status_code == 200:  # until the first request has its slot
                answer = httpx.post(
                    f"{narrow_server.url}/graphql", json={"query": "{ __typename }"}, headers={"Accept": media_type}
                )
        assert first.result(60).json() == {"data": {"city": {"name": "中卫市"}}}
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["BUSY"]


def test_readyz_gives_the_reason_if_the_database_does_not_answer(narrow_server: Server, zhongwei: None) -> None:
    with narrow_server.wire.holding():
        answer = narrow_server.client.get("/readyz")
        assert narrow_server.client.get("/livez").status_code == 200
    assert answer.status_code == 503
    assert answer.json()["reason"] == "The database does not answer within 1.5 s."
    answers = (narrow_server.client.get("/readyz").json() for _ in range(40))
    assert {"status": "ready"} in answers
