"""Creates the database's constraints, indexes and names. Creation is idempotent.

Labels, relationship types and property keys are created in advance, because a rolled-back write that introduces one changes the bookmark,
which is the revision of the data.

If the database has the digest of what was created, a start checks the constraints only when the server is ready, since each statement that
Neo4j plans delays the start.
"""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from typing import Final, LiteralString, cast

from graph.database.database import Database, DatabaseError
from graph.database.driver_errors import ReadOnlyDatabase
from graph.database.epoch import EPOCH_LABEL, PREPARED, write_prepared
from graph.database.statement import Statement
from graph.errors import UserError
from graph.messages import database as messages
from graph.messages.language import listing
from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES, PINYIN_PROPERTIES, PROPERTY_PROVENANCES
from graph.model.custom_indicators import CUSTOM_INDICATOR_LABEL, CUSTOM_INDICATOR_PROPERTIES
from graph.model.licences import LICENCE_LABEL, LICENCE_PROPERTIES
from graph.model.registry import KINDS, RELATIONS

LOG: Final = logging.getLogger(__name__)
ENTITY_SEARCH: Final = "entity_search"
"""The full-text index over names, former names and codes, with one token per Chinese character, and over pinyin suffixes."""
_INDEX_OPTIONS: Final = (
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: false}}"
)


def constraint_texts() -> dict[str, LiteralString]:
    """Returns statements by the name of their constraint or index."""
    labels = [*(kind.label for kind in KINDS), "Division"]
    custom = CUSTOM_INDICATOR_LABEL
    unique_names = {
        f"{custom}_name": f"CREATE CONSTRAINT {custom}_name IF NOT EXISTS FOR (n:{custom}) REQUIRE n.name IS UNIQUE"
    }
    unique = {
        f"{label}_code": f"CREATE CONSTRAINT {label}_code IF NOT EXISTS FOR (n:{label}) REQUIRE n.code IS UNIQUE"
        for label in labels
    }
    indexes = {
        "Entity_code": "CREATE INDEX Entity_code IF NOT EXISTS FOR (n:Entity) ON (n.code)",
        ENTITY_SEARCH: (
            f"CREATE FULLTEXT INDEX {ENTITY_SEARCH} IF NOT EXISTS FOR (n:Entity) "
            f"ON EACH [n.name, n.former_names, n.code, n.pinyin_starts] {_INDEX_OPTIONS}"
        ),
    }
    # Composed of names of the model only.
    return cast(dict[str, LiteralString], unique | unique_names | indexes)


_NAMES: Final[Mapping[str, LiteralString]] = {
    "labels": "UNWIND $names AS name CALL db.createLabel(name) RETURN count(*)",
    "types": "UNWIND $names AS name CALL db.createRelationshipType(name) RETURN count(*)",
    "keys": "UNWIND $names AS name CALL db.createProperty(name) RETURN count(*)",
}


def name_statements() -> list[Statement]:
    declared = [*ENTITY_PROPERTIES, PROPERTY_PROVENANCES, *LINK_PROPERTIES]
    declared += [prop for kind in KINDS for prop in kind.properties]
    declared += [prop for relation in RELATIONS.values() for prop in relation.properties]
    special = (*CUSTOM_INDICATOR_PROPERTIES, *LICENCE_PROPERTIES, *PINYIN_PROPERTIES)
    names = {
        "labels": ["Entity", "Division", CUSTOM_INDICATOR_LABEL, EPOCH_LABEL, LICENCE_LABEL, *(kind.label for kind in KINDS)],
        "types": list(RELATIONS),
        "keys": sorted({"id", PREPARED, *special, *(prop.name for prop in declared)}),
    }
    return [Statement(_NAMES[what], {"names": names[what]}) for what in names]


def prepared_digest() -> str:
    content = [*sorted(constraint_texts().values()), *(str(each.parameters) for each in name_statements())]
    return hashlib.blake2s("\n".join(content).encode(), digest_size=8).hexdigest()


async def prepare(database: Database) -> None:
    """Creates what is missing, and waits until the indexes are online. Raises ReadOnlyDatabase if the login may not write a missing
    constraint.
    """
    texts = constraint_texts()
    absent = [Statement(texts[name]) for name in await missing(database)]
    waiting = [Statement("CALL db.awaitIndexes(300)")] if absent else []
    try:
        await database.write_schema([*absent, *name_statements(), *waiting, write_prepared(prepared_digest())])
    except ReadOnlyDatabase:
        if absent:
            raise
        LOG.warning("%s", messages.READ_ONLY.format())


async def create_missing(database: Database, delay: float) -> None:
    """Restores, after `delay` seconds, what was removed since the database was prepared."""
    await asyncio.sleep(delay)
    try:
        if names := await missing(database):
            LOG.warning("%s", messages.CREATING_CONSTRAINTS.format(names=listing(names)))
            await prepare(database)
    except (UserError, DatabaseError) as error:
        LOG.warning("%s", error.message)


async def missing(database: Database) -> list[str]:
    """Includes indexes that are not online."""
    answer = await database.read(Statement("SHOW CONSTRAINTS YIELD name RETURN collect(name)"))
    indexes = await database.read(Statement("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN collect(name)"))
    there = {*answer.rows[0][0], *indexes.rows[0][0]}
    return [name for name in constraint_texts() if name not in there]
