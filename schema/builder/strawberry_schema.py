"""Strawberry's schema with access to the graphql-core schema that it builds."""

import strawberry
from graphql import GraphQLSchema


class Schema(strawberry.Schema):
    """Strawberry's schema, with the GraphQL schema that it builds."""

    @property
    def graphql_schema(self) -> GraphQLSchema:
        return self._schema
