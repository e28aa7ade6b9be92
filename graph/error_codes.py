from enum import Enum


class ErrorCode(Enum):
    """The values of `extensions.code`. Each value states what happened and what to do."""

    BAD_ARGUMENT = "参数不合要求；错误信息说明该参数接受什么。 An argument has a value that the field does not take; the message states what it takes."
    BAD_CURSOR = "游标已损坏，或属于其他列表、问题或日期；请不带游标重新开始。 The cursor is damaged, or belongs to another list, question or date; start again without it."
    BAD_ID = "标识不是本接口给出的，或属于假设推演；请用其他响应中的 `id`。 This API did not return the id, or it is of a simulated entity; use the `id` of another response."
    NOT_ALIVE = "该区划或实体在所问之日不存在；请换一个 `asOf`。 The division or entity does not exist on that day; choose another `asOf`."
    WEIGHT_NOT_AVAILABLE = (
        "该指标的单位没有人口；请以 UNITS 计数。 The units of this indicator have no people; use weight UNITS."
    )
    CONTRADICTORY_RULES = (
        "问题中的规则互相矛盾；请去掉一条。 The rules of the question contradict each other; leave one of them out."
    )
    SEARCH_STOPPED = "搜索达到时间或工作量的限度，没有完整结果；请缩小问题。 The search reached its limit of time or work, so there is no complete result; ask a smaller question."
    TOO_LARGE = "所需的计算量或内存超过一个结果的上限；请换较小的区划（有合适的会在错误信息中指明），或者调高错误信息所指的上限。 The question needs more work or memory than one result may; choose a smaller division, which the message names if one fits, or raise the limit that it names."
    TIME_BUDGET = "在 `budget` 之内没有完成；请增大它，或缩小问题。 The work was not finished within `budget`; raise it, or ask a smaller question."
    NOT_COUNTED = (
        "该指标不统计此实体；请换它的一个统计单位。 The indicator does not count this entity; choose one of its units."
    )
    DATA_CHANGED = "取得游标之后数据有了变化；请不带游标重新开始。 The data have changed since the cursor was returned; leave it out to start again."
    DATABASE_UNAVAILABLE = "数据库暂时没有响应；请稍后再试。 The database does not answer at the moment; try again shortly."
    DATABASE_TIMEOUT = (
        "查询用时超过数据库的上限；请一次少问一些。 The query took longer than the database allows; request less at once."
    )
    GRAPHQL_PARSE_FAILED = "GraphQL 文档无法解析。 The GraphQL document cannot be parsed."
    GRAPHQL_VALIDATION_FAILED = "GraphQL 文档不符合接口模式。 The GraphQL document does not conform to the schema."
    QUERY_TOO_LONG = "文档的字符数超过 MAX_DOCUMENT_LENGTH，或词元数超过 MAX_TOKENS；请分成几个操作。 The document has more characters than MAX_DOCUMENT_LENGTH or more tokens than MAX_TOKENS; split it into several operations."
    QUERY_TOO_DEEP = "选择或取值的嵌套超过 MAX_DEPTH；请按标识另行查询内层。 Selections or values are nested deeper than MAX_DEPTH; query the inner part by its id."
    TOO_MANY_FIELDS = "展开片段后的字段数超过 MAX_FIELDS；请分成几个操作。 The document has more fields than MAX_FIELDS, fragments expanded; split it into several operations."
    TOO_MANY_ALIASES = "别名数超过 MAX_ALIASES；请分成几个操作。 The document has more aliases than MAX_ALIASES; split it into several operations."
    TOO_MANY_DIRECTIVES = "指令数超过 MAX_DIRECTIVES；请直接去掉不需要的选择。 The document has more directives than MAX_DIRECTIVES; leave the selections out instead."
    TOO_MANY_ROOT_FIELDS = "操作的根字段数超过 MAX_ROOT_FIELDS；请分成几个操作。 The operation has more root fields than MAX_ROOT_FIELDS; split it into several operations."
    TOKEN_TOO_LONG = (
        "文档中的名称、别名或数字过长；请缩短。 A name, an alias or a number in the document is too long; shorten it."
    )
    QUERY_TOO_EXPENSIVE = "响应可能包含的对象数超过 MAX_COST；请用错误信息给出的 `first`。 The response could contain more objects than MAX_COST; use the `first` that the message names."
    RESPONSE_TOO_LARGE = "响应的字节数超过 MAX_RESPONSE_BYTES；请少选字段，或分页查询。 The response has more bytes than MAX_RESPONSE_BYTES; select fewer fields, or request smaller pages."
    BAD_REQUEST = "请求不是本接口接受的 GraphQL over HTTP；错误信息说明问题所在。 The request is not the GraphQL over HTTP that this API takes; the message states what is wrong."
    REQUEST_TOO_LARGE = "请求体或地址长于 MAX_BODY；请分成几个请求。 The body or the address is longer than MAX_BODY; split it into several requests."
    NOT_FOUND = "没有此地址、导出或区划；错误信息列出可用的。 There is no such address, export or division; the message names those that exist."
    METHOD_NOT_ALLOWED = "查询请用 POST，ALLOW_GET 开启时也可用 GET；其余一律用 POST。 Send queries with POST, or with GET if ALLOW_GET is on; everything else with POST."
    NOT_ACCEPTABLE = "请接受 application/graphql-response+json 或 application/json；/revision 还可用 text/event-stream。 Accept application/graphql-response+json or application/json; for /revision also text/event-stream."
    UNSUPPORTED_MEDIA_TYPE = "请以 UTF-8 的 application/json 发送请求。 Send the request as application/json in UTF-8."
    BATCHING_NOT_ENABLED = "一个请求只发送一个操作；设置了 MAX_BATCH 时至多那么多。 Send one operation per request, or at most MAX_BATCH if it is set."
    DOCUMENT_NOT_FOUND = (
        "没有该标识的可信文档；见 TRUSTED_DOCUMENTS。 There is no trusted document of that id; see TRUSTED_DOCUMENTS."
    )
    ONLY_TRUSTED_DOCUMENTS = "这里只执行可信文档；请发送 `documentId`，不要发送 `query`。 This server executes trusted documents only; send a `documentId` instead of a `query`."
    HOST_NOT_ALLOWED = "请求所指的主机名不由本服务器提供；请将它加入 ALLOWED_HOSTS。 The request names a host that the server does not serve; add the host to ALLOWED_HOSTS."
    ORIGIN_NOT_ALLOWED = "请求来自其他来源的页面；若允许它调用本接口，请将来源加入 ALLOWED_ORIGINS。 A page of another origin sent the request; add the origin to ALLOWED_ORIGINS if it may call the API."
    BUSY = "服务器同时进行的这类工作已达上限；请在 `Retry-After` 所示的时间之后重试。 The server already does as much work of this sort as its limit allows; retry after the time in `Retry-After`."
    PERSISTED_QUERY_NOT_SUPPORTED = "服务器不保存客户端的文档，也没有此哈希的可信文档；请发送 `query`。 The server stores no documents of clients, and no trusted document has this hash; send the `query`."
    REQUEST_TIMEOUT = "客户端发送请求用时超过 REQUEST_TIMEOUT；请重新发送。 The client took longer than REQUEST_TIMEOUT to send the request; send it again."
    UNEXPECTED = "服务器出错；错误信息中的标识可在日志中查到。 The server failed; the id in the message is in its log."
