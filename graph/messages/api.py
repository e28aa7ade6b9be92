"""Messages of the HTTP interface, the command line and the settings."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

# ------------------------------------------------------------------------------------------------ HTTP requests
REQUEST_TOO_LARGE: Final = Message(
    "The request is longer than {maximum:,} bytes. Split it into several requests, and page with `first` and `after`.",
    "请求超过 {maximum:,} 字节。请拆成几个请求，并用 `first` 和 `after` 分页。",
    ErrorCode.REQUEST_TOO_LARGE,
)
METHOD_NOT_ALLOWED: Final = Message(
    "This HTTP method is not supported. Use POST, or GET for queries.",
    "不支持这种 HTTP 方法。请用 POST；查询也可用 GET。",
    ErrorCode.METHOD_NOT_ALLOWED,
)
ONLY_GET: Final = Message(
    "This HTTP method is not supported. Use GET.", "不支持这种 HTTP 方法。请用 GET。", ErrorCode.METHOD_NOT_ALLOWED
)
NO_SUCH_ADDRESS: Final = Message(
    "There is nothing at {path!r}. The API is at /graphql, files are below /exports, and the page is at /.",
    "{path!r} 处没有内容。接口在 /graphql，文件在 /exports 之下，页面在 /。",
    ErrorCode.NOT_FOUND,
)
GET_NOT_ALLOWED: Final = Message(
    "GET is disabled on this server. Send the operation with POST.",
    "本服务器未开放 GET。请用 POST 发送操作。",
    ErrorCode.METHOD_NOT_ALLOWED,
)
NO_SUCH_REQUEST: Final = Message(
    "No request with the id {id!r} executes in this process: it has ended or not begun. Send the request with that X-Request-Id, and ask "
    "while it runs.",
    "本进程没有正在执行标识为 {id!r} 的请求：它已经结束，或者尚未开始。请以该 X-Request-Id 发送请求，并在其执行期间查看。",
    ErrorCode.NOT_FOUND,
)
NOT_ACCEPTABLE: Final = Message(
    "There is no response of the accepted media types. Accept {first} or {second}.",
    "没有所接受媒体类型的响应。请在 Accept 中写明 {first} 或 {second}。",
    ErrorCode.NOT_ACCEPTABLE,
)
UNSUPPORTED_MEDIA_TYPE: Final = Message(
    "The body is not JSON in UTF-8. Send it with Content-Type: application/json.",
    "请求体不是 UTF-8 编码的 JSON。请以 Content-Type: application/json 发送。",
    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
)
UNSUPPORTED_CONTENT_ENCODING: Final = Message(
    "The body is encoded as {encoding!r}. Send it as it is, without Content-Encoding.",
    "请求体以 {encoding!r} 编码。请原样发送，不带 Content-Encoding。",
    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
)
INVALID_JSON: Final = Message(
    "The request is not JSON: {reason}. Send an object with a `query`.",
    "请求不是 JSON：{reason}。请发送含有 `query` 的对象。",
    ErrorCode.BAD_REQUEST,
)
INVALID_UTF8: Final = Message(
    "The request is not UTF-8. Send JSON in UTF-8.", "请求不是 UTF-8 编码。请发送 UTF-8 编码的 JSON。", ErrorCode.BAD_REQUEST
)
EMPTY_BATCH: Final = Message(
    "The request is an empty list. Send one operation, or a list of operations.",
    "请求是空列表。请发送一个操作，或者操作的列表。",
    ErrorCode.BAD_REQUEST,
)
BATCH_TOO_LARGE: Final = Message(
    "The request is a list of {size} operations; MAX_BATCH allows {maximum}. Send one operation per request.",
    "请求是含有 {size} 个操作的列表；MAX_BATCH 允许 {maximum} 个。请每个请求只发送一个操作。",
    ErrorCode.BATCHING_NOT_ENABLED,
)
NOT_AN_OBJECT: Final = Message(
    "The request is not a JSON object. Send an object with a `query`.",
    "请求不是 JSON 对象。请发送含有 `query` 的对象。",
    ErrorCode.BAD_REQUEST,
)
NOT_A_STRING: Final = Message(
    "`{name}` is not a string. Send a string, or omit it.",
    "`{name}` 不是字符串。请发送字符串，或者省略。",
    ErrorCode.BAD_REQUEST,
)
PARAMETER_NOT_AN_OBJECT: Final = Message(
    "`{name}` is not an object. Send an object, or omit it.", "`{name}` 不是对象。请发送对象，或者省略。", ErrorCode.BAD_REQUEST
)
QUERY_AND_DOCUMENT_ID: Final = Message(
    "The request has both `query` and `documentId`. Omit one.",
    "请求同时含有 `query` 和 `documentId`。请省略其中一个。",
    ErrorCode.BAD_REQUEST,
)
ONLY_TRUSTED_DOCUMENTS: Final = Message(
    "This server executes trusted documents only. Send a `documentId` instead of a `query`.",
    "本服务器只执行可信文档。请发送 `documentId`，不要发送 `query`。",
    ErrorCode.ONLY_TRUSTED_DOCUMENTS,
)
DOCUMENT_NOT_FOUND: Final = Message(
    "There is no trusted document {document_id!r}. Add it to TRUSTED_DOCUMENTS and restart the server.",
    "没有可信文档 {document_id!r}。请将其加入 TRUSTED_DOCUMENTS，并重新启动服务器。",
    ErrorCode.DOCUMENT_NOT_FOUND,
)
HOST_NOT_ALLOWED: Final = Message(
    "This server does not serve the host {host!r}. Use one of its names, or add the host to ALLOWED_HOSTS and restart the server.",
    "本服务器不为主机名 {host!r} 提供服务。请使用服务器的主机名，或者将该主机名加入 ALLOWED_HOSTS 并重新启动服务器。",
    ErrorCode.HOST_NOT_ALLOWED,
)
ORIGIN_NOT_ALLOWED: Final = Message(
    "A page of {origin} may not call this API. Add its origin to ALLOWED_ORIGINS and restart the server; a proxy must pass on the "
    "client's Host.",
    "{origin} 的网页不得调用此接口。请将其来源加入 ALLOWED_ORIGINS 并重新启动服务器；代理必须转发客户端的 Host。",
    ErrorCode.ORIGIN_NOT_ALLOWED,
)
PERSISTED_QUERY_NOT_SUPPORTED: Final = Message(
    "PersistedQueryNotSupported", "PersistedQueryNotSupported", ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED
)
"""Apollo's protocol prescribes the text: clients that read it send the document instead of its hash."""
TOO_MANY_LISTENERS: Final = Message(
    "MAX_LISTENERS allows {maximum} clients that listen to the revision at once. Retry after the time in Retry-After, or read "
    "/revision as JSON.",
    "MAX_LISTENERS 允许同时有 {maximum} 个客户端监听数据版本。请在 Retry-After 所示的时间之后重试，或者以 JSON 读取 /revision。",
    ErrorCode.BUSY,
)
BUSY: Final = Message(
    "The server is busy. Retry after the time in Retry-After.",
    "服务器繁忙。请在 Retry-After 所示的时间之后重试。",
    ErrorCode.BUSY,
)
TOO_MANY_CONNECTIONS: Final = Message(
    "The server has as many connections as MAX_CONNECTIONS allows. Try again shortly.",
    "服务器的连接数已达 MAX_CONNECTIONS。请稍后重试。",
    ErrorCode.BUSY,
)
HEADERS_TOO_LARGE: Final = Message(
    "The headers of the request are longer than {maximum:,} bytes. Send fewer or shorter headers.",
    "请求头超过 {maximum:,} 字节。请减少或缩短请求头。",
    ErrorCode.REQUEST_TOO_LARGE,
)
REQUEST_TIMEOUT: Final = Message(
    "The head of the request, or its body, did not arrive within {seconds:g} s. Send it again.",
    "请求头或请求体未在 {seconds:g} 秒内送达。请重新发送。",
    ErrorCode.REQUEST_TIMEOUT,
)
STARTING: Final = Message(
    "The database is starting or loading. Retry shortly; /readyz reports when it is ready.",
    "数据库正在启动或载入数据。请稍后重试；/readyz 会告知何时就绪。",
    ErrorCode.DATABASE_UNAVAILABLE,
)

# ------------------------------------------------------------------------------------------------ health and metrics
NOT_READY_STARTING: Final = Message("The database is starting or loading.", "数据库正在启动或载入数据。")
NOT_READY_CONSTRAINTS: Final = Message(
    "Constraints or indexes are missing: {names}. Restart the server; it creates them.",
    "缺少约束或索引：{names}。请重新启动服务器，启动时会创建。",
)
NOT_READY_EMPTY: Final = Message("No city is loaded. Run: make seed", "尚未载入城市。请运行：make seed")
NOT_READY_NO_ANSWER: Final = Message(
    "The database does not answer within {seconds:g} s.", "数据库在 {seconds:g} 秒内没有响应。"
)
NOT_READY_FAILED: Final = Message(
    "The database reports an error; see the log of the server.", "数据库报告了错误，请查看服务器日志。"
)
NO_METRICS: Final = Message(
    "Metrics are not installed. Run make observability, and restart the server.\n",
    "未安装运行指标组件。请运行 make observability，并重新启动服务器。\n",
)
NO_TRACING: Final = Message(
    "TRACES_TO is set, but OpenTelemetry is not installed. Run make observability, and restart.",
    "已设置 TRACES_TO，但未安装 OpenTelemetry。请运行 make observability，并重新启动。",
)

# ------------------------------------------------------------------------------------------------ trusted documents
NO_DOCUMENTS: Final = Message(
    "{path} does not exist. Set TRUSTED_DOCUMENTS to a folder of .graphql files and manifests, or to one manifest.",
    "{path} 不存在。请将 TRUSTED_DOCUMENTS 设为存放 .graphql 文件和文档清单的文件夹，或者一个文档清单。",
)
DUPLICATE_DOCUMENT: Final = Message(
    "{file}: another document has the id {document_id!r} too. Rename one of the operations.",
    "{file}：另有文档的标识也是 {document_id!r}。请将其中一个操作改名。",
)
UNNAMED_OPERATION: Final = Message(
    "{file}: every operation needs a name, which becomes its `documentId`. Write: query Name {{ … }}",
    "{file}：每个操作都要有名称，作为其 `documentId`。请写成：query Name {{ … }}",
)
UNREADABLE_DOCUMENT: Final = Message(
    "{file} cannot be read: {reason}. Save it as UTF-8, or remove it from TRUSTED_DOCUMENTS.",
    "无法读取 {file}：{reason}。请存为 UTF-8 编码，或者将其移出 TRUSTED_DOCUMENTS。",
)
INVALID_DOCUMENT: Final = Message(
    "{place} is not a valid document: {reason} Correct it, or remove it from TRUSTED_DOCUMENTS.",
    "{place} 不是有效的文档：{reason} 请改正，或者将其移出 TRUSTED_DOCUMENTS。",
)
INVALID_MANIFEST: Final = Message(
    "{file} is not a manifest: {reason}. Write it again with the compiler of the client (Relay, Apollo or graphql-codegen), or "
    "remove it from TRUSTED_DOCUMENTS.",
    "{file} 不是文档清单：{reason}。请用客户端的编译器（Relay、Apollo 或 graphql-codegen）重新生成，或者将其移出 TRUSTED_DOCUMENTS。",
)
MANIFEST_UNREADABLE: Final = Message("{error}", "{error}")
MANIFEST_TEXT_MISSING: Final = Message("the document {document_id!r} is not a text", "文档 {document_id!r} 不是文本")
NOT_ONE_OPERATION: Final = Message(
    "{place} has {number} operations; a document in a manifest has one. Write the manifest again with the compiler of the client.",
    "{place} 有 {number} 个操作；文档清单中的文档只能有一个。请用客户端的编译器重新生成文档清单。",
)

# ------------------------------------------------------------------------------------------------ settings
UNKNOWN_TIMEZONE: Final = Message(
    "TIMEZONE={timezone} is not a time zone. Use a name like Asia/Shanghai.",
    "TIMEZONE={timezone} 不是时区。请使用 Asia/Shanghai 这样的名称。",
)
REMOTE_HOST: Final = Message(
    "HOST={host} accepts connections from other machines, and there is no sign-in yet. Use 127.0.0.1, or set "
    "ALLOW_REMOTE=true if a proxy in front of the server controls access.",
    "HOST={host} 会接受其他机器的连接，而目前没有登录功能。请使用 127.0.0.1；如果服务器前面有控制访问的代理，请设置 ALLOW_REMOTE=true。",
)
ALLOWED_HOSTS_MISSING: Final = Message(
    "ALLOW_REMOTE is on, but ALLOWED_HOSTS is not set. Set it to the host names under which clients reach the server, separated by "
    "commas.",
    "已开启 ALLOW_REMOTE，但未设置 ALLOWED_HOSTS。请将其设为客户端访问服务器所用的主机名，以英文逗号分隔。",
)
PASSWORD_MISSING: Final = Message(
    "NEO4J_URI is set, but NEO4J_PASSWORD is not. Set both, or neither to use the local Neo4j.",
    "已设置 NEO4J_URI，但未设置 NEO4J_PASSWORD。请同时设置两者；如使用本地 Neo4j，则都不要设置。",
)
DOCUMENTS_MISSING: Final = Message(
    "ONLY_TRUSTED_DOCUMENTS is on, but TRUSTED_DOCUMENTS is not set. Set it to the documents.",
    "已开启 ONLY_TRUSTED_DOCUMENTS，但未设置 TRUSTED_DOCUMENTS。请将其设为存放文档的位置。",
)

# ------------------------------------------------------------------------------------------------ server and database
READY: Final = Message(
    "条块 Tiaokuai is ready: http://{host}:{port}/graphql", "条块 Tiaokuai 已就绪： http://{host}:{port}/graphql"
)
PORT_IN_USE: Final = Message(
    "Cannot listen on {host}:{port} ({reason}). Stop the program that uses the port, or choose another port: "
    "make serve PORT=8001",
    "无法监听 {host}:{port}（{reason}）。请停止占用该端口的程序，或者改用其他端口：make serve PORT=8001",
)
NEAR_CONNECTION_BOUND: Final = Message(
    "{open} of at most {maximum} connections are open. Above the bound, the connections that wait longest for their clients are "
    "closed. Raise MAX_CONNECTIONS and the limit of open files, or look for a client that opens too many.",
    "已打开 {open} 个连接，上限为 {maximum} 个。超过上限时，将关闭等待客户端最久的连接。请调高 MAX_CONNECTIONS 和打开文件数的限制，或者查找打开过多连接的客户端。",
)
DATABASE_NOT_REACHABLE: Final = Message(
    "The database at {uri} does not answer. Check that it is running and that NEO4J_URI is right, or remove NEO4J_URI to "
    "use the local Neo4j.",
    "数据库 {uri} 没有响应。请检查它是否在运行、NEO4J_URI 是否正确；如使用本地 Neo4j，请去掉 NEO4J_URI。",
)
PANIC_RESTART: Final = Message(
    "The database of the local Neo4j has failed. It is restarted.", "本地 Neo4j 的数据库发生故障，正在重新启动。"
)
SERVER_PROCESS_ENDED: Final = Message(
    "Process {pid} of the server ended with status {status}. It starts again after {seconds:g} s.",
    "服务器的进程 {pid} 以状态 {status} 结束，{seconds:g} 秒后重新启动。",
)
LOW_DISK: Final = Message("The disk of {home} has only {megabytes} MB left.", "{home} 所在磁盘只剩 {megabytes} MB。")
LOW_DISK_REMEDY: Final = Message(
    "Free some space, or move TIAOKUAI_HOME to another disk; without space the database fails.",
    "请腾出空间，或者将 TIAOKUAI_HOME 移到其他磁盘；空间用尽时数据库会发生故障。",
)
FOREIGN_DATA: Final = Message(
    "The database contains data that is not Tiaokuai's ({labels}). Nothing was changed. Set NEO4J_URI or NEO4J_DATABASE to "
    "an empty database, or remove NEO4J_URI to use the local Neo4j.",
    "数据库中有不属于条块的数据（{labels}），未作任何改动。请将 NEO4J_URI 或 NEO4J_DATABASE 设为空数据库；如使用本地 Neo4j，请去掉 NEO4J_URI。",
)
LOADED: Final = Message("Loaded {folder}.", "已载入 {folder}。")

# ------------------------------------------------------------------------------------------------ doctor
DATABASE_VERSION: Final = Message("Database: {version}", "数据库：{version}")
CONSTRAINTS_PRESENT: Final = Message("Constraints and indexes: all present", "约束和索引：齐全")
CONSTRAINTS_ABSENT: Final = Message("Constraints and indexes: missing {names}", "约束和索引：缺少 {names}")
SETTINGS: Final = Message("Settings", "设置")
SETTING: Final = Message("setting", "设置项")
VALUE: Final = Message("value", "值")
CONTENTS: Final = Message("Contents", "内容")
KIND_COLUMN: Final = Message("kind", "种类")
NODES: Final = Message("nodes", "实体数")
PROBLEM: Final = Message("Problem: {description} {remedy}", "问题：{description}{remedy}")
MISSING_CONSTRAINTS: Final = Message("{number} constraints or indexes are missing.", "缺少 {number} 个约束或索引。")
MISSING_CONSTRAINTS_REMEDY: Final = Message("Run make serve; it creates them.", "请运行 make serve，启动时会创建。")
DOCTOR_FOREIGN_DATA: Final = Message(
    "The database contains foreign data ({labels}).", "数据库中有不属于条块的数据（{labels}）。"
)
DOCTOR_FOREIGN_DATA_REMEDY: Final = Message("Use an empty database for Tiaokuai.", "请为条块使用空数据库。")
NO_CITY: Final = Message("No city is loaded.", "尚未载入城市。")
NO_CITY_REMEDY: Final = Message("Run make serve, or make seed.", "请运行 make serve，或者 make seed。")

# ------------------------------------------------------------------------------------------------ explorer
BUILDING_PAGE: Final = Message("Building the page in the background …", "正在后台构建页面……")
PAGE_READY: Final = Message("The page is ready.", "页面已就绪。")
PAGE_BUILD_FAILED: Final = Message(
    "The page could not be built (see {log}); the API works without it. Check that the npm registry is reachable. Or build it "
    "by hand: run make page in a checkout that reaches the registry, copy its web/dist to {bundle}, and restart.",
    "页面构建失败（见 {log}），接口不受影响。请检查能否访问 npm 软件源。也可以手工构建：在能访问软件源的机器上运行 make page，将其 web/dist 复制到 {bundle}，再重新启动。",
)
PAGE_IN_PROGRESS: Final = Message("The page is being built; the API is ready.", "页面正在构建，接口已可使用。")
NO_PAGE: Final = Message(
    "There is no page: PAGE is off, or make page has not been run. The API is ready.",
    "此处没有页面：PAGE 已关闭，或者尚未运行 make page。接口仍可使用。",
)
WORKBOOK_WRITTEN: Final = Message("Wrote the workbook {path}.", "已写出工作簿 {path}。")
MEASURING: Final = Message("Computing {measure}, for at most {seconds} s more.", "正在计算 {measure}，至多还需 {seconds} 秒。")
MEASURING_FILE: Final = Message("Computing {measure}.", "正在计算 {measure}。")
PERCENT: Final = Message("%", "%")
MEASURE_NAME: Final = Message("{measure}", "{measure}")
EXPORT_MAY_BE_TORN: Final = Message(
    "The data changed while the file was read: it may combine the revisions {before} and {last}. Write it again for one revision.",
    "读取文件时数据有变化，文件可能混有数据版本 {before} 和 {last}。请重新写出，以得到同一版本。",
)
EXPORTED: Final = Message("{path} has {actors} actors and {ties} ties.", "{path} 有 {actors} 个行动者和 {ties} 条联系。")
