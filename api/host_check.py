"""Rejects requests to a foreign host or from a foreign origin, so that no web page can reach the server through a browser.

A page can point its own host name at 127.0.0.1 (DNS rebinding); only the `Host` header shows it.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from api.graphql.response import error_response
from api.language import language_of
from graph.errors import UserError
from graph.messages import api as messages

HEALTH_PATHS: Final = ("/livez", "/readyz")
"""Load balancers call them by address."""
ORIGIN_CHECKED_PATHS: Final = ("/graphql",)
ANY: Final = "*"
_MAX_SHOWN_LENGTH: Final = 100
_DEFAULT_PORT: Final = re.compile(r":(80|443)$")
_HOST_HEADER: Final = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@\s]+?)\.?(?::\d*)?")


class HostCheckMiddleware:
    """Responds with 421 to a host outside `allowed`: names, `*.example.org` for all names below one, or `*`."""

    def __init__(self, app: ASGIApp, allowed: Collection[str]) -> None:
        self._app = app
        self._allowed = frozenset(map(str.lower, allowed))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in HEALTH_PATHS or ANY in self._allowed:
            await self._app(scope, receive, send)
            return
        hosts = _header(scope, b"host")
        if len(hosts) == 1 and self._is_allowed(hosts[0]):
            await self._app(scope, receive, send)
        else:
            error = UserError(messages.HOST_NOT_ALLOWED, host=", ".join(hosts)[:_MAX_SHOWN_LENGTH])
            await error_response(error, language_of(scope))(scope, receive, send)

    def _is_allowed(self, header: str) -> bool:
        parsed = _HOST_HEADER.fullmatch(header.lower())
        if parsed is None:
            return False
        name = parsed[1].strip("[]")
        return name in self._allowed or any(f"*.{parent}" in self._allowed for parent in _parents(name))


class OriginCheckMiddleware:
    """Responds with 403 to `/graphql` requests by pages of other origins outside `allowed`."""

    def __init__(self, app: ASGIApp, allowed: Collection[str]) -> None:
        self._app = app
        self._allowed = frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in ORIGIN_CHECKED_PATHS or self._is_allowed(scope):
            await self._app(scope, receive, send)
        else:
            origin = ", ".join(_header(scope, b"origin"))[:_MAX_SHOWN_LENGTH] or "another site"
            error = UserError(messages.ORIGIN_NOT_ALLOWED, origin=origin)
            await error_response(error, language_of(scope))(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        if ANY in self._allowed:
            return True
        if origins := _header(scope, b"origin"):
            return all(origin in self._allowed or _is_same_origin(origin, scope) for origin in origins)
        # Browsers omit `Origin` for GET without CORS, but not this header.
        return _header(scope, b"sec-fetch-site") != ["cross-site"] or _follows_a_link(scope)


def _is_same_origin(origin: str, scope: Scope) -> bool:
    """Ignores the scheme: behind a proxy with TLS, the server does not know it."""
    authority = origin.lower().partition("://")[2]
    return [_DEFAULT_PORT.sub("", authority)] == [_DEFAULT_PORT.sub("", host.lower()) for host in _header(scope, b"host")]


def _follows_a_link(scope: Scope) -> bool:
    """Checks for a link that a person follows, which leads to the explorer and executes nothing."""
    return scope["method"] == "GET" and not scope["query_string"] and _header(scope, b"sec-fetch-mode") == ["navigate"]


def _header(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _parents(name: str) -> Iterable[str]:
    parts = name.split(".")
    return (".".join(parts[start:]) for start in range(1, len(parts)))
