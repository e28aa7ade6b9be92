"""Trainings and certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.training import CREDENTIAL, TRAINING
from schema.builder.declarations import Connection, entity, link, links
from schema.types.entities import Entity

if TYPE_CHECKING:
    from schema.types.divisions import Community
    from schema.types.entities import Division


@entity(TRAINING)
class Training(Entity):
    location: Division | None = link("LOCATED_IN", description="举办地。 Where it is held.")
    communities: Connection[Community] = links("TRAINED", description="受训的社区。 Communities it was given to.")


@entity(CREDENTIAL)
class Credential(Entity):
    division: Division | None = link("APPLIES_IN", description="适用的区划。 The division it applies in.")
