"""The schema as introspection describes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from product_server import Server


@dataclass(frozen=True)
class Field:
    name: str
    arguments: frozenset[str]
    type: str
    is_leaf: bool


class IntrospectedSchema:
    QUESTION: Final = """{ __schema { types { name interfaces { name } enumValues { name } fields { name args { name }
        type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }"""

    def __init__(self, server: Server) -> None:
        types = server.post(self.QUESTION)["data"]["__schema"]["types"]
        self._fields = {each["name"]: [_field(field) for field in each["fields"] or []] for each in types}
        self._interfaces = {each["name"]: {face["name"] for face in each["interfaces"] or []} for each in types}
        self._values = {each["name"]: [value["name"] for value in each["enumValues"] or []] for each in types}

    def fields(self, type_name: str) -> dict[str, Field]:
        return {field.name: field for field in self._fields[type_name]}

    def leaves(self, type_name: str) -> list[Field]:
        """Excludes fields with arguments."""
        return [field for field in self._fields[type_name] if field.is_leaf and not field.arguments]

    def interfaces(self, type_name: str) -> set[str]:
        return self._interfaces[type_name]

    def values(self, enum: str) -> list[str]:
        return self._values[enum]

    def edge_of(self, connection: str) -> str:
        return self.fields(connection)["edges"].type

    def numbers_of(self, connection: str) -> list[str]:
        """Returns the properties that the connection aggregates."""
        return [name for name in self.fields(self.fields(connection)["aggregate"].type) if name != "count"]


def _field(actual: Mapping[str, Any]) -> Field:
    named = actual["type"]
    while named.get("ofType"):
        named = named["ofType"]
    arguments = frozenset(argument["name"] for argument in actual["args"])
    return Field(actual["name"], arguments, named["name"], named["kind"] in ("SCALAR", "ENUM"))
