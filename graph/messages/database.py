"""Messages about the database connection and failed statements."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

NOT_A_NEO4J_ADDRESS: Final = Message(
    "{uri!r} is not an address of Neo4j over Bolt. Set NEO4J_URI like bolt://host:7687.",
    "{uri!r} 不是 Neo4j 的 Bolt 地址。请将 NEO4J_URI 设为 bolt://host:7687 这样的地址。",
)
INVALID_ADDRESS: Final = Message(
    "{uri!r} is not an address of Neo4j ({error}). Set NEO4J_URI like bolt://host:7687.",
    "{uri!r} 不是 Neo4j 的地址（{error}）。请将 NEO4J_URI 设为 bolt://host:7687 这样的地址。",
)
LOGIN_REJECTED: Final = Message(
    "The database rejects the login. Check NEO4J_USERNAME and NEO4J_PASSWORD.",
    "数据库拒绝登录。请检查 NEO4J_USERNAME 和 NEO4J_PASSWORD。",
)
NO_SUCH_DATABASE: Final = Message(
    "The server has no database of that name. Check NEO4J_DATABASE.", "服务器上没有该名称的数据库。请检查 NEO4J_DATABASE。"
)
UNAVAILABLE: Final = Message(
    "The database does not respond at the moment. Try again shortly.",
    "数据库暂时没有响应。请稍后重试。",
    ErrorCode.DATABASE_UNAVAILABLE,
)
NO_ANSWER: Final = Message(
    "The database did not answer within {seconds:g} s; the connection is closed.",
    "数据库在 {seconds:g} 秒内没有应答，已关闭连接。",
)
CANNOT_WRITE: Final = Message(
    "The login may not write to the database, which constraints and loading need. Use a login with write access, or load the data with one.",
    "该登录名不能写入数据库，而创建约束和载入数据需要写入。请使用有写权限的登录名，或者用它载入数据。",
)
CREATING_CONSTRAINTS: Final = Message(
    "Constraints or indexes were missing, and are created now: {names}.", "缺少以下约束或索引，现在创建：{names}。"
)
READ_ONLY: Final = Message(
    "The login may not write to the database. Its names and constraints stay as they are.",
    "该登录名不能写入数据库。数据库中的名称和约束保持不变。",
)
NO_EPOCH: Final = Message(
    "The epoch of the data cannot be written, so ETags are off: {error}", "无法写入数据的纪元，因此不提供 ETag：{error}"
)
PANICKED: Final = Message(
    "The database has failed, such as on a full disk, and must be restarted. Free some space; a local Neo4j is restarted by the "
    "server.",
    "数据库发生故障（例如磁盘已满），必须重新启动。请腾出空间；本地 Neo4j 由服务器重新启动。",
    ErrorCode.DATABASE_UNAVAILABLE,
)
SERVER_TIMEOUT: Final = Message(
    "The query took longer than the database allows. Request less at once.",
    "查询超过了数据库允许的时间。请减少一次请求的内容。",
    ErrorCode.DATABASE_TIMEOUT,
)
QUERY_TIMEOUT: Final = Message(
    "The query took longer than QUERY_TIMEOUT allows. If this was its first run, try again in a minute: the database plans it meanwhile. "
    "Otherwise request less at once.",
    "查询超过了 QUERY_TIMEOUT 允许的时间。如果是首次执行，请一分钟后重试，数据库正在为其制定计划；否则请减少一次请求的内容。",
    ErrorCode.DATABASE_TIMEOUT,
)
NOT_PLANNED: Final = Message(
    "A query that timed out did not end within {seconds:g} s in the background either: {error}",
    "一个超时的查询在后台也未能在 {seconds:g} 秒内结束：{error}",
)
LOCK_TIMEOUT: Final = Message(
    "The query waited for other writers longer than QUERY_TIMEOUT allows. Try again shortly.",
    "查询等待其他写入的时间超过了 QUERY_TIMEOUT。请稍后重试。",
    ErrorCode.DATABASE_TIMEOUT,
)
