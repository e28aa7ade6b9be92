"""The random password of the local Neo4j, in a file that only its owner can read."""

import os
import secrets
from pathlib import Path
from typing import Final, LiteralString

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError, TransientError

from graph.database.login import INITIAL_USER, Login
from graph.local.errors import LocalNeo4jError
from graph.local.folder import Folder
from graph.messages import local as messages
from graph.messages.message import Message

_INITIAL_PASSWORD: Final = "neo4j"
"""Accepted once by a new Neo4j, to change it."""


def try_login(uri: str, folder: Folder) -> Login | None:
    """Returns None if Neo4j does not respond yet. Creates and sets the password if Neo4j is new; completes an interrupted start.

    Raises LocalNeo4jError if Neo4j rejects the password or the first statement.
    """
    try:
        return _ensure_password(uri, folder)
    except (DriverError, TransientError):
        return None
    except Neo4jError as error:
        raise LocalNeo4jError(messages.FIRST_STATEMENT_FAILED, error=error.message, log=folder.log) from error


def _ensure_password(uri: str, folder: Folder) -> Login:
    is_new = not folder.password.exists()
    login = Login(uri, INITIAL_USER, _create(folder.password) if is_new else folder.password.read_text().strip())
    if (is_new or not _accepts(login)) and not _set_initial_password(login):
        if is_new:
            folder.password.unlink()
        raise _rejected(folder, messages.PASSWORD_LOST if is_new else messages.PASSWORD_WRONG)
    return login


def _create(file: Path) -> str:
    """Writes the password atomically, before Neo4j has it."""
    password = secrets.token_urlsafe(24)
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as target:
        target.write(password + "\n")
        target.flush()
        os.fsync(descriptor)
    part.replace(file)
    return password


def _driver(login: Login, password: str) -> Driver:
    auth = (login.username, password)
    return GraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
        login.uri, auth=auth, connection_timeout=5, connection_acquisition_timeout=5, user_agent="tiaokuai"
    )


def _run(
    login: Login, password: str, database: str, statement: LiteralString, parameters: dict[str, str] | None = None
) -> bool:
    """Returns False if the password is rejected."""
    try:
        with _driver(login, password) as driver, driver.session(database=database) as session:  # pyright: ignore[reportUnknownMemberType]
            session.run(statement, parameters).consume()
    except AuthError:
        return False
    return True


def _accepts(login: Login) -> bool:
    # A login or transaction alone does not show whether the database is up.
    return _run(login, login.password, login.database, "RETURN 1")


def _set_initial_password(login: Login) -> bool:
    """Returns False if Neo4j is not new."""
    change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
    return _run(login, _INITIAL_PASSWORD, "system", change, {"old": _INITIAL_PASSWORD, "new": login.password})


def _rejected(folder: Folder, message: Message) -> LocalNeo4jError:
    databases, transactions = (folder.data / name / "system" for name in ("databases", "transactions"))
    return LocalNeo4jError(message, file=folder.password, databases=databases, transactions=transactions)
