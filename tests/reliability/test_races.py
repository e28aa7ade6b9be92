"""A response combines two revisions only if it says so, and no ETag confirms a response that has changed."""

import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import httpx
import neo4j
import pytest
from product_server import Server, serving

from graph.database.login import Login

RACES: Final = 500
CODES: Final = ("640502100002", "640502100006")
PEOPLE: Final = 'coverage(scope: "6405", indicator: JOINT_COMMITTEE, weight: PEOPLE) { denominator }'
QUESTIONS: Final = {
    "two entities": " ".join(f'c{place}: community(code: "{code}") {{ population }}' for place, code in enumerate(CODES)),
    "two aggregates": " ".join(
        f'c{place}: communities(where: {{ code: {{ eq: "{code}" }} }}) {{ aggregate {{ population {{ sum }} }} }}'
        for place, code in enumerate(CODES)
    ),
    "a list": f"communities(where: {{ code: {{ in: {list(CODES)} }} }}) {{ nodes {{ population }} }}".replace("'", '"'),
    "coverage beside an aggregate": f'{PEOPLE} communities(within: "6405") {{ aggregate {{ population {{ sum }} }} }}',
}
SET: Final = "MATCH (c:Community) WHERE c.code IN $codes SET c.population = $people"

Record = Callable[[int, str], None]
Scaled = Callable[[int], int]


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in _leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each)]
    return [value]


def _is_torn(data: dict[str, Any]) -> bool:
    """Returns whether two numbers differ: each commit gives both communities one population, and both sums count all of them."""
    return len(set(_leaves(data))) > 1


class Race:
    def __init__(self, server: Server, session: neo4j.Session, text: str) -> None:
        self.outcomes: Counter[str] = Counter()
        self._server = server
        self._session = session
        self._query = {"query": f"{{ {text} }}"}
        self._rng = random.Random(text)
        self._people = 1_000
        self._seconds = statistics.median(self._timed() for _ in range(10))

    def _timed(self) -> float:
        self._commit()
        began = time.perf_counter()
        self._get()
        return time.perf_counter() - began

    def _get(self, etag: str = "") -> httpx.Response:
        headers = {"If-None-Match": etag} if etag else {}
        return self._server.client.get("/graphql", params=self._query, headers=headers)

    def _commit(self) -> None:
        self._people += 1
        self._session.run(SET, codes=CODES, people=self._people).consume()

    def run(self) -> None:
        responses: list[httpx.Response] = []
        request = threading.Thread(target=lambda: responses.append(self._get()))
        request.start()
        time.sleep(self._rng.uniform(0, self._seconds))
        self._commit()
        request.join()
        (response,) = responses
        answer = response.json()
        assert "errors" not in answer, answer
        torn, marked, etag = _is_torn(answer["data"]), "extensions" in answer, response.headers.get("ETag", "")
        self.outcomes["marked"] += marked
        self.outcomes["torn and not marked"] += torn and not marked
        self.outcomes["marked with an ETag"] += marked and bool(etag)
        if etag and self._get(etag).status_code == 304:
            self.outcomes["wrong 304"] += self._get().json()["data"] != answer["data"]
            self.outcomes["304"] += 1


@pytest.mark.reliability("One commit of another client during each response; each question is then asked again with its ETag")
@pytest.mark.parametrize("name", QUESTIONS)
def test_raced_commits(
    default_running: tuple[serving, Server],
    zhongwei: None,
    modifies_data: None,
    neo4j_login: Login,
    name: str,
    scaled: Scaled,
    record: Record,
) -> None:
    _, server = default_running
    races = scaled(RACES)
    with (
        neo4j.GraphDatabase.driver(neo4j_login.uri, auth=(neo4j_login.username, neo4j_login.password)) as driver,
        driver.session(database=neo4j_login.database) as session,
    ):
        race = Race(server, session, QUESTIONS[name])
        for _ in range(races):
            race.run()
    wrong = {each: race.outcomes[each] for each in ("torn and not marked", "marked with an ETag", "wrong 304")}
    record(races, ", ".join(f"{count} {each}" for each, count in {**wrong, "marked": race.outcomes["marked"]}.items()))
    assert not any(wrong.values()), f"{wrong}; aim: none of them"
