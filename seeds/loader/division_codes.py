"""Finds a seed folder's division codes without reading the rest of it."""

from pathlib import Path

from graph.model.divisions import DIVISIONS, PROVINCE
from seeds.loader.csv_rows import read_rows
from seeds.loader.table_schemas import TABLES


def division_codes(folder: Path) -> set[str]:
    """Skips unreadable rows, and provinces, which cities share."""
    tables = (
        table
        for table in TABLES.values()
        if table.declaration in DIVISIONS and table.declaration is not PROVINCE and (folder / table.file).is_file()
    )
    return {row.cells["code"] for table in tables for row in read_rows(folder, table, []) if "code" in row.cells}
