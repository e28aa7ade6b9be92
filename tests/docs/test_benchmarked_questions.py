"""The handwritten sides of `make bench` return the product's results, and the corpus of first runs is complete."""

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from city_database import Cities
from graphql import parse, validate
from product_server import ROOT

from benchmarks.cases import Promise, compare
from benchmarks.cold.corpus import CorpusQuery, corpus, random_selections
from benchmarks.cold.first_runs import Runs, first_run, measure_corpus
from benchmarks.cold.group import figures, of_corpus, over_all
from benchmarks.page import page
from benchmarks.product import Product, graphql_schema
from benchmarks.questions import coverage, entities, linkage, what_if
from benchmarks.questions.copies import copy_city
from graph.coverage.catalogue import load_catalogue
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import Statement

COMPARISONS = [*entities.COMPARISONS, *coverage.COMPARISONS, *linkage.COMPARISONS, *what_if.COMPARISONS]
QUESTIONS = {
    *("ifRemoved", "nextBest", "simulate", "fragility", "linkTimeline", "coverageSeries", "diff", "why", "group"),
    "responsibilityChain",
}
Work = Callable[[Database], Coroutine[Any, Any, Any]]


def _with_database(login: Login, work: Work) -> Any:
    async def run() -> Any:
        database = await Database.connect(login, timeout=300)
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(run())


@pytest.mark.sampled(0.1)
@pytest.mark.parametrize("index", range(len(COMPARISONS)))
def test_a_question_and_its_handwritten_side_return_the_same(zhongwei: None, neo4j_login: Login, index: int) -> None:
    _with_database(neo4j_login, lambda database: COMPARISONS[index].case(Product(database)))


def test_a_simulation_and_its_handwritten_side_return_the_same(zhongwei: None, neo4j_login: Login) -> None:
    async def check(database: Database) -> None:
        simulation = await what_if.simulate(database)
        await simulation.case(Product(database))

    _with_database(neo4j_login, check)


def test_a_different_result_is_found(zhongwei: None, neo4j_login: Login) -> None:
    async def other(_: Database) -> Any:
        async def run() -> Any:
            return []

        return run

    wrong = replace(entities.COMPARISONS[1], make_by_hand=other)
    with pytest.raises(AssertionError, match="responsibilityChain"):
        _with_database(neo4j_login, lambda database: wrong.case(Product(database)))


def test_every_question_is_compared() -> None:
    assert {re.split("[ ,]", each.name)[0] for each in COMPARISONS} | {"simulate"} >= QUESTIONS


# ---------------------------------------------------------------------------------------------------- first runs
def test_the_corpus_has_every_documented_query_indicator_and_root_field() -> None:
    queries = corpus(graphql_schema())
    assert not [query.name for query in queries if validate(graphql_schema(), parse(query.text))]
    by_part = {part: [each for each in queries if each.part == part] for part in {each.part for each in queries}}
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    assert len(by_part["README and docs"]) == sum(page.read_text("utf-8").count("```graphql\n") for page in pages)
    assert len(by_part["examples of the explorer"]) == len(list((ROOT / "web" / "examples").iterdir()))
    assert [each.name for each in by_part["indicators"]] == list(load_catalogue())
    query = graphql_schema().query_type
    assert query is not None
    assert [each.name for each in by_part["root fields"]] == list(query.fields)


def test_random_selections_are_the_same_in_every_run() -> None:
    first, second = (list(islice(random_selections(graphql_schema()), 5)) for _ in range(2))
    assert first == second
    assert len({each.text for each in first}) == 5


def test_a_first_run_plans_again(zhongwei: None, neo4j_login: Login) -> None:
    """Counts the plans in Neo4j's cache, which a first run empties."""

    async def check(database: Database) -> None:
        product = Product(database)
        run = product.run('{ city(code: "6405") { name } }')
        for text in ("RETURN 1 AS one", "RETURN 2 AS two", "RETURN 3 AS three"):
            await database.read(Statement(text))
        await first_run(product, run)
        cleared = (await database.read(Statement("CALL db.clearQueryCaches() YIELD value"))).rows[0][0]
        assert int(re.findall(r"\d+", cleared)[0]) < 3

    _with_database(neo4j_login, check)


def test_results_of_first_runs_are_on_the_page(zhongwei: None, neo4j_login: Login) -> None:
    queries = [CorpusQuery("one", "city", '{ city(code: "6405") { name } }'), CorpusQuery("two", "kinds", "{ __typename }")]
    measured = _with_database(neo4j_login, lambda database: measure_corpus(Product(database), queries, rounds=2))
    middle, worst = of_corpus(measured)
    assert "of 2 queries" in middle.promise.name
    assert worst.ratio == max(runs.ratio for _, runs in measured)
    text = page({"machine": "", "results": [], "snapshot": {}, "cold": figures(measured, measured)})
    assert "| one | 1 |" in text
    assert text.count("| two: kinds |") == 2


def test_the_median_and_the_worst_case_are_promised() -> None:
    cases = [compare(Promise(name, None, 2), [ratio, ratio], [1, 1]) for name, ratio in (("a", 1), ("b", 2), ("c", 4))]
    middle, worst = over_all(cases)
    assert (middle.ratio, middle.holds) == (2, False)
    assert (worst.ratio, worst.holds, worst.promise.name.endswith(": c")) == (4, False, True)


def test_runs_give_the_ratio_of_medians() -> None:
    assert Runs([3, 1, 2], [1, 1, 4]).ratio == 2


# ---------------------------------------------------------------------------------------------------- growth
COUNTS = "{ coverage(scope: %r, indicator: NEW_SECTOR_REACHED) { reached notReached unknown children { reached notReached } } }"


@pytest.mark.slow
def test_a_copied_city_gives_the_same_counts(
    cities: Cities, modifies_data: None, tiny: None, neo4j_login: Login, cypher: Callable[..., list[list[Any]]]
) -> None:
    totals = "RETURN COUNT { (n:Entity) WHERE NOT n:Province }, COUNT { ()-->() }"
    (code,) = cypher("MATCH (c:City) RETURN c.code")[0]
    ((entities_before, links_before),) = cypher(totals)

    async def copy(database: Database) -> list[Any]:
        await copy_city(database, 2)
        product = Product(database)
        return [await product.execute(COUNTS.replace("%r", f'"{scope}"')) for scope in (code, f"{code}~1", f"{code}~2")]

    results = _with_database(neo4j_login, copy)
    assert results[0].errors is None
    assert results[0].data == results[1].data == results[2].data
    assert results[0].data["coverage"]["reached"] > 0
    assert cypher(totals) == [[3 * entities_before, 3 * links_before]]
