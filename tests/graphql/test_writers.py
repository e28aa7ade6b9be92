"""Questions are answered while another client commits, and a response that may combine revisions says so."""

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import httpx
import pytest
from product_server import Server
from writer import MAX_COMMITS, Writer

from graph.database.login import Login

CONCURRENT: Final = 12
ROUNDS: Final = 40
DAY: Final = 'asOf: "2022-09-22"'
ENDS: Final = 'from: { newSectorBranch: "NB-10" }, to: { community: "640502100002" }'
DYADS: Final = "{ overlap: COMMITTEE_OVERLAP }"
COUNTS: Final = "before { reached } after { reached }"
QUESTIONS: Final = {
    "linkage": f"linkage({ENDS}, k: 1, {DAY}) {{ paths {{ entities {{ name }} }} revision {{ id }} }}",
    "reachable": f'reachable(from: {{ newSectorBranch: "NB-10" }}, maxHops: 2, {DAY}, first: 5) {{ totalCount }}',
    "fragility": f"fragility({ENDS}, {DAY}) {{ disjointPaths revision {{ id }} }}",
    "ifRemoved": f'ifRemoved(entity: {{ alliance: "AL-1" }}, scope: "6405", {DAY}) {{ coverage {{ before after }} }}',
    "simulate": f'simulate(add: [], {DAY}) {{ coverage(scope: "6405", indicator: MENTORED) {{ {COUNTS} }} }}',
    "coverage": f'coverage(scope: "6405", indicator: MENTORED, {DAY}) {{ reached revision {{ id }} }}',
    "network": f'network(scope: "6405", projection: UNIT_OVERLAP, {DAY}) {{ components actors(first: 2) {{ nodes {{ degree }} }} }}',
    "networkSeries": 'networkSeries(scope: "6405", projection: MEMBERSHIP, from: "2021-01-01", to: "2022-01-01") { tieCount }',
    "networkCorrelation": f'networkCorrelation(scope: "6405", actors: JOINT_COMMITTEE, a: {DYADS}, b: {{ same: COUNTY }}, {DAY}) {{ r }}',
    "pairings": f'pairings(scope: "6405", {DAY}) {{ matched proposal {{ from {{ name }} }} }}',
    "nextBest": f'nextBest(scope: "6405", indicator: SERVICE_STATION, k: 1, {DAY}) {{ reachedBefore }}',
}


def revisions_in(value: Any) -> list[str]:
    if isinstance(value, list):
        return [each for item in value for each in revisions_in(item)]
    if not isinstance(value, dict):
        return []
    shown: list[str] = [value["revision"]["id"]] if "revision" in value else []
    return shown + [each for item in value.values() for each in revisions_in(item)]


def check(response: httpx.Response, known: list[str]) -> None:
    """Checks that a response shows the last of the commits `known` before its request, or a later one."""
    answer = response.json()
    assert "errors" not in answer, answer
    (shown,) = set(revisions_in(answer["data"]))
    assert shown not in known[:-1]
    marked = answer.get("extensions", {}).get("revision")
    if marked:
        assert marked["from"] != marked["to"] == shown
        assert marked["from"] not in known[:-1]
        assert (response.headers["Cache-Control"], response.headers.get("ETag")) == ("no-store", None)


@pytest.mark.reliability("Eleven questions next to 15 commits a second: none is refused")
@pytest.mark.usefixtures("zhongwei", "modifies_data")
def test_no_question_is_refused_while_data_change(server: Server, neo4j_login: Login, share_of_cases: float) -> None:
    rounds = ROUNDS if share_of_cases == 1 else 1
    with Writer(neo4j_login).running() as writer:
        for question, _ in itertools.product(QUESTIONS.values(), range(rounds)):
            known = list(writer.revisions)
            check(server.client.post("/graphql", json={"query": f"{{ {question} revision {{ id }} }}"}), known)
    assert len(writer.revisions) < MAX_COMMITS


@pytest.mark.usefixtures("zhongwei", "modifies_data")
def test_simulations_of_counts_and_removals_open_no_transaction(
    server: Server, neo4j_login: Login, share_of_cases: float
) -> None:
    """So they never make a writer wait. A simulation with a list opens one, which shows that transactions are counted."""
    queries = [f"{{ {QUESTIONS[name]} }}" for name in ("simulate", "ifRemoved", "nextBest")]
    times = CONCURRENT if share_of_cases == 1 else CONCURRENT // len(queries)
    with Writer(neo4j_login).running() as writer, ThreadPoolExecutor(CONCURRENT) as pool:
        with server.wire.counting() as counting:
            answers = list(pool.map(server.post, queries * times))
        assert writer.revisions
    assert not [each["errors"] for each in answers if "errors" in each]
    assert counting.begins == 0
    with server.wire.counting() as counting:
        server.post(queries[0].replace(COUNTS, "lost { totalCount }"))
    assert counting.begins >= 1


@pytest.mark.usefixtures("zhongwei", "modifies_data")
@pytest.mark.parametrize("name", ["linkage", "simulate"])
def test_a_commit_is_seen_by_the_requests_after_it(server: Server, cypher: Callable[..., list[list[Any]]], name: str) -> None:
    """Although the snapshot and the columns are older, and no request in between shows the commit."""
    query = f"{{ {QUESTIONS[name]} revision {{ id }} }}"
    seen: list[str] = []
    for number in range(3):
        cypher("MATCH (c:City {code: '6405'}) SET c.version = $number", number=number)
        answer = server.post(query)
        assert "extensions" not in answer
        seen.append(answer["data"]["revision"]["id"])
    assert len(set(seen)) == 3
