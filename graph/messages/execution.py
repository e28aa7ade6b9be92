"""Messages about documents, operations, variables and limits."""

from graph.error_codes import ErrorCode
from graph.messages.message import Message

NO_QUERY = Message(
    "The request has no `query`. Send a GraphQL document, or the `documentId` of a trusted one.",
    "请求没有 `query`。请发送 GraphQL 文档，或者可信文档的 `documentId`。",
    ErrorCode.BAD_REQUEST,
)
NO_OPERATION = Message(
    "The document has no operation. Send one with its fragments.",
    "文档中没有操作。请发送一个操作及其片段。",
    ErrorCode.BAD_REQUEST,
)
UNKNOWN_OPERATION = Message(
    "The document has no operation named {name!r}. Name one of its operations in `operationName`.",
    "文档中没有名为 {name!r} 的操作。请在 `operationName` 中写明其中一个操作。",
    ErrorCode.BAD_REQUEST,
)
SEVERAL_OPERATIONS = Message(
    "The document has several operations. Name one of them in `operationName`.",
    "文档中有几个操作。请在 `operationName` 中写明其中一个。",
    ErrorCode.BAD_REQUEST,
)
ONLY_QUERIES_WITH_GET = Message(
    "GET executes queries only. Send the operation with POST.",
    "GET 只执行查询。请用 POST 发送操作。",
    ErrorCode.METHOD_NOT_ALLOWED,
)

NUMBER_TOO_LONG = Message(
    "The document has a number of more than {maximum} digits. Send a shorter one.",
    "文档中有超过 {maximum} 位的数字。请缩短。",
    ErrorCode.TOKEN_TOO_LONG,
)
TOO_MANY_TOKENS = Message(
    "The document has more than {maximum:,} tokens or comments. Split it into several operations.",
    "文档中的词元或注释超过 {maximum:,} 个。请拆成几个操作。",
    ErrorCode.QUERY_TOO_LONG,
)
SYNTAX_TOO_DEEP = Message(
    "The document nests its selections or values too deeply.", "文档中选择集或值的嵌套过深。", ErrorCode.QUERY_TOO_DEEP
)
TOO_DEEP = Message(
    "The document nests its selections or values more than {maximum} deep. Query the inner part by its `id`.",
    "文档中选择集或值的嵌套超过 {maximum} 层。请用 `id` 查询内层部分。",
    ErrorCode.QUERY_TOO_DEEP,
)
TOO_MANY_FIELDS = Message(
    "The document has {number} fields, fragments expanded; {maximum:,} are allowed. Split it into several operations.",
    "文档展开片段后有 {number} 个字段，至多 {maximum:,} 个。请拆成几个操作。",
    ErrorCode.TOO_MANY_FIELDS,
)
TOO_MANY_ALIASES = Message(
    "The document has {number} aliases, fragments expanded; {maximum:,} are allowed. Split it into several operations.",
    "文档展开片段后有 {number} 个别名，至多 {maximum:,} 个。请拆成几个操作。",
    ErrorCode.TOO_MANY_ALIASES,
)
TOO_MANY_DIRECTIVES = Message(
    "The document has {number} directives, fragments expanded; {maximum:,} are allowed. Split it into several operations.",
    "文档展开片段后有 {number} 个指令，至多 {maximum:,} 个。请拆成几个操作。",
    ErrorCode.TOO_MANY_DIRECTIVES,
)
NAME_IN_DOCUMENT_TOO_LONG = Message(
    "The document has a name of {number} characters; {maximum:,} are allowed. Shorten it.",
    "文档中有 {number} 个字符的名称，至多 {maximum:,} 个字符。请缩短。",
    ErrorCode.TOKEN_TOO_LONG,
)
TOO_MANY_ROOT_FIELDS = Message(
    "The operation has {number} root fields; {maximum} are allowed. Split it into several operations.",
    "操作有 {number} 个根字段，至多 {maximum} 个。请拆成几个操作。",
    ErrorCode.TOO_MANY_ROOT_FIELDS,
)
INTROSPECTION_TOO_EXPENSIVE = Message(
    "The operation describes the schema several times. Send the introspection query of your tool alone.",
    "操作多次查询接口模式。请单独发送工具的内省查询。",
    ErrorCode.QUERY_TOO_EXPENSIVE,
)
TOO_EXPENSIVE_WITH_FIRST = Message(
    "The response could contain {number} objects; {maximum:,} are allowed. It fits with `first: {first}` in every list that requests more; "
    "get the next pages with `after`.",
    "响应可能含有 {number} 个对象，至多 {maximum:,} 个。凡是要求更多的列表都写 `first: {first}` 即可；请用 `after` 取后面的页。",
    ErrorCode.QUERY_TOO_EXPENSIVE,
)
TOO_EXPENSIVE = Message(
    "The response could contain {number} objects; {maximum:,} are allowed. No `first` makes it fit: select fewer nested lists, or split it into "
    "several operations.",
    "响应可能含有 {number} 个对象，至多 {maximum:,} 个。缩小 `first` 仍不够：请减少嵌套的列表，或者拆成几个操作。",
    ErrorCode.QUERY_TOO_EXPENSIVE,
)
TOO_MANY_VALUES_IN_VARIABLES = Message(
    "The variables contain more than {maximum:,} values. Split them into several requests.",
    "变量含有超过 {maximum:,} 个值。请拆成几个请求。",
    ErrorCode.BAD_ARGUMENT,
)
TOO_MANY_INPUT_OBJECTS = Message(
    "The variables contain more than {maximum:,} objects. Split them into several requests.",
    "变量含有超过 {maximum:,} 个对象。请拆成几个请求。",
    ErrorCode.BAD_ARGUMENT,
)
DOCUMENT_TOO_LONG = Message(
    "The document has {number:,} characters; {maximum:,} are allowed. Shorten it, and pass long values as variables.",
    "文档有 {number:,} 个字符，至多 {maximum:,} 个。请缩短，长的值请作为变量传递。",
    ErrorCode.QUERY_TOO_LONG,
)
UNEXPECTED = Message("Unexpected error {identifier}", "意外错误 {identifier}", ErrorCode.UNEXPECTED)
RESPONSE_TOO_LARGE = Message(
    "The response has {number:,} bytes; {maximum:,} are allowed. Select fewer fields, or a smaller `first`, and get the next pages "
    "with `after`.",
    "响应有 {number:,} 字节，至多 {maximum:,} 字节。请减少字段或缩小 `first`，并用 `after` 取后面的页。",
    ErrorCode.RESPONSE_TOO_LARGE,
)
NOT_A_DATE = Message(
    "{value} is no date; write it as YYYY-MM-DD, such as 2022-09-22.",
    "{value} 不是日期；请写成 YYYY-MM-DD，如 2022-09-22。",
)
