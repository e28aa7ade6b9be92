"""The formats of exports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.network.exports.csv_zip import write_csv_zip
from graph.network.exports.export_network import ExportNetwork
from graph.network.exports.gexf import write_gexf
from graph.network.exports.graphml import write_graphml
from graph.network.exports.node_link import write_node_link


@dataclass(frozen=True)
class Format:
    name: str
    """The value of the GraphQL enum `ExportFormat`."""
    extension: str
    media_type: str
    name_zh: str
    losses: tuple[str, ...]
    """The data that the format cannot represent, each in Chinese and English."""
    write: Callable[[ExportNetwork], Iterator[bytes]]


FORMATS: Final = (
    Format(
        "CSV", "csv.zip", "application/zip", "CSV 表格（压缩包）", ("空值写为空单元格。 Null is an empty cell.",), write_csv_zip
    ),
    Format(
        "GRAPHML",
        "graphml",
        "application/graphml+xml",
        "GraphML",
        ("日期写为文本。 Dates are texts.", "空值写为缺失。 Null is a missing value."),
        write_graphml,
    ),
    Format(
        "GEXF",
        "gexf",
        "application/gexf+xml",
        "GEXF（Gephi）",
        (
            "日期为起止日，终止日为有效的最后一天。 Dates become start and end; the end is the last valid day.",
            "整个网络的属性写在说明文字中。 Attributes of the whole network stand in its description.",
            "空值写为缺失。 Null is a missing value.",
        ),
        write_gexf,
    ),
    Format(
        "NODE_LINK_JSON", "json", "application/json", "JSON（节点与边）", ("日期写为文本。 Dates are texts.",), write_node_link
    ),
)

FORMATS_BY_EXTENSION: Final = {each.extension: each for each in FORMATS}
