"""The page of results, and the chart of growth."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from benchmarks.cases import Promise

_COLOURS: Final = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b")
_WIDTH, _HEIGHT, _LEFT, _TOP = 640, 360, 60, 20


def text(content: Mapping[str, Any]) -> str:
    contents, rates = content["contents"], content["rates"]
    lines = [
        "# A nation 全国",
        "",
        "由 `make bench-nation` 生成：全国统计用区划的真实名单，其上的组织与关系由固定种子生成。 Written by `make bench-nation`: the real list of the "
        "divisions of China, with organisations and links generated from a fixed seed (ILLUSTRATIVE, as is the population of communities). Each case "
        "alternates with handwritten Cypher for the same data, which is checked. The ratio is our median divided by the other; less is better. The "
        "spread is the interquartile range of the ratios of single rounds.",
        "",
        f"{content['machine']}. {content['cities']} cities: {contents['entities']:,} entities, {contents['links']:,} links.",
        "",
        "## Loading",
        "",
        *_table(
            ("entities", "links", "already loaded", "seconds", "per second", "full-text index, s"),
            [
                (
                    f"{each['entities']:,}",
                    f"{each['links']:,}",
                    f"{each['already']:,}",
                    f"{each['seconds']:.0f}",
                    _rate(each),
                    f"{each['indexing']:.0f}",
                )
                for each in content["loading"].values()
            ],
        ),
        "",
        _load_rate_sentence(rates),
        "",
        "## Reading",
        "",
        *_table(
            (
                "case",
                "ratio",
                "spread",
                "promised",
                "ours, ms",
                "handwritten, ms",
                "data, bytes",
                "store hits, ours / handwritten",
                "scans and large sorts",
            ),
            [_case(each) for each in content["cases"]],
        ),
        "",
        "## Linkage",
        "",
        f"Building the snapshot of all links: {content['linkage']['snapshot_s']:.1f} s, estimated {content['linkage']['snapshot_mb']:.0f} MB. "
        "The method `subgraph` extracts a subgraph per search, for graphs that exceed the memory limit. The other side is `shortestPath` over the same relations.",
        "",
        *_table(
            (
                "method",
                "pairs",
                "p50 ours, ms",
                "p50 shortestPath, ms",
                "ratio",
                "p99 ours, ms",
                "p99 shortestPath, ms",
                "ratio",
            ),
            [_linkage(each) for each in content["linkage"]["times"]],
        ),
        "",
        *_peer_section(content["peer"]),
        "## Growth",
        "",
        "Operations on one city while the graph around it grows: their cost depends on the size of the result, not of the graph. The "
        "load of the machine and the JVM's warm-up change both sides; the times of the handwritten statement are in parentheses.",
        "",
        "![Milliseconds by entities in the graph](benchmarks-nation.svg)",
        "",
        *_growth(content["growth"]),
        "",
    ]
    return "\n".join(lines)


def _peer_section(questions: Sequence[Mapping[str, Any]]) -> list[str]:
    if not questions:
        return []
    return [
        "## Compared with @neo4j/graphql 7",
        "",
        "Operations over HTTP with one client, alternating between our server and @neo4j/graphql; both results name the same entities. It "
        "selects today's data by filters at every level, since it has no valid time, and does not limit lists. It cannot express the other cases of "
        "this page: ancestors or divisions at any depth, aggregates over several levels, search by pinyin, ordered search results, coverage, paths.",
        "",
        *_table(
            ("case", "codes in the data", "ours, ms", "the peer, ms", "times as fast"), [_peer(each) for each in questions]
        ),
        "",
    ]


def _peer(each: Mapping[str, Any]) -> tuple[str, ...]:
    if "failed" in each:
        return each["name"], "", "", each["failed"], ""
    ratio = each["peer_ms"] / each["ours_ms"]
    return each["name"], f"{each['codes']:,}", f"{each['ours_ms']:,.1f}", f"{each['peer_ms']:,.1f}", f"**{ratio:.1f}**"


def _load_rate_sentence(rates: Mapping[str, Any]) -> str:
    if not rates:
        return "The handwritten loader was not measured in this run."
    low, high = rates["spread"]
    return (
        f"Compared with a handwritten loader of `UNWIND` batches of 5,000, on {rates['slice']:,} entities and links: **{rates['ratio']:.2f}** times its rate "
        f"({low:.2f} to {high:.2f}; promised 0.9), {rates['ours']:,.0f} per second against {rates['handwritten']:,.0f}."
    )


def _rate(loaded: Mapping[str, Any]) -> str:
    return f"{(loaded['entities'] + loaded['links']) / max(loaded['seconds'], 0.001):,.0f}"


def _case(each: Mapping[str, Any]) -> tuple[str, ...]:
    low, high = each["spread"]
    promised = each["target"]
    held = "" if Promise(each["name"], promised, each["rounds"]).holds(each["ratio"]) else ", missed"
    notable = "; ".join(
        f"{side}: {', '.join(plans['notable'])}"
        for side, plans in (("ours", each["plans"]), ("handwritten", each["other_plans"]))
        if plans["notable"]
    )
    return (
        each["name"],
        f"**{each['ratio']:.2f}**",
        f"{low:.2f} to {high:.2f}",
        "reported only" if promised is None else f"{promised}{held}",
        f"{each['ours_ms']:,.1f}",
        f"{each['other_ms']:,.1f}",
        f"{each['bytes']:,}",
        f"{each['plans']['hits']:,} / {each['other_plans']['hits']:,}",
        (notable or "none") if each["plans"]["statements"] else "not profiled",
    )


def _linkage(each: Mapping[str, Any]) -> tuple[str, ...]:
    figures: list[str] = []
    for share in ("p50", "p99"):
        mine, other = each[share]
        figures += [f"{mine:.1f}", f"{other:.1f}", f"{mine / other:.2f}"]
    return (each["method"], each["name"], *figures)


def _growth(growth: Mapping[str, Any]) -> list[str]:
    stages = sorted(growth, key=int)
    names = _names(growth)
    head = (
        "case, ms (handwritten)",
        *(f"{stage} cities, {growth[stage]['contents']['entities']:,} entities" for stage in stages),
    )
    rows = [(name, *("{:.1f} ({:.1f})".format(*growth[stage][name]) for stage in stages)) for name in names]
    return _table(head, rows)


def _names(growth: Mapping[str, Any]) -> list[str]:
    return [name for name in next(iter(growth.values()), {}) if name != "contents"]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(each) + " |" for each in (head, ["---"] * len(head), *rows)]


def picture(growth: Mapping[str, Any]) -> str:
    stages = sorted(growth, key=int)
    sizes = [growth[stage]["contents"]["entities"] for stage in stages]
    names = _names(growth)
    times = [growth[stage][name][0] for stage in stages for name in names]
    across, up = _Scale(sizes, _LEFT, _WIDTH - 20), _Scale(times, _HEIGHT - 40, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT + 20 * len(names)}" font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for power in up.powers:
        parts.append(
            f'<path d="M{_LEFT} {up.at(power):.1f}H{_WIDTH - 20}" stroke="#ddd"/><text x="{_LEFT - 6}" y="{up.at(power) + 4:.1f}" text-anchor="end">{power:g} ms</text>'
        )
    for power in across.powers:
        parts.append(
            f'<path d="M{across.at(power):.1f} {_TOP}V{_HEIGHT - 40}" stroke="#ddd"/><text x="{across.at(power):.1f}" y="{_HEIGHT - 22}" text-anchor="middle">{power:,.0f}</text>'
        )
    for index, name in enumerate(names):
        colour = _COLOURS[index % len(_COLOURS)]
        points = " ".join(
            f"{across.at(size):.1f},{up.at(growth[stage][name][0]):.1f}" for stage, size in zip(stages, sizes, strict=True)
        )
        legend = _HEIGHT + 20 * index
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(
            f'<path d="M{_LEFT} {legend}h24" stroke="{colour}" stroke-width="2"/><text x="{_LEFT + 32}" y="{legend + 4}">{name}</text>'
        )
    return "\n".join(
        [*parts, f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 6}" text-anchor="middle">entities in the graph</text>', "</svg>", ""]
    )


class _Scale:
    def __init__(self, values: Sequence[float], begin: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values, default=1)))
        self._high = max(math.ceil(math.log10(max(values, default=10))), self._low + 1)
        self._begin, self._end = begin, end
        self.powers = [10.0**power for power in range(self._low, self._high + 1)]

    def at(self, value: float) -> float:
        return self._begin + (math.log10(value) - self._low) / (self._high - self._low) * (self._end - self._begin)
