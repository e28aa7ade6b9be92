"""Attaches to a local Neo4j that another process runs."""

import re
from pathlib import Path

from graph.database.login import INITIAL_USER, Login
from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock, LockHeld
from graph.local.folder import Folder
from graph.messages import local as messages


def login_to_running(home: Path) -> Login | None:
    """Returns the login, or None if no server runs. Raises LocalNeo4jError during a start."""
    folder = Folder.at(home)
    if not folder.server_lock.exists():
        return None
    try:
        FileLock.acquire(folder.server_lock).release()
    except LockHeld as held:
        return _read_login(folder, held.pid)
    return None


def _read_login(folder: Folder, pid: str) -> Login:
    try:
        configuration = (folder.configuration / "neo4j.conf").read_text()
        password = folder.password.read_text().strip()
    except OSError:
        raise LocalNeo4jError(messages.SERVER_STARTING, pid=pid, home=folder.home) from None
    address = re.search(r"^server\.bolt\.listen_address=(.+)$", configuration, re.MULTILINE)
    assert address is not None
    return Login(f"bolt://{address[1]}", INITIAL_USER, password)
