"""Diagnoses the settings, the page, the port and the database."""

from typing import cast

from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from api.held_city import other_city
from api.installation import Finding, InstallationProblem, installation_findings
from api.settings import Settings
from graph.database.constraints import missing
from graph.database.database import Database
from graph.database.inventory import Contents, contents_of
from graph.local.disk import free_bytes, is_low
from graph.messages import api as messages
from graph.messages import doctor as words
from graph.messages.language import BilingualText, Language, listing
from graph.messages.message import Message


def show_settings(settings: Settings, language: Language, console: Console) -> None:
    """Omits the values of secrets."""
    table = _table(messages.SETTINGS, messages.SETTING, messages.VALUE, language)
    for name in Settings.model_fields:
        table.add_row(name.upper(), _in_words(getattr(settings, name)).in_language(language))
    console.print(table)


def _in_words(value: object) -> BilingualText:
    match value:
        case True | False:
            return (words.ON if value else words.OFF).format()
        case None | ():
            return words.NOT_SET.format()
        case SecretStr():
            return words.HIDDEN.format()
        case tuple():
            return listing(cast(tuple[object, ...], value))
        case _:
            return BilingualText.untranslated(str(value))


def check_installation(settings: Settings, language: Language, console: Console) -> list[InstallationProblem]:
    """Prints the state of the page, Node.js and the port. Returns the problems."""
    findings: list[Finding] = list(installation_findings(settings))
    for finding in findings:
        if not isinstance(finding, InstallationProblem):
            console.print(finding.in_language(language))
    return [finding for finding in findings if isinstance(finding, InstallationProblem)]


async def run_checks(database: Database, settings: Settings, language: Language, console: Console) -> list[InstallationProblem]:
    """Prints the state of the database. Returns the problems."""
    console.print(messages.DATABASE_VERSION.format(version=database.version).in_language(language))
    absent = await missing(database)
    contents = await contents_of(database)
    constraints = messages.CONSTRAINTS_ABSENT if absent else messages.CONSTRAINTS_PRESENT
    console.print(constraints.format(names=listing(absent)).in_language(language))
    _show_counts(contents, language, console)
    held = await other_city(database, settings) if contents.counts else None
    return [*_problems(absent, contents), *_city_problems(held, settings), *_disk_problems(settings)]


def _city_problems(held: BilingualText | None, settings: Settings) -> list[InstallationProblem]:
    if held is None:
        return []
    description = words.OTHER_CITY.format(held=held, folder=settings.city)
    return [InstallationProblem(description, words.OTHER_CITY_REMEDY.format(folder=settings.city))]


def _disk_problems(settings: Settings) -> list[InstallationProblem]:
    home = settings.tiaokuai_home
    if settings.neo4j_uri is not None or not is_low(home):
        return []
    description = messages.LOW_DISK.format(home=home, megabytes=free_bytes(home) // 1_000_000)
    return [InstallationProblem(description, messages.LOW_DISK_REMEDY.format())]


def _show_counts(contents: Contents, language: Language, console: Console) -> None:
    table = _table(messages.CONTENTS, messages.KIND_COLUMN, messages.NODES, language)
    for kind, count in contents.counts.items():
        table.add_row(kind.name, f"{count:,}")
    console.print(table)


def _problems(absent: list[str], contents: Contents) -> list[InstallationProblem]:
    problems: list[InstallationProblem] = []
    if absent:
        description = messages.MISSING_CONSTRAINTS.format(number=len(absent))
        problems.append(InstallationProblem(description, messages.MISSING_CONSTRAINTS_REMEDY.format()))
    if contents.foreign:
        description = messages.DOCTOR_FOREIGN_DATA.format(labels=listing(contents.foreign))
        problems.append(InstallationProblem(description, messages.DOCTOR_FOREIGN_DATA_REMEDY.format()))
    if not contents.counts:
        problems.append(InstallationProblem(messages.NO_CITY.format(), messages.NO_CITY_REMEDY.format()))
    return problems


def _table(title: Message, name: Message, value: Message, language: Language) -> Table:
    columns = (each.format().in_language(language) for each in (name, value))
    return Table(*columns, title=title.format().in_language(language))
