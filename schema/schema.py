"""The schema of the product, made once from all declarations."""

from typing import Final

from strawberry.schema.config import StrawberryConfig

from schema.builder.build import build
from schema.builder.declarations import DECLARED
from schema.builder.scalars import SCALARS
from schema.execution.documents import ParseAndValidate
from schema.execution.executor import ExecutionContext, Schema
from schema.execution.root_fields import bind
from schema.types import alliances, branches, committees, divisions, grids, posts, property, support, training
from schema.types.query import Query

CONCEPTS: Final = (divisions, grids, committees, branches, alliances, posts, property, training, support)
"""Each declares its types when it is imported."""


def make_schema() -> Schema:
    """The executable schema. Raises ModelError where a declaration does not fit the model."""
    build()
    types = [declared.cls for declared in DECLARED.values()]
    config = StrawberryConfig(scalar_map=SCALARS)
    schema = Schema(
        query=Query, types=types, extensions=[ParseAndValidate], execution_context_class=ExecutionContext, config=config
    )
    bind(schema.graphql_schema)
    return schema


SCHEMA = make_schema()
