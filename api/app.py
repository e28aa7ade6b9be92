"""The ASGI application: routes and middleware."""

from dataclasses import dataclass
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.admission import Admission
from api.explorer.build import PageBuild
from api.explorer.explorer import Explorer
from api.exports.view import ExportView
from api.exports.workbooks.questions import LIMITS as WORKBOOK_LIMITS
from api.graphql.etag import ETags, schema_digest
from api.graphql.response import error_response
from api.graphql.trusted_documents import TrustedDocuments
from api.graphql.view import GraphQLView
from api.host_check import HostCheckMiddleware, OriginCheckMiddleware
from api.http_protocol import Connections
from api.language import language_of
from api.middleware import REQUEST_ID_HEADER, BodyLimitMiddleware, RequestIdMiddleware
from api.observability.health import Readiness, livez
from api.progress_view import ProgressView
from api.readings import readings
from api.revision.view import RevisionView
from api.settings import Settings
from api.state import AppState
from api.warm_up import WarmUp, common_queries
from graph.coverage.column_store import ColumnStore
from graph.errors import UserError
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.messages import api as messages
from graph.messages import execution as execution_messages
from graph.network.questions.network_store import NetworkStore
from schema.execution.executor import Executor
from schema.schema import make_schema

MAX_SHOWN_PATH: Final = 100
"""In characters."""


@dataclass(frozen=True)
class Application:
    app: Starlette
    state: AppState
    explorer: Explorer
    revision: RevisionView
    warm_up: WarmUp

    @classmethod
    def create(cls, settings: Settings, connections: Connections) -> "Application":
        """Raises InvalidTrustedDocument."""
        schema, documents = make_schema(), TrustedDocuments()
        if settings.trusted_documents is not None:
            documents = TrustedDocuments.read(settings.trusted_documents, schema.graphql_schema)
        limits = SearchLimits(settings.linkage_time, settings.linkage_budget, settings.linkage_memory)
        snapshots, explorer = SnapshotStore(limits), Explorer(PageBuild())
        columns = ColumnStore(snapshots, settings.coverage_memory)
        networks = NetworkStore(settings.network_limits)
        state = AppState(
            settings, Admission(settings.max_requests), connections, snapshots=snapshots, columns=columns, networks=networks
        )
        executor = Executor(schema.graphql_schema, settings.limits)
        state.metrics.add(lambda: readings(state, executor.documents))
        if settings.workers > 1:
            state.metrics.label_process()
        digest = schema_digest(schema.as_str())
        view = GraphQLView(executor, documents, ETags(digest), state)
        revision = RevisionView(state)
        exports = ExportView(Executor(schema.graphql_schema, WORKBOOK_LIMITS), state, digest)
        warm_up = WarmUp(common_queries(schema.graphql_schema), executor, state)
        return cls(make_app(view, state, explorer, revision, exports), state, explorer, revision, warm_up)


def make_app(view: GraphQLView, state: AppState, explorer: Explorer, revision: RevisionView, exports: ExportView) -> Starlette:
    settings = state.settings
    app = Starlette(
        middleware=[
            Middleware(RequestIdMiddleware),
            Middleware(HostCheckMiddleware, allowed=settings.hosts),
            Middleware(OriginCheckMiddleware, allowed=settings.allowed_origins),
            Middleware(
                CORSMiddleware,
                allow_origins=settings.allowed_origins,
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=["ETag", REQUEST_ID_HEADER],
            ),
            Middleware(BodyLimitMiddleware, max_size=settings.max_body),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
        ],
        routes=[
            Route("/graphql", view),
            Route("/revision", revision),
            Route("/exports/{name}", exports),
            Route("/livez", livez),
            Route("/readyz", Readiness().respond),
            Route("/progress/{id:path}", ProgressView(state.progress).respond),
            Route("/metrics", state.metrics.respond),
            *explorer.routes(),
        ],
    )
    app.add_exception_handler(404, _not_found)
    app.add_exception_handler(405, _method_not_allowed)
    app.add_exception_handler(500, _unexpected)
    app.state.tiaokuai = state
    return app


def _not_found(request: Request, _: Exception) -> Response:
    path = request.url.path[:MAX_SHOWN_PATH]
    return error_response(UserError(messages.NO_SUCH_ADDRESS, path=path), language_of(request.scope))


def _method_not_allowed(request: Request, _: Exception) -> Response:
    return error_response(UserError(messages.ONLY_GET), language_of(request.scope), allow="GET, HEAD")


def _unexpected(request: Request, _: Exception) -> Response:
    """Returns a body with the request id, under which the error is logged when Starlette raises it again."""
    identifier = request.scope.get("state", {}).get("request_id", "")
    error = UserError(execution_messages.UNEXPECTED, {"id": identifier}, identifier=identifier)
    return error_response(error, language_of(request.scope))
