"""`make bench-nation`: loads all of China and measures operations on it against handwritten Cypher and @neo4j/graphql.

Writes `benchmarks/nation/results.json` and `docs/benchmarks-nation.md`.

    python -m benchmarks.nation [--cities N | --divisions 6405,64] [--home FOLDER] [--growth 1,10,100] [--only TEXT] [--no-page]

The database stays in the folder, so a second run loads nothing, and an interrupted run continues.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final, cast

from api.process_tuning import freeze_objects, tune_process
from api.progress import TerminalProgress
from benchmarks.cases import Outcome, run
from benchmarks.nation import linkage, load_rates, page, vs_neo4j_graphql
from benchmarks.nation.cases import StatementComparison, agree, case, largest_whole, questions
from benchmarks.nation.divisions import FIRST, ListedDivision, cities_of, fetch, provinces_in
from benchmarks.nation.loading import load_nation
from benchmarks.nation.plans import Recording, plans_of
from benchmarks.stacks import NpmOutOfReach, install_peer
from graph.database.database import Database
from graph.database.inventory import contents_of
from graph.database.login import Login
from graph.database.statement import Statement
from graph.local import LocalNeo4j, NoProgress, Progress
from graph.messages.language import BilingualText, Language

ROOT: Final = Path(__file__).parent.parent.parent
RESULTS: Final = Path(__file__).parent / "results.json"
HEAP_MIB: Final = 3_072
PAGE_CACHE_MIB: Final = 2_048
"""The whole Java process stays under 6 GB."""
GROWTH_CASES: Final = (
    "ancestors of a community",
    "overview of a city, 100 of its communities",
    "search by name",
    "coverage of a city",
)
PAIRS: Final = 30
_GROWTH_WARM_UP: Final = 40
"""Unmeasured runs of each case: at the first stage the JVM has just started."""


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation", description=__doc__)
    parser.add_argument("--cities", type=int, help="number of cities to load, always the same ones; default all")
    parser.add_argument("--divisions", default="", help="codes of cities and provinces, separated by commas")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("TIAOKUAI_HOME", ROOT / ".tiaokuai")) / "nation")
    parser.add_argument("--growth", default="1,10,100", help="numbers of cities after which the growth cases are measured")
    parser.add_argument(
        "--only",
        help="measure only cases whose name contains one of these texts, separated by commas; others keep earlier results",
    )
    parser.add_argument("--no-page", action="store_true", help="print results without writing files")
    return parser.parse_args()


class NationBench:
    def __init__(self, arguments: argparse.Namespace, login: Login, database: Database, progress: Progress) -> None:
        self.login, self.database, self.progress = login, database, progress
        self.home: Path = arguments.home
        self.only: str | None = arguments.only
        self.provinces = provinces_in(fetch(arguments.home))
        codes = [code for code in arguments.divisions.split(",") if code]
        self.cities = cities_of(self.provinces, codes)[: arguments.cities]
        self.stages = [
            *(int(each) for each in arguments.growth.split(",") if each and int(each) < len(self.cities)),
            len(self.cities),
        ]

    async def run(self) -> dict[str, Any]:
        for stage in self.stages:
            await self._grow_to(stage)
        loaded = self.cities
        content: dict[str, Any] = {
            "machine": _machine(self.database.version),
            "cities": len(loaded),
            "loading": self._load_results("loading"),
        }
        content["contents"] = await self._contents()
        content["linkage"] = await self._linkage(loaded)
        content["cases"] = await self._cases(questions(self.provinces, loaded))
        content["peer"] = self._peer(largest_whole(self.provinces, loaded))
        content["growth"] = self._load_results("growth")
        content["rates"] = await self._rates()
        return content

    async def _grow_to(self, stage: int) -> None:
        """Loads and measures unless the database has more cities."""
        growth, loading = self._load_results("growth"), self._load_results("loading")
        loaded = (await self.database.read(Statement("MATCH (c:City) RETURN count(c)"))).rows[0][0]
        if loaded > stage:
            return
        written = await load_nation(self.database, self.provinces, self.cities[:stage], self.progress)
        if written.entities:
            self._save_results("loading", loading | {str(stage): asdict(written)})
        if str(stage) not in growth:
            growth[str(stage)] = await self._measure_growth(self.cities[:stage])
            self._save_results("growth", growth)

    async def _measure_growth(self, cities: Sequence[ListedDivision]) -> dict[str, Any]:
        cases = [replace(each, rounds=15) for each in questions(self.provinces, cities) if each.name in GROWTH_CASES]
        results: dict[str, Any] = {"contents": await self._contents()}
        for question in cases:
            outcome = await run(case(self.database, question), _GROWTH_WARM_UP)
            results[question.name] = [outcome.ours, outcome.raw]
        near = linkage.pairs_of(cities, PAIRS)["near"]
        times = await linkage.measure(self.database, "near", near, linkage.without_snapshot(), rounds=1)
        return results | {"linkage of two near, subgraph, p50": times.at(0.5)}

    async def _cases(self, questions: Sequence[StatementComparison]) -> list[dict[str, Any]]:
        results = self._load_results("cases")
        for question in questions:
            if self._is_selected(question.name):
                results[question.name] = await self._case(question)
                self._save_results("cases", results)
        return [results[question.name] for question in questions if question.name in results]

    async def _case(self, question: StatementComparison) -> dict[str, Any]:
        recording = Recording(self.database)
        recorded = case(cast(Database, recording), question)
        size = await agree(recorded)
        mine, theirs = await plans_of(self.login, recording, recorded) if question.profiled else ([], [])
        outcome = await run(case(self.database, question), question.warm_up)
        print(f"{question.name:70} {outcome.ours:10.1f} ms {outcome.raw:10.1f} ms {outcome.ratio:6.2f} x", flush=True)
        return _result(outcome) | {"bytes": size, "plans": _plan_summary(mine), "other_plans": _plan_summary(theirs)}

    async def _linkage(self, cities: Sequence[ListedDivision]) -> dict[str, Any]:
        results = self._load_results("linkage")
        if results and not self._is_selected("linkage"):
            return results
        self.progress.step(BilingualText.untranslated("Fetching the snapshot of all links"))
        snapshots, seconds, megabytes = await linkage.snapshot_of(self.database)
        times_of: list[dict[str, Any]] = []
        results = {"snapshot_s": seconds, "snapshot_mb": megabytes, "times": times_of}
        for method, store in (("snapshot", snapshots), ("subgraph", linkage.without_snapshot())):
            for name, pairs in linkage.pairs_of(cities, PAIRS).items():
                if pairs:
                    connected = await linkage.agree(self.database, pairs[:10], store)
                    times = await linkage.measure(self.database, name, pairs, store)
                    times_of.append(
                        {"method": method, "name": name, "linked": connected, "p50": times.at(0.5), "p99": times.at(0.99)}
                    )
                    print(f"linkage, {method}, {name}: p50 {times.at(0.5)}, p99 {times.at(0.99)}", flush=True)
        self._save_results("linkage", results)
        return results

    def _peer(self, province: ListedDivision) -> list[dict[str, Any]]:
        results = self._load_results("peer")
        if self._is_selected("peer"):
            try:
                install_peer()
            except NpmOutOfReach as error:
                self.progress.step(BilingualText.untranslated(f"{error} @neo4j/graphql is skipped."))
            else:
                results = {"questions": vs_neo4j_graphql.measure(self.login, FIRST, province.code)}
                self._save_results("peer", results)
        return results.get("questions", [])

    async def _rates(self) -> dict[str, Any]:
        results = self._load_results("rates")
        if self._is_selected("rates"):
            results = await load_rates.measure(
                self.home, self.provinces, cities_of(self.provinces), ROOT / ".tiaokuai" / "jars"
            )
            self._save_results("rates", results)
        return results

    def _is_selected(self, name: str) -> bool:
        return self.only is None or any(each in name for each in self.only.split(","))

    async def _contents(self) -> dict[str, int]:
        nodes = (await contents_of(self.database)).counts
        links = (await self.database.read(Statement("MATCH ()-[r]->() RETURN count(r)"))).rows[0][0]
        return {"entities": sum(nodes.values()), "links": links}

    def _load_results(self, name: str) -> dict[str, Any]:
        file = self.home / f"{name}.json"
        return json.loads(file.read_text("utf-8")) if file.exists() else {}

    def _save_results(self, name: str, content: dict[str, Any]) -> None:
        (self.home / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _result(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.promise.name,
        "ratio": outcome.ratio,
        "spread": outcome.spread,
        "target": outcome.promise.target,
        "rounds": outcome.promise.rounds,
        "ours_ms": outcome.ours,
        "other_ms": outcome.raw,
    }


def _plan_summary(plans: Sequence[Any]) -> dict[str, Any]:
    return {
        "statements": len(plans),
        "hits": sum(plan.hits for plan in plans),
        "notable": [each for plan in plans for each in plan.notable],
    }


def _machine(version: str) -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}, {version}"


async def main() -> None:
    arguments = read_arguments()
    progress = TerminalProgress(Language.ENGLISH) if sys.stderr.isatty() else cast(Progress, _Lines())
    arguments.home.mkdir(parents=True, exist_ok=True)
    jars = ROOT / ".tiaokuai" / "jars"
    with LocalNeo4j(arguments.home, progress=progress, heap=HEAP_MIB, page_cache=PAGE_CACHE_MIB, jars=jars) as login:
        database = await Database.connect(login, timeout=600)
        tune_process()
        freeze_objects()
        try:
            content = await NationBench(arguments, login, database, progress).run()
        finally:
            await database.close()
    print(json.dumps(content["rates"]))
    if not arguments.no_page:
        RESULTS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
        (ROOT / "docs" / "benchmarks-nation.md").write_text(page.text(content), "utf-8")
        (ROOT / "docs" / "benchmarks-nation.svg").write_text(page.picture(content["growth"]), "utf-8")


class _Lines(NoProgress):
    def step(self, sentence: BilingualText) -> None:
        print(sentence, flush=True)

    def advance(self, what: BilingualText, done: int, total: int, unit: BilingualText) -> None:
        if done % 20 == 0 or done == total:
            print(f"{what}: {done:,} of {total:,} {unit}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
