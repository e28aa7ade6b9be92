"""GraphML for networkx, igraph, Gephi, visone and yEd."""

from collections.abc import Iterator, Sequence
from itertools import count

from graph.network.exports.export_columns import CellValue, ValueType, actor_columns, text_of, tie_columns
from graph.network.exports.export_network import ExportActor, ExportNetwork, ExportTie
from graph.network.exports.xml_text import xml_text

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def write_graphml(network: ExportNetwork) -> Iterator[bytes]:
    actors, ties = actor_columns(network), tie_columns()
    yield _HEAD.encode()
    yield "".join(_key("g", "graph", place, name, ValueType.TEXT) for place, name in enumerate(network.about)).encode()
    yield "".join(_key("n", "node", place, column.name, column.type) for place, column in enumerate(actors)).encode()
    yield "".join(_key("e", "edge", place, column.name, column.type) for place, column in enumerate(ties)).encode()
    yield f'<graph id="G" edgedefault="{"directed" if network.directed else "undirected"}">\n'.encode()
    yield f"{_data('g', list(network.about.values()))}\n".encode()
    for actor in network.actors:
        yield _node(actor, [column.value(actor) for column in actors])
    for number, tie in zip(count(), network.ties, strict=False):
        yield _edge(number, tie, [column.value(tie) for column in ties])
    yield b"</graph>\n</graphml>\n"


def _key(prefix: str, domain: str, place: int, name: str, of_type: ValueType) -> str:
    return f'<key id="{prefix}{place}" for="{domain}" attr.name="{xml_text(name)}" attr.type="{of_type.value}"/>\n'


def _node(actor: ExportActor, values: Sequence[CellValue]) -> bytes:
    return f'<node id="{xml_text(actor.id)}">{_data("n", values)}</node>\n'.encode()


def _edge(number: int, tie: ExportTie, values: Sequence[CellValue]) -> bytes:
    ends = f'source="{xml_text(tie.source)}" target="{xml_text(tie.target)}"'
    return f'<edge id="e{number}" {ends}>{_data("e", values)}</edge>\n'.encode()


def _data(prefix: str, values: Sequence[CellValue]) -> str:
    return "".join(
        f'<data key="{prefix}{place}">{xml_text(text_of(value))}</data>'
        for place, value in enumerate(values)
        if value is not None
    )
