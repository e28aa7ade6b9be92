"""The page at /: GraphiQL with examples, served from here and nowhere else, and a notice while there is none."""

import logging
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.explorer.build import BuildFailed, PageBuild
from graph.local import Progress

LOG: Final = logging.getLogger(__name__)
HEADERS: Final = {
    # The editor writes its styles into the document while it runs, which only 'unsafe-inline' allows; scripts come as files.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
_NOTICE: Final = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>条块 Tiaokuai</title>{refresh}</head>
<body><h1>条块 Tiaokuai</h1><p>{chinese}</p><p>{english}</p><p>GraphQL: POST <code>/graphql</code></p></body></html>
"""


class Page:
    """The page, and how far it has come."""

    def __init__(self, build: PageBuild) -> None:
        self._build = build
        self._trouble: str | None = None
        self._building = False

    async def prepare(self, progress: Progress) -> None:
        """Builds the page where that has to be done. A failure is said once, and on the page itself."""
        if self._build.is_current():
            return
        self._building = True
        progress.say("Building the page in the background …")
        try:
            await self._build.run()
            progress.say("The page is ready.")
        except (BuildFailed, OSError) as error:
            self._trouble = str(error)
            progress.say(self._trouble)
        finally:
            self._building = False

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self._page),
            Route("/icon.svg", self._icon),
            Mount("/assets", _Assets(directory=self._build.bundle / "assets", check_dir=False)),
        ]

    async def _page(self, _: Request) -> Response:
        index = self._build.bundle / "index.html"
        return FileResponse(index, headers=HEADERS) if index.is_file() else HTMLResponse(self._notice(), headers=HEADERS)

    async def _icon(self, _: Request) -> Response:
        icon = self._build.bundle / "icon.svg"
        return FileResponse(icon, headers=HEADERS) if icon.is_file() else Response(status_code=404)

    def _notice(self) -> str:
        if self._building:
            return _NOTICE.format(
                refresh='<meta http-equiv="refresh" content="3">',
                chinese="页面正在构建，接口已可使用。",
                english="The page is being built; the API answers already.",
            )
        english = (
            self._trouble or "There is no page here: PAGE is off, or make page has not been run. The API answers all the same."
        )
        return _NOTICE.format(refresh="", chinese="此处没有页面，接口仍可使用。", english=english)


class _Assets(StaticFiles):
    """Files whose names change with their content: whoever has one need not ask again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update({"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"})
        return response
