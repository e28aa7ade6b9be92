"""Records: one row read as an entity or a link, its cells checked against the columns."""

from collections.abc import Collection
from typing import Final

from graph.model.declarations import Kind, Relation
from graph.model.posts import POST
from graph.model.registry import KINDS
from seeds.loader.cells import InvalidCell, code_of, did_you_mean, value_of
from seeds.loader.code_index import CodeIndex
from seeds.loader.csv_rows import Cells
from seeds.loader.errors import Problem, problem
from seeds.loader.post_names import NAMED_BY_OFFICE, hidden, is_office
from seeds.loader.privacy import personal_data
from seeds.loader.records import End, Entity, Link, Value
from seeds.loader.table_schemas import FROM, FROM_KIND, TO, TO_KIND, Column, Table

_OF_ENDS: Final = (FROM_KIND, FROM, TO_KIND, TO)
_CODES: Final = ("code", FROM, TO)
_LINK_PROPERTY_UNTIL: Final = "until"


class RowParser:
    """Reads the rows of one table. What is wrong is added to ``problems``, and the row is left out."""

    def __init__(self, table: Table, register: CodeIndex, problems: list[Problem]) -> None:
        self._table = table
        self._register = register
        self._community_codes = register.community_codes
        self._problems = problems

    def entity(self, kind: Kind, cells: Cells) -> Entity | None:
        values = self._values(cells, self._table.columns)
        if kind is POST and not is_office(name := cells.cells.get("name", "岗")):
            self._refuse(cells, "name", hidden(name), NAMED_BY_OFFICE)
            return None
        if values is None or not self._in_order(cells, values, "valid_from", "valid_to"):
            return None
        return Entity(kind, values, cells.row)

    def link(self, relation: Relation, cells: Cells) -> Link | None:
        start = self._end(cells, FROM, FROM_KIND, relation.sources)
        end = self._end(cells, TO, TO_KIND, relation.targets)
        values = self._values(cells, [name for name in self._table.columns if name not in _OF_ENDS])
        if start is None or end is None or values is None or not self._may_end(relation, cells, values):
            return None
        return Link(relation, start, end, values, cells.row)

    def _values(self, cells: Cells, names: Collection[str]) -> dict[str, Value | None] | None:
        """The value of every column, or None where one is refused."""
        before = len(self._problems)
        values = {name: self._value(cells, self._table.columns[name]) for name in names}
        return values if len(self._problems) == before else None

    def _value(self, cells: Cells, column: Column) -> Value | None:
        text = cells.cells.get(column.name, "")
        if not text and column.required:
            self._refuse(cells, column.name, "", f"the cell is blank; every row needs {_needed(column)}.")
            return None
        try:
            return self._read(text, column)
        except InvalidCell as refused:
            self._refuse(cells, column.name, text, str(refused))
            return None

    def _read(self, text: str, column: Column) -> Value | None:
        if not text:
            return None
        if column.stored.type in (str, list):
            self._refuse_people(text, column.name)
        return code_of(text) if column.name in _CODES else value_of(text, column.stored)

    def _refuse_people(self, text: str, column: str) -> None:
        if sort := personal_data(text, self._community_codes if column in _CODES else ()):
            raise InvalidCell(f"this looks like {sort}. Posts and bodies are stored, never people: take it out of the file.")

    def _end(self, cells: Cells, column: str, kind_column: str, kinds: tuple[Kind, ...]) -> End | None:
        code = self._value(cells, self._table.columns[column])
        if code is None:
            return None
        try:
            return self._found(str(code), _of_kind(cells.cells.get(kind_column, ""), kinds))
        except _KindRefused as refused:
            self._refuse(cells, kind_column, cells.cells[kind_column], str(refused))
        except InvalidCell as refused:
            self._refuse(cells, column, str(code), str(refused))
        return None

    def _found(self, code: str, kinds: tuple[Kind, ...]) -> End:
        found = self._register.ends(code, kinds)
        if len(found) > 1:
            named = ", ".join(end.kind.label for end in found)
            raise InvalidCell(f"entities of several kinds have this code ({named}); say which in the kind column beside it.")
        if not found:
            raise InvalidCell(f"no entity has this code that can stand here, {_one_of(kinds)}{self._elsewhere(code)}.")
        return found[0]

    def _elsewhere(self, code: str) -> str:
        others = self._register.ends(code, KINDS)
        return f"; it is the code of a {others[0].kind.label}, which the relation does not join here" if others else ""

    def _may_end(self, relation: Relation, cells: Cells, values: dict[str, Value | None]) -> bool:
        if relation.open_ended and values[_LINK_PROPERTY_UNTIL] is not None:
            text = cells.cells[_LINK_PROPERTY_UNTIL]
            expected = f"{relation.name} is a fact: it counts from `since` on and has no end; leave the cell blank."
            self._refuse(cells, _LINK_PROPERTY_UNTIL, text, expected)
            return False
        return self._in_order(cells, values, "since", "until")

    def _in_order(self, cells: Cells, values: dict[str, Value | None], first: str, second: str) -> bool:
        begin, end = cells.cells.get(first), cells.cells.get(second)
        if begin is None or end is None or str(values[first]) < str(values[second]):
            return True
        self._refuse(cells, second, end, f"expected a day after {first}, which is {begin}.")
        return False

    def _refuse(self, cells: Cells, column: str, value: str, expected: str) -> None:
        self._problems.append(problem(cells.row.file, cells.row.line, column, value, expected))


class _KindRefused(Exception):
    """The kind beside a code is none that the relation joins there."""


def _of_kind(label: str, kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    if not label:
        return kinds
    chosen = tuple(kind for kind in kinds if kind.label == label)
    if not chosen:
        labels = [kind.label for kind in kinds]
        raise _KindRefused(f"expected one of {', '.join(labels)}{did_you_mean(label, labels)}.")
    return chosen


def _one_of(kinds: tuple[Kind, ...]) -> str:
    return f"a {kinds[0].label}" if len(kinds) == 1 else f"one of {', '.join(kind.label for kind in kinds)}"


def _needed(column: Column) -> str:
    return {"code": "a code", "name": "a name", "since": "the day from which the link holds"}.get(column.name, "it")
