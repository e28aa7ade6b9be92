"""Parses the column of the properties whose origin differs from that of their record."""

from typing import Final

from graph.messages import seeds as messages
from graph.messages.language import listing
from graph.model.chinese_names import english_name, names_of_property, names_of_values
from graph.model.common_properties import ENTITY_PROPERTIES, Provenance
from graph.model.declarations import Kind
from graph.model.text_rules import NAME_SEPARATOR
from seeds.loader.cells import InvalidCell, suggestion, with_chinese

_WITHOUT: Final = ("code", "provenance", "version")


def parse_property_provenances(text: str, kind: Kind) -> tuple[str, ...]:
    """Returns texts such as `population=ILLUSTRATIVE`, in the order of the cell. Raises InvalidCell."""
    properties = [prop for prop in (*ENTITY_PROPERTIES, *kind.properties) if prop.name not in _WITHOUT]
    fields = {prop.name: prop.field for prop in properties}
    names = {prop.name: names_of_property(prop) for prop in properties}
    found: dict[str, str] = {}
    for part in text.split(NAME_SEPARATOR):
        written, _, value = (each.strip() for each in part.partition("="))
        name, provenance = english_name(written, names), english_name(value, names_of_values(Provenance))
        if name is None:
            known = listing(with_chinese(each, chinese) for each, chinese in names.items())
            raise InvalidCell(messages.UNKNOWN_PROVENANCE_PROPERTY, properties=known, suggestion=suggestion(written, names))
        if provenance is None or fields[name] in found:
            raise InvalidCell(messages.INVALID_PROVENANCE, property=name, values=listing(Provenance.__members__))
        found[fields[name]] = provenance
    return tuple(f"{field}={provenance}" for field, provenance in found.items())
