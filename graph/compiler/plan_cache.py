"""Caches an operation's query plans for one shape of its variables."""

from collections.abc import Callable, Hashable
from copy import copy
from typing import Any, Final, Generic, TypeVar

from cachetools import LRUCache

from graph.compiler.compiler import Compiler
from graph.compiler.selections import SelectedField, Selections

PLAN_CACHE_SIZE: Final = 64
Plan = TypeVar("Plan")


class CompiledField(Generic[Plan]):
    """The plan for completed values, and one for graphql-core's completion, compiled on first use.

    They share a statement and differ in their decoders.
    """

    def __init__(
        self, path: tuple[SelectedField, ...], selections: Selections, compile_plan: Callable[[Compiler], Plan]
    ) -> None:
        self._path = path
        self._compile_plan = compile_plan
        self.plan, compiler = self._compile(selections, for_resolvers=False)
        self.needs_resolvers = compiler.requirements.needs_resolvers
        self._plan_for_resolvers: Plan | None = None

    def plan_for_resolvers(self, selections: Selections) -> Plan:
        if self._plan_for_resolvers is None:
            self._plan_for_resolvers, _ = self._compile(selections, for_resolvers=True)
        return self._plan_for_resolvers

    def _compile(self, selections: Selections, *, for_resolvers: bool) -> tuple[Plan, Compiler]:
        """Compiles the field, then releases the selections: the plan must not retain the variables."""
        own_selections = copy(selections)
        compiler = Compiler(own_selections, *self._path, for_resolvers=for_resolvers)
        plan = self._compile_plan(compiler)
        own_selections.release()
        return plan, compiler


class PlanCache:
    """The plans used last, by the root field's response key and what else they depend on."""

    def __init__(self) -> None:
        self._fields: LRUCache[Hashable, CompiledField[Any]] = LRUCache(PLAN_CACHE_SIZE)

    def get(self, key: Hashable, compile_field: Callable[[], CompiledField[Plan]]) -> CompiledField[Plan]:
        found = self._fields.get(key)
        if found is None:
            found = self._fields[key] = compile_field()
        return found
