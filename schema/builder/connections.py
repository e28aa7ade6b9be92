"""Connections, edges, page info and aggregates."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import strawberry

from graph.compiler.compiler import CompiledByParent
from graph.compiler.expressions import Expression
from graph.compiler.property_fields import AggregateFunction, AggregateOf, LinkProperty
from graph.model.common_properties import LINK_PROPERTIES
from graph.model.declarations import Property, Relation
from schema.builder.fields import graphql_field, property_fields


def field(of_type: Any, description: str, compiler: Any = None, name: str | None = None) -> Any:
    """Returns a field. Without a `compiler`, the compiler of its list compiles it."""
    return graphql_field(of_type, description, compiler or CompiledByParent(), name=name)


def _with_fields(name: str, fields: dict[str, Any], bases: tuple[type, ...] = ()) -> type:
    return type(name, bases, {"__annotations__": dict.fromkeys(fields, Any), **fields})


def object_type(name: str, description: str, fields: dict[str, Any], bases: tuple[type, ...] = ()) -> type:
    return strawberry.type(_with_fields(name, fields, bases), name=name, description=description)


PageInfo = object_type(
    "PageInfo",
    "这一页在整个列表中的位置。 The position of this page in the whole list.",
    {
        "has_next_page": field(bool, "之后是否还有。 Whether items follow this page."),
        "has_previous_page": field(bool, "之前是否还有。 Whether items precede this page."),
        "start_cursor": field(str | None, "本页首条的游标。 The cursor of the first edge."),
        "end_cursor": field(str | None, "本页末条的游标。 The cursor of the last edge."),
    },
)

LinkEdge = strawberry.interface(
    _with_fields("LinkEdge", {"cursor": field(str, "游标。 Its cursor."), **property_fields(LINK_PROPERTIES, LinkProperty)}),
    description="带有关系自身信息的边。 An edge with the properties of its link.",
)


def _aggregate_type(name: str, description: str, extreme: type) -> type:
    return object_type(
        name,
        description,
        {
            "count": field(int, "有值的个数。 The number of values.", AggregateFunction("count")),
            "sum": field(float | None, "总和；无值为空。 The sum; null if there are no values.", AggregateFunction("sum")),
            "average": field(float | None, "平均；无值为空。 The mean; null if there are no values.", AggregateFunction("avg")),
            "min": field(extreme | None, "最小值。 The smallest.", AggregateFunction("min")),
            "max": field(extreme | None, "最大值。 The largest.", AggregateFunction("max")),
        },
    )


IntegerAggregate = _aggregate_type("IntegerAggregate", "一个整数属性的汇总。 The aggregates of an integer property.", int)
FloatAggregate = _aggregate_type("FloatAggregate", "一个数值属性的汇总。 The aggregates of a float property.", float)


def numeric(properties: Iterable[Property]) -> list[Property]:
    return [prop for prop in properties if prop.type in (int, float)]


def number_fields(properties: Iterable[Property]) -> dict[str, Any]:
    """Returns the count, and the aggregates of each numeric property."""
    numbers = {
        prop.name: field(
            IntegerAggregate if prop.type is int else FloatAggregate, prop.meaning, AggregateOf(prop), name=prop.field
        )
        for prop in numeric(properties)
    }
    return {"count": field(int, "不同实体的个数。 The number of different entities.", AggregateFunction("count")), **numbers}


def _aggregate_of(name: str, properties: tuple[Property, ...]) -> type:
    return object_type(
        f"{name}Aggregate",
        f"对所有符合条件的 {name} 的汇总。 Aggregates over all {name} that match.",
        number_fields(properties),
    )


EntityAggregate: Final = _aggregate_of("Entity", ())


class ConnectionTypes:
    """Makes each connection type of a schema once."""

    def __init__(self) -> None:
        self._connections: dict[str, type] = {}
        self._edges: dict[str, type] = {}
        self._aggregates: dict[str, type] = {"Entity": EntityAggregate}

    def of(self, name: str, node: type, edge: Callable[[], type], numbers: tuple[Property, ...], group: Any) -> type:
        """Returns the type ``{name}Connection``, which aggregates the ``numbers``."""
        if name not in self._connections:
            aggregate = self._aggregate_of(node.__name__, numbers)
            self._connections[name] = _connection_type(name, node, edge(), aggregate, group)
        return self._connections[name]

    def plain_edge(self, name: str, node: type) -> type:
        """Returns the type of edges that carry no link."""
        if name not in self._edges:
            fields = {"node": field(node, "内容。 The item.", EdgeNode()), "cursor": field(str, "游标。 Its cursor.")}
            self._edges[name] = object_type(f"{name}Edge", f"{name} 列表中的一条。 One item of a list of {name}.", fields)
        return self._edges[name]

    def _aggregate_of(self, name: str, numbers: tuple[Property, ...]) -> type:
        if name not in self._aggregates:
            self._aggregates[name] = _aggregate_of(name, numbers)
        return self._aggregates[name]


def _connection_type(name: str, node: type, edge: type, aggregate: type, group: Any) -> type:
    return object_type(
        f"{name}Connection",
        f"{node.__name__} 的分页列表。 A paged list of {node.__name__}.",
        {
            "total_count": field(
                int, "符合条件的总数，不限于本页。 The number of all items that match, not only of this page."
            ),
            "nodes": field(list[node], "本页的内容。 The items of this page."),
            "edges": field(list[edge], "本页的内容及其游标。 The items of this page with their cursors."),
            "page_info": field(PageInfo, "翻页信息。 Pagination."),
            "aggregate": field(aggregate, "对全部符合条件者的汇总。 Aggregates over all items that match."),
            "group": group,
        },
    )


class EdgeNode:
    """The entity of a row, as the field ``node`` of its edge."""

    def compile(self, compiler: Any, binding: Any, selected: Any) -> Expression:
        return compiler.project(binding, selected.type, selected.nodes)


def link_edge(name: str, node: type, relation: Relation) -> type:
    """Returns an edge with the properties of every link and those of the relation."""
    fields = {
        "node": field(node, "另一端。 The other end.", EdgeNode()),
        **property_fields(relation.properties, LinkProperty),
    }
    return object_type(f"{name}Edge", relation.meaning, fields, (LinkEdge,))
