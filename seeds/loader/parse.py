"""Reads a seed folder, parses its rows and checks integrity."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from graph.messages import seeds as messages
from graph.messages.language import listing
from graph.model.declarations import Kind, Relation
from graph.model.divisions import DIVISIONS
from seeds.loader.cells import suggestion
from seeds.loader.code_index import CodeIndex, build_code_index
from seeds.loader.csv_rows import CsvRow, read_rows
from seeds.loader.custom_indicators import CUSTOM_INDICATORS, read_custom_indicators
from seeds.loader.errors import InvalidSeedFolder, SeedProblem, file_problem
from seeds.loader.folders import ENTITIES, FOLDERS, INDICATORS, LICENCE_FILE, LINKS, is_ignored
from seeds.loader.integrity import integrity_violations
from seeds.loader.licences import read_licences
from seeds.loader.records import CityRecords, Entity, Link
from seeds.loader.row_parser import RowParser
from seeds.loader.table_schemas import TABLES


def read_city(folder: Path) -> CityRecords:
    """Raises InvalidSeedFolder with every problem."""
    problems = list(_unexpected_files(folder))
    tables = {file: read_rows(folder, schema, problems) for file, schema in TABLES.items() if (folder / file).is_file()}
    index = build_code_index(
        {cast(Kind, TABLES[file].declaration): rows for file, rows in tables.items() if _has_entities(file)}, problems
    )
    entities = tuple(_parse_entities(tables, index, problems))
    divisions = {entity.code for entity in entities if entity.kind in DIVISIONS}
    city = CityRecords(
        entities,
        tuple(_parse_links(tables, index, problems)),
        read_custom_indicators(folder, problems),
        read_licences(folder, divisions, problems),
    )
    problems += integrity_violations(city)
    if problems:
        raise InvalidSeedFolder(folder.name, problems)
    return city


def _has_entities(file: str) -> bool:
    return isinstance(TABLES[file].declaration, Kind)


def _parse_entities(tables: Mapping[str, list[CsvRow]], index: CodeIndex, problems: list[SeedProblem]) -> Iterator[Entity]:
    for file, rows in tables.items():
        if isinstance(kind := TABLES[file].declaration, Kind):
            parser = RowParser(TABLES[file], index, problems)
            yield from filter(None, (parser.parse_entity(kind, row) for row in rows))


def _parse_links(tables: Mapping[str, list[CsvRow]], index: CodeIndex, problems: list[SeedProblem]) -> Iterator[Link]:
    for file, rows in tables.items():
        if isinstance(relation := TABLES[file].declaration, Relation):
            parser = RowParser(TABLES[file], index, problems)
            yield from filter(None, (parser.parse_link(relation, row) for row in rows))


def _unexpected_files(folder: Path) -> Iterator[SeedProblem]:
    if not (folder / ENTITIES).is_dir():
        yield file_problem(f"{ENTITIES}/", messages.NOT_A_SEED_FOLDER.format(folder=folder.name, entities=ENTITIES))
        return
    message = messages.UNEXPECTED_FILE.format(folders=listing(FOLDERS), entities=ENTITIES, links=LINKS)
    for path in sorted(folder.iterdir()):
        if path.name not in (*FOLDERS, LICENCE_FILE) and not is_ignored(path.name):
            yield file_problem(path.name, message)
    for name in (ENTITIES, LINKS, INDICATORS):
        yield from _unknown_files(folder, name)


def _unknown_files(folder: Path, subfolder: str) -> Iterator[SeedProblem]:
    files = (*TABLES, CUSTOM_INDICATORS.file)
    known = [file.removeprefix(f"{subfolder}/") for file in files if file.startswith(f"{subfolder}/")]
    if subfolder in {path.name for path in folder.iterdir()} and not (folder / subfolder).is_dir():
        yield file_problem(f"{subfolder}/", messages.NOT_A_FOLDER.format())
        return
    for path in sorted((folder / subfolder).glob("*")):
        if path.name in known and not path.is_file():
            yield file_problem(f"{subfolder}/{path.name}", messages.NOT_A_FILE.format())
        elif path.name not in known and not is_ignored(path.name):
            similar = suggestion(path.name.lower(), known)
            message = messages.UNKNOWN_FILE.format(files=listing(known), suggestion=similar)
            yield file_problem(f"{subfolder}/{path.name}", message)
