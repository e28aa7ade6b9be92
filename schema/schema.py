"""The schema of the product, made once from all declarations."""

from typing import Final

from strawberry.schema.config import StrawberryConfig

from schema import alliances, branches, committees, divisions, grids, posts, property, support, training
from schema.binding import bind
from schema.building import build
from schema.declaration import DECLARED
from schema.documents import BeforeExecution
from schema.execution import Executor, Schema
from schema.query import Query
from schema.scalars import SCALARS

CONCEPTS: Final = (divisions, grids, committees, branches, alliances, posts, property, training, support)
"""Each declares its types when it is imported."""


def make_schema() -> Schema:
    """The executable schema. Raises ModelError where a declaration does not fit the model."""
    build()
    types = [declared.cls for declared in DECLARED.values()]
    config = StrawberryConfig(scalar_map=SCALARS)
    schema = Schema(query=Query, types=types, extensions=[BeforeExecution], execution_context_class=Executor, config=config)
    bind(schema.graphql_schema)
    return schema


SCHEMA = make_schema()
