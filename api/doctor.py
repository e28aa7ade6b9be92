"""The doctor: what there is, what is wrong, and what to do about it."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from api.settings import Settings
from graph.database.constraints import missing
from graph.database.database import Database
from graph.database.inventory import Contents, contents_of


@dataclass(frozen=True)
class Problem:
    """Something that is wrong, and its remedy."""

    what: str
    remedy: str


def show_settings(settings: Settings, console: Console) -> None:
    """All settings; secrets are hidden."""
    table = Table("setting", "value", title="Settings")
    for name in Settings.model_fields:
        table.add_row(name.upper(), str(getattr(settings, name)))
    console.print(table)


async def run_checks(database: Database, console: Console) -> list[Problem]:
    """Shows the database, its constraints and its contents; answers the problems."""
    console.print(f"Database: {database.version}")
    absent = await missing(database)
    contents = await contents_of(database)
    console.print("Constraints and indexes: " + (f"missing {', '.join(absent)}" if absent else "all there"))
    _show_counts(contents, console)
    return _problems(absent, contents)


def _show_counts(contents: Contents, console: Console) -> None:
    table = Table("kind", "nodes", title="Contents")
    for kind, count in contents.counts.items():
        table.add_row(kind.name, f"{count:,}")
    console.print(table)


def _problems(absent: list[str], contents: Contents) -> list[Problem]:
    problems: list[Problem] = []
    if absent:
        problems.append(Problem(f"{len(absent)} constraints or indexes are missing.", "Run make serve: it creates them."))
    if contents.foreign:
        labels = ", ".join(contents.foreign)
        problems.append(Problem(f"The database holds foreign data ({labels}).", "Use an empty database for Tiaokuai."))
    if not contents.counts:
        problems.append(Problem("No city is loaded.", "Run make serve, or python -m api seed."))
    return problems
