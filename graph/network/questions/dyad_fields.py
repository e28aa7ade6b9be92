"""The root fields `networkCorrelation` and `networkRegression`: QAP and MRQAP on dyadic variables."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.messages import dyads as messages
from graph.model.registry import KIND_BY_NAME
from graph.network.measures.dyads import Dyads
from graph.network.measures.mrqap import RegressionResult, Term, regress
from graph.network.measures.permuted_products import nanoseconds_of
from graph.network.measures.qap import CorrelationResult, correlate
from graph.network.measures.work import MAX_THREAD_SECONDS
from graph.network.projection.projections import Boundary
from graph.network.questions.dyad_specs import dyad_spec
from graph.network.questions.dyad_variables import DyadQuestion, dyad_variables
from graph.network.questions.measure_request import seed_of
from graph.network.questions.network_field import budget_of
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader

DEFAULT_PERMUTATIONS: Final = 1_000
MAX_PERMUTATIONS: Final = 10_000
MAX_INDEPENDENTS: Final = 10


class NetworkCorrelation:
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Returns null if there is no such scope. Raises UserError (NOT_ALIVE, TOO_LARGE, TIME_BUDGET, BAD_ARGUMENT)."""
        arguments = context.arguments(selected)
        question = _question(context, selected, [arguments["a"], arguments["b"]])
        work = _Work("networkCorrelation", arguments, lambda found: (found[:1], found[1:]), _correlate)
        found = await work.result(context, question)
        if found is None:
            return None
        compiled = context.compiled((selected,), "correlation", lambda compiler: _CorrelationReader(compiler, selected))
        return context.complete(compiled, lambda reader: reader.read(found))


class NetworkRegression:
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Returns null if there is no such scope. Raises UserError (NOT_ALIVE, TOO_LARGE, TIME_BUDGET, BAD_ARGUMENT)."""
        arguments = context.arguments(selected)
        independents = arguments["independents"]
        if not 1 <= len(independents) <= MAX_INDEPENDENTS:
            raise UserError(messages.INDEPENDENTS_OUT_OF_RANGE, number=len(independents), maximum=MAX_INDEPENDENTS)
        question = _question(context, selected, [*independents, arguments["dependent"]])
        work = _Work("networkRegression", arguments, lambda found: (found[:-1], found), _regress)
        found = await work.result(context, question)
        if found is None:
            return None
        names = [spec.name for spec in question.specs[:-1]]
        compiled = context.compiled((selected,), "regression", lambda compiler: _RegressionReader(compiler, selected))
        return context.complete(compiled, lambda reader: reader.read(found, names))


def _question(context: FieldContext, selected: SelectedField, variables: Sequence[Mapping[str, Any]]) -> DyadQuestion:
    """Raises UserError (BAD_ARGUMENT)."""
    arguments = context.arguments(selected)
    actors, boundary = KIND_BY_NAME[arguments["actors"].value], arguments.get("boundary")
    return DyadQuestion(
        arguments["scope"],
        actors,
        Boundary[boundary.value if boundary else "ANCHOR"],
        context.as_of(selected).day,
        tuple(dyad_spec(each, actors) for each in variables),
    )


def _correlate(variables: list[Dyads], size: int, permutations: int, seed: int) -> CorrelationResult:
    return correlate(variables[0], variables[1], size, permutations, seed)


def _regress(variables: list[Dyads], size: int, permutations: int, seed: int) -> RegressionResult:
    return regress(variables[-1], variables[:-1], size, permutations, seed)


class _Work:
    """The permutations of a question; long ones run in a worker process."""

    def __init__(
        self,
        name: str,
        arguments: Mapping[str, Any],
        moved_and_fixed: Callable[[list[Dyads]], tuple[list[Dyads], list[Dyads]]],
        function: Callable[[list[Dyads], int, int, int], Any],
    ) -> None:
        """Raises UserError (BAD_ARGUMENT)."""
        permutations = arguments.get("permutations")
        self._permutations = DEFAULT_PERMUTATIONS if permutations is None else permutations
        if not 1 <= self._permutations <= MAX_PERMUTATIONS:
            raise UserError(messages.PERMUTATIONS_OUT_OF_RANGE, permutations=self._permutations, maximum=MAX_PERMUTATIONS)
        self._name, self._seed, self._budget = name, seed_of(arguments), budget_of(arguments.get("budget"))
        self._moved_and_fixed, self._function = moved_and_fixed, function
        self._deadline = time.monotonic() + self._budget

    async def result(self, context: FieldContext, question: DyadQuestion) -> Any:
        """Returns None if there is no such scope."""
        found = await dyad_variables(context, question)
        if found is None:
            return None
        seconds = self._seconds(found.variables, found.size)
        task = (found.variables, found.size, self._permutations, self._seed)
        if seconds <= MAX_THREAD_SECONDS:
            return await asyncio.to_thread(self._function, *task)
        left = max(0.0, self._deadline - time.monotonic())
        workers, board = context.networks.workers, context.board
        return await workers.run(self._function, *task, measure=self._name, seconds=left, budget=self._budget, board=board)

    def _seconds(self, variables: list[Dyads], size: int) -> float:
        """Raises UserError (TOO_LARGE) before the work begins."""
        each = nanoseconds_of(*self._moved_and_fixed(variables), size) / 1e9
        if each * self._permutations > self._budget:
            raise UserError(
                messages.PERMUTATIONS_TOO_LONG,
                permutations=self._permutations,
                size=size,
                fits=int(self._budget / each),
                budget=self._budget,
            )
        return each * self._permutations


class _CorrelationReader:
    def __init__(self, compiler: Compiler, selected: SelectedField) -> None:
        self._read = SelectionReader(compiler, selected).object(selected, partial(value_reader, _CORRELATION))

    def read(self, found: CorrelationResult) -> Any:
        read: Any = self._read
        return read(None, found)


class _RegressionReader:
    def __init__(self, compiler: Compiler, selected: SelectedField) -> None:
        self._selection = SelectionReader(compiler, selected)
        self._read = self._selection.object(selected, self._field)

    def read(self, found: RegressionResult, names: Sequence[str]) -> Any:
        read: Any = self._read
        return read(None, (found, names))

    def _field(self, selected: SelectedField) -> NetworkFieldReader:
        if selected.name != "terms":
            value = value_reader(_REGRESSION, selected)
            return lambda execution, source: value(execution, source[0])
        read = self._selection.object(selected, partial(value_reader, _TERM))
        return lambda execution, source: [read(execution, term) for term in zip(source[1], source[0].terms, strict=True)]


NamedTerm = tuple[str, Term]
_CORRELATION: Final[Mapping[str, NetworkFieldReader]] = {
    "actors": lambda _, found: found.actors,
    "pairs": lambda _, found: found.pairs,
    "r": lambda _, found: found.r,
    "jaccard": lambda _, found: found.jaccard,
    "pGreater": lambda _, found: found.p_greater,
    "pLess": lambda _, found: found.p_less,
    "permutationMean": lambda _, found: found.permutation_mean,
    "permutationSd": lambda _, found: found.permutation_sd,
    "permutations": lambda _, found: found.permutations,
    "seed": lambda _, found: found.seed,
}
_REGRESSION: Final[Mapping[str, NetworkFieldReader]] = {
    "actors": lambda _, found: found.actors,
    "pairs": lambda _, found: found.pairs,
    "rSquared": lambda _, found: found.r_squared,
    "intercept": lambda _, found: found.intercept,
    "permutations": lambda _, found: found.permutations,
    "seed": lambda _, found: found.seed,
}
_TERM: Final[Mapping[str, NetworkFieldReader]] = {
    "name": lambda _, term: term[0],
    "coefficient": lambda _, term: term[1].coefficient,
    "standardized": lambda _, term: term[1].standardized,
    "t": lambda _, term: term[1].t,
    "pGreater": lambda _, term: term[1].p_greater,
    "pLess": lambda _, term: term[1].p_less,
    "pTwoSided": lambda _, term: term[1].p_two_sided,
}
