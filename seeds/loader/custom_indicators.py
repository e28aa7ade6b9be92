"""Reads and checks a city's custom indicators."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from graph.coverage.catalogue import load_catalogue
from graph.coverage.custom_indicators import SEPARATOR, BadColumn, custom_indicator
from graph.messages import seeds as messages
from graph.messages.language import BilingualText
from graph.model.declarations import Property
from graph.model.text_rules import InvalidText, check_name, check_text
from seeds.loader.csv_rows import CsvRow, read_rows
from seeds.loader.errors import SeedProblem, masked_problem
from seeds.loader.folders import INDICATORS
from seeds.loader.privacy import find_personal_data
from seeds.loader.table_schemas import CsvColumn, CsvSchema

_COLUMNS: Final = (
    Property("name", str, "名称，大写英文。 The name in capitals, such as `COURIER_STATION`.", required=True),
    Property("name_zh", str, "中文名称。 The Chinese name.", required=True),
    Property("name_en", str, "英文名称。 The English name.", required=True),
    Property(
        "unit",
        str,
        "统计什么，例如 `Community`、`Grid[size=SMALL]`。 What it counts, such as `Community` or `Grid[size=SMALL]`.",
        required=True,
        also=("统计单位",),
    ),
    Property(
        "paths",
        str,
        f"到达它的关系路径，几条之间用 `{SEPARATOR}` 隔开。 The paths of links that reach a unit, separated by `{SEPARATOR}`; one of them is enough.",
        also=("路径",),
    ),
    Property("test", str, "它自身属性须满足的条件。 A further condition on the unit's own properties.", also=("条件",)),
    Property("numerator", str, "分子的文字说明。 In words: which units are reached.", also=("分子",)),
    Property("denominator", str, "分母的文字说明。 In words: which units are counted.", also=("分母",)),
    Property("unknown_when", str, "何时未知的文字说明。 In words: when it is unknown.", also=("何时不明",)),
    Property("source", str, "出处。 The document that defines it."),
)
CUSTOM_INDICATORS: Final = CsvSchema(
    f"{INDICATORS}/indicators.csv", {prop.name: CsvColumn(prop, prop.required) for prop in _COLUMNS}
)
_NAMES: Final = ("name", "name_zh", "name_en")
IndicatorRow = Mapping[str, str | None]


def read_custom_indicators(folder: Path, problems: list[SeedProblem]) -> tuple[IndicatorRow, ...]:
    """Omits invalid indicators, and adds their problems to ``problems``."""
    if not (folder / CUSTOM_INDICATORS.file).is_file():
        return ()
    rows = read_rows(folder, CUSTOM_INDICATORS, problems)
    names, reserved = [row.cells.get("name", "") for row in rows], load_catalogue().keys()
    return tuple(
        _values(row) for row, name in zip(rows, names, strict=True) if _is_valid(row, names.count(name) > 1, reserved, problems)
    )


def _values(row: CsvRow) -> IndicatorRow:
    return {column: row.cells.get(column) for column in CUSTOM_INDICATORS.columns}


def _is_valid(row: CsvRow, is_duplicate: bool, reserved: Collection[str], problems: list[SeedProblem]) -> bool:
    row_problems = [*_blank_cells(row), *_personal_data(row), *_invalid_texts(row)] or list(
        _invalid_indicator(row, is_duplicate, reserved)
    )
    problems += row_problems
    return not row_problems


def _blank_cells(row: CsvRow) -> Iterator[SeedProblem]:
    for column in CUSTOM_INDICATORS.columns.values():
        if column.required and column.name not in row.cells:
            yield _problem(row, column.name, messages.BLANK_CELL.format())


def _personal_data(row: CsvRow) -> Iterator[SeedProblem]:
    for column, text in row.cells.items():
        if data_type := find_personal_data(text):
            yield _problem(row, column, messages.PERSONAL_DATA.format(type=data_type))


def _invalid_texts(row: CsvRow) -> Iterator[SeedProblem]:
    for column, text in row.cells.items():
        try:
            check_name(text) if column in _NAMES else check_text(text)
        except InvalidText as error:
            yield _problem(row, column, error.message)


def _invalid_indicator(row: CsvRow, is_duplicate: bool, reserved: Collection[str]) -> Iterator[SeedProblem]:
    if is_duplicate:
        yield _problem(row, "name", messages.DUPLICATE_INDICATOR.format())
        return
    try:
        custom_indicator(_values(row), reserved)
    except BadColumn as error:
        yield _problem(row, error.column, error.message)


def _problem(row: CsvRow, column: str, message: BilingualText) -> SeedProblem:
    return masked_problem(row.location, column, row.cells.get(column, ""), message)
