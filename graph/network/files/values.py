import re
from collections.abc import Callable
from typing import Any

from graph.network.measures.actor_values import MethodUsed
from graph.network.measures.catalogue import MEASURES, compute
from graph.network.network_arrays import Float64Array, NetworkArrays

OnStep = Callable[[str], None]
INTEGERS = {definition.name for definition in MEASURES.values() if definition.integer}


def no_step(_: str) -> None: ...


def columns_of_actors(arrays: NetworkArrays, on_step: OnStep = no_step) -> tuple[dict[str, list[Any]], list[MethodUsed]]:
    """Returns the values of all measures by GraphQL name, null if not defined, and the methods."""
    columns: dict[str, list[Any]] = {}
    methods: list[MethodUsed] = []
    for measure, definition in MEASURES.items():
        on_step(definition.name)
        result = compute(arrays, measure)
        nothing: list[float | None] = [None] * arrays.size
        columns[definition.name] = nothing if result is None else numbers(result.values)
        if definition.normalized is not None:
            normalized = None if result is None else result.normalized
            columns[f"{definition.name}Normalized"] = nothing if normalized is None else numbers(normalized)
        if result is not None and result.method is not None:
            methods.append(result.method)
    return columns, methods


def numbers(values: Float64Array) -> list[float | None]:
    """Replaces NaN by None."""
    return [None if value != value else value for value in values.tolist()]


def number(column: str, value: Any) -> Any:
    """Converts values of integer columns."""
    return int(value) if column in INTEGERS and value is not None else value


def with_camel_case_names(values: dict[str, Any]) -> dict[str, Any]:
    return {re.sub(r"_(\w)", lambda match: match[1].upper(), name): value for name, value in values.items()}
