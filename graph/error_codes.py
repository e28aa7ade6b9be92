"""The codes in `extensions.code`."""

from enum import Enum


class ErrorCode(Enum):
    """The values of `extensions.code`. Each value states what happened and what to do."""

    BAD_ARGUMENT = "参数不合要求。 An argument is not what the field takes; the sentence says what it takes."
    BAD_CURSOR = "游标无法识别。 The cursor is damaged or belongs to another question or date; start again without it."
    BAD_ID = "标识无法识别，或属于假设推演。 The id is not one that this API gave, or is of a simulation; use the `id` of another answer."
    NOT_ALIVE = "该实体在所问之日不存在。 The division or entity does not exist on that day; ask for another `asOf`."
    WEIGHT_NOT_AVAILABLE = "该指标的单位没有人口。 The units of this indicator have no people; ask with weight UNITS."
    CONTRADICTORY_RULES = "规则互相矛盾。 The rules of the question contradict each other; drop one of them."
    SEARCH_STOPPED = (
        "搜索超过限度。 The search came to its limit of time or work, so that there is no whole answer; ask for less."
    )
    TOO_LARGE = "网络过大。 The question takes more work or memory than one answer may; ask for a smaller division, which the sentence names if one fits."
    TIME_BUDGET = "预算时间用尽。 The work was not finished within `budget`; raise it, or ask for less."
    NOT_COUNTED = "该指标不统计此实体。 The indicator does not count this entity; ask for one of its units."
    DATA_CHANGED = "数据已变化。 The data have changed since the cursor was given; leave it out to start again."
    DATABASE_UNAVAILABLE = "数据库暂不可用。 The database does not answer at the moment; try again shortly."
    DATABASE_TIMEOUT = "查询超时。 The query took longer than the database allows; ask for less at once."
    GRAPHQL_PARSE_FAILED = "GraphQL 文档无法解析。 The GraphQL document cannot be parsed."
    GRAPHQL_VALIDATION_FAILED = "GraphQL 文档不合模式。 The GraphQL document does not fit the schema."
    QUERY_TOO_LONG = "文档过长。 The document has more characters than MAX_DOCUMENT_LENGTH or more tokens than MAX_TOKENS; ask in several operations."
    QUERY_TOO_DEEP = (
        "文档嵌套过深。 Selections or values lie deeper inside each other than MAX_DEPTH; ask for the inner part by id."
    )
    TOO_MANY_FIELDS = (
        "字段过多。 The document has more fields than MAX_FIELDS, with all fragments spread; ask in several operations."
    )
    TOO_MANY_ALIASES = "别名过多。 The document has more aliases than MAX_ALIASES; ask in several operations."
    TOO_MANY_DIRECTIVES = "指令过多。 The document has more directives than MAX_DIRECTIVES; leave the selections out instead."
    TOO_MANY_ROOT_FIELDS = "根字段过多。 The operation has more root fields than MAX_ROOT_FIELDS; ask in several operations."
    TOKEN_TOO_LONG = "单词过长。 A name, an alias or a number in the document is too long; shorten it."
    QUERY_TOO_EXPENSIVE = (
        "查询代价过高。 The answer could hold more objects than MAX_COST; use the `first` that the error names."
    )
    RESPONSE_TOO_LARGE = (
        "响应过大。 The answer has more bytes than MAX_RESPONSE_BYTES; select fewer fields, or ask page by page."
    )
    BAD_REQUEST = "请求不合要求。 The request is not GraphQL over HTTP as this API takes it; the sentence says what is wrong."
    REQUEST_TOO_LARGE = "请求体过大。 The body or the address is longer than MAX_BODY; ask in several requests."
    NOT_FOUND = "没有所求的导出或区划。 There is no such export or division at this address; the sentence names what there is."
    METHOD_NOT_ALLOWED = "不允许该方法。 Send queries with POST, or with GET if ALLOW_GET is on; everything else with POST."
    NOT_ACCEPTABLE = "无法以所求格式回答。 Accept application/graphql-response+json or application/json; for /revision also text/event-stream."
    UNSUPPORTED_MEDIA_TYPE = "不支持该格式。 Send the request as application/json in UTF-8."
    BATCHING_NOT_ENABLED = "未启用批量请求。 Send one operation per request, or at most MAX_BATCH if it is set."
    DOCUMENT_NOT_FOUND = "没有该可信文档。 There is no trusted document of that id; see TRUSTED_DOCUMENTS."
    ONLY_TRUSTED_DOCUMENTS = (
        "只接受可信文档。 Only trusted documents are answered here; send a `documentId` instead of a `query`."
    )
    HOST_NOT_ALLOWED = (
        "不允许该主机名。 The request names a host that the server does not serve; add the host to ALLOWED_HOSTS."
    )
    ORIGIN_NOT_ALLOWED = (
        "不允许该来源。 A page of another origin sent the request; add the origin to ALLOWED_ORIGINS if it may call the API."
    )
    BUSY = "服务繁忙。 The server does as much of this work as it may at once; retry after the time in `Retry-After`."
    PERSISTED_QUERY_NOT_SUPPORTED = "不支持自动持久化查询。 The server stores no documents of clients, and no trusted document has this hash; send the `query`."
    REQUEST_TIMEOUT = "请求未按时送达。 The client took longer than REQUEST_TIMEOUT to send the request; send it again."
    UNEXPECTED = "意外错误。 Something failed on our side; the id in the answer is in the log."
