"""`Query.responsibilityChain`: the four duties from city to community, by one statement."""

from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.context import SingleStatementField
from graph.compiler.expressions import Expression, constant, object_expression
from graph.compiler.property_fields import project_single
from graph.compiler.query_plan import QueryPlan
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.cypher.home_division import above
from graph.cypher.labels import labels
from graph.cypher.validity import link_is_valid, node_is_valid
from graph.errors import UserError
from graph.messages import linkage as messages
from graph.model.declarations import Kind
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


@dataclass(frozen=True)
class ResponsibilityField(SingleStatementField):
    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        """Decodes to null without such a community. Decoding raises UserError (NOT_ALIVE) if it is invalid."""
        code = compiler.argument(selected, lambda arguments: arguments["community"])
        community = Binding.of("community", frozenset({COMMUNITY}))
        levels = [_ChainLevel(compiler, community, *level).object(selected) for level in CHAIN]
        chain = ", ".join(str(level.cypher) for level in levels)
        match = f"MATCH (community:Community {{code: {code}}}) {community.subqueries.clauses()}"
        text = f"{match} RETURN {node_is_valid('community', compiler.as_of)} AS is_valid, [{chain}] AS chain"

        def decode(rows: list[list[Any]], _: str) -> Any:
            if not rows:
                return None
            is_valid, values = rows[0]
            if not is_valid:
                raise UserError(messages.COMMUNITY_NOT_VALID)
            return [level.decode(value) for level, value in zip(levels, values, strict=True)]

        return QueryPlan(text, compiler.parameters, decode)


@dataclass(frozen=True)
class _ChainLevel:
    compiler: Compiler
    community: Binding
    kind: Kind
    duty: Duty

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
        match field.name:
            case "level":
                return constant(self.kind.name)
            case "duty":
                return constant(self.duty.name)
            case "division":
                division = Binding.of(self.compiler.name("n"), frozenset({self.kind}))
                return project_single(self.compiler, self.community, self._division(division.node), division, field)
            case "post":
                post = Binding.of(self.compiler.name("n"), frozenset({POST}))
                return project_single(self.compiler, self.community, self._post(post.node), post, field)
            case _:
                return constant("Responsibility")

    def _division(self, division: str) -> str:
        """Binds the community or the division above it."""
        if self.kind is COMMUNITY:
            return f"WITH community AS {division}"
        path = above(self.compiler, "community", division, min_steps=1)
        return f"MATCH {path} WHERE {division}{labels((self.kind,))} WITH {division} ORDER BY {division}.code LIMIT 1"

    def _post(self, post: str) -> str:
        """Binds the first post by code. A duty on the link overrides the post's."""
        division, link = self.compiler.name("d"), self.compiler.name("r")
        has_duty = f"coalesce({link}.duty, {post}.duty) = '{self.duty.name}'"
        as_of = self.compiler.as_of
        is_valid = f"{link_is_valid(link, RELATIONS['POST_IN'], as_of)} AND {node_is_valid(post, as_of)}"
        return (
            f"{self._division(division)} MATCH ({division})<-[{link}:POST_IN]-({post}:Post) WHERE {has_duty} AND {is_valid} "
            f"WITH {post} ORDER BY {post}.code LIMIT 1"
        )
