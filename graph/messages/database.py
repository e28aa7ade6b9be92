"""Messages about the database connection and failed statements."""

from typing import Final

from graph.error_codes import ErrorCode
from graph.messages.message import Message

NOT_A_NEO4J_ADDRESS: Final = Message("{uri!r} is not an address of Neo4j over Bolt. Set NEO4J_URI like bolt://host:7687.")
INVALID_ADDRESS: Final = Message("{uri!r} is not an address of Neo4j ({error}). Set NEO4J_URI like bolt://host:7687.")
LOGIN_REJECTED: Final = Message("The database rejects the login. Check NEO4J_USERNAME and NEO4J_PASSWORD.")
NO_SUCH_DATABASE: Final = Message("The server has no database of that name. Check NEO4J_DATABASE.")
UNAVAILABLE: Final = Message("The database does not respond at the moment. Try again shortly.", ErrorCode.DATABASE_UNAVAILABLE)
NO_ANSWER: Final = Message("The database did not answer within {seconds:g} s; the connection is closed.")
CANNOT_WRITE: Final = Message(
    "The login may not write to the database, which constraints and loading need. Use a login with write access, or load the data with one."
)
READ_ONLY: Final = Message("The login may not write to the database. Its names and constraints stay as they are.")
NO_EPOCH: Final = Message("The epoch of the data cannot be written, so ETags are off: {error}")
PANICKED: Final = Message(
    "The database has failed, such as on a full disk, and must be restarted. Free some space; a local Neo4j is restarted by the "
    "server.",
    ErrorCode.DATABASE_UNAVAILABLE,
)
SERVER_TIMEOUT: Final = Message(
    "The query took longer than the database allows. Request less at once.", ErrorCode.DATABASE_TIMEOUT
)
QUERY_TIMEOUT: Final = Message(
    "The query took longer than QUERY_TIMEOUT allows. If this was its first run, try again in a minute: the database plans it meanwhile. "
    "Otherwise request less at once.",
    ErrorCode.DATABASE_TIMEOUT,
)
NOT_PLANNED: Final = Message("A query that timed out did not end within {seconds:g} s in the background either: {error}")
LOCK_TIMEOUT: Final = Message(
    "The query waited for other writers longer than QUERY_TIMEOUT allows. Try again shortly.", ErrorCode.DATABASE_TIMEOUT
)
