"""The part of a graph that projections need, if the graph is too large for a snapshot."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, LiteralString, Self, cast

from graph.coverage.columns.homes import home_relations
from graph.cypher.home_division import kinds_on_path_home
from graph.database.statement import Statement
from graph.linkage.snapshot.snapshot_statements import part_statements
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.model.registry import RELATIONS
from graph.model.surveys import SURVEY
from graph.network.projection.projections import Projection

_ALWAYS_KINDS: Final = (*DIVISIONS, SURVEY)
_ALWAYS_RELATIONS: Final = ("ADMINISTERS", "COVERS")


@dataclass(frozen=True)
class GraphPart:
    """The kinds and relations of actors and ties of projections, and of what leads to their homes, divisions and surveys. `scope`: the
    code of the only division whose networks need the part; None for all.
    """

    kinds: frozenset[Kind]
    relations: frozenset[str]
    scope: str | None = None

    @classmethod
    def of(cls, projections: Iterable[Projection], scope: str | None = None) -> Self:
        bases = [projection.base for projection in projections]
        relations = {name for base in bases for name in base.relations}
        actors = {kind for base in bases for kind in (*base.one, *base.two)}
        actors |= {kind for name in relations for kind in (*RELATIONS[name].sources, *RELATIONS[name].targets)}
        relations |= {name for kind in actors for name in home_relations(kind)}
        kinds = {each for kind in actors for each in kinds_on_path_home(kind)}
        return cls(frozenset((*_ALWAYS_KINDS, *kinds)), frozenset((*_ALWAYS_RELATIONS, *relations)), scope)

    def includes(self, other: "GraphPart") -> bool:
        of_scope = self.scope is None or self.scope == other.scope
        return of_scope and self.kinds >= other.kinds and self.relations >= other.relations

    def count_statement(self) -> Statement:
        """Returns the statement that counts entities by kind and links by relation: rows of `entities` or `links`, and a number."""
        parts = [f"MATCH (n:{label}) RETURN 'entities' AS content, count(n) AS number" for label in self.labels]
        parts += [f"MATCH ()-[r:{name}]->() RETURN 'links' AS content, count(r) AS number" for name in self.relation_names]
        # The text contains only names from the model.
        return Statement(cast(LiteralString, " UNION ALL ".join(parts)))

    def statements(self, size: int) -> list[Statement]:
        """Returns the statements that read the rows of `read_snapshot` for all divisions. `size`: the number of entities and links."""
        return part_statements(self.labels, self.relation_names, size)

    @property
    def labels(self) -> list[str]:
        return sorted(kind.label for kind in self.kinds)

    @property
    def relation_names(self) -> list[str]:
        return sorted(self.relations)

    @cached_property
    def home_relations(self) -> frozenset[str]:
        """Relations from an entity to its home, and from a division upwards."""
        return frozenset(("ADMINISTERS", *(name for kind in self.kinds for name in home_relations(kind)))) & self.relations
