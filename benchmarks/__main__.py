"""``make bench``: every case on a Neo4j of its own, ours and the other side in turn; writes ``benchmarks/results.json`` and
``docs/benchmarks.md``."""

import asyncio
import json
import os
import platform
import tempfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks import city, linkage
from benchmarks.cases import Case, Outcome, run
from graph.constraints import prepare
from graph.database import Database
from graph.local import LocalNeo4j, Silent
from seeds.folders import ZHONGWEI
from seeds.loading import load
from seeds.reading import read_city

ROOT: Final = Path(__file__).parent.parent


async def main() -> None:
    async with _database() as database:
        async with database.transaction() as transaction:
            await load(transaction, read_city(ZHONGWEI), progress=Silent())
        outcomes = {"city": await _run(city.cases(database))}
        await linkage.fill(database)
        outcomes["linkage, 52,840 entities"] = await _run(linkage.cases(await linkage.Bench.of(database)))
        figures = await linkage.figures(database)
        _write(outcomes, figures, database.version)


@asynccontextmanager
async def _database() -> AsyncGenerator[Database]:
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalNeo4j(Path(folder), progress=Silent(), jars=ROOT / ".tiaokuai" / "jars") as login,
    ):
        database = await Database.connect(login, timeout=300)
        await prepare(database)
        yield database
        await database.close()


async def _run(cases: Sequence[Case]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for case in cases:
        outcomes.append(await run(case))
        print(f"{case.name:50} {outcomes[-1].ratio:5.2f} x")
    return outcomes


def _write(outcomes: dict[str, list[Outcome]], figures: dict[str, float], version: str) -> None:
    results = [_result(group, each) for group, group_outcomes in outcomes.items() for each in group_outcomes]
    content = {
        "machine": _machine(version),
        "results": results,
        "snapshot": {name: round(value, 1) for name, value in figures.items()},
    }
    (ROOT / "benchmarks" / "results.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (ROOT / "docs" / "benchmarks.md").write_text(page(content), "utf-8")


def _result(group: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "group": group,
        "name": outcome.case.name,
        "ratio": round(outcome.ratio, 2),
        "spread": [round(each, 2) for each in outcome.spread],
        "target": outcome.case.target,
        "better": "less",
        "rounds": outcome.case.rounds,
        "ours_ms": round(outcome.ours, 2),
        "other_ms": round(outcome.raw, 2),
    }


def _machine(version: str) -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}, {version}"


def page(content: dict[str, Any]) -> str:
    """The page of ratios."""
    lines = [
        "# Benchmarks 性能",
        "",
        "由 `make bench` 写成：与手写语句或同类工具交替运行，取中位数之比。 Written by `make bench`: in turn with the statement written by hand, or the "
        "other tool; ratios of medians, less is better. The spread is that of the middle half of the rounds, pair by pair.",
        "",
        f"{content['machine']}.",
        "",
        "| what | case | ratio | spread | promised | ours, ms | other, ms |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each['group']} | {each['name']} | **{each['ratio']:.2f}** | {each['spread'][0]:.2f} to {each['spread'][1]:.2f} | "
        f"{_promised(each)} | {each['ours_ms']:.2f} | {each['other_ms']:.2f} |"
        for each in content["results"]
    ]
    lines += [
        "",
        f"The snapshot of the links of 52,840 entities: {', '.join(f'{name} {value}' for name, value in content['snapshot'].items())}.",
        "",
    ]
    return "\n".join(lines)


def _promised(result: dict[str, Any]) -> str:
    if result["target"] is None:
        return ""
    return f"{result['target']}{'' if result['ratio'] <= result['target'] else ', not held'}"


if __name__ == "__main__":
    asyncio.run(main())
