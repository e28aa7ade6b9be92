"""The root field `pairings`."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Final

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.messages import dyads as messages
from graph.model.branches import COMMUNITY_BRANCH, NEW_SECTOR_BRANCH
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.pairings import Pairings, pairings_of
from graph.network.projection.projections import PROJECTIONS, Boundary
from graph.network.questions.entity_lists import entity_list_reader
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.network_field import DEFAULT_BUDGET, network_answer
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader
from graph.network.questions.tie_fields import ties_reader

DEFAULT_CAPACITY: Final = 3


class PairingsField:
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Returns null if there is no such scope. Raises UserError (NOT_ALIVE, TOO_LARGE, BAD_ARGUMENT)."""
        arguments = context.arguments(selected)
        _capacity(arguments)
        question = NetworkQuestion(arguments["scope"], PROJECTIONS["PAIRING"], Boundary.ANCHOR, context.as_of(selected).day)
        compiled = context.compiled((selected,), "pairings", lambda compiler: _PairingsReader(compiler, selected))
        return await network_answer(context, selected, compiled, question, DEFAULT_BUDGET, alone=False)


def _capacity(arguments: Mapping[str, Any]) -> int:
    """Raises UserError (BAD_ARGUMENT)."""
    capacity = arguments.get("capacity")
    if capacity is not None and capacity < 1:
        raise UserError(messages.CAPACITY_OUT_OF_RANGE, capacity=capacity)
    return DEFAULT_CAPACITY if capacity is None else capacity


class _PairingsReader:
    def __init__(self, compiler: Compiler, selected: SelectedField) -> None:
        self.selection = SelectionReader(compiler, selected)
        self._selected = selected
        self._read = self.selection.object(selected, self._field)

    def read(self, execution: NetworkExecution) -> Any:
        return self._read(execution, pairings_of(execution.network, _capacity(execution.arguments(self._selected))))

    def _field(self, selected: SelectedField) -> NetworkFieldReader:
        match selected.name:
            case "unpaired":
                return entity_list_reader(self.selection, selected, lambda _, found: ("unpaired", found.unpaired))
            case "overloaded":
                return entity_list_reader(self.selection, selected, lambda _, found: ("overloaded", found.overloaded))
            case "far":
                return ties_reader(self.selection, selected, lambda _, found: found.far)
            case "proposal":
                read = self.selection.object(selected, partial(_link_field, self.selection))
                return lambda execution, found: [read(execution, pair) for pair in found.proposal]
            case _:
                return value_reader(_VALUES, selected)


def _link_field(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    match selected.name:
        case "from":
            return reader.entity(selected, lambda _, pair: pair[0], frozenset({NEW_SECTOR_BRANCH}))
        case "to":
            return reader.entity(selected, lambda _, pair: pair[1], frozenset({COMMUNITY_BRANCH}))
        case _:
            return value_reader(_LINK, selected)


def _matched(_: NetworkExecution, found: Pairings) -> int:
    return len(found.proposal)


_VALUES: Final[Mapping[str, NetworkFieldReader]] = {"matched": _matched, "possible": lambda _, found: len(found.possible)}
_LINK: Final[Mapping[str, NetworkFieldReader]] = {
    "relation": lambda _, __: "PAIRED_WITH",
    "fromKind": lambda _, __: NEW_SECTOR_BRANCH.name,
    "toKind": lambda _, __: COMMUNITY_BRANCH.name,
}
