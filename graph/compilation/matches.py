"""Matches: the rows that a list, or a condition on a link to many, speaks of."""

from dataclasses import dataclass, replace

from graph.compilation.compiler import Row
from graph.compilation.pages import OrderKey


class Listing:
    """Marks an instruction whose list takes the arguments ``where`` and ``orderBy``."""


@dataclass(frozen=True)
class Matches:
    """Clauses that bind ``row.node`` (and ``row.link``), before any order.

    ``clauses`` end in a MATCH, for which ``conditions`` are the WHERE; without conditions they may end in anything. ``distinct``:
    they may bind a node more than once, of which one row is made. ``unique``: they bind each node once. ``carried``: what else the order speaks of. ``wanted``: what a caller asks of the rows.
    ``last``: conditions, too, which take more work than those: only what fulfils all others is held against them.
    ``expensive``: to find them takes work, so that it is done once for their page and their total.
    """

    clauses: str
    row: Row
    order: tuple[OrderKey, ...]
    conditions: tuple[str, ...] = ()
    distinct: bool = False
    unique: bool = False
    carried: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
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
        last = f" WITH {self.variables}{where(*self.last)}" if self.last else ""
        if self.conditions and not self.distinct:
            return self.clauses + where(*self.conditions, *self.wanted, *more) + last
        distinct = "DISTINCT " if self.distinct else ""
        narrowed = f"{self.clauses}{where(*self.conditions)}"
        return f"{narrowed} WITH {distinct}{self.variables}{where(*self.wanted, *more)}{last}"

    def ordered_by(self, keys: dict[str, str], order: tuple[OrderKey, ...]) -> "Matches":
        """The same rows in another order before their own. ``keys``: what it speaks of, by the variable that each is bound to."""
        bound = ", ".join(f"{expression} AS {variable}" for variable, expression in keys.items())
        return replace(
            self,
            clauses=f"{self.where()} WITH {self.variables}, {bound}",
            order=(*order, *(replace(key, text=key.text or key.name == "code") for key in self.order)),
            conditions=(),
            distinct=False,
            carried=(*self.carried, *keys),
            wanted=(),
            last=(),
        )


def where(*conditions: str) -> str:
    return " WHERE " + " AND ".join(conditions) if conditions else ""
