"""Messages of the HTTP interface, the command line and the settings."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

# ------------------------------------------------------------------------------------------------ HTTP requests
REQUEST_TOO_LARGE: Final = Message(
    "The request is longer than {maximum:,} bytes. Split it into several requests, and page with `first` and `after`.",
    ErrorCode.REQUEST_TOO_LARGE,
)
METHOD_NOT_ALLOWED: Final = Message(
    "This HTTP method is not supported. Use POST, or GET for queries.", ErrorCode.METHOD_NOT_ALLOWED
)
ONLY_GET: Final = Message("This HTTP method is not supported. Use GET.", ErrorCode.METHOD_NOT_ALLOWED)
GET_NOT_ALLOWED: Final = Message("GET is disabled on this server. Send the operation with POST.", ErrorCode.METHOD_NOT_ALLOWED)
NOT_ACCEPTABLE: Final = Message(
    "There is no response of the accepted media types. Accept {first} or {second}.", ErrorCode.NOT_ACCEPTABLE
)
UNSUPPORTED_MEDIA_TYPE: Final = Message(
    "The body is not JSON in UTF-8. Send it with Content-Type: application/json.", ErrorCode.UNSUPPORTED_MEDIA_TYPE
)
INVALID_JSON: Final = Message("The request is not JSON: {reason}. Send an object with a `query`.", ErrorCode.BAD_REQUEST)
INVALID_UTF8: Final = Message("The request is not UTF-8. Send JSON in UTF-8.", ErrorCode.BAD_REQUEST)
EMPTY_BATCH: Final = Message(
    "The request is an empty list. Send one operation, or a list of operations.", ErrorCode.BAD_REQUEST
)
BATCH_TOO_LARGE: Final = Message(
    "The request is a list of {size} operations; MAX_BATCH allows {maximum}. Send one operation per request.",
    ErrorCode.BATCHING_NOT_ENABLED,
)
NOT_AN_OBJECT: Final = Message("The request is not a JSON object. Send an object with a `query`.", ErrorCode.BAD_REQUEST)
NOT_A_STRING: Final = Message("`{name}` is not a string. Send a string, or omit it.", ErrorCode.BAD_REQUEST)
PARAMETER_NOT_AN_OBJECT: Final = Message("`{name}` is not an object. Send an object, or omit it.", ErrorCode.BAD_REQUEST)
QUERY_AND_DOCUMENT_ID: Final = Message("The request has both `query` and `documentId`. Omit one.", ErrorCode.BAD_REQUEST)
ONLY_TRUSTED_DOCUMENTS: Final = Message(
    "This server executes trusted documents only. Send a `documentId` instead of a `query`.",
    ErrorCode.ONLY_TRUSTED_DOCUMENTS,
)
DOCUMENT_NOT_FOUND: Final = Message(
    "There is no trusted document {document_id!r}. Add it to TRUSTED_DOCUMENTS and restart the server.",
    ErrorCode.DOCUMENT_NOT_FOUND,
)
HOST_NOT_ALLOWED: Final = Message(
    "This server does not serve the host {host!r}. Use one of its names, or add the host to ALLOWED_HOSTS and restart the server.",
    ErrorCode.HOST_NOT_ALLOWED,
)
ORIGIN_NOT_ALLOWED: Final = Message(
    "A page of {origin} may not call this API. Add its origin to ALLOWED_ORIGINS and restart the server; a proxy must pass on the "
    "client's Host.",
    ErrorCode.ORIGIN_NOT_ALLOWED,
)
PERSISTED_QUERY_NOT_SUPPORTED: Final = Message("PersistedQueryNotSupported", ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED)
"""Apollo's protocol prescribes the text: clients that read it send the document instead of its hash."""
TOO_MANY_LISTENERS: Final = Message(
    "MAX_LISTENERS allows {maximum} clients that listen to the revision at once. Retry after the time in Retry-After, or read "
    "/revision as JSON.",
    ErrorCode.BUSY,
)
BUSY: Final = Message("The server is busy. Retry after the time in Retry-After.", ErrorCode.BUSY)
TOO_MANY_CONNECTIONS: Final = Message(
    "The server has as many connections as MAX_CONNECTIONS allows. Try again shortly.", ErrorCode.BUSY
)
HEADERS_TOO_LARGE: Final = Message(
    "The headers of the request are longer than {maximum:,} bytes. Send fewer or shorter headers.", ErrorCode.REQUEST_TOO_LARGE
)
REQUEST_TIMEOUT: Final = Message(
    "The head of the request, or its body, did not arrive within {seconds:g} s. Send it again.", ErrorCode.REQUEST_TIMEOUT
)
STARTING: Final = Message(
    "The database is starting or loading. Retry shortly; /readyz reports when it is ready.", ErrorCode.DATABASE_UNAVAILABLE
)

# ------------------------------------------------------------------------------------------------ health and metrics
NOT_READY_STARTING: Final = Message("The database is starting or loading.")
NOT_READY_CONSTRAINTS: Final = Message("Constraints or indexes are missing: {names}. Restart the server; it creates them.")
NOT_READY_EMPTY: Final = Message("No city is loaded. Run: python -m api seed")
NOT_READY_NO_ANSWER: Final = Message("The database does not answer within {seconds:g} s.")
NOT_READY_FAILED: Final = Message("The database reports an error; see the log of the server.")
NO_METRICS: Final = Message("Metrics are not installed. Run make observability, and restart the server.\n")
NO_TRACING: Final = Message("TRACES_TO is set, but OpenTelemetry is not installed. Run make observability, and restart.")

# ------------------------------------------------------------------------------------------------ trusted documents
NO_DOCUMENTS: Final = Message(
    "{path} does not exist. Set TRUSTED_DOCUMENTS to a folder of .graphql files and manifests, or to one manifest."
)
DUPLICATE_DOCUMENT: Final = Message("{file}: another document has the id {document_id!r} too. Rename one of the operations.")
UNNAMED_OPERATION: Final = Message(
    "{file}: every operation needs a name, which becomes its `documentId`. Write: query Name {{ … }}"
)
UNREADABLE_DOCUMENT: Final = Message("{file} cannot be read: {reason}. Save it as UTF-8, or remove it from TRUSTED_DOCUMENTS.")
INVALID_DOCUMENT: Final = Message("{place} is not a valid document: {reason} Correct it, or remove it from TRUSTED_DOCUMENTS.")
INVALID_MANIFEST: Final = Message(
    "{file} is not a manifest: {reason}. Write it again with the compiler of the client (Relay, Apollo or graphql-codegen), or "
    "remove it from TRUSTED_DOCUMENTS."
)
MANIFEST_TEXT_MISSING: Final = Message("the document {document_id!r} is not a text")
NOT_ONE_OPERATION: Final = Message(
    "{place} has {number} operations; a document in a manifest has one. Write the manifest again with the compiler of the client."
)

# ------------------------------------------------------------------------------------------------ settings
INVALID_SETTING: Final = Message("{name}={value!r} is not valid: {reason}.")
INVALID_SETTING_REMEDY: Final = Message("Set it to a valid value.")
UNKNOWN_TIMEZONE: Final = Message("TIMEZONE={timezone} is not a time zone. Use a name like Asia/Shanghai.")
REMOTE_HOST: Final = Message(
    "HOST={host} accepts connections from other machines, and there is no sign-in yet. Use 127.0.0.1, or set "
    "ALLOW_REMOTE=true if a proxy in front of the server controls access."
)
ALLOWED_HOSTS_MISSING: Final = Message(
    "ALLOW_REMOTE is on, but ALLOWED_HOSTS is not set. Set it to the host names under which clients reach the server, separated by "
    "commas."
)
PASSWORD_MISSING: Final = Message("NEO4J_URI is set, but NEO4J_PASSWORD is not. Set both, or neither to use the local Neo4j.")
DOCUMENTS_MISSING: Final = Message("ONLY_TRUSTED_DOCUMENTS is on, but TRUSTED_DOCUMENTS is not set. Set it to the documents.")

# ------------------------------------------------------------------------------------------------ server and database
READY: Final = Message("条块 Tiaokuai is ready: http://{host}:{port}/graphql")
PORT_IN_USE: Final = Message(
    "Cannot listen on {host}:{port} ({reason}). Stop the program that uses the port, or choose another port: "
    "make serve PORT=8001"
)
NEAR_CONNECTION_BOUND: Final = Message(
    "{open} of at most {maximum} connections are open. Above the bound, the connections that wait longest for their clients are "
    "closed. Raise MAX_CONNECTIONS and the limit of open files, or look for a client that opens too many."
)
DATABASE_NOT_REACHABLE: Final = Message(
    "The database at {uri} does not answer. Check that it is running and that NEO4J_URI is right, or remove NEO4J_URI to "
    "use the local Neo4j."
)
PANIC_RESTART: Final = Message("The database of the local Neo4j has failed. It is restarted.")
SERVER_PROCESS_ENDED: Final = Message(
    "Process {pid} of the server ended with status {status}. It starts again after {seconds:g} s."
)
LOW_DISK: Final = Message("The disk of {home} has only {megabytes} MB left.")
LOW_DISK_REMEDY: Final = Message("Free some space, or move TIAOKUAI_HOME to another disk; without space the database fails.")
FOREIGN_DATA: Final = Message(
    "The database contains data that is not Tiaokuai's ({labels}). Nothing was changed. Set NEO4J_URI or NEO4J_DATABASE to "
    "an empty database, or remove NEO4J_URI to use the local Neo4j."
)
LOADED: Final = Message("Loaded {folder}.")

# ------------------------------------------------------------------------------------------------ doctor
DATABASE_VERSION: Final = Message("Database: {version}")
CONSTRAINTS_PRESENT: Final = Message("Constraints and indexes: all present")
CONSTRAINTS_ABSENT: Final = Message("Constraints and indexes: missing {names}")
PROBLEM: Final = Message("Problem: {description} {remedy}")
MISSING_CONSTRAINTS: Final = Message("{number} constraints or indexes are missing.")
MISSING_CONSTRAINTS_REMEDY: Final = Message("Run make serve; it creates them.")
DOCTOR_FOREIGN_DATA: Final = Message("The database contains foreign data ({labels}).")
DOCTOR_FOREIGN_DATA_REMEDY: Final = Message("Use an empty database for Tiaokuai.")
NO_CITY: Final = Message("No city is loaded.")
NO_CITY_REMEDY: Final = Message("Run make serve, or python -m api seed.")

# ------------------------------------------------------------------------------------------------ explorer
BUILDING_PAGE: Final = Message("Building the page in the background …")
PAGE_READY: Final = Message("The page is ready.")
PAGE_BUILD_FAILED: Final = Message(
    "The page could not be built (see {log}); the API works without it. Check that the npm registry is reachable. Or build it "
    "by hand: run make page in a checkout that reaches the registry, copy its web/dist to {bundle}, and restart."
)
PAGE_IN_PROGRESS_ZH: Final = Message("页面正在构建，接口已可使用。")
PAGE_IN_PROGRESS: Final = Message("The page is being built; the API is ready.")
NO_PAGE_ZH: Final = Message("此处没有页面，接口仍可使用。")
NO_PAGE: Final = Message("There is no page: PAGE is off, or make page has not been run. The API is ready.")
WORKBOOK_WRITTEN: Final = Message("Wrote the workbook {path}.")
EXPORT_MAY_BE_TORN: Final = Message(
    "The data changed while the file was read: it may combine the revisions {before} and {last}. Write it again for one revision."
)
EXPORTED: Final = Message("{path} has {actors} actors and {ties} ties.")
