"""JSON for `networkx.node_link_graph`, one actor or tie per line."""

from collections.abc import Iterator
from typing import Any

import orjson

from graph.network.exports.export_columns import actor_columns, tie_columns
from graph.network.exports.export_network import ExportNetwork


def write_node_link(network: ExportNetwork) -> Iterator[bytes]:
    actors, ties = actor_columns(network), tie_columns()
    head = {"directed": network.directed, "multigraph": network.has_parallel_ties, "graph": dict(network.about)}
    yield orjson.dumps(head)[:-1]
    yield b',"nodes":['
    yield from _lines({"id": actor.id, **{each.name: each.value(actor) for each in actors}} for actor in network.actors)
    yield b'\n],"edges":['
    yield from _lines(
        {"source": tie.source, "target": tie.target, **{each.name: each.value(tie) for each in ties}} for tie in network.ties
    )
    yield b"\n]}\n"


def _lines(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    for number, row in enumerate(rows):
        yield (b",\n" if number else b"\n") + orjson.dumps(row)
