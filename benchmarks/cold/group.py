"""The group `cold`: first runs against first runs of handwritten statements, and against later runs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Any, Final

from benchmarks import city
from benchmarks.cases import Case, Outcome, Promise, compare
from benchmarks.cold.corpus import CorpusQuery
from benchmarks.cold.first_runs import Runs, first_run, measure_corpus, measure_once, runnable_corpus
from benchmarks.operations import CITY, RECEIPT
from benchmarks.product import Product, graphql_schema
from benchmarks.questions.catalogue import comparisons
from benchmarks.questions.what_if import LOSSES, REMOVED, simulate
from graph.database.database import Database

ROUNDS: Final = 5
MEDIAN_TARGET: Final = 1.5
WORST_TARGET: Final = 3.0
LATER_TARGET: Final = 1.5
SLOWEST: Final = 10
SCORECARD: Final = f"""{{ scorecard(scope: "{CITY}") {{ definition {{ indicator }} reached notReached unknown share }} }}"""
SERIES: Final = """{{ coverageSeries(scope: "{city}", indicator: NEW_SECTOR_REACHED, from: "2019-01-01", to: "2022-12-01"{by}) {{
  asOf reached notReached unknown share {selection} }} }}"""


async def measure(database: Database, rounds: int = ROUNDS) -> tuple[list[Outcome], dict[str, Any]]:
    """Returns the promised ratios, and figures without a promise."""
    product = Product(database)
    cases = [*city.cases(product), *[await each.case(product) for each in await comparisons(database)]]
    queries = await runnable_corpus(product)
    with_handwritten = [await _against_handwritten(product, case, rounds) for case in cases]
    counts = [await _against_later(product, query, rounds) for query in await questions_of_counts(database)]
    measured = await measure_corpus(product, queries, rounds)
    outcomes = [*over_all(with_handwritten), *with_handwritten, *(outcome for outcome, _ in counts), *of_corpus(measured)]
    return outcomes, figures(measured, [runs for _, runs in counts])


async def _against_handwritten(product: Product, case: Case, rounds: int) -> Outcome:
    await case.ours()
    await case.raw()
    ours, other = list[float](), list[float]()
    for _ in range(rounds):
        ours.append(await first_run(product, case.ours))
        other.append(await first_run(product, case.raw))
    outcome = compare(Promise(case.name, None, rounds), ours, other)
    print(f"cold: {outcome.promise.name:70} {outcome.ratio:5.2f} x", flush=True)
    return outcome


async def questions_of_counts(database: Database) -> list[CorpusQuery]:
    """Omits `scorecard` and the series by township if the schema lacks them."""
    simulation = await simulate(database)
    return [
        CorpusQuery("counts", "coverage of the city to its communities", RECEIPT, {"code": CITY}),
        *([CorpusQuery("counts", "scorecard of the city", SCORECARD)] if _has("scorecard") else []),
        CorpusQuery("counts", "ifRemoved with coverage", LOSSES, REMOVED),
        CorpusQuery("counts", simulation.name.partition(" / ")[0], simulation.query, simulation.variables),
        _series(by_township=_has("coverageSeries", "divisions")),
    ]


def _series(*, by_township: bool) -> CorpusQuery:
    selection = "divisions { division { code } reached notReached unknown }" if by_township else ""
    text = SERIES.format(city=CITY, by=", divisions: TOWNSHIP" if by_township else "", selection=selection)
    return CorpusQuery("counts", f"coverageSeries of 48 months{', by township' if by_township else ''}", text)


def _has(field: str, argument: str | None = None) -> bool:
    query = graphql_schema().query_type
    fields = query.fields if query else {}
    return field in fields and (argument is None or argument in fields[field].args)


async def _against_later(product: Product, query: CorpusQuery, rounds: int) -> tuple[Outcome, tuple[CorpusQuery, Runs]]:
    runs = Runs()
    run = product.run(query.text, query.variables)
    await run()
    for _ in range(rounds):
        await measure_once(product, run, runs)
    outcome = compare(Promise(f"{query.name} / its later run", LATER_TARGET, rounds), runs.first, runs.later)
    print(f"cold: {outcome.promise.name:70} {outcome.ratio:5.2f} x", flush=True)
    return outcome, (query, runs)


def over_all(outcomes: Sequence[Outcome]) -> list[Outcome]:
    ratios = [each.ratio for each in outcomes]
    rounds = outcomes[0].promise.rounds
    middle = compare(
        Promise(f"median of {len(ratios)} cases / first run of the handwritten statement", MEDIAN_TARGET, rounds),
        ratios,
        [1.0] * len(ratios),
    )
    worst = max(outcomes, key=lambda each: each.ratio)
    name = f"worst of {len(ratios)} cases: {worst.promise.name}"
    return [
        replace(middle, promise=replace(middle.promise, unit="x")),
        replace(worst, promise=Promise(name, WORST_TARGET, rounds)),
    ]


def of_corpus(measured: Sequence[tuple[CorpusQuery, Runs]]) -> list[Outcome]:
    worst_query, worst = max(measured, key=lambda each: each[1].ratio)
    ratios = [runs.ratio for _, runs in measured]
    rounds = len(worst.first)
    middle = Promise(f"median of the corpus of {len(measured)} queries / their later runs", None, rounds, unit="x")
    worst_promise = Promise(f"worst of the corpus: {worst_query.part}, {worst_query.name} / its later run", None, rounds)
    return [compare(middle, ratios, [1.0] * len(ratios)), compare(worst_promise, worst.first, worst.later)]


def figures(measured: Sequence[tuple[CorpusQuery, Runs]], counts: Sequence[tuple[CorpusQuery, Runs]]) -> dict[str, Any]:
    """Returns times in milliseconds by part, of the slowest first runs, and of the questions of counts."""
    parts: dict[str, list[Runs]] = {}
    for query, runs in measured:
        parts.setdefault(query.part, []).append(runs)
    slowest = sorted(measured, key=lambda each: -median(each[1].first))[:SLOWEST]
    return {
        "parts": {name: _part(runs) for name, runs in parts.items()},
        "slowest": [_row(*each) for each in slowest],
        "counts": [_row(*each) for each in counts],
    }


def _row(query: CorpusQuery, runs: Runs) -> dict[str, Any]:
    return {"name": f"{query.part}: {query.name}", "first": round(median(runs.first), 1), "later": round(median(runs.later), 1)}


def _part(runs: Sequence[Runs]) -> Mapping[str, Any]:
    first, later = [median(each.first) for each in runs], [median(each.later) for each in runs]
    ratios = [each.ratio for each in runs]
    return {
        "queries": len(runs),
        "first": [round(median(first), 1), round(max(first), 1)],
        "later": [round(median(later), 1), round(max(later), 1)],
        "ratio": [round(median(ratios), 2), round(max(ratios), 2)],
    }
