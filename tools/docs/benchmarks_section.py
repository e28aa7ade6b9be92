"""The benchmarks of the READMEs: five results with a promised ratio."""

import json
from pathlib import Path
from typing import Any, Final

from tools.docs.language import PageLanguage

RESULTS: Final = Path(__file__).parent.parent.parent / "benchmarks" / "results.json"
_SHOWN: Final = {
    ("city", "city overview: 68 communities, 448 units"): (
        "overview of the city, in one query / handwritten Cypher: time",
        "全市概览，一次查询 / 手写 Cypher：用时",
    ),
    ("city", "coverage of the city to its communities"): (
        "coverage of the city down to its communities / handwritten Cypher: time",
        "全市到各社区的覆盖 / 手写 Cypher：用时",
    ),
    ("HTTP / @neo4j/graphql 7", "city overview: throughput"): (
        "overview over HTTP / @neo4j/graphql 7: throughput",
        "经 HTTP 的全市概览 / @neo4j/graphql 7：吞吐量",
    ),
    ("HTTP / Strawberry, DataLoaders", "city overview: throughput"): (
        "overview over HTTP / Strawberry with DataLoaders: throughput",
        "经 HTTP 的全市概览 / Strawberry 与 DataLoader：吞吐量",
    ),
    ("linkage, 52,840 entities", "k = 10, pairs at 3 to 6 hops / rustworkx, all simple paths"): (
        "ten paths among 52,840 entities / rustworkx: time",
        "52,840 个实体中的十条路径 / rustworkx：用时",
    ),
}


def table(language: PageLanguage) -> str:
    content: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))
    found = {(each["group"], each["name"]): each for each in content["results"]}
    head = language.of("| | ours / other | promised |", "| | 本系统 / 对方 | 承诺 |")
    rows = [_row(found[key], language.of(*names)) for key, names in _SHOWN.items()]
    machine = str(content["machine"])
    return "\n".join([f"{machine}.", "", head, "|---|---|---|", *rows])


def _row(result: dict[str, Any], name: str) -> str:
    bound = "≤" if result["better"] == "less" else "≥"
    missed = "" if result["holds"] else " ✗"
    return f"| {name} | {result['ratio']:.2f} × | {bound} {result['target']} ×{missed} |"
