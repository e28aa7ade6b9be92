"""Bindings of Cypher variables, and the subqueries that an expression needs."""

from dataclasses import dataclass, field

from graph.cypher.validity import subquery_call
from graph.cypher.variables import VariableNames
from graph.model.declarations import Kind


@dataclass(frozen=True)
class Subqueries:
    """The variables in scope of an expression, and the subqueries that run before it, once per row that satisfies `condition`.

    Cypher does not allow aggregates inside a projection, so each list and aggregate is a subquery.
    """

    variables: tuple[str, ...] = ()
    condition: str | None = None
    texts: list[str] = field(default_factory=list[str])

    def call(self, names: VariableNames, variable: str, body: str, aggregate: str) -> None:
        only = f"WITH * WHERE {self.condition} " if self.condition else ""
        head = subquery_call(names, *self.variables)
        self.texts.append(f"{head} {{ {only}{body} RETURN {aggregate} AS {variable} }}")

    def clauses(self) -> str:
        return " ".join(self.texts)


@dataclass(frozen=True)
class Binding:
    """A bound node of one of `kinds`, and the link that leads to it, if any."""

    node: str
    kinds: frozenset[Kind]
    link: str | None
    subqueries: Subqueries

    @classmethod
    def of(cls, node: str, kinds: frozenset[Kind], link: str | None = None) -> "Binding":
        return cls(node, kinds, link, Subqueries((node, link) if link else (node,)))
