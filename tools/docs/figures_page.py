"""The page of published figures, each with its query."""

from collections.abc import Iterator

from seeds.figures import Figure, read_figures
from seeds.loader.folders import FIGURES, ZHONGWEI


def page() -> str:
    """Returns a table of all figures, then each with its source and query."""
    figures = read_figures(ZHONGWEI / FIGURES)
    head = [
        "# The published figures of Zhongwei 中卫的公开数字",
        "",
        "Generated from `seeds/zhongwei/figures` by `make docs`. The tests run each query for 2022-09-22 and for today, and compare the result with",
        "the published value: equal, or, if it was published with 余, at least that and within one percent.",
        "",
        "| system | figure | published | unit | meaning |",
        "|---|---|---|---|---|",
        *(f"| {each.system} | [{each.name}](#{each.name}) | {each.value} | {each.unit} | {each.meaning} |" for each in figures),
        "",
    ]
    return "\n".join([*head, *(line for each in figures for line in _section(each))])


def _section(figure: Figure) -> Iterator[str]:
    yield from (f"## {figure.name}", "")
    if figure.source_quote:
        yield from (f"> {figure.source_quote}", "")
    share = f", as a percentage of `{figure.denominator_path}`" if figure.denominator_path else ""
    yield from (
        f"`{figure.path}`: {figure.reduction.value}{share}. {figure.comparison.value.capitalize()}: {figure.expected:,g}.",
        "",
    )
    yield from ("```graphql", figure.query.strip(), "```", "")
