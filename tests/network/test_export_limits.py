"""Exports that are too large, too long, or too many at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import httpx
import pytest
from bolt_proxy import BoltProxy
from product_server import Server, login_environment, serving

from graph.database.login import Login

QUESTION: Final = "scope=6405&asOf=2022-09-22"
LIMITS: Final = {"EXPORT_BUDGET": "0.000001", "NETWORK_PAIRS": "10", "MAX_REQUESTS": "1"}

pytestmark = pytest.mark.usefixtures("zhongwei")


@pytest.fixture(scope="module")
def narrow_server(neo4j_login: Login, server: Server) -> Iterator[Server]:
    with (
        BoltProxy(neo4j_login.uri) as wire,
        serving({"NEO4J_URI": wire.uri, **login_environment(neo4j_login), **LIMITS}) as url,
    ):
        narrow_server = Server(url, wire)
        yield narrow_server
        narrow_server.client.close()


@pytest.mark.parametrize(
    ("path", "status", "code", "way_out"),
    [
        (f"unit-overlap.graphml?{QUESTION}", 413, "TOO_LARGE", "The largest division below that fits is"),
        (f"everything.matrix.xlsx?{QUESTION}", 413, "TOO_LARGE", "use csv.zip"),
        (f"membership.json?{QUESTION}&measures=degree", 504, "TIME_BUDGET", "EXPORT_BUDGET"),
        (f"checkup.xlsx?{QUESTION}", 413, "TOO_LARGE", "division"),
    ],
)
def test_a_limit_has_a_status_and_a_way_out(narrow_server: Server, path: str, status: int, code: str, way_out: str) -> None:
    for method in ("GET", "HEAD"):
        response = narrow_server.client.request(method, f"/exports/{path}")
        assert response.status_code == status, response.text
    (error,) = narrow_server.client.get(f"/exports/{path}").json()["errors"]
    assert error["extensions"]["code"] == code
    assert way_out in error["message"]


def test_the_division_that_an_overlap_names_fits(narrow_server: Server) -> None:
    query = 'query ($scope: String!) { network(scope: $scope, projection: UNIT_OVERLAP, asOf: "2022-09-22") { tieCount } }'
    (error,) = narrow_server.post(query, scope="640502")["errors"]
    fits = error["extensions"]["fits"]
    assert fits in error["message"]
    assert "errors" not in narrow_server.post(query, scope=fits)


def test_the_division_that_a_format_names_fits(server: Server) -> None:
    (error,) = server.client.get(f"/exports/everything.matrix.xlsx?{QUESTION}").json()["errors"]
    fits = error["extensions"]["fits"]
    assert fits in error["message"]
    found = server.client.get(f"/exports/everything.matrix.xlsx?scope={fits}&asOf=2022-09-22", timeout=120)
    assert found.status_code == 200


def test_a_smaller_question_is_answered(narrow_server: Server) -> None:
    assert narrow_server.client.get(f"/exports/membership.json?{QUESTION}").status_code == 200


def test_an_export_beyond_the_slots_is_told_to_try_again(narrow_server: Server) -> None:
    with ThreadPoolExecutor(1) as pool:
        with narrow_server.wire.holding():
            first = pool.submit(narrow_server.client.post, "/graphql", json={"query": '{ city(code: "6405") { name } }'})
            answer: httpx.Response | None = None
            while answer is None or answer.status_code != 503:  # until the first request has its slot
                try:
                    answer = httpx.get(f"{narrow_server.url}/exports/membership.json?{QUESTION}", timeout=5)
                except httpx.TimeoutException:  # this request has the slot
                    continue
        first.result(60)
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["BUSY"]
    assert int(answer.headers["retry-after"]) > 0
