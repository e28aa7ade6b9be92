"""All settings. No other module reads them from the environment."""

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graph.messages import api as messages
from graph.messages.language import Language
from graph.messages.message import MessageError
from graph.network.limits import NetworkLimits
from schema.execution.limits import Limits

LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")


def terminal_language(environment: Mapping[str, str] = os.environ) -> Language:
    """Reads the first of LC_ALL, LC_MESSAGES and LANG that is set, as in POSIX."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "").lower()
    return Language.CHINESE if re.split(r"[_.@-]", locale)[0] == Language.CHINESE.value else Language.ENGLISH


class SettingsError(MessageError):
    pass


class Settings(BaseSettings):
    """Each setting is an environment variable, or a variable of make, with its name in capitals."""

    model_config = SettingsConfigDict(env_ignore_empty=True)

    host: Annotated[str, Field(description="监听的地址。 The address to listen on.")] = "127.0.0.1"
    port: Annotated[
        int,
        Field(ge=0, le=65535, description="监听的端口；0 表示自选一个空闲端口。 The port to listen on; 0 chooses a free one."),
    ] = 8000
    allow_remote: Annotated[
        bool,
        Field(
            description="允许 HOST 是其他机器可以访问的地址。目前没有登录。 Allow HOST to be an address that other machines reach. There is no sign-in yet."
        ),
    ] = False
    allowed_hosts: Annotated[
        tuple[str, ...],
        NoDecode,
        Field(
            description="客户端访问服务器所用的主机名，以逗号隔开；`*.example.org` 表示其下所有主机名，`*` 表示任意。默认为本机名称和 HOST；设置 ALLOW_REMOTE 时必须填写。 Host names under which clients reach the server, separated by commas; `*.example.org` for all below one, "
            "`*` for any. By default the loopback names and HOST; required with ALLOW_REMOTE."
        ),
    ] = ()
    tiaokuai_home: Annotated[
        Path, Field(description="本地 Neo4j 的文件夹：数据和程序包。 The folder of the local Neo4j: its data and its jars.")
    ] = Path(".tiaokuai")
    neo4j_heap: Annotated[
        int,
        Field(
            ge=64,
            description="本地 Neo4j 的 Java 堆内存上限，单位 MB；事务可用其一半。 Maximum Java heap of the local Neo4j, in megabytes; transactions may use half.",
        ),
    ] = 1_024
    neo4j_page_cache: Annotated[
        int,
        Field(
            ge=8,
            description="本地 Neo4j 的页缓存，单位 MB；与数据同大为宜。 Page cache of the local Neo4j, in megabytes; ideally as large as its data.",
        ),
    ] = 256
    neo4j_uri: Annotated[
        str | None,
        Field(
            description="外部 Neo4j，`bolt://…` 或 `neo4j://…`；不设置则用本地的。 An external Neo4j, `bolt://…` or `neo4j://…`; if not set, the local one."
        ),
    ] = None
    neo4j_username: Annotated[str, Field(description="外部 Neo4j 的用户名。 The user name for the external Neo4j.")] = "neo4j"
    neo4j_password: Annotated[
        SecretStr | None,
        Field(
            description="外部 Neo4j 的密码；只能作为环境变量。 The password for the external Neo4j; only as an environment variable."
        ),
    ] = None
    neo4j_database: Annotated[str, Field(description="外部 Neo4j 中的数据库。 The database in the external Neo4j.")] = "neo4j"
    city: Annotated[
        Path, Field(description="载入空数据库的 CSV 数据文件夹。 The folder of CSV files to load into an empty database.")
    ] = Path(__file__).parent.parent / "seeds" / "zhongwei"
    timezone: Annotated[str, Field(description="决定当前日期的时区。 The time zone that determines the current date.")] = (
        "Asia/Shanghai"
    )
    query_timeout: Annotated[
        float, Field(gt=0, description="一条 Cypher 语句的时限，单位秒。 Time limit of one Cypher statement, in seconds.")
    ] = 30
    linkage_time: Annotated[
        float,
        Field(
            gt=0,
            description="一次路径搜索的时限，单位秒；超过 LINKAGE_MEMORY 时为其每一部分的时限。 Time limit of one path search, in seconds; above LINKAGE_MEMORY, of each of its parts.",
        ),
    ] = 5
    linkage_budget: Annotated[
        int, Field(gt=0, description="一次路径搜索可访问实体的次数。 Visits to entities that one path search may make.")
    ] = 5_000_000
    linkage_memory: Annotated[
        float,
        Field(
            gt=0,
            description="关系快照的大小上限，单位 MB；更大的图在数据库中搜索。 Maximum size of the snapshot of the links, in megabytes; a larger graph is searched in the database.",
        ),
    ] = 1_024
    network_memory: Annotated[
        float,
        Field(
            gt=0,
            description="为后续问题保留的网络及其指标的大小上限，单位 MB；图大于 LINKAGE_MEMORY 时，也是所读取部分的上限。 Maximum size of the networks "
            "that are kept for further questions, with their measures, in megabytes; above LINKAGE_MEMORY, also of the part of the graph "
            "that a network needs.",
        ),
    ] = 256
    network_pairs: Annotated[
        int,
        Field(
            gt=0,
            description="一个重叠网络的对数上限，每个共有的实体各计一次；20,000,000 对在计算时约需 1 GB。 Maximum number of pairs of an overlap, counted once for each entity that they share; "
            "20,000,000 need about 1 GB while it is computed.",
        ),
    ] = 20_000_000
    worker_memory: Annotated[
        float,
        Field(
            ge=512,
            description="计算网络指标的工作进程的内存上限（Linux），单位 MB；每个服务进程至多有一个工作进程。 Maximum memory of the worker process for measures of networks (Linux), "
            "in megabytes; each server process has one at most.",
        ),
    ] = 2_048
    export_budget: Annotated[
        float, Field(gt=0, description="一次导出计算指标的时限，单位秒。 Time limit for the measures of an export, in seconds.")
    ] = 60
    coverage_memory: Annotated[
        float,
        Field(
            gt=0,
            description="快照之外，覆盖所用的列及其结果的大小上限，单位 MB；超过时由数据库计数。 Maximum size of the columns for coverage and of their results, in megabytes, beyond the snapshot; above it "
            "the database counts.",
        ),
    ] = 256

    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Field(description="记入日志的最低级别。 The lowest level that is logged.")
    ] = "info"
    log_format: Annotated[
        Literal["auto", "json", "text"],
        Field(
            description="日志格式；`auto` 在终端上为文本，其他情况为 JSON。 The log format; `auto` is text on a terminal and JSON elsewhere."
        ),
    ] = "auto"
    traces_to: Annotated[
        str | None,
        Field(
            description="OpenTelemetry 跨度的收集地址，例如 `http://127.0.0.1:4318/v1/traces`。 The collector of OpenTelemetry spans, such as `http://127.0.0.1:4318/v1/traces`."
        ),
    ] = None
    page: Annotated[
        bool, Field(description="源文件有变化时构建 / 处的页面。 Build the page at / if its sources have changed.")
    ] = True
    warm_up: Annotated[
        bool,
        Field(
            description="启动后先运行一遍常用查询，使 Neo4j 在第一位用户到来之前备好计划。 Run common queries once after start, so that Neo4j has planned them before the first caller."
        ),
    ] = True

    workers: Annotated[
        int,
        Field(
            gt=0,
            description="处理请求的进程数；各有自己的内存、连接和限制。只有 Neo4j 有空闲的核时，多于一个才有用。 Number of processes that answer requests; each has its own memory, connections and limits. More than one "
            "helps only if Neo4j leaves cores free.",
        ),
    ] = 1
    max_requests: Annotated[
        int,
        Field(
            gt=0,
            description="同时执行的请求数上限；其余最多等待 0.5 秒，之后得到 `BUSY`。 Maximum number of requests that execute at once; others wait up to 0.5 s and then get `BUSY`.",
        ),
    ] = 32
    max_connections: Annotated[
        int,
        Field(
            gt=0,
            description="打开的连接数上限；进程不能打开这么多文件时更少。 Maximum number of open connections; fewer if the process may not open so many files.",
        ),
    ] = 1_000
    request_timeout: Annotated[
        float,
        Field(
            gt=0,
            description="客户端发送请求头的时限，发送请求体另计，单位秒。 Time limit for a client to send the head of a request, and again its body, in seconds.",
        ),
    ] = 10
    max_body: Annotated[
        int,
        Field(
            gt=0,
            description="请求体和查询串的大小上限，单位字节。 Maximum size of a request's body and of its query string, in bytes.",
        ),
    ] = 1_048_576
    max_response_bytes: Annotated[
        int,
        Field(gt=0, description="响应压缩前的大小上限，单位字节。 Maximum size of a response before compression, in bytes."),
    ] = 10_485_760
    max_document_length: Annotated[
        int, Field(gt=0, description="文档的长度上限，单位字符。 Maximum length of a document, in characters.")
    ] = Limits.document_length
    max_tokens: Annotated[int, Field(gt=0, description="文档的词元数上限。 Maximum number of tokens of a document.")] = (
        Limits.tokens
    )
    max_depth: Annotated[
        int, Field(gt=0, description="选择和取值的嵌套层数上限。 Maximum nesting depth of selections and of values.")
    ] = Limits.depth
    max_aliases: Annotated[
        int, Field(ge=0, description="展开全部片段后的别名数上限。 Maximum number of aliases, with all fragments expanded.")
    ] = Limits.aliases
    max_fields: Annotated[
        int, Field(gt=0, description="展开全部片段后的字段数上限。 Maximum number of fields, with all fragments expanded.")
    ] = Limits.fields
    max_directives: Annotated[
        int, Field(ge=0, description="展开全部片段后的指令数上限。 Maximum number of directives, with all fragments expanded.")
    ] = Limits.directives
    max_root_fields: Annotated[
        int, Field(gt=0, description="一个操作的根字段数上限。 Maximum number of root fields of an operation.")
    ] = Limits.root_fields
    max_values: Annotated[
        int,
        Field(gt=0, description="一个操作的变量中值的个数上限。 Maximum number of values in the variables of an operation."),
    ] = Limits.values
    max_input_objects: Annotated[
        int,
        Field(gt=0, description="一个操作的变量中对象的个数上限。 Maximum number of objects in the variables of an operation."),
    ] = Limits.input_objects
    max_cost: Annotated[
        int, Field(gt=0, description="一个响应可能包含的对象数上限。 Maximum number of objects that one response may contain.")
    ] = Limits.cost
    max_batch: Annotated[
        int,
        Field(
            ge=0,
            description="一个请求中的操作数上限；0 表示不接受批量请求。 Maximum number of operations in one request; 0 disables batches.",
        ),
    ] = 0

    max_listeners: Annotated[
        int,
        Field(
            ge=0,
            description="同时监听 `/revision` 的客户端数上限。 Maximum number of clients that listen to `/revision` at once.",
        ),
    ] = 100
    listener_interval: Annotated[
        float,
        Field(
            gt=0,
            description="有客户端监听时，两次读取数据版本的间隔，单位秒。 Seconds between two reads of the revision while a client listens.",
        ),
    ] = 1
    listener_heartbeat: Annotated[
        float,
        Field(
            gt=0,
            description="向监听者发送两次心跳的间隔，也是向其写入一次的时限，单位秒。 Seconds between two heartbeats to a listener, and the time limit of one write to it.",
        ),
    ] = 15
    listener_lifetime: Annotated[
        float,
        Field(
            gt=0,
            description="服务器结束一个事件流的时间，单位秒；客户端随后重新连接。 Seconds after which the server ends a stream; the client connects again.",
        ),
    ] = 600

    allow_get: Annotated[bool, Field(description="执行以 GET 发送的查询。 Execute queries that are sent with GET.")] = True
    allowed_origins: Annotated[
        tuple[str, ...],
        NoDecode,
        Field(
            description="可以调用本接口的页面来源，以逗号隔开；`*` 表示任意。 Origins whose pages may call the API, separated by commas; `*` for all."
        ),
    ] = ()
    trusted_documents: Annotated[
        Path | None,
        Field(
            description="存放 `.graphql` 文件和清单的文件夹，或一份清单；客户端以 `documentId` 执行其中的操作。 A folder of `.graphql` files and manifests, or one manifest; clients execute the operations by `documentId`."
        ),
    ] = None
    only_trusted_documents: Annotated[
        bool, Field(description="拒绝一切不可信的文档。 Reject all documents that are not trusted ones.")
    ] = False

    @field_validator("allowed_hosts", "allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, (each.strip() for each in value.split(",")))) if isinstance(value, str) else value

    @property
    def hosts(self) -> tuple[str, ...]:
        return self.allowed_hosts or (*LOOPBACK_NAMES, self.host)

    @property
    def network_limits(self) -> NetworkLimits:
        part_memory = max(self.network_memory, self.linkage_memory)
        return NetworkLimits(self.network_memory, self.network_pairs, self.export_budget, part_memory, self.worker_memory)

    @property
    def limits(self) -> Limits:
        return Limits(**{name: getattr(self, f"max_{name}") for name in Limits.__dataclass_fields__})

    def check(self) -> None:
        """Raises SettingsError if settings are invalid or contradict each other."""
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise SettingsError(messages.UNKNOWN_TIMEZONE, timezone=self.timezone) from None
        if not _is_loopback(self.host) and not self.allow_remote:
            raise SettingsError(messages.REMOTE_HOST, host=self.host)
        if self.allow_remote and not self.allowed_hosts:
            raise SettingsError(messages.ALLOWED_HOSTS_MISSING)
        if self.neo4j_uri is not None and self.neo4j_password is None:
            raise SettingsError(messages.PASSWORD_MISSING)
        if self.only_trusted_documents and self.trusted_documents is None:
            raise SettingsError(messages.DOCUMENTS_MISSING)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
