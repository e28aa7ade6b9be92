"""The application, read from top to bottom."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from api.body_limit import BodyLimit
from api.graphql_view import GraphQLView
from api.health import livez, readyz
from api.page import Page
from api.request_id import HEADER, RequestId
from api.state import State
from schema.schema import SCHEMA


def make_app(state: State, page: Page) -> Starlette:
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
