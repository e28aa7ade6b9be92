"""Strawberry's schema with access to its graphql-core schema."""

import strawberry
from graphql import GraphQLSchema


class Schema(strawberry.Schema):
    @property
    def graphql_schema(self) -> GraphQLSchema:
        return self._schema
