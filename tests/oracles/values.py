"""The values of fields, computed from an exported graph, and comparisons of responses with them."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import pytest
from oracles.graph import (
    COMMON_TO_LINKS,
    TO_ONE,
    Hop,
    Node,
    Traversal,
    aggregate,
    camel,
    relation_fields,
    shown,
)

FIELDS: Final = relation_fields()
STORED_AS: Final = {"activityKind": "kind", "trainingKind": "kind"}
"""The interface uses the name `kind` for the kind of entity."""
DEFAULTS_IF_NULL: Final[Mapping[str, Any]] = {"former_names": [], "provenance": "IMPORTED", "version": 1}


def many_of(kind: str) -> dict[str, Traversal]:
    return {name: way for name, way in FIELDS[kind].items() if name not in TO_ONE}


def id_of(node: Node | None) -> dict[str, str] | None:
    return None if node is None else {"id": node.id}


def ids_of(nodes: Iterable[Node]) -> list[dict[str, str] | None]:
    return [id_of(node) for node in nodes]


def stored_as(field: str) -> str:
    return STORED_AS.get(field, re.sub(r"(?=[A-Z])", "_", field).lower())


def value_of(node: Node, field: str) -> Any:
    match field:
        case "id":
            return node.id
        case "kind" | "level":
            return node.kind
        case _:
            name = stored_as(field)
            return shown(node.properties.get(name, DEFAULTS_IF_NULL.get(name)))


def aggregates_of(nodes: Iterable[Node], numbers: Iterable[str]) -> dict[str, Any]:
    """Counts each entity once, however many links it has."""
    different = set(nodes)
    return {
        "count": len(different),
        **{number: aggregate(node.properties.get(stored_as(number)) for node in different) for number in numbers},
    }


def edge_of(hop: Hop, way: Traversal) -> dict[str, Any]:
    own = {camel(name): shown(hop.link.properties.get(name)) for name in way.relation.own}
    return {"node": id_of(hop.node), **common_to_links(hop), **own}


def link_of(hop: Hop) -> dict[str, Any]:
    link = hop.link
    return {
        "relation": link.relation,
        "from": id_of(link.start),
        "to": id_of(link.end),
        **common_to_links(hop),
        "properties": {camel(name): shown(value) for name, value in sorted(link.own.items())},
    }


def common_to_links(hop: Hop) -> dict[str, Any]:
    stored = hop.link.properties
    return {name: shown(stored.get(name, DEFAULTS_IF_NULL.get(name))) for name in COMMON_TO_LINKS}


def same(got: Any, expected: Any) -> bool:
    """Compares two values; numbers may differ by the rounding of sums."""
    if isinstance(expected, dict):
        return got is not None and got.keys() == expected.keys() and all(same(got[key], expected[key]) for key in expected)
    if isinstance(expected, float):
        return isinstance(got, int | float) and math.isclose(got, expected, rel_tol=1e-9)
    return got == expected


def check(place: str, got: Any, expected: Any) -> None:
    if not same(got, expected):
        pytest.fail(f"{place}: expected {expected}, got {got}", pytrace=False)


def check_rows(
    place: str, got: list[dict[str, Any]], expected: list[dict[str, Any]], keys: Callable[[dict[str, Any]], Any]
) -> None:
    """Checks the rows in order; rows with equal sort keys may be swapped."""
    check(f"{place}, order", [keys(row) for row in got], [keys(row) for row in expected])
    check(place, sorted(map(_as_text, got)), sorted(map(_as_text, expected)))


def _as_text(row: dict[str, Any]) -> str:
    return repr(sorted(row.items()))
