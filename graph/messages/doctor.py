"""Messages of `make doctor`: what it checks, in words, and the remedy of each problem."""

from typing import Final

from graph.messages.message import Message

# ------------------------------------------------------------------------------------------------ values of settings
ON: Final = Message("on", "开启")
OFF: Final = Message("off", "关闭")
NOT_SET: Final = Message("not set", "未设置")
HIDDEN: Final = Message("set, not shown", "已设置，不显示")

# ------------------------------------------------------------------------------------------------ the page and Node.js
PAGE_OFF: Final = Message("Page: off (PAGE)", "页面：已关闭（PAGE）")
PAGE_CURRENT: Final = Message("Page: built", "页面：已构建")
PAGE_OUTDATED: Final = Message(
    "Page: built from older sources; make serve builds it again", "页面：由旧的源文件构建；make serve 会重新构建"
)
PAGE_MISSING: Final = Message("Page: not built yet; make serve builds it", "页面：尚未构建；make serve 会构建")
NODE_FOUND: Final = Message("Node.js: {version}", "Node.js：版本 {version}")
NODE_UNUSED: Final = Message(
    "Node.js: does not run, and is not needed: the page is built", "Node.js：不能运行，但页面已构建，用不到"
)
NODE_MISSING: Final = Message("Node.js, which builds the page, does not run.", "构建页面所用的 Node.js 不能运行。")
NODE_MISSING_REMEDY: Final = Message(
    "Run make clean and then make serve, or set PAGE=false to do without the page.",
    "请先运行 make clean，再运行 make serve；不需要页面时设置 PAGE=false。",
)

# ------------------------------------------------------------------------------------------------ the port
PORT_ANY: Final = Message("Port: a free one is chosen (PORT=0)", "端口：自选空闲端口（PORT=0）")
PORT_FREE: Final = Message("Port: {port} on {host} is free", "端口：{host} 的 {port} 空闲")
PORT_OURS: Final = Message("Port: {port} on {host}, in use by this server", "端口：{host} 的 {port}，由本服务器使用")
PORT_TAKEN: Final = Message("Port {port} on {host} cannot be used ({reason}).", "{host} 的端口 {port} 不能使用（{reason}）。")
PORT_TAKEN_REMEDY: Final = Message(
    "Stop the program that uses it, or choose another port: make serve PORT=8001",
    "请停止占用它的程序，或者换一个端口：make serve PORT=8001",
)

# ------------------------------------------------------------------------------------------------ the city
OTHER_CITY: Final = Message("The database has {held}, not the city of {folder}.", "数据库中是{held}，不是 {folder} 的城市。")
OTHER_CITY_REMEDY: Final = Message(
    "To replace it, run: .venv/bin/python -m api seed {folder} --reset. To keep both, give the other city a TIAOKUAI_HOME of its own.",
    "要替换它，请运行：.venv/bin/python -m api seed {folder} --reset。要两个都保留，请给另一座城市单独设置 TIAOKUAI_HOME。",
)
OTHER_CITY_SERVED: Final = Message(
    "{description} It is served as it is. {remedy}", "{description}服务器照旧使用其中的数据。{remedy}"
)
OTHER_CITY_KEPT: Final = Message(
    "{description} That city stays, and the folder is added to it. {remedy}",
    "{description}原有的城市保留，数据文件夹并入其中。{remedy}",
)
UNNAMED_CITY: Final = Message("another city", "另一座城市")
