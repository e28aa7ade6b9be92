"""The root field `links`: valid links by relation, ends, and division of their anchor's home."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.context import FieldContext
from graph.compiler.global_ids import key_of_reference
from graph.compiler.pagination import OrderKey
from graph.compiler.query_plan import QueryPlan
from graph.compiler.relationship_fields import link_order, relation_types
from graph.compiler.root_fields import require_valid
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField
from graph.cypher.labels import EVERY_KIND, label_of
from graph.cypher.validity import any_link_is_valid, node_is_valid
from graph.links.links_within import links_within
from graph.model.registry import RELATIONS
from graph.snapshot.snapshot import date_to_int

_FROM: Final = "start"
_TO: Final = "target"
_LINK: Final = "r"
_ENDS: Final = {"from": _FROM, "to": _TO}
"""Variables of the ends, by argument."""
_WITHIN: Final = "links_within"
"""The parameter with internal ids of the division's links."""


class AllLinks(ListField):
    """A connection of links; null if an end or the division does not exist."""

    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Raises UserError (TOO_LARGE; NOT_ALIVE if an end or the division is not valid on the date)."""
        arguments, as_of = context.arguments(selected), context.as_of(selected)
        compiled = context.compiled((selected,), None, lambda compiler: _plan(compiler, selected))
        statement = compiled.plan.statement(context.variables, as_of)
        if arguments.get("within") is None:
            rows = (await context.read(statement)).rows
        else:
            relations = _relations(arguments)
            revision, links = await links_within(context, arguments["within"], date_to_int(as_of.day), relations)
            statement = replace(statement, parameters={**statement.parameters, _WITHIN: links})
            rows = await context.read_at(statement, revision)
        return context.complete(compiled, lambda plan: plan.decode(rows))


def _relations(arguments: Mapping[str, Any]) -> list[str]:
    named = arguments.get("relations")
    return sorted(RELATIONS) if named is None else sorted({relation.value for relation in named})


def _plan(compiler: Compiler, selected: SelectedField) -> QueryPlan:
    arguments = compiler.selections.arguments(selected)
    bound = {name: _ENDS[name] for name in _ENDS if arguments.get(name) is not None}
    matches = [_match_end(compiler, selected, name) for name in bound]
    if arguments.get("within") is not None:
        matches.append(f"MATCH (scope:Division {{code: {compiler.argument(selected, lambda given: given['within'])}}})")
        bound["within"] = "scope"
    subqueries = Subqueries(tuple(bound.values()))
    connection = compile_connection(compiler, _rows(compiler, arguments, bound), selected, subqueries)
    valid = ", ".join(node_is_valid(variable, compiler.as_of) for variable in bound.values())
    text = f"{' '.join(matches)} {subqueries.clauses()} RETURN [{valid}] AS valid, {connection.cypher} AS answer"

    def decode(rows: list[list[Any]], _: str) -> Any:
        if not rows:
            return None
        valid, answer = rows[0]
        for name, is_valid in zip(bound, valid, strict=True):
            require_valid(is_valid, name)
        return connection.decode(answer)

    return QueryPlan(text, compiler.parameters, decode)


def _match_end(compiler: Compiler, selected: SelectedField, name: str) -> str:
    key = compiler.argument(selected, lambda arguments: key_of_reference(arguments[name]))
    return f"MATCH ({_ENDS[name]}:Entity {{code: {key}[1]}}) WHERE {key}[0] IN labels({_ENDS[name]})"


def _rows(compiler: Compiler, arguments: Mapping[str, Any], bound: Mapping[str, str]) -> RowSource:
    """Returns rows whose node is the end not given as an argument, by default the target."""
    relations = arguments.get("relations")
    types = "" if relations is None else relation_types(relations)
    ends = {end: end if end in bound.values() else f"{end}:Entity" for end in (_FROM, _TO)}
    node, other = (_FROM, _TO) if "to" in bound and "from" not in bound else (_TO, _FROM)
    within = [f"id({_LINK}) IN ${_WITHIN}"] if "within" in bound else []
    valid = [any_link_is_valid(_LINK, compiler.as_of), *(node_is_valid(end, compiler.as_of) for end in (_FROM, _TO))]
    return RowSource(
        f"MATCH ({ends[_FROM]})-[{_LINK}{types}]->({ends[_TO]})",
        Binding.of(node, EVERY_KIND, _LINK),
        (OrderKey("relation", f"type({_LINK})"), *_end_order("from", _FROM), *_end_order("to", _TO), *link_order(_LINK)),
        (*within, *valid),
        carried=(other,),
    )


def _end_order(name: str, end: str) -> tuple[OrderKey, ...]:
    return OrderKey(f"{name}.kind", label_of(end)), OrderKey(f"{name}.code", f"{end}.code", text=True)


ALL_LINKS: Final = AllLinks()
