from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.as_of import given_date, require_date
from graph.compiler.global_ids import key_of_ref_argument
from graph.compiler.root_fields import require_valid
from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.messages import network as messages
from graph.model.registry import KIND_BY_LABEL, KIND_BY_NAME
from graph.network.measures.rounding import rounded_or_none
from graph.network.questions.lists import ListOf, connection_reader
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.measures_of_actors import MEASURE_FIELDS, actor_values, request_of
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.network_values import mode_actors, with_kinds
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader
from graph.network.questions.tie_fields import ties_reader
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import date_to_int

CONTINUOUS_CORE: Final = MeasureRequest.of("corePeriphery", model="CONTINUOUS", seed=1)
DEFAULT_SUBGROUPS: Final = MeasureRequest.of("subgroups", method="LEIDEN", resolution=1.0, seed=1)
ActorItems = Callable[[NetworkExecution, Any], IndexArray]


def _no_owner(_: NetworkExecution, __: Any) -> str:
    return ""


def actors_reader(
    reader: SelectionReader,
    selected: SelectedField,
    items: ActorItems,
    owner: Callable[[NetworkExecution, Any], str] = _no_owner,
    above: tuple[SelectedField, ...] = (),
) -> NetworkFieldReader:
    """Reads a connection of actors. `above`: fields between network and list that decide its items."""
    listed = ListOf(items, actor_keys, find_actor, owner, partial(actor_reader, reader), above)
    return connection_reader(reader, selected, listed)


def actor_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    """Reads an actor, given its position."""
    return reader.object(selected, partial(_actor_field, reader))


def one_actor_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    """Reads the actor of the argument `ref`; null if not in the network.

    Raises UserError (BAD_ARGUMENT for an id of another date, NOT_ALIVE for a dated id of an entity that is not valid then).
    """
    read = actor_reader(reader, selected)

    def read_actor(execution: NetworkExecution, _: Any) -> Any:
        as_of, snapshot = execution.as_of, execution.snapshot
        dated = given_date(execution.variables, selected)
        require_date(dated, as_of.day if as_of.given else None)
        label, code = key_of_ref_argument(execution.arguments(selected))
        entity = snapshot.find(KIND_BY_LABEL[label], code)
        if entity is not None and dated is not None:
            require_valid(snapshot.is_valid(entity, date_to_int(as_of.day)), "ref")
        position = None if entity is None else execution.network.position(entity)
        return None if position is None else read(execution, position)

    return read_actor


def _coreness(execution: NetworkExecution, actor: int) -> float | None:
    found = execution.result(CONTINUOUS_CORE)
    return None if found is None else rounded_or_none(float(found.coreness[actor]))


def _actor_field(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    if selected.name in MEASURE_FIELDS:
        field = MEASURE_FIELDS[selected.name]
        reader.needs(lambda _: [field.request])
        return lambda execution, actor: field.read(actor_values(execution, field.request), actor)
    match selected.name:
        case "entity":
            return reader.entity(selected, lambda execution, actor: int(execution.network.actors[actor]))
        case "rank":
            reader.needs(lambda arguments: [request_of(arguments(selected)["measure"].value)])
            return partial(_rank, selected)
        case "subgroup":
            reader.needs(lambda _: [DEFAULT_SUBGROUPS])
            return lambda execution, actor: int(execution.result(DEFAULT_SUBGROUPS).group[actor])
        case "coreness":
            reader.needs(lambda _: [CONTINUOUS_CORE])
            return _coreness
        case "ties":
            return ties_reader(reader, selected, _ties_of, lambda execution, actor: " ".join(actor_keys(execution, actor)))
        case _:
            return value_reader(_VALUES, selected)


def _mode(execution: NetworkExecution, actor: int) -> str:
    mode_two = execution.network.arrays.mode_two
    return "TWO" if mode_two is not None and mode_two[actor] else "ONE"


def _rank(selected: SelectedField, execution: NetworkExecution, actor: int) -> int | None:
    """Returns 1 + the actors of the mode with a larger value."""
    values = actor_values(execution, request_of(execution.arguments(selected)["measure"].value)).values
    if np.isnan(values[actor]):
        return None
    mode = values[mode_actors(execution.network, _mode(execution, actor))]
    return 1 + int((mode > values[actor]).sum())


def _ties_of(execution: NetworkExecution, actor: int) -> IndexArray:
    arrays = execution.network.arrays
    return np.flatnonzero((arrays.source == actor) | (arrays.target == actor))


_VALUES: Final[Mapping[str, NetworkFieldReader]] = {
    "mode": _mode,
    "inScope": lambda execution, actor: bool(execution.network.in_scope[actor]),
}


# ---------------------------------------------------------------------------------------------------- lists of actors
def actor_keys(execution: NetworkExecution, actor: int) -> list[str]:
    entity = int(execution.network.actors[actor])
    return [execution.snapshot.kind_of(entity).name, execution.snapshot.codes[entity]]


def find_actor(execution: NetworkExecution, keys: list[str]) -> int | None:
    if len(keys) != 2 or keys[0] not in KIND_BY_NAME:
        return None
    entity = execution.snapshot.find(KIND_BY_NAME[keys[0]], keys[1])
    return None if entity is None else execution.network.position(entity)


def all_actors_reader(reader: SelectionReader, selected: SelectedField) -> NetworkFieldReader:
    """Reads the actors of `mode` and `where`, in the order of `orderBy`, nulls last, then by kind and code."""
    reader.needs(lambda arguments: _requests_of(arguments(selected)))
    return actors_reader(reader, selected, lambda execution, _: _listed(execution, execution.arguments(selected)))


def _requests_of(arguments: Mapping[str, Any]) -> list[MeasureRequest]:
    orders: list[Any] = arguments.get("orderBy") or []
    where: Mapping[str, Any] = arguments.get("where") or {}
    measure: Any = where.get("measure")
    named = [order["measure"].value for order in orders] + ([] if measure is None else [measure.value])
    return [request_of(name) for name in named]


def _listed(execution: NetworkExecution, arguments: Mapping[str, Any]) -> IndexArray:
    mode = arguments.get("mode")
    where: Mapping[str, Any] = arguments.get("where") or {}
    chosen = mode_actors(execution.network, None if mode is None else mode.value)
    keep = np.ones(len(chosen), bool)
    if where.get("kinds") is not None:
        keep &= with_kinds(execution.network, frozenset(kind.value for kind in where["kinds"]))[chosen]
    keep &= _within_bounds(execution, where, chosen)
    chosen = chosen[keep]
    keys: list[Any] = [chosen]
    for order in reversed(arguments.get("orderBy") or []):
        values = actor_values(execution, request_of(order["measure"].value)).values[chosen]
        direction = order.get("direction")
        missing = np.isnan(values)
        keys += [np.where(missing, 0, values if direction is not None and direction.value == "ASC" else -values), missing]
    return chosen[np.lexsort(keys)]


def _within_bounds(execution: NetworkExecution, where: Mapping[str, Any], chosen: IndexArray) -> Any:
    """Raises UserError (BAD_ARGUMENT) for a bound without a measure."""
    low, high, measure = where.get("gte"), where.get("lte"), where.get("measure")
    if low is None and high is None:
        return np.ones(len(chosen), bool)
    if measure is None:
        raise UserError(messages.BOUND_WITHOUT_MEASURE)
    values = np.array(
        [rounded_or_none(value) for value in actor_values(execution, request_of(measure.value)).values[chosen].tolist()], float
    )
    inside = ~np.isnan(values)
    if low is not None:
        inside &= values >= low
    if high is not None:
        inside &= values <= high
    return inside
