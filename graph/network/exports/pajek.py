"""Pajek: `net`, a network, and `paj`, a project with partitions and vectors of its actors."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from graph.network.exports.export_columns import ActorColumn, CellValue, actor_columns, text_of
from graph.network.exports.export_network import SUBGROUP, ExportActor, ExportNetwork

MISSING: Final = "999999998"
PARTITIONS: Final = ("kind", "mode", "in_scope", "provenance")


def write_net(network: ExportNetwork) -> Iterator[bytes]:
    """Yields actors of mode ONE first, as Pajek requires."""
    yield from _lines(_network(network, _in_order(network)))


def write_paj(network: ExportNetwork) -> Iterator[bytes]:
    """Yields the network, a partition per grouping and a vector per measure."""
    actors = _in_order(network)
    yield from _lines(_network(network, actors))
    for column in actor_columns(network):
        yield from _lines(_column(network, column, [column.value(actor) for actor in actors]))


def _lines(lines: Iterator[str]) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in lines)


def _in_order(network: ExportNetwork) -> list[ExportActor]:
    return sorted(network.actors, key=lambda actor: actor.mode == "TWO")


def _network(network: ExportNetwork, actors: Sequence[ExportActor]) -> Iterator[str]:
    places = {actor.id: place for place, actor in enumerate(actors, 1)}
    first_mode = f" {sum(actor.mode == 'ONE' for actor in actors)}" if network.two_mode else ""
    yield f"*Network {_one_line(network.about.get('citation', ''))}"
    yield f"*Vertices {len(actors)}{first_mode}"
    for place, actor in enumerate(actors, 1):
        yield f"{place} {_quoted(actor.id)}"
    yield "*Arcs" if network.directed else "*Edges"
    for tie in network.ties:
        label = "" if tie.relation is None else f" l {_quoted(tie.relation)}"
        yield f"{places[tie.source]} {places[tie.target]} {text_of(tie.weight)}{label}"


def _column(network: ExportNetwork, column: ActorColumn, values: Sequence[CellValue]) -> Iterator[str]:
    if column.name in PARTITIONS:
        texts = [None if value is None else text_of(value) for value in values]
        numbers = {text: number for number, text in enumerate(sorted({text for text in texts if text is not None}), 1)}
        legend = ", ".join(f"{number} {text}" for text, number in numbers.items())
        yield from _section(f"*Partition {column.name}: {legend}", texts, lambda text: str(numbers[str(text)]))
    elif column.name == SUBGROUP:
        yield from _section(f"*Partition {SUBGROUP}", values, text_of)
    elif column.name in network.measures:
        yield from _section(f"*Vector {column.name}", values, text_of)


def _section(title: str, values: Sequence[CellValue], text: Callable[[CellValue], str]) -> Iterator[str]:
    yield title
    yield f"*Vertices {len(values)}"
    yield from (MISSING if value is None else text(value) for value in values)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """Quotes a text. Pajek cannot escape quotation marks."""
    return '"' + _one_line(text).replace('"', "'") + '"'
