"""What `python -m api --help` says of each command and of its parameters."""

from typing import Final

from graph.messages.message import Message

PROGRAM: Final = Message("条块 Tiaokuai: a city's organisations as a graph.", "条块：一座城市的组织关系图。")
SERVE: Final = Message(
    "Serve the API; without NEO4J_URI, start the local Neo4j.", "启动接口服务；未设 NEO4J_URI 时启动本地 Neo4j。"
)
SEED: Final = Message(
    "Load a city from a folder of CSV files; update the data that is already in the database.",
    "从 CSV 文件夹载入一座城市；库中已有的数据随之更新。",
)
SEED_FOLDER: Final = Message("A folder of CSV files; the setting CITY by default.", "CSV 文件夹；默认用设置 CITY。")
SEED_RESET: Final = Message("Delete all data first.", "先删除全部数据。")
SCHEMA: Final = Message("Print the GraphQL schema.", "输出接口模式。")
PAGE: Final = Message("Build the page at / now; otherwise the server builds it.", "现在就构建 / 处的页面；否则由服务器构建。")
DOCTOR: Final = Message(
    "Check settings, page, port and database, and print remedies; exit status 1 if there is a problem.",
    "检查设置、页面、端口和数据库，并给出处理办法；有问题时退出状态为 1。",
)
MEASURES: Final = Message(
    "Print the network measures of a CSV file of edges (source, target, weight) as JSON.",
    "以 JSON 输出一个边表 CSV 文件（source、target、weight）的网络指标。",
)
MEASURES_EDGES: Final = Message(
    "A CSV file with the columns source, target and perhaps weight.", "CSV 文件，有 source、target 两列，可另有 weight 列。"
)
MEASURES_NODES: Final = Message(
    "A CSV file with the column id, perhaps mode, and attributes.", "CSV 文件，有 id 列，可另有 mode 列和属性列。"
)
MEASURES_DIRECTED: Final = Message("Ties are arcs from source to target.", "联系有方向，由 source 指向 target。")
MEASURES_TWO_MODE: Final = Message("Ties join mode 0 (ONE) and mode 1 (TWO).", "联系连接模 0（ONE）与模 1（TWO）。")
MEASURES_WEIGHTED: Final = Message("Use the column weight.", "使用 weight 列。")
MEASURES_BY: Final = Message("An attribute of the nodes that gives groups.", "用来分组的节点属性。")
MEASURES_ALPHA: Final = Message(
    "The significance level of backbones, above 0, up to 1.", "骨干网络的显著性水平，大于 0，至多 1。"
)
EXPORT: Final = Message("Write a network to a file, as /exports does.", "把网络写入文件，与 /exports 相同。")
EXPORT_PROJECTION: Final = Message(
    "A projection in lower case, such as unit-overlap; coverage or checkup.",
    "小写的投影，如 unit-overlap；或 coverage、checkup。",
)
EXPORT_SCOPE: Final = Message("The official code of a division.", "区划的官方代码。")
EXPORT_OUTPUT: Final = Message("The file to write.", "要写入的文件。")
EXPORT_FORMAT: Final = Message(
    "The extension, such as csv.zip, net, dl or parquet.zip; graphml by default.",
    "扩展名，如 csv.zip、net、dl、parquet.zip；默认 graphml。",
)
EXPORT_AS_OF: Final = Message("The as-of date, today by default.", "查询日期，默认今天。")
EXPORT_BOUNDARY: Final = Message("ANCHOR, BOTH or EITHER.", "ANCHOR、BOTH 或 EITHER。")
EXPORT_MEASURES: Final = Message("Measures of actors, separated by commas.", "行动者的网络指标，用逗号分隔。")
EXPORT_MODE: Final = Message("ONE or TWO: the overlap of this mode.", "ONE 或 TWO：该模的重叠网络。")
EXPORT_SEED: Final = Message("The seed of subgroups.", "子群的随机种子。")
EXPORT_ENCODING: Final = Message("utf-8 or gb18030, for csv.zip.", "utf-8 或 gb18030，用于 csv.zip。")
EXPORT_LANG: Final = Message("zh or en: the language of the title.", "zh 或 en：标题的语言。")
EXPORT_WHERE: Final = Message("A condition such as kinds=MEMBER_UNIT; repeatable.", "条件，如 kinds=MEMBER_UNIT；可重复。")
