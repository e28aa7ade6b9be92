"""What the database must have before it can serve: a unique key for each kind, the indexes that searches use, and every name.

All are created at start and again do nothing. The names of labels, types and keys are created as well: a rolled-back write that
brings a new one would otherwise move the bookmark that stands for the revision of the data.
"""

from collections.abc import Mapping
from typing import Final, LiteralString, cast

from graph.coverage.custom_indicators import COLUMNS as OWN_COLUMNS
from graph.coverage.custom_indicators import LABEL as OWN
from graph.database.database import Database
from graph.database.statement import Statement
from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES, PINYIN_PROPERTIES
from graph.model.registry import KINDS, RELATIONS

ENTITY_SEARCH: Final = "entity_search"
"""The full-text index over names, former names and codes, of which each Chinese character is a token of its own, and over the readings of
names, of which each start is one."""
_ANALYSED: Final = (
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words', `fulltext.eventually_consistent`: false}}"
)


def constraint_texts() -> dict[str, LiteralString]:
    """The statement that creates each constraint and index, by its name."""
    labels = [*(kind.label for kind in KINDS), "Division"]
    own = {f"{OWN}_name": f"CREATE CONSTRAINT {OWN}_name IF NOT EXISTS FOR (n:{OWN}) REQUIRE n.name IS UNIQUE"}
    unique = {
        f"{label}_code": f"CREATE CONSTRAINT {label}_code IF NOT EXISTS FOR (n:{label}) REQUIRE n.code IS UNIQUE"
        for label in labels
    }
    indexes = {
        "Entity_code": "CREATE INDEX Entity_code IF NOT EXISTS FOR (n:Entity) ON (n.code)",
        ENTITY_SEARCH: (
            f"CREATE FULLTEXT INDEX {ENTITY_SEARCH} IF NOT EXISTS FOR (n:Entity) "
            f"ON EACH [n.name, n.former_names, n.code, n.pinyin_starts] {_ANALYSED}"
        ),
    }
    # Put together from the model's own names only.
    return cast(dict[str, LiteralString], unique | own | indexes)


_NAMES: Final[Mapping[str, LiteralString]] = {
    "labels": "UNWIND $names AS name CALL db.createLabel(name) RETURN count(*)",
    "types": "UNWIND $names AS name CALL db.createRelationshipType(name) RETURN count(*)",
    "keys": "UNWIND $names AS name CALL db.createProperty(name) RETURN count(*)",
}


def name_statements() -> list[Statement]:
    """The statements that create every label, relationship type and property key of the model."""
    declared = [*ENTITY_PROPERTIES, *LINK_PROPERTIES]
    declared += [prop for kind in KINDS for prop in kind.properties]
    declared += [prop for relation in RELATIONS.values() for prop in relation.properties]
    names = {
        "labels": ["Entity", "Division", OWN, *(kind.label for kind in KINDS)],
        "types": list(RELATIONS),
        "keys": sorted({*OWN_COLUMNS, *PINYIN_PROPERTIES, *(prop.name for prop in declared)}),
    }
    return [Statement(_NAMES[what], {"names": names[what]}) for what in names]


async def prepare(database: Database) -> None:
    """Creates whatever is missing, and waits until the indexes serve."""
    texts = constraint_texts()
    absent = [Statement(texts[name]) for name in await missing(database)]
    waiting = [Statement("CALL db.awaitIndexes(300)")] if absent else []
    await database.write_schema([*absent, *name_statements(), *waiting])


async def missing(database: Database) -> list[str]:
    """The names of the constraints and indexes that are not there, or not yet online."""
    answer = await database.read(Statement("SHOW CONSTRAINTS YIELD name RETURN collect(name)"))
    indexes = await database.read(Statement("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN collect(name)"))
    there = {*answer.rows[0][0], *indexes.rows[0][0]}
    return [name for name in constraint_texts() if name not in there]
