"""Bindings: the Cypher variables that an expression may use, and the subqueries that run before it."""

from dataclasses import dataclass, field

from graph.model.declarations import Kind


@dataclass(frozen=True)
class SubqueryScope:
    """The variables in scope of an expression, and the subqueries that run before it, once per row.

    Cypher allows no aggregate inside a projection, so every list and every aggregate is such a subquery. If `condition` is set, the
    subqueries run only for rows that satisfy it.
    """

    variables: tuple[str, ...] = ()
    condition: str | None = None
    subqueries: list[str] = field(default_factory=list[str])

    def call(self, variable: str, body: str, aggregate: str) -> None:
        """Adds a subquery that binds `aggregate`, computed over the rows of `body`, to `variable`."""
        only = f"WITH * WHERE {self.condition} " if self.condition else ""
        self.subqueries.append(f"CALL ({', '.join(self.variables)}) {{ {only}{body} RETURN {aggregate} AS {variable} }}")

    def clauses(self) -> str:
        """Returns the subqueries added so far."""
        return " ".join(self.subqueries)


@dataclass(frozen=True)
class Binding:
    """A bound node of one of `kinds`, and the variable of the link that leads to it, if any."""

    node: str
    kinds: frozenset[Kind]
    link: str | None
    scope: SubqueryScope

    @classmethod
    def of(cls, node: str, kinds: frozenset[Kind], link: str | None = None) -> "Binding":
        """Returns a binding with a scope of its own."""
        return cls(node, kinds, link, SubqueryScope((node, link) if link else (node,)))
