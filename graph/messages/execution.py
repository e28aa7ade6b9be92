"""Messages about documents, operations, variables and limits."""

from graph.error_codes import ErrorCode
from graph.messages.message import Message

NO_QUERY = Message(
    "The request has no `query`. Send a GraphQL document, or the `documentId` of a trusted one.", ErrorCode.BAD_REQUEST
)
NO_OPERATION = Message("The document has no operation. Send one with its fragments.", ErrorCode.BAD_REQUEST)
UNKNOWN_OPERATION = Message(
    "The document has no operation named {name!r}. Name one of its operations in `operationName`.", ErrorCode.BAD_REQUEST
)
SEVERAL_OPERATIONS = Message("The document has several operations. Name one of them in `operationName`.", ErrorCode.BAD_REQUEST)
ONLY_QUERIES_WITH_GET = Message("GET executes queries only. Send the operation with POST.", ErrorCode.METHOD_NOT_ALLOWED)

NUMBER_TOO_LONG = Message(
    "The document has a number of more than {maximum} digits. Send a shorter one.", ErrorCode.TOKEN_TOO_LONG
)
TOO_MANY_TOKENS = Message(
    "The document has more than {maximum:,} tokens or comments. Split it into several operations.", ErrorCode.QUERY_TOO_LONG
)
SYNTAX_TOO_DEEP = Message("The document nests its selections or values too deeply.", ErrorCode.QUERY_TOO_DEEP)
TOO_DEEP = Message(
    "The document nests its selections or values more than {maximum} deep. Query the inner part by its `id`.",
    ErrorCode.QUERY_TOO_DEEP,
)
TOO_MANY_FIELDS = Message(
    "The document has {number} fields, fragments expanded; {maximum:,} are allowed. Split it into several operations.",
    ErrorCode.TOO_MANY_FIELDS,
)
TOO_MANY_ALIASES = Message(
    "The document has {number} aliases, fragments expanded; {maximum:,} are allowed. Split it into several operations.",
    ErrorCode.TOO_MANY_ALIASES,
)
TOO_MANY_DIRECTIVES = Message(
    "The document has {number} directives, fragments expanded; {maximum:,} are allowed. Split it into several operations.",
    ErrorCode.TOO_MANY_DIRECTIVES,
)
NAME_TOO_LONG = Message(
    "The document has a name of {number} characters; {maximum:,} are allowed. Shorten it.", ErrorCode.TOKEN_TOO_LONG
)
TOO_MANY_ROOT_FIELDS = Message(
    "The operation has {number} root fields; {maximum} are allowed. Split it into several operations.",
    ErrorCode.TOO_MANY_ROOT_FIELDS,
)
INTROSPECTION_TOO_EXPENSIVE = Message(
    "The operation describes the schema several times. Send the introspection query of your tool alone.",
    ErrorCode.QUERY_TOO_EXPENSIVE,
)
TOO_EXPENSIVE_WITH_FIRST = Message(
    "The response could contain {number} objects; {maximum:,} are allowed. It fits with `first: {first}` in every list that requests more; "
    "get the next pages with `after`.",
    ErrorCode.QUERY_TOO_EXPENSIVE,
)
TOO_EXPENSIVE = Message(
    "The response could contain {number} objects; {maximum:,} are allowed. No `first` makes it fit: select fewer nested lists, or split it into "
    "several operations.",
    ErrorCode.QUERY_TOO_EXPENSIVE,
)
TOO_MANY_VALUES = Message(
    "The variables contain more than {maximum:,} values. Split them into several requests.", ErrorCode.BAD_ARGUMENT
)
TOO_MANY_INPUT_OBJECTS = Message(
    "The variables contain more than {maximum:,} objects. Split them into several requests.", ErrorCode.BAD_ARGUMENT
)
DOCUMENT_TOO_LONG = Message(
    "The document has {number:,} characters; {maximum:,} are allowed. Shorten it, and pass long values as variables.",
    ErrorCode.QUERY_TOO_LONG,
)
RESPONSE_TOO_LARGE = Message(
    "The response has {number:,} bytes; {maximum:,} are allowed. Select fewer fields, or a smaller `first`, and get the next pages "
    "with `after`.",
    ErrorCode.RESPONSE_TOO_LARGE,
)
