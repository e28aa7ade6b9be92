"""The page of indicators, from their declarations."""

from collections.abc import Iterator, Mapping

from graph.coverage.catalogue import load_catalogue
from graph.coverage.definition import definition_cypher
from graph.coverage.indicator import Indicator

_INTRODUCTION = """\
# Coverage 覆盖

谁被覆盖、谁被遗漏、谁无从知道：每个单位恰有一个状态，各部分之和等于整体。
Which units are covered, which are not, and of which this is unknown: every unit has exactly one status, and the parts sum to the whole.

- **REACHED**：有路径到达它；几条也只算一次。 At least one path reaches it; it counts once.
- **UNKNOWN**：没有路径到达，而起决定作用的属性未登记，或起决定作用的关系在当地未登记（没有 Survey）。 No path reaches it, and a property of the test is not
  recorded, or a relation of the paths is not surveyed in its division.
- **NOT_REACHED**：其余。 Otherwise.

一个单位只计入它的归属区划及其上级。 A unit counts for its home and for the divisions above. `share` = reached / (reached + notReached);
`shareLow` = reached / denominator; `shareHigh` = (reached + unknown) / denominator.

```graphql
{
  coverage(scope: "6405", indicator: SERVICE_STATION, asOf: "2022-09-22") {
    denominator
    reached
    notReached
    unknown
    gap(first: 1) { totalCount nodes { unit { name } home { name } why { fixes { links { relation fromKind toKind } } } } }
  }
}
```

Other questions 其他问题: `scorecard` (the receipts of several indicators), `why` (the links that reach a unit, or what fails and the
fixes), `diff` (two dates), `coverageSeries` (through time), `nextBest` (the fixes that reach most), `simulate` (what if; the edits are rolled back), `indicators` (this catalogue). A city can declare
indicators of its own without programming: [seed files](seed-files.md).

路径的写法：从单位出发，一步一条关系，方括号里是条件。 How paths are written: from the unit, one relation a step, conditions in brackets. `<-HOME- Post`: posts
whose home the division is. 条件所问的值未登记时，该条件不成立：没有职责记录的岗位不是主抓岗位。 A condition is false if its value is not recorded: a post
without a duty has none. Each indicator states what makes a unit unknown. A new built-in indicator is one file in `graph/coverage/indicators/`.
"""


def page() -> str:
    catalogue = load_catalogue()
    sections = (line for name, indicator in catalogue.items() for line in _section(name, indicator))
    return "\n".join([_INTRODUCTION, *_overview(catalogue), *sections])


def _overview(catalogue: Mapping[str, Indicator]) -> list[str]:
    rows = [
        f"| [`{name}`](#{name.lower()}) | {each.name_zh} | {each.name_en} | `{each.unit}` |" for name, each in catalogue.items()
    ]
    return ["| indicator | 名称 | name | unit |", "|---|---|---|---|", *rows, ""]


def _section(name: str, indicator: Indicator) -> Iterator[str]:
    yield f"## {name}\n"
    yield f"**{indicator.name_zh}** {indicator.name_en}.\n"
    yield f"- 单位 unit: `{indicator.unit}`"
    yield from (f"- 路径 path: `{path}`" for path in indicator.paths)
    if indicator.test:
        yield f"- 条件 test: `{indicator.test}`"
    yield f"- 分子 reached: {indicator.numerator}"
    yield f"- 分母 counted: {indicator.denominator}"
    yield f"- 情况不明 unknown: {indicator.unknown_when}"
    yield f"- 出处 source: {indicator.source}\n"
    yield from _example(indicator)
    yield f"<details><summary>Cypher</summary>\n\n```cypher\n{definition_cypher(indicator)}\n```\n\n</details>\n"


def _example(indicator: Indicator) -> Iterator[str]:
    example = indicator.example
    yield "算例 Worked example:\n"
    yield "```text"
    for code, (kind, properties) in example.nodes.items():
        yield f"{code}: {kind.label}{_properties(properties)}"
    for link in example.links:
        yield f"{link}{_properties(example.properties.get(link, {}))}"
    answers = {"REACHED": example.reached, "NOT_REACHED": example.not_reached, "UNKNOWN": example.unknown}
    yield "=> " + "; ".join(f"{status}: {', '.join(codes)}" for status, codes in answers.items() if codes)
    yield "```\n"


def _properties(properties: object) -> str:
    return f" {properties}" if properties else ""
