"""Caches query plans, by operation, shape of its variables and root field, with one bound in bytes per process."""

from collections.abc import Callable, Hashable
from copy import copy
from typing import Final, Generic, TypeVar

from graph.compiler.compiler import Compiler
from graph.compiler.selections import SelectedField, Selections
from graph.compiler.sized_cache import SizedCache

FIXED_BYTES: Final = 20_000
BYTES_PER_CHARACTER: Final = 50
BYTES_PER_NAME: Final = 3_000
"""The size of a plan and that for resolvers, estimated from text and names."""
Plan = TypeVar("Plan")


class CompiledField(Generic[Plan]):
    """The plan for completed values, and one for graphql-core's completion, compiled on first use. They differ only in their decoders."""

    def __init__(
        self, path: tuple[SelectedField, ...], selections: Selections, compile_plan: Callable[[Compiler], Plan]
    ) -> None:
        self._path = path
        self._compile_plan = compile_plan
        self.plan, compiler = self._compile(selections, for_resolvers=False)
        self.needs_resolvers = compiler.requirements.needs_resolvers
        self._plan_for_resolvers: Plan | None = None
        text: str = getattr(self.plan, "text", "")
        self.size = FIXED_BYTES + BYTES_PER_CHARACTER * len(text) + BYTES_PER_NAME * compiler.number_of_names()

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
    """The plans of one operation for one shape of its variables. `shared` has the plans of all operations."""

    def __init__(self, shared: SizedCache) -> None:
        self._shared = shared
        self._owner = object()

    @classmethod
    def disabled(cls) -> "PlanCache":
        return cls(SizedCache(0))

    def get(self, key: Hashable, compile_field: Callable[[], CompiledField[Plan]]) -> CompiledField[Plan]:
        return self._shared.get((self._owner, key), compile_field)
