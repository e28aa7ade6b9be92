"""`Query.responsibilityChain`: the four duties from city to community, by one statement."""

from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.context import SingleStatementField
from graph.compiler.expressions import Expression, constant, object_expression
from graph.compiler.property_fields import project_single
from graph.compiler.query_plan import QueryPlan
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.cypher.home_division import above
from graph.cypher.validity import link_is_valid, node_is_valid, subquery_call
from graph.errors import UserError
from graph.messages import linkage as messages
from graph.model.divisions import CITY, COMMUNITY, COUNTY, TOWNSHIP
from graph.model.posts import POST, Duty
from graph.model.registry import RELATIONS

CHAIN: Final = (
    (CITY, Duty.PRINCIPAL),
    (COUNTY, Duty.PRIMARY),
    (TOWNSHIP, Duty.DIRECT),
    (COMMUNITY, Duty.SPECIFIC),
)
"""Top first."""
DIVISIONS_OF_CHAIN: Final = frozenset(kind for kind, _ in CHAIN)
_OF_LEVEL: Final = ", ".join(f"n:{kind.label}" for kind, _ in CHAIN)
_DUTY: Final = f"{[duty.name for _, duty in CHAIN]}[level]"


@dataclass(frozen=True)
class ResponsibilityField(SingleStatementField):
    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        """Returns the plan. It decodes to null if there is no such community, and raises UserError (NOT_ALIVE) if the community is not valid."""
        code = compiler.argument(selected, lambda arguments: arguments["community"])
        level = _ChainLevel(compiler, Subqueries(("level", "division")))
        projection = level.object(selected)
        text = (
            f"MATCH (community:Community {{code: {code}}}) {_divisions(compiler)} "
            f"UNWIND range(0, {len(CHAIN) - 1}) AS level "
            f"WITH community, level, head([n IN divisions WHERE [{_OF_LEVEL}][level]]) AS division "
            f"{level.subqueries.clauses()} WITH community, level, {projection.cypher} AS responsibility ORDER BY level "
            f"RETURN {node_is_valid('community', compiler.as_of)} AS is_valid, collect(responsibility) AS chain"
        )

        def decode(rows: list[list[Any]], _: str) -> Any:
            if not rows:
                return None
            is_valid, values = rows[0]
            if not is_valid:
                raise UserError(messages.COMMUNITY_NOT_VALID)
            return projection.decode_column(values)

        return QueryPlan(text, compiler.parameters, decode)


def _divisions(compiler: Compiler) -> str:
    """Binds `divisions` to the community and what is above it."""
    path = above(compiler, "community", "division", min_steps=0)
    return (
        f"{subquery_call(compiler, 'community')} {{ "
        f"MATCH {path} WITH division ORDER BY division.code RETURN collect(division) AS divisions }}"
    )


@dataclass(frozen=True)
class _ChainLevel:
    """Projects a row with `level`, a place in the chain, and its `division`, which may be null."""

    compiler: Compiler
    subqueries: Subqueries

    def object(self, selected: SelectedField) -> Expression:
        object_type = cast(GraphQLObjectType, selected.type)
        fields = self.compiler.selections.of(object_type, selected.nodes)
        return object_expression([field.key for field in fields], in_canonical_order(fields, self._coerced))

    def _coerced(self, field: SelectedField) -> Expression:
        expression = self._field(field)
        if field.definition is None:
            return expression
        return self.compiler.coercion.coerce(expression, cast(Any, field.definition).type)

    def _field(self, field: SelectedField) -> Expression:
        row = Binding("division", DIVISIONS_OF_CHAIN, None, self.subqueries)
        match field.name:
            case "level":
                return Expression(f"{[kind.name for kind, _ in CHAIN]}[level]")
            case "duty":
                return Expression(_DUTY)
            case "division":
                division = Binding.of(self.compiler.name("n"), DIVISIONS_OF_CHAIN)
                match_ = f"WITH division AS {division.node} WHERE division IS NOT NULL"
                return project_single(self.compiler, row, match_, division, field)
            case "post":
                post = Binding.of(self.compiler.name("n"), frozenset({POST}))
                return project_single(self.compiler, row, self._post(post.node), post, field)
            case _:
                return constant("Responsibility")

    def _post(self, post: str) -> str:
        """Binds the first post by code. A duty on the link overrides the post's."""
        link, as_of = self.compiler.name("r"), self.compiler.as_of
        is_valid = f"{link_is_valid(link, RELATIONS['POST_IN'], as_of)} AND {node_is_valid(post, as_of)}"
        return (
            f"MATCH (division)<-[{link}:POST_IN]-({post}:Post) WHERE coalesce({link}.duty, {post}.duty) = {_DUTY} AND {is_valid} "
            f"WITH {post} ORDER BY {post}.code LIMIT 1"
        )
