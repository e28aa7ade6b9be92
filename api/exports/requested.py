"""Finds what an address below /exports means: a network in a format, or a workbook."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from api.exports.exporter import export_at_one_revision
from api.exports.read_at import ReadAt
from api.exports.workbooks.layout import write_report
from api.exports.workbooks.workbook import WORKBOOKS, WorkbookQuestion, report_at_one_revision
from graph.errors import UserError
from graph.messages import network as messages
from graph.messages.language import listing
from graph.network.exports.csv_zip import write_csv_zip
from graph.network.exports.export_network import ExportNetwork
from graph.network.exports.formats import FORMATS_BY_EXTENSION, Format
from graph.network.questions.export_question import ExportQuestion, path_of_projection, projection_of_path
from schema.execution.context import Context
from schema.execution.executor import Executor

CHUNK_BYTES: Final = 65_536
WORKBOOK_EXTENSION: Final = "xlsx"


@dataclass(frozen=True)
class ExportContent:
    """A file that is read but not yet written. `network`: None in a workbook."""

    read_at: ReadAt
    chunks: Iterator[bytes]
    network: ExportNetwork | None = None


class Requested(Protocol):
    """A file that a request names. `read` computes its content: each of its operations takes a new context. Raises UserError."""

    @property
    def media_type(self) -> str: ...

    @property
    def file_name(self) -> str: ...

    async def read(self, executor: Executor, context: Callable[[], Context]) -> ExportContent: ...


def requested(name: str, parameters: Mapping[str, str], context: Context) -> Requested:
    """Takes the last part of an address. Raises UserError (NOT_FOUND, BAD_ARGUMENT)."""
    path, _, extension = name.partition(".")
    if path in WORKBOOKS and extension == WORKBOOK_EXTENSION:
        return RequestedWorkbook(WorkbookQuestion.of(path, parameters, context.today))
    projection, of_format = projection_of_path(path), FORMATS_BY_EXTENSION.get(extension)
    if projection is None or of_format is None:
        names = listing(f"{each}.{WORKBOOK_EXTENSION}" for each in WORKBOOKS)
        raise UserError(messages.NO_SUCH_EXPORT, name=name, extensions=listing(FORMATS_BY_EXTENSION), workbooks=names)
    question = ExportQuestion.of(projection.name, parameters, context.today)
    return RequestedNetwork(question, of_format, _writer(of_format, question))


@dataclass(frozen=True)
class RequestedNetwork:
    question: ExportQuestion
    format: Format
    write: Callable[[ExportNetwork], Iterator[bytes]]

    @property
    def media_type(self) -> str:
        return self.format.media_type

    @property
    def file_name(self) -> str:
        network = self.question.network
        projection = network.projection.base if network.projection.name.endswith(")") else network.projection
        return _file_name(path_of_projection(projection), network.scope, network.day.isoformat(), self.format.extension)

    async def read(self, executor: Executor, context: Callable[[], Context]) -> ExportContent:
        of_operation = context()
        network = await export_at_one_revision(of_operation, self.question, self.format)
        return ExportContent(ReadAt.of(of_operation), in_chunks(self.write(network)), network)


@dataclass(frozen=True)
class RequestedWorkbook:
    question: WorkbookQuestion

    @property
    def media_type(self) -> str:
        return FORMATS_BY_EXTENSION[WORKBOOK_EXTENSION].media_type

    @property
    def file_name(self) -> str:
        question = self.question
        return _file_name(question.name, question.scope, question.day.isoformat(), WORKBOOK_EXTENSION)

    async def read(self, executor: Executor, context: Callable[[], Context]) -> ExportContent:
        report, read_at = await report_at_one_revision(self.question, executor, context)
        return ExportContent(read_at, in_chunks([await asyncio.to_thread(write_report, report)]))


def _writer(of_format: Format, question: ExportQuestion) -> Callable[[ExportNetwork], Iterator[bytes]]:
    """Raises UserError (BAD_ARGUMENT) for an encoding that only CSV has."""
    if of_format.write is write_csv_zip:
        return partial(write_csv_zip, encoding=question.encoding)
    if question.encoding != "utf-8":
        raise UserError(messages.ENCODING_OF_CSV, encoding=question.encoding, extension=of_format.extension)
    return of_format.write


def _file_name(name: str, scope: str, day: str, extension: str) -> str:
    plain = "".join(each for each in scope if each.isascii() and each.isalnum())
    return f"{name}-{plain}-{day}.{extension}"


def in_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yields chunks of about 64 KiB."""
    chunk = bytearray()
    for piece in pieces:
        chunk += piece
        while len(chunk) >= CHUNK_BYTES:
            yield bytes(chunk[:CHUNK_BYTES])
            del chunk[:CHUNK_BYTES]
    yield bytes(chunk)
