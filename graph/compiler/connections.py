"""Connections: a paged list with its total and aggregates, as one expression over a set of matches.

A connection's own fields (``nodes edges pageInfo totalCount aggregate group``) are compiled together, since they speak of the same
matches: ``nodes``, ``edges`` and ``pageInfo`` share one page, the others speak of all that match.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import CompiledByParent, Compiler, SubqueryScope
from graph.compiler.cursors import encode_cursor
from graph.compiler.expressions import Expression, compile_object_builder, decode_non_null, list_expression, split_by_sizes
from graph.compiler.filters import compile_where, traverses_relationships
from graph.compiler.groups import compile_groups
from graph.compiler.pagination import Page, cursor_reader, keyset_condition, page_size
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField
from graph.compiler.sorting import compile_order


def compile_connection(compiler: Compiler, matches: RowSource, selected: SelectedField, around: SubqueryScope) -> Expression:
    """The whole connection that ``selected`` asks for, as one expression.

    ``around``: where the expression stands.
    """
    asked = compile_where(compiler, selected, matches.row)
    expensive = matches.expensive or any(map(traverses_relationships, asked))
    return _Connection(
        compiler,
        replace(matches, filter_conditions=(*matches.filter_conditions, *asked), expensive=expensive),
        selected,
        around,
    ).part()


class ConnectionCompiledByParent(CompiledByParent, ListField):
    """Marks a connection that the field above it compiles, by ``compile_connection``."""


class _DecodedPages:
    """Many pages of one connection as they were found: all their rows one after the other, each a list of items, or the one item itself."""

    def __init__(self, found: Sequence[Any], connection: "_Connection") -> None:
        self.connection = connection
        self.more: list[bool] = []
        """Whether each page has another row after it, where anybody wants to know."""
        pages: Sequence[list[Any]] = found
        if connection.fetches_one_extra:
            self.more = [len(rows) == limit for rows, limit in found]
            pages = [rows[:-1] if more else rows for (rows, _), more in zip(found, self.more, strict=True)]
        self.pages = [rows[::-1] for rows in pages] if connection.page.backward else pages
        self.size = sum(map(len, self.pages))
        rows = list(chain.from_iterable(self.pages))
        self._items = [rows] if connection.has_one_item else list(zip(*rows, strict=True))

    def column(self, item: int) -> Sequence[Any]:
        """One item of every row."""
        return self.connection.items[item].decode_column(self._items[self.connection.places[item]]) if self.size else ()

    def cut(self, rows: Sequence[Any]) -> list[list[Any]]:
        """What was read of every row, page by page."""
        return split_by_sizes(rows, map(len, self.pages))

    def at(self, position: int, item: int) -> list[Any]:
        """One item of the first (0) or last (-1) row of each page; None where it has none."""
        place, read = self.connection.places[item], self.connection.items[item].decode
        rows = [page[position] if page else None for page in self.pages]
        return [row and read(row if self.connection.has_one_item else row[place]) for row in rows]


FieldDecoder = Callable[[_DecodedPages, Sequence[Any]], Sequence[Any]]
"""Reads one field of many connections, from their pages and the values of the field's own part."""


class _Connection:
    """One connection while it is compiled."""

    def __init__(self, compiler: Compiler, matches: RowSource, selected: SelectedField, around: SubqueryScope) -> None:
        self.compiler = compiler
        self.matches = matches
        self.ordered = compile_order(compiler, selected, matches)
        self.selected = selected
        self.around = around
        self.type = cast(GraphQLObjectType, selected.type)
        self.listing = " ".join([self.type.name, *(key.name for key in self.ordered.order)])
        self.page = Page.of(compiler.selections.arguments(selected))
        self.row = replace(matches.row, scope=SubqueryScope(matches.row.scope.variables))
        self.items: list[Expression] = []
        self.places: list[int] = []
        self.has_one_item = False
        """Whether a row is one object, or one cursor, and nothing else: it is never null, and needs no list around it."""
        self.fetches_one_extra = False
        self.page_and_total: str | None = None
        """The variable for [the page's rows, how many match], where they are found together."""
        self.total_from_aggregate: str | None = None
        """How many match, where an aggregate over them has counted them anyway."""

    def part(self) -> Expression:
        fields = self.compiler.selections.of(self.type, self.selected.nodes)
        names = {field.name for field in fields}
        aggregates = {field.key: self._aggregate(field) for field in fields if field.name == "aggregate"}
        if self.matches.expensive and "totalCount" in names and names & {"nodes", "edges"} and not self.total_from_aggregate:
            self.page_and_total = self.compiler.name("v")
        compiled = [(field.key, *self._field(field, aggregates)) for field in fields]
        self.has_one_item = len(self.items) == 1 and "edges" not in names
        rows, owns = self._rows(), [own for _, own, _ in compiled]
        alone = all(own.cypher is None for own in owns)
        text, (_, *places) = (rows.cypher, [0] * (1 + len(owns))) if alone else list_expression([rows, *owns])
        put_together, answers = compile_object_builder([key for key, _, _ in compiled]), [answer for _, _, answer in compiled]

        def read_connections(values: Sequence[list[Any]]) -> list[dict[str, Any]]:
            found = [values] if alone else list(zip(*values, strict=True))
            pages = _DecodedPages(found[0], self)
            columns = [answer(pages, found[place]) for answer, place in zip(answers, places, strict=True)]
            return put_together(columns, len(values))

        return Expression.from_column_decoder(text, lambda values: decode_non_null(read_connections, values))

    def _field(self, field: SelectedField, aggregates: Mapping[str, Expression]) -> tuple[Expression, FieldDecoder]:
        """What the field needs in the statement besides the page, and how it is read."""
        match field.name:
            case "nodes":
                item = self._item(self.compiler.project(self.row, field.type, field.nodes))
                return Expression(None), lambda pages, _: pages.cut(pages.column(item))
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
                groups = compile_groups(self.compiler, self.matches, field, self.around)
                return groups, lambda _, values: groups.decode_column(values)
            case _:
                return Expression(None), lambda pages, _: [self.type.name] * len(pages.pages)

    # ------------------------------------------------------------------------------------------------ the page
    def _item(self, part: Expression) -> int:
        self.items.append(part)
        return len(self.items) - 1

    def _edges(self, field: SelectedField) -> FieldDecoder:
        edge_type = cast(GraphQLObjectType, field.type)
        fields = self.compiler.selections.of(edge_type, field.nodes)
        items = [self._item(self._edge_field(edge_type, each)) for each in fields]
        put_together = compile_object_builder([each.key for each in fields])
        return lambda pages, _: pages.cut(put_together(list(map(pages.column, items)), pages.size))

    def _edge_field(self, edge_type: GraphQLObjectType, field: SelectedField) -> Expression:
        return self._cursor() if field.name == "cursor" else self.compiler.field(self.row, edge_type, field)

    def _cursor(self) -> Expression:
        keys = "[" + ", ".join(key.expression for key in self.ordered.order) + "]"
        return Expression(keys, lambda values: encode_cursor(self.listing, values))

    def _rows(self) -> Expression:
        """The rows of the page; where somebody wants to know whether another one exists, one more than was asked for, and their limit."""
        text, self.places = list_expression(self.items)
        if self.has_one_item:
            text = str(self.items[0].cypher)
        order = ", ".join(key.sorted(backward=self.page.backward) for key in self.ordered.order)
        extra = 1 if self.fetches_one_extra else 0
        # Size and cursors are made parameters even where no row is wanted: a wrong one is refused all the same.
        limit = self.compiler.argument(self.selected, lambda arguments: page_size(arguments) + extra)
        bounds = self._bounds()
        if not self.items and not self.fetches_one_extra:
            return Expression("[]")
        if self.page_and_total:
            self._find_all(self.page_and_total, order, bounds, limit, text)
            return self._with_limit(f"{self.page_and_total}[0]", limit)
        page = f"WITH {self.ordered.variables} ORDER BY {order} LIMIT {limit}"
        rows, subqueries = self.compiler.name("v"), self.row.scope.clauses()
        matching = (
            None if subqueries else self.ordered.with_projected_properties(f"{order} {text}", *bounds)
        ) or self.ordered.where(*bounds)
        self.around.call(rows, f"{matching} {page} {subqueries}", f"collect({text})")
        return self._with_limit(rows, limit)

    def _with_limit(self, rows: str, limit: str) -> Expression:
        return Expression(f"[{rows}, {limit}]" if self.fetches_one_extra else rows)

    def _find_all(self, found: str, order: str, bounds: list[str], limit: str, text: str) -> None:
        """Binds the page's rows, cut from all that match, and the number of these."""
        all_rows, page, row, rows = (self.compiler.name(prefix) for prefix in ("all", "page", "row", "v"))
        variables = self.ordered.variables.split(", ")
        values = ", ".join([*variables, *bounds])
        in_bounds = " AND ".join(f"{row}[{len(variables) + place}]" for place in range(len(bounds)))
        beyond_bounds = f"[{row} IN {all_rows} WHERE {in_bounds}]" if bounds else all_rows
        ordered = (
            f"{self.ordered.where()} WITH {self.ordered.variables} ORDER BY {order} WITH collect([{values}]) AS {all_rows}"
        )
        cut = f"WITH size({all_rows}) AS total, {beyond_bounds}[..{limit}] AS {page}"
        again = ", ".join(f"{row}[{place}] AS {variable}" for place, variable in enumerate(variables))
        each = f"UNWIND {page} AS {row} WITH {again} {self.row.scope.clauses()} RETURN collect({text}) AS {rows}"
        self.around.call(found, f"{ordered} {cut} CALL ({page}) {{ {each} }}", f"head(collect([{rows}, total]))")

    def _bounds(self) -> list[str]:
        bounds = [name for name in ("after", "before") if getattr(self.page, name)]
        return [keyset_condition(self.ordered.order, self._bound(name), backward=name == "before") for name in bounds]

    def _bound(self, name: str) -> str:
        return self.compiler.argument(self.selected, cursor_reader(self.listing, self.ordered.order, name))

    # ------------------------------------------------------------------------------------------------ page info
    def _page_info(self, field: SelectedField) -> tuple[Expression, FieldDecoder]:
        fields = self.compiler.selections.of(cast(GraphQLObjectType, field.type), field.nodes)
        ahead, behind = ("hasPreviousPage", "hasNextPage") if self.page.backward else ("hasNextPage", "hasPreviousPage")
        names = {each.name for each in fields}
        self.fetches_one_extra |= ahead in names
        cursor = self._item(self._cursor()) if names & {"startCursor", "endCursor"} else 0
        answers: dict[str, FieldDecoder] = {
            ahead: lambda pages, _: pages.more,
            behind: lambda _, skipped: skipped,
            "startCursor": lambda pages, _: pages.at(0, cursor),
            "endCursor": lambda pages, _: pages.at(-1, cursor),
            "__typename": lambda pages, _: ["PageInfo"] * len(pages.pages),
        }
        put_together, chosen = compile_object_builder([each.key for each in fields]), [answers[each.name] for each in fields]

        def read_page_info(pages: _DecodedPages, skipped: Sequence[Any]) -> list[dict[str, Any]]:
            return put_together([answer(pages, skipped) for answer in chosen], len(pages.pages))

        return self._skipped() if behind in names else Expression(None), read_page_info

    def _skipped(self) -> Expression:
        """Whether the list has rows on the near side of the page's bound."""
        name = "before" if self.page.backward else "after"
        if not getattr(self.page, name):
            return Expression("false")
        not_beyond = f"NOT ({keyset_condition(self.ordered.order, self._bound(name), backward=name == 'before')})"
        return Expression(f"EXISTS {{ {self.ordered.where(not_beyond)} RETURN 1 AS one }}")

    # ------------------------------------------------------------------------------------------------ all that match
    def _total(self) -> str:
        if self.total_from_aggregate is not None:
            return self.total_from_aggregate
        return f"{self.page_and_total}[1]" if self.page_and_total else f"COUNT {{ {self.matches.where()} RETURN 1 AS one }}"

    def _aggregate(self, field: SelectedField) -> Expression:
        """Over different nodes, however many links lead to one."""
        part, variable = self.compiler.project(self.row, field.type, field.nodes), self.compiler.name("v")
        # The count makes one row of it, whatever is selected.
        distinct = "" if self.matches.is_of_nodes else f" WITH DISTINCT {self.row.node}"
        self.around.call(variable, f"{self.matches.where()}{distinct}", f"[count(*), {part.cypher}]")
        if self.matches.is_of_nodes:
            self.total_from_aggregate = f"{variable}[0]"
        return replace(part, cypher=f"{variable}[1]")
