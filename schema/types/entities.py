"""The interfaces Node, Entity and Division, and the types Link and Step."""

from __future__ import annotations

from typing import Annotated

from strawberry import ID

from graph.compiler.compiler import CompiledByParent
from graph.compiler.property_fields import Ancestors, GlobalId, Home, KindName, LinkEnd, LinkProperties, LinkRelation
from graph.compiler.property_provenances import PropertyProvenancePart, PropertyProvenances
from graph.compiler.relationship_fields import DivisionsBelow, EntityLinks
from graph.cypher.labels import EVERY_DIVISION
from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES, Provenance
from graph.model.divisions import COMMUNITY, POPULATION
from schema.builder.arguments import divisions_below, links_arguments, page_arguments
from schema.builder.declarations import Connection, field, interface, object_type
from schema.builder.enums import KindEnum, LevelEnum, RelationEnum, graphql_enum
from schema.builder.scalars import JSON

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false


@interface("有全局标识的对象。 An object with a global id.")
class Node:
    id: ID = field(
        GlobalId(),
        description="全局标识，与数据库内部编号无关。未指明日期时永不改变，指明了日期则带有该日期。 Global id, independent of the database. Without an "
        "explicit date it never changes; with one it contains the date.",
    )


@object_type("来历与整条记录不同的一个属性。 A property whose origin is not that of its record.")
class PropertyProvenance:
    property: str = field(
        PropertyProvenancePart(0), description="属性，即本接口中的字段名，例如 population。 Its field, such as population."
    )
    provenance: graphql_enum(Provenance) = field(PropertyProvenancePart(1), description="该属性的来历。 Its origin.")


@interface("实体：关系可以连接的任何对象。 An entity: an object that links can join.", properties=ENTITY_PROPERTIES)
class Entity(Node):
    kind: KindEnum = field(KindName(), description="种类。 Its kind.")
    home: Division | None = field(Home(), description="归属的唯一区划。 The one division it counts for.")
    provenances: list[PropertyProvenance] = field(
        PropertyProvenances(),
        description="来历不同于 provenance 的属性。 The properties whose origin differs from `provenance`.",
    )
    links: Connection[Link] = field(
        EntityLinks(), takes=links_arguments, description="它的所有关系，不论类型。 All its links, of any relation."
    )


@interface("区划：省、市、县、乡镇、社区。 A division of the administrative tree.", properties=(POPULATION,))
class Division(Entity):
    level: LevelEnum = field(KindName(), description="层级。 Its level.")
    ancestors: list[Division] = field(
        Ancestors(), description="各上级区划，自上而下，不含自身。 All divisions above, top first, without the division itself."
    )
    divisions: Connection[Division] = field(
        DivisionsBelow(EVERY_DIVISION, itself=False),
        takes=divisions_below,
        description="下级各级区划，不含自身。 Divisions at any depth below, without the division itself.",
    )
    communities: Connection[Annotated[Entity, COMMUNITY]] = field(
        DivisionsBelow(frozenset({COMMUNITY}), itself=True),
        takes=page_arguments,
        description="下级的社区；社区则为自身。 Communities at any depth below; of a community itself.",
    )


@object_type("一条关系。 One link.", properties=LINK_PROPERTIES)
class Link:
    relation: RelationEnum = field(LinkRelation(), description="关系类型。 Its relation.")
    from_: Entity = field(LinkEnd(start=True), description="起点。 Its start.", name="from")
    to: Entity = field(LinkEnd(start=False), description="终点。 Its end.")
    properties: JSON = field(
        LinkProperties(frozenset(prop.name for prop in LINK_PROPERTIES)),
        description="该类型关系自有的属性。 The properties that only links of this relation have.",
    )


@object_type("路径上的一步。 One step of a path.")
class Step:
    from_: Entity = field(CompiledByParent(), description="起点。 Its start.", name="from")
    to: Entity = field(CompiledByParent(), description="终点。 Its end.")
    links: list[Link] = field(
        CompiledByParent(),
        description="连接两者的全部有效关系，不论方向。 All valid, permitted links between the two, in either direction.",
    )
