"""The application, read from top to bottom."""

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from api.body_limit import BodyLimit
from api.explorer.build import PageBuild
from api.explorer.explorer import Page
from api.graphql.trusted_documents import TrustedDocuments
from api.graphql.view import GraphQLView
from api.observability.health import livez, readyz
from api.request_id import HEADER, RequestId
from api.settings import Settings
from api.state import AppState
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from schema.schema import SCHEMA


@dataclass(frozen=True)
class Application:
    """What answers, and what it holds."""

    app: Starlette
    state: AppState
    page: Page

    @classmethod
    def create(cls, settings: Settings) -> "Application":
        """Raises UntrustworthyDocument with the way out."""
        limits = SearchLimits(settings.linkage_time, settings.linkage_budget, settings.linkage_memory)
        state, page = AppState(settings, _trusted_documents(settings), snapshots=SnapshotStore(limits)), Page(PageBuild())
        return cls(make_app(state, page), state, page)


def _trusted_documents(settings: Settings) -> TrustedDocuments:
    folder = settings.trusted_documents
    return TrustedDocuments() if folder is None else TrustedDocuments.read(folder, SCHEMA.graphql_schema)


def make_app(state: AppState, page: Page) -> Starlette:
    """The ASGI application over ``state``, with the page at its root."""
    settings = state.settings
    app = Starlette(
        middleware=[
            Middleware(RequestId),
            Middleware(
                CORSMiddleware,
                allow_origins=settings.allowed_origins,
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=["ETag", HEADER],
            ),
            Middleware(BodyLimit, most=settings.max_body),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
        ],
        routes=[
            Route("/graphql", GraphQLView(SCHEMA, state)),
            Route("/livez", livez),
            Route("/readyz", readyz),
            Route("/metrics", state.metrics.answer),
            *page.routes(),
        ],
    )
    app.state.tiaokuai = state
    return app
