from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.compiler.bindings import Binding
from graph.compiler.expressions import Properties, union_of_properties
from graph.compiler.pagination import OrderKey
from graph.cypher.validity import VALIDITY_PROPERTIES, node_is_valid


class ListField:
    """Marks a field whose list takes `where` and `orderBy`."""


@dataclass(frozen=True)
class RowSource:
    """Clauses that bind the node and link of each row of a list, or of a condition on related entities.

    `conditions` belong to the MATCH at the end of `clauses`. `valid_at`: the as-of date at which the node must still be checked.
    `distinct`: repeated nodes are removed. `unique`: clauses never repeat a node. `carried`: other variables that the order uses.
    `filter_conditions`: from the caller. `expensive_conditions`: checked last. `expensive`: finding the rows is expensive, so page and
    total are computed together.
    """

    clauses: str
    binding: Binding
    order: tuple[OrderKey, ...]
    conditions: tuple[str, ...] = ()
    valid_at: str | None = None
    distinct: bool = False
    unique: bool = False
    carried: tuple[str, ...] = ()
    filter_conditions: tuple[str, ...] = ()
    expensive_conditions: tuple[str, ...] = ()
    expensive: bool = False

    @property
    def is_of_nodes(self) -> bool:
        """Whether each node is one row."""
        return self.distinct or self.unique

    @property
    def variables(self) -> str:
        return ", ".join(name for name in (self.binding.node, self.binding.link, *self.carried) if name)

    def where(self, *more: str) -> str:
        """Returns the clauses with all conditions, so that indexes can serve them."""
        conditions = (*self.conditions, node_is_valid(self.binding.node, self.valid_at)) if self.valid_at else self.conditions
        last = f" WITH {self.variables}{where(*self.expensive_conditions)}" if self.expensive_conditions else ""
        if conditions and not self.distinct:
            return self.clauses + where(*conditions, *self.filter_conditions, *more) + last
        distinct = "DISTINCT " if self.distinct else ""
        narrowed = f"{self.clauses}{where(*conditions)}"
        return f"{narrowed} WITH {distinct}{self.variables}{where(*self.filter_conditions, *more)}{last}"

    def with_projected_properties(self, properties: Properties, *more: str) -> str | None:
        """Replaces the node by a map of the properties that later expressions read. Returns None if impossible.

        Neo4j scans a node's property chain once per access, but once for a whole map projection: lists are 14 % faster.
        """
        ordered = union_of_properties([properties, *(key.properties for key in self.order)])
        if ordered is None or self.valid_at is None or self.distinct or self.filter_conditions or self.expensive_conditions:
            return None
        node = self.binding.node
        names = ", ".join(f".`{name}`" for name in sorted({*ordered, *VALIDITY_PROPERTIES}))
        others = "".join(f"{name}, " for name in (self.binding.link, *self.carried) if name)
        matched = f"{self.clauses}{where(*self.conditions, *more)}"
        return f"{matched} WITH {others}{node} {{{names}}} AS {node}{where(node_is_valid(node, self.valid_at))}"

    def ordered_by(self, expressions: dict[str, str], order: Sequence[OrderKey]) -> "RowSource":
        """Puts `order` before the existing order. `expressions`: what the new keys read, by variable."""
        bound = ", ".join(f"{expression} AS {variable}" for variable, expression in expressions.items())
        return replace(
            self,
            clauses=f"{self.where()} WITH {self.variables}, {bound}",
            order=(*order, *(replace(key, text=key.text or key.name == "code") for key in self.order)),
            conditions=(),
            valid_at=None,
            distinct=False,
            carried=(*self.carried, *expressions),
            filter_conditions=(),
            expensive_conditions=(),
        )


def where(*conditions: str) -> str:
    return " WHERE " + " AND ".join(conditions) if conditions else ""
