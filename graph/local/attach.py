"""The local Neo4j that another process runs, for whoever wants to join it instead of starting one."""

import re
from pathlib import Path

from graph.database.login import Login
from graph.local.errors import LocalNeo4jError
from graph.local.file_lock import FileLock, LockHeld
from graph.local.folder import Folder
from graph.local.password import USERNAME


def login_to_running(home: Path) -> Login | None:
    """The login to the Neo4j that a server runs in the folder; None where none does. Raises LocalNeo4jError while it is starting."""
    folder = Folder.at(home)
    if not folder.server_lock.exists():
        return None
    try:
        FileLock.acquire(folder.server_lock).release()
    except LockHeld as held:
        return _login(folder, held.pid)
    return None


def _login(folder: Folder, pid: str) -> Login:
    try:
        configured = (folder.configuration / "neo4j.conf").read_text()
        password = folder.password.read_text().strip()
    except OSError:
        raise LocalNeo4jError(f"The server (process {pid}) on {folder.home} is just starting. Try again shortly.") from None
    address = re.search(r"^server\.bolt\.listen_address=(.+)$", configured, re.MULTILINE)
    assert address is not None
    return Login(f"bolt://{address[1]}", USERNAME, password)
