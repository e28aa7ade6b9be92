"""The page docs/benchmarks.md."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from benchmarks.over_http import CLIENTS

NOT_MEASURED: Final = ("This group has no results yet.", "")
_LISTS: Final = {"slowest": "the ten slowest first runs", "counts": "questions of counts"}


def page(content: Mapping[str, Any]) -> str:
    """Omits parts without results."""
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
    lines += [
        "",
        *_first_runs(content.get("cold")),
        *_questions(content.get("growth")),
        *START,
        *_over_http(content.get("over_http")),
    ]
    lines += [
        f"The snapshot of the links of 52,840 entities: {', '.join(f'{name} {value}' for name, value in content['snapshot'].items())}.",
        "",
    ]
    return "\n".join(lines)


def _promised(result: Mapping[str, Any]) -> str:
    if result["target"] is None:
        return ""
    bound = "at most" if result["better"] == "less" else "at least"
    return f"{bound} {result['target']}{'' if result['holds'] else ', missed'}"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    return ["| " + " | ".join(map(str, each)) + " |" for each in (head, ["---"] * len(head), *rows)]


def _first_runs(cold: Mapping[str, Any] | None) -> list[str]:
    return [
        "## First runs 首次运行",
        "",
        "A *first run* follows `db.clearQueryCaches()` and begins with empty caches of documents and plans in our process, as for a query that the "
        "server has never seen. Java is warm: everything has run before; the snapshot of the data is built. The handwritten statement next to it runs "
        "first after the same call. A *later run* is the median of the next three. The corpus has the queries of README and docs, the examples of "
        "the explorer, every indicator with its children and the fixes of its gap, every field of Query, and 30 random selections from a fixed seed; a "
        "figure is the median of its rounds. Times depend on the machine and are not promised.",
        "",
        *(_first_run_tables(cold) if cold else NOT_MEASURED),
    ]


def _first_run_tables(cold: Mapping[str, Any]) -> list[str]:
    parts = [
        (name, part["queries"], *(f"{low} / {high}" for low, high in (part["first"], part["later"], part["ratio"])))
        for name, part in cold["parts"].items()
    ]
    rows = {title: [(row["name"], row["first"], row["later"]) for row in cold[key]] for key, title in _LISTS.items()}
    lines = [
        *_table(("part", "queries", "first, ms: median / worst", "later, ms: median / worst", "ratio: median / worst"), parts),
        "",
    ]
    for title, list_rows in rows.items():
        lines += [*_table((title, "first, ms", "later, ms"), list_rows), ""]
    return lines


def _questions(growth: Mapping[str, Any] | None) -> list[str]:
    return [
        "## Questions 各问题",
        "",
        "The other side is what a careful person would write for the same result, which is checked before timing: one Cypher statement with valid "
        "time; for `simulate` three statements in a transaction that is rolled back; for the components of `ifRemoved` one statement and igraph; for "
        "`fragility` igraph on a graph that is already in memory, and a statement that finds the ends. `ifRemoved` counts all indicators, the "
        "handwritten statement only the two with an alliance on their paths. Both sides end with JSON bytes.",
        "",
        *(_growth_table(growth) if growth else NOT_MEASURED),
    ]


def _growth_table(growth: Mapping[str, Any]) -> list[str]:
    rows = [
        (each["name"], *(f"{one:.2f} to {many:.2f} ({many / one:.1f} x)" for one, many in (each["ours"], each["other"])))
        for each in growth["rows"]
    ]
    return [
        f"Questions about one city in a database of {growth['factor']} equal cities ({growth['entities']:,} entities, {growth['links']:,} "
        "links): median milliseconds with one city and with all, measured one after the other, so that the load of the machine counts.",
        "",
        *_table(("question", "ours, ms", "other, ms"), rows),
        "",
    ]


START: Final = (
    "## Start 启动",
    "",
    "*Second start*: `python -m api serve` on a folder whose city is loaded and whose class archive is written, from the start of the process until "
    "`/readyz` reports that it is ready. The other side starts the same local Neo4j alone, on the same folder with the same options of Java, until "
    "its first `RETURN 1`. The two alternate.",
    "",
)


def _over_http(conditions: Mapping[str, Any] | None) -> list[str]:
    if conditions is None:
        return []
    return [
        "## HTTP",
        "",
        f"Every server runs in its own process on loopback, with the same Neo4j and {CLIENTS} clients, each of which sends the next request "
        "after each response; nothing is compressed. Ours is `python -m api serve`; *bare ASGI* is uvicorn with handwritten Cypher and orjson, "
        f"on the same loop ({conditions['loop']}) and parser (httptools); *Strawberry, DataLoaders* is strawberry.asgi with one loader per relation; "
        "*@neo4j/graphql 7* runs in Apollo Server. A server's CPU time includes its child processes, but not Neo4j. A test checks that all return "
        "the same objects.",
        "",
        "@neo4j/graphql has no valid time. By default its query selects today's data, as ours does, by filters on nodes and links. *Without valid time* "
        "it does less work than ours and also returns data that has ended. It orders nothing and does not limit lists.",
        "",
        "The ratio to @neo4j/graphql depends on the load of the machine and on the number of clients. On a busy machine a request costs every server "
        "more CPU time, and a short request relatively more, probably because the caches are cold after each switch between processes. Measured once, on "
        "2026-11-27, on the same two cores with a load average of 25 to 30: the tree of five levels took 2.2 to 2.7 ms of our CPU time instead of 1.2, "
        "and 14 to 17 ms of the peer's instead of 11; ours answered 5.3 to 7.2 times as many requests per CPU second and had 2.7 to 6.0 times "
        "the throughput. With one client it was 4.3 to 5.1 times per CPU second, probably because our process then wakes up for each response. Between 4 and 64 "
        "clients there was no clear difference. Warm-up changes the peer during its first 2.5 seconds only, which are not measured (39 ms, then 15). "
        "Without valid time the peer takes about 40 % of the CPU time.",
        "",
        f"The load generator runs in its own process. It used at most {conditions['most_cpu']:.0%} of one core in any run, and reaches "
        f"{conditions['nothing']:,.0f} requests a second with an endpoint that does no work, so it does not limit the results.",
        "",
    ]
