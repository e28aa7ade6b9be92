"""The password of the local Neo4j: random, in a file that only its owner reads, and never anywhere else."""

import os
import secrets
from pathlib import Path
from typing import Final, LiteralString

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError

from graph.database.login import Login
from graph.local.errors import LocalNeo4jError
from graph.local.folder import Folder

USERNAME: Final = "neo4j"
_FIRST: Final = "neo4j"  # what a new Neo4j takes once, to have it changed


def ensure_password(uri: str, folder: Folder) -> Login:
    """The login with the password of the folder, which is made and set where Neo4j is new.

    A start that was interrupted between making and setting it is made good. Raises LocalNeo4jError where Neo4j does not take
    the password, and the driver's errors where it does not answer.
    """
    made = not folder.password.exists()
    login = Login(uri, USERNAME, _make(folder.password) if made else folder.password.read_text().strip())
    if (made or not _takes(login)) and not _changed(login):
        if made:
            folder.password.unlink()
        raise _not_taken(folder, "is lost" if made else "is not the one that it was set up with")
    return login


def _make(file: Path) -> str:
    """Writes a new password to the file, which is there whole or not at all, before Neo4j hears of it."""
    password = secrets.token_urlsafe(24)
    unfinished = file.with_name(file.name + ".part")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as target:
        target.write(password + "\n")
        target.flush()
        os.fsync(descriptor)
    unfinished.replace(file)
    return password


def _driver(login: Login, password: str) -> Driver:
    auth = (login.username, password)
    return GraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
        login.uri, auth=auth, connection_timeout=5, connection_acquisition_timeout=5, user_agent="tiaokuai"
    )


def _run(
    login: Login, password: str, database: str, statement: LiteralString, parameters: dict[str, str] | None = None
) -> bool:
    """Runs a statement; False where the password is not taken."""
    try:
        with _driver(login, password) as driver, driver.session(database=database) as session:  # pyright: ignore[reportUnknownMemberType]
            session.run(statement, parameters).consume()
    except AuthError:
        return False
    return True


def _takes(login: Login) -> bool:
    # A login alone, or a transaction alone, would not notice a database that is down.
    return _run(login, login.password, login.database, "RETURN 1")


def _changed(login: Login) -> bool:
    """Sets the password of a new Neo4j; False where it is not new."""
    change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
    return _run(login, _FIRST, "system", change, {"old": _FIRST, "new": login.password})


def _not_taken(folder: Folder, what: str) -> LocalNeo4jError:
    users = f"{folder.data / 'databases' / 'system'} and {folder.data / 'transactions' / 'system'}"
    return LocalNeo4jError(
        f"The password of the local Neo4j in {folder.password} {what}. Put the right one back into that file, or remove {users}: "
        "the data stays, and the next start makes a new password."
    )
