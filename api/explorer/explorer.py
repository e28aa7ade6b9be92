"""The page: the explorer at /, the rooms /network and /coverage, and a notice until they are built."""

from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.explorer.build import BuildFailed, PageBuild
from graph.local import Progress
from graph.messages import api as messages
from graph.messages.language import BilingualText

HEADERS: Final = {
    # GraphiQL's editor adds style elements at run time, which requires 'unsafe-inline'; scripts are files.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
ROOMS: Final = ("network", "coverage")
_NOTICE: Final = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>条块 Tiaokuai</title>{refresh}</head>
<body><h1>条块 Tiaokuai</h1><p>{chinese}</p><p>{english}</p><p>GraphQL: POST <code>graphql</code></p></body></html>
"""


class Explorer:
    def __init__(self, build: PageBuild) -> None:
        self._build = build
        self._error: BilingualText | None = None
        self._is_building = False

    async def prepare(self, progress: Progress) -> None:
        """Builds the page unless it is current. A failure is reported once, and shown on the page."""
        if self._build.is_current():
            return
        self._is_building = True
        progress.step(messages.BUILDING_PAGE.format())
        try:
            await self._build.run()
            progress.step(messages.PAGE_READY.format())
        except (BuildFailed, OSError) as error:
            self._error = error.message if isinstance(error, BuildFailed) else BilingualText.untranslated(str(error))
            progress.step(self._error)
        finally:
            self._is_building = False

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self._page),
            *(Route(f"/{room}", self._page, name=room) for room in ROOMS),
            Route("/icon.svg", self._icon),
            Mount("/assets", _Assets(directory=self._build.bundle / "assets", check_dir=False)),
        ]

    async def _page(self, request: Request) -> Response:
        page = self._build.bundle / f"{request.url.path.strip('/') or 'index'}.html"
        return FileResponse(page, headers=HEADERS) if page.is_file() else HTMLResponse(self._notice(), headers=HEADERS)

    async def _icon(self, _: Request) -> Response:
        icon = self._build.bundle / "icon.svg"
        return FileResponse(icon, headers=HEADERS) if icon.is_file() else Response(status_code=404)

    def _notice(self) -> str:
        if self._is_building:
            refresh, notice = '<meta http-equiv="refresh" content="3">', messages.PAGE_IN_PROGRESS.format()
        else:
            refresh, notice = "", self._error or messages.NO_PAGE.format()
        return _NOTICE.format(refresh=refresh, chinese=notice.chinese, english=notice.english)


class _Assets(StaticFiles):
    """File names contain a hash of the content, so browsers may cache them for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update({"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"})
        return response
