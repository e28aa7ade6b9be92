"""A city's own indicators: the file that declares them, and how its rows are checked."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from graph.coverage.catalogue import CATALOGUE
from graph.coverage.custom_indicators import SEPARATOR, BadColumn, own_indicator
from graph.model.declarations import Property
from seeds.loader.csv_rows import Cells, rows_of
from seeds.loader.errors import Problem, problem
from seeds.loader.folders import INDICATORS
from seeds.loader.privacy import personal_data
from seeds.loader.table_schemas import Column, Sheet

_COLUMNS: Final = (
    Property("name", str, "名称，大写英文。 Its name, in capitals, such as `COURIER_STATION`.", required=True),
    Property("name_zh", str, "中文名称。 Its name in Chinese.", required=True),
    Property("name_en", str, "英文名称。 Its name in English.", required=True),
    Property(
        "unit",
        str,
        "统计什么，例如 `Community`、`Grid[size=SMALL]`。 What it counts, such as `Community` or `Grid[size=SMALL]`.",
        required=True,
    ),
    Property(
        "paths",
        str,
        f"到达它的关系路径，几条之间用 `{SEPARATOR}` 隔开。 The paths of links that reach it, any of them, with `{SEPARATOR}` between them.",
    ),
    Property("test", str, "它自身属性须满足的条件。 A condition that its own properties must meet besides."),
    Property("numerator", str, "分子的文字说明。 In words: which units are reached."),
    Property("denominator", str, "分母的文字说明。 In words: which units are counted."),
    Property("unknown_when", str, "何时未知的文字说明。 In words: when nobody can tell."),
    Property("source", str, "出处。 The document that defines it."),
)
OWN_INDICATORS: Final = Sheet(f"{INDICATORS}/indicators.csv", {prop.name: Column(prop, prop.required) for prop in _COLUMNS})
Values = Mapping[str, str | None]


def own_indicators_of(folder: Path, problems: list[Problem]) -> tuple[Values, ...]:
    """The rows of the file, checked: each is an indicator. What is wrong is added to ``problems``."""
    if not (folder / OWN_INDICATORS.file).is_file():
        return ()
    rows = rows_of(folder, OWN_INDICATORS, problems)
    names = [row.cells.get("name", "") for row in rows]
    return tuple(_values(row) for row, name in zip(rows, names, strict=True) if _is_sound(row, names.count(name), problems))


def _values(row: Cells) -> Values:
    return {column: row.cells.get(column) for column in OWN_INDICATORS.columns}


def _is_sound(row: Cells, same_name: int, problems: list[Problem]) -> bool:
    found = [*_blank(row), *_personal(row)] or list(_not_an_indicator(row, same_name))
    problems += found
    return not found


def _blank(row: Cells) -> list[Problem]:
    return [
        _at(row, column.name, "the cell is blank; every row needs it.")
        for column in OWN_INDICATORS.columns.values()
        if column.required and column.name not in row.cells
    ]


def _personal(row: Cells) -> list[Problem]:
    return [_at(row, name, f"this looks like {sort}.") for name, text in row.cells.items() if (sort := personal_data(text, ()))]


def _not_an_indicator(row: Cells, same_name: int) -> list[Problem]:
    if same_name > 1:
        return [_at(row, "name", "the name stands in the file twice; each indicator has its own.")]
    try:
        own_indicator(_values(row), tuple(CATALOGUE))
    except BadColumn as error:
        return [_at(row, error.column, str(error))]
    return []


def _at(row: Cells, column: str, expected: str) -> Problem:
    return problem(row.row.file, row.row.line, column, row.cells.get(column, ""), expected)
