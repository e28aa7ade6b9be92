"""The chain of responsibility of a community: four duties from its city down to itself, gaps as gaps."""

from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Binding, Compiler, QueryPlan
from graph.compiler.expressions import Expression, constant, object_expression
from graph.compiler.property_fields import project_single
from graph.compiler.selections import SelectedField
from graph.cypher.home_division import above
from graph.cypher.labels import labels
from graph.cypher.validity import link_is_valid, node_is_valid
from graph.errors import ErrorCode, UserError
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
"""Which duty lies at which level, top first."""


@dataclass(frozen=True)
class ResponsibilityChain:
    """The instruction of ``Query.responsibilityChain``: one statement."""

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        """Null where there is no such community. Reading raises Refusal (NOT_ALIVE) where it does not live on the day."""
        code = compiler.argument(selected, lambda arguments: arguments["community"])
        community = Binding.of("community", frozenset({COMMUNITY}))
        rows = [_Responsibility(compiler, community, *level).part(selected) for level in CHAIN]
        chain = ", ".join(str(part.cypher) for part in rows)
        found = f"MATCH (community:Community {{code: {code}}}) {community.scope.clauses()}"
        text = f"{found} RETURN {node_is_valid('community', compiler.as_of)} AS alive, [{chain}] AS chain"

        def read(answer: list[list[Any]]) -> Any:
            if not answer:
                return None
            alive, values = answer[0]
            if not alive:
                raise UserError(ErrorCode.NOT_ALIVE, "The community does not exist on that day. Ask for another `asOf`.")
            return [part.decode(value) for part, value in zip(rows, values, strict=True)]

        return QueryPlan(text, compiler.parameters, read, compiler)


class _Responsibility:
    """One row of the chain while it is compiled."""

    def __init__(self, compiler: Compiler, community: Binding, kind: Kind, duty: Duty) -> None:
        self.compiler = compiler
        self.community = community
        self.kind = kind
        self.duty = duty

    def part(self, selected: SelectedField) -> Expression:
        object_type = cast(GraphQLObjectType, selected.type)
        fields = self.compiler.selections.of(object_type, selected.nodes)
        return object_expression([field.key for field in fields], [self._held(field) for field in fields])

    def _held(self, field: SelectedField) -> Expression:
        part = self._field(field)
        return part if field.definition is None else self.compiler.coercion.coerce(part, cast(Any, field.definition).type)

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
        """The one division of the level: the community itself, or the one above it."""
        if self.kind is COMMUNITY:
            return f"WITH community AS {division}"
        up = above(self.compiler, "community", division, min_steps=1)
        return f"MATCH {up} WHERE {division}{labels((self.kind,))} WITH {division} ORDER BY {division}.code LIMIT 1"

    def _post(self, post: str) -> str:
        """The first by code. What the link says of the duty goes before what the post itself says."""
        division, link = self.compiler.name("d"), self.compiler.name("r")
        holds = f"coalesce({link}.duty, {post}.duty) = '{self.duty.name}'"
        alive = (
            f"{link_is_valid(link, RELATIONS['POST_IN'], self.compiler.as_of)} AND {node_is_valid(post, self.compiler.as_of)}"
        )
        return (
            f"{self._division(division)} MATCH ({division})<-[{link}:POST_IN]-({post}:Post) WHERE {holds} AND {alive} "
            f"WITH {post} ORDER BY {post}.code LIMIT 1"
        )
