"""Reading: a seed folder checked from end to end and held in memory, or refused with every bad place."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from graph.model.declarations import Kind, Relation
from seeds.loader.cells import did_you_mean
from seeds.loader.code_index import CodeIndex, register_of
from seeds.loader.csv_rows import Cells, rows_of
from seeds.loader.custom_indicators import OWN_INDICATORS, own_indicators_of
from seeds.loader.errors import InvalidSeedFolder, Problem, problem
from seeds.loader.folders import ENTITIES, FOLDERS, INDICATORS, LINKS, ignored
from seeds.loader.integrity import integrity_violations
from seeds.loader.records import City, Entity, Link
from seeds.loader.row_parser import RowParser
from seeds.loader.table_schemas import TABLES


def read_city(folder: Path) -> City:
    """The city of a seed folder. Raises CityRefused with every problem found: a file, column or value that is not known, what is
    missing, doubled or contradictory, and personal data."""
    problems = list(_unexpected_files(folder))
    tables = {name: rows_of(folder, table, problems) for name, table in TABLES.items() if (folder / name).is_file()}
    register = register_of({cast(Kind, TABLES[name].of): rows for name, rows in tables.items() if _of_entities(name)}, problems)
    city = City(
        tuple(_entities(tables, register, problems)),
        tuple(_links(tables, register, problems)),
        own_indicators_of(folder, problems),
    )
    problems += integrity_violations(city)
    if problems:
        raise InvalidSeedFolder(folder.name, problems)
    return city


def _of_entities(file: str) -> bool:
    return isinstance(TABLES[file].of, Kind)


def _entities(tables: Mapping[str, list[Cells]], register: CodeIndex, problems: list[Problem]) -> Iterator[Entity]:
    for name, rows in tables.items():
        if isinstance(kind := TABLES[name].of, Kind):
            records = RowParser(TABLES[name], register, problems)
            yield from filter(None, (records.entity(kind, cells) for cells in rows))


def _links(tables: Mapping[str, list[Cells]], register: CodeIndex, problems: list[Problem]) -> Iterator[Link]:
    for name, rows in tables.items():
        if isinstance(relation := TABLES[name].of, Relation):
            records = RowParser(TABLES[name], register, problems)
            yield from filter(None, (records.link(relation, cells) for cells in rows))


def _unexpected_files(folder: Path) -> Iterator[Problem]:
    """What lies in the folder and is neither read nor expected there."""
    if not (folder / ENTITIES).is_dir():
        yield problem(
            f"{ENTITIES}/",
            0,
            "",
            "",
            f"{folder.name} is not a seed folder: this folder is not there, with files such as communities.csv.",
        )
        return
    for path in sorted(folder.iterdir()):
        if path.name not in FOLDERS and not ignored(path.name):
            yield problem(
                path.name,
                0,
                "",
                "",
                f"expected only the folders {', '.join(FOLDERS)}; files of rows belong in {ENTITIES} or {LINKS}.",
            )
    for name in (ENTITIES, LINKS, INDICATORS):
        yield from _stray_tables(folder, name)


def _stray_tables(folder: Path, name: str) -> Iterator[Problem]:
    files = (*TABLES, OWN_INDICATORS.file)
    known = [table.removeprefix(f"{name}/") for table in files if table.startswith(f"{name}/")]
    for path in sorted((folder / name).glob("*")):
        if path.name not in known and not ignored(path.name):
            expected = f"there is no such file; expected one of {', '.join(known)}{did_you_mean(path.name.lower(), known)}."
            yield problem(f"{name}/{path.name}", 0, "", "", expected)
