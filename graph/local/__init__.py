"""The Neo4j that the product brings along: its jars, its Java, its life."""

from graph.local.attach import login_to_running
from graph.local.errors import LocalNeo4jError
from graph.local.process import LocalNeo4j, State
from graph.local.progress import Progress, Silent

__all__ = ["LocalNeo4j", "LocalNeo4jError", "Progress", "Silent", "State", "login_to_running"]
