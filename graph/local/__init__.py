"""The local Neo4j that comes with the product."""

from graph.local.attach import login_to_running
from graph.local.errors import LocalNeo4jError
from graph.local.progress import NoProgress, Progress
from graph.local.server import LocalNeo4j, State

__all__ = ["LocalNeo4j", "LocalNeo4jError", "NoProgress", "Progress", "State", "login_to_running"]
