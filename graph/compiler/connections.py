"""Compiles a connection to one expression over a row source.

`nodes`, `edges` and `pageInfo` share one page. Other fields cover all rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.compiler import CompiledByParent, Compiler
from graph.compiler.cursors import CursorCodec, ListQuestion
from graph.compiler.expressions import (
    Expression,
    compile_object_builder,
    decode_non_null,
    list_expression,
    split_by_sizes,
    union_of_properties,
)
from graph.compiler.filters import compile_where
from graph.compiler.groups import compile_groups
from graph.compiler.pagination import OrderKey, Page, cursor_owner_reader, cursor_reader, keyset_condition, page_size
from graph.compiler.property_fields import dated_id
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.compiler.sorting import compile_order
from graph.cypher.validity import subquery_call


def compile_connection(
    compiler: Compiler,
    rows: RowSource,
    selected: SelectedField,
    subqueries: Subqueries,
    *,
    entity: Binding | None = None,
    part: str = "''",
) -> Expression:
    """Returns an expression that uses `subqueries`.

    Its cursors are bound to the entity that owns the list, however it was reached; without one, to the fields of the compiler's path and to
    `part`, an expression that differs between lists of one question.
    """
    filtered = compile_where(compiler, selected, rows.binding)
    conditions = (*rows.filter_conditions, *filtered.conditions)
    expensive = rows.expensive or filtered.traverses
    filtered_rows = replace(rows, filter_conditions=conditions, expensive=expensive)
    cursors = _CursorCompiler(compiler, selected, entity, part)
    return _Connection(compiler, filtered_rows, selected, subqueries, cursors).compile()


class _CursorCompiler:
    def __init__(self, compiler: Compiler, selected: SelectedField, entity: Binding | None, part: str) -> None:
        self.compiler = compiler
        self.selected = selected
        self.question = ListQuestion((selected,) if entity else tuple(dict.fromkeys((*compiler.path, selected))))
        self.entity = entity
        self.part = part
        self.selects_cursors = False
        self.bounds: list[str] = []
        """The arguments with a cursor."""

    def keys_of(self, argument: str, order: Sequence[OrderKey]) -> str:
        if argument not in self.bounds:
            self.bounds.append(argument)
        return self.compiler.parameter(cursor_reader(self.question, self.selected, order, argument))

    def codec(self) -> Expression:
        """Returns a constant if the CursorCodec needs nothing from the row."""
        if not self.selects_cursors and not self.bounds:
            return Expression(None)
        owner = dated_id(self.compiler, self.entity) if self.entity else f"{self.part} + {self.compiler.id_suffix}"
        question = self.compiler.parameter(self.question.digest)
        owners = [
            self.compiler.parameter(cursor_owner_reader(self.question, self.selected, argument)) for argument in self.bounds
        ]
        return Expression(f"[{', '.join([question, owner, *owners])}]", _decode_codec)


def _decode_codec(values: list[str]) -> CursorCodec:
    """Raises UserError (BAD_CURSOR) if a cursor in the arguments has another owner or date."""
    question, owner, *owners = values
    codec = CursorCodec(question, owner)
    for each in owners:
        codec.require_owner(each)
    return codec


class ConnectionCompiledByParent(CompiledByParent, ListField):
    """Marks a connection that its parent compiles."""


@dataclass(frozen=True)
class _PageLayout:
    """Each row of a page is a list of items, or the only item itself."""

    items: Sequence[Expression]
    indexes: Sequence[int]
    has_one_item: bool
    fetches_one_extra: bool
    backward: bool


class _DecodedPages:
    """The rows of many pages form one sequence, so that an item is decoded as one column."""

    def __init__(self, found: Sequence[Any], layout: _PageLayout, codecs: Sequence[CursorCodec]) -> None:
        self.layout = layout
        self.codecs = codecs
        self.has_more: list[bool] = []
        """Whether another row follows each page, if an extra row is fetched."""
        pages: Sequence[list[Any]] = found
        if layout.fetches_one_extra:
            self.has_more = [len(rows) == limit for rows, limit in found]
            pages = [rows[:-1] if more else rows for (rows, _), more in zip(found, self.has_more, strict=True)]
        self.pages = [rows[::-1] for rows in pages] if layout.backward else pages
        self.size = sum(map(len, self.pages))
        rows = list(chain.from_iterable(self.pages))
        self._columns = [rows] if layout.has_one_item else list(zip(*rows, strict=True))

    def column(self, item: int) -> Sequence[Any]:
        return self.layout.items[item].decode_column(self._columns[self.layout.indexes[item]]) if self.size else ()

    def cursors(self, item: int) -> Sequence[str]:
        keys = self.split(self.column(item))
        return [codec.encode(each) for codec, rows in zip(self.codecs, keys, strict=True) for each in rows]

    def split(self, values: Sequence[Any]) -> list[list[Any]]:
        return split_by_sizes(values, map(len, self.pages))

    def cursor_at(self, position: int, item: int) -> list[str | None]:
        """Returns the cursor of the first (0) or last (-1) row of each page; None for an empty page."""
        index = self.layout.indexes[item]
        rows = [page[position] if page else None for page in self.pages]
        return [
            None if row is None else codec.encode(row if self.layout.has_one_item else row[index])
            for codec, row in zip(self.codecs, rows, strict=True)
        ]


FieldDecoder = Callable[[_DecodedPages, Sequence[Any]], Sequence[Any]]
"""Decodes a field of many connections from their pages and the field's own expression."""


class _Connection:
    """Its decoders do not reference it, so that a cached plan does not retain the selections."""

    def __init__(
        self,
        compiler: Compiler,
        rows: RowSource,
        selected: SelectedField,
        subqueries: Subqueries,
        cursors: _CursorCompiler,
    ) -> None:
        self.compiler = compiler
        self.cursors = cursors
        self.rows = rows
        self.ordered = compile_order(compiler, selected, rows)
        self.selected = selected
        self.subqueries = subqueries
        self.type = cast(GraphQLObjectType, selected.type)
        self.page = Page.of(compiler.selections.arguments(selected))
        self.binding = replace(rows.binding, subqueries=Subqueries(rows.binding.subqueries.variables))
        self.items: list[Expression] = []
        self.fetches_one_extra = False
        self.page_and_total: str | None = None
        """The variable of [rows of the page, total], if they are computed together."""
        self.total_from_aggregate: str | None = None

    def compile(self) -> Expression:
        fields = self.compiler.selections.of(self.type, self.selected.nodes)
        names = {field.name for field in fields}
        aggregate_fields = [field for field in fields if field.name == "aggregate"]
        aggregates = dict(in_canonical_order(aggregate_fields, lambda field: (field.key, self._aggregate(field))))
        if self.rows.expensive and "totalCount" in names and names & {"nodes", "edges"} and not self.total_from_aggregate:
            self.page_and_total = self.compiler.name("v")
        compiled = in_canonical_order(fields, lambda field: (field.key, *self._field(field, aggregates)))
        # A single object or cursor is never null, so it needs no list around it.
        has_one_item = len(self.items) == 1 and "edges" not in names
        rows, layout = self._page_rows(has_one_item=has_one_item)
        return _connection_expression(rows, layout, self.cursors.codec(), compiled)

    def _field(self, field: SelectedField, aggregates: Mapping[str, Expression]) -> tuple[Expression, FieldDecoder]:
        match field.name:
            case "nodes":
                item = self._item(self.compiler.project(self.binding, field.type, field.nodes))
                return Expression(None), lambda pages, _: pages.split(pages.column(item))
            case "edges":
                return Expression(None), self._edges(field)
            case "pageInfo":
                return self._page_info(field)
            case "totalCount":
                return Expression(self._total()), lambda _, totals: totals
            case "aggregate":
                aggregate = aggregates[field.key]
                return aggregate, lambda _, values: aggregate.decode_column(values)
            case "group":
                groups = compile_groups(self.compiler, self.rows, field, self.subqueries)
                return groups, lambda _, values: groups.decode_column(values)
            case _:
                typename = self.type.name
                return Expression(None), lambda pages, _: [typename] * len(pages.pages)

    # ------------------------------------------------------------------------------------------------ the page
    def _item(self, expression: Expression) -> int:
        self.items.append(expression)
        return len(self.items) - 1

    def _edges(self, field: SelectedField) -> FieldDecoder:
        edge_type = cast(GraphQLObjectType, field.type)
        fields = self.compiler.selections.of(edge_type, field.nodes)
        columns = in_canonical_order(fields, lambda each: self._edge_column(edge_type, each))
        build = compile_object_builder([each.key for each in fields])
        return lambda pages, _: pages.split(build([column(pages) for column in columns], pages.size))

    def _edge_column(self, edge_type: GraphQLObjectType, field: SelectedField) -> Callable[[_DecodedPages], Sequence[Any]]:
        if field.name == "cursor":
            cursor = self._cursor_item()
            return lambda pages: pages.cursors(cursor)
        item = self._item(self.compiler.field(self.binding, edge_type, field))
        return lambda pages: pages.column(item)

    def _cursor_item(self) -> int:
        self.cursors.selects_cursors = True
        order = self.ordered.order
        keys = "[" + ", ".join(key.expression for key in order) + "]"
        return self._item(Expression(keys, properties=union_of_properties(key.properties for key in order)))

    def _page_rows(self, *, has_one_item: bool) -> tuple[Expression, _PageLayout]:
        """Returns the rows of the page, or [rows, limit] if an extra row is fetched, and their layout."""
        row, indexes = list_expression(self.items)
        if has_one_item:
            row = str(self.items[0].cypher)
        layout = _PageLayout(self.items, indexes, has_one_item, self.fetches_one_extra, self.page.backward)
        order = ", ".join(key.sorted(backward=self.page.backward) for key in self.ordered.order)
        extra = 1 if self.fetches_one_extra else 0
        # Size and cursors are parameters even if no row is selected, so that invalid ones raise an error.
        limit = self.compiler.argument(self.selected, lambda arguments: page_size(arguments) + extra)
        bounds = self._bounds()
        if not self.items and not self.fetches_one_extra:
            return Expression("[]"), layout
        if self.page_and_total:
            self._bind_page_and_total(self.page_and_total, order, bounds, limit, row)
            return self._with_limit(f"{self.page_and_total}[0]", limit), layout
        page, subqueries = f"WITH {self.ordered.variables} ORDER BY {order} LIMIT {limit}", self.binding.subqueries.clauses()
        properties = None if subqueries else union_of_properties(item.properties for item in self.items)
        matched = self.ordered.with_projected_properties(properties, *bounds) or self.ordered.where(*bounds)
        rows = self.compiler.name("v")
        self.subqueries.call(self.compiler, rows, f"{matched} {page} {subqueries}", f"collect({row})")
        return self._with_limit(rows, limit), layout

    def _with_limit(self, rows: str, limit: str) -> Expression:
        return Expression(f"[{rows}, {limit}]" if self.fetches_one_extra else rows)

    def _bind_page_and_total(self, variable: str, order: str, bounds: list[str], limit: str, row: str) -> None:
        """Binds `variable` to [rows of the page, total]. All rows are collected once; the page is a slice of them."""
        all_rows, page, each, rows = (self.compiler.name(prefix) for prefix in ("all", "page", "row", "v"))
        variables = self.ordered.variables.split(", ")
        values = ", ".join([*variables, *bounds])
        in_bounds = " AND ".join(f"{each}[{len(variables) + index}]" for index in range(len(bounds)))
        rows_in_bounds = f"[{each} IN {all_rows} WHERE {in_bounds}]" if bounds else all_rows
        ordered = (
            f"{self.ordered.where()} WITH {self.ordered.variables} ORDER BY {order} WITH collect([{values}]) AS {all_rows}"
        )
        slice_ = f"WITH size({all_rows}) AS total, {rows_in_bounds}[..{limit}] AS {page}"
        rebind = ", ".join(f"{each}[{index}] AS {name}" for index, name in enumerate(variables))
        project = f"UNWIND {page} AS {each} WITH {rebind} {self.binding.subqueries.clauses()} RETURN collect({row}) AS {rows}"
        self.subqueries.call(
            self.compiler,
            variable,
            f"{ordered} {slice_} {subquery_call(self.compiler, page)} {{ {project} }}",
            f"head(collect([{rows}, total]))",
        )

    def _bounds(self) -> list[str]:
        bounds = [name for name in ("after", "before") if getattr(self.page, name)]
        return [keyset_condition(self.ordered.order, self._bound(name), backward=name == "before") for name in bounds]

    def _bound(self, name: str) -> str:
        return self.cursors.keys_of(name, self.ordered.order)

    # ------------------------------------------------------------------------------------------------ page info
    def _page_info(self, field: SelectedField) -> tuple[Expression, FieldDecoder]:
        fields = self.compiler.selections.of(cast(GraphQLObjectType, field.type), field.nodes)
        ahead, behind = ("hasPreviousPage", "hasNextPage") if self.page.backward else ("hasNextPage", "hasPreviousPage")
        names = {each.name for each in fields}
        self.fetches_one_extra |= ahead in names
        cursor = self._cursor_item() if names & {"startCursor", "endCursor"} else 0
        decoders: dict[str, FieldDecoder] = {
            ahead: lambda pages, _: pages.has_more,
            behind: lambda _, skipped: skipped,
            "startCursor": lambda pages, _: pages.cursor_at(0, cursor),
            "endCursor": lambda pages, _: pages.cursor_at(-1, cursor),
            "__typename": lambda pages, _: ["PageInfo"] * len(pages.pages),
        }
        build, chosen = compile_object_builder([each.key for each in fields]), [decoders[each.name] for each in fields]

        def decode(pages: _DecodedPages, skipped: Sequence[Any]) -> list[dict[str, Any]]:
            return build([decode(pages, skipped) for decode in chosen], len(pages.pages))

        return self._skipped() if behind in names else Expression(None), decode

    def _skipped(self) -> Expression:
        name = "before" if self.page.backward else "after"
        if not getattr(self.page, name):
            return Expression("false")
        beyond = keyset_condition(self.ordered.order, self._bound(name), backward=name == "before")
        skipped = self.ordered.where(f"NOT ({beyond})")
        if self.ordered is self.rows:
            return Expression(f"EXISTS {{ {skipped} RETURN 1 AS one }}")
        # Neo4j takes an aggregate of a sort key, though it is in a subquery, for one of the expression around it.
        variable = self.compiler.name("v")
        self.subqueries.call(self.compiler, variable, f"{skipped} WITH 1 AS one LIMIT 1", "count(one) > 0")
        return Expression(variable)

    # ------------------------------------------------------------------------------------------------ all rows
    def _total(self) -> str:
        if self.total_from_aggregate is not None:
            return self.total_from_aggregate
        return f"{self.page_and_total}[1]" if self.page_and_total else f"COUNT {{ {self.rows.where()} RETURN 1 AS one }}"

    def _aggregate(self, field: SelectedField) -> Expression:
        """Aggregates over distinct nodes."""
        aggregate = self.compiler.project(self.binding, field.type, field.nodes)
        variable = self.compiler.name("v")
        # `count(*)` ensures one row for any selection.
        distinct = "" if self.rows.is_of_nodes else f" WITH DISTINCT {self.binding.node}"
        self.subqueries.call(self.compiler, variable, f"{self.rows.where()}{distinct}", f"[count(*), {aggregate.cypher}]")
        if self.rows.is_of_nodes:
            self.total_from_aggregate = f"{variable}[0]"
        return replace(aggregate, cypher=f"{variable}[1]")


def _connection_expression(
    rows: Expression, layout: _PageLayout, codec: Expression, compiled: Sequence[tuple[str, Expression, FieldDecoder]]
) -> Expression:
    expressions, decoders = [expression for _, expression, _ in compiled], [decode for _, _, decode in compiled]
    only_page = all(expression.cypher is None for expression in [codec, *expressions])
    if only_page:
        cypher, codec_index, indexes = rows.cypher, 0, [0] * len(expressions)
    else:
        cypher, (_, codec_index, *indexes) = list_expression(
            [rows, codec, *expressions], pinned=1 if codec.cypher is None else 2
        )
    has_codec = codec.cypher is not None
    build = compile_object_builder([key for key, _, _ in compiled])

    def decode(values: Sequence[list[Any]]) -> list[dict[str, Any]]:
        found = [values] if only_page else list(zip(*values, strict=True))
        codecs = codec.decode_column(found[codec_index]) if has_codec else ()
        pages = _DecodedPages(found[0], layout, codecs)
        columns = [decode(pages, found[index]) for decode, index in zip(decoders, indexes, strict=True)]
        return build(columns, len(values))

    return Expression.from_column_decoder(cypher, lambda values: decode_non_null(decode, values))
