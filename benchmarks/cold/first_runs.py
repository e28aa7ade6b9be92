"""Measures the first run of a query after `db.clearQueryCaches()`, and later runs.

Java is warm, and the product's snapshot is built. Its caches of documents and plans are empty, as for a new query.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from typing import Final, LiteralString

from benchmarks.cases import Run
from benchmarks.cold.corpus import RANDOM, CorpusQuery, corpus, random_selections
from benchmarks.product import Product, graphql_schema
from graph.database.statement import Statement

CLEAR: Final[LiteralString] = "CALL db.clearQueryCaches()"
LATER_RUNS: Final = 3
CANDIDATES: Final = 4 * RANDOM
"""Some return errors."""


@dataclass
class Runs:
    """In milliseconds, one of each per round."""

    first: list[float] = field(default_factory=list[float])
    later: list[float] = field(default_factory=list[float])

    @property
    def ratio(self) -> float:
        return median(self.first) / median(self.later)


async def first_run(product: Product, run: Run) -> float:
    """Returns the milliseconds of a run with empty caches."""
    product.forget_documents()
    await product.database.read(Statement(CLEAR))
    return await _milliseconds(run)


async def measure_once(product: Product, run: Run, runs: Runs) -> None:
    """Takes the median of LATER_RUNS as later run."""
    runs.first.append(await first_run(product, run))
    runs.later.append(median([await _milliseconds(run) for _ in range(LATER_RUNS)]))


async def _milliseconds(run: Run) -> float:
    begin = time.perf_counter()
    await run()
    return (time.perf_counter() - begin) * 1_000


async def runnable_corpus(product: Product) -> list[CorpusQuery]:
    """Returns the corpus with RANDOM random selections, after each has run once. Raises AssertionError for an error of another part."""
    queries = corpus(graphql_schema())
    for number, query in enumerate(queries):
        result = await product.execute(query.text, query.variables)
        assert not result.errors, f"{query.name}: {result.errors}"
        _show("warming Java", number, len(queries))
    found: list[CorpusQuery] = []
    for query in islice(random_selections(graphql_schema()), CANDIDATES):
        if len(found) < RANDOM and not (await product.execute(query.text, query.variables)).errors:
            found.append(query)
    assert len(found) == RANDOM
    return queries + found


async def measure_corpus(product: Product, queries: Sequence[CorpusQuery], rounds: int) -> list[tuple[CorpusQuery, Runs]]:
    measured = [(query, Runs()) for query in queries]
    for number in range(rounds):
        for index, (query, runs) in enumerate(measured):
            await measure_once(product, product.run(query.text, query.variables), runs)
            _show(f"corpus, round {number + 1} of {rounds}", index, len(measured))
    return measured


def _show(what: str, index: int, total: int) -> None:
    if (index + 1) % 20 == 0 or index + 1 == total:
        print(f"cold: {what}: {index + 1} of {total} queries", flush=True)
