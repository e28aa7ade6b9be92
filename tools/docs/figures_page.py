"""The page of published figures."""

from collections.abc import Iterator
from typing import Final

from seeds.figures import Figure, MatchRule, Reduction, read_figures
from seeds.loader.folders import FIGURES, ZHONGWEI
from tools.docs.language import PageLanguage

_ENGLISH: Final = """\
Generated from `seeds/zhongwei/figures` by `make docs`. The tests run each query for 2022-09-22 and for today, and compare the result with
the published value: equal, or, if it was published with 余, at least that and within one percent.
"""
_CHINESE: Final = """\
由 `make docs` 从 `seeds/zhongwei/figures` 生成。测试以 2022-09-22 和今天运行每条查询，并与公布的数值比较：相等；公布为“余”的，不小于该数且相差不超过百分之一。
"""
_SYSTEMS: Final = {"organisation": "组织", "governance": "治理", "training": "培育", "support": "保障"}
_VALUES: Final = {"1 per township": "每个乡镇 1", "at least one pair": "至少 1"}
"""Published values that are no numbers."""
_REDUCTIONS: Final = {
    Reduction.VALUE: "唯一的值",
    Reduction.EACH: "全部相同的值",
    Reduction.SUM: "其合计",
    Reduction.PAIRS: "其合计的一半：每对从两边各计一次",
    Reduction.COUNT: "其个数",
    Reduction.DISTINCT: "不同者的个数",
}
_MATCH_RULES: Final = {
    MatchRule.EXACT: "等于",
    MatchRule.FLOOR: "公布为“余”，不小于且相差不超过百分之一",
    MatchRule.AT_LEAST: "不小于",
}


def page(language: PageLanguage) -> str:
    """Begins with a table of all figures, then has each with its source and query."""
    figures = read_figures(ZHONGWEI / FIGURES)
    head = [
        language.of("# The published figures of Zhongwei 中卫的公开数字", "# 中卫的公开数字"),
        "",
        language.link("figures"),
        "",
        language.of(_ENGLISH, _CHINESE),
        language.of("| system | figure | published | unit | meaning |", "| 体系 | 数字 | 公布值 | 单位 | 含义 |"),
        "|---|---|---|---|---|",
        *(_row(each, language) for each in figures),
        "",
    ]
    return "\n".join([*head, *(line for each in figures for line in _section(each, language))])


def _row(figure: Figure, language: PageLanguage) -> str:
    system = language.of(figure.system, _SYSTEMS[figure.system])
    unit, meaning = language.of(figure.unit, figure.unit_zh), language.of(figure.meaning, figure.meaning_zh)
    value = language.of(figure.value, _VALUES.get(figure.value, figure.value))
    return f"| {system} | [{figure.name}](#{figure.name}) | {value} | {unit} | {meaning} |"


def _section(figure: Figure, language: PageLanguage) -> Iterator[str]:
    yield from (f"## {figure.name}", "")
    if figure.source_quote:
        yield from (f"> {figure.source_quote}", "")
    yield from (language.of(_english(figure), _chinese(figure)), "")
    yield from ("```graphql", figure.query.strip(), "```", "")


def _english(figure: Figure) -> str:
    share = f", as a percentage of `{figure.denominator_path}`" if figure.denominator_path else ""
    return f"`{figure.path}`: {figure.reduction.value}{share}. {figure.match_rule.value.capitalize()}: {figure.expected:,g}."


def _chinese(figure: Figure) -> str:
    share = f"，占 `{figure.denominator_path}` 的百分比" if figure.denominator_path else ""
    return f"`{figure.path}`：{_REDUCTIONS[figure.reduction]}{share}。{_MATCH_RULES[figure.match_rule]}：{figure.expected:,g}。"
