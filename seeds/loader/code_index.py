"""The register of a folder: which codes its entity files give out, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.model.declarations import Kind
from graph.model.divisions import COMMUNITY, DIVISIONS
from seeds.loader.csv_rows import Cells
from seeds.loader.errors import Problem, problem
from seeds.loader.records import End, Row

_DIVISIONS: Final = frozenset(DIVISIONS)
_COMMUNITY_CODE_LENGTH: Final = 12


@dataclass
class CodeIndex:
    """Every code that an entity file gives out, also in a row that is refused for another reason: so that one mistake is told once."""

    rows: dict[Kind, dict[str, Row]] = field(default_factory=dict[Kind, dict[str, Row]])

    def add(self, kind: Kind, cells: Cells) -> Problem | None:
        """Enters the code of a row; a problem where another row has it. Divisions of all levels share one list of codes."""
        code = cells.cells.get("code", "")
        taken = next((self.rows[other][code] for other in _sharing(kind) if code in self.rows.get(other, {})), None)
        if not code:
            return None
        if taken:
            return problem(
                cells.row.file, cells.row.line, "code", code, f"line {taken.line} of {taken.file} has this code already."
            )
        self.rows.setdefault(kind, {})[code] = cells.row
        return None

    def ends(self, code: str, kinds: Iterable[Kind]) -> list[End]:
        """The entities of these kinds that have the code."""
        return [End(kind, code) for kind in kinds if code in self.rows.get(kind, {})]

    @property
    def community_codes(self) -> frozenset[str]:
        """The official codes of communities, which longer codes may begin with."""
        return frozenset(code for code in self.rows.get(COMMUNITY, {}) if len(code) == _COMMUNITY_CODE_LENGTH)


def register_of(tables: Mapping[Kind, list[Cells]], problems: list[Problem]) -> CodeIndex:
    register = CodeIndex()
    for kind, rows in tables.items():
        for cells in rows:
            if doubled := register.add(kind, cells):
                problems.append(doubled)
    return register


def _sharing(kind: Kind) -> frozenset[Kind]:
    return _DIVISIONS if kind in _DIVISIONS else frozenset({kind})
