"""Funds and pay, and the surveys that say what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.support import FUND, PAY_STANDARD
from graph.model.surveys import SURVEY
from schema.builder.declarations import entity, link
from schema.types.entities import Entity

if TYPE_CHECKING:
    from schema.types.divisions import Community
    from schema.types.entities import Division


@entity(FUND)
class Fund(Entity):
    community: Community | None = link("ALLOCATED_TO", description="拨付的社区。 The community it is allocated to.")


@entity(PAY_STANDARD)
class PayStandard(Entity):
    division: Division | None = link("APPLIES_IN", description="适用的区划。 The division it applies in.")


@entity(SURVEY)
class Survey(Entity):
    division: Division | None = link("COVERS", description="覆盖的区划。 The division it covers.")
