"""Indexes entity codes, to detect duplicates and to resolve the ends of links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.messages import seeds as messages
from graph.model.declarations import Kind
from graph.model.divisions import COMMUNITY, DIVISIONS
from graph.model.integrity import EntityKey
from seeds.loader.csv_rows import CsvRow
from seeds.loader.errors import SeedProblem, masked_problem
from seeds.loader.post_names import place_name
from seeds.loader.records import RowLocation

_DIVISIONS: Final = frozenset(DIVISIONS)
_COMMUNITY_CODE_LENGTH: Final = 12


@dataclass
class CodeIndex:
    """Includes the codes of invalid rows, so that one mistake is reported once."""

    locations: dict[Kind, dict[str, RowLocation]] = field(default_factory=dict[Kind, dict[str, RowLocation]])
    place_names: set[str] = field(default_factory=set[str])
    """Without their level, such as 宋庄 of 宋庄镇."""

    def add(self, kind: Kind, row: CsvRow) -> SeedProblem | None:
        """Reports a duplicate code. Divisions of all levels share one list of codes."""
        if kind in _DIVISIONS:
            self.place_names.add(place_name(row.cells.get("name", "")))
        code = row.cells.get("code", "")
        if not code:
            return None
        other = next(
            (rows[code] for each in _kinds_sharing_codes(kind) if code in (rows := self.locations.get(each, {}))), None
        )
        if other:
            message = messages.DUPLICATE_CODE.format(line=other.line, file=other.file)
            return masked_problem(row.location, "code", code, message)
        self.locations.setdefault(kind, {})[code] = row.location
        return None

    def find(self, code: str, kinds: Iterable[Kind]) -> list[EntityKey]:
        return [EntityKey(kind, code) for kind in kinds if code in self.locations.get(kind, {})]

    @property
    def community_codes(self) -> frozenset[str]:
        """Codes of grids and other entities may begin with one of these."""
        return frozenset(code for code in self.locations.get(COMMUNITY, {}) if len(code) == _COMMUNITY_CODE_LENGTH)


def build_code_index(tables: Mapping[Kind, list[CsvRow]], problems: list[SeedProblem]) -> CodeIndex:
    index = CodeIndex()
    for kind, rows in tables.items():
        problems += filter(None, (index.add(kind, row) for row in rows))
    return index


def _kinds_sharing_codes(kind: Kind) -> frozenset[Kind]:
    return _DIVISIONS if kind in _DIVISIONS else frozenset({kind})
