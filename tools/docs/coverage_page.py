"""The page of indicators, from their declarations."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from graph.coverage.catalogue import load_catalogue
from graph.coverage.definition import definition_cypher
from graph.coverage.indicator import Indicator
from tools.docs.language import PageLanguage

_QUERY: Final = """\
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
"""
_ENGLISH: Final = f"""\
Which units are covered, which are not, and of which this is unknown: every unit has exactly one status, and the parts sum to the whole.

- **REACHED**: at least one path reaches it; it counts once.
- **UNKNOWN**: no path reaches it, and a property of the test is not recorded, or a relation of the paths is not surveyed in its division.
- **NOT_REACHED**: otherwise.

A unit counts for its home and for the divisions above. `share` = reached / (reached + notReached); `shareLow` = reached / denominator;
`shareHigh` = (reached + unknown) / denominator.

{_QUERY}
Other questions: `coverages` (several divisions side by side), `scorecard` (the receipts of several indicators), `why` (the links that reach a unit, or what fails and the fixes), `diff` (two
dates), `coverageSeries` (through time), `nextBest` (the fixes that reach most), `simulate` (what if; the edits are never stored), `indicators` (this
catalogue). A city can declare indicators of its own without programming: [seed files](seed-files.md).

How paths are written: from the unit, one relation a step, conditions in brackets. `<-HOME- Post`: posts whose home the division is. A condition is
false if its value is not recorded: a post without a duty has none. Each indicator states what makes a unit unknown. A new built-in indicator is one
file in `graph/coverage/indicators/`.
"""
_CHINESE: Final = f"""\
谁已覆盖、谁被遗漏、谁情况不明：每个单位恰有一个状态，各部分之和等于整体。

- **REACHED**（已覆盖）：至少有一条路径到达它；几条也只算一次。
- **UNKNOWN**（情况不明）：没有路径到达，而起决定作用的属性未登记，或起决定作用的关系在当地没有登记说明。
- **NOT_REACHED**（未覆盖）：其余。

一个单位只计入它的归属区划及其上级。`share` = 已覆盖 /（已覆盖 + 未覆盖）；`shareLow` = 已覆盖 / 分母；`shareHigh` =（已覆盖 + 情况不明）/ 分母。

{_QUERY}
其他问题：`coverages`（几个区划并列），`scorecard`（几项指标的核对表），`why`（哪些关系覆盖了一个单位，或缺什么、怎样补），`diff`（两个日期），`coverageSeries`（历年变化），`nextBest`（先补何处），
`simulate`（假设推演，改动从不保存），`indicators`（本目录）。城市可以自定指标，不用编程：[数据文件](seed-files.zh.md)。

路径的写法：从单位出发，一步一条关系，方括号里是条件。`<-HOME- Post` 表示归属在该区划的岗位。条件所问的值未登记时，该条件不成立：没有职责记录的岗位不是主抓岗位。
每项指标都说明何时情况不明。新增一项内置指标，就是在 `graph/coverage/indicators/` 中增加一个文件。
"""


def page(language: PageLanguage) -> str:
    catalogue = load_catalogue()
    sections = (line for name, indicator in catalogue.items() for line in _section(name, indicator, language))
    head = [language.of("# Coverage 覆盖", "# 覆盖"), "", language.link("coverage"), "", language.of(_ENGLISH, _CHINESE)]
    return "\n".join([*head, *_overview(catalogue, language), *sections])


def _overview(catalogue: Mapping[str, Indicator], language: PageLanguage) -> list[str]:
    rows = [f"| [`{name}`](#{name.lower()}) | {_name(each, language)} | `{each.unit}` |" for name, each in catalogue.items()]
    return [language.of("| indicator | name | unit |", "| 指标 | 名称 | 统计单位 |"), "|---|---|---|", *rows, ""]


def _name(indicator: Indicator, language: PageLanguage) -> str:
    return language.of(f"{indicator.name_en} {indicator.name_zh}", indicator.name_zh)


def _section(name: str, indicator: Indicator, language: PageLanguage) -> Iterator[str]:
    item = partial(_item, language)
    yield f"## {name}\n"
    yield language.of(f"**{indicator.name_en}** {indicator.name_zh}.\n", f"**{indicator.name_zh}**\n")
    yield item("unit", "统计单位", f"`{indicator.unit}`")
    yield from (item("path", "路径", f"`{path}`") for path in indicator.paths)
    if indicator.test:
        yield item("test", "条件", f"`{indicator.test}`")
    yield item("reached", "已覆盖", language.part(indicator.numerator))
    yield item("counted", "分母", language.part(indicator.denominator))
    yield item("unknown", "情况不明", language.part(indicator.unknown_when))
    yield item("source", "出处", _source(indicator, language)) + "\n"
    yield from _example(indicator, language)
    yield f"<details><summary>Cypher</summary>\n\n```cypher\n{definition_cypher(indicator)}\n```\n\n</details>\n"


def _item(language: PageLanguage, english: str, chinese: str, text: str) -> str:
    return language.of(f"- {english}: {text}", f"- {chinese}：{text}")


def _source(indicator: Indicator, language: PageLanguage) -> str:
    """Relies on the Chinese part ending in a bracket and a space."""
    chinese, boundary, english = indicator.source.partition("） ")
    return language.of(english, f"{chinese}）") if boundary else indicator.source


def _example(indicator: Indicator, language: PageLanguage) -> Iterator[str]:
    example = indicator.example
    yield language.of("Worked example:\n", "算例：\n")
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
