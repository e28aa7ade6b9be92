"""``make bench-nation``: loads the nation and measures it; writes ``benchmarks/nation/results.json`` and ``docs/benchmarks-nation.md``.

    python -m benchmarks.nation [--cities N | --divisions 6405,64] [--home FOLDER] [--growth 1,10,100] [--only TEXT] [--no-page]

The database is kept in the folder, so that a second run loads nothing again; whoever is interrupted goes on where it ended.
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

from api.progress import TerminalProgress
from api.server_tuning import tune_gc
from benchmarks.cases import Outcome, run
from benchmarks.nation import linkage as linked
from benchmarks.nation import load_rates as rates
from benchmarks.nation import page
from benchmarks.nation import vs_neo4j_graphql as beside_peer
from benchmarks.nation.cases import Question, agree, case, largest_whole, questions
from benchmarks.nation.divisions import FIRST, Division, cities_of, fetched, provinces_in
from benchmarks.nation.loading import load_nation
from benchmarks.nation.plans import Recording, plans_of
from benchmarks.stacks import NpmOutOfReach, install_peer
from graph.database.database import Database
from graph.database.inventory import contents_of
from graph.database.login import Login
from graph.database.statement import Statement
from graph.local import LocalNeo4j, NoProgress, Progress

ROOT: Final = Path(__file__).parent.parent.parent
RESULTS: Final = Path(__file__).parent / "results.json"
HEAP: Final = 3_072
PAGE_CACHE: Final = 2_048
"""MiB: together with what Java needs besides, under 6 GB."""
GROWING: Final = (
    "ancestors of a community",
    "overview of a city, 100 of its communities",
    "search by name",
    "coverage of a city",
)
PAIRS: Final = 30
_UNTIL_WARM: Final = 40
"""Runs of a growing case before it counts: at the first stage Java has only just started."""


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation", description=__doc__)
    parser.add_argument("--cities", type=int, help="so many cities, always the same ones; all of them by default")
    parser.add_argument("--divisions", default="", help="codes of cities and provinces with commas between them")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("TIAOKUAI_HOME", ROOT / ".tiaokuai")) / "nation")
    parser.add_argument("--growth", default="1,10,100", help="after how many cities the growing cases are measured too")
    parser.add_argument(
        "--only", help="measure only what has one of these in its name, commas between; the rest is as it was measured before"
    )
    parser.add_argument("--no-page", action="store_true", help="measure and print, write nothing")
    return parser.parse_args()


class Bench:
    """One run over a database."""

    def __init__(self, arguments: argparse.Namespace, login: Login, database: Database, progress: Progress) -> None:
        self.login, self.database, self.progress = login, database, progress
        self.home: Path = arguments.home
        self.only: str | None = arguments.only
        self.provinces = provinces_in(fetched(arguments.home))
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
            "loading": self._kept("loading"),
        }
        content["contents"] = await self._contents()
        content["linkage"] = await self._linkage(loaded)
        content["cases"] = await self._cases(questions(self.provinces, loaded))
        content["peer"] = self._peer(largest_whole(self.provinces, loaded))
        content["growth"] = self._kept("growth")
        content["rates"] = await self._rates()
        return content

    async def _grow_to(self, stage: int) -> None:
        """Loads so many cities, and measures what is to grow with the answer alone. What holds more already is left as it is."""
        growth, loading = self._kept("growth"), self._kept("loading")
        there = (await self.database.read(Statement("MATCH (c:City) RETURN count(c)"))).rows[0][0]
        if there > stage:
            return
        written = await load_nation(self.database, self.provinces, self.cities[:stage], self.progress)
        if written.entities:
            self._keep("loading", loading | {str(stage): asdict(written)})
        if str(stage) not in growth:
            growth[str(stage)] = await self._growing(self.cities[:stage])
            self._keep("growth", growth)

    async def _growing(self, cities: Sequence[Division]) -> dict[str, Any]:
        asked = [replace(each, rounds=15) for each in questions(self.provinces, cities) if each.name in GROWING]
        found: dict[str, Any] = {"contents": await self._contents()}
        for question in asked:
            outcome = await run(case(self.database, question), _UNTIL_WARM)
            found[question.name] = [outcome.ours, outcome.raw]
        near = linked.pairs_of(cities, PAIRS)["near"]
        times = await linked.measured(self.database, "near", near, linked.gathering(), rounds=1)
        return found | {"linkage of two near, gathered, p50": times.at(0.5)}

    async def _cases(self, asked: Sequence[Question]) -> list[dict[str, Any]]:
        kept = self._kept("cases")
        for question in asked:
            if self._wanted(question.name):
                kept[question.name] = await self._case(question)
                self._keep("cases", kept)
        return [kept[question.name] for question in asked if question.name in kept]

    async def _case(self, question: Question) -> dict[str, Any]:
        recording = Recording(self.database)
        recorded = case(cast(Database, recording), question)
        size = await agree(recorded)
        mine, theirs = await plans_of(self.login, recording, recorded) if question.profiled else ([], [])
        outcome = await run(case(self.database, question), question.warm_up)
        print(f"{question.name:70} {outcome.ours:10.1f} ms {outcome.raw:10.1f} ms {outcome.ratio:6.2f} x", flush=True)
        return _result(outcome) | {"bytes": size, "plans": _told(mine), "other_plans": _told(theirs)}

    async def _linkage(self, cities: Sequence[Division]) -> dict[str, Any]:
        if not self._wanted("linkage") and (kept := self._kept("linkage")):
            return kept
        self.progress.step("Fetching the snapshot of all links")
        held, seconds, megabytes = await linked.snapshot_of(self.database)
        found: dict[str, Any] = {"snapshot_s": seconds, "snapshot_mb": megabytes, "times": []}
        for way, snapshots in (("snapshot", held), ("gathered", linked.gathering())):
            for name, pairs in linked.pairs_of(cities, PAIRS).items():
                if pairs:
                    some = await linked.agree(self.database, pairs[:10], snapshots)
                    times = await linked.measured(self.database, name, pairs, snapshots)
                    found["times"].append(
                        {"way": way, "name": name, "linked": some, "p50": times.at(0.5), "p99": times.at(0.99)}
                    )
                    print(f"linkage, {way}, {name}: p50 {times.at(0.5)}, p99 {times.at(0.99)}", flush=True)
        self._keep("linkage", found)
        return found

    def _peer(self, province: Division) -> list[dict[str, Any]]:
        kept = self._kept("peer")
        if self._wanted("peer"):
            try:
                install_peer()
            except NpmOutOfReach as error:
                self.progress.step(f"{error} @neo4j/graphql is left out.")
            else:
                kept = {"questions": beside_peer.measured(self.login, FIRST, province.code)}
                self._keep("peer", kept)
        return kept.get("questions", [])

    async def _rates(self) -> dict[str, Any]:
        kept = self._kept("rates")
        if self._wanted("rates"):
            kept = await rates.measured(self.home, self.provinces, cities_of(self.provinces), ROOT / ".tiaokuai" / "jars")
            self._keep("rates", kept)
        return kept

    def _wanted(self, name: str) -> bool:
        return self.only is None or any(each in name for each in self.only.split(","))

    async def _contents(self) -> dict[str, int]:
        nodes = (await contents_of(self.database)).counts
        links = (await self.database.read(Statement("MATCH ()-[r]->() RETURN count(r)"))).rows[0][0]
        return {"entities": sum(nodes.values()), "links": links}

    def _kept(self, name: str) -> dict[str, Any]:
        file = self.home / f"{name}.json"
        return json.loads(file.read_text("utf-8")) if file.exists() else {}

    def _keep(self, name: str, content: dict[str, Any]) -> None:
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


def _told(plans: Sequence[Any]) -> dict[str, Any]:
    return {
        "statements": len(plans),
        "hits": sum(plan.hits for plan in plans),
        "told": [each for plan in plans for each in plan.told],
    }


def _machine(version: str) -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}, {version}"


async def main() -> None:
    arguments = read_arguments()
    progress = TerminalProgress() if sys.stderr.isatty() else cast(Progress, _Lines())
    arguments.home.mkdir(parents=True, exist_ok=True)
    jars = ROOT / ".tiaokuai" / "jars"
    with LocalNeo4j(arguments.home, progress=progress, heap=HEAP, page_cache=PAGE_CACHE, jars=jars) as login:
        database = await Database.connect(login, timeout=600)
        tune_gc()
        try:
            content = await Bench(arguments, login, database, progress).run()
        finally:
            await database.close()
    print(json.dumps(content["rates"]))
    if not arguments.no_page:
        RESULTS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
        (ROOT / "docs" / "benchmarks-nation.md").write_text(page.text(content), "utf-8")
        (ROOT / "docs" / "benchmarks-nation.svg").write_text(page.picture(content["growth"]), "utf-8")


class _Lines(NoProgress):
    """Progress where there is no terminal."""

    def step(self, sentence: str) -> None:
        print(sentence, flush=True)

    def advance(self, what: str, done: int, total: int, unit: str) -> None:
        if done % 20 == 0 or done == total:
            print(f"{what}: {done:,} of {total:,} {unit}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
