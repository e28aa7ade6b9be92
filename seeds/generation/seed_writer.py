"""Collects the rows of the seed files and writes them in a fixed order."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from graph.messages import seeds as messages
from graph.messages.language import listing
from graph.model.common_properties import PROPERTY_PROVENANCES, Provenance
from graph.model.declarations import Kind, StoredEnum
from graph.model.integrity import EntityKey
from graph.model.registry import RELATIONS
from seeds.loader.cells import NAME_SEPARATOR
from seeds.loader.records import PropertyValue
from seeds.loader.table_schemas import FROM, FROM_KIND, TABLES, TO, TO_KIND, TableSchema, identified_by_code

CITY_FOUNDED: Final = date(2004, 1, 1)
"""Zhongwei became a prefecture-level city by a decision of 31 December 2003."""
HISTORY_BEGINS: Final = date(2019, 3, 1)
CONTACTS_BEGIN: Final = date(2020, 3, 16)
LAST_CHANGE: Final = date(2022, 8, 31)
"""Nothing changes after the published figures were counted."""
OUTBREAK: Final = date(2022, 8, 4)
"""The first day of the outbreak of 8·04."""
ILLUSTRATIVE: Final = Provenance.ILLUSTRATIVE
CellContent = PropertyValue | StoredEnum | None
_ONLY_IF_GIVEN: Final = (FROM_KIND, TO_KIND, PROPERTY_PROVENANCES.name)
"""Columns that are omitted without a value."""
_TABLE_OF: Final = {
    table.declaration if isinstance(table.declaration, Kind) else table.declaration.name: table for table in TABLES.values()
}


class SeedWriter:
    """Raises KeyError for a property that the model lacks."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Mapping[str, str]]] = {}

    def add_entity(
        self, kind: Kind, code: str, name: str, /, *, provenance: Provenance = ILLUSTRATIVE, **contents: CellContent
    ) -> EntityKey:
        self._add(_TABLE_OF[kind], {"code": code, "name": name, "provenance": provenance, **contents})
        return EntityKey(kind, code)

    def add_link(
        self,
        relation: str,
        start: EntityKey,
        end: EntityKey,
        since: date,
        until: date | None = None,
        /,
        *,
        source: str | None = None,
        provenance: Provenance = ILLUSTRATIVE,
        **contents: CellContent,
    ) -> None:
        """Takes ``contents`` by name; a trailing ``_`` avoids Python keywords, as in ``as_``."""
        common = {"since": since, "until": until, "source": source, "provenance": provenance}
        own = {name.rstrip("_"): content for name, content in contents.items()}
        self._add(_TABLE_OF[relation], {**_ends(relation, start, end), **common, **own})

    def _add(self, table: TableSchema, contents: Mapping[str, CellContent]) -> None:
        unknown = set(contents) - set(table.columns)
        if unknown:
            raise KeyError(messages.UNKNOWN_PROPERTY.format(file=table.file, columns=listing(sorted(unknown))))
        self._rows.setdefault(table.file, []).append({name: cell_text(content) for name, content in contents.items()})

    def write(self, folder: Path) -> None:
        """Omits files without rows. Equal rows give equal bytes."""
        for file, rows in self._rows.items():
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_csv(TABLES[file], rows).encode())


def _ends(relation: str, start: EntityKey, end: EntityKey) -> dict[str, CellContent]:
    declared = RELATIONS[relation]
    ends: dict[str, CellContent] = {FROM: start.code, TO: end.code}
    if not identified_by_code(declared.sources):
        ends[FROM_KIND] = start.kind.label
    if not identified_by_code(declared.targets):
        ends[TO_KIND] = end.kind.label
    return ends


def cell_text(content: CellContent) -> str:
    if content is None:
        return ""
    if isinstance(content, StoredEnum):
        return content.name
    if isinstance(content, bool):
        return str(content).lower()
    if isinstance(content, tuple):
        return NAME_SEPARATOR.join(content)
    return str(content)


def _csv(table: TableSchema, rows: list[Mapping[str, str]]) -> str:
    columns = [name for name in table.columns if name not in _ONLY_IF_GIVEN or any(row.get(name) for row in rows)]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: [row.get(name, "") for name in columns]))
    return text.getvalue()
