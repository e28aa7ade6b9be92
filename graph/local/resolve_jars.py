"""Makes ``jars.lock`` anew: ``python -m graph.local.resolve_jars``, after a change of VERSION.

Resolves with jgo, as Maven itself would, and writes what every artefact must be: its coordinate, sha256 and size, and no address.
``python -m graph.local.resolve_jars FOLDER`` writes nothing, and brings the jars of the lock into FOLDER, for a machine that cannot fetch them.
"""

import hashlib
import sys
from pathlib import Path
from typing import Final

from jgo.maven import Artifact, MavenContext

from graph.local.jars import LOCK_FILE, Jar, fetch_missing
from graph.local.progress import NoProgress

VERSION: Final = "5.26.30"
# "!" : the versions that Maven resolves for the two artefacts alone, not those of their parents' dependencyManagement
ENDPOINTS: Final = (f"org.neo4j:neo4j:{VERSION}!", f"org.neo4j.app:neo4j-server:{VERSION}!")
HEADER: Final = f"""\
# Neo4j Community {VERSION}: group:artifact:version:packaging[:classifier] sha256 size, one artefact a line.
# Made by `python -m graph.local.resolve_jars`; do not edit.
"""


def resolved() -> list[Artifact]:
    context = MavenContext()
    named, needed = context.resolver.resolve([context.create_dependency(endpoint) for endpoint in ENDPOINTS])
    return [dependency.artifact for dependency in [*named, *needed]]


def locked(artifact: Artifact) -> Jar:
    """The line of an artefact, which is fetched for it."""
    content = artifact.resolve().read_bytes()
    parts = [artifact.groupId, artifact.artifactId, artifact.version, artifact.packaging, artifact.classifier]
    return Jar(":".join(part for part in parts if part), hashlib.sha256(content).hexdigest(), len(content))


def write_lock() -> None:
    lines = sorted(str(locked(artifact)) for artifact in resolved())
    LOCK_FILE.write_text(HEADER + "\n".join(lines) + "\n", "ascii")


if __name__ == "__main__":
    if sys.argv[1:]:
        fetch_missing(Path(sys.argv[1]), NoProgress())
    else:
        write_lock()
