"""The driver's errors as errors of the product."""

import logging
from collections.abc import Callable, Mapping
from typing import Final

from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired, TransientError

from graph.errors import UserError
from graph.messages import database as messages
from graph.messages.message import MessageError

LOG: Final = logging.getLogger(__name__)
PANIC_CODES: Final = (
    "Neo.DatabaseError.Transaction.TransactionStartFailed",
    "Neo.DatabaseError.Transaction.TransactionCommitFailed",
    "Neo.DatabaseError.Transaction.TransactionLogError",
)
"""Neo4j could not write its transaction log, for example on a full disk. It refuses all statements until it is restarted."""
CONNECTION_ERRORS: Final = (ServiceUnavailable, SessionExpired)
READ_ONLY_CODES: Final = (
    "Neo.ClientError.Security.Forbidden",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
)


class DatabaseError(MessageError):
    """The database cannot be used. The message states why and what to do."""


class ReadOnlyDatabase(DatabaseError):
    pass


def translated(error: Neo4jError | DriverError) -> UserError | DatabaseError | None:
    """Returns None for an error that is a fault of the product."""
    if isinstance(error, AuthError):
        return DatabaseError(messages.LOGIN_REJECTED)
    if isinstance(error, ClientError) and error.code in _ERROR_TABLE:
        return _ERROR_TABLE[error.code]()
    if isinstance(error, Neo4jError) and error.code in READ_ONLY_CODES:
        return ReadOnlyDatabase(messages.CANNOT_WRITE)
    if isinstance(error, Neo4jError) and error.code in PANIC_CODES:
        return UserError(messages.PANICKED)
    if isinstance(error, TransientError | DriverError):
        LOG.debug("database unavailable: %s", error)
        return UserError(messages.UNAVAILABLE)
    return None


_ERROR_TABLE: Final[Mapping[str | None, Callable[[], UserError | DatabaseError]]] = {
    "Neo.ClientError.Transaction.TransactionTimedOut": lambda: UserError(messages.SERVER_TIMEOUT),
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": lambda: UserError(messages.QUERY_TIMEOUT),
    # The timeout passed while it waited for a lock.
    "Neo.ClientError.Transaction.LockClientStopped": lambda: UserError(messages.LOCK_TIMEOUT),
    "Neo.ClientError.Database.DatabaseNotFound": lambda: DatabaseError(messages.NO_SUCH_DATABASE),
}
