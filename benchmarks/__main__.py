"""``make bench``, or ``python -m benchmarks NAME…`` for some groups only: every case on a Neo4j of its own, ours and the other side in turn;
writes ``benchmarks/results.json`` and ``docs/benchmarks.md``. What is not run keeps the figures that are there."""

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
from benchmarks.over_http import Circumstances
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
"""The groups, in the order of the page."""


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
            outcomes, circumstances = await over_http.measure(login, rivals)
            measured |= outcomes
            content["over_http"] = _circumstances(circumstances)
        if "linkage-city" in names:
            of_city = await linkage.Bench.of(database, linkage.FAR_IN_THE_CITY)
            measured["linkage-city"] = await _run(linkage.cases_of_the_city(of_city))
        if "linkage" in names:
            await linkage.fill(database)
            measured["linkage"] = await _run(linkage.cases(await linkage.Bench.of(database, linkage.FAR)))
            content["snapshot"] = {name: round(value, 1) for name, value in (await linkage.figures(database)).items()}
        content["machine"] = _machine(database.version)
    content["results"] = merged(content["results"], measured)
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


def merged(there: Sequence[dict[str, Any]], measured: Mapping[str, Sequence[Outcome]]) -> list[dict[str, Any]]:
    """All results in the order of the groups: those measured now, and of the other groups those that are there."""
    results: list[dict[str, Any]] = []
    for name, title in TITLES.items():
        now = [_result(title, each) for each in measured.get(name, ())]
        results += now or [each for each in there if each["group"] == title]
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


def _circumstances(found: Circumstances) -> dict[str, Any]:
    return {"nothing": round(found.nothing), "most_cpu": round(found.most_cpu, 3), "loop": found.loop}


def _machine(version: str) -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}, {version}"


def page(content: dict[str, Any]) -> str:
    """The page of ratios."""
    lines = [
        "# Benchmarks 性能",
        "",
        "由 `make bench` 写成：与手写语句或同类工具交替运行，取中位数之比。 Written by `make bench`: in turn with the statement written by hand, or the "
        "other tool; ratios of medians, ours over the other. The spread is that of the middle half of the rounds, pair by pair. Of times less is "
        "better, and *at most* so much is promised; of throughput more, *at least* so much.",
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
    return f"{bound} {result['target']}{'' if result['holds'] else ', not held'}"


def _over_http(found: dict[str, Any] | None) -> list[str]:
    """What is to be known of the figures over HTTP; nothing where there are none."""
    if found is None:
        return []
    return [
        f"HTTP: every server is a process of its own on loopback, on the same Neo4j, asked by {over_http.CALLERS} callers, each again as soon as it is "
        f"answered; nobody asks for compression. Ours is `python -m api serve`; *bare ASGI* is uvicorn with the statement written by hand and orjson, on the same loop ({found['loop']}) and parser (httptools); "
        "*Strawberry, DataLoaders* is strawberry.asgi as it comes, a loader for each relation; *@neo4j/graphql 7* runs in Apollo Server. The server's "
        "CPU is that of its process and its children; Neo4j's is not in it. A test holds that all answer the same objects.",
        "",
        "@neo4j/graphql knows no moments. Where nothing else is said it is asked for what counts today as we answer it, by filters on nodes and "
        "links; *asked without moments* it has less to do than we have, and answers what has ended too. It orders nothing and bounds no list.",
        "",
        f"The generator of load is a process of its own. It took at most {found['most_cpu']:.0%} of one core in any run, and gets "
        f"{found['nothing']:,.0f} answers a second where an answer takes no work: it is not what is measured.",
        "",
    ]


def _names() -> list[str]:
    """The groups that are asked for, without the peer where its packages cannot be fetched."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure all groups, or some.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(TITLES)}")
    names: list[str] = parser.parse_args().names or list(TITLES)
    if unknown := set(names) - set(TITLES):
        parser.error(f"There is no group {', '.join(sorted(unknown))}. Choose from {', '.join(TITLES)}.")
    if "peer" in names:
        try:
            install_peer()
        except NpmOutOfReach as error:
            print(f"{error} @neo4j/graphql is left out; what was measured before stays.")
            names.remove("peer")
    return names


if __name__ == "__main__":
    asyncio.run(main(_names()))
