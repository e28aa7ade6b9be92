"""On random graphs under random rules, linkage has the paths of brute force, and a true certificate."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random
from typing import Any, Final

import pytest
from bolt_proxy import BoltProxy
from generators.networks import DAY, EARLIER, put_random_graph, random_question
from oracles.global_ids import undating
from oracles.graph import Cypher, Graph
from oracles.linkage import LINKAGE, UNCERTIFIED, Path, Recount, TooManyPaths
from product_server import Server, login_environment, serving

from graph.database.login import Login

Execute = Callable[..., Any]
GRAPHS: Final = 500
QUESTIONS: Final = 4
"""Per graph."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        step = 1 if metafunc.config.getoption("--all-cases") else 20
        graphs = GRAPHS // 4 if "server_with_small_budget" in metafunc.fixturenames else GRAPHS
        metafunc.parametrize("seed", range(0, graphs, step))


class Answers:
    def __init__(self, execute: Execute, cypher: Cypher, rng: Random) -> None:
        self.execute = undating(execute)
        self.rng = rng
        put_random_graph(cypher, rng)
        self.graph = Graph.export(cypher)

    def recounts(self) -> Iterator[tuple[Recount, list[Path], dict[str, Any]]]:
        """Yields random questions with all existing paths, and the variables of the query."""
        for _ in range(QUESTIONS):
            day = self.rng.choice([DAY, DAY, EARLIER])
            as_of_graph = self.graph.at(day)
            if len(as_of_graph.nodes) < 2:
                continue
            recount = Recount(as_of_graph, random_question(self.rng, as_of_graph))
            with suppress(TooManyPaths):
                yield recount, recount.paths(), {**recount.question.arguments(), "asOf": day.isoformat()}

    def linkage(self, **variables: Any) -> dict[str, Any]:
        return self.execute(LINKAGE, **variables)["linkage"]

    def pages(self, k: int, most: int, **variables: Any) -> Iterator[dict[str, Any]]:
        after = None
        for _ in range(most):
            page = self.linkage(k=k, after=after, **variables)
            yield page
            after = page["certificate"]["next"]
            if after is None:
                return
        raise AssertionError("the pages do not end")


@pytest.fixture
def answers(execute: Execute, cypher: Cypher, modifies_data: None, seed: int) -> Answers:
    return Answers(execute, cypher, Random(seed))


@pytest.mark.sampled(0.05)
def test_paths_and_certificate(answers: Answers) -> None:
    """The first k paths, with every link of every step; `exhaustive` if and only if brute force finds no other; pages that continue."""
    for recount, paths, variables in answers.recounts():
        k = answers.rng.choice([1, 3, 20, 100])
        answer = answers.linkage(k=k, **variables)
        assert answer["from"] == {"id": recount.question.start.id}
        assert answer["to"] == {"id": recount.question.end.id}
        assert answer["paths"] == [recount.shown_path(path) for path in paths[:k]]
        assert answers.execute(UNCERTIFIED, k=k, **variables)["linkage"]["paths"] == answer["paths"]
        assert answers.execute(UNCERTIFIED, k=1, **variables)["linkage"]["paths"] == answer["paths"][:1]
        with suppress(TooManyPaths):
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
    """Checks that pages read through `next` equal one large result."""
    found: list[Any] = []
    for page in answers.pages(answers.rng.choice([2, 7]), 30, **variables):
        found += page["paths"]
        assert page["certificate"]["rules"] == recount.in_force()
        if len(found) >= len(paths):
            break
    assert found[: len(paths)] == [recount.shown_path(path) for path in paths]


# ---------------------------------------------------------------------------------------------------- little to spend
@pytest.fixture(scope="module")
def server_with_small_budget(neo4j_login: Login, server: Server) -> Iterator[Server]:
    with (
        BoltProxy(neo4j_login.uri) as wire,
        serving({"NEO4J_URI": wire.uri, "LINKAGE_BUDGET": "40", **login_environment(neo4j_login)}) as url,
    ):
        server = Server(url, wire)
        yield server
        server.client.close()


@pytest.mark.sampled(0.01)
def test_a_search_stopped_by_its_budget_resumes(
    server_with_small_budget: Server, cypher: Cypher, modifies_data: None, seed: int
) -> None:
    def execute(query: str, **variables: Any) -> Any:
        answer = server_with_small_budget.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    answers = Answers(execute, cypher, Random(-seed - 1))
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
