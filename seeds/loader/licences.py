"""Reads the licence of a city's data."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from graph.messages import seeds as messages
from graph.model.declarations import Property
from graph.model.text_rules import InvalidText, check_name
from seeds.loader.csv_rows import CsvRow, read_rows
from seeds.loader.errors import SeedProblem, masked_problem
from seeds.loader.folders import LICENCE_FILE
from seeds.loader.privacy import find_personal_data
from seeds.loader.table_schemas import CsvColumn, CsvSchema

_COLUMNS: Final = (
    Property(
        "division",
        str,
        "数据所涉区划的编码。 The code of the division that the data describe.",
        required=True,
        also=("区划", "区划编码"),
    ),
    Property(
        "licence",
        str,
        "数据的许可，例如 `CC BY 4.0`；网络的 `citation` 和导出文件会写出。 The licence of the data, such as `CC BY 4.0`; the `citation` of a network "
        "and exports state it.",
        required=True,
        also=("许可",),
    ),
)
LICENCES: Final = CsvSchema(LICENCE_FILE, {prop.name: CsvColumn(prop, prop.required) for prop in _COLUMNS})


def read_licences(folder: Path, divisions: Collection[str], problems: list[SeedProblem]) -> tuple[Mapping[str, str], ...]:
    """Adds errors to ``problems``. ``divisions``: the codes of the city's divisions."""
    if not (folder / LICENCE_FILE).is_file():
        return ()
    rows = read_rows(folder, LICENCES, problems)
    problems += (problem for row in rows for problem in _problems(row, divisions))
    return tuple({name: row.cells.get(name, "") for name in LICENCES.columns} for row in rows)


def _problems(row: CsvRow, divisions: Collection[str]) -> Iterator[SeedProblem]:
    for name in LICENCES.columns:
        text = row.cells.get(name, "")
        if not text:
            yield masked_problem(row.location, name, "", messages.BLANK_CELL.format())
        elif name == "division" and text not in divisions:
            yield masked_problem(row.location, name, text, messages.UNKNOWN_DIVISION.format())
        elif data_type := find_personal_data(text, divisions):
            yield masked_problem(row.location, name, text, messages.PERSONAL_DATA.format(type=data_type))
        else:
            try:
                check_name(text)
            except InvalidText as error:
                yield masked_problem(row.location, name, text, error.message)
