"""The command line: python -m api serve | seed | schema | page | doctor."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import ValidationError

from api.doctor import Problem, run_checks, show_settings
from api.explorer.build import BuildFailed, PageBuild
from api.graphql.trusted_documents import InvalidTrustedDocument
from api.progress import CONSOLE, TerminalProgress
from api.server import PortInUse, serve
from api.settings import Settings, SettingsError
from api.startup import open_or_attach_database, reload_city
from graph.database.database import DatabaseError
from graph.errors import UserError
from graph.local import LocalNeo4jError
from seeds.loader.errors import InvalidSeedFolder

T = TypeVar("T")
COMMANDS = typer.Typer(help="条块 Tiaokuai: a city's organisations as a graph.", no_args_is_help=True, add_completion=False)
USER_ERRORS = (
    SettingsError,
    PortInUse,
    BuildFailed,
    InvalidTrustedDocument,
    DatabaseError,
    LocalNeo4jError,
    InvalidSeedFolder,
    UserError,
)
"""What can go wrong for a reason that its sentence says; everything else is a fault of ours and keeps its traceback."""


@COMMANDS.command("serve")
def serve_command() -> None:
    """Serve the API; without NEO4J_URI on a local Neo4j that is brought along."""
    _run(serve(_settings(), TerminalProgress()))


@COMMANDS.command("seed")
def seed_command(
    folder: Annotated[Path | None, typer.Argument(help="A folder of CSV files; the bundled city by default.")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="First delete everything that is there.")] = False,
) -> None:
    """Load a city from a folder of CSV files; what is there already is brought up to date."""
    settings = _settings()
    _run(_seed(settings if folder is None else settings.model_copy(update={"city": folder}), reset))


@COMMANDS.command("schema")
def schema_command() -> None:
    """Print the GraphQL schema."""
    from schema.schema import SCHEMA  # no other command waits for it

    typer.echo(SCHEMA.as_str())


@COMMANDS.command("page")
def page_command() -> None:
    """Build the page at / now; the server does it by itself."""
    _run(PageBuild().run())


@COMMANDS.command("doctor")
def doctor_command() -> None:
    """Say what there is and what is wrong; exit status 1 if something is."""
    problems = asyncio.run(_examine())
    for problem in problems:
        CONSOLE.print(f"Problem: {problem.what} {problem.remedy}")
    raise typer.Exit(1 if problems else 0)


async def _seed(settings: Settings, reset: bool) -> None:
    progress = TerminalProgress()
    async with open_or_attach_database(settings, progress) as database:
        await reload_city(database, settings, progress, reset=reset)
    progress.say(f"Loaded {settings.city}.")


async def _examine() -> list[Problem]:
    try:
        settings = Settings()
        settings.check()
        show_settings(settings, CONSOLE)
        async with open_or_attach_database(settings, TerminalProgress()) as database:
            return await run_checks(database, CONSOLE)
    except ValidationError as error:
        return [Problem(_first_validation_error(error), "Set it to a value of that kind.")]
    except USER_ERRORS as error:
        return [Problem(str(error), "")]


def _settings() -> Settings:
    try:
        settings = Settings()
        settings.check()
    except ValidationError as error:
        raise _stop(_first_validation_error(error)) from None
    except SettingsError as error:
        raise _stop(str(error)) from None
    return settings


def _first_validation_error(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f"{str(fault['loc'][0]).upper()}={fault['input']!r} does not fit: {fault['msg']}."


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Runs the work; an expected failure is one sentence and exit status 1."""
    try:
        with asyncio.Runner(loop_factory=event_loop_factory()) as runner:
            return runner.run(work)
    except USER_ERRORS as error:
        raise _stop(str(error)) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def event_loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where there is a wheel of it for the platform; None is the one that Python has."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _stop(sentence: str) -> typer.Exit:
    CONSOLE.print(sentence, style="red")
    return typer.Exit(1)
