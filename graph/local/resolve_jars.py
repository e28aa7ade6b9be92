"""Writes ``jars.lock``: run ``python -m graph.local.resolve_jars`` after changing VERSION.

Resolves artifacts with jgo, as Maven does. With an argument FOLDER, fetches the locked jars into it, for machines without Maven Central.
"""

import hashlib
import sys
from pathlib import Path
from typing import Final

from jgo.maven import Artifact, MavenContext

from graph.local.jar import LOCK_FILE, Jar
from graph.local.jars import fetch_missing
from graph.local.progress import NoProgress

VERSION: Final = "5.26.30"
# "!": the versions that Maven resolves for these artifacts, ignoring their parents' dependencyManagement
ENDPOINTS: Final = (f"org.neo4j:neo4j:{VERSION}!", f"org.neo4j.app:neo4j-server:{VERSION}!")
HEADER: Final = f"""\
# Neo4j Community {VERSION}: group:artifact:version:packaging[:classifier] sha256 size, one artefact a line.
# Made by `python -m graph.local.resolve_jars`; do not edit.
"""


def resolve_artifacts() -> list[Artifact]:
    context = MavenContext()
    roots, dependencies = context.resolver.resolve([context.create_dependency(endpoint) for endpoint in ENDPOINTS])
    return [dependency.artifact for dependency in [*roots, *dependencies]]


def fetch_jar(artifact: Artifact) -> Jar:
    content = artifact.resolve().read_bytes()
    parts = [artifact.groupId, artifact.artifactId, artifact.version, artifact.packaging, artifact.classifier]
    return Jar(":".join(part for part in parts if part), hashlib.sha256(content).hexdigest(), len(content))


def write_lock() -> None:
    lines = sorted(str(fetch_jar(artifact)) for artifact in resolve_artifacts())
    LOCK_FILE.write_text(HEADER + "\n".join(lines) + "\n", "ascii")


if __name__ == "__main__":
    if sys.argv[1:]:
        fetch_missing(Path(sys.argv[1]), NoProgress())
    else:
        write_lock()
