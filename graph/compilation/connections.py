"""Connections: a paged list with its total and aggregates, as one expression over a set of matches.

A connection's own fields (``nodes edges pageInfo totalCount aggregate group``) are compiled together, since they speak of the same
matches: ``nodes``, ``edges`` and ``pageInfo`` share one page, the others speak of all that match.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from graphql import GraphQLObjectType

from graph.compilation.compiler import Compiler, Scope, WithItsParent
from graph.compilation.conditions import asks_of_links, compile_where
from graph.compilation.cursors import encode_cursor
from graph.compilation.groups import compile_groups
from graph.compilation.matches import Listing, Matches
from graph.compilation.orders import compile_order
from graph.compilation.pages import Page, beyond, bound_of, page_size
from graph.compilation.parts import Part, Reader, Record, list_of
from graph.compilation.selections import SelectedField


def compile_connection(compiler: Compiler, matches: Matches, selected: SelectedField, around: Scope) -> Part:
    """The whole connection that ``selected`` asks for, as one expression.

    ``around``: where the expression stands.
    """
    asked = compile_where(compiler, selected, matches.row)
    dear = matches.dear or any(map(asks_of_links, asked))
    return _Connection(compiler, replace(matches, wanted=(*matches.wanted, *asked), dear=dear), selected, around).part()


class ListedByItsParent(WithItsParent, Listing):
    """Marks a connection that the field above it compiles, by ``compile_connection``."""


class _PageRows:
    """The rows of one page as they came, each a list of items."""

    def __init__(self, rows: list[list[Any]], limit: int, connection: "_Connection") -> None:
        self.more = connection.looks_further and len(rows) == limit
        kept = rows[:-1] if self.more else rows
        self.rows = kept[::-1] if connection.page.backward else kept
        self.places = connection.places

    def column(self, item: int) -> list[Any]:
        index, read = self.places[item]
        return [read(row[index]) for row in self.rows]

    def records(self, typename: str, columns: list[tuple[str, int]]) -> list[Record]:
        slots = [(key, *self.places[item]) for key, item in columns]
        return [_record(typename, slots, row) for row in self.rows]

    def at(self, position: int, item: int) -> Any:
        """One item of the first (0) or last (-1) row; None where there is no row."""
        index, read = self.places[item]
        return read(self.rows[position][index]) if self.rows else None


def _record(typename: str, slots: list[tuple[str, int, Reader]], row: list[Any]) -> Record:
    record = Record.of(typename)
    for key, index, read in slots:
        record[key] = read(row[index])
    return record


Answer = Callable[[_PageRows, Any], Any]
"""Reads one field of a connection, from the rows of the page and the value of the field's own part."""


class _Connection:
    """One connection while it is compiled."""

    def __init__(self, compiler: Compiler, matches: Matches, selected: SelectedField, around: Scope) -> None:
        self.compiler = compiler
        self.matches = matches
        self.ordered = compile_order(compiler, selected, matches)
        self.selected = selected
        self.around = around
        self.type = cast(GraphQLObjectType, selected.type)
        self.listing = " ".join([self.type.name, *(key.name for key in self.ordered.order)])
        self.page = Page.of(compiler.selections.arguments(selected))
        self.row = replace(matches.row, scope=Scope(matches.row.scope.variables))
        self.items: list[Part] = []
        self.places: list[tuple[int, Reader]] = []
        self.looks_further = False
        self.all: str | None = None
        """The variable for [the page's rows, how many match], where they are found together."""

    def part(self) -> Part:
        fields = self.compiler.selections.of(self.type, self.selected.nodes)
        names = {field.name for field in fields}
        if self.matches.dear and "totalCount" in names and names & {"nodes", "edges"}:
            self.all = self.compiler.name("v")
        compiled = [(field.key, *self._field(field)) for field in fields]
        text, places = list_of([self._rows(), *(own for _, own, _ in compiled)])
        slots = [(key, answer, index) for (key, _, answer), (index, _) in zip(compiled, places[1:], strict=True)]

        def read_connection(values: list[Any]) -> Record:
            rows = _PageRows(values[0][0], values[0][1], self)
            record = Record.of(self.type.name)
            for key, answer, index in slots:
                record[key] = answer(rows, values[index])
            return record

        return Part(text, read_connection)

    def _field(self, field: SelectedField) -> tuple[Part, Answer]:
        """What the field needs in the statement besides the page, and how it is read."""
        match field.name:
            case "nodes":
                item = self._item(self.compiler.project(self.row, field.type, field.nodes))
                return Part(None), lambda rows, _: rows.column(item)
            case "edges":
                return Part(None), self._edges(field)
            case "pageInfo":
                return self._page_info(field)
            case "totalCount":
                total = f"{self.all}[1]" if self.all else f"COUNT {{ {self.matches.where()} RETURN 1 AS one }}"
                return Part(total), lambda _, total: total
            case "aggregate":
                aggregate = self._aggregate(field)
                return aggregate, lambda _, value: aggregate.read(value)
            case "group":
                groups = compile_groups(self.compiler, self.matches, field, self.around)
                return groups, lambda _, value: groups.read(value)
            case _:
                return Part(None), lambda _, __: self.type.name

    # ------------------------------------------------------------------------------------------------ the page
    def _item(self, part: Part) -> int:
        self.items.append(part)
        return len(self.items) - 1

    def _edges(self, field: SelectedField) -> Answer:
        edge_type = cast(GraphQLObjectType, field.type)
        fields = self.compiler.selections.of(edge_type, field.nodes)
        columns = [(each.key, self._item(self._edge_field(edge_type, each))) for each in fields]
        return lambda rows, _: rows.records(edge_type.name, columns)

    def _edge_field(self, edge_type: GraphQLObjectType, field: SelectedField) -> Part:
        return self._cursor() if field.name == "cursor" else self.compiler.field(self.row, edge_type, field)

    def _cursor(self) -> Part:
        keys = "[" + ", ".join(key.expression for key in self.ordered.order) + "]"
        return Part(keys, lambda values: encode_cursor(self.listing, values))

    def _rows(self) -> Part:
        """The rows of the page and their limit: one more than was asked for where somebody wants to know whether it exists."""
        text, self.places = list_of(self.items)
        order = ", ".join(key.sorted(backward=self.page.backward) for key in self.ordered.order)
        extra = 1 if self.looks_further else 0
        # Size and cursors are made parameters even where no row is wanted: a wrong one is refused all the same.
        limit = self.compiler.argument(self.selected, lambda arguments: page_size(arguments) + extra)
        bounds = self._bounds()
        if not self.items and not self.looks_further:
            return Part(f"[[], {limit}]")
        if self.all:
            self._find_all(self.all, order, bounds, limit, text)
            return Part(f"[{self.all}[0], {limit}]")
        page = f"WITH {self.ordered.variables} ORDER BY {order} LIMIT {limit}"
        rows = self.compiler.name("v")
        self.around.call(rows, f"{self.ordered.where(*bounds)} {page} {self.row.scope.clauses()}", f"collect({text})")
        return Part(f"[{rows}, {limit}]")

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
        return [beyond(self.ordered.order, self._bound(name), backward=name == "before") for name in bounds]

    def _bound(self, name: str) -> str:
        return self.compiler.argument(self.selected, bound_of(self.listing, self.ordered.order, name))

    # ------------------------------------------------------------------------------------------------ page info
    def _page_info(self, field: SelectedField) -> tuple[Part, Answer]:
        fields = self.compiler.selections.of(cast(GraphQLObjectType, field.type), field.nodes)
        ahead, behind = ("hasPreviousPage", "hasNextPage") if self.page.backward else ("hasNextPage", "hasPreviousPage")
        names = {each.name for each in fields}
        self.looks_further |= ahead in names
        cursor = self._item(self._cursor()) if names & {"startCursor", "endCursor"} else 0
        answers: dict[str, Answer] = {
            ahead: lambda rows, _: rows.more,
            behind: lambda _, skipped: skipped,
            "startCursor": lambda rows, _: rows.at(0, cursor),
            "endCursor": lambda rows, _: rows.at(-1, cursor),
            "__typename": lambda _, __: "PageInfo",
        }
        chosen = [(each.key, answers[each.name]) for each in fields]

        def read_page_info(rows: _PageRows, skipped: Any) -> Record:
            record = Record.of("PageInfo")
            for key, answer in chosen:
                record[key] = answer(rows, skipped)
            return record

        return self._skipped() if behind in names else Part(None), read_page_info

    def _skipped(self) -> Part:
        """Whether the list has rows on the near side of the page's bound."""
        name = "before" if self.page.backward else "after"
        if not getattr(self.page, name):
            return Part("false")
        not_beyond = f"NOT ({beyond(self.ordered.order, self._bound(name), backward=name == 'before')})"
        return Part(f"EXISTS {{ {self.ordered.where(not_beyond)} RETURN 1 AS one }}")

    # ------------------------------------------------------------------------------------------------ all that match
    def _aggregate(self, field: SelectedField) -> Part:
        """Over different nodes, however many links lead to one."""
        part, variable = self.compiler.project(self.row, field.type, field.nodes), self.compiler.name("v")
        # The count makes one row of it, whatever is selected.
        self.around.call(variable, f"{self.matches.where()} WITH DISTINCT {self.row.node}", f"[count(*), {part.text}]")
        return Part(f"{variable}[1]", part.read)
