"""Files while another client commits: none is refused, and one that may combine revisions says so."""

import io
import itertools
import json
from collections.abc import Iterator
from typing import Any, Final

import httpx
import openpyxl  # pyright: ignore[reportMissingModuleSource]
import pytest
from product_server import Server
from writer import MAX_COMMITS, Writer

from graph.database.login import Login

QUESTION: Final = "scope=640502100&asOf=2022-09-22"
ROUNDS: Final = 1
WORKBOOKS: Final = ("coverage.xlsx", "checkup.xlsx")
NETWORKS: Final = ("membership.json", "everything.json", "unit-overlap.json")

pytestmark = pytest.mark.usefixtures("zhongwei", "modifies_data")


@pytest.fixture
def writer(neo4j_login: Login) -> Iterator[Writer]:
    with Writer(neo4j_login).running() as writer:
        yield writer
    assert 0 < len(writer.revisions) < MAX_COMMITS


def check(response: httpx.Response, shown: str, before: str | None, known: list[str]) -> None:
    """Checks that a file shows the last of the commits `known` before its request, or a later one, and its marks."""
    assert response.status_code == 200, response.text
    assert shown not in known[:-1]
    if "etag" in response.headers:
        assert before is None
        return
    assert response.headers["cache-control"] == "no-store"
    assert (response.headers["revision-from"], response.headers["revision-to"]) == (before, shown)
    assert before not in (*known[:-1], shown)


def test_no_file_is_refused_while_data_change(server: Server, writer: Writer, share_of_cases: float) -> None:
    torn, rounds = 0, ROUNDS if share_of_cases < 1 else 70
    for name in WORKBOOKS[: 1 if share_of_cases < 1 else 2]:
        known = list(writer.revisions)
        response = server.client.get(f"/exports/{name}?{QUESTION}")
        about = _about(response.content)
        check(response, about["数据版本"], about.get("读取开始时的数据版本，名称可能更新"), known)
    for name, _ in itertools.product(NETWORKS, range(rounds)):
        known = list(writer.revisions)
        response = server.client.get(f"/exports/{name}?{QUESTION}&measures=betweenness")
        about = json.loads(response.content)["graph"]
        check(response, about["revision"], about.get("revision_from"), known)
        assert about["revision"] in about["citation"]
        assert about.get("revision_from", "") in about["citation"]
        torn += "revision_from" in about
    if share_of_cases == 1:
        assert torn  # at this rate some are


def _about(content: bytes) -> dict[str, Any]:
    lines = (str(row[0]).partition("：") for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values)
    return {name: value for name, _, value in lines}
