from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

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
    losses: tuple[str, ...]
    """What the format cannot represent, in both languages."""
    write: Callable[[ExportNetwork], Iterator[bytes]]
    size: Callable[[NetworkArrays], int] = lambda _: 0
    """What `max_size` bounds."""
    max_size: int | None = None

    def holds(self, arrays: NetworkArrays) -> bool:
        return self.max_size is None or self.size(arrays) <= self.max_size


_LABELS_ONLY: Final = (
    "只写编码，不写名称和其他属性。 Labels are ids; names and other attributes are left out.",
    "不写日期、来源和整个网络的属性。 Dates, provenance and attributes of the whole network are left out.",
)
_ONE_DIRECTION: Final = "无向联系只写一次，导入后须对称化。 An undirected tie is written once; symmetrize after import."

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
    Format(
        "PAJEK_NET",
        "net",
        "application/x-pajek-net",
        "Pajek 网络",
        (
            *_LABELS_ONLY,
            "不写测度。 Measures are left out.",
            "关系写为联系的标签。 The relation is the label of a tie.",
        ),
        write_net,
    ),
    Format(
        "PAJEK_PAJ",
        "paj",
        "application/x-pajek-paj",
        "Pajek 项目（网络、分类与向量）",
        (
            "标签为编码；种类、模、范围和来源写为分类，测度写为向量，其余不写。 "
            "Labels are ids; kind, mode, scope and provenance are partitions, measures are vectors, and the rest is left out.",
            "不写日期；整个网络的属性只写引用。 Dates are left out; of the whole network only the citation is written.",
            "空值写为 999999998。 Null is 999999998.",
        ),
        write_paj,
    ),
    Format(
        "UCINET_DL",
        "dl",
        "application/x-ucinet-dl",
        "UCINET DL（edgelist1）",
        (*_LABELS_ONLY, _ONE_DIRECTION, "不写模、关系和测度。 Modes, relations and measures are left out."),
        write_dl,
    ),
    Format(
        "UCINET_DL_TWO_MODE",
        "two-mode.dl",
        "application/x-ucinet-dl",
        "UCINET DL 二模（edgelist2）",
        (
            *_LABELS_ONLY,
            "不写关系和测度。 Relations and measures are left out.",
            "一模网络的行与列都是全部行动者，无向联系只写一次。 "
            "In a one-mode network all actors are both rows and columns, and an undirected tie is written once.",
        ),
        write_two_mode_dl,
    ),
    Format(
        "MATRIX_XLSX",
        "matrix.xlsx",
        _XLSX,
        "Excel 矩阵",
        (
            "至多 2,000 行、2,000 列。 At most 2,000 rows and 2,000 columns.",
            "只写权重，同一对之间的联系相加；名称和种类在另一表中，不写日期、关系、来源和测度。 "
            "Weights only; ties between the same pair are added. Names and kinds have sheets of their own; dates, relations, provenance "
            "and measures are left out.",
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
            "日期写为文本。 Dates are texts.",
            "空值写为空单元格，数字为 16 位有效数字。 Null is an empty cell; numbers have 16 digits.",
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
        ("整数超过 2,147,483,647 写为实数。 Integers above 2,147,483,647 are reals.",),
        write_r,
    ),
)

FORMATS_BY_EXTENSION: Final = {each.extension: each for each in FORMATS}
