from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.messages import export_formats as messages
from graph.messages.message import Message
from graph.network.exports.arrow import write_arrow_zip, write_parquet_zip
from graph.network.exports.csv_zip import write_csv_zip
from graph.network.exports.export_network import ExportNetwork
from graph.network.exports.gexf import write_gexf
from graph.network.exports.graphml import write_graphml
from graph.network.exports.node_link import write_node_link
from graph.network.exports.pajek import write_net, write_paj
from graph.network.exports.r_script import write_r
from graph.network.exports.ucinet import write_dl, write_two_mode_dl
from graph.network.exports.workbook import MAX_MATRIX, MAX_ROWS, matrix_size, table_size, write_matrix_xlsx, write_xlsx
from graph.network.network_arrays import NetworkArrays

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Format:
    name: str
    """The value of the enum `ExportFormat`."""
    extension: str
    media_type: str
    name_zh: str
    losses: tuple[Message, ...]
    """What the format cannot represent."""
    write: Callable[[ExportNetwork], Iterator[bytes]]
    size: Callable[[NetworkArrays], int] = lambda _: 0
    """What `max_size` bounds."""
    max_size: int | None = None

    def holds(self, arrays: NetworkArrays) -> bool:
        return self.max_size is None or self.size(arrays) <= self.max_size


_LABELS_ONLY: Final = (
    messages.LABELS_ARE_IDS,
    messages.NO_ATTRIBUTES_OF_THE_NETWORK,
)

FORMATS: Final = (
    Format("CSV", "csv.zip", "application/zip", "CSV 表格（压缩包）", (messages.NULL_IS_AN_EMPTY_CELL,), write_csv_zip),
    Format(
        "GRAPHML",
        "graphml",
        "application/graphml+xml",
        "GraphML",
        (messages.DATES_ARE_TEXTS, messages.NULL_IS_MISSING),
        write_graphml,
    ),
    Format(
        "GEXF",
        "gexf",
        "application/gexf+xml",
        "GEXF（Gephi）",
        (
            messages.DATES_ARE_START_AND_END,
            messages.ATTRIBUTES_IN_DESCRIPTION,
            messages.NULL_IS_MISSING,
        ),
        write_gexf,
    ),
    Format("NODE_LINK_JSON", "json", "application/json", "JSON（节点与边）", (messages.DATES_ARE_TEXTS,), write_node_link),
    Format(
        "PAJEK_NET",
        "net",
        "application/x-pajek-net",
        "Pajek 网络",
        (
            *_LABELS_ONLY,
            messages.MEASURES_LEFT_OUT,
            messages.RELATION_IS_LABEL,
        ),
        write_net,
    ),
    Format(
        "PAJEK_PAJ",
        "paj",
        "application/x-pajek-paj",
        "Pajek 项目（网络、分类与向量）",
        (
            messages.PARTITIONS_AND_VECTORS,
            messages.CITATION_ONLY,
            messages.NULL_IS_A_NUMBER,
        ),
        write_paj,
    ),
    Format(
        "UCINET_DL",
        "dl",
        "application/x-ucinet-dl",
        "UCINET DL（edgelist1）",
        (*_LABELS_ONLY, messages.ONE_DIRECTION, messages.MODES_LEFT_OUT),
        write_dl,
    ),
    Format(
        "UCINET_DL_TWO_MODE",
        "two-mode.dl",
        "application/x-ucinet-dl",
        "UCINET DL 双模（edgelist2）",
        (
            *_LABELS_ONLY,
            messages.RELATIONS_LEFT_OUT,
            messages.ALL_ACTORS_TWICE,
        ),
        write_two_mode_dl,
    ),
    Format(
        "MATRIX_XLSX",
        "matrix.xlsx",
        _XLSX,
        "Excel 矩阵",
        (
            messages.AT_MOST_2000_ROWS,
            messages.WEIGHTS_ONLY,
        ),
        write_matrix_xlsx,
        matrix_size,
        MAX_MATRIX,
    ),
    Format(
        "XLSX",
        "xlsx",
        _XLSX,
        "Excel 工作簿",
        (
            messages.DATES_ARE_TEXTS,
            messages.NUMBERS_OF_16_DIGITS,
        ),
        write_xlsx,
        table_size,
        MAX_ROWS,
    ),
    Format("PARQUET", "parquet.zip", "application/zip", "Parquet 表格（压缩包）", (), write_parquet_zip),
    Format("ARROW", "arrow.zip", "application/zip", "Arrow 表格（压缩包）", (), write_arrow_zip),
    Format(
        "R",
        "r",
        "application/x-r",
        "R 脚本",
        (messages.LARGE_INTEGERS_ARE_REALS,),
        write_r,
    ),
)

FORMATS_BY_EXTENSION: Final = {each.extension: each for each in FORMATS}
