"""`make bench`, or `python -m benchmarks GROUP…`: compares this product with handwritten Cypher, other servers and graph
libraries.

Starts its own Neo4j and writes `benchmarks/results.json` and `docs/benchmarks.md`. Groups that are not run keep their earlier
results.
"""

import argparse
import asyncio
import json
import os
import platform
import tempfile
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from api.server_tuning import tune_gc
from benchmarks import city, linkage, over_http
from benchmarks.cases import Case, Outcome, run
from benchmarks.over_http import Conditions
from benchmarks.stacks import NpmOutOfReach, install_peer
from graph.database.constraints import prepare
from graph.database.database import Database
from graph.database.login import Login
from graph.local import LocalNeo4j, NoProgress
from seeds.loader.folders import ZHONGWEI
from seeds.loader.load import load
from seeds.loader.parse import read_city

ROOT: Final = Path(__file__).parent.parent
RESULTS: Final = ROOT / "benchmarks" / "results.json"
PAGE: Final = ROOT / "docs" / "benchmarks.md"
TITLES: Final = {
    "city": "city",
    **{name: rival.title for name, rival in over_http.RIVALS.items()},
    "linkage-city": "linkage, the city",
    "linkage": "linkage, 52,840 entities",
}


async def main(names: Collection[str]) -> None:
    measured: dict[str, list[Outcome]] = {}
    content = json.loads(RESULTS.read_text("utf-8"))
    async with _database() as (login, database):
        async with database.transaction() as transaction:
            await load(transaction, read_city(ZHONGWEI), progress=NoProgress())
        tune_gc()
        if "city" in names:
            measured["city"] = await _run(city.cases(database))
        if rivals := [name for name in over_http.RIVALS if name in names]:
            outcomes, conditions = await over_http.measure(login, rivals)
            measured |= outcomes
            content["over_http"] = _conditions(conditions)
        if "linkage-city" in names:
            city_bench = await linkage.Bench.of(database, linkage.CITY_HOPS)
            measured["linkage-city"] = await _run(linkage.city_cases(city_bench))
        if "linkage" in names:
            await linkage.fill(database)
            measured["linkage"] = await _run(linkage.cases(await linkage.Bench.of(database, linkage.GRAPH_HOPS)))
            content["snapshot"] = {name: round(value, 1) for name, value in (await linkage.figures(database)).items()}
        content["machine"] = _machine(database.version)
    content["results"] = merge_results(content["results"], measured)
    RESULTS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    PAGE.write_text(page(content), "utf-8")


@asynccontextmanager
async def _database() -> AsyncGenerator[tuple[Login, Database]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalNeo4j(Path(folder), progress=NoProgress(), jars=ROOT / ".tiaokuai" / "jars") as login,
    ):
        database = await Database.connect(login, timeout=300)
        await prepare(database)
        yield login, database
        await database.close()


async def _run(cases: Sequence[Case]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for case in cases:
        outcomes.append(await run(case))
        print(f"{case.name:50} {outcomes[-1].ratio:5.2f} x", flush=True)
    return outcomes


def merge_results(earlier: Sequence[dict[str, Any]], measured: Mapping[str, Sequence[Outcome]]) -> list[dict[str, Any]]:
    """Returns new results, and earlier ones of groups that were not run, in group order."""
    results: list[dict[str, Any]] = []
    for name, title in TITLES.items():
        new = [_result(title, each) for each in measured.get(name, ())]
        results += new or [each for each in earlier if each["group"] == title]
    return results


def _result(group: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "group": group,
        "name": outcome.promise.name,
        "ratio": round(outcome.ratio, 2),
        "spread": [round(each, 2) for each in outcome.spread],
        "target": outcome.promise.target,
        "better": outcome.promise.better,
        "holds": outcome.holds,
        "rounds": outcome.promise.rounds,
        "unit": outcome.promise.unit,
        "ours": round(outcome.ours, 2),
        "other": round(outcome.raw, 2),
    }


def _conditions(conditions: Conditions) -> dict[str, Any]:
    return {
        "nothing": round(conditions.max_rate),
        "most_cpu": round(conditions.max_generator_cpu, 3),
        "loop": conditions.event_loop,
    }


def _machine(version: str) -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}, {version}"


def page(content: dict[str, Any]) -> str:
    lines = [
        "# Benchmarks 性能",
        "",
        "由 `make bench` 生成：与手写语句或同类工具交替运行，取中位数之比。 Written by `make bench`: each case alternates with handwritten Cypher or another "
        "tool. The ratio is our median divided by the other median; the spread is the interquartile range of the ratios of single rounds. Times are "
        "promised to be *at most*, throughput *at least*, the given ratio.",
        "",
        f"{content['machine']}.",
        "",
        "| what | case | ratio | spread | promised | ours | other | unit |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each['group']} | {each['name']} | **{each['ratio']:.2f}** | {each['spread'][0]:.2f} to {each['spread'][1]:.2f} | "
        f"{_promised(each)} | {each['ours']:.2f} | {each['other']:.2f} | {each['unit']} |"
        for each in content["results"]
    ]
    lines += ["", *_over_http(content.get("over_http"))]
    lines += [
        f"The snapshot of the links of 52,840 entities: {', '.join(f'{name} {value}' for name, value in content['snapshot'].items())}.",
        "",
    ]
    return "\n".join(lines)


def _promised(result: dict[str, Any]) -> str:
    if result["target"] is None:
        return ""
    bound = "at most" if result["better"] == "less" else "at least"
    return f"{bound} {result['target']}{'' if result['holds'] else ', missed'}"


def _over_http(conditions: dict[str, Any] | None) -> list[str]:
    if conditions is None:
        return []
    return [
        f"HTTP: every server runs in its own process on loopback, with the same Neo4j and {over_http.CLIENTS} clients, each of which sends the next request "
        "after each response; nothing is compressed. Ours is `python -m api serve`; *bare ASGI* is uvicorn with handwritten Cypher and orjson, "
        f"on the same loop ({conditions['loop']}) and parser (httptools); *Strawberry, DataLoaders* is strawberry.asgi with one loader per relation; "
        "*@neo4j/graphql 7* runs in Apollo Server. A server's CPU time includes its child processes, but not Neo4j. A test checks that all return "
        "the same objects.",
        "",
        "@neo4j/graphql has no valid time. By default its query selects today's data, as ours does, by filters on nodes and links. *Without valid time* "
        "it does less work than ours and also returns data that has ended. It orders nothing and does not limit lists.",
        "",
        f"The load generator runs in its own process. It used at most {conditions['most_cpu']:.0%} of one core in any run, and reaches "
        f"{conditions['nothing']:,.0f} requests a second with an endpoint that does no work, so it does not limit the results.",
        "",
    ]


def _names() -> list[str]:
    """Leaves out `peer` if its packages cannot be installed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures all groups, or some.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(TITLES)}")
    names: list[str] = parser.parse_args().names or list(TITLES)
    if unknown := set(names) - set(TITLES):
        parser.error(f"There is no group {', '.join(sorted(unknown))}. Choose from {', '.join(TITLES)}.")
    if "peer" in names:
        try:
            install_peer()
        except NpmOutOfReach as error:
            print(f"{error} @neo4j/graphql is skipped and keeps its earlier results.")
            names.remove("peer")
    return names


if __name__ == "__main__":
    asyncio.run(main(_names()))
