"""Strawberry's schema with access to its graphql-core schema, a description, and its SDL."""

import json
from typing import Any

import strawberry
from graphql import GraphQLSchema, is_abstract_type

ONE_OF_DEFINITION = "directive @oneOf on INPUT_OBJECT\n\n"
"""A directive of the specification. SDL defines none of these."""


class Schema(strawberry.Schema):
    def __init__(self, *arguments: Any, description: str, **options: Any) -> None:
        super().__init__(*arguments, **options)  # pyright: ignore[reportUnknownMemberType]
        self._schema.description = description

    @property
    def graphql_schema(self) -> GraphQLSchema:
        return self._schema

    def as_str(self) -> str:
        """Returns the SDL. It defines the root type, which carries the description."""
        definitions = super().as_str().replace(ONE_OF_DEFINITION, "")
        return f'"""{self._schema.description}"""\nschema {{\n  query: Query\n}}\n\n{definitions}'

    def possible_types(self) -> str:
        """Returns the object types of each interface as JSON, as Apollo Client reads them."""
        schema = self._schema
        types: dict[str, list[str]] = {
            name: sorted(each.name for each in schema.get_possible_types(named))
            for name, named in sorted(schema.type_map.items())
            if is_abstract_type(named)
        }
        return json.dumps(types, indent=2)
