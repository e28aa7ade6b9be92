"""The groups of `make bench` in the order in which they run."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from benchmarks import city, over_http, second_start
from benchmarks.cases import Case, Outcome, run
from benchmarks.cold import group as cold
from benchmarks.linkage.cases import cases, city_cases
from benchmarks.linkage.figures import figures
from benchmarks.linkage.generated_graph import fill
from benchmarks.linkage.graph import CITY_HOPS, GRAPH_HOPS, LinkageBench
from benchmarks.networks import city as networks_of_city
from benchmarks.networks import files as network_files
from benchmarks.networks import measures as network_measures
from benchmarks.product import Product
from benchmarks.questions import growth
from benchmarks.questions.catalogue import comparisons
from graph.database.constraints import prepare
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import CHECK_REVISION
from graph.local import LocalNeo4j, NoProgress
from graph.network.workers.worker_pool import WorkerPool
from seeds.loader.folders import ZHONGWEI
from seeds.loader.load import load
from seeds.loader.parse import read_city

ROOT: Final = Path(__file__).parent.parent
JARS: Final = ROOT / ".tiaokuai" / "jars"
TITLES: Final = {
    "city": "city",
    "cold": "first run",
    "questions": "questions",
    "start": "start",
    **{name: rival.title for name, rival in over_http.RIVALS.items()},
    "networks": "networks",
    "linkage-city": "linkage, the city",
    "linkage": "linkage, 52,840 entities",
}
QUICK_ROUNDS: Final = 2
QUICK_CITIES: Final = 3
WARM_UP: Final = 10
GROWTH_HEAP_MIB: Final = 2_048


@dataclass
class MeasuredGroup:
    """The results of a group of benchmarks.

    `content`: what the page shows besides the outcomes, by key of the file of results.
    """

    outcomes: dict[str, list[Outcome]] = field(default_factory=dict[str, list[Outcome]])
    content: dict[str, Any] = field(default_factory=dict[str, Any])


async def measure(names: Collection[str], *, quick: bool = False) -> MeasuredGroup:
    """Measures only two rounds if `quick`, to see that every case works."""
    measured = MeasuredGroup()
    rounds = _Rounds(quick=quick)
    if "start" in names:
        measured.outcomes["start"] = second_start.measure(JARS, rounds.of(second_start.ROUNDS))
    async with _city() as (login, database):
        measured.content["version"] = database.version
        await _in_process(names, database, measured, rounds)
        if rivals := [name for name in over_http.RIVALS if name in names]:
            outcomes, conditions = await over_http.measure(login, rivals)
            measured.outcomes |= outcomes
            measured.content["over_http"] = conditions.rounded()
        await _networks(names, database, measured, rounds)
        await _linkage(names, database, measured, rounds)
    if "questions" in names:
        async with _city(GROWTH_HEAP_MIB) as (_, database):
            factor = QUICK_CITIES if quick else growth.FACTOR
            measured.content["growth"] = await growth.measure(database, factor, rounds.of(growth.ROUNDS))
    return measured


async def _in_process(names: Collection[str], database: Database, measured: MeasuredGroup, rounds: "_Rounds") -> None:
    if "city" in names:
        measured.outcomes["city"] = await _run(city.cases(Product(database)), rounds)
    if "questions" in names:
        product = Product(database)
        measured.outcomes["questions"] = [
            await _measure(await each.case(product), rounds) for each in await comparisons(database)
        ]
    if "cold" in names:
        measured.outcomes["cold"], measured.content["cold"] = await cold.measure(database, rounds.of(cold.ROUNDS))


async def _networks(names: Collection[str], database: Database, measured: MeasuredGroup, rounds: "_Rounds") -> None:
    if "networks" not in names:
        return
    pool = WorkerPool()
    try:
        of_city = await networks_of_city.cases(database, pool)
        measured.outcomes["networks"] = await _run([*of_city, *network_measures.cases(pool), *network_files.cases()], rounds)
    finally:
        await pool.close()


async def _linkage(names: Collection[str], database: Database, measured: MeasuredGroup, rounds: "_Rounds") -> None:
    """Runs last, because it replaces the city."""
    if "linkage-city" in names:
        bench = await LinkageBench.of(database, CITY_HOPS)
        measured.outcomes["linkage-city"] = await _run(city_cases(bench), rounds)
    if "linkage" in names:
        await fill(database)
        await _until_data_rest(database)
        bench = await LinkageBench.of(database, GRAPH_HOPS)
        measured.outcomes["linkage"] = await _run(cases(bench), rounds)
        measured.content["snapshot"] = {name: round(value, 1) for name, value in (await figures(database)).items()}


@dataclass(frozen=True)
class _Rounds:
    quick: bool

    def of(self, rounds: int) -> int:
        return QUICK_ROUNDS if self.quick else rounds


async def _run(cases: Sequence[Case], rounds: _Rounds) -> list[Outcome]:
    return [await _measure(case, rounds) for case in cases]


async def _measure(case: Case, rounds: _Rounds) -> Outcome:
    selected = replace(case, rounds=rounds.of(case.rounds))
    outcome = await run(selected, min(selected.rounds, WARM_UP))
    print(f"{case.name:70} {outcome.ratio:5.2f} x", flush=True)
    return outcome


async def _until_data_rest(database: Database) -> None:
    """Waits until responses are no longer checked against commits in progress."""
    await database.read(CHECK_REVISION)
    while database.changed_recently:
        await asyncio.sleep(0.5)


@contextlib.asynccontextmanager
async def _city(heap: int = 1_024) -> AsyncGenerator[tuple[Login, Database]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalNeo4j(Path(folder), progress=NoProgress(), jars=JARS, heap=heap) as login,
    ):
        database = await Database.connect(login, timeout=300)
        await prepare(database)
        async with database.transaction() as transaction:
            await load(transaction, read_city(ZHONGWEI), progress=NoProgress())
        await _until_data_rest(database)
        yield login, database
        await database.close()
