"""Parses a row into an entity or a link."""

from collections.abc import Collection, Iterable
from typing import Final

from graph.messages import seeds as messages
from graph.messages.language import BilingualText, listing
from graph.model.chinese_names import names_of_kind
from graph.model.common_properties import PROPERTY_PROVENANCES
from graph.model.declarations import Kind, Relation
from graph.model.integrity import EntityKey
from graph.model.posts import POST
from graph.model.registry import KINDS
from graph.model.text_rules import InvalidText, check_code
from seeds.loader.cells import InvalidCell, parse_name, parse_value
from seeds.loader.code_index import CodeIndex
from seeds.loader.csv_rows import CsvRow
from seeds.loader.errors import SeedProblem, masked_problem
from seeds.loader.post_names import is_office_name, mask_name
from seeds.loader.privacy import find_personal_data
from seeds.loader.property_provenances import parse_property_provenances
from seeds.loader.records import Entity, Link, PropertyValue
from seeds.loader.table_schemas import CODE_COLUMNS, FROM, FROM_KIND, TO, TO_KIND, CsvColumn, TableSchema

_END_COLUMNS: Final = (FROM_KIND, FROM, TO_KIND, TO)
_UNTIL: Final = "until"
_BLANK_MESSAGES: Final = {"code": messages.BLANK_CODE, "name": messages.BLANK_NAME, "since": messages.BLANK_SINCE}


class RowParser:
    """Adds problems to ``problems``, and returns None for an invalid row."""

    def __init__(self, schema: TableSchema, index: CodeIndex, problems: list[SeedProblem]) -> None:
        self._schema = schema
        self._index = index
        self._community_codes = index.community_codes
        self._problems = problems

    def parse_entity(self, kind: Kind, row: CsvRow) -> Entity | None:
        values = self._parse_values(row, self._schema.columns)
        if kind is POST and not is_office_name(name := row.cells.get("name", "岗"), self._index.place_names):
            self._report(row, "name", mask_name(name), messages.PERSON_AS_POST.format())
            return None
        if values is None or not self._is_in_order(row, values, "valid_from", "valid_to"):
            return None
        return Entity(kind, values, row.location)

    def parse_link(self, relation: Relation, row: CsvRow) -> Link | None:
        start = self._parse_end(row, FROM, FROM_KIND, relation.sources)
        end = self._parse_end(row, TO, TO_KIND, relation.targets)
        values = self._parse_values(row, [name for name in self._schema.columns if name not in _END_COLUMNS])
        if start is None or end is None or values is None or not self._has_valid_period(relation, row, values):
            return None
        return Link(relation, start, end, values, row.location)

    def _parse_values(self, row: CsvRow, columns: Collection[str]) -> dict[str, PropertyValue | None] | None:
        """Returns None if a value is invalid."""
        count_before = len(self._problems)
        values = {name: self._parse_cell(row, self._schema.columns[name]) for name in columns}
        return values if len(self._problems) == count_before else None

    def _parse_cell(self, row: CsvRow, column: CsvColumn) -> PropertyValue | None:
        text = row.cells.get(column.name, "")
        if not text and column.required:
            self._report(row, column.name, "", _BLANK_MESSAGES.get(column.name, messages.BLANK_CELL).format())
            return None
        try:
            return self._parse_text(text, column)
        except (InvalidCell, InvalidText) as error:
            self._report(row, column.name, text, error.message)
            return None

    def _parse_text(self, text: str, column: CsvColumn) -> PropertyValue | None:
        if not text:
            return None
        if column.declaration is PROPERTY_PROVENANCES and isinstance(kind := self._schema.declaration, Kind):
            return parse_property_provenances(text, kind)
        if column.declaration.type in (str, list):
            self._check_personal_data(text, column.name)
        return check_code(text) if column.name in CODE_COLUMNS else parse_value(text, column.declaration)

    def _check_personal_data(self, text: str, column: str) -> None:
        community_codes = self._community_codes if column in CODE_COLUMNS else ()
        if data_type := find_personal_data(text, community_codes):
            raise InvalidCell(messages.PERSONAL_DATA, type=data_type)

    def _parse_end(self, row: CsvRow, column: str, kind_column: str, kinds: tuple[Kind, ...]) -> EntityKey | None:
        code = self._parse_cell(row, self._schema.columns[column])
        if code is None:
            return None
        try:
            return self._resolve(str(code), _parse_kind(row.cells.get(kind_column, ""), kinds))
        except _InvalidKind as error:
            self._report(row, kind_column, row.cells[kind_column], error.message)
        except InvalidCell as error:
            self._report(row, column, str(code), error.message)
        return None

    def _resolve(self, code: str, kinds: tuple[Kind, ...]) -> EntityKey:
        """Raises InvalidCell unless one entity of these kinds has the code."""
        keys = self._index.find(code, kinds)
        if len(keys) == 1:
            return keys[0]
        if keys:
            raise InvalidCell(messages.AMBIGUOUS_CODE, kinds=_list_kinds(key.kind for key in keys))
        if others := self._index.find(code, KINDS):
            raise InvalidCell(messages.WRONG_KIND, actual=others[0].kind.label, kinds=_list_kinds(kinds))
        raise InvalidCell(messages.UNKNOWN_ENTITY, kinds=_list_kinds(kinds))

    def _has_valid_period(self, relation: Relation, row: CsvRow, values: dict[str, PropertyValue | None]) -> bool:
        if relation.open_ended and values[_UNTIL] is not None:
            message = messages.OPEN_ENDED_RELATION.format(relation=relation.name)
            self._report(row, _UNTIL, row.cells[_UNTIL], message)
            return False
        return self._is_in_order(row, values, "since", _UNTIL)

    def _is_in_order(self, row: CsvRow, values: dict[str, PropertyValue | None], first: str, second: str) -> bool:
        begin, end = row.cells.get(first), row.cells.get(second)
        if begin is None or end is None or str(values[first]) < str(values[second]):
            return True
        self._report(row, second, end, messages.DATE_ORDER.format(column=first, begin=begin))
        return False

    def _report(self, row: CsvRow, column: str, value: str, message: BilingualText) -> None:
        self._problems.append(masked_problem(row.location, row.heading(column), value, message))


class _InvalidKind(InvalidCell):
    """The relation does not join this kind at this end."""


def _parse_kind(label: str, kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Returns all kinds for a blank cell."""
    if not label:
        return kinds
    names = {kind.label: names_of_kind(kind) for kind in kinds}
    try:
        named = parse_name(label, names, label)
    except InvalidCell as error:
        raise _InvalidKind(messages.FAULT_OF_NAME, fault=error.message) from None
    return tuple(kind for kind in kinds if kind.label == named)


def _list_kinds(kinds: Iterable[Kind]) -> BilingualText:
    return listing(kind.label for kind in kinds)
