"""Checks for the doctor: the page, the Node.js that builds it, and the port."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from api.explorer.build import NODE, PageBuild
from api.listener import PortInUse, listen
from api.settings import Settings
from graph.local import login_to_running
from graph.messages import doctor as messages
from graph.messages.language import EMPTY, BilingualText

_NODE_SECONDS: Final = 20


@dataclass(frozen=True)
class InstallationProblem:
    description: BilingualText
    remedy: BilingualText = EMPTY


Finding = BilingualText | InstallationProblem


def installation_findings(settings: Settings) -> Iterator[Finding]:
    if not settings.page:
        yield messages.PAGE_OFF.format()
    else:
        yield from _page_findings(PageBuild())
    yield _port_finding(settings)


def _page_findings(build: PageBuild) -> Iterator[Finding]:
    is_current = build.is_current()
    outdated = messages.PAGE_OUTDATED if build.bundle.is_dir() else messages.PAGE_MISSING
    yield (messages.PAGE_CURRENT if is_current else outdated).format()
    version = _node_version()
    if version is not None:
        yield messages.NODE_FOUND.format(version=version)
    elif is_current:
        yield messages.NODE_UNUSED.format()
    else:
        yield InstallationProblem(messages.NODE_MISSING.format(), messages.NODE_MISSING_REMEDY.format())


def _node_version() -> str | None:
    """Returns None if Node.js does not run."""
    try:
        done = subprocess.run([NODE, "--version"], capture_output=True, text=True, timeout=_NODE_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _port_finding(settings: Settings) -> Finding:
    host, port = settings.host, settings.port
    if port == 0:
        return messages.PORT_ANY.format()
    try:
        listen(settings).close()
    except PortInUse as error:
        return _taken_port(settings, error.reason)
    return messages.PORT_FREE.format(host=host, port=port)


def _taken_port(settings: Settings, reason: BilingualText) -> Finding:
    host, port = settings.host, settings.port
    if settings.neo4j_uri is None and login_to_running(settings.tiaokuai_home) is not None:
        return messages.PORT_OURS.format(host=host, port=port)
    return InstallationProblem(
        messages.PORT_TAKEN.format(host=host, port=port, reason=reason), messages.PORT_TAKEN_REMEDY.format()
    )
