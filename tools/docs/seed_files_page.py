"""The page about seed files."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import EnumMeta
from typing import Final

from graph.model.chinese_names import names_of_kind, names_of_values
from graph.model.common_properties import PROPERTY_PROVENANCES
from graph.model.declarations import Kind, Property, Relation
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS
from graph.model.text_rules import NAME_SEPARATOR
from seeds.loader.custom_indicators import CUSTOM_INDICATORS
from seeds.loader.folders import FOLDERS
from seeds.loader.licences import LICENCES
from seeds.loader.table_schemas import TABLES, CsvColumn, TableSchema
from tools.docs.language import PageLanguage
from tools.docs.seed_files_texts import CHINESE, ENGLISH, FOLDERS_CHINESE, INDICATORS, KIND_NAMES, LICENCE


def page(language: PageLanguage) -> str:
    folders = "\n".join(
        language.of(f"- `{name}/`: {meaning}", f"- `{name}/`：{FOLDERS_CHINESE[name]}") for name, meaning in FOLDERS.items()
    )
    sections = [language.of("# Seed files 数据文件夹", "# 数据文件夹"), language.link("seed-files")]
    sections += [language.of(ENGLISH, CHINESE).format(folders=folders)]
    sections += [
        language.of("## Entities 实体", "## 实体"),
        language.of("Every table of entities has these columns:", "每个实体表都有这些列："),
        _table(_common(Kind), language),
    ]
    sections += [_section(table, language) for table in TABLES.values() if isinstance(table.declaration, Kind)]
    sections += [
        language.of("## Links 关系", "## 关系"),
        language.of("Every table of links has these columns:", "每个关系表都有这些列："),
        _table(_common(Relation), language),
    ]
    sections += [_section(table, language) for table in TABLES.values() if isinstance(table.declaration, Relation)]
    sections += [language.of("## Kinds 种类", "## 种类"), language.of(*KIND_NAMES), _kinds(language)]
    for texts, schema in ((INDICATORS, CUSTOM_INDICATORS), (LICENCE, LICENCES)):
        sections += [language.of(*texts).format(file=schema.file), _table(schema.columns.values(), language)]
    return "\n\n".join(section.strip("\n") for section in sections) + "\n"


def _common(of: type[Kind] | type[Relation]) -> Iterable[CsvColumn]:
    """Returns the columns of all tables of entities, or of links."""
    tables = [table for table in TABLES.values() if isinstance(table.declaration, of)]
    shared = {name for table in tables for name in table.columns} - {name for table in tables for name in _own(table)}
    widest = max(tables, key=lambda table: len(shared & set(table.columns)))
    return (column for name, column in widest.columns.items() if name in shared)


def _own(table: TableSchema) -> set[str]:
    return {prop.name for prop in table.declaration.properties}


def _section(table: TableSchema, language: PageLanguage) -> str:
    lines = [f"### `{table.file}`", _meaning(table, language)]
    columns = [column for column in table.columns.values() if column.name in _own(table)]
    return "\n\n".join([*lines, _table(columns, language)] if columns else lines)


def _table(columns: Iterable[CsvColumn], language: PageLanguage) -> str:
    rows = [
        f"| `{column.name}`{'*' if column.required else ''} | {'、'.join(column.chinese_names)} | {_value(column.declaration, language)} "
        f"| {language.part(column.declaration.meaning)} |"
        for column in columns
    ]
    return "\n".join(
        [language.of("| column | also | values | meaning |", "| 列 | 也可写作 | 取值 | 含义 |"), "|---|---|---|---|", *rows]
    )


def _kinds(language: PageLanguage) -> str:
    rows = [f"| `{kind.label}` | {'、'.join(names_of_kind(kind))} |" for kind in KINDS]
    return "\n".join([language.of("| kind | also |", "| 种类 | 也可写作 |"), "|---|---|", *rows])


def _meaning(table: TableSchema, language: PageLanguage) -> str:
    meaning = language.part(table.declaration.meaning)
    if isinstance(table.declaration, Kind):
        return meaning
    declared = table.declaration
    endless = language.of(" Its links have no end: `until` stays blank.", "没有终止日期：`until` 留空。")
    both_ways = language.of(" Undirected.", "无方向。")
    traits = (endless if declared.open_ended else "") + (both_ways if declared.undirected else "")
    start, end = _labels(declared.sources, language), _labels(declared.targets, language)
    ends = language.of(f"`from`: {start}. `to`: {end}.", f"`from`：{start}。`to`：{end}。")
    return f"{meaning}{traits}\n\n{ends}"


def _labels(kinds: Sequence[Kind], language: PageLanguage) -> str:
    if set(kinds) == set(DIVISIONS):
        return language.of("any division", "任一级区划")
    return language.of(", ", "、").join(kind.label for kind in kinds)


def _value(prop: Property, language: PageLanguage) -> str:
    if prop is PROPERTY_PROVENANCES:
        return language.of(*_PROVENANCES)
    if isinstance(prop.type, EnumMeta):
        names = names_of_values(prop.type).items()
        return language.of(", ", "；").join(f"`{name}` {'、'.join(chinese)}" for name, chinese in names)
    return language.of(*_TYPES[prop.type]) + _bounds(prop, language)


def _bounds(prop: Property, language: PageLanguage) -> str:
    words = (
        (language.of(" from {:g}", "，不小于 {:g}"), prop.minimum),
        (language.of(" to {:g}", "，不大于 {:g}"), prop.maximum),
    )
    return "".join(word.format(bound) for word, bound in words if bound is not None)


_PROVENANCES: Final = (
    f"`property=PROVENANCE`, with `\\{NAME_SEPARATOR}` between several",
    f"`属性=来历`，几个之间用 `\\{NAME_SEPARATOR}` 隔开",
)
_TYPES: Final = {
    str: ("text", "文本"),
    int: ("whole number", "整数"),
    float: ("number", "数值"),
    bool: ("`true`, `false`", "`true`、`false`"),
    date: ("day", "日期"),
    list: (f"names with `\\{NAME_SEPARATOR}` between them", f"名称，之间用 `\\{NAME_SEPARATOR}` 隔开"),
}
