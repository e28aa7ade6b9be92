"""The questions about one city, while copies of the city are added to the database."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from benchmarks.cases import Outcome, run
from benchmarks.nation.loading import prepare_for_writing
from benchmarks.product import Product
from benchmarks.questions.catalogue import comparisons
from benchmarks.questions.copies import copy_city
from graph.database.database import Database
from graph.database.statement import Statement

FACTOR: Final = 100
ROUNDS: Final = 10


async def measure(database: Database, factor: int = FACTOR, rounds: int = ROUNDS) -> dict[str, Any]:
    """Returns the medians in milliseconds of one city, and of `factor` cities.

    Drops the full-text index, which slows writing down and which no question uses.
    """
    before = await _measure_stage(database, rounds, 1)
    print(f"growth: copying the city to {factor} cities", flush=True)
    await prepare_for_writing(database)
    await copy_city(database, factor - 1)
    after = await _measure_stage(database, rounds, factor)
    (entities, links), *_ = (
        await database.read(Statement("RETURN COUNT { (:Entity) } AS entities, COUNT { ()-->() } AS links"))
    ).rows
    return {"factor": factor, "entities": entities, "links": links, "rows": _rows(before, after)}


async def _measure_stage(database: Database, rounds: int, cities: int) -> list[Outcome]:
    """Checks that both sides still agree. Builds the snapshot before measuring."""
    product, outcomes = Product(database), list[Outcome]()
    for comparison in await comparisons(database):
        case = replace(await comparison.case(product), rounds=rounds)
        # At the first stage Java has just started.
        outcomes.append(await run(case, min(3 * rounds, comparison.rounds // 2)))
        print(f"growth, {cities} x: {case.name:60} {outcomes[-1].ours:9.1f} ms {outcomes[-1].raw:9.1f} ms", flush=True)
    return outcomes


def _rows(before: Sequence[Outcome], after: Sequence[Outcome]) -> list[dict[str, Any]]:
    return [
        {
            "name": one.promise.name,
            "ours": [round(one.ours, 2), round(many.ours, 2)],
            "other": [round(one.raw, 2), round(many.raw, 2)],
        }
        for one, many in zip(before, after, strict=True)
    ]
