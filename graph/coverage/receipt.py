"""Compiles a receipt: one statement that counts the units of a division and of those below it, to the selected depth. The
decoder adds up the counts by division path, so that parts sum to the whole.
"""

from collections.abc import Mapping
from typing import Any, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.expressions import Expression, compile_object_builder, constant, list_expression
from graph.compiler.query_plan import QueryPlan
from graph.compiler.root_fields import DivisionQuery, parameter_map
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.coverage.counts import CountTable
from graph.coverage.definition import definition_reader
from graph.coverage.indicator_question import IndicatorQuestion
from graph.coverage.receipt_decoder import (
    COUNT_FIELDS,
    QUESTION_FIELDS,
    ReceiptDecoder,
    ReceiptFieldDecoder,
    ReceiptResult,
    decode_children,
    decode_constant,
    decode_count,
    decode_own,
    decode_question,
    decode_same,
)
from graph.coverage.units import count_homeless, counts_subquery, units_below
from graph.cypher.labels import EVERY_DIVISION
from graph.cypher.validity import link_is_valid, node_is_valid, subquery_call
from graph.model.declarations import INT32_MAX
from graph.model.registry import RELATIONS


def receipt_plan(compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> QueryPlan:
    statement, scope = DivisionQuery(compiler, selected), Binding.of("scope", EVERY_DIVISION)
    receipt = compile_receipt(compiler, question, scope, selected)

    def decode(text: str, value: Any, parameters: Mapping[str, Any]) -> Any:
        return receipt.decode(ReceiptResult.of(value, text, parameters))

    return statement.plan(
        scope.subqueries.clauses(), {"receipt": receipt.cypher, "parameters": parameter_map(compiler)}, decode
    )


def compile_receipt(compiler: Compiler, question: IndicatorQuestion, scope: Binding, selected: SelectedField) -> Expression:
    """Returns a bound division's receipt, decoded from a ReceiptResult."""
    statement = _ReceiptStatement(compiler, question)
    text, decoder = _ReceiptCompiler(statement, scope, 0).compile(selected)
    counts = statement.bind_counts(scope)

    def decode(result: ReceiptResult) -> dict[str, Any]:
        values, rows = result.value
        table = CountTable(rows, question.by_people, result.cypher, dict(result.parameters))
        # Every number of the receipt is at most the largest of its root.
        compiler.coercion.require(table.at((), own=False).largest <= INT32_MAX)
        return decoder.decode([values], table, [()])[0]

    return Expression(f"[{text}, {counts}]", decode)


class _ReceiptStatement:
    """Shared by the receipts of one statement."""

    def __init__(self, compiler: Compiler, question: IndicatorQuestion) -> None:
        self.compiler = compiler
        self.question = question
        self.indicator = question.indicator
        self.levels = 0
        self.needs_counts = False

    def bind_counts(self, scope: Binding) -> str:
        if not self.needs_counts:
            return "[]"
        counts = self.compiler.name("counts")
        table = counts_subquery(self.compiler, self.indicator, scope.node, people=self.question.by_people, levels=self.levels)
        scope.subqueries.texts.append(
            f"{subquery_call(self.compiler, scope.node)} {{ {table.removesuffix('counts')}{counts} }}"
        )
        return counts


class _ReceiptCompiler:
    """Compiles one receipt of the tree; `own`: of units whose home is the division itself."""

    def __init__(self, statement: _ReceiptStatement, binding: Binding, depth: int, *, own: bool = False) -> None:
        self.statement = statement
        self.compiler = statement.compiler
        self.row = binding
        self.depth = depth
        self.own = own

    def compile(self, selected: SelectedField) -> tuple[str, ReceiptDecoder]:
        """Returns a Cypher list that begins with the division's code, and the decoder of many such lists."""
        fields = self.compiler.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)
        compiled = in_canonical_order(fields, self._field)
        code = Expression(f"{self.row.node}.code")
        text, (_, *indexes) = list_expression([code, *(expression for expression, _ in compiled)], pinned=1)
        decoders = [(index, decode) for index, (_, decode) in zip(indexes, compiled, strict=True)]
        return text, ReceiptDecoder(decoders, compile_object_builder([field.key for field in fields]), self.own)

    def _field(self, field: SelectedField) -> tuple[Expression, ReceiptFieldDecoder]:
        if field.name in COUNT_FIELDS:
            self.statement.needs_counts = True
            return Expression(None), decode_count(field.name)
        if field.name == "definition":
            definition = definition_reader(self.compiler, field)(self.statement.question)
            return Expression(None), decode_constant(definition)
        if field.name in QUESTION_FIELDS:
            self.compiler.requirements.echoes_parameters |= field.name in ("cypher", "parameters")
            return Expression(None), decode_question(field.name, self.statement.question)
        if field.name in ("children", "own"):
            return self._children(field) if field.name == "children" else self._own(field)
        expression = self._plain_field(field)
        return expression, lambda _, values: expression.decode_column(values)

    def _plain_field(self, field: SelectedField) -> Expression:
        match field.name:
            case "scope":
                return self.compiler.project(self.row, field.type, field.nodes)
            case "asOf":
                return Expression(f"toString({self.compiler.as_of})")
            case "units" | "gap":
                return self._units(field)
            case "homeless":
                return Expression(count_homeless(self.compiler, self.statement.indicator))
            case "__typename":
                return constant("Coverage")
            case _:
                return self.compiler.defer_to_resolver()

    def _children(self, field: SelectedField) -> tuple[Expression, ReceiptFieldDecoder]:
        if self.own:
            return Expression(None), lambda receipts, _: [list[Any]() for _ in receipts.rows]
        self.statement.levels = max(self.statement.levels, self.depth + 1)
        child = Binding.of(self.compiler.name("n"), EVERY_DIVISION)
        text, decoder = _ReceiptCompiler(self.statement, child, self.depth + 1).compile(field)
        children = self.compiler.name("v")
        below = f"{self._match_child(child.node)} WITH DISTINCT {child.node} ORDER BY {child.node}.code {child.subqueries.clauses()}"
        self.row.subqueries.call(self.compiler, children, below, f"collect({text})")
        return Expression(children), decode_children(decoder)

    def _own(self, field: SelectedField) -> tuple[Expression, ReceiptFieldDecoder]:
        if self.own:
            return Expression(None), decode_same(None)
        self.statement.levels = max(self.statement.levels, self.depth + 1)
        text, decoder = _ReceiptCompiler(self.statement, self.row, self.depth, own=True).compile(field)
        has_divisions = f"EXISTS {{ {self._match_child(self.compiler.name('n'))} }}"
        return Expression(f"CASE WHEN {has_divisions} THEN {text} END"), decode_own(decoder)

    def _match_child(self, child: str) -> str:
        link, as_of = self.compiler.name("a"), self.compiler.as_of
        is_valid = f"{link_is_valid(link, RELATIONS['ADMINISTERS'], as_of)} AND {node_is_valid(child, as_of)}"
        return f"MATCH ({self.row.node})-[{link}:ADMINISTERS]->({child}:Division) WHERE {is_valid}"

    def _units(self, field: SelectedField) -> Expression:
        units = units_below(self.compiler, self.statement.indicator, self.row.node, own=self.own)
        status = listed_status(self.compiler, field)
        conditions = [f"{units.status} = '{status}'"] if status else []
        part = f"'{'own ' if self.own else ''}' + {self.row.node}.code"
        return compile_connection(self.compiler, units.matches(*conditions), field, self.row.subqueries, part=part)


def listed_status(compiler: Compiler, field: SelectedField) -> str | None:
    """Returns the status of the units in a list, None for all."""
    if field.name == "gap":
        return "NOT_REACHED"
    status = compiler.selections.arguments(field).get("status")
    return status.value if status else None
