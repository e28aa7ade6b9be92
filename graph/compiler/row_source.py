"""Matches: the rows that a list, or a condition on a link to many, speaks of."""

import re
from dataclasses import dataclass, replace

from graph.compiler.compiler import Binding
from graph.compiler.pagination import OrderKey
from graph.cypher.validity import VALIDITY_PROPERTIES, node_is_valid


class ListField:
    """Marks an instruction whose list takes the arguments ``where`` and ``orderBy``."""


@dataclass(frozen=True)
class RowSource:
    """Clauses that bind ``row.node`` (and ``row.link``), before any order.

    ``clauses`` end in a MATCH, for which ``conditions`` are the WHERE; without conditions they may end in anything. ``valid_at``: the
    as-of date at which the validity of the node has yet to be checked. ``distinct``:
    they may bind a node more than once, of which one row is made. ``unique``: they bind each node once. ``carried``: what else the order speaks of. ``wanted``: what a caller asks of the rows.
    ``last``: conditions, too, which take more work than those: only what fulfils all others is held against them.
    ``expensive``: to find them takes work, so that it is done once for their page and their total.
    """

    clauses: str
    row: Binding
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
        return ", ".join(name for name in (self.row.node, self.row.link, *self.carried) if name)

    def where(self, *more: str) -> str:
        """The clauses with further conditions, put where an index can still serve them."""
        conditions = (*self.conditions, node_is_valid(self.row.node, self.valid_at)) if self.valid_at else self.conditions
        last = f" WITH {self.variables}{where(*self.expensive_conditions)}" if self.expensive_conditions else ""
        if conditions and not self.distinct:
            return self.clauses + where(*conditions, *self.filter_conditions, *more) + last
        distinct = "DISTINCT " if self.distinct else ""
        narrowed = f"{self.clauses}{where(*conditions)}"
        return f"{narrowed} WITH {distinct}{self.variables}{where(*self.filter_conditions, *more)}{last}"

    def with_projected_properties(self, texts: str, *more: str) -> str | None:
        """The clauses for expressions that need no more of the node than stored properties: they bind its variable to these values. Neo4j
        looks for each property from the first one on; all that are named in one map it finds on one way, which takes a seventh off a list's
        time. None where they need the node, or where what else is asked of the rows comes first."""
        node = self.row.node
        names = properties_in(texts, node)
        if names is None or self.valid_at is None or self.distinct or self.filter_conditions or self.expensive_conditions:
            return None
        values = ", ".join(f".`{name}`" for name in sorted({*names, *VALIDITY_PROPERTIES}))
        others = "".join(f"{name}, " for name in (self.row.link, *self.carried) if name)
        valid = where(node_is_valid(node, self.valid_at))
        return f"{self.clauses}{where(*self.conditions, *more)} WITH {others}{node} {{{values}}} AS {node}{valid}"

    def ordered_by(self, keys: dict[str, str], order: tuple[OrderKey, ...]) -> "RowSource":
        """The same rows in another order before their own. ``keys``: what it speaks of, by the variable that each is bound to."""
        bound = ", ".join(f"{expression} AS {variable}" for variable, expression in keys.items())
        return replace(
            self,
            clauses=f"{self.where()} WITH {self.variables}, {bound}",
            order=(*order, *(replace(key, text=key.text or key.name == "code") for key in self.order)),
            conditions=(),
            valid_at=None,
            distinct=False,
            carried=(*self.carried, *keys),
            filter_conditions=(),
            expensive_conditions=(),
        )


def where(*conditions: str) -> str:
    return " WHERE " + " AND ".join(conditions) if conditions else ""


def properties_in(text: str, variable: str) -> frozenset[str] | None:
    """The properties of the variable that an expression speaks of; None where it speaks of the variable itself."""
    names = frozenset(found[1] for found in re.finditer(rf"\b{variable}\b(?:\.`?(\w+))?", text))
    return None if None in names else names
