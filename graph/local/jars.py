"""Fetches Neo4j's jars unless the folder has them."""

from pathlib import Path
from threading import Event

from graph.local.folder import not_writable_error
from graph.local.jar import locked_jars, missing_jars
from graph.local.progress import Progress


def fetch_missing(folder: Path, progress: Progress, stopping: Event | None = None) -> list[str]:
    """Returns the names of all jars. Raises LocalNeo4jError.

    ``stopping`` ends fetching early; complete jars are not fetched again.
    """
    jars = locked_jars()
    if missing_jars(jars, folder):
        from graph.local.jar_download import fetch_under_lock  # slow to import, and rarely needed

        try:
            fetch_under_lock(jars, folder, progress, stopping or Event())
        except OSError as error:
            raise not_writable_error(folder, error) from error
    return [jar.name for jar in jars]
