"""Seed files with Chinese headings and values are the same city. No database is needed."""

import csv
from collections.abc import Mapping
from enum import EnumMeta
from pathlib import Path
from typing import Final

import pytest
from tiny_city import TINY, change, city, problems_of

from graph.messages.language import Language
from graph.model.chinese_names import names_of_kind, names_of_property, names_of_values, normalized
from graph.model.declarations import Property, StoredEnum
from graph.model.registry import KINDS
from seeds.loader.custom_indicators import CUSTOM_INDICATORS
from seeds.loader.errors import InvalidSeedFolder
from seeds.loader.licences import LICENCES
from seeds.loader.parse import read_city
from seeds.loader.table_schemas import FROM_KIND, TABLES, TO_KIND, CsvSchema

__all__ = ["city"]
SCHEMAS: Final[Mapping[str, CsvSchema]] = {
    **TABLES,
    CUSTOM_INDICATORS.file: CUSTOM_INDICATORS,
    LICENCES.file: LICENCES,
}
PROPERTIES: Final = [column.declaration for schema in TABLES.values() for column in schema.columns.values()]
ENUMS: Final = sorted({prop.type for prop in PROPERTIES if isinstance(prop.type, EnumMeta)}, key=lambda each: each.__name__)
COMMITTEES: Final = "entities/member_units.csv"


def _in_chinese(text: str, prop: Property, which: int) -> str:
    """Writes the first (0) or the last (-1) Chinese name of a value."""
    if not text:
        return text
    if prop.name in (FROM_KIND, TO_KIND):
        return names_of_kind(next(kind for kind in KINDS if kind.label == text))[which]
    if isinstance(prop.type, EnumMeta):
        return names_of_values(prop.type)[text][which]
    if prop.type is bool:
        return {"true": "是", "false": "否"}[text]
    return text


def _translate(file: Path, schema: CsvSchema, which: int) -> None:
    with file.open(encoding="utf-8", newline="") as source:
        heading, *rows = list(csv.reader(source))
    properties = [schema.columns[name].declaration for name in heading]
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow([names_of_property(prop)[which] for prop in properties])
        writer.writerows([_in_chinese(cell, prop, which) for cell, prop in zip(row, properties, strict=True)] for row in rows)


def _stored(folder: Path) -> object:
    read = read_city(folder)
    entities = [(each.kind, each.values) for each in read.entities]
    return entities, [(each.relation, each.start, each.end, each.values) for each in read.links], read.custom_indicators


@pytest.mark.parametrize("which", [0, -1], ids=["description", "further name"])
def test_a_city_in_chinese_is_the_city_in_english(city: Path, which: int) -> None:
    files = [name for name in SCHEMAS if (city / name).is_file()]
    assert len(files) > 40
    for name in files:
        _translate(city / name, SCHEMAS[name], which)
    assert "code" not in (city / COMMITTEES).read_text("utf-8")
    assert _stored(city) == _stored(TINY)


def test_names_of_the_two_languages_can_be_mixed(city: Path) -> None:
    file = city / COMMITTEES
    lines = file.read_text("utf-8").splitlines()
    lines[0] = lines[0].replace("name", "名称").replace("type", " 类别（性质） ")
    lines[1] = lines[1].replace("GOVERNMENT_ORGAN", "机关").replace("ENTERPRISE", "企业")
    file.write_text("\n".join(lines), "utf-8")
    assert _stored(city) == _stored(TINY)


@pytest.mark.parametrize("file", SCHEMAS)
def test_no_two_columns_of_a_file_have_one_chinese_name(file: str) -> None:
    columns = SCHEMAS[file].columns
    names = [normalized(name) for column in columns.values() for name in column.chinese_names]
    assert len(names) == len(set(names))
    assert all(column.chinese_names for column in columns.values())


@pytest.mark.parametrize("of_type", ENUMS, ids=lambda each: each.__name__)
def test_no_two_values_have_one_chinese_name(of_type: type[StoredEnum]) -> None:
    names = [normalized(name) for each in names_of_values(of_type).values() for name in each]
    assert len(names) == len(set(names))


def test_no_two_kinds_have_one_chinese_name() -> None:
    names = [normalized(name) for kind in KINDS for name in names_of_kind(kind)]
    assert len(names) == len(set(names))


def test_a_column_in_both_languages_is_an_error(city: Path) -> None:
    change(city, COMMITTEES, "code,name", "code,名称,name")
    (problem,) = [each for each in problems_of(city) if each.file == COMMITTEES]
    assert (problem.line, problem.column) == (1, "name")
    assert "(名称, name)" in problem.message.english
    assert "名称、name" in problem.message.chinese


def test_an_unknown_heading_or_value_suggests_a_chinese_name(city: Path) -> None:
    change(city, COMMITTEES, "GOVERNMENT_ORGAN", "事业单未")
    change(city, "entities/grids.csv", "workers", "网格员人教")
    messages = {problem.file: problem.message for problem in problems_of(city)}
    assert "是否应为 事业单位？" in messages[COMMITTEES].chinese
    assert "GOVERNMENT_ORGAN（机关）" in messages[COMMITTEES].chinese
    assert "是否应为 网格员人数？" in messages["entities/grids.csv"].chinese


def test_a_problem_names_the_heading_of_the_file(city: Path) -> None:
    change(city, COMMITTEES, "party_members", "党员人数")
    lines = (city / COMMITTEES).read_text("utf-8").splitlines()
    position = lines[0].split(",").index("党员人数")
    cells = lines[1].split(",")
    cells[position] = "多"
    (city / COMMITTEES).write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), "utf-8")
    with pytest.raises(InvalidSeedFolder) as refused:
        read_city(city)
    assert "第 2 行 列 党员人数：'多'：应为整数" in refused.value.message.in_language(Language.CHINESE)
    assert "line 2, column 党员人数: '多': expected a whole number" in str(refused.value)
