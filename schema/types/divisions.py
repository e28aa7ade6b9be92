"""The five levels of the administrative tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.divisions import CITY, COMMUNITY, COUNTY, PROVINCE, TOWNSHIP
from schema.builder.declarations import Connection, derived_filter, entity, link, links
from schema.types.entities import Division

if TYPE_CHECKING:
    from schema.types.branches import CommunityBranch
    from schema.types.committees import JointCommittee, MemberUnit
    from schema.types.grids import Grid
    from schema.types.property import Compound
    from schema.types.support import Fund
    from schema.types.training import Training


@entity(PROVINCE)
class Province(Division):
    pass


@entity(CITY)
class City(Division):
    pass


@entity(COUNTY)
class County(Division):
    pass


@entity(TOWNSHIP)
class Township(Division):
    pass


@entity(COMMUNITY)
class Community(Division):
    grids: Connection[Grid] = links("HAS_GRID", description="小网格。 Its small grids.")
    large_grids: Connection[Grid] = links("SPANS", back=True, description="覆盖它的大网格。 The large grids that span it.")
    joint_committee: JointCommittee | None = link("SERVES", back=True, description="联合党委。 Its joint committee.")
    member_units: Connection[MemberUnit] = derived_filter(
        "joint_committee", "member_units", description="联合党委的成员单位。 The member units of its joint committee."
    )
    community_branches: Connection[CommunityBranch] = links(
        "BRANCH_OF", back=True, description="社区党支部。 Its own party branches."
    )
    compounds: Connection[Compound] = links("SITUATED_IN", back=True, description="辖内小区。 The residential compounds in it.")
    reporting_units: Connection[MemberUnit] = links(
        "REPORTED_TO", back=True, description="来报到的单位（双报到）。 Units whose party members reported here."
    )
    trainings: Connection[Training] = links("TRAINED", back=True, description="接受的培训。 Trainings given to it.")
    funds: Connection[Fund] = links("ALLOCATED_TO", back=True, description="拨付的经费。 Funds allocated to it.")
