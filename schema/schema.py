"""Makes the schema from the model and the declared types."""

from typing import Final

from strawberry.schema.config import StrawberryConfig

from graph.model.registry import MODEL, Model
from schema.builder.build import build
from schema.builder.declarations import declared_types
from schema.builder.scalars import SCALARS
from schema.builder.strawberry_schema import Schema
from schema.execution.root_fields import bind
from schema.types import changes, coverage, entities, linkage, query, simulation
from schema.types.network import actors, dyads, measures, networks, pairings

DESCRIPTION: Final = (
    "条块：治理一座城市的组织网络，谁被覆盖、谁被遗漏，两个组织如何相连。 Tiaokuai: the network of organisations that govern a city, who is covered and who is left "
    "out, and how two organisations are linked."
)


def make_schema(model: Model = MODEL) -> Schema:
    """Raises ModelError if a declaration does not fit."""
    types = build(
        model,
        declared_types((entities, coverage, linkage, actors, measures, networks, dyads, pairings, changes, simulation, query)),
    )
    schema = Schema(
        query=types["Query"],
        types=list(types.values()),
        config=StrawberryConfig(scalar_map=SCALARS),
        description=DESCRIPTION,
    )
    bind(schema.graphql_schema)
    return schema
