"""Parses the column of the properties whose origin differs from that of their record."""

from typing import Final

from graph.messages import seeds as messages
from graph.messages.language import listing
from graph.model.common_properties import ENTITY_PROPERTIES, Provenance
from graph.model.declarations import Kind
from graph.model.text_rules import NAME_SEPARATOR
from seeds.loader.cells import InvalidCell, suggestion

_WITHOUT: Final = ("code", "provenance", "version")


def parse_property_provenances(text: str, kind: Kind) -> tuple[str, ...]:
    """Returns texts of a field and its provenance, `population=ILLUSTRATIVE`, in the order of the cell. Raises InvalidCell."""
    fields = {prop.name: prop.field for prop in (*ENTITY_PROPERTIES, *kind.properties) if prop.name not in _WITHOUT}
    found: dict[str, str] = {}
    for part in text.split(NAME_SEPARATOR):
        name, _, provenance = (each.strip() for each in part.partition("="))
        if name not in fields:
            raise InvalidCell(
                messages.UNKNOWN_PROVENANCE_PROPERTY, properties=listing(fields), suggestion=suggestion(name, list(fields))
            )
        if provenance not in Provenance.__members__ or fields[name] in found:
            raise InvalidCell(messages.INVALID_PROVENANCE, property=name, values=listing(Provenance.__members__))
        found[fields[name]] = provenance
    return tuple(f"{field}={provenance}" for field, provenance in found.items())
