"""Linkage against brute force: on random graphs and under random rules the same paths, the same order, a true certificate."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random
from typing import Any, Final

import pytest
from bolt_proxy import BoltProxy
from generators.networks import DAY, EARLIER, put_random_graph, random_question
from oracles.graph import Cypher, Graph
from oracles.linkage import LINKAGE, UNCERTIFIED, Path, Recount, TooMany
from product_server import Server, login_environment, serving

from graph.database.login import Login

Ask = Callable[..., Any]
GRAPHS: Final = 500
QUESTIONS: Final = 4
"""Of each graph."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        step = 1 if metafunc.config.getoption("--all-cases") else 10
        graphs = GRAPHS // 4 if "frugal" in metafunc.fixturenames else GRAPHS
        metafunc.parametrize("seed", range(0, graphs, step))


class Answers:
    """One random graph, and what the API says about it."""

    def __init__(self, ask: Ask, cypher: Cypher, rng: Random) -> None:
        self.ask = ask
        self.rng = rng
        put_random_graph(cypher, rng)
        self.graph = Graph.export(cypher)

    def recounts(self) -> Iterator[tuple[Recount, list[Path], dict[str, Any]]]:
        """Random questions with all paths there are, and the variables to ask them with."""
        for _ in range(QUESTIONS):
            day = self.rng.choice([DAY, DAY, EARLIER])
            moment = self.graph.at(day)
            if len(moment.nodes) < 2:
                continue
            recount = Recount(moment, random_question(self.rng, moment))
            with suppress(TooMany):
                yield recount, recount.paths(), {**recount.question.arguments(), "asOf": day.isoformat()}

    def linkage(self, **variables: Any) -> dict[str, Any]:
        return self.ask(LINKAGE, **variables)["linkage"]

    def pages(self, k: int, most: int, **variables: Any) -> Iterator[dict[str, Any]]:
        """From page to page until there is nothing to go on to."""
        after = None
        for _ in range(most):
            page = self.linkage(k=k, after=after, **variables)
            yield page
            after = page["certificate"]["next"]
            if after is None:
                return
        raise AssertionError("the pages do not end")


@pytest.fixture
def answers(ask: Ask, cypher: Cypher, scratch: None, seed: int) -> Answers:
    return Answers(ask, cypher, Random(seed))


def test_paths_and_certificate(answers: Answers) -> None:
    """The first k, with every link of every step; exhaustive exactly where brute force finds no other; pages that go on."""
    for recount, paths, variables in answers.recounts():
        k = answers.rng.choice([1, 3, 20, 100])
        answer = answers.linkage(k=k, **variables)
        assert answer["from"] == {"id": recount.question.start.id}
        assert answer["to"] == {"id": recount.question.end.id}
        assert answer["paths"] == [recount.shown_path(path) for path in paths[:k]]
        assert answers.ask(UNCERTIFIED, k=k, **variables)["linkage"]["paths"] == answer["paths"]
        assert answers.ask(UNCERTIFIED, k=1, **variables)["linkage"]["paths"] == answer["paths"][:1]
        with suppress(TooMany):
            expected = recount.certificate(paths[:k], paths)
            assert answer["certificate"] == {
                "stoppedBy": "K",
                **expected,
                "rules": recount.in_force(),
                "next": None if expected["exhaustive"] else answer["certificate"]["next"],
            }
        assert (answer["certificate"]["next"] is None) == (len(paths) <= k)
        if len(paths) > 1:
            check_pages(answers, recount, paths[:30], variables)


def check_pages(answers: Answers, recount: Recount, paths: list[Path], variables: dict[str, Any]) -> None:
    """Paging through ``next`` equals one large answer, as far as that goes."""
    found: list[Any] = []
    for page in answers.pages(answers.rng.choice([2, 7]), 30, **variables):
        found += page["paths"]
        assert page["certificate"]["rules"] == recount.in_force()
        if len(found) >= len(paths):
            break
    assert found[: len(paths)] == [recount.shown_path(path) for path in paths]


# ---------------------------------------------------------------------------------------------------- little to spend
@pytest.fixture(scope="module")
def frugal(bolt: Login, server: Server) -> Iterator[Server]:
    """A server whose searches may look at 40 entities."""
    with (
        BoltProxy(bolt.uri) as wire,
        serving({"NEO4J_URI": wire.uri, "LINKAGE_BUDGET": "40", **login_environment(bolt)}) as url,
    ):
        server = Server(url, wire)
        yield server
        server.client.close()


def test_a_search_that_stops_at_its_budget_goes_on_where_it_stopped(
    frugal: Server, cypher: Cypher, scratch: None, seed: int
) -> None:
    def ask(query: str, **variables: Any) -> Any:
        answer = frugal.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    answers = Answers(ask, cypher, Random(-seed - 1))
    for recount, paths, variables in answers.recounts():
        if len(paths) > 40:
            continue
        shown: list[Path] = []
        for page in answers.pages(3, 3_000, **variables):
            shown += paths[len(shown) : len(shown) + len(page["paths"])]
            assert page["paths"] == [recount.shown_path(path) for path in shown[len(shown) - len(page["paths"]) :]]
            certificate = page["certificate"]
            if certificate["stoppedBy"] == "BUDGET":
                assert not certificate["exhaustive"]
                assert all(rule["turnedAway"] is None for rule in certificate["rules"])
                assert all(path in shown for path in paths if len(path) - 1 <= certificate["exploredToDepth"])
        assert shown == paths
