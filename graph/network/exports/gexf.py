"""GEXF 1.3 for Gephi. Its `end` is the last valid day, one day before `valid_to` or `until`."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from graph.network.exports.export_columns import DATES, CellValue, ValueType, actor_columns, text_of, tie_columns
from graph.network.exports.export_network import ExportNetwork, ExportTie
from graph.network.exports.xml_text import xml_text

CREATOR: Final = "条块 Tiaokuai"
DAY: Final = timedelta(days=1)
TYPES: Final = {
    ValueType.TEXT: "string",
    ValueType.BOOLEAN: "boolean",
    ValueType.INTEGER: "integer",
    ValueType.NUMBER: "double",
}


def write_gexf(network: ExportNetwork) -> Iterator[bytes]:
    """Yields the file, with `about` as description."""
    # The dates are written as start and end.
    actors = [column for column in actor_columns(network) if column.name not in DATES]
    ties = [column for column in tie_columns() if column.name not in DATES and column.name != "weight"]
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield _meta(network).encode()
    edge_type = "directed" if network.directed else "undirected"
    yield f'<graph mode="dynamic" timeformat="date" defaultedgetype="{edge_type}" idtype="string">\n'.encode()
    yield _attributes("node", [(column.name, column.type) for column in actors]).encode()
    yield _attributes("edge", [(column.name, column.type) for column in ties]).encode()
    yield f'<nodes count="{len(network.actors)}">\n'.encode()
    for actor in network.actors:
        values = [(column.name, column.value(actor)) for column in actors]
        life = _life(actor.valid_from, actor.valid_to)
        yield f'<node id="{xml_text(actor.id)}" label="{xml_text(actor.name)}"{life}>{_values(values)}</node>\n'.encode()
    yield f'</nodes>\n<edges count="{len(network.ties)}">\n'.encode()
    for number, tie in enumerate(network.ties):
        yield _edge(number, tie, [(column.name, column.value(tie)) for column in ties]).encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _meta(network: ExportNetwork) -> str:
    about = "\n".join(f"{name}: {text}" for name, text in network.about.items())
    modified = network.about.get("as_of")
    date_attribute = "" if modified is None else f' lastmodifieddate="{xml_text(modified)}"'
    return f"<meta{date_attribute}><creator>{xml_text(CREATOR)}</creator><description>{xml_text(about)}</description></meta>\n"


def _attributes(of_class: str, columns: list[tuple[str, ValueType]]) -> str:
    rows = (f'<attribute id="{xml_text(name)}" title="{xml_text(name)}" type="{TYPES[of_type]}"/>' for name, of_type in columns)
    return f'<attributes class="{of_class}">{"".join(rows)}</attributes>\n'


def _edge(number: int, tie: ExportTie, values: list[tuple[str, CellValue]]) -> str:
    ends = f'source="{xml_text(tie.source)}" target="{xml_text(tie.target)}"'
    life = _life(tie.since, tie.until)
    return f'<edge id="{number}" {ends} weight="{text_of(tie.weight)}"{life}>{_values(values)}</edge>\n'


def _life(first: date | None, after: date | None) -> str:
    start = "" if first is None else f' start="{first.isoformat()}"'
    return start if after is None else f'{start} end="{(after - DAY).isoformat()}"'


def _values(values: list[tuple[str, CellValue]]) -> str:
    rows = (f'<attvalue for="{name}" value="{xml_text(text_of(value))}"/>' for name, value in values if value is not None)
    return f"<attvalues>{''.join(rows)}</attvalues>"
