from dataclasses import dataclass

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.expressions import Expression
from graph.compiler.filters import FilterContext, InputValue
from graph.compiler.relationship_fields import entity_order
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField
from graph.compiler.sorting import SortKey, sort_by_aggregate
from graph.cypher.home_division import match_candidates_within
from graph.model.declarations import Kind


@dataclass(frozen=True)
class LocatedBelow(ListField):
    """A connection over the entities of a kind whose home is the division or one below it."""

    kind: Kind

    @property
    def kinds(self) -> frozenset[Kind]:
        return frozenset({self.kind})

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return compile_connection(compiler, self.rows(compiler, binding), selected, binding.subqueries, entity=binding)

    def condition(self, context: FilterContext, binding: Binding, given: InputValue) -> str:
        return context.quantified(self.rows(context.compiler, binding), given)

    def sort_key(self, compiler: Compiler, binding: Binding, given: InputValue) -> SortKey:
        return sort_by_aggregate(self.rows(compiler, binding), given)

    def rows(self, compiler: Compiler, binding: Binding) -> RowSource:
        node = compiler.name("n")
        clauses, conditions = match_candidates_within(compiler, binding.node, node, self.kind)
        order = entity_order(node, self.kinds)
        return RowSource(
            clauses, Binding.of(node, self.kinds), order, distinct=True, expensive_conditions=conditions, expensive=True
        )
