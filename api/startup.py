"""Prepares an open database: its constraints, its data and its epoch."""

from functools import partial
from typing import Final

from api.daemon_thread import run_in_daemon_thread
from api.held_city import city_held_instead, other_city
from api.settings import Settings
from graph.database.constraints import prepare, prepared_digest
from graph.database.database import Database, DatabaseError
from graph.database.epoch import new_epoch, write_epoch
from graph.database.inventory import Contents, contents_of
from graph.local import Progress
from graph.messages import api as messages
from graph.messages import doctor as doctor_messages
from graph.messages.language import BilingualText, listing
from graph.messages.message import Message
from seeds.loader.load import load
from seeds.loader.parse import read_city

_MAX_SHOWN_LABELS: Final = 5


async def initialize_database(database: Database, settings: Settings, progress: Progress) -> None:
    """Creates the constraints, loads the city into an empty database, and begins an epoch. Raises DatabaseError for foreign data."""
    contents = await _check_contents(database)
    if contents.prepared != prepared_digest():
        await prepare(database)
    if contents.empty:
        await load_city(database, settings, progress, reset=False)
    elif (held := await other_city(database, settings)) is not None:
        _say_other_city(doctor_messages.OTHER_CITY_SERVED, held, settings, progress)
    await database.begin_epoch()


async def reload_city(database: Database, settings: Settings, progress: Progress, *, reset: bool) -> None:
    """Loads the city even if the database has data. Raises DatabaseError for foreign data, InvalidSeedFolder."""
    contents = await _check_contents(database)
    await prepare(database)
    held = None if reset or contents.empty else await city_held_instead(database, settings.city)
    if held is not None:
        _say_other_city(doctor_messages.OTHER_CITY_KEPT, held, settings, progress)
    await load_city(database, settings, progress, reset=reset)


def _say_other_city(message: Message, held: BilingualText, settings: Settings, progress: Progress) -> None:
    description = doctor_messages.OTHER_CITY.format(held=held, folder=settings.city)
    remedy = doctor_messages.OTHER_CITY_REMEDY.format(folder=settings.city)
    progress.step(message.format(description=description, remedy=remedy))


async def _check_contents(database: Database) -> Contents:
    contents = await contents_of(database)
    if contents.foreign:
        labels = listing(f"{count} {label}" for label, count in list(contents.foreign.items())[:_MAX_SHOWN_LABELS])
        raise DatabaseError(messages.FOREIGN_DATA, labels=labels)
    return contents


async def load_city(database: Database, settings: Settings, progress: Progress, *, reset: bool) -> None:
    """Loads the city in one transaction, which also begins an epoch if it changes data. Raises InvalidSeedFolder."""
    city = await run_in_daemon_thread(partial(read_city, settings.city))
    async with database.transaction() as transaction:
        result = await load(transaction, city, progress=progress, reset=reset)
        if result.changed or reset:
            epoch = write_epoch(new_epoch())
            await transaction.run(epoch.text, epoch.parameters)
