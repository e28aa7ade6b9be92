"""The chain of responsibility of a community: four duties from its city down to itself, gaps as gaps."""

from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compilation.compiler import Compiler, Plan, Row
from graph.compilation.fields import one_of
from graph.compilation.parts import Part, constant, record_of
from graph.compilation.selections import SelectedField
from graph.errors import ErrorCode, Refusal
from graph.homes import above
from graph.labels import labels
from graph.model import RELATIONS, Kind
from graph.moments import link_lives, node_lives
from graph.vocabularies import Duty

CHAIN: Final = (
    (Kind.CITY, Duty.PRINCIPAL),
    (Kind.COUNTY, Duty.PRIMARY),
    (Kind.TOWNSHIP, Duty.DIRECT),
    (Kind.COMMUNITY, Duty.SPECIFIC),
)
"""Which duty lies at which level, top first."""


@dataclass(frozen=True)
class ResponsibilityChain:
    """The instruction of ``Query.responsibilityChain``: one statement."""

    def plan(self, compiler: Compiler, selected: SelectedField) -> Plan:
        """Null where there is no such community. Reading raises Refusal (NOT_ALIVE) where it does not live on the day."""
        code = compiler.argument(selected, lambda arguments: arguments["community"])
        community = Row.of("community", frozenset({Kind.COMMUNITY}))
        rows = [_Responsibility(compiler, community, *level).part(selected) for level in CHAIN]
        chain = ", ".join(str(part.text) for part in rows)
        found = f"MATCH (community:Community {{code: {code}}}) {community.scope.clauses()}"
        text = f"{found} RETURN {node_lives('community')} AS alive, [{chain}] AS chain"

        def read(answer: list[list[Any]]) -> Any:
            if not answer:
                return None
            alive, values = answer[0]
            if not alive:
                raise Refusal(ErrorCode.NOT_ALIVE, "The community does not exist on that day. Ask for another `asOf`.")
            return [part.read(value) for part, value in zip(rows, values, strict=True)]

        return Plan(text, compiler.recipes, read, compiler)


class _Responsibility:
    """One row of the chain while it is compiled."""

    def __init__(self, compiler: Compiler, community: Row, kind: Kind, duty: Duty) -> None:
        self.compiler = compiler
        self.community = community
        self.kind = kind
        self.duty = duty

    def part(self, selected: SelectedField) -> Part:
        object_type = cast(GraphQLObjectType, selected.type)
        fields = self.compiler.selections.of(object_type, selected.nodes)
        return record_of([field.key for field in fields], [self._held(field) for field in fields])

    def _held(self, field: SelectedField) -> Part:
        part = self._field(field)
        return part if field.definition is None else self.compiler.fitness.held(part, cast(Any, field.definition).type)

    def _field(self, field: SelectedField) -> Part:
        match field.name:
            case "level":
                return constant(self.kind.name)
            case "duty":
                return constant(self.duty.name)
            case "division":
                division = Row.of(self.compiler.name("n"), frozenset({self.kind}))
                return one_of(self.compiler, self.community, self._division(division.node), division, field)
            case "post":
                post = Row.of(self.compiler.name("n"), frozenset({Kind.POST}))
                return one_of(self.compiler, self.community, self._post(post.node), post, field)
            case _:
                return constant("Responsibility")

    def _division(self, division: str) -> str:
        """The one division of the level: the community itself, or the one above it."""
        if self.kind is Kind.COMMUNITY:
            return f"WITH community AS {division}"
        up = above(self.compiler, "community", division, shortest=1)
        return f"MATCH {up} WHERE {division}{labels((self.kind,))} WITH {division} ORDER BY {division}.code LIMIT 1"

    def _post(self, post: str) -> str:
        """The first by code. What the link says of the duty goes before what the post itself says."""
        division, link = self.compiler.name("d"), self.compiler.name("r")
        holds = f"coalesce({link}.duty, {post}.duty) = '{self.duty.name}'"
        alive = f"{link_lives(link, RELATIONS['POST_IN'])} AND {node_lives(post)}"
        return (
            f"{self._division(division)} MATCH ({division})<-[{link}:POST_IN]-({post}:Post) WHERE {holds} AND {alive} "
            f"WITH {post} ORDER BY {post}.code LIMIT 1"
        )
