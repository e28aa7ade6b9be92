"""The command line: python -m api serve | seed | export | schema | page | doctor | measures."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import orjson
import typer
from pydantic import ValidationError

from api.explorer.build import PageBuild
from api.installation import InstallationProblem
from api.listener import listen
from api.local_start import LocalStart
from api.progress import CONSOLE, TerminalProgress
from api.setting_reasons import invalid_setting
from api.settings import Settings, SettingsError, terminal_language
from graph.database.revisions import bookmark_of
from graph.errors import UserError
from graph.messages import api as messages
from graph.messages import commands
from graph.messages import settings as setting_messages
from graph.messages.language import BilingualText
from graph.messages.message import Message, MessageError
from graph.network.files.csv_table import InvalidNetworkFile

T = TypeVar("T")
LANGUAGE: Final = terminal_language()


def _text(message: Message) -> str:
    return message.format().in_language(LANGUAGE)


QUIET_SECONDS = 1.0
"""After this, a command prints what it computes."""
COMMANDS = typer.Typer(help=_text(commands.PROGRAM), no_args_is_help=True, add_completion=False)
USER_ERRORS = (MessageError, UserError)
"""Errors that the user can act on. Others are bugs and keep their traceback."""


@COMMANDS.command("serve", help=_text(commands.SERVE))
def serve_command() -> None:
    settings, progress = _settings(), TerminalProgress(LANGUAGE)
    try:
        listener = listen(settings)
    except MessageError as error:
        raise _exit(error.message) from None
    local = LocalStart.of(settings, progress)
    if local is not None and settings.trusted_documents is None:  # invalid documents are reported before Neo4j starts
        local.begin()
    from api.server import serve  # imported while Neo4j starts

    _run(serve(settings, listener, local, progress))


@COMMANDS.command("seed", help=_text(commands.SEED))
def seed_command(
    folder: Annotated[Path | None, typer.Argument(help=_text(commands.SEED_FOLDER))] = None,
    reset: Annotated[bool, typer.Option("--reset", help=_text(commands.SEED_RESET))] = False,
) -> None:
    settings = _settings()
    _run(_seed(settings if folder is None else settings.model_copy(update={"city": folder}), reset))


@COMMANDS.command("schema", help=_text(commands.SCHEMA))
def schema_command() -> None:
    from schema.schema import make_schema  # slow to import, and only this command needs it

    typer.echo(make_schema().as_str())


@COMMANDS.command("page", help=_text(commands.PAGE))
def page_command() -> None:
    _run(PageBuild().run())


@COMMANDS.command("doctor", help=_text(commands.DOCTOR))
def doctor_command() -> None:
    problems = asyncio.run(_diagnose())
    for problem in problems:
        _print(messages.PROBLEM.format(description=problem.description, remedy=problem.remedy))
    raise typer.Exit(1 if problems else 0)


@COMMANDS.command("measures", help=_text(commands.MEASURES))
def measures_command(
    edges: Annotated[Path, typer.Argument(help=_text(commands.MEASURES_EDGES))],
    nodes: Annotated[Path | None, typer.Argument(help=_text(commands.MEASURES_NODES))] = None,
    directed: Annotated[bool, typer.Option("--directed", help=_text(commands.MEASURES_DIRECTED))] = False,
    two_mode: Annotated[bool, typer.Option("--two-mode", help=_text(commands.MEASURES_TWO_MODE))] = False,
    weighted: Annotated[bool, typer.Option("--weighted", help=_text(commands.MEASURES_WEIGHTED))] = False,
    by: Annotated[str | None, typer.Option("--by", help=_text(commands.MEASURES_BY))] = None,
    alpha: Annotated[float, typer.Option("--alpha", help=_text(commands.MEASURES_ALPHA))] = 0.05,
) -> None:
    from graph.network.files.network_files import read_network  # slow to import, and only this command needs them
    from graph.network.files.report import report

    try:
        network = read_network(edges, nodes, directed=directed, two_mode=two_mode, weighted=weighted)
        result = report(network, by, weighted=weighted, alpha=alpha, on_step=_MeasureProgress().show)
    except InvalidNetworkFile as error:
        raise _exit(error.message) from None
    typer.echo(orjson.dumps(result, option=orjson.OPT_INDENT_2).decode())


@COMMANDS.command("export", help=_text(commands.EXPORT))
def export_command(
    projection: Annotated[str, typer.Argument(help=_text(commands.EXPORT_PROJECTION))],
    scope: Annotated[list[str], typer.Option(help=_text(commands.EXPORT_SCOPE))],
    output: Annotated[Path, typer.Option("--output", "-o", help=_text(commands.EXPORT_OUTPUT))],
    of_format: Annotated[str | None, typer.Option("--format", help=_text(commands.EXPORT_FORMAT))] = None,
    as_of: Annotated[str | None, typer.Option(help=_text(commands.EXPORT_AS_OF))] = None,
    boundary: Annotated[str | None, typer.Option(help=_text(commands.EXPORT_BOUNDARY))] = None,
    measures: Annotated[str | None, typer.Option(help=_text(commands.EXPORT_MEASURES))] = None,
    mode: Annotated[str | None, typer.Option(help=_text(commands.EXPORT_MODE))] = None,
    seed: Annotated[int | None, typer.Option(help=_text(commands.EXPORT_SEED))] = None,
    encoding: Annotated[str | None, typer.Option(help=_text(commands.EXPORT_ENCODING))] = None,
    lang: Annotated[str | None, typer.Option(help=_text(commands.EXPORT_LANG))] = None,
    where: Annotated[list[str] | None, typer.Option(help=_text(commands.EXPORT_WHERE))] = None,
) -> None:
    given: dict[str, str | None] = {
        "asOf": as_of,
        "boundary": boundary,
        "measures": measures,
        "mode": mode,
        "seed": None if seed is None else str(seed),
        "encoding": encoding,
        "lang": lang,
    }
    from graph.network.questions.export_question import joined_parameters  # slow to import, and only this command needs it

    conditions = (each.partition("=") for each in where or ())
    pairs = [("scope", each) for each in scope] + [(name, value) for name, value in given.items() if value is not None]
    try:
        parameters = joined_parameters([*pairs, *((name, value) for name, _, value in conditions)])
    except UserError as error:
        raise _exit(error.message) from None
    default = "xlsx" if projection in ("coverage", "checkup") else "graphml"
    _run(_export(_settings(), f"{projection}.{of_format or default}", parameters, output))


class _MeasureProgress:
    def __init__(self) -> None:
        self._began = time.monotonic()

    def show(self, measure: str) -> None:
        if time.monotonic() - self._began > QUIET_SECONDS:
            _print(messages.MEASURING_FILE.format(measure=measure))


async def _export(settings: Settings, name: str, parameters: Mapping[str, str], output: Path) -> None:
    from api.database_opening import open_or_attach_database  # slow to import
    from api.export_progress import show_progress
    from api.exports.file import export_to_file
    from graph.network.workers.progress_board import ProgressBoard

    progress = TerminalProgress(LANGUAGE)
    async with open_or_attach_database(settings, progress) as database:
        board = ProgressBoard()
        showing = asyncio.create_task(show_progress(board, progress))
        try:
            content = await export_to_file(database, settings, name, parameters, output, board)
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)
    network, read_at = content.network, content.read_at
    if read_at.before is not None:
        before, last = bookmark_of(read_at.before), bookmark_of(read_at.revision)
        progress.step(messages.EXPORT_MAY_BE_TORN.format(before=before, last=last))
    if network is None:
        progress.step(messages.WORKBOOK_WRITTEN.format(path=output))
    else:
        progress.step(messages.EXPORTED.format(path=output, actors=len(network.actors), ties=len(network.ties)))


async def _seed(settings: Settings, reset: bool) -> None:
    from api.database_opening import open_or_attach_database  # slow to import, and `serve` starts Java first
    from api.startup import reload_city

    progress = TerminalProgress(LANGUAGE)
    async with open_or_attach_database(settings, progress) as database:
        await reload_city(database, settings, progress, reset=reset)
    progress.step(messages.LOADED.format(folder=settings.city))


async def _diagnose() -> list[InstallationProblem]:
    from api.database_opening import open_or_attach_database  # slow to import
    from api.doctor import check_installation, run_checks, show_settings

    problems: list[InstallationProblem] = []
    try:
        settings = Settings()
        settings.check()
        show_settings(settings, LANGUAGE, CONSOLE)
        problems += check_installation(settings, LANGUAGE, CONSOLE)
        async with open_or_attach_database(settings, TerminalProgress(LANGUAGE)) as database:
            problems += await run_checks(database, settings, LANGUAGE, CONSOLE)
    except ValidationError as error:
        problems.append(InstallationProblem(invalid_setting(error), setting_messages.INVALID_REMEDY.format()))
    except USER_ERRORS as error:
        problems.append(InstallationProblem(error.message))
    return problems


def _settings() -> Settings:
    try:
        settings = Settings()
        settings.check()
    except ValidationError as error:
        raise _exit(invalid_setting(error)) from None
    except SettingsError as error:
        raise _exit(error.message) from None
    return settings


def _run(work: Coroutine[Any, Any, T]) -> T:
    try:
        with asyncio.Runner(loop_factory=event_loop_factory()) as runner:
            return runner.run(work)
    except USER_ERRORS as error:
        raise _exit(error.message) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def event_loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _exit(message: BilingualText) -> typer.Exit:
    _print(message, style="red")
    return typer.Exit(1)


def _print(text: BilingualText, style: str | None = None) -> None:
    CONSOLE.print(text.in_language(LANGUAGE), style=style)
